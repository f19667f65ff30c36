// Cuts a text where its script changes, so that a writer can name the language and pick a font that
// has the signs. Marks, digits and spaces stay with the script before them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kotobune::report {

enum class ScriptClass { latin, myanmar, thai, lao, khmer, east_asian, arabic, hebrew, devanagari };

struct ScriptRun {
  std::string text;
  ScriptClass script = ScriptClass::latin;
};

std::vector<ScriptRun> split_by_script(std::string_view text);
// BCP 47 tag for a run of this script in a document of that language ("en" + Myanmar -> "my-MM").
std::string language_of(ScriptClass script, std::string_view document_language);
// Complex scripts take w:cs fonts in Word; East Asian ones w:eastAsia.
bool is_complex(ScriptClass script);
bool is_right_to_left(ScriptClass script);

}  // namespace kotobune::report
