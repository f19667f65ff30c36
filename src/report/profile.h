// Profile: what an addressee accepts. Data of a pack, with its source and the day it was checked;
// this struct is what the compiler needs of it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace kotobune::report {

struct Profile {
  std::string name;   // "mission-report"
  std::string title;  // "Report of a fact-finding mission"
  std::optional<std::uint32_t> word_limit;
  bool footnotes_counted = false;
  std::vector<std::string> languages;  // BCP 47; empty = any
  bool numbered_paragraphs = true;
  bool strict = false;     // every paragraph stands in a block
  std::string source;      // where the rule was read
  std::string checked_on;  // ISO date
};

}  // namespace kotobune::report
