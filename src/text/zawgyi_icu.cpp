#include <unicode/translit.h>

#include <memory>

#include "base/ensure.h"
#include "base/text.h"
#include "text/zawgyi.h"

namespace kotobune::text {

namespace {

bool is_letter(char32_t c) { return (c >= 0x1000 && c <= 0x102A) || c == 0x103F || c == 0x104E; }
bool is_medial(char32_t c) { return c >= 0x103B && c <= 0x103E; }  // in Unicode
bool is_burmese(char32_t c) { return c >= 0x1000 && c <= 0x109F; }
// Signs that never begin a syllable in Unicode: vowels, tones, asat, medials.
bool is_sign(char32_t c) { return c >= 0x102B && c <= 0x103E; }

// The five rows of the alphabet; only letters of one row stand on each other.
int row_of(char32_t letter) {
  if (letter <= 0x1004) return 1;
  if (letter <= 0x100A) return 2;
  if (letter <= 0x100F) return 3;
  if (letter <= 0x1014) return 4;
  return letter <= 0x1019 ? 5 : static_cast<int>(letter);
}

// Does `c` after `earlier` and `before` break what Unicode prescribes (UTN 11)?
bool breaks_unicode(char32_t earlier, char32_t before, char32_t c) {
  // A virama stacks the letter behind it on the one before it.
  if (before == 0x1039)
    return !is_letter(c) || (is_letter(earlier) && row_of(earlier) != row_of(c));
  if (c == 0x102F || c == 0x1030) return before == 0x1036 || !is_burmese(before);
  if (c == 0x1094 || c == 0x1095) return is_sign(before);  // a Shan digit in mid-word
  if (c == 0x1031) return !is_letter(before) && !is_medial(before);
  if (is_medial(c)) {
    // Medials stand behind their letter, in the order ya, ra, wa, ha; asat only in kinzi.
    return !is_letter(before) && before != 0x103A && !(is_medial(before) && before < c);
  }
  return is_sign(c) && !is_burmese(before);
}

// Does `c` after `before` break what the font of Zawgyi needs?
bool breaks_zawgyi(char32_t before, char32_t c) {
  const bool prefix = before == 0x1031 || before == 0x103B;  // e and ra stand before their letter
  if (prefix) {
    const bool ra_form = c == 0x103B || (c >= 0x107E && c <= 0x1084);
    const bool variant = c == 0x106A || c == 0x106B || c == 0x1086 || c == 0x108F || c == 0x1090;
    return !is_letter(c) && !ra_form && !variant && !(c >= 0x1040 && c <= 0x1049);
  }
  if (c == 0x103E) return true;  // no sign of Zawgyi
  // 103A is ya there and joins a letter; behind a vowel it is the asat of Unicode.
  if (c == 0x103A) return before >= 0x102B && before <= 0x1038;
  return false;
}

std::string converted(const char* rules, std::string_view utf8) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::Transliterator> convert(
      icu::Transliterator::createInstance(rules, UTRANS_FORWARD, status));
  ensure(U_SUCCESS(status) && convert != nullptr, "ICU holds its own rules for Zawgyi");
  auto text = icu::UnicodeString::fromUTF8(std::string(utf8));
  convert->transliterate(text);
  std::string out;
  text.toUTF8String(out);
  return out;
}

}  // namespace

BurmeseEncoding burmese_encoding(std::string_view utf8) {
  std::size_t letters = 0, against_unicode = 0, against_zawgyi = 0;
  char32_t earlier = ' ', before = ' ';
  for (std::size_t at = 0; at < utf8.size();) {
    const auto point = code_point_at(utf8, at);
    at += point.size_bytes;
    if (is_letter(point.value)) ++letters;
    if (breaks_unicode(earlier, before, point.value)) ++against_unicode;
    if (breaks_zawgyi(before, point.value)) ++against_zawgyi;
    earlier = before;
    before = point.value;
  }
  if (breaks_unicode(earlier, before, ' ')) ++against_unicode;
  if (breaks_zawgyi(before, ' ')) ++against_zawgyi;
  if (letters == 0) return BurmeseEncoding::none;
  if (against_unicode > 2 * against_zawgyi) return BurmeseEncoding::zawgyi;
  if (against_zawgyi > 2 * against_unicode) return BurmeseEncoding::unicode;
  return BurmeseEncoding::unclear;
}

std::string unicode_of_zawgyi(std::string_view utf8) { return converted("Zawgyi-my", utf8); }
std::string zawgyi_of_unicode(std::string_view utf8) { return converted("my-Zawgyi", utf8); }

}  // namespace kotobune::text
