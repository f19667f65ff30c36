// Burmese letters to a sounding key: onset (consonant + medials) x rime (vowel + final).
#include <algorithm>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "text/sound.h"

namespace kotobune::text {

namespace {

constexpr char32_t virama = 0x1039;
constexpr char32_t asat = 0x103A;
constexpr char32_t dot_below = 0x1037;

// U+1000 .. U+1021, the consonants in order.
constexpr std::string_view onsets[] = {
    "k", "k", "k", "k", "n", "s", "s", "s", "s", "ny", "ny", "t", "t", "t", "t", "n", "t", "t",
    "t", "t", "n", "p", "p", "p", "p", "m", "y", "y", "l", "w", "T", "h", "l", ""};

bool is_consonant(char32_t c) { return (c >= 0x1000 && c <= 0x1021) || c == 0x103F; }

struct Syllable {
  char32_t consonant = 0;
  bool medial_y = false, medial_w = false, medial_h = false;
  std::vector<char32_t> vowels;
  char32_t final = 0;

  bool has(char32_t vowel) const {
    return std::find(vowels.begin(), vowels.end(), vowel) != vowels.end();
  }
};

std::string onset_of(const Syllable& s) {
  if (s.consonant == 0x103F) return "T";
  const auto c = s.consonant;
  const bool velar = c >= 0x1000 && c <= 0x1003;
  if (velar && s.medial_y) return "c";
  if ((c == 0x101A || c == 0x101B) && s.medial_h) return "S";
  if (c == 0x101E && s.medial_y && s.medial_h) return "S";
  std::string out(onsets[c - 0x1000]);
  if (s.medial_y && !out.ends_with('y')) out += 'y';
  return out;
}

bool is_nasal(char32_t c) { return c == 0x1014 || c == 0x1019 || c == 0x100F || c == 0x1036; }
bool is_stop(char32_t c) {
  return (c >= 0x1000 && c <= 0x1003) || (c >= 0x1005 && c <= 0x1008) ||
         (c >= 0x100B && c <= 0x100E) || (c >= 0x1010 && c <= 0x1013) ||
         (c >= 0x1015 && c <= 0x1018);
}

// The vowel written, before its final: o for 102D+102F, O for 1031+102B/102C.
char vowel_of(const Syllable& s) {
  const bool aa = s.has(0x102B) || s.has(0x102C);
  if (s.has(0x1031)) return aa ? 'O' : 'e';
  if (s.has(0x102D) && s.has(0x102F)) return 'o';
  if (s.has(0x102D) || s.has(0x102E)) return 'i';
  if (s.has(0x102F) || s.has(0x1030)) return 'u';
  if (s.has(0x1032)) return 'e';
  return 'a';
}

std::string nasal_rime(char vowel) {
  switch (vowel) {
    case 'i': return "en";
    case 'u': return "on";
    default: return std::string(1, vowel) + "n";
  }
}

std::string stop_rime(char vowel, char32_t final) {
  const bool velar = final >= 0x1000 && final <= 0x1003;
  const bool palatal = final >= 0x1005 && final <= 0x1008;
  if (vowel == 'O') return "Ot";
  if (vowel == 'o') return "It";
  if (vowel == 'i') return "et";
  if (vowel == 'u') return "ot";
  if (velar) return "et";
  return palatal ? "it" : "at";
}

std::string rime_of(const Syllable& s) {
  const char vowel = vowel_of(s);
  const auto final = s.final != 0 ? s.final : s.has(0x1036) ? char32_t{0x1036} : char32_t{0};
  if (final == 0) return std::string(1, vowel);
  if (final == 0x1004) {  // nga
    if (vowel == 'O') return "On";
    return vowel == 'o' ? "In" : "in";
  }
  if (final == 0x1009) return "in";
  if (final == 0x100A) return "i";
  if (final == 0x101A) return "e";
  if (is_nasal(final)) return nasal_rime(vowel);
  if (is_stop(final)) return stop_rime(vowel, final);
  return std::string(1, vowel);  // la, ra, sa and others killed: silent
}

std::string sound_of(const Syllable& s) {
  auto onset = onset_of(s);
  auto rime = rime_of(s);
  // wa + an / at is spoken un / ut; everywhere else wa is a w.
  const bool rounds = s.medial_w && (rime == "an" || rime == "at");
  if (rounds) rime[0] = 'u';
  if (s.medial_w && !rounds) onset += 'w';
  return onset + rime;
}

const char* independent_vowel(char32_t c) {
  switch (c) {
    case 0x1023: case 0x1024: return "i";
    case 0x1025: case 0x1026: return "u";
    case 0x1027: return "e";
    case 0x1029: case 0x102A: return "O";
    default: return nullptr;
  }
}

}  // namespace

std::string sound_of_burmese(std::string_view folded) {
  std::vector<char32_t> letters;
  for (std::size_t at = 0; at < folded.size();) {
    const auto point = code_point_at(folded, at);
    letters.push_back(point.value);
    at += point.size_bytes;
  }
  letters.insert(letters.end(), 3, 0);  // so that looking ahead needs no bound
  std::string out;
  const auto put = [&](const std::string& more) {
    for (const char c : more) {
      if (out.empty() || out.back() != c) out += c;
    }
  };
  for (std::size_t at = 0; at + 3 < letters.size();) {
    const auto c = letters[at++];
    if (const char* vowel = independent_vowel(c)) {
      put(vowel);
      continue;
    }
    if (!is_consonant(c)) continue;
    Syllable s;
    s.consonant = c;
    for (; letters[at] != 0 && !is_consonant(letters[at]); ++at) {
      const auto mark = letters[at];
      if (independent_vowel(mark) != nullptr) break;
      s.medial_y = s.medial_y || mark == 0x103B || mark == 0x103C;
      s.medial_w = s.medial_w || mark == 0x103D;
      s.medial_h = s.medial_h || mark == 0x103E;
      s.vowels.push_back(mark);
    }
    if (is_consonant(letters[at])) {
      auto sign = at + 1;
      if (letters[sign] == dot_below) ++sign;
      if (letters[sign] == asat || letters[sign] == virama) {
        s.final = letters[at];
        at = sign + 1;
        if (letters[at] == virama) ++at;  // kinzi: asat and virama
      }
    }
    put(sound_of(s));
  }
  return out;
}

}  // namespace kotobune::text
