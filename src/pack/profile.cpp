// A profile: what an addressee accepts. Every number in it was looked up somewhere on some day, so
// source, checked_on and confidence are not optional; the same UN rule had other values in other
// years.
#include <algorithm>
#include <array>

#include "pack/errors.h"
#include "pack/validate.h"

namespace kotobune::pack {
namespace {

constexpr std::array<std::string_view, 3> footnote_words{"yes", "no", "unknown"};
constexpr std::array<std::string_view, 4> confidence_words{"verified", "known", "judged",
                                                           "unknown"};
constexpr std::array<std::string_view, 5> format_words{"docx", "html", "pdf", "epub", "text"};

template <std::size_t n>
std::optional<std::size_t> index_of(const std::array<std::string_view, n>& words,
                                    std::string_view word) {
  const auto found = std::find(words.begin(), words.end(), word);
  if (found == words.end()) return std::nullopt;
  return static_cast<std::size_t>(found - words.begin());
}

bool is_purpose(std::string_view code) {
  if (code.size() < 2 || code.size() > 3 || code[0] != 'P') return false;
  const std::string_view digits = code.substr(1);
  if (!std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; })) {
    return false;
  }
  const int number = digits.size() == 1 ? digits[0] - '0'
                                        : (digits[0] - '0') * 10 + (digits[1] - '0');
  return digits[0] != '0' && number <= 14;
}

Status read_form(TableReader& table, Profile& out) {
  TRY_LET(formats, table.texts_or_none("formats"));
  TRY_LET(languages, table.texts_or_none("languages"));
  TRY_LET(words, table.integer_or("word_limit", 0));
  TRY_LET(footnotes, table.text_or("footnotes_count", "unknown"));
  TRY_LET(strict, table.boolean_or("strict", false));
  TRY_LET(paragraphs, table.boolean_or("numbered_paragraphs", false));
  TRY_LET(pages, table.boolean_or("numbered_pages", false));
  TRY_LET(one_state, table.boolean_or("one_state", false));
  TRY_LET(standard, table.text_or("standard", ""));
  TRY_LET(font, table.text_or("font", ""));
  TRY_LET(size, table.integer_or("font_size_pt", 0));
  if (formats.empty()) return table.wrong("formats", "", "a list with at least one format");
  for (const std::string& format : formats) {
    if (!index_of(format_words, format)) {
      return table.wrong("formats", format, "docx, html, pdf, epub or text");
    }
  }
  const auto counted = index_of(footnote_words, footnotes);
  if (!counted) return table.wrong("footnotes_count", footnotes, "yes, no or unknown");
  if (words < 0) return table.wrong("word_limit", std::to_string(words), "above zero");
  out.formats = formats;
  out.languages = languages;
  if (words > 0) out.word_limit = words;
  out.footnotes = static_cast<FootnotesCount>(*counted);
  out.strict = strict;
  out.numbered_paragraphs = paragraphs;
  out.numbered_pages = pages;
  out.one_state = one_state;
  out.standard = standard;
  out.font = font;
  if (size > 0) out.font_size_pt = size;
  return {};
}

}  // namespace

Result<Profile> read_profile(const std::string& file, const Node& root) {
  TableReader top(file, root);
  const Node* node = top.child("profile");
  if (node == nullptr || node->kind != NodeKind::table) {
    return complaint(errors::pack_key_missing, file, 1, {{"key", "profile"}});
  }
  TRY(top.finish());
  TableReader table(file, *node);
  Profile out;
  TRY_LET(id, table.text("id"));
  TRY_LET(purpose, table.text("purpose"));
  TRY_LET(audience, table.text("audience"));
  TRY_LET(source, table.text("source"));
  TRY_LET(checked_on, table.text("checked_on"));
  TRY_LET(confidence, table.text("confidence"));
  const Node* label = table.child("label");
  TRY(read_form(table, out));
  TRY(table.finish());
  if (!is_purpose(purpose)) return table.wrong("purpose", purpose, "P1 to P14");
  // "never" is honest and always stale: the number is known, but nobody read it at its source.
  if (checked_on != "never" && (checked_on.size() != 10 || !Instant::parse(checked_on))) {
    return table.wrong("checked_on", checked_on, "a day, YYYY-MM-DD, or never");
  }
  const auto sure = index_of(confidence_words, confidence);
  if (!sure) return table.wrong("confidence", confidence, "verified, known, judged or unknown");
  if (label == nullptr || label->kind != NodeKind::table) {
    return complaint(errors::pack_key_missing, file, node->line, {{"key", "label"}});
  }
  for (const auto& [language, text] : label->members) {
    if (text.kind != NodeKind::string || text.text.empty()) {
      return table.wrong("label", language, "a text per language");
    }
    out.label.set(language, text.text);
  }
  out.id = id;
  out.purpose = purpose;
  out.audience = audience;
  out.source = source;
  out.checked_on = checked_on;
  out.confidence = static_cast<Confidence>(*sure);
  return out;
}

}  // namespace kotobune::pack
