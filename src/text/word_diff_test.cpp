#include "text/word_diff.h"

#include <doctest/doctest.h>

#include "base/fake_world.h"

using namespace kotobune;
using namespace kotobune::text;

namespace {

std::string shown(std::string_view before, std::string_view after, std::string_view language) {
  const auto pieces = word_diff(before, after, language);
  REQUIRE(pieces.ok());
  std::string out, was, is;
  for (const auto& piece : *pieces) {
    if (piece.change == Change::same) out += piece.text;
    if (piece.change == Change::removed) out += "[-" + piece.text + "-]";
    if (piece.change == Change::added) out += "[+" + piece.text + "+]";
    if (piece.change != Change::added) was += piece.text;
    if (piece.change != Change::removed) is += piece.text;
  }
  CHECK(was == before);
  CHECK(is == after);
  return out;
}

}  // namespace

TEST_CASE("an hour that moved in a statement, in four scripts") {
  CHECK(shown("The wine came at two in the afternoon.", "The wine came at five in the afternoon.",
              "en") == "The wine came at [-two-][+five+] in the afternoon.");
  CHECK(shown("酒は午後二時に届いた。", "酒は午後五時に届いた。", "ja") ==
        "酒は午後[-二-][+五+]時に届いた。");
  const auto thai = shown("เขามาตอนเช้าวันจันทร์", "เขามาตอนเย็นวันจันทร์", "th");
  CHECK(thai.find("[-เช้า-][+เย็น+]") != std::string::npos);
  CHECK(thai.rfind("เขามา", 0) == 0);
  const auto burmese = shown("သူ မနက် လာသည်။", "သူ ညနေ လာသည်။", "my");
  CHECK(burmese == "သူ [-မနက်-][+ညနေ+] လာသည်။");
}

TEST_CASE("nothing changed, everything new, everything gone") {
  CHECK(shown("same", "same", "en") == "same");
  CHECK(shown("", "new words", "en") == "[+new words+]");
  CHECK(shown("old words", "", "en") == "[-old words-]");
  CHECK(shown("", "", "en").empty());
}

TEST_CASE("words that changed side by side are read as one change") {
  CHECK(shown("he opened it with his teeth", "he opened it using a tool", "en") ==
        "he opened it [-with his teeth-][+using a tool+]");
}

TEST_CASE("whatever the texts, both come back byte for byte") {
  FakeRandom random(7);
  const std::vector<std::string> pool = {"a", "b ", "水", "ကျောင်း", "ไทย", "。", "\n", "c"};
  for (int round = 0; round < 200; ++round) {
    std::uint8_t dice[24];
    random.fill(dice);
    std::string before, after;
    for (int i = 0; i < 12; ++i) before += pool[dice[i] % pool.size()];
    for (int i = 12; i < 24; ++i) after += pool[dice[i] % pool.size()];
    shown(before, after, "");
  }
}

TEST_CASE("a text as long as a file, with a word changed in the middle") {
  std::string before;
  for (int i = 0; i < 5000; ++i) before += "word" + std::to_string(i) + " ";
  std::string after = before;
  after.replace(after.find("word2500 "), 8, "changed");
  const auto pieces = word_diff(before, after, "en");
  REQUIRE(pieces.ok());
  CHECK(pieces->size() == 4);
}
