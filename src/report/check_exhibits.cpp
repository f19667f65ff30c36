// What is cited, looked at one by one: custody without gaps (EV-2), verification that failed
// (EV-6), evidence to the contrary that the finding does not speak of (EV-5), certified
// translations for a court (EX-1); and places named more finely than may be told (PR-4).
#include <algorithm>
#include <set>

#include "base/text.h"
#include "report/build.h"
#include "report/lexicon.h"

namespace kotobune::report {
namespace {

void check_one(Build& build, const ExhibitView& exhibit, Span span) {
  if (!exhibit.custody_gap.empty()) {
    build.diagnostics.error("EV-2", span,
                            exhibit.number + " has a gap in its custody: " + exhibit.custody_gap +
                                ".",
                            "Record who held it in between (custody add).")
        .about = exhibit.number;
  }
  if (exhibit.verification_failed) {
    build.diagnostics.error("EV-6", span, "The verification of " + exhibit.number + " failed.",
                            "Cite something else, or verify it anew and record how.")
        .about = exhibit.number;
  }
  const bool foreign = !exhibit.language.empty() &&
                       exhibit.language != build.tree.head.value("language");
  if (build.profile && build.profile->translations_certified && foreign &&
      !exhibit.translation_certified) {
    build.diagnostics.error("EX-1", span,
                            exhibit.number + " is in another language and has no certified "
                            "translation.",
                            "Add the translation, and record that it is certified.")
        .about = exhibit.number;
  }
}

std::set<std::string> cited_in(const Build& build, int directive) {
  std::set<std::string> out;
  for (const auto& sentence : build.sentences) {
    if (build.tree.blocks[sentence.block].directive != directive) continue;
    for (const auto& [index, offset] : sentence.tokens) {
      for (const auto& part : build.resolved[index].parts) {
        if (part.exhibit) out.insert(part.exhibit->number);
      }
    }
  }
  return out;
}

// Impartiality: where another exhibit says otherwise, the finding has to know of it.
void check_contrary(Build& build) {
  for (std::size_t i = 0; i < build.tree.directives.items.size(); ++i) {
    const auto& finding = build.tree.directives.items[i];
    if (finding.kind != DirectiveKind::finding) continue;
    const auto cited = cited_in(build, static_cast<int>(i));
    std::set<std::string> told;
    for (const auto& number : cited) {
      for (const auto& other : build.material.contrary_to(number)) {
        if (cited.count(other.exhibit) > 0 || !told.insert(other.exhibit + other.about).second) {
          continue;
        }
        build.diagnostics
            .warning("EV-5", finding.opening,
                     other.exhibit + " says otherwise about \"" + other.about + "\" than " +
                         number + ".",
                     "Cite it and say why you follow the other, or settle the disagreement.")
            .about = other.exhibit;
      }
    }
  }
}

void check_places(Build& build) {
  if (!build.outside.outside()) return;
  for (const auto& place : build.material.place_limits()) {
    for (const auto& sentence : build.sentences) {
      const auto hit = find_any(sentence.text, {ascii_lower(place.name)});
      if (!hit) continue;
      build.diagnostics.warning(
          "PR-4", sentence.source_span(hit->begin, hit->end),
          "\"" + place.name + "\" is told more finely than it may be (" + place.allowed + ").",
          place.instead.empty() ? "Name a larger area, or leave the place out."
                                : "Say \"" + place.instead + "\".");
    }
  }
}

}  // namespace

void check_exhibits(Build& build) {
  std::set<std::string> seen;
  for (std::size_t i = 0; i < build.tree.tokens.size(); ++i) {
    const auto& parts = build.resolved[i].parts;
    for (std::size_t j = 0; j < parts.size(); ++j) {
      if (!parts[j].exhibit || !seen.insert(parts[j].exhibit->number).second) continue;
      check_one(build, *parts[j].exhibit, build.tree.tokens[i].span);
    }
  }
  check_contrary(build);
  check_places(build);
}

}  // namespace kotobune::report
