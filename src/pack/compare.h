// From one version of a pack to the next: what comes, what goes, and whether a case that uses the
// old one may take the new one. Records are never migrated, so a name they hold must stay.
#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "pack/pack.h"

namespace kotobune::pack {

// What the statements of a case name. Only what this device can read; who changes a pack retires
// (`retired = true`) and does not take away, for the sake of what others hold.
struct Uses {
  std::set<std::string> types;
  std::set<std::pair<std::string, std::string>> properties;  // type, property
  std::set<std::pair<std::string, std::string>> terms;       // vocabulary, code
};

// Names as people write them: "act", "act.victim", "act-type/killing", "profile press".
struct Differences {
  std::vector<std::string> added;
  std::vector<std::string> gone;
  std::vector<std::string> changed;  // another kind of value, another vocabulary
  std::vector<std::string> weaker;   // a lower level, or out of a closed circle
  bool none() const { return added.empty() && gone.empty() && changed.empty() && weaker.empty(); }
};
Differences differences(const Pack& before, const Pack& after);

enum class Weaker { refuse, accept };
// Errors: pack_would_lose (a name in use is gone or of another kind), pack_protects_less.
Status may_replace(const Pack& before, const Pack& after, const Uses& uses, Weaker weaker);

}  // namespace kotobune::pack
