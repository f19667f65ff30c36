#include "text/zawgyi.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "base/bytes.h"
#include "text/charset.h"
#include "text/normalize.h"

using namespace kotobune;
using namespace kotobune::text;

namespace {

// Burmese of the program's own pages and of the practice mission, a line each.
std::vector<std::string> burmese_lines() {
  std::vector<std::string> out;
  for (const char* name : {"/src/web/strings.def", "/samples/tarn-valley/mission.json"}) {
    std::ifstream file(std::string(KOTOBUNE_SOURCE_DIR) + name);
    REQUIRE(file.good());
    std::stringstream all;
    all << file.rdbuf();
    std::string piece;
    while (std::getline(all, piece, '"')) {
      if (piece.find("\xE1\x80") != std::string::npos) out.push_back(piece);
    }
  }
  return out;
}

}  // namespace

TEST_CASE("Burmese in Unicode is never called Zawgyi, and Zawgyi is noticed") {
  const auto lines = burmese_lines();
  REQUIRE(lines.size() > 200);
  std::size_t called_zawgyi = 0, noticed = 0, long_ones = 0;
  for (const auto& line : lines) {
    if (burmese_encoding(line) == BurmeseEncoding::zawgyi) {
      ++called_zawgyi;
      MESSAGE(line);
    }
    if (line.size() < 60) continue;  // twenty letters
    ++long_ones;
    if (burmese_encoding(zawgyi_of_unicode(line)) == BurmeseEncoding::zawgyi) ++noticed;
    else MESSAGE(line);
  }
  CHECK(called_zawgyi == 0);
  CHECK(noticed * 100 >= long_ones * 99);
  MESSAGE(lines.size() << " pieces, " << long_ones << " of twenty letters or more, " << noticed
                       << " noticed");
}

TEST_CASE("Zawgyi is converted, everything else is left as it is") {
  CHECK(unicode_of_zawgyi("ေမာင္ေမာင္ျမင့္") == "မောင်မောင်မြင့်");
  CHECK(unicode_of_zawgyi("Tarn 2556 ก") == "Tarn 2556 ก");
  CHECK(burmese_encoding("ေမာင္ေမာင္ျမင့္") == BurmeseEncoding::zawgyi);
  CHECK(burmese_encoding("မောင်မောင်မြင့်") == BurmeseEncoding::unicode);
  CHECK(burmese_encoding("က") == BurmeseEncoding::unclear);
  CHECK(burmese_encoding("Tarn") == BurmeseEncoding::none);
}

TEST_CASE("charsets are decoded as named, and what is not of them is marked") {
  const auto thai = decode_charset(as_bytes("\xBA\xE9\xD2\xB9"), "windows-874");
  CHECK(thai == "บ้าน");
  CHECK(decode_charset(as_bytes("\x96\xBC\x91\x4F"), "shift_jis") == "名前");
  CHECK(decode_charset(as_bytes("\xCC\xBE\xC1\xB0"), "euc-jp") == "名前");
  CHECK(decode_charset(as_bytes("\xEF\xBB\xBFx"), "utf-8") == "x");
  CHECK_FALSE(decode_charset(as_bytes("x"), "klingon").has_value());
  CHECK(is_garbled(*decode_charset(as_bytes("\xFF\xFE\x41"), "shift_jis")));
  CHECK(is_garbled(*decode_charset(as_bytes("caf\xE9"), "utf-8")));
  CHECK(is_garbled("lost \xEF\xBF\xBD"));
  CHECK_FALSE(is_garbled("café บ้าน"));
  const auto possible = possible_charsets(as_bytes("\xBA\xE9\xD2\xB9"));
  CHECK(std::find(possible.begin(), possible.end(), "windows-874") != possible.end());
  CHECK(std::find(possible.begin(), possible.end(), "utf-8") == possible.end());
  std::string long_text;
  for (int i = 0; i < 3000; ++i) long_text += "a\xF0\x9F\x93\xB7";  // pairs cut by the buffer
  CHECK(decode_charset(as_bytes(long_text), "utf-8") == long_text);
}
