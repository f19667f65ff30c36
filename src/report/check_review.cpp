// RV-1 what is cited was looked at by a second person; RV-2 so was this version of the text. Asked
// only where the profile says so: a court asks it, a first draft does not.
#include <set>

#include "report/build.h"

namespace kotobune::report {
namespace {

void check_cited(Build& build) {
  std::set<std::string> told;
  for (std::size_t i = 0; i < build.tree.tokens.size(); ++i) {
    const Token& token = build.tree.tokens[i];
    const ResolvedToken& resolved = build.resolved[i];
    for (const ResolvedPart& part : resolved.parts) {
      if (!part.exhibit || build.material.exhibit_reviewed(*part.exhibit)) continue;
      if (!told.insert(part.exhibit->number).second) continue;
      Diagnostic& one = build.diagnostics.error(
          "RV-1", token.span,
          part.exhibit->number + " is cited, but no second person has agreed to it.",
          "Ask for a review of " + part.exhibit->number +
              " or of a statement that rests on it, and settle what is doubted.");
      one.about = part.exhibit->number;
    }
    if (!resolved.evaluated) continue;
    const auto open =
        build.material.count_unreviewed(resolved.evaluated->depends_on.assertions);
    if (open == 0) continue;
    build.diagnostics.error(
        "RV-1", token.span,
        "This is computed from " +
            std::to_string(resolved.evaluated->depends_on.assertions.size()) +
            " statements; to " + std::to_string(open) + " of them no second person has agreed.",
        "Have them reviewed: see the review queue.");
  }
}

}  // namespace

void check_review(Build& build) {
  if (!build.profile) return;
  if (build.profile->reviewed) check_cited(build);
  if (!build.profile->approved) return;
  if (!build.material.approver_of(build.source.text()).empty()) return;
  build.diagnostics.error(
      "RV-2", {0, 0}, "No second person has agreed to this version of the text.",
      "Save it in the case and ask for a review of it; a change afterwards needs a new one.");
}

}  // namespace kotobune::report
