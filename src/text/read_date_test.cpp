// Wordings of dates: what they mean, and where they are refused rather than guessed at.
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "text/calendar.h"
#include "text/errors.h"

using namespace kotobune;
using namespace kotobune::text;

namespace {

// "2013-04-03 burmese day", or the refusal's id with its readings.
std::string read(const std::string& wording, const DateHints& hints = {}) {
  const auto found = read_date(wording, hints);
  if (!found.ok()) {
    const auto& error = found.error();
    std::string out = error.code().id;
    for (const auto& parameter : error.parameters()) {
      if (parameter.name != "why") {
        out += " " + parameter.value;
      } else if (!wording.empty()) {
        CHECK(parameter.value.find(wording) == std::string::npos);
      }
    }
    return out;
  }
  CHECK(found->wording == wording);
  CHECK(PartialDate::parse(found->date.edtf()) == found->date);
  return found->date.edtf() + " " + word(found->calendar) + " " + word(found->precision);
}
struct Row {
  const char* wording;
  const char* expected;
};
void check(std::initializer_list<Row> rows) {
  for (const auto& row : rows) {
    INFO(std::string(row.wording));
    CHECK(read(row.wording) == row.expected);
  }
}
DateHints in(Calendar calendar) { return {calendar, DayOrder::unknown}; }

}  // namespace

TEST_CASE("Gregorian wordings in four languages") {
  check({{"20 March 2013", "2013-03-20 gregorian day"},
         {"March 20th, 2013", "2013-03-20 gregorian day"},
         {"on the 20th of March 2013", "2013-03-20 gregorian day"},
         {"Mar. 2013", "2013-03 gregorian month"},
         {"2013", "2013 gregorian year"},
         {"2013-03-20", "2013-03-20 gregorian day"},
         {"2013/3/20", "2013-03-20 gregorian day"},
         {"20.3.2013", "2013-03-20 gregorian day"},
         {"3/20/2013", "2013-03-20 gregorian day"},
         {"03/2013", "2013-03 gregorian month"},
         {"about March 2013", "2013-03~ gregorian month"},
         {"c. 1961", "1961~ gregorian year"},
         {"20 March 2013?", "2013-03-20? gregorian day"},
         {"before 20 March 2013", "[..2013-03-19] gregorian day"},
         {"after March 2013", "[2013-04-01..] gregorian month"},
         {"2013-03/2013-05", "2013-03/2013-05 gregorian between"},
         {"1961~", "1961~ gregorian year"},
         {"Wednesday 20 March 2013", "2013-03-20 gregorian day"},
         {"2013年3月20日", "2013-03-20 gregorian day"},
         {"西暦２０１３年３月", "2013-03 gregorian month"},
         {"၂၀၁၃ ခုနှစ် မတ်လ ၂၀ ရက်နေ့", "2013-03-20 gregorian day"},
         {"၂ဝ၁၃ ခု၊ မတ်လ (၂ဝ) ရက်", "2013-03-20 gregorian day"},
         {"14 October 1066 AD", "1066-10-14 gregorian day"},
         {"20 มีนาคม ค.ศ. 2013", "2013-03-20 gregorian day"}});
}

TEST_CASE("Thai wordings count from the Buddha") {
  check({{"2556-03-20 BE", "2013-03-20 buddhist day"},
         {"พ.ศ. ๒๕๕๖", "2013 buddhist year"},
         {"พ.ศ ๒๕๕๖", "2013 buddhist year"},
         {"๒๐ มีนาคม พ.ศ. ๒๕๕๖", "2013-03-20 buddhist day"},
         {"20 มี.ค. 2556", "2013-03-20 buddhist day"},
         {"วันพุธที่ 20 มีนาคม 2556", "2013-03-20 buddhist day"},
         {"เมื่อวันที่ 20 มีนาคม 2556", "2013-03-20 buddhist day"},
         {"ประมาณเดือนมีนาคม พ.ศ. 2556", "2013-03~ buddhist month"},
         {"29 กุมภาพันธ์ 2556", "E0310"},
         {"พ.ศ. 2400", "E0311 buddhist"}});
  // Until 2483 the year began in April: February 2480 was told of 1938 then, of 1937 since.
  CHECK(read("24 มิถุนายน 2475") == "1932-06-24 buddhist day");
  CHECK(read("10 กุมภาพันธ์ พ.ศ. 2480") == "E0309 1938-02-10 (buddhist) 1937-02-10 (buddhist)");
  CHECK(read("พ.ศ. 2480") == "E0309 [1937-04-01..1938-03-31] (buddhist) 1937 (buddhist)");
  CHECK(read("10 กุมภาพันธ์ พ.ศ. 2484") == "1941-02-10 buddhist day");
}

