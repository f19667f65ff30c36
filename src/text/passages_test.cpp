// Quotes, script runs, sentences and word counts: what reports rest on.
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "text/normalize.h"
#include "text/quote.h"
#include "text/script.h"
#include "text/sentences.h"
#include "text/word_count.h"

using namespace kotobune;
using namespace kotobune::text;

namespace {
std::string found(const std::string& haystack, std::string_view needle) {
  const auto range = find_quote(haystack, needle);
  return range ? haystack.substr(range->start, range->end - range->start) : "(nothing)";
}
std::vector<std::string> cut(const std::string& text, std::string_view language = "en") {
  std::vector<std::string> out;
  const auto ranges = sentences(text, language);
  REQUIRE(ranges.ok());
  for (const auto& range : *ranges)
    out.push_back(text.substr(range.start, range.end - range.start));
  return out;
}
}  // namespace

TEST_CASE(
    "a quote is found over line breaks, zero width and composition, in the original's bytes") {
  CHECK(found("They slept\n   in the\u00A0classrooms.", "slept in the classrooms") ==
        "slept\n   in the\u00A0classrooms");
  CHECK(found("l'e\xcc\x81""cole du village", "l'école") == "l'e\xcc\x81""cole");
  CHECK(found("class\u00ADrooms", "classrooms") == "class\u00ADrooms");
  CHECK(found("ခွင်\u1037ပြု", "ခွင့်ပြု") == "ခွင်\u1037ပြု");
  CHECK(found("မြန်\u200Bမာ", "မြန်မာ") == "မြန်\u200Bမာ");
  CHECK(normalized_quote("  a \t b\u200B ") == "a b");
}

TEST_CASE("a quote is exact: no case folding, no cut inside a syllable, nothing from nothing") {
  CHECK(found("The School", "the school") == "(nothing)");
  CHECK(found("éa", "e") == "(nothing)");
  CHECK(found("စစ်သားများ", "မျ") == "(nothing)");
  CHECK(found("ကို က", "က") == "က");
  CHECK(found("abc", "") == "(nothing)");
  CHECK(found("abc", " \n ") == "(nothing)");
  CHECK(found("", "a") == "(nothing)");
  CHECK(found("a\xff", "\xff") == "(nothing)");
}

TEST_CASE("law: a piece cut at letters is found in the text it was cut from") {
  const std::vector<std::string> pieces = {"a",  "é",  "e\xcc\x81", " ",
                                           "\n", "ကို",  "ခွင်\u1037",  "\u200B",
                                           "日", "ガ", "カ\u3099",  "น\u0E49ำ"};
  CHECK(rc::check([&](const std::vector<std::uint8_t>& picks, std::uint8_t from) {
    RC_PRE(!picks.empty());
    std::string text, tail;
    for (std::size_t i = 0; i < picks.size(); ++i) {
      text += pieces[picks[i] % pieces.size()];
      if (i >= from % picks.size()) tail += pieces[picks[i] % pieces.size()];
    }
    const auto range = find_quote(text, tail);
    if (normalized_quote(tail).empty()) {
      RC_ASSERT(!range);
      return;
    }
    RC_ASSERT(range.has_value());
    RC_ASSERT(range->start < range->end);
    RC_ASSERT(range->end <= text.size());
    RC_ASSERT(normalized_quote(text.substr(range->start, range->end - range->start)) ==
              normalized_quote(tail));
    RC_ASSERT(normalized_quote(normalized_quote(text)) == normalized_quote(text));
  }));
}

TEST_CASE("script runs cover the text and carry language and direction") {
  const std::string text = "He said: ကျောင်း (the school) 学校です، مدرسة";
  const auto runs = script_runs(text);
  REQUIRE(runs.size() == 5);
  CHECK(runs[0].lang_tag == "und-Latn");
  CHECK(runs[1].lang_tag == "my");
  CHECK(runs[1].script == "Mymr");
  CHECK(runs[2].lang_tag == "en");
  CHECK(runs[3].lang_tag == "ja");
  CHECK(runs[3].script == "Jpan");
  CHECK(runs[4].lang_tag == "ar");
  CHECK(runs[4].rtl);
  std::size_t at = 0;
  for (const auto& run : runs) {
    CHECK(run.start == at);
    at = run.end;
  }
  CHECK(at == text.size());
  CHECK(script_runs("").empty());
  CHECK(script_runs("12 - 3").at(0).lang_tag == "und");
  CHECK(dominant_script("Les soldats ont pris l'école (ကျောင်း) dans le village").lang_tag == "fr");
  CHECK(dominant_script("Los soldados y el pueblo").lang_tag == "es");
  CHECK(dominant_script("人権").lang_tag == "und-Hani");
  CHECK(dominant_script("ၸၢႆးတႆး").lang_tag == "shn");
}

TEST_CASE("sentences end where readers end them") {
  using Parts = std::vector<std::string>;
  CHECK(cut("They came at night. Nobody slept!  Why?") ==
        Parts{"They came at night.", "Nobody slept!", "Why?"});
  CHECK(cut("Mr. Smith cites art. 7 of the treaty. It binds.") ==
        Parts{"Mr. Smith cites art. 7 of the treaty.", "It binds."});
  CHECK(cut("兵士が来た。学校だった。", "ja") == Parts{"兵士が来た。", "学校だった。"});
  CHECK(cut("စစ်သားများ လာသည်၊ ကျောင်းကို ယူသည်။ လူမရှိ။", "my") ==
        Parts{"စစ်သားများ လာသည်၊ ကျောင်းကို ယူသည်။", "လူမရှိ။"});
  CHECK(cut("").empty());
}

TEST_CASE("words are counted between white space, Han and kana one by one") {
  CHECK(count_words("") == 0);
  CHECK(count_words("  one two\nthree ") == 3);
  CHECK(count_words("A/HRC/30/1 is well-known") == 3);
  CHECK(count_words("l'école est fermée") == 3);
  CHECK(count_words("人権 report") == 3);
}

TEST_CASE("nfc composes and leaves plain text alone") {
  CHECK(nfc("abc") == "abc");
  CHECK(nfc("e\xcc\x81") == "é");
  CHECK(nfc("a\xff") == "a\xef\xbf\xbd");
}
