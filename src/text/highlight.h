// Where in a shown text a query matches. Re-tokenizes the text (3 KB cost about 40 us), so that the
// index need not store offsets.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "text/query.h"

namespace kotobune::text {

struct ByteRange {
  std::size_t start = 0;
  std::size_t end = 0;  // one past the last byte
  bool operator==(const ByteRange&) const = default;
};

// Ranges in order, not overlapping; touching ones are joined.
std::vector<ByteRange> highlight(std::string_view text, const Query& query);

}  // namespace kotobune::text
