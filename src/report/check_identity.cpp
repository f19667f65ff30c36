// PR-0 the scan cannot see everything; PR-1 a protected name stands in the text; PR-2 kin, place
// and date in one sentence tell every neighbour who it was.
#include <algorithm>

#include "base/text.h"
#include "report/build.h"
#include "report/lexicon.h"

namespace kotobune::report {
namespace {

// "20 March" -> "March", "on 20 March 2025" -> "in March 2025": the day is what tells. Nothing
// where the date is written otherwise; a person then decides what to leave out.
std::optional<Fix> without_day(const Sentence& sentence, const WordHit& date) {
  const std::string_view words =
      std::string_view(sentence.text).substr(date.begin, date.end - date.begin);
  const auto gap = words.find(' ');
  if (gap == std::string_view::npos || gap > 2 || !parse_int(words.substr(0, gap)))
    return std::nullopt;
  std::size_t begin = date.begin;
  std::string replacement(words.substr(gap + 1));
  const std::string_view before = std::string_view(sentence.text).substr(0, begin);
  for (const char* preposition : {"On ", "on "}) {
    if (before.size() < 3 || before.substr(before.size() - 3) != preposition) continue;
    begin -= 3;
    replacement = (preposition[0] == 'O' ? "In " : "in ") + replacement;
    break;
  }
  const Span span = sentence.source_span(begin, date.end);
  if (span == sentence.span) return std::nullopt;
  return Fix{span, replacement, "Leave out the day: \"" + replacement + "\""};
}

// Codes of sources in a sentence, as mention or typed bare ("W-MS03's brother").
std::vector<std::string> codes_in(const Build& build, const Sentence& sentence) {
  std::vector<std::string> out;
  for (const std::string& code : build.material.source_codes()) {
    const auto hit = find_any(sentence.text, {ascii_lower(code)});
    if (hit) out.push_back(code);
  }
  return out;
}

void check_kin(Build& build, const Sentence& sentence, const std::vector<std::string>& places) {
  const auto kin = find_kin(sentence.text);
  const auto date = find_date(sentence.text);
  if (!kin || !date) return;
  std::vector<std::string> lower;
  for (const std::string& place : places) lower.push_back(ascii_lower(place));
  if (!find_any(sentence.text, lower)) return;
  for (const std::string& code : codes_in(build, sentence)) {
    const auto view = build.material.source(code);
    if (!view || view->level < disclosure::Level::s2) continue;
    Diagnostic& one = build.diagnostics.error(
        "PR-2", sentence.span,
        "A relative, a day and a place in one sentence tell every neighbour who " + code + " is.",
        "Leave out one of the three: say \"in March\", or the district, or leave out whose "
        "relative "
        "it was.");
    one.fix = without_day(sentence, *date);
  }
}

void check_names(Build& build) {
  for (const NameHit& hit : build.material.scan_names(build.source.text())) {
    Diagnostic& one = build.diagnostics.error(
        "PR-1", {hit.begin, hit.end}, "Here stands a name of " + hit.code + ", who is protected.",
        "Write @" + hit.code + " instead; the report then shows what " + hit.code + " agreed to.");
    one.conceal = true;
    one.fix = Fix{{hit.begin, hit.end}, "@" + hit.code, "Put @" + hit.code + " in its place"};
  }
}

}  // namespace

void check_identity(Build& build) {
  if (!build.material.scan_complete()) {
    build.diagnostics.error(
        "PR-0", {0, 0},
        "The scan for names is incomplete: this device does not open every closed "
        "circle that the evidence depends on.",
        "Build the release on a device that opens them all.");
  }
  check_names(build);
  const std::vector<std::string> places = build.material.places();
  for (const Sentence& sentence : build.sentences) check_kin(build, sentence, places);
  // Cells of tables and headings are read like sentences.
  for (std::size_t i = 0; i < build.tree.blocks.size(); ++i) {
    const Block& block = build.tree.blocks[i];
    if (block.kind == BlockKind::heading) {
      for (const Sentence& one : sentences_of(block.pieces, build.tree, i)) {
        check_kin(build, one, places);
      }
    }
    for (const TableRow& row : block.rows) {
      std::vector<Piece> whole;
      for (const auto& cell : row.cells) whole.insert(whole.end(), cell.begin(), cell.end());
      for (const Sentence& one : sentences_of(whole, build.tree, i)) check_kin(build, one, places);
    }
  }
  for (const Footnote& note : build.tree.footnotes) {
    for (const Sentence& one : sentences_of(note.pieces, build.tree, 0)) {
      check_kin(build, one, places);
    }
  }
}

}  // namespace kotobune::report
