#include "record/decimal.h"

#include <algorithm>
#include <cstdlib>

#include "base/ensure.h"

namespace kotobune::record {

namespace {

constexpr int most_digits = 18;
constexpr int most_scale = 9;
constexpr std::int64_t limit = 1'000'000'000'000'000'000;  // 10^18: one more fits in 64 bits

std::int64_t power_of_ten(int exponent) {
  std::int64_t out = 1;
  for (int i = 0; i < exponent; ++i) out *= 10;
  return out;
}

}  // namespace

std::optional<Decimal> Decimal::parse(std::string_view text) {
  Decimal out;
  const bool negative = !text.empty() && text[0] == '-';
  if (negative) text.remove_prefix(1);
  const auto point = text.find('.');
  const auto whole = text.substr(0, point);
  if (whole.empty() || (whole.size() > 1 && whole[0] == '0')) return std::nullopt;
  const auto behind =
      point == std::string_view::npos ? std::string_view() : text.substr(point + 1);
  if (point != std::string_view::npos && behind.empty()) return std::nullopt;
  if (whole.size() + behind.size() > most_digits || behind.size() > most_scale) return std::nullopt;
  for (const auto part : {whole, behind}) {
    for (const char c : part) {
      if (c < '0' || c > '9') return std::nullopt;
      out.units_ = out.units_ * 10 + (c - '0');
    }
  }
  if (negative && out.units_ == 0) return std::nullopt;
  if (negative) out.units_ = -out.units_;
  out.scale_ = static_cast<int>(behind.size());
  return out;
}

std::string Decimal::text() const {
  // Digits from the last to the first, with a 0 before the point where there is no other.
  std::string backwards;
  std::int64_t rest = std::llabs(units_);
  for (int place = 0; rest > 0 || place <= scale_; ++place, rest /= 10) {
    if (place == scale_ && scale_ > 0) backwards += '.';
    backwards += static_cast<char>('0' + rest % 10);
  }
  if (units_ < 0) backwards += '-';
  return {backwards.rbegin(), backwards.rend()};
}

bool Decimal::is_whole() const { return units_ % power_of_ten(scale_) == 0; }

std::optional<Decimal> Decimal::sum(const Decimal& a, const Decimal& b) {
  Decimal out;
  out.scale_ = std::max(a.scale_, b.scale_);
  std::int64_t x = 0, y = 0;
  if (__builtin_mul_overflow(a.units_, power_of_ten(out.scale_ - a.scale_), &x) ||
      __builtin_mul_overflow(b.units_, power_of_ten(out.scale_ - b.scale_), &y) ||
      __builtin_add_overflow(x, y, &out.units_)) {
    return std::nullopt;
  }
  if (out.units_ >= limit || out.units_ <= -limit) return std::nullopt;
  return out;
}

int Decimal::compare(const Decimal& a, const Decimal& b) {
  // Whole parts first: raising both to one scale could leave 64 bits.
  const auto x = a.units_ / power_of_ten(a.scale_), y = b.units_ / power_of_ten(b.scale_);
  if (x != y) return x < y ? -1 : 1;
  const auto u = a.units_ % power_of_ten(a.scale_) * power_of_ten(most_scale - a.scale_);
  const auto v = b.units_ % power_of_ten(b.scale_) * power_of_ten(most_scale - b.scale_);
  return u == v ? 0 : u < v ? -1 : 1;
}

}  // namespace kotobune::record
