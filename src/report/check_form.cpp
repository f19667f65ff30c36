// FM-1 word limit, FM-4 language, FM-0 strict profiles, GR-2 standard of proof, RE-1 asks that
// nobody could follow.
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

// The limit may hang on the consultative status of who submits.
std::optional<std::size_t> word_limit(const Build& build) {
  const auto& by_status = build.profile->words_by_status;
  const auto found = by_status.find(build.tree.head.value("status"));
  if (found != by_status.end()) return static_cast<std::size_t>(found->second);
  if (!build.profile->word_limit) return std::nullopt;
  return *build.profile->word_limit;
}

void check_words(Build& build) {
  const auto limit = word_limit(build);
  if (!limit) return;
  std::size_t words = 0;
  for (const Block& block : build.tree.blocks) {
    words += words_of(block.pieces, build);
    for (const TableRow& row : block.rows) {
      for (const auto& cell : row.cells) words += words_of(cell, build);
    }
  }
  if (build.profile->footnotes_counted) words += footnote_words(build);
  if (words <= *limit) return;
  const FrontMatter::Entry* profile = build.tree.head.find("profile");
  // What is read aloud is cut off; what is sent comes back.
  build.diagnostics.add(
      build.profile->limit_warns ? Severity::warning : Severity::error,
      build.profile->limit_warns ? "FM-11" : "FM-1", profile->span,
      "The report has " + std::to_string(words) + " words; " + build.profile->name + " accepts " +
          std::to_string(*limit) +
          (build.profile->footnotes_counted ? ", footnotes included." : ", footnotes not counted."),
      "Shorten it by " + std::to_string(words - *limit) + " words." +
          (build.profile->sure ? "" : " The limit was not read at its source: confirm it."));
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

// UPR Info's action categories 1 to 3: nobody can say whether one was kept.
void check_verbs(Build& build, const Directive& ask) {
  for (const Sentence& sentence : build.sentences) {
    if (build.directive_of(sentence) != &ask) continue;
    const auto weak = find_any(sentence.text,
                               {"consider", "continue to", "strive", "explore", "examine the",
                                "endeavour", "step up efforts", "make efforts", "pay attention"});
    if (!weak || weak->begin > 40) continue;
    build.diagnostics.warning("RE-1", sentence.source_span(weak->begin, weak->end),
                              "Whether a State did \"" + weak->word + "\" cannot be measured.",
                              "Ask for one act: order, publish, repeal, ratify, pay.");
  }
}

void check_asks(Build& build) {
  for (const Directive& ask : build.tree.directives.items) {
    if (ask.kind != DirectiveKind::ask) continue;
    if (ask.find("to") == nullptr) {
      build.diagnostics.warning("RE-1", ask.opening, "This ask says to nobody.",
                                "Name the addressee: {to=defence-ministry}.");
    }
    if (ask.find("by") == nullptr) {
      build.diagnostics.warning("RE-1", ask.opening, "This ask says not until when.",
                                "Add a day or a month: {by=2027-03}.");
    }
    check_verbs(build, ask);
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

void check_head(Build& build) {
  for (const auto& entry : build.tree.head.entries) {
    const auto asked = [&](const std::vector<std::string>& fields) {
      return std::find(fields.begin(), fields.end(), entry.key) != fields.end();
    };
    const bool field =
        build.profile && (asked(build.profile->needs) || asked(build.profile->wants));
    if (field || is_head_key(entry.key)) continue;
    const auto near = nearest(entry.key, head_keys());
    build.diagnostics.warning("SY-1", entry.line,
                              "\"" + entry.key + "\" means nothing in a head.",
                              near.empty() ? "Known are: " + join(head_keys(), ", ") + "."
                                           : "Did you mean " + near + "?");
  }
}

}  // namespace

void check_form(Build& build) {
  if (build.profile) {
    check_words(build);
    check_blocks(build);
  }
  check_head(build);
  check_language(build);
  check_standard(build);
  check_asks(build);
}

}  // namespace kotobune::report
