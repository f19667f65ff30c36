// PR-0 the scan cannot see everything; PR-1 a protected name stands in the text; PR-2 kin, place
// and date in one sentence tell every neighbour who it was.
#include <algorithm>

#include "base/text.h"
#include "report/build.h"
#include "report/lexicon.h"

namespace kotobune::report {
namespace {

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
  if (!kin || !find_date(sentence.text)) return;
  std::vector<std::string> lower;
  for (const std::string& place : places) lower.push_back(ascii_lower(place));
  if (!find_any(sentence.text, lower)) return;
  for (const std::string& code : codes_in(build, sentence)) {
    const auto view = build.material.source(code);
    if (!view || view->level < disclosure::Level::s2) continue;
    build.diagnostics.error(
        "PR-2", sentence.span,
        "A relative, a day and a place in one sentence tell every neighbour who " + code + " is.",
        "Leave out one of the three: say \"in March\", or the district, or leave out whose "
        "relative "
        "it was.");
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
