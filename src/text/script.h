// Runs of one script, for the lang and dir attributes of pages and documents: a Burmese quotation
// in an English page must be spoken, broken and set as Burmese.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace kotobune::text {

struct ScriptRun {
  std::size_t start = 0;  // bytes
  std::size_t end = 0;
  std::string script;     // ISO 15924: "Mymr", "Latn", "Jpan"; "Zyyy" where a text has no letters
  std::string lang_tag;   // BCP 47 guess: "my", "th", "ja", "en"; "und-Arab" where we cannot tell
  bool rtl = false;
};

// Covers the text without gaps. Punctuation, digits and spaces go with the run before them (with
// the first run at the beginning). The language is guessed from the script and, within Latin,
// Myanmar, Han and Arabic, from a few letters and words: a hint for typesetting, never a finding.
std::vector<ScriptRun> script_runs(std::string_view text);

// The run that holds most letters: the language and direction of a whole paragraph.
ScriptRun dominant_script(std::string_view text);

}  // namespace kotobune::text
