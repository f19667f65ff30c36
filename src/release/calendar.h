// A calendar file (iCalendar, RFC 5545) of days without a time: VEVENT with VALUE=DATE, one alarm
// each where a reminder is wanted. Says nothing of the program or of the case. Same entries, same
// moment, same bytes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/instant.h"
#include "release/release.h"

namespace kotobune::release {

struct CalendarEntry {
  std::string uid;        // stable over exports, so that a later file moves the same entry
  std::string title;
  std::int64_t day = 0;   // since 1970-01-01
  std::optional<std::int64_t> remind_days_before;  // 0 or more
};

// Lines end with CR LF and are folded at 75 octets, never within a character.
std::string write_calendar(const std::vector<CalendarEntry>& entries, Instant made_at);

struct CalendarRelease {
  Released file;
  Json disclosure = Json::object();  // body of the record
};
// `rests_on`: ids of the records that the titles were taken from; empty where they are neutral.
// Errors: nobody_named, scan_incomplete, scan_hit.
Result<CalendarRelease> release_calendar(const std::vector<CalendarEntry>& entries,
                                         Instant made_at, const std::string& file_name,
                                         const report::Material& material,
                                         const Recipients& recipients,
                                         const std::vector<std::string>& rests_on);

}  // namespace kotobune::release
