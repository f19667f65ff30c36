#include "release/calendar.h"

#include <doctest/doctest.h>

#include "base/text.h"

using namespace kotobune;
using namespace kotobune::release;

TEST_CASE("lines are folded at 75 octets and never within a character") {
  std::string long_title;
  for (int i = 0; i < 40; ++i) long_title += "裁判所";
  const auto text = write_calendar({{"u@x", long_title, 20000, {}}}, Instant{1'700'000'000'000});
  std::string unfolded;
  for (const auto line : split(text, '\n')) {
    if (line.empty()) continue;
    REQUIRE(line.back() == '\r');
    CHECK(line.size() - 1 <= 75);
    CHECK(is_utf8(line));
    if (line.front() == ' ') unfolded += line.substr(1, line.size() - 2);
    else unfolded += "\n" + std::string(line.substr(0, line.size() - 1));
  }
  CHECK(unfolded.find("SUMMARY:" + long_title) != std::string::npos);
}

TEST_CASE("what would end a value is escaped, controls are left out") {
  const auto text =
      write_calendar({{"u@x", "a;b,c\\d\ne\r\x01" "f", 0, 0}}, Instant{1'700'000'000'123});
  CHECK(text.find("SUMMARY:a\\;b\\,c\\\\d\\nef\r\n") != std::string::npos);
  CHECK(text.find("DTSTART;VALUE=DATE:19700101\r\nDTEND;VALUE=DATE:19700102\r\n") !=
        std::string::npos);
  CHECK(text.find("DTSTAMP:20231114T221320Z\r\n") != std::string::npos);
  CHECK(text.find("TRIGGER:-P0D\r\n") != std::string::npos);
  CHECK(text.rfind("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", 0) == 0);
}
