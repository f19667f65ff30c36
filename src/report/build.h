// Build: everything the stages of one compilation share. Internal to the room; callers use
// compile.h. The stages, in order: parse -> resolve -> check -> lay out. Each adds diagnostics,
// none stops.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "report/material.h"
#include "report/sentence.h"
#include "report/tree.h"

namespace kotobune::report {

struct ResolvedPart {
  std::optional<ExhibitView> exhibit;
  std::optional<QuotePlace> quote;
  std::optional<disclosure::Decision> outside;  // may the audience have it?
  std::optional<disclosure::Decision> inside;   // may a member see it in a draft?
};

enum class ComputedKind { none, value, table, exhibits, methodology };

struct ResolvedToken {
  std::vector<ResolvedPart> parts;                          // citation, one a part
  std::optional<SourceView> source;                         // mention
  disclosure::Identity shown = disclosure::Identity::none;  // mention: what the audience may see
  std::optional<disclosure::Decision> outside;              // mention
  std::string name;                                         // mention, only where shown is `named`
  ComputedKind computed = ComputedKind::none;
  std::optional<Evaluated> evaluated;
};

struct Build {
  Build(const SourceText& source_text, const Material& the_material)
      : source(source_text), material(the_material), diagnostics(source_text) {}

  const SourceText& source;
  const Material& material;
  Diagnostics diagnostics;
  Tree tree;
  disclosure::Scope outside;  // whom the report is for
  disclosure::Scope inside;   // the member who builds, for a draft
  bool audience_known = false;
  std::optional<Profile> profile;
  std::vector<Sentence> sentences;
  std::vector<ResolvedToken> resolved;          // one a token
  std::vector<disclosure::Decision> decisions;  // every use the output draws on, outside scope
  DependsOn depends_on;

  const Directive* directive_of(const Sentence& sentence) const {
    const int index = tree.blocks[sentence.block].directive;
    return index < 0 ? nullptr : &tree.directives.items[static_cast<std::size_t>(index)];
  }
  bool in_finding(const Sentence& sentence) const {
    const Directive* directive = directive_of(sentence);
    return directive != nullptr && directive->kind == DirectiveKind::finding;
  }
};

void resolve(Build& build);         // head, exhibits, quotations, sources, computed text, consent
void check_evidence(Build& build);  // EV-1, EV-3, GR-1
void check_identity(Build& build);  // PR-0, PR-1 in the source, PR-2
void check_counts(Build& build);    // GR-4
void check_form(Build& build);      // FM-0, FM-1, FM-4, GR-2, RE-1
void check_norms(Build& build);     // NO-1, NO-2, NO-3, ME-2
void check_mechanism(Build& build); // ME-1, ME-3 to ME-6, FM-5 to FM-8, TI-1, TI-2
void check_wording(Build& build);   // GR-3, GR-4, ME-7, FM-10
void check_exhibits(Build& build);  // EV-2, EV-5, EV-6, EX-1, PR-4
void check_review(Build& build);    // RV-1, RV-2, where the profile demands four eyes

}  // namespace kotobune::report
