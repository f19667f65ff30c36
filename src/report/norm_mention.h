// Norms named in a sentence: "article 14 (3) (g) of the ICCPR", "自由権規約9条". Which names there
// are is data of the pack (pack/norms.h).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pack/norms.h"

namespace kotobune::report {

struct NormMention {
  std::size_t begin = 0;
  std::size_t end = 0;
  const pack::Norm* norm = nullptr;
  std::vector<std::string> articles;  // "14.3g"; empty where none is named beside it
};

// By place; of names that overlap the longest. An id counts in its capitals only: a cat is no
// treaty.
std::vector<NormMention> find_norms(std::string_view text, const std::vector<pack::Norm>& norms);

// "14(3)(g)", "14 (3) g", "14.3.g" -> "14.3g"; "" where it is none.
std::string article_of(std::string_view typed);

}  // namespace kotobune::report
