// Decimal: a number exactly as somebody gave it. No floats: 0.1 + 0.2 is 0.3 here, and the "1.50"
// of a document keeps its last digit.
//
//   -?(0|[1-9][0-9]*)(\.[0-9]+)?   at most 18 digits, at most 9 behind the point; no "-0"
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kotobune::record {

class Decimal {
 public:
  Decimal() = default;
  explicit Decimal(std::int64_t whole) : units_(whole) {}  // |whole| < 10^18
  static std::optional<Decimal> parse(std::string_view text);
  std::string text() const;

  bool is_whole() const;
  bool is_negative() const { return units_ < 0; }
  // Empty where the sum has more than 18 digits.
  static std::optional<Decimal> sum(const Decimal& a, const Decimal& b);
  // By worth: 1.5 equals 1.50. Negative, zero or positive.
  static int compare(const Decimal& a, const Decimal& b);
  bool operator==(const Decimal& other) const { return compare(*this, other) == 0; }

 private:
  std::int64_t units_ = 0;  // of 10^-scale_
  int scale_ = 0;
};

}  // namespace kotobune::record
