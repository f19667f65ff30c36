#include <unicode/locid.h>
#include <unicode/unistr.h>

#include "text/language.h"

namespace kotobune::text {

std::string language_name(std::string_view tag, std::string_view in_language) {
  if (tag.empty()) return {};
  UErrorCode error = U_ZERO_ERROR;
  const auto language = icu::Locale::forLanguageTag(std::string(tag).c_str(), error);
  if (U_FAILURE(error) || language.isBogus()) return std::string(tag);
  const icu::Locale reader{std::string(in_language).c_str()};
  icu::UnicodeString shown;
  language.getDisplayName(reader, shown);
  std::string out;
  shown.toUTF8String(out);
  return out.empty() ? std::string(tag) : out;
}

}  // namespace kotobune::text
