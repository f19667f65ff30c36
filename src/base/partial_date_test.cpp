// Dates as people know them: what is read, what is refused, and the laws of comparing them.
#include "base/partial_date.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <vector>

using namespace kotobune;

namespace {

PartialDate date(std::string_view edtf) {
  const auto parsed = PartialDate::parse(edtf);
  INFO(edtf);
  REQUIRE(parsed.has_value());
  return *parsed;
}

std::int64_t day(int year, int month, int of_month) {
  return days_from_civil({year, month, of_month});
}

struct Span {
  std::optional<std::int64_t> first, last;
  bool operator==(const Span&) const = default;
};
Span span_of(std::string_view edtf) {
  return {date(edtf).earliest_day(), date(edtf).latest_day()};
}
Span days(std::int64_t first, std::int64_t last) { return {first, last}; }

char digit() { return static_cast<char>('0' + *rc::gen::inRange(0, 10)); }
std::string two(int from, int to) {
  const int value = *rc::gen::inRange(from, to + 1);
  return std::string{static_cast<char>('0' + value / 10), static_cast<char>('0' + value % 10)};
}

// A text shaped like a date; most are, some name a 31 June.
std::string any_part() {
  std::string out;
  const int shape = *rc::gen::inRange(0, 9);
  if (shape == 0) return "Y" + std::string(*rc::gen::inRange(0, 2) == 0 ? "" : "-") + "1" +
                         digit() + digit() + digit() + digit() + digit();
  if (*rc::gen::inRange(0, 8) == 0) out += "-";
  out += std::string("1") + digit() + digit() + digit();
  if (shape == 1) out.replace(out.size() - 1, 1, "X");
  if (shape == 2) out.replace(out.size() - 2, 2, "XX");
  if (shape == 3) out += "-XX";
  if (shape == 4) out += "-" + two(1, 12) + "-XX";
  if (shape == 5) out += "-" + two(21, 41);
  if (shape == 6) out += "-" + two(1, 12);
  if (shape >= 7) out += "-" + two(1, 12) + "-" + two(1, 31);
  const int mark = *rc::gen::inRange(0, 8);
  if (mark < 3) out += "?~%"[mark];
  return out;
}

std::string any_edtf() {
  const int form = *rc::gen::inRange(0, 6);
  if (form == 0) return any_part() + "/" + any_part();
  if (form == 1) return (*rc::gen::inRange(0, 2) ? "../" : "/") + any_part();
  if (form == 2) return any_part() + (*rc::gen::inRange(0, 2) ? "/.." : "/");
  if (form == 3) return "[" + any_part() + ".." + any_part() + "]";
  return any_part();
}

// A handful of days around one month, so that brute force can try every meaning.
const std::vector<std::string> small_dates = {
    "2013-03-01", "2013-03-02", "2013-03-03", "2013-03-30", "2013-03-31", "2013-03", "2013-02",
    "2013-04", "2013-03-02/2013-03-30", "2013-03/2013-04", "2013-02/2013-03", "2013-03-XX",
    "[2013-03-02..2013-03-30]", "2013-03-31/2013-04-02", "[2013-02-28..2013-03-01]"};

struct Event {
  std::int64_t first, last;
};
// Every event that a date without marks may be told of.
std::vector<Event> meanings(const PartialDate& given) {
  std::vector<Event> out;
  const auto slash = given.edtf().find('/');
  if (slash == std::string::npos) {
    for (auto d = *given.earliest_day(); d <= *given.latest_day(); ++d) out.push_back({d, d});
    return out;
  }
  const auto from = date(given.edtf().substr(0, slash)), to = date(given.edtf().substr(slash + 1));
  for (auto s = *from.earliest_day(); s <= *from.latest_day(); ++s) {
    for (auto t = *to.earliest_day(); t <= *to.latest_day(); ++t) {
      if (s <= t) out.push_back({s, t});
    }
  }
  return out;
}

template <typename Holds>
Answer by_trying(const std::vector<Event>& a, const std::vector<Event>& b, Holds holds) {
  bool some = false, some_not = false;
  for (const auto& x : a) {
    for (const auto& y : b) (holds(x, y) ? some : some_not) = true;
  }
  return some && some_not ? Answer::unknown : answer(some);
}

}  // namespace

