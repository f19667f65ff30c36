// The gate: may this be used for that? Pure: facts in, decision with a reason out.
//
// It fails closed. What is not visibly agreed to is refused; material that a manifest announces but
// this device does not hold, and locks written by a newer version, refuse as well, because a lock
// could lie in what we cannot read.
//
// A Viewer who works inside the case (P1, P2) already holds the keys: she may read what she could
// decrypt anyway, unless the person said no or withdrew. All that leaves needs a visible yes.
//
// Codes: CO-1 no valid consent, CO-2 withdrawn, CO-3 ask first, CO-4 minor, CO-5 unknown from
// before, UR-1 evidence disclosed by a court, UR-2 order, licence or embargo, PR-0 facts
// incomplete, PR-6 the source's protection level forbids it.
#pragma once

#include <string>
#include <vector>

#include "disclosure/consent.h"
#include "disclosure/scope.h"

namespace kotobune::disclosure {

// Who stands behind the material. `unrecorded` is refused: nobody can have agreed.
enum class Origin : std::uint8_t { person, published, unrecorded };

struct Facts {
  Origin origin = Origin::unrecorded;
  std::string source;                       // code; needed where origin is person
  std::string exhibit;                      // id; empty = the source herself is mentioned
  std::string exhibit_number;               // for the sentence: "MS-0004"
  Identity identity = Identity::pseudonym;  // what the output would show of her
  Modality modality = Modality::text_quote;
  Level level = Level::s0;        // effective protection level
  std::vector<Consent> consents;  // in force; others than hers are ignored
  std::vector<Restriction> restrictions;
  std::int64_t today = 0;                // days since 1970-01-01
  std::vector<std::string> not_held;     // announced in a manifest, not on this device
  bool unknown_critical_record = false;  // a lock we do not understand
};

// Made only by decide(): whoever holds one knows that the gate was asked.
class Decision {
 public:
  bool allowed() const { return allowed_; }
  const std::string& code() const { return code_; }      // "" where allowed
  const std::string& reason() const { return reason_; }  // plain sentence without full stop
  const std::string& advice() const { return advice_; }
  // Consent and restriction records the decision rests on; goes into the disclosure record.
  const std::vector<std::string>& rests_on() const { return rests_on_; }
  const Scope& scope() const { return scope_; }

 private:
  friend Decision decide(const Scope& scope, const Facts& facts);
  friend class Judge;
  Decision() = default;
  bool allowed_ = false;
  std::string code_ = "CO-1";
  std::string reason_;
  std::string advice_;
  std::vector<std::string> rests_on_;
  Scope scope_;
};

Decision decide(const Scope& scope, const Facts& facts);

}  // namespace kotobune::disclosure
