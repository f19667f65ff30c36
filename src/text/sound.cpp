#include "text/sound.h"

#include <array>

#include "base/text.h"

namespace kotobune::text {

namespace {

void put(std::string& out, std::string_view more) {
  for (const char c : more) {
    if (out.empty() || out.back() != c) out += c;
  }
}

bool is_vowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u'; }

struct Rule {
  std::string_view written;
  std::string_view sound;
};

// Longest first within a first letter. Onsets, then vowels; finals are handled in the function.
constexpr std::array<Rule, 45> latin_rules = {{
    {"kyw", "cw"}, {"ky", "c"}, {"khy", "c"}, {"kh", "k"}, {"gyw", "cw"}, {"gy", "c"}, {"g", "k"},
    {"chy", "c"}, {"ch", "c"}, {"j", "c"}, {"q", "k"}, {"x", "s"}, {"z", "s"}, {"sh", "S"},
    {"th", "T"}, {"ht", "t"}, {"hs", "s"}, {"hl", "l"}, {"hm", "m"}, {"hn", "n"}, {"hp", "p"},
    {"hk", "k"}, {"d", "t"}, {"b", "p"}, {"ph", "p"}, {"f", "p"}, {"v", "w"},
    {"aung", "On"}, {"oung", "On"}, {"auk", "Ot"}, {"aing", "In"}, {"ain", "In"}, {"aik", "It"},
    {"aw", "O"}, {"au", "O"}, {"aye", "e"}, {"ay", "e"}, {"ai", "I"}, {"ae", "e"},
    {"ei", "e"}, {"ee", "i"}, {"oun", "on"}, {"oo", "u"}, {"oe", "o"}, {"ou", "u"},
}};

// "lone", "khine", "gyoke": the last e is not spoken and, after i, colours the vowel.
std::string without_silent_e(std::string_view word) {
  std::string out(word);
  const auto size = out.size();
  if (size < 4 || out[size - 1] != 'e' || is_vowel(out[size - 2]) || out[size - 2] == 'w' ||
      out[size - 2] == 'y' || !is_vowel(out[size - 3])) {
    return out;
  }
  if (out[size - 3] != 'o' && out[size - 3] != 'i') return out;
  out.pop_back();
  if (out[size - 3] == 'i' && !is_vowel(out[size - 4])) out.insert(size - 3, 1, 'a');
  return out;
}

// A stop at the end of a syllable is one glottal sound in Burmese, written t, k or p.
bool closes_syllable(std::string_view word, std::size_t at) {
  const char c = word[at];
  if (c != 'k' && c != 't' && c != 'p') return false;
  if (at == 0 || !is_vowel(word[at - 1])) return false;
  if (at + 1 == word.size()) return true;
  const char next = word[at + 1];
  return !is_vowel(next) && next != 'h' && next != 'y' && next != 'w';
}

}  // namespace

std::string sound_of_latin(std::string_view written) {
  const auto word = without_silent_e(written);
  std::string out;
  for (std::size_t at = 0; at < word.size();) {
    const std::string_view rest = std::string_view(word).substr(at);
    const char c = word[at];
    if (c == 'n') {  // ng, nt at the end, nk: one nasal
      const bool last = rest == "nt" || rest == "ng" || rest == "nn";
      put(out, "n");
      at += last || rest.starts_with("ng") ? 2 : 1;
      continue;
    }
    if (c == 'r') {  // spoken y; not spoken after a vowel at the end or before a consonant
      const bool silent = at > 0 && is_vowel(word[at - 1]) &&
                          (rest.size() == 1 || !is_vowel(rest[1]));
      if (!silent) put(out, "y");
      ++at;
      continue;
    }
    if (closes_syllable(word, at)) {
      put(out, "t");
      ++at;
      continue;
    }
    const Rule* found = nullptr;
    for (const auto& rule : latin_rules) {
      if (rest.starts_with(rule.written) &&
          (found == nullptr || rule.written.size() > found->written.size())) {
        found = &rule;
      }
    }
    if (found != nullptr) {
      put(out, found->sound);
      at += found->written.size();
      continue;
    }
    if (c == 'h' && at > 0) {  // "Soh", "Wah"
      ++at;
      continue;
    }
    put(out, c == 'y' && rest.size() == 1 ? std::string_view("i") : std::string_view(&c, 1));
    ++at;
  }
  return out;
}

std::string skeleton_of_latin(std::string_view written) {
  std::string out;
  for (const char c : sound_of_latin(written)) {
    constexpr std::string_view unwritten = "aeiouyOIwh";
    if (unwritten.find(c) != std::string_view::npos) continue;
    // t, th and d, s and sh are written with several letters each in these scripts.
    const char plain = c == 'T' ? 't' : c == 'S' ? 's' : c;
    put(out, std::string_view(&plain, 1));
  }
  return out;
}

std::string skeleton_of_thai(std::string_view folded) {
  // U+0E01.. in order; '.' = not a consonant of the skeleton (vowels, tones, y, w, h, silent o).
  constexpr std::string_view thai =
      "kkkkkk"
      "nccc"
      "scyttttt"
      "nttttt"
      "nppppppp"
      "my..l.wsssh"
      "l.h";
  std::string out;
  for (std::size_t at = 0; at < folded.size();) {
    const auto point = code_point_at(folded, at);
    at += point.size_bytes;
    auto c = point.value;
    if (c >= 0x0E80 && c <= 0x0EFF) c -= 0x80;  // Lao consonants stand in the same order
    // A consonant under the mark of silence is not spoken.
    if (at < folded.size() && code_point_at(folded, at).value == 0x0E4C) continue;
    const auto index = c - 0x0E01;
    if (index >= thai.size()) continue;
    const char sound = thai[index];
    constexpr std::string_view unwritten = ".ywh";
    if (unwritten.find(sound) != std::string_view::npos) continue;
    put(out, std::string_view(&sound, 1));
  }
  return out;
}

}  // namespace kotobune::text
