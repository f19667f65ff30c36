// Restrictions: the second lock, independent of consent. A law, a court, a partner's terms or an
// embargo closes material whoever agreed to its use.
#pragma once

#include <string>
#include <vector>

#include "desk/desk.h"

namespace kotobune::desk {

struct NewRestriction {
  // court-disclosed-evidence, court-order, licence, embargo; or the law itself: JP-CCP-281-4 is
  // evidence that a prosecutor disclosed (Code of Criminal Procedure of Japan, articles 281-4, 5).
  std::string rule;
  std::vector<std::string> exhibits;  // numbers
  bool everything = false;            // all of the case, also what is still to come
  std::vector<std::string> allowed;   // purposes it leaves open
  std::string from;                   // who set it: a code
  std::string until;                  // EDTF, its last day; empty: no end
};

struct Restriction {
  std::string id;
  std::string rule, from, until;
  bool everything = false;
  std::vector<std::string> exhibits;  // numbers; ids of what this device cannot show
  std::vector<std::string> allowed;
  bool in_force = true;
  std::string by;
  std::int64_t at_ms = 0;
};

// What a rule means to a person.
std::string_view rule_words(std::string_view rule);

// Ids of the new records, one for each compartment. Errors: rule_unknown, restriction_no_items,
// restriction_no_date, purpose_unknown, exhibit_not_here, consent_no_code.
Result<std::vector<std::string>> add_restriction(Desk& desk, const NewRestriction& wanted);
// Those that no other took the place of, the newest last; ended ones too.
Result<std::vector<Restriction>> restrictions(Desk& desk);
// A lock is never erased and never retracted: another one, whose end has passed, takes its place.
// The reason is kept as a note. Errors: restriction_unknown, restriction_over, reason_missing.
Status lift_restriction(Desk& desk, const std::string& id, const std::string& why);

}  // namespace kotobune::desk
