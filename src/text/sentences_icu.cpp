#include <unicode/brkiter.h>
#include <unicode/filteredbrk.h>
#include <unicode/locid.h>
#include <unicode/utext.h>

#include <array>
#include <algorithm>
#include <memory>
#include <string>

#include "base/text.h"
#include "text/characters.h"
#include "text/errors.h"
#include "text/sentences.h"

namespace kotobune::text {

namespace {

constexpr char32_t burmese_comma = 0x104A;

// Abbreviations of legal prose that ICU's lists do not know.
constexpr std::array<const char16_t*, 12> legal_abbreviations = {
    u"art.", u"Art.", u"arts.", u"para.", u"paras.", u"No.",
    u"Nos.", u"p.",   u"pp.",   u"v.",    u"cf.",    u"ibid."};

Result<std::unique_ptr<icu::BreakIterator>> make_iterator(std::string_view language) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Locale locale = icu::Locale::forLanguageTag(
      icu::StringPiece(language.data(), static_cast<std::int32_t>(language.size())), status);
  const auto failed = [&] { return Error(errors::icu_failed, {{"why", u_errorName(status)}}); };
  if (U_FAILURE(status)) return failed();
  std::unique_ptr<icu::BreakIterator> plain(
      icu::BreakIterator::createSentenceInstance(locale, status));
  if (U_FAILURE(status)) return failed();
  // A language without a list of abbreviations still gets ours.
  UErrorCode none = U_ZERO_ERROR;
  std::unique_ptr<icu::FilteredBreakIteratorBuilder> builder(
      icu::FilteredBreakIteratorBuilder::createInstance(locale, none));
  if (U_FAILURE(none) || !builder) {
    builder.reset(icu::FilteredBreakIteratorBuilder::createEmptyInstance(status));
  }
  if (U_FAILURE(status)) return failed();
  for (const auto* abbreviation : legal_abbreviations) {
    builder->suppressBreakAfter(icu::UnicodeString(abbreviation), status);
  }
  std::unique_ptr<icu::BreakIterator> filtered(builder->build(plain.release(), status));
  if (U_FAILURE(status)) return failed();
  return filtered;
}

// [start, end) without white space at its ends.
ByteRange trimmed(std::string_view text, std::size_t start, std::size_t end) {
  ByteRange out{end, end};
  for (auto at = start; at < end;) {
    const auto point = code_point_at(text, at);
    if (!is_space(point.value)) {
      out.start = std::min(out.start, at);
      out.end = at + point.size_bytes;
    }
    at += point.size_bytes;
  }
  return out;
}

bool ends_in_comma(std::string_view text, const ByteRange& range) {
  return range.end >= range.start + 3 && code_point_at(text, range.end - 3).value == burmese_comma;
}

}  // namespace

Result<std::vector<ByteRange>> sentences(std::string_view text, std::string_view language) {
  TRY_LET(iterator, make_iterator(language));
  UErrorCode status = U_ZERO_ERROR;
  UText* view =
      utext_openUTF8(nullptr, text.data(), static_cast<std::int64_t>(text.size()), &status);
  iterator->setText(view, status);
  utext_close(view);  // the iterator keeps its own shallow clone
  if (U_FAILURE(status)) return Error(errors::icu_failed, {{"why", u_errorName(status)}});
  std::vector<ByteRange> out;
  auto from = iterator->first();
  for (auto to = iterator->next(); to != icu::BreakIterator::DONE;
       from = to, to = iterator->next()) {
    const auto range = trimmed(text, static_cast<std::size_t>(from), static_cast<std::size_t>(to));
    if (range.start >= range.end) continue;
    if (!out.empty() && ends_in_comma(text, out.back())) {
      out.back().end = range.end;
    } else {
      out.push_back(range);
    }
  }
  return out;
}

}  // namespace kotobune::text
