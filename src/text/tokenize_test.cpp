// Laws of the search tokenizer. The examples are ordinary sentences; none is testimony.
#include "text/tokenize.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <chrono>
#include <string>
#include <vector>

#include "base/text.h"
#include "text/highlight.h"
#include "text/normalize.h"

using namespace kotobune;
using namespace kotobune::text;

namespace {

// "ab/a bc/b c": tokens by position, colocated ones behind a slash.
std::string tokens(std::string_view text, TokenizeMode mode = TokenizeMode::document) {
  std::string out;
  tokenize(text, mode, [&](const Token& token) {
    if (!out.empty()) out += token.colocated ? "/" : " ";
    out += token.text;
  });
  return out;
}
std::string query_tokens(std::string_view text) { return tokens(text, TokenizeMode::query); }

bool finds(std::string_view document, std::string_view phrase) {
  const auto query = parse_query("\"" + std::string(phrase) + "\"");
  REQUIRE(query.ok());
  return !highlight(document, *query).empty();
}

}  // namespace

TEST_CASE("spaced scripts give words, split where script or digits change") {
  CHECK(tokens("The Army's camp, 2013.") == "the army s camp 2013");
  CHECK(tokens("tel+95freak95") == "tel 95 freak 95");
  CHECK(tokens("abcДом") == "abc дом");
  CHECK(tokens("Été ÉTÉ e\xcc\x81t\xc3\xa9") == "ete ete ete");
  CHECK(tokens("ＡＢＣ ﬁn") == "abc fin");
  CHECK(tokens("Straße") == "strasse");
  CHECK(tokens("") == "");
  CHECK(tokens("...") == "");
}

TEST_CASE("clusters give bigrams with the single cluster colocated") {
  CHECK(tokens("日本語") == "日本/日 本語/本 語");
  CHECK(tokens("မြန်မာ") == "မြန်မာ/မြန် မာ");
  CHECK(tokens("ကျောင်းသား") == "ကျောင်းသား/ကျောင်း သား");
  CHECK(tokens("ភាសាខ្មែរ") == "ភាសា/ភា សាខ្មែ/សា ខ្មែរ/ខ្មែ រ");
  CHECK(tokens("โรงเรียน") == "โรง/โร งเรี/ง เรีย/เรี ยน/ย น");
  CHECK(tokens("ພາສາລາວ") == "ພາສາ/ພາ ສາລາ/ສາ ລາວ/ລາ ວ");
}

TEST_CASE("a stack, a kinzi and a great asat stay inside their syllable") {
  CHECK(tokens("သတ္တိ") == "သတ္တိ");
  CHECK(tokens("အင်္ဂလိပ်") == "အင်္ဂလိပ်/အင်္ဂ လိပ်");
  CHECK(tokens("ယောက်ျား") == "ယောက်ျား");
}

TEST_CASE("in a query the last single cluster is left out only at the very end") {
  CHECK(query_tokens("日本語") == "日本 本語");
  CHECK(query_tokens("日") == "日");
  CHECK(query_tokens("日本語 2013") == "日本 本語 語 2013");
  CHECK(query_tokens("2013 日本語。") == "2013 日本 本語");
  CHECK(finds("彼は日本語 2013 年", "日本語 2013"));
  CHECK_FALSE(finds("日本史", "日本語"));
}

TEST_CASE("spellings that look alike meet") {
  const auto same = [](std::string_view a, std::string_view b) {
    CAPTURE(a);
    CHECK(tokens(a) == tokens(b));
    CHECK(fold(a) == fold(b));
  };
  same("ခွင့်", "ခွင်\u1037");                // asat before dot below
  same("ကိုယ်", "က\u102F\u102Dယ်");           // u before i
  same("မြန်\u200Bမာ", "မြန်မာ");             // zero width space
  same("၀န်ကြီး", "ဝန်ကြီး");                // zero for wa
  same("ဥ\u103A", "ဉ\u103A");                // letter u for nya
  same("น้ำ", "น\u0E4D\u0E49า");             // split sara am, tone last
  same("เเม่", "แม่");                       // two e for ae
  same("ស្ត្រី", "ស្រ្តី");                  // stacked ro first
  same("ｶﾞｷﾞ", "ガギ");                      // halfwidth kana
  same("\u1112\u1161\u11AB", "한");          // Hangul jamo
  same("كِتَاب", "كتاب");                    // harakat
  same("كتـــاب", "كتاب");                   // tatweel
  same("أحمد", "احمد");
  same("کریم", "كريم");                      // Persian letters
  same("၂၀၁၃", "2013");
  same("๒๐๑๓", "٢٠١٣");
}

