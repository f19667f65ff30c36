#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <memory>
#include <string>

#include "text/errors.h"
#include "text/normalize.h"
#include "text/sound.h"

namespace kotobune::text {

namespace {

// Making one costs milliseconds and one must not be used by two threads at once: one per thread.
icu::Transliterator* any_latin(UErrorCode& status) {
  thread_local std::unique_ptr<icu::Transliterator> instance;
  if (!instance) {
    instance.reset(
        icu::Transliterator::createInstance("Any-Latin; Latin-ASCII", UTRANS_FORWARD, status));
  }
  return instance.get();
}

}  // namespace

Result<std::string> latin_of(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  auto* transliterator = any_latin(status);
  if (U_FAILURE(status) || transliterator == nullptr) {
    return Error(errors::icu_failed, {{"why", u_errorName(status)}});
  }
  auto units = icu::UnicodeString::fromUTF8(
      icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
  transliterator->transliterate(units);
  std::string latin;
  units.toUTF8String(latin);
  std::string out;
  for (const char c : fold(latin)) {
    if ((c >= 'a' && c <= 'z') || (c == ' ' && !out.empty())) out += c;
  }
  return out;
}

}  // namespace kotobune::text
