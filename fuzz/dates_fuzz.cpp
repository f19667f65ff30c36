// What people type and what records hold, as dates and values. Laws, beside not crashing:
//   1. a date of EDTF that is read is printed as one spelling that reads back as itself;
//   2. every reading of a wording is such a date, and one reading alone is taken;
//   3. comparing answers in one of three ways that do not contradict each other;
//   4. a value that is read is written as it was, byte for byte, but for the order of keys.
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/partial_date.h"
#include "record/value.h"
#include "text/calendar.h"

using namespace kotobune;

namespace {

void require(bool law) {
  if (!law) std::abort();
}

void check_date(const PartialDate& date) {
  const auto again = PartialDate::parse(date.edtf());
  require(again.has_value() && *again == date);
  require(again->earliest_day() == date.earliest_day());
  require(again->latest_day() == date.latest_day());
  const auto first = date.earliest_day(), last = date.latest_day();
  require(!first || !last || *first <= *last);
}

void check_pair(const PartialDate& a, const PartialDate& b) {
  const auto told = before(a, b);
  require(told != Answer::yes || after(a, b) == Answer::no);
  require(told != Answer::yes || overlaps(a, b) == Answer::no);
  require(overlaps(a, b) == overlaps(b, a));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  static const auto reference = *PartialDate::parse("2013-03~/2013-05");
  if (const auto date = PartialDate::parse(text)) {
    check_date(*date);
    check_pair(*date, reference);
    check_pair(*date, *date);
  }
  const auto readings = text::date_readings(text);
  if (readings.ok()) {
    require(!readings->empty());
    for (const auto& one : *readings) check_date(one.date);
    require(text::read_date(text).ok() == (readings->size() == 1));
  }
  const auto json = parse_json(text);
  if (json.ok()) {
    const auto value = record::read_value(*json);
    if (value.ok()) {
      require(record::to_json(*value).dump() == json->dump());
      require(record::same_value(*value, *value) != Answer::no);
    }
  }
  return 0;
}
