// The words of the pages. strings.def holds them: English always, Japanese, Burmese and Thai for
// the first screen, the navigation and the main buttons; where one is missing the English stands.
// The translations were made by machine and need native review; the footer of a page says so.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace kotobune::web {

enum class Language { en, ja, my, th };
inline constexpr std::array<Language, 4> all_languages = {Language::en, Language::ja, Language::my,
                                                          Language::th};

enum class Word {
#define WORD(key, en, ja, my, th) key,
#include "web/strings.def"
#undef WORD
};

std::string_view say(Language language, Word word);
// Replaces {n} and the like: fill(say(...), {{"n", "31"}}).
std::string fill(std::string_view sentence,
                 std::initializer_list<std::pair<std::string_view, std::string_view>> values);

std::string_view code_of(Language language);  // "my"
std::string_view name_of(Language language);  // in its own script
std::optional<Language> parse_language(std::string_view code);

}  // namespace kotobune::web
