#include "base/partial_date.h"

#include <algorithm>
#include <limits>

#include "base/ensure.h"

namespace kotobune {

namespace {

using date_part::Kind;
using date_part::Part;

// Further than any year of nine digits; adding a margin does not overflow.
constexpr std::int64_t always = std::numeric_limits<std::int64_t>::max() / 4;
constexpr std::int64_t never = -always;

Part part_of_day(std::int64_t day) {
  const auto civil = civil_from_days(day);
  ensure(is_valid(civil), "a calendar gives days of the years 0001 to 9999");
  Part part;
  part.year = civil.year;
  part.month = civil.month;
  part.day = civil.day;
  return part;
}

std::string raise_letters(std::string_view text) {
  std::string out(text);
  for (auto& c : out) {
    if (c == 'x' || c == 'y' || c == 't' || c == 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return out;
}

DatePrecision precision_of(const Part& part) {
  if (!part.time.empty()) return DatePrecision::time;
  if (part.hidden_year_digits == 3) return DatePrecision::millennium;
  if (part.hidden_year_digits == 2) return DatePrecision::century;
  if (part.hidden_year_digits == 1) return DatePrecision::decade;
  if (part.month == 0 || part.month == date_part::unspecified) return DatePrecision::year;
  if (part.month > 12) return DatePrecision::season;
  return part.is_day() ? DatePrecision::day : DatePrecision::month;
}

}  // namespace

const char* word(DatePrecision precision) {
  switch (precision) {
    case DatePrecision::millennium: return "millennium";
    case DatePrecision::century: return "century";
    case DatePrecision::decade: return "decade";
    case DatePrecision::year: return "year";
    case DatePrecision::season: return "season";
    case DatePrecision::month: return "month";
    case DatePrecision::day: return "day";
    case DatePrecision::time: return "time";
    case DatePrecision::between: return "between";
  }
  return "";
}

void PartialDate::print() {
  switch (form_) {
    case Form::single: edtf_ = date_part::print(from_); return;
    case Form::interval: edtf_ = date_part::print(from_) + "/" + date_part::print(to_); return;
    case Form::one_of: {
      // An end that is left out is written as nothing: [..B], not [....B].
      const auto end = [](const Part& part) {
        return part.kind == Kind::date ? date_part::print(part) : std::string();
      };
      edtf_ = "[" + end(from_) + ".." + end(to_) + "]";
      return;
    }
  }
}

std::optional<PartialDate> PartialDate::parse(std::string_view edtf) {
  if (edtf.size() > 96) return std::nullopt;
  const std::string raised = raise_letters(edtf);
  std::string_view text = raised;
  PartialDate out;
  std::size_t between = std::string_view::npos;
  std::size_t mark = 1;
  if (text.size() >= 2 && text.front() == '[' && text.back() == ']') {
    text = text.substr(1, text.size() - 2);
    out.form_ = Form::one_of;
    between = text.find("..");
    mark = 2;
    if (between == std::string_view::npos) return std::nullopt;
  } else if (between = text.find('/'); between != std::string_view::npos) {
    out.form_ = Form::interval;
  }
  const auto from = date_part::parse(text.substr(0, between));
  if (!from) return std::nullopt;
  out.from_ = *from;
  if (out.form_ == Form::single) {
    if (from->kind != Kind::date) return std::nullopt;
    out.print();
    return out;
  }
  const auto to = date_part::parse(text.substr(between + mark));
  if (!to || (from->kind != Kind::date && to->kind != Kind::date)) return std::nullopt;
  if (!from->time.empty() || !to->time.empty()) return std::nullopt;
  if (out.form_ == Form::one_of && (from->kind == Kind::open || to->kind == Kind::open)) {
    return std::nullopt;
  }
  out.to_ = *to;
  const auto first = out.earliest_day(), last = out.latest_day();
  if (first && last && *first > *last) return std::nullopt;
  out.print();
  return out;
}

PartialDate PartialDate::of_day(std::int64_t day) {
  PartialDate out;
  out.from_ = part_of_day(day);
  out.print();
  return out;
}

PartialDate PartialDate::one_of(std::int64_t first_day, std::int64_t last_day) {
  ensure(first_day <= last_day, "a span of days runs forward");
  if (first_day == last_day) return of_day(first_day);
  PartialDate out;
  out.form_ = Form::one_of;
  out.from_ = part_of_day(first_day);
  out.to_ = part_of_day(last_day);
  out.print();
  return out;
}

PartialDate PartialDate::with_doubt(bool uncertain, bool approximate) const {
  PartialDate out = *this;
  for (auto* part : {&out.from_, &out.to_}) {
    if (part->kind != Kind::date || !part->time.empty()) continue;
    part->uncertain = uncertain;
    part->approximate = approximate;
  }
  out.print();
  return out;
}

bool PartialDate::approximate() const {
  return from_.approximate || (form_ != Form::single && to_.approximate);
}

bool PartialDate::uncertain() const {
  return from_.uncertain || (form_ != Form::single && to_.uncertain);
}

bool PartialDate::is_exact_day() const {
  return form_ == Form::single && from_.is_day() && !from_.uncertain && !from_.approximate;
}

DatePrecision PartialDate::precision() const {
  return form_ == Form::single ? precision_of(from_) : DatePrecision::between;
}

std::optional<std::int64_t> PartialDate::earliest_day() const {
  if (from_.kind != Kind::date) return std::nullopt;
  return date_part::bounds(from_).first_start;
}

std::optional<std::int64_t> PartialDate::latest_day() const {
  const auto& last = form_ == Form::single ? from_ : to_;
  if (last.kind != Kind::date) return std::nullopt;
  return date_part::bounds(last).last_end;
}

// Between which days the first and the last day of a date lie.
struct DateBounds {
  std::int64_t start_min = never, start_max = always, end_min = never, end_max = always;

  static DateBounds of_part(const Part& part, Doubt doubt) {
    if (part.kind == Kind::open || part.kind == Kind::unknown) return {};
    if (part.uncertain && doubt == Doubt::counts) return {};
    const auto known = date_part::bounds(part);
    const bool wide = part.approximate && doubt == Doubt::counts;
    const auto margin = wide ? date_part::about_days(part) : 0;
    return {known.first_start - margin, known.last_start + margin, known.first_end - margin,
            known.last_end + margin};
  }

  static DateBounds of_event(const PartialDate& date, Doubt doubt) {
    const auto from = of_part(date.from_, doubt);
    if (date.form_ == PartialDate::Form::single) {
      return {from.start_min, from.end_max, from.start_min, from.end_max};
    }
    const auto to = of_part(date.to_, doubt);
    if (date.form_ == PartialDate::Form::one_of) {
      return {from.start_min, to.end_max, from.start_min, to.end_max};
    }
    // It began on some day of A and ended on some day of B.
    DateBounds out{from.start_min, from.end_max, to.start_min, to.end_max};
    if (date.from_.kind == Kind::open) out.start_max = never;
    if (date.to_.kind == Kind::open) out.end_min = always;
    out.start_max = std::min(out.start_max, out.end_max);
    out.end_min = std::max(out.end_min, out.start_min);
    return out;
  }

  static DateBounds of_period(const PartialDate& date, Doubt doubt) {
    const auto from = of_part(date.from_, doubt);
    if (date.form_ == PartialDate::Form::single) return from;
    auto to = of_part(date.to_, doubt);
    DateBounds out{from.start_min, from.start_max, to.end_min, to.end_max};
    if (date.from_.kind == Kind::open) out.start_max = never;
    if (date.to_.kind == Kind::open) out.end_min = always;
    // Asked for as a period, [A..B] is the days it names: "on one of these".
    if (date.form_ == PartialDate::Form::one_of) {
      if (date.from_.kind == Kind::unknown) out.start_max = never;
      if (date.to_.kind == Kind::unknown) out.end_min = always;
    }
    return out;
  }
};

Answer before(const PartialDate& a, const PartialDate& b, Doubt doubt) {
  const auto x = DateBounds::of_event(a, doubt), y = DateBounds::of_event(b, doubt);
  if (x.end_max < y.start_min) return Answer::yes;
  return x.end_min >= y.start_max ? Answer::no : Answer::unknown;
}

Answer after(const PartialDate& a, const PartialDate& b, Doubt doubt) {
  return before(b, a, doubt);
}

Answer overlaps(const PartialDate& a, const PartialDate& b, Doubt doubt) {
  const auto x = DateBounds::of_event(a, doubt), y = DateBounds::of_event(b, doubt);
  if (x.end_max < y.start_min || y.end_max < x.start_min) return Answer::no;
  return x.end_min >= y.start_max && y.end_min >= x.start_max ? Answer::yes : Answer::unknown;
}

Answer within(const PartialDate& event, const PartialDate& period, Doubt doubt) {
  const auto x = DateBounds::of_event(event, doubt), y = DateBounds::of_period(period, doubt);
  if (x.start_min >= y.start_max && x.end_max <= y.end_min) return Answer::yes;
  return x.start_max < y.start_min || x.end_min > y.end_max ? Answer::no : Answer::unknown;
}

}  // namespace kotobune