TEST_CASE("Japanese eras, to their first and last day") {
  check({{"平成25年3月20日", "2013-03-20 japanese day"},
         {"平成二十五年", "E0308"},
         {"昭和３６年３月２８日", "1961-03-28 japanese day"},
         {"令和元年5月", "2019-05 japanese month"},
         {"令和元年", "[2019-05-01..2019-12-31] japanese year"},
         {"昭和64年", "[1989-01-01..1989-01-07] japanese year"},
         {"平成31年", "[2019-01-01..2019-04-30] japanese year"},
         {"H25.3.20", "2013-03-20 japanese day"},
         {"㍻25年3月頃", "2013-03~ japanese month"},
         {"Showa 36", "1961 japanese year"},
         {"S36.3.28", "1961-03-28 japanese day"},
         {"平成25年3月20日(水)", "2013-03-20 japanese day"},
         {"平成25年3月20日(木)", "E0310"},
         {"昭和65年1月1日", "E0310"},
         {"令和元年4月30日", "E0310"},
         {"明治5年1月1日", "E0311 japanese"}});
}

TEST_CASE("Burmese wordings count the moon") {
  check({{"1374 ခု တပေါင်းလပြည့်ကျော် ၈ ရက်", "2013-04-03 burmese day"},
         {"၁၃၇၄ ခုနှစ်၊ တပေါင်းလပြည့်ကျော် (၈) ရက်နေ့", "2013-04-03 burmese day"},
         {"မြန်မာသက္ကရာဇ် ၁၃၇၄ ခု တပေါင်းလဆုတ် ၈ ရက်", "2013-04-03 burmese day"},
         {"8th waning of Tabaung 1374", "2013-04-03 burmese day"},
         {"Tabaung waning 8, 1374 ME", "2013-04-03 burmese day"},
         // The independence of Burma, and a day in a round year with two Wasos.
         {"1309 ခု ပြာသိုလပြည့်ကျော် ၉ ရက်", "1948-01-04 burmese day"},
         {"၁၃၅၀ ပြည့်နှစ် ဒုတိယဝါဆိုလပြည့်ကျော် ၁၁ ရက်", "1988-08-08 burmese day"},
         {"1374 ခု တပေါင်းလပြည့်နေ့", "2013-03-26 burmese day"},
         {"full moon day of Tabaung 1374", "2013-03-26 burmese day"},
         {"တပေါင်းလဆန်း ၅ ရက် ၁၃၇၄", "2013-03-16 burmese day"},
         {"၁၃၇၄ တပေါင်းလကွယ်နေ့", "2013-04-10 burmese day"},
         {"1374 ခု တပေါင်းလ", "[2013-03-12..2013-04-10] burmese month"},
         {"၁၃၇၄ ခုနှစ် တပေါင်းလဆန်း", "[2013-03-12..2013-03-26] burmese between"},
         {"၁၃၇၄ ခုနှစ်", "[2012-04-17..2013-04-16] burmese year"},
         {"1374 B.E.", "[2012-04-17..2013-04-16] burmese year"},
         {"၁၃၇၄ ခု ၀ါခေါင်လပြည့်", "2012-09-01 burmese day"},  // a zero for wa
         {"Second Waso full moon 1374", "2012-08-02 burmese day"},
         {"ပထမဝါဆိုလပြည့် ၁၃၇၄", "2012-07-03 burmese day"},
         {"waning 15 of Tawthalin 1374", "2012-10-15 burmese day"},
         {"waning 15 of Wagaung 1374", "E0310"},
         {"waxing 16 of Wagaung 1374", "E0310"},
         {"Second Waso 1373", "E0310"},
         {"First Tabaung 1374", "E0310"},
         {"8th waning of Tabaung 1150", "E0311 burmese"},
         {"8th waning of Tabaung 1401", "E0311 burmese"}});
}

TEST_CASE("Burmese months that come twice are two readings") {
  CHECK(read("full moon of Waso 1374") == "E0309 2012-07-03 (burmese) 2012-08-02 (burmese)");
  CHECK(read("full moon of Waso 1373") == "2011-07-15 burmese day");
  CHECK(read("Tabaung 8, 1374") == "E0309 2013-03-19 (burmese) 2013-04-03 (burmese)");
  // 1374 began on 17 April 2012, the 11th waning of Tagu, and ended within late Tagu.
  CHECK(read("Tagu 1374") ==
        "E0309 [2012-04-17..2012-04-20] (burmese) [2013-04-11..2013-04-16] (burmese)");
  CHECK(read("Late Tagu 1374") == "[2013-04-11..2013-04-16] burmese month");
  CHECK(read("waxing 5 Tagu 1374") == "2013-04-15 burmese day");
}

