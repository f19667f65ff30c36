// A profile: what an addressee accepts. Every number in it was looked up somewhere on some day, so
// source, checked_on and confidence are not optional; the same UN rule had other values in other
// years.
#include <algorithm>
#include <array>

#include "pack/errors.h"
#include "pack/read.h"

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

// Who may come with it, and what it must hold.
void read_conditions(TableReader& table, Profile& out) {
  constexpr std::array<std::string_view, 3> statuses{"general", "special", "roster"};
  out.status = table.texts_or_none("status");
  for (const std::string& one : out.status) {
    if (!index_of(statuses, one)) table.wrong("status", one, "general, special or roster");
  }
  for (const auto status : statuses) {
    const auto words = table.integer_or("words_" + std::string(status), 0);
    if (words < 0) table.wrong("words_" + std::string(status), std::to_string(words), "above zero");
    if (words > 0) out.words_by_status[std::string(status)] = words;
  }
  if (const auto pages = table.integer_or("page_limit", 0); pages > 0) out.page_limit = pages;
  if (const auto months = table.integer_or("within_months", 0); months > 0) {
    out.within_months = months;
  }
  out.limit_warns = table.boolean_or("limit_warns", false);
  out.joint = table.boolean_or("joint", false);
  out.one_body = table.boolean_or("one_body", false);
  out.rests_on_norms = table.boolean_or("rests_on_norms", false);
  out.translations_certified = table.boolean_or("translations_certified", false);
  out.procedure = table.text_or("procedure", "");
  out.needs = table.texts_or_none("needs");
  out.wants = table.texts_or_none("wants");
  out.forbidden = table.texts_or_none("forbidden");
  out.deadline = table.text_or("deadline", "");
}

void read_form_rules(TableReader& table, Profile& out) {
  out.formats = table.texts_or_none("formats");
  out.languages = table.texts_or_none("languages");
  const std::int64_t words = table.integer_or("word_limit", 0);
  const std::string footnotes = table.text_or("footnotes_count", "unknown");
  out.strict = table.boolean_or("strict", false);
  out.numbered_paragraphs = table.boolean_or("numbered_paragraphs", false);
  out.numbered_pages = table.boolean_or("numbered_pages", false);
  out.one_state = table.boolean_or("one_state", false);
  out.reviewed = table.boolean_or("reviewed", false);
  out.approved = table.boolean_or("approved", false);
  out.standard = table.text_or("standard", "");
  out.font = table.text_or("font", "");
  const std::int64_t size = table.integer_or("font_size_pt", 0);
  if (out.formats.empty()) table.wrong("formats", "", "a list with at least one format");
  for (const std::string& format : out.formats) {
    if (!index_of(format_words, format)) {
      table.wrong("formats", format, "docx, html, pdf, epub or text");
    }
  }
  const auto counted = index_of(footnote_words, footnotes);
  if (!counted) table.wrong("footnotes_count", footnotes, "yes, no or unknown");
  if (words < 0) table.wrong("word_limit", std::to_string(words), "above zero");
  if (words > 0) out.word_limit = words;
  out.footnotes = counted ? static_cast<FootnotesCount>(*counted) : FootnotesCount::unknown;
  if (size > 0) out.font_size_pt = size;
}

}  // namespace

void read_profile(const std::string& file, const Node& root, Pack& pack, Faults& faults) {
  TableReader top(file, root, faults);
  const Node* node = top.child("profile");
  if (node == nullptr || node->kind != NodeKind::table) return top.missing("profile");
  top.finish();
  TableReader table(file, *node, faults);
  Profile out;
  out.file = file;
  out.line = table.line();
  out.id = table.id();
  out.purpose = table.text("purpose");
  out.audience = table.text("audience");
  out.source = table.text("source");
  out.checked_on = table.text("checked_on");
  const std::string confidence = table.text("confidence");
  out.label = table.labels("label");
  read_form_rules(table, out);
  read_conditions(table, out);
  table.finish();
  if (!out.purpose.empty() && !is_purpose(out.purpose)) {
    table.wrong("purpose", out.purpose, "P1 to P14");
  }
  // "never" is honest and always stale: the number is known, but nobody read it at its source.
  const std::string& day = out.checked_on;
  if (!day.empty() && day != "never" && (day.size() != 10 || !Instant::parse(day))) {
    table.wrong("checked_on", day, "a day, YYYY-MM-DD, or never");
  }
  const auto sure = index_of(confidence_words, confidence);
  if (!sure && !confidence.empty()) {
    table.wrong("confidence", confidence, "verified, known, judged or unknown");
  }
  out.confidence = sure ? static_cast<Confidence>(*sure) : Confidence::unknown;
  // A profile read in part would let something leave in the wrong form or for the wrong purpose.
  if (faults.reading == Reading::sealed && !table.without_fault()) return;
  pack.profiles.push_back(std::move(out));
}

}  // namespace kotobune::pack