TEST_CASE("EDTF level 1 is read with the days it may mean") {
  CHECK(span_of("2013") == days(day(2013, 1, 1), day(2013, 12, 31)));
  CHECK(span_of("2012-02") == days(day(2012, 2, 1), day(2012, 2, 29)));
  CHECK(span_of("201X") == days(day(2010, 1, 1), day(2019, 12, 31)));
  CHECK(span_of("19XX") == days(day(1900, 1, 1), day(1999, 12, 31)));
  CHECK(span_of("2013-XX") == days(day(2013, 1, 1), day(2013, 12, 31)));
  CHECK(span_of("2013-XX-XX") == days(day(2013, 1, 1), day(2013, 12, 31)));
  CHECK(span_of("2013-03-XX") == days(day(2013, 3, 1), day(2013, 3, 31)));
  CHECK(span_of("2013-03-20T23:59:00+06:30") == days(day(2013, 3, 20), day(2013, 3, 20)));
  CHECK(span_of("-0044-03-15") == days(day(-44, 3, 15), day(-44, 3, 15)));
  CHECK(span_of("0000") == days(day(0, 1, 1), day(0, 12, 31)));
  CHECK(span_of("Y17000") == days(day(17000, 1, 1), day(17000, 12, 31)));
  CHECK(span_of("2013-05/2013-07") == days(day(2013, 5, 1), day(2013, 7, 31)));
  CHECK(span_of("2013-05/..") == Span{day(2013, 5, 1), std::nullopt});
  CHECK(span_of("/2013-05") == Span{std::nullopt, day(2013, 5, 31)});
  CHECK(span_of("[..2013-05-02]") == Span{std::nullopt, day(2013, 5, 2)});
  CHECK(span_of("[2013-03-12..2013-04-09]") == days(day(2013, 3, 12), day(2013, 4, 9)));
}

TEST_CASE("parts of a year: exact where they are, as wide as they may mean where not") {
  CHECK(span_of("2013-33") == days(day(2013, 1, 1), day(2013, 3, 31)));
  CHECK(span_of("2013-41") == days(day(2013, 7, 1), day(2013, 12, 31)));
  CHECK(span_of("2013-25") == days(day(2013, 3, 1), day(2013, 5, 31)));
  CHECK(span_of("2013-21") == days(day(2013, 3, 1), day(2013, 11, 30)));
  CHECK(span_of("2013-24") == days(day(2012, 12, 1), day(2014, 2, 28)));
  CHECK(within(date("2013-02-01"), date("2013-33")) == Answer::yes);
  // Which winter, and on which side of the world, nobody said.
  CHECK(within(date("2013-07-01"), date("2013-24")) == Answer::unknown);
  CHECK(within(date("2014-07-01"), date("2013-24")) == Answer::no);
}

TEST_CASE("what is not a date of EDTF is refused") {
  for (const char* bad :
       {"", "..", "../..", "/", "/..", "2013-13", "2013-00", "2013-20", "2013-42", "2013-03-00",
        "2013-02-29", "2013-06-31", "13", "02013", "2013-3", "2013-03-2", "Y2013", "Y02013",
        "Y1234567890", "-0000", "XXXX", "2X13", "201X-03", "2013-XX-20", "2013-21-XX", "2013-X1",
        "2013?~", "?2013", "2013 ", " 2013", "+2013", "2013/2014/2015", "2013-05/2013-03",
        "2013-03-20T4:20", "2013-03-20T24:00:00", "2013-03-20T04:20:00+15", "2013-03T04:20:00",
        "2013-03-20T04:20:00/2014", "[2013]", "[2013..", "[..]", "[2014..2013]", "2013..2014",
        "[....2013]", "unknown", "２０１３"}) {
    CAPTURE(bad);
    CHECK_FALSE(PartialDate::parse(bad).has_value());
  }
}