TEST_CASE("an Islamic day is told as the days it may be, or by the reckoning that is named") {
  CHECK(read("1 Ramadan 1434 AH") == "[2013-07-08..2013-07-10] islamic day");
  CHECK(read("١ رمضان ١٤٣٤ هـ") == "[2013-07-08..2013-07-10] islamic day");
  CHECK(read("١٥/٩/١٤٣٤ هـ") == "[2013-07-22..2013-07-24] islamic day");
  CHECK(read("Tuesday 1 Ramadan 1434 AH") == "2013-07-09 islamic day");
  CHECK(read("Friday 1 Ramadan 1434 AH") == "E0310");
  CHECK(read("Ramadan 1434") == "[2013-07-08..2013-08-08] islamic month");
  CHECK(read("1 Ramadan 1434 AH", in(Calendar::islamic_umalqura)) ==
        "2013-07-09 islamic-umalqura day");
  CHECK(read("1 Muharram 1400", in(Calendar::islamic_civil)) == "1979-11-21 islamic-civil day");
  CHECK(read("5 Dhu al-Hijjah 1434 AH", in(Calendar::islamic_umalqura)) ==
        "2013-10-10 islamic-umalqura day");
  CHECK(read("12 Sha'ban 1434", in(Calendar::islamic_umalqura)) ==
        "2013-06-21 islamic-umalqura day");
  CHECK(read("20 March 1434 AH") == "E0308");
  CHECK(read("31 Ramadan 1434") == "E0310");
  CHECK(read("1700 AH") == "E0311 islamic-civil");
}

TEST_CASE("what may be two dates is refused with both, and a hint settles it") {
  CHECK(read("3/4/2013") == "E0309 2013-03-04 (gregorian) 2013-04-03 (gregorian)");
  CHECK(read("4/4/2013") == "2013-04-04 gregorian day");
  CHECK(read("3/4/2013", {std::nullopt, DayOrder::day_first}) == "2013-04-03 gregorian day");
  CHECK(read("3/4/2013", {std::nullopt, DayOrder::month_first}) == "2013-03-04 gregorian day");
  CHECK(read("3/20/2013", {std::nullopt, DayOrder::day_first}) == "E0310");
  CHECK(read("2556-03-20") == "E0309 2556-03-20 (gregorian) 2013-03-20 (buddhist)");
  CHECK(read("2556-03-20", in(Calendar::buddhist)) == "2013-03-20 buddhist day");
  CHECK(read("1374") == "E0309 1374 (gregorian) [1954-08-29..1955-08-20] (islamic)");
  CHECK(read("1374", in(Calendar::burmese)) == "[2012-04-17..2013-04-16] burmese year");
  // A weekday chooses, or refuses all.
  CHECK(read("Wednesday 3/4/2013") == "2013-04-03 gregorian day");
  CHECK(read("Sunday 20 March 2013") == "E0310");
  const auto all = date_readings("3/4/2556");
  REQUIRE(all.ok());
  CHECK(all->size() == 4);
}

TEST_CASE("what is no date, or more than one, is refused") {
  for (const char* wording :
       {"", "   ", "yesterday", "not 20 March 2013", "20 March", "March", "20/3/13", "20 3 2013 5",
        "20 March 2013 2014", "March April 2013", "12345", "20 March 13", "the year of the flood",
        "during Thingyan 1374", "S3", "H25", "R1.5", "1203", "2300", "11-210", "2750-01-01",
        "2013-20-20-20", "first 2013", "waning 8 March 2013", "full moon",
        "မနေ့က", "20 Marchs 2013", "April Tagu 1374", "\xC0\xAF"}) {
    INFO(std::string(wording));
    CHECK(read(wording).substr(0, 5) == "E0308");
  }
  CHECK(read(std::string(401, ' ')) == "E0308");
  check({{"31 April 2013", "E0310"}, {"2013-00-20", "E0310"}, {"0/4/2013", "E0310"},
         {"2013-13", "E0310"}, {"2013-24", "E0310"}, {"30 February 2012", "E0310"}});
}

TEST_CASE("what the fuzzer knows is read or refused, here too") {
  std::size_t count = 0;
  for (const auto& entry :
       std::filesystem::directory_iterator(KOTOBUNE_SOURCE_DIR "/fuzz/corpus/dates")) {
    std::ifstream file(entry.path(), std::ios::binary);
    const std::string wording((std::istreambuf_iterator<char>(file)), {});
    INFO(entry.path().filename().string());
    const auto all = date_readings(wording);
    ++count;
    if (!all.ok()) continue;
    CHECK(read_date(wording).ok() == (all->size() == 1));
    for (const auto& one : *all) CHECK(PartialDate::parse(one.date.edtf()) == one.date);
  }
  CHECK(count >= 29);
}

TEST_CASE("a law: reading never fails otherwise than by refusing") {
  rc::check("noise", [] {
    static const std::vector<std::string> pieces = {
        "2013", "1374", "2556", "20", "3", "0", "-", "/", ".", " ", "March", "waning", "Tabaung",
        "Tagu", "ခု", "လပြည့်", "တပေါင်း", "ဝါဆို", "年", "月", "平成", "พ.ศ.", "มีนาคม", "BE", "AH",
        "رمضان", "before", "about", "?", "Second", "Wednesday", "\xC0", "x", "元"};
    std::string wording;
    const auto size = *rc::gen::inRange(0, 8);
    for (int i = 0; i < size; ++i) {
      wording += pieces[*rc::gen::inRange<std::size_t>(0, pieces.size())];
    }
    const auto all = date_readings(wording);
    if (all.ok()) {
      RC_ASSERT(!all->empty());
      for (const auto& one : *all) RC_ASSERT(PartialDate::parse(one.date.edtf()) == one.date);
      RC_ASSERT(read_date(wording).ok() == (all->size() == 1));
    }
  });
}
