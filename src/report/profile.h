// Profile: what an addressee accepts. Data of a pack, with its source and the day it was checked;
// this struct is what the compiler needs of it.
#pragma once

#include <cstdint>
#include <map>
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
  std::string checked_on;  // ISO date, or "never"
  std::string purpose{};     // code of the consent its outputs need; "" where any will do
  bool sure = true;        // false: its numbers were not read at their source
  bool one_state = false;
  bool joint = false;                  // several submitters, named at the head
  bool limit_warns = false;            // what is too long is cut off, not sent back
  bool one_body = false;               // bars what is pending before another body
  bool rests_on_norms = false;         // every finding names the norm it is about
  bool translations_certified = false; // foreign exhibits come with a certified translation
  std::vector<std::string> status{};     // who may submit; empty = anybody
  std::map<std::string, std::int64_t> words_by_status{};
  std::optional<std::int64_t> page_limit{};
  std::optional<std::int64_t> within_months{};  // after remedies are exhausted
  std::string procedure{};               // norm by which a State accepts it
  std::vector<std::string> needs{};      // fields that must be filled
  std::vector<std::string> wants{};      // fields that should be
  std::vector<std::string> forbidden{};  // words the addressee takes amiss
  bool reviewed = false;                 // a second person agreed to what it cites
  bool approved = false;                 // a second person agreed to this version of the text
};

}  // namespace kotobune::report
