// FM-1 word limit, FM-4 language, FM-0 strict profiles, GR-2 standard of proof, NO-1 treaties
// that do not bind the State, asks that name nobody.
#include <algorithm>

#include "base/text.h"
#include "report/build.h"
#include "report/lexicon.h"

namespace kotobune::report {
namespace {

std::size_t words_of(const std::vector<Piece>& pieces, const Build& build) {
  std::string text;
  for (const Piece& piece : pieces) {
    if (piece.kind == PieceKind::text || piece.kind == PieceKind::code) text += piece.text;
    if (piece.kind == PieceKind::soft_break || piece.kind == PieceKind::line_break) text += ' ';
    if (piece.kind != PieceKind::token) continue;
    const Token& token = build.tree.tokens[piece.index];
    if (token.kind == TokenKind::mention) text += token.text;
    if (token.kind == TokenKind::computed) text += " 1 ";
  }
  return count_words(text);
}

// A quotation inside a citation is printed in a footnote: it counts where footnotes count.
std::size_t footnote_words(const Build& build) {
  std::size_t words = 0;
  for (const Footnote& note : build.tree.footnotes) words += words_of(note.pieces, build);
  for (const Token& token : build.tree.tokens) {
    for (const CitedPart& part : token.parts) words += 2 + count_words(part.quote);
  }
  return words;
}

void check_words(Build& build) {
  if (!build.profile->word_limit) return;
  std::size_t words = 0;
  for (const Block& block : build.tree.blocks) {
    words += words_of(block.pieces, build);
    for (const TableRow& row : block.rows) {
      for (const auto& cell : row.cells) words += words_of(cell, build);
    }
  }
  if (build.profile->footnotes_counted) words += footnote_words(build);
  if (words <= *build.profile->word_limit) return;
  const FrontMatter::Entry* profile = build.tree.head.find("profile");
  build.diagnostics.error(
      "FM-1", profile->span,
      "The report has " + std::to_string(words) + " words; " + build.profile->name + " accepts " +
          std::to_string(*build.profile->word_limit) +
          (build.profile->footnotes_counted ? ", footnotes included." : ", footnotes not counted."),
      "Shorten it by " + std::to_string(words - *build.profile->word_limit) + " words.");
}

void check_language(Build& build) {
  const FrontMatter::Entry* language = build.tree.head.find("language");
  if (language == nullptr) {
    build.diagnostics.error("FM-4", {0, 0}, "The report does not say in which language it is.",
                            "Add a line language: to the head, for example language: en.");
    return;
  }
  if (!build.profile || build.profile->languages.empty()) return;
  const auto& accepted = build.profile->languages;
  if (std::find(accepted.begin(), accepted.end(), language->value) == accepted.end()) {
    build.diagnostics.error(
        "FM-4", language->span,
        build.profile->name + " does not accept the language \"" + language->value + "\".",
        "It accepts: " + join(accepted, ", ") + ".");
  }
}

void check_standard(Build& build) {
  const FrontMatter::Entry* standard = build.tree.head.find("standard");
  if (standard != nullptr && !standard->value.empty()) return;
  build.diagnostics.warning(
      "GR-2", {0, 0}, "The report does not say by which standard of proof it speaks.",
      "Add a line standard: to the head, for example standard: reasonable-grounds.");
}

void check_blocks(Build& build) {
  for (const Block& block : build.tree.blocks) {
    if (!build.profile->strict || block.directive >= 0 || block.kind != BlockKind::paragraph)
      continue;
    const bool only_computed =
        std::all_of(block.pieces.begin(), block.pieces.end(), [](const Piece& one) {
          return one.kind == PieceKind::token || one.kind == PieceKind::soft_break;
        });
    if (only_computed) continue;
    Diagnostic& one = build.diagnostics.error(
        "FM-0", block.span, "This paragraph stands in no block.",
        "Put it into ::: finding, ::: context, ::: method or ::: recommendation.");
    // Context claims least: what is to be a finding has to cite, and a person decides that.
    const bool plain = block.list_depth == 0 && block.quote_depth == 0;
    const std::string_view text = build.source.text();
    if (plain && block.span.end > block.span.begin && block.span.end <= text.size()) {
      const auto body = std::string(trim_ascii(
          text.substr(block.span.begin, block.span.end - block.span.begin)));
      one.fix = Fix{block.span, "::: context\n" + body + "\n:::\n", "Make it a context block"};
    }
  }
}

void check_asks(Build& build) {
  for (const Directive& ask : build.tree.directives.items) {
    if (ask.kind != DirectiveKind::ask) continue;
    if (ask.find("to") == nullptr) {
      build.diagnostics.warning("RE-1", ask.opening, "This ask says to nobody.",
                                "Name the addressee: {to=defence-ministry}.");
    }
    const Directive::Attribute* rests = ask.find("rests-on");
    if (rests == nullptr) continue;
    const auto& all = build.tree.directives.items;
    for (const std::string_view id : split(rests->value, ',')) {
      const bool known = std::any_of(all.begin(), all.end(), [&](const Directive& one) {
        return one.kind == DirectiveKind::finding && one.id == trim_ascii(id);
      });
      if (!known) {
        build.diagnostics.error(
            "RE-1", rests->span,
            "There is no finding #" + std::string(trim_ascii(id)) + " to rest on.",
            "Use the name of a finding in this report.");
      }
    }
  }
}

void check_treaties(Build& build) {
  for (const Sentence& sentence : build.sentences) {
    if (says_not_bound(sentence.text)) continue;
    for (const TreatyMention& mention : find_treaties(sentence.text)) {
      const auto state = build.material.ratification(mention.code);
      if (!state || state->binding) continue;
      build.diagnostics.error(
          "NO-1", sentence.source_span(mention.begin, mention.end),
          "The State is not a party to the " + mention.code + ".",
          "Rest on the Universal Declaration, on custom, or on a treaty that binds "
          "it; or say that it has not ratified.");
    }
  }
}

}  // namespace

void check_form(Build& build) {
  if (build.profile) {
    check_words(build);
    check_blocks(build);
  }
  check_language(build);
  check_standard(build);
  check_asks(build);
  check_treaties(build);
}

}  // namespace kotobune::report
