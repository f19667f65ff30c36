// What every fuzzer needs: a law that must hold, and input taken apart.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/bytes.h"

namespace kotobune::fuzz {

// Ends the run like a crash, so that the fuzzer keeps the input.
inline void require(bool law) {
  if (!law) std::abort();
}

struct Input {
  std::uint8_t choice = 0;  // the first byte: which of several readers the rest is for
  ByteView bytes;
  std::string_view text() const { return as_chars(bytes); }
};

inline Input take(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return {};
  return {data[0], ByteView(data + 1, size - 1)};
}

}  // namespace kotobune::fuzz
