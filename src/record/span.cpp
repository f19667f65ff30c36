#include "record/span.h"

#include <algorithm>
#include <string>

#include "base/instant.h"
#include "base/partial_date.h"
#include "base/text.h"

namespace kotobune::record {

namespace {

constexpr std::int64_t day_minutes = 24 * 60;

// Two digits, "04".
std::int64_t two(std::string_view text, std::size_t at) {
  return (text[at] - '0') * 10 + (text[at + 1] - '0');
}

// Start and end on one clock.
struct Span {
  std::int64_t start, end;
};

std::optional<Span> span_of(std::string_view start, std::string_view end) {
  const auto from = read_moment(start), to = read_moment(end);
  if (!from || !to || from->offset_minutes.has_value() != to->offset_minutes.has_value()) {
    return std::nullopt;
  }
  // A clock that was put forward in between: the length is by the offset, the night by its start.
  std::int64_t last = to->local_minute;
  if (from->offset_minutes) last += *from->offset_minutes - *to->offset_minutes;
  if (last < from->local_minute) return std::nullopt;
  return Span{from->local_minute, last};
}

}  // namespace

std::optional<Moment> read_moment(std::string_view edtf) {
  const auto date = PartialDate::parse(edtf);
  if (!date || date->precision() != DatePrecision::time || date->is_interval() ||
      date->approximate() || date->uncertain()) {
    return std::nullopt;
  }
  const std::string_view text = date->edtf();
  const auto at = text.find('T');
  const auto day = date->earliest_day();
  if (at == std::string_view::npos || text.size() < at + 6 || !day) return std::nullopt;
  Moment out;
  out.local_minute = *day * day_minutes + two(text, at + 1) * 60 + two(text, at + 4);
  const auto zone = text.find_first_of("Z+-", at);
  if (zone == std::string_view::npos) return out;
  if (text[zone] == 'Z') {
    out.offset_minutes = 0;
    return out;
  }
  if (text.size() < zone + 3) return std::nullopt;
  const bool minutes = text.size() >= zone + 6;
  const auto off = two(text, zone + 1) * 60 + (minutes ? two(text, zone + 4) : 0);
  out.offset_minutes = static_cast<int>(text[zone] == '-' ? -off : off);
  return out;
}

std::optional<std::int64_t> minutes_between(std::string_view start, std::string_view end) {
  const auto span = span_of(start, end);
  if (!span) return std::nullopt;
  return span->end - span->start;
}

std::optional<std::int64_t> minutes_within(std::string_view start, std::string_view end,
                                           std::int64_t from, std::int64_t to) {
  const auto span = span_of(start, end);
  if (!span || from < 0 || to < 0 || from >= day_minutes || to > day_minutes) return std::nullopt;
  const std::int64_t lasts = to > from ? to - from : to + day_minutes - from;
  std::int64_t day = span->start / day_minutes - 2;  // a night may have begun the day before
  std::int64_t sum = 0;
  for (; day * day_minutes + from < span->end; ++day) {
    const auto begins = std::max(span->start, day * day_minutes + from);
    const auto ends = std::min(span->end, day * day_minutes + from + lasts);
    if (ends > begins) sum += ends - begins;
  }
  return sum;
}

}  // namespace kotobune::record
