// How long something lasted, from two dates with a time: sessions of questioning, a detention.
// Minutes by the wall clock of the place, since night is what the people there call night.
//
// Where a date has no time, or a mark of doubt, there is no length: none is ever guessed.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace kotobune::record {

struct Moment {
  std::int64_t local_minute = 0;            // of the wall clock, since 1970-01-01T00:00 there
  std::optional<int> offset_minutes;        // east of UTC, where it was said
};
// "2013-03-20T04:20:00+06:30", "...Z" or without an offset (EDTF); seconds are dropped.
std::optional<Moment> read_moment(std::string_view edtf);

// Minutes from one to the other; nothing where they end before they begin or only one of them says
// its offset.
std::optional<std::int64_t> minutes_between(std::string_view start, std::string_view end);
// Of these, how many lie between two times of day, `from` and `to` in minutes after midnight; `to`
// at or before `from` is on the next day (22:00 to 05:00).
std::optional<std::int64_t> minutes_within(std::string_view start, std::string_view end,
                                           std::int64_t from, std::int64_t to);

}  // namespace kotobune::record