TEST_CASE("a wrong vowel is another word: signs are never folded in Brahmic scripts") {
  CHECK(tokens("ကိ") != tokens("ကု"));
  CHECK(tokens("कि") != tokens("की"));
  CHECK_FALSE(finds("စစ်သား", "စစ်သီး"));
  CHECK_FALSE(finds("တပ်များ", "တပ်မ"));
}

TEST_CASE("a Khmer coeng that stacks nothing is not moved before a letter") {
  const std::string lone = "\u17D2\u17C1\u1780";
  CHECK(fold(fold(lone)) == fold(lone));
  CHECK(fold("\u1780\u17C1\u17D2\u179A") == fold("\u1780\u17D2\u179A\u17C1"));
}

TEST_CASE("offsets point at the source, accents and folded letters included") {
  const std::string text = "d'e\xcc\x81te\xcc\x81!";
  std::vector<std::string> parts;
  tokenize(text, TokenizeMode::document, [&](const Token& token) {
    parts.push_back(text.substr(token.start_byte, token.end_byte - token.start_byte));
  });
  REQUIRE(parts.size() == 2);
  CHECK(parts[1] == "e\xcc\x81te\xcc\x81");
}

TEST_CASE("bytes that are not UTF-8 end a word and do no harm") {
  CHECK(tokens("ab\xff" "cd") == "ab cd");
  CHECK(tokens("\xe1\x80") == "");
}

TEST_CASE("law: offsets are valid and never go back, and the same text gives the same tokens") {
  const std::vector<std::string> alphabet = {
      "a", "Z", "é", "\u0301", "7", "၀", "၁", "က", "မ", "\u1031", "\u103A", "\u1039", "\u1037",
      "\u102D", "\u102F", "\u103B", "日", "カ", "\u3099", "ｶ", "ﾞ", "ก", "เ", "\u0E49", "ำ", "ក",
      "\u17D2", "រ", "\u17C1", "\u17B8", "한", "\u1112", "\u1161", "ع", "\u064E", " ", ".", "\u200B",
      "\xff", "ﷺ", "½", "क", "\u093C", "\u094D", "ລ", "\u0EC9"};
  CHECK(rc::check([&](const std::vector<std::uint8_t>& picks) {
    std::string text;
    for (const auto pick : picks) text += alphabet[pick % alphabet.size()];
    for (const auto mode : {TokenizeMode::document, TokenizeMode::query}) {
      std::size_t before = 0;
      tokenize(text, mode, [&](const Token& token) {
        RC_ASSERT(token.start_byte < token.end_byte);
        RC_ASSERT(token.end_byte <= text.size());
        RC_ASSERT(token.start_byte >= before);
        RC_ASSERT(is_utf8(token.text));
        RC_ASSERT(!token.text.empty());
        before = token.start_byte;
      });
      RC_ASSERT(tokens(text, mode) == tokens(text, mode));
    }
    RC_ASSERT(is_utf8(fold(text)));
    RC_ASSERT(fold(fold(text)) == fold(text));
  }));
}

TEST_CASE("law: any run of whole clusters is found as a phrase in the text around it") {
  const std::vector<std::string> clusters = {"မြန်",  "မာ",  "ကျောင်း", "သား",
                                             "တို့", "ခွင့်", "သတ္တိ"};
  CHECK(
      rc::check([&](const std::vector<std::uint8_t>& picks, std::uint8_t from, std::uint8_t size) {
        RC_PRE(!picks.empty());
        std::string text, phrase;
        const std::size_t first = from % picks.size();
        const std::size_t count = 1 + size % (picks.size() - first);
        for (std::size_t i = 0; i < picks.size(); ++i) {
          text += clusters[picks[i] % clusters.size()];
          if (i >= first && i < first + count) phrase += clusters[picks[i] % clusters.size()];
        }
        RC_ASSERT(finds(text, phrase));
      }));
}

TEST_CASE("speed: mixed text goes through at no less than 20 MB/s in a release build") {
  std::string text;
  while (text.size() < 4u << 20) {
    text += "On 20 March soldiers used the school as a barracks. ";
    text += "စစ်သားများသည် ကျောင်းကို အသုံးပြုခဲ့ကြသည်။ 兵士は学校を使った。 ทหารใช้โรงเรียน ";
  }
  std::size_t count = 0;
  const auto start = std::chrono::steady_clock::now();
  tokenize(text, TokenizeMode::document, [&](const Token&) { ++count; });
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  MESSAGE("tokenizer: ", static_cast<double>(text.size()) / 1e6 / took.count(), " MB/s, ", count,
          " tokens");
  WARN(static_cast<double>(text.size()) / 1e6 / took.count() > 20);
}
