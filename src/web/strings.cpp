#include "web/strings.h"

#include "base/ensure.h"

namespace kotobune::web {
namespace {

struct Row {
  std::string_view en, ja, my, th;
};

constexpr Row rows[] = {
#define WORD(key, en, ja, my, th) {en, ja, my, th},
#include "web/strings.def"
#undef WORD
};

}  // namespace

std::string_view say(Language language, Word word) {
  const Row& row = rows[static_cast<std::size_t>(word)];
  std::string_view found;
  switch (language) {
    case Language::en: found = row.en; break;
    case Language::ja: found = row.ja; break;
    case Language::my: found = row.my; break;
    case Language::th: found = row.th; break;
  }
  return found.empty() ? row.en : found;
}

std::string fill(std::string_view sentence,
                 std::initializer_list<std::pair<std::string_view, std::string_view>> values) {
  std::string out;
  while (true) {
    const std::size_t open = sentence.find('{');
    const std::size_t close = sentence.find('}', open == std::string_view::npos ? 0 : open);
    if (open == std::string_view::npos || close == std::string_view::npos) break;
    out += sentence.substr(0, open);
    const std::string_view name = sentence.substr(open + 1, close - open - 1);
    bool found = false;
    for (const auto& [key, value] : values) {
      if (key != name) continue;
      out += value;
      found = true;
    }
    ensure(found, "every place in a sentence is filled");
    sentence.remove_prefix(close + 1);
  }
  return out += sentence;
}

std::string_view code_of(Language language) {
  switch (language) {
    case Language::en: return "en";
    case Language::ja: return "ja";
    case Language::my: return "my";
    case Language::th: return "th";
  }
  return "en";
}

std::string_view name_of(Language language) {
  switch (language) {
    case Language::en: return "English";
    case Language::ja: return "日本語";
    case Language::my: return "မြန်မာ";
    case Language::th: return "ไทย";
  }
  return "English";
}

std::optional<Language> parse_language(std::string_view code) {
  for (Language language : all_languages) {
    if (code == code_of(language)) return language;
  }
  return std::nullopt;
}

}  // namespace kotobune::web