TEST_CASE("marks and precision are told apart") {
  CHECK(date("1961~").approximate());
  CHECK_FALSE(date("1961~").uncertain());
  CHECK(date("1961?").uncertain());
  CHECK(date("1961%").approximate());
  CHECK(date("1961%").uncertain());
  CHECK(date("2013/2014?").uncertain());
  CHECK(date("2013-03-20").is_exact_day());
  CHECK_FALSE(date("2013-03-20~").is_exact_day());
  CHECK_FALSE(date("2013-03-20/2013-03-20").is_exact_day());
  CHECK(date("2013-03").with_doubt(true, true).edtf() == "2013-03%");
  for (const auto& [edtf, expected] : std::vector<std::pair<std::string, std::string>>{
           {"1XXX", "millennium"}, {"19XX", "century"}, {"201X", "decade"}, {"2013", "year"},
           {"2013-XX-XX", "year"}, {"2013-22", "season"}, {"2013-03-XX", "month"},
           {"2013-03-20", "day"}, {"2013-03-20t04:20:00z", "time"}, {"2013/2014", "between"}}) {
    CHECK(word(date(edtf).precision()) == expected);
  }
}

TEST_CASE("a law: a date is printed as one spelling that reads back as itself") {
  rc::check("round trip", [] {
    const auto text = any_edtf();
    const auto read = PartialDate::parse(text);
    RC_PRE(read.has_value());
    RC_ASSERT(read->edtf() == text);  // what we generate is canonical already
    RC_ASSERT(PartialDate::parse(read->edtf()) == read);
    const auto first = read->earliest_day(), last = read->latest_day();
    RC_ASSERT(!first || !last || *first <= *last);
    std::string lower = text;
    for (auto& c : lower) {
      if (c == 'X' || c == 'Y') c = static_cast<char>(c - 'A' + 'a');
    }
    RC_ASSERT(PartialDate::parse(lower) == read);
  });
  rc::check("days of other calendars", [] {
    const auto first = *rc::gen::inRange(day(1, 1, 1), day(9999, 12, 31));
    const auto last = *rc::gen::inRange(first, day(9999, 12, 31));
    const auto made = PartialDate::one_of(first, last);
    RC_ASSERT(PartialDate::parse(made.edtf()) == made);
    RC_ASSERT(made.earliest_day() == first && made.latest_day() == last);
  });
}

TEST_CASE("a law: no text makes the reader do anything but read or refuse") {
  rc::check("noise", [] {
    std::string text;
    const auto size = *rc::gen::inRange(0, 24);
    static const std::string alphabet = "0123456789-XYTZ/.[]?~%:+";
    for (int i = 0; i < size; ++i) text += alphabet[*rc::gen::inRange<std::size_t>(0, 24)];
    const auto read = PartialDate::parse(text);
    if (read) RC_ASSERT(PartialDate::parse(read->edtf()) == read);
  });
}

