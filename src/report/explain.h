// What a check asks for and why, for `report explain CODE` and for the page beside a diagnostic.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kotobune::report {

struct Explanation {
  std::string_view code;
  std::string_view title;
  std::string_view text;    // what it asks, why, how to mend it
  std::string_view source;  // where the rule comes from
};

const Explanation* explain(std::string_view code);  // nullptr where there is no such check
std::vector<std::string_view> explained_codes();

}  // namespace kotobune::report
