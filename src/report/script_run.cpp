#include "report/script_run.h"

#include <optional>

#include "base/text.h"

namespace kotobune::report {
namespace {

// nullopt: common to all scripts (space, digits, punctuation).
std::optional<ScriptClass> script_of(char32_t c) {
  if ((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= 0xC0 && c < 0x590)) {
    return ScriptClass::latin;
  }
  if ((c >= 0x1000 && c < 0x10A0) || (c >= 0xA9E0 && c < 0xAA00) || (c >= 0xAA60 && c < 0xAA80)) {
    return ScriptClass::myanmar;
  }
  if (c >= 0x0E00 && c < 0x0E80) return ScriptClass::thai;
  if (c >= 0x0E80 && c < 0x0F00) return ScriptClass::lao;
  if (c >= 0x1780 && c < 0x1800) return ScriptClass::khmer;
  if ((c >= 0x3001 && c < 0xA4D0) || (c >= 0xAC00 && c < 0xD7B0) || (c >= 0xF900 && c < 0xFB00) ||
      (c >= 0xFF01 && c < 0xFFF0) || (c >= 0x20000 && c < 0x32000)) {
    return ScriptClass::east_asian;
  }
  if (c >= 0x0590 && c < 0x0600) return ScriptClass::hebrew;
  if ((c >= 0x0600 && c < 0x0780) || (c >= 0xFB50 && c < 0xFE00) || (c >= 0xFE70 && c < 0xFF00)) {
    return ScriptClass::arabic;
  }
  if (c >= 0x0900 && c < 0x0980) return ScriptClass::devanagari;
  return std::nullopt;
}

}  // namespace

std::vector<ScriptRun> split_by_script(std::string_view text) {
  std::vector<ScriptRun> out;
  bool settled = false;  // has the last run met a sign of its own script?
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = code_point_at(text, at);
    const auto script = script_of(point.value);
    if (out.empty()) {
      out.push_back({"", script.value_or(ScriptClass::latin)});
      settled = script.has_value();
    } else if (script && !settled) {
      out.back().script = *script;
      settled = true;
    } else if (script && *script != out.back().script) {
      out.push_back({"", *script});
    }
    out.back().text.append(text.substr(at, point.size_bytes));
    at += point.size_bytes;
  }
  return out;
}

std::string language_of(ScriptClass script, std::string_view document_language) {
  const std::string_view primary = document_language.substr(0, document_language.find('-'));
  switch (script) {
    case ScriptClass::myanmar: return primary == "my" ? std::string(document_language) : "my-MM";
    case ScriptClass::thai: return primary == "th" ? std::string(document_language) : "th-TH";
    case ScriptClass::lao: return "lo-LA";
    case ScriptClass::khmer: return "km-KH";
    case ScriptClass::east_asian:
      return primary == "zh" || primary == "ko" || primary == "ja" ? std::string(document_language)
                                                                   : "ja-JP";
    case ScriptClass::arabic:
      return primary == "fa" || primary == "ur" || primary == "ar" ? std::string(document_language)
                                                                   : "ar-SA";
    case ScriptClass::hebrew: return "he-IL";
    case ScriptClass::devanagari: return primary == "ne" ? std::string(document_language) : "hi-IN";
    case ScriptClass::latin: break;
  }
  // Latin letters inside a Burmese report are English, the language such reports mix with.
  for (const std::string_view other :
       {"my", "th", "lo", "km", "ja", "zh", "ko", "ar", "he", "hi"}) {
    if (primary == other) return "en-GB";
  }
  return document_language.empty() ? "en-GB" : std::string(document_language);
}

bool is_complex(ScriptClass script) {
  return script != ScriptClass::latin && script != ScriptClass::east_asian;
}
bool is_right_to_left(ScriptClass script) {
  return script == ScriptClass::arabic || script == ScriptClass::hebrew;
}

}  // namespace kotobune::report
