#include "text/script.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "base/text.h"
#include "text/characters.h"
#include "text/tokenize.h"

namespace kotobune::text {

namespace {

bool is_kana(char32_t c) { return (c >= 0x3040 && c <= 0x30FF) || (c >= 0xFF66 && c <= 0xFF9D); }

bool holds(std::string_view text, bool (*wanted)(char32_t)) {
  for (std::size_t at = 0; at < text.size();) {
    const auto point = code_point_at(text, at);
    if (wanted(point.value)) return true;
    at += point.size_bytes;
  }
  return false;
}

// Function words, folded as the tokenizer folds them; the language with most of them wins.
std::string latin_language(std::string_view text) {
  struct Words { const char* language; std::vector<std::string_view> words; };
  static const std::array<Words, 3> languages = {{
      {"en", {"the", "of", "and", "to", "in", "was", "is", "that", "with", "for", "they", "by",
              "not", "were", "had", "from", "on", "this", "are", "it"}},
      {"fr", {"le", "la", "les", "des", "et", "du", "une", "dans", "que", "qui", "est", "pour",
              "par", "au", "aux", "sur", "pas", "ont", "ete", "il"}},
      {"es", {"el", "la", "los", "las", "de", "y", "que", "en", "una", "por", "con", "del", "se",
              "fue", "para", "su", "al", "como", "mas", "han"}},
  }};
  std::array<int, 3> counts{};
  tokenize(text, TokenizeMode::document, [&](const Token& token) {
    for (std::size_t i = 0; i < languages.size(); ++i) {
      const auto& words = languages[i].words;
      counts[i] += std::find(words.begin(), words.end(), token.text) != words.end() ? 1 : 0;
    }
  });
  const auto best = std::max_element(counts.begin(), counts.end());
  const auto ties = std::count(counts.begin(), counts.end(), *best);
  if (*best == 0 || ties > 1) return "und-Latn";
  return languages[static_cast<std::size_t>(best - counts.begin())].language;
}

std::string myanmar_language(std::string_view text) {
  if (holds(text, [](char32_t c) { return c >= 0x1075 && c <= 0x108A; })) return "shn";
  if (holds(text, [](char32_t c) { return c == 0x1028 || (c >= 0x105A && c <= 0x1060); }))
    return "mnw";
  if (holds(text, [](char32_t c) { return c >= 0x1061 && c <= 0x1064; })) return "ksw";
  return "my";
}

std::string language_of(std::uint8_t script, std::string_view run, bool kana_in_text) {
  switch (script) {
    case script_latin: return latin_language(run);
    case script_myanmar: return myanmar_language(run);
    case script_thai: return "th";
    case script_lao: return "lo";
    case script_khmer: return "km";
    case script_hangul: return "ko";
    case script_hebrew: return "he";
    case script_greek: return "el";
    case script_han: return kana_in_text ? "ja" : "und-Hani";
    case script_arabic:
      return holds(run, [](char32_t c) { return c == 0x067E || c == 0x0686 || c == 0x06AF ||
                                                c == 0x06A9 || c == 0x06CC; })
                 ? "und-Arab" : "ar";
    case script_common: return "und";
    default: return "und-" + script_iso_code(script);
  }
}

}  // namespace

std::vector<ScriptRun> script_runs(std::string_view text) {
  const bool kana = holds(text, is_kana);
  std::vector<std::pair<std::uint8_t, ScriptRun>> runs;
  for (std::size_t at = 0; at < text.size();) {
    const auto point = code_point_at(text, at);
    const auto start = at;
    at += point.size_bytes;
    // ASCII other than letters is common: spares a look-up for most of an English page.
    const bool ascii_letter = (point.value | 0x20) >= 'a' && (point.value | 0x20) <= 'z';
    std::uint8_t script = script_common;
    if (point.value >= 0x80) script = script_of(point.value);
    if (ascii_letter) script = script_latin;
    if (script == script_inherited) script = script_common;
    if (runs.empty()) {
      runs.push_back({script, {start, at, "", "", false}});
      continue;
    }
    auto& [last, run] = runs.back();
    if (last == script_common) last = script;
    if (script == script_common || script == last) {
      run.end = at;
    } else {
      runs.push_back({script, {start, at, "", "", false}});
    }
  }
  std::vector<ScriptRun> out;
  for (auto& [script, run] : runs) {
    run.script = script == script_han ? (kana ? "Jpan" : "Hani") : script_iso_code(script);
    run.lang_tag = language_of(script, text.substr(run.start, run.end - run.start), kana);
    run.rtl = is_right_to_left(script);
    out.push_back(std::move(run));
  }
  return out;
}

ScriptRun dominant_script(std::string_view text) {
  std::map<std::string, std::size_t> bytes;
  const auto runs = script_runs(text);
  for (const auto& run : runs) bytes[run.script] += run.end - run.start;
  const ScriptRun* best = nullptr;
  for (const auto& run : runs) {
    if (run.script == "Zyyy") continue;
    if (best == nullptr || bytes[run.script] > bytes[best->script]) best = &run;
  }
  if (best == nullptr) return {0, text.size(), "Zyyy", "und", false};
  // The language is judged on all runs of that script together, not on the first one.
  std::string all;
  for (const auto& run : runs) {
    if (run.script == best->script)
      all += std::string(text.substr(run.start, run.end - run.start)) + " ";
  }
  ScriptRun out = *best;
  out.start = 0;
  out.end = text.size();
  if (out.script == "Latn") out.lang_tag = latin_language(all);
  if (out.script == "Mymr") out.lang_tag = myanmar_language(all);
  return out;
}

}  // namespace kotobune::text