TEST_CASE("before, after, overlaps and within answer yes, no or unknown") {
  struct Row {
    std::string a, b;
    Answer before, after, overlaps, within;
  };
  constexpr auto yes = Answer::yes, no = Answer::no, unknown = Answer::unknown;
  for (const Row& row : {
           Row{"2013-03-20", "2013-03-21", yes, no, no, no},
           Row{"2013-03-20", "2013-03-20", no, no, yes, yes},
           Row{"2013-03", "2013-04", yes, no, no, no},
           Row{"2013-03", "2013-03-20", unknown, unknown, unknown, unknown},
           Row{"2013-03-20", "2013-03", unknown, unknown, unknown, yes},
           Row{"2013-03-20", "2013-03-XX", unknown, unknown, unknown, unknown},
           Row{"2013-03-20", "2013", unknown, unknown, unknown, yes},
           Row{"2013", "2013-03", unknown, unknown, unknown, unknown},
           Row{"2013-05/2013-07", "2013-06-15", no, no, yes, no},
           Row{"2013-05/2013-07", "2013-07-15", unknown, no, unknown, no},
           Row{"2013-05-01/2013-07-31", "2013-05/2013-07", no, no, yes, yes},
           Row{"2013-05/..", "2020-01-01", no, no, yes, no},
           Row{"2013-05/", "2020-01-01", unknown, no, unknown, no},
           Row{"../2013", "2014", yes, no, no, no},
           Row{"[..2013-03-20]", "2013-03-21", yes, no, no, no},
           Row{"[2013-03-20..]", "2013-03-20", no, unknown, unknown, unknown},
           Row{"2013-03-20", "[..2013-03-20]", no, unknown, unknown, yes},
           Row{"1961~", "1963", yes, no, no, no},
           Row{"1961~", "1962-01-01", unknown, unknown, unknown, unknown},
           Row{"2013-03-20~", "2013-03", unknown, unknown, unknown, yes},
           Row{"2013-03-27~", "2013-03", unknown, unknown, unknown, unknown},
           Row{"2013?", "1950", unknown, unknown, unknown, unknown},
           Row{"2013", "2013?/..", unknown, no, unknown, unknown},
       }) {
    CAPTURE(row.a);
    CAPTURE(row.b);
    const auto a = date(row.a), b = date(row.b);
    CHECK(before(a, b) == row.before);
    CHECK(after(a, b) == row.after);
    CHECK(overlaps(a, b) == row.overlaps);
    CHECK(within(a, b) == row.within);
  }
  CHECK(after(date("2013?"), date("1950"), Doubt::as_stated) == yes);
  CHECK(before(date("1961~"), date("1962-01-01"), Doubt::as_stated) == yes);
}

TEST_CASE("a law: an answer is the one that trying every possible day gives") {
  const auto is_before = [](Event p, Event q) { return p.last < q.first; };
  const auto shares = [](Event p, Event q) { return p.first <= q.last && q.first <= p.last; };
  const auto inside = [](Event p, Event q) { return p.first >= q.first && p.last <= q.last; };
  for (const auto& one : small_dates) {
    for (const auto& other : small_dates) {
      CAPTURE(one);
      CAPTURE(other);
      const auto a = date(one), b = date(other);
      const auto x = meanings(a), y = meanings(b);
      CHECK(before(a, b) == by_trying(x, y, is_before));
      CHECK(after(a, b) == by_trying(y, x, is_before));
      CHECK(overlaps(a, b) == by_trying(x, y, shares));
      if (other.find('X') != std::string::npos) continue;
      CHECK(within(a, b) == by_trying(x, {{*b.earliest_day(), *b.latest_day()}}, inside));
    }
  }
}

TEST_CASE("a law: a doubt only ever turns an answer into unknown") {
  rc::check("doubt", [] {
    const auto parsed_a = PartialDate::parse(any_edtf()), parsed_b = PartialDate::parse(any_edtf());
    RC_PRE(parsed_a.has_value() && parsed_b.has_value());
    const auto &a = *parsed_a, &b = *parsed_b;
    for (const auto ask : {before, after, overlaps, within}) {
      const auto told = ask(a, b, Doubt::counts);
      RC_ASSERT(told == Answer::unknown || told == ask(a, b, Doubt::as_stated));
    }
    RC_ASSERT(both(before(a, b), after(a, b)) != Answer::yes);
    RC_ASSERT(both(before(a, b), overlaps(a, b)) != Answer::yes);
    RC_ASSERT(overlaps(a, b) == overlaps(b, a));
    RC_ASSERT(before(a, a) != Answer::yes);
  });
}

TEST_CASE("unknown joins with yes and no as Kleene has it") {
  constexpr auto yes = Answer::yes, no = Answer::no, unknown = Answer::unknown;
  CHECK(both(yes, unknown) == unknown);
  CHECK(both(no, unknown) == no);
  CHECK(either(yes, unknown) == yes);
  CHECK(either(no, unknown) == unknown);
  CHECK(opposite(unknown) == unknown);
}
