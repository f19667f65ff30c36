// PartialDate: a date as people know it - "2013", "March 2013", "about 1961", "from May to July".
// A subset of EDTF (ISO 8601-2:2019) level 1: YYYY, YYYY-MM, YYYY-MM-DD, each with ~ (about),
// ? (uncertain) or % (both); an interval A/B where A or B may be empty (unknown) or .. (open).
// Kept as written; earliest() and latest() give the days it may mean.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/instant.h"

namespace kotobune {

class PartialDate {
 public:
  static std::optional<PartialDate> parse(std::string_view edtf);
  const std::string& edtf() const { return edtf_; }
  bool approximate() const { return approximate_; }
  bool is_exact_day() const { return exact_day_; }
  // Days since 1970-01-01; empty where the interval is open or unknown on that side.
  std::optional<std::int64_t> earliest_day() const { return earliest_; }
  std::optional<std::int64_t> latest_day() const { return latest_; }

 private:
  std::string edtf_;
  bool approximate_ = false;
  bool exact_day_ = false;
  std::optional<std::int64_t> earliest_;
  std::optional<std::int64_t> latest_;
};

}  // namespace kotobune
