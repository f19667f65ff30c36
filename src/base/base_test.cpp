// Laws of the small things everything else rests on.
#include <doctest/doctest.h>

#include "base/encode.h"
#include "base/errors.h"
#include "base/instant.h"
#include "base/json.h"
#include "base/partial_date.h"
#include "base/text.h"

using namespace kotobune;

TEST_CASE("base64 has one spelling for each value") {
  CHECK(base64(as_bytes("a")) == "YQ==");
  CHECK(base64_unpadded(as_bytes("a")) == "YQ");
  CHECK(parse_base64("YQ==").has_value());
  CHECK_FALSE(parse_base64("YR==").has_value());  // filling bits are not zero
  CHECK_FALSE(parse_base64("YQ=").has_value());
  CHECK_FALSE(parse_base64("YQ").has_value());
  CHECK_FALSE(parse_base64_unpadded("YQ==").has_value());
  CHECK(parse_base64("")->empty());
}

TEST_CASE("base32 of 128 bits is 26 characters and comes back") {
  const Bytes id(16, 0xA5);
  CHECK(base32(id).size() == 26);
  CHECK(parse_base32(base32(id)) == id);
  CHECK_FALSE(parse_base32("A").has_value());
}

TEST_CASE("strict JSON refuses what ordinary readers take") {
  for (const char* bad :
       {R"({"a":1,"a":2})", "1.5", "1e3", "9007199254740992", "\"\\ud800\"", "[1,]", "{} x",
        "\"\x01\"", "01", "-0", "nul", "", "\"\xff\"", "[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]"}) {
    CAPTURE(bad);
    const auto read = parse_json(bad);
    REQUIRE_FALSE(read.ok());
    CHECK(read.error().is(errors::json_malformed));
  }
  const auto read = parse_json(R"({"b":[1,-2,true,null],"a":"\ud83d\ude00ကခ"})");
  REQUIRE(read.ok());
  CHECK(read->dump() == "{\"a\":\"😀ကခ\",\"b\":[1,-2,true,null]}");
}

TEST_CASE("instants reach back before 1970 and come back from their text") {
  CHECK(Instant{0}.iso() == "1970-01-01T00:00:00.000Z");
  CHECK(Instant{-1}.iso() == "1969-12-31T23:59:59.999Z");
  CHECK(Instant::parse("1961-03-28")->iso_date() == "1961-03-28");
  CHECK(Instant::parse(Instant{-277'000'000'123}.iso())->ms == -277'000'000'123);
  CHECK_FALSE(Instant::parse("2026-02-29").has_value());
  CHECK_FALSE(Instant::parse("2026-11-25T05:07:25.123+07:00").has_value());
}

TEST_CASE("a partial date knows the days it may mean") {
  CHECK(PartialDate::parse("2013-03")->latest_day() == days_from_civil({2013, 3, 31}));
  CHECK(PartialDate::parse("1961~")->approximate());
  CHECK(PartialDate::parse("2013-03-20")->is_exact_day());
  CHECK_FALSE(PartialDate::parse("../2013-05")->earliest_day().has_value());
  CHECK_FALSE(PartialDate::parse("2013-05/2013-03").has_value());
  CHECK_FALSE(PartialDate::parse("2013-13").has_value());
}

TEST_CASE("text that is not UTF-8 is known as such") {
  CHECK(is_utf8("ကြည်"));
  CHECK_FALSE(is_utf8("\xC0\xAF"));
  CHECK_FALSE(is_utf8("\xED\xA0\x80"));
  CHECK(count_code_points("日本語") == 3);
  CHECK(byte_offset_of("日本語", 1) == 3);
}

TEST_CASE("whole numbers are read to the last digit of 64 bits and no further") {
  CHECK(parse_int("1764000000123456789") == 1764000000123456789);
  CHECK(parse_int("-9223372036854775807") == -9223372036854775807);
  CHECK_FALSE(parse_int("9223372036854775808").has_value());
  CHECK_FALSE(parse_int("+1").has_value());
  CHECK_FALSE(parse_int("").has_value());
}

TEST_CASE("an error fills its sentence and keeps unknown parameters visible") {
  const auto error = Error(errors::disk_full, {{"path", "/mnt/stick"}});
  CHECK(error.sentence() == "There is no room left on the disk that holds /mnt/stick.");
  CHECK(Error(errors::disk_full).sentence().find("{path}") != std::string::npos);
}
