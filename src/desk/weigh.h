// What the record says of one thing: every value beside who says it, how many of them count, and
// where sources disagree. A disagreement stays open until a person settles it, with a reason; no
// clock and no grade decides it (docs/glossary.md: dispute).
#pragma once

#include <string>
#include <vector>

#include "desk/desk.h"
#include "record/corroboration.h"

namespace kotobune::desk {

enum class DisputeState : std::uint8_t { none, open, settled };

struct WeighedProperty {
  std::string property;
  std::string label;  // of the pack, in English
  bool single = true;
  std::vector<ValueRow> values;  // current ones; indexes of `seen` point here
  record::Corroboration seen;
  DisputeState dispute = DisputeState::none;
  std::string settled_by;  // person
  std::string why;         // her reason
};

struct Dispute {
  std::string entity, type, label;
  std::string property;
  std::vector<std::string> shown;  // the values that contradict each other
};

// A property of one thing about which sources disagree, or did until somebody settled it.
struct Disagreement {
  std::string entity, type, label;
  WeighedProperty property;
};

// Error: entity_unknown.
Result<std::vector<WeighedProperty>> weigh(Desk& desk, const std::string& entity);
Result<std::vector<Dispute>> open_disputes(Desk& desk);
Result<std::vector<Disagreement>> disagreements(Desk& desk);  // open and settled
// Records which of the values stands: `agreed` for what says the same as `preferred`, `rejected`
// for the others, both with the reason. Nothing is deleted; a new value opens the dispute again.
// Errors: entity_unknown, not_disputed, reason_missing.
Status settle_dispute(Desk& desk, const std::string& entity, const std::string& property,
                      const std::string& preferred_assertion, const std::string& why);

}  // namespace kotobune::desk
