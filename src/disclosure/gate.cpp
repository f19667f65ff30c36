// The order of the questions is part of the promise: what we cannot know first, then the locks of
// law, then protection, then what the person said. Each answer names the record it rests on.
#include "disclosure/gate.h"

#include <algorithm>

#include "base/instant.h"
#include "base/text.h"

namespace kotobune::disclosure {
namespace {

constexpr std::int64_t day_ms = 86'400'000;

std::string subject(const Facts& facts) {
  if (!facts.exhibit_number.empty()) return facts.exhibit_number;
  return facts.source.empty() ? std::string("This material") : facts.source;
}

std::string use(Purpose purpose) { return std::string(use_words(purpose)); }

// What she did agree to, as "by the UN, in court"; the reader sees at once what remains possible.
std::string agreed_uses(const std::vector<const Consent*>& consents) {
  std::vector<std::string> uses;
  for (const Consent* consent : consents) {
    for (const PurposeConsent& one : consent->purposes) {
      // Being kept and being analysed are no uses that a reader outside would ask about.
      if (one.state != ConsentState::yes || one.purpose <= Purpose::analysis ||
          one.purpose == Purpose::recontact) {
        continue;
      }
      if (std::find(uses.begin(), uses.end(), use(one.purpose)) == uses.end()) {
        uses.push_back(use(one.purpose));
      }
    }
  }
  return join(uses, ", ");
}

// Strictest first: where two records in force speak about the same thing, the stricter one counts.
int strictness(ConsentState state) {
  switch (state) {
    case ConsentState::withdrawn: return 4;
    case ConsentState::no: return 3;
    case ConsentState::ask: return 2;
    case ConsentState::unknown: return 1;
    case ConsentState::yes: return 0;
  }
  return 4;
}

}  // namespace

class Judge {
 public:
  Judge(const Scope& scope, const Facts& facts) : scope_(scope), facts_(facts) {
    decision_.scope_ = scope;
  }
  Decision judge();

 private:
  Decision refuse(const char* code, std::string reason, std::string advice);
  Decision allow();
  bool incomplete();
  bool restricted();
  bool protected_level();
  void gather();
  const PurposeConsent* strictest(const Consent*& holder) const;
  bool inside() const { return !scope_.outside() && scope_.purpose <= Purpose::analysis; }
  Decision judge_consent();
  Decision judge_yes(const Consent& consent, const PurposeConsent& said);
  Decision judge_absent();

  const Scope& scope_;
  const Facts& facts_;
  std::vector<const Consent*> hers_;
  Decision decision_;
};

Decision Judge::refuse(const char* code, std::string reason, std::string advice) {
  decision_.allowed_ = false;
  decision_.code_ = code;
  decision_.reason_ = std::move(reason);
  decision_.advice_ = std::move(advice);
  return decision_;
}

Decision Judge::allow() {
  decision_.allowed_ = true;
  decision_.code_.clear();
  decision_.reason_ = subject(facts_) + " may be used " + use(scope_.purpose);
  return decision_;
}

bool Judge::incomplete() {
  if (!facts_.not_held.empty()) {
    refuse("PR-0",
           "Not everything about " + subject(facts_) + " is on this device: " +
               join(facts_.not_held, ", ") + " is missing, and a refusal could lie in it",
           "Fetch the missing part of the case, or build on a device that holds it.");
    return true;
  }
  if (facts_.unknown_critical_record) {
    refuse("PR-0", "A newer version of the program wrote a lock that this one cannot read",
           "Use the newer version; until then nothing it may touch can be used.");
    return true;
  }
  return false;
}

bool Judge::restricted() {
  for (const Restriction& one : facts_.restrictions) {
    if (!one.covers(facts_.exhibit)) continue;
    if (one.until_day && *one.until_day < facts_.today) continue;
    decision_.rests_on_.push_back(one.record_id);
    const bool open =
        std::find(one.allowed.begin(), one.allowed.end(), scope_.purpose) != one.allowed.end();
    if (open || inside()) continue;
    if (one.kind == RestrictionKind::court_disclosed_evidence) {
      if (scope_.purpose == Purpose::court) continue;
      refuse("UR-1",
             subject(facts_) + " is evidence disclosed for a trial and may be used only there",
             "Cite another exhibit; using this one elsewhere can be an offence.");
      return true;
    }
    const char* why = one.kind == RestrictionKind::embargo ? "an embargo"
                      : one.kind == RestrictionKind::licence
                          ? "the terms of the partner who gave it"
                          : "a court order";
    const std::string until =
        one.until_day ? " until " + Instant{*one.until_day * day_ms}.iso_date() : std::string();
    refuse(
        "UR-2",
        subject(facts_) + " may not be used " + use(scope_.purpose) + " because of " + why + until,
        "Wait for its end, ask whoever set it, or cite another exhibit.");
    return true;
  }
  return false;
}

bool Judge::protected_level() {
  if (!scope_.outside()) return false;
  if (facts_.level == Level::s4) {
    refuse("PR-6", subject(facts_) + " is sealed (S4) and leaves for nobody",
           "Two named persons can lower the level together; otherwise leave it out.");
    return true;
  }
  if (facts_.level == Level::s3 && facts_.identity == Identity::named) {
    refuse("PR-6", subject(facts_) + " is source-protected (S3) and may not be named",
           "Use the pseudonym, or only the role.");
    return true;
  }
  return false;
}

void Judge::gather() {
  // What names the very item beats what covers everything, except a withdrawal, which always holds.
  std::vector<const Consent*> general;
  std::vector<const Consent*> specific;
  for (const Consent& consent : facts_.consents) {
    if (consent.source != facts_.source || !consent.covers(facts_.exhibit)) continue;
    const PurposeConsent* said = consent.find(scope_.purpose);
    const bool always = said != nullptr && said->state == ConsentState::withdrawn;
    (consent.all_items && !always ? general : specific).push_back(&consent);
  }
  hers_ = std::any_of(specific.begin(), specific.end(),
                      [&](const Consent* one) { return one->find(scope_.purpose) != nullptr; })
              ? specific
              : general;
  if (hers_.empty()) hers_ = specific;
}

const PurposeConsent* Judge::strictest(const Consent*& holder) const {
  const PurposeConsent* worst = nullptr;
  for (const Consent* consent : hers_) {
    const PurposeConsent* said = consent->find(scope_.purpose);
    if (said == nullptr) continue;
    if (worst == nullptr || strictness(said->state) > strictness(worst->state)) {
      worst = said;
      holder = consent;
    }
  }
  return worst;
}

Decision Judge::judge_absent() {
  if (hers_.empty()) {
    return refuse("CO-1", "No consent of " + facts_.source + " is visible here",
                  "Ask the person, or record what is known; without a visible yes it stays in.");
  }
  const std::string uses = agreed_uses(hers_);
  const std::string said =
      uses.empty() ? facts_.source + " has not agreed to use " + use(scope_.purpose)
                   : facts_.source + " agreed to use " + uses + ", not " + use(scope_.purpose);
  return refuse("CO-1", said,
                "Cite another source, choose an audience that was agreed to, or ask again.");
}

Decision Judge::judge_yes(const Consent& consent, const PurposeConsent& said) {
  if (consent.minor && !(consent.guardian_agreed && consent.assent_given)) {
    const char* missing = consent.guardian_agreed ? "the child's own assent"
                          : consent.assent_given
                              ? "a guardian's consent"
                              : "a guardian's consent and the child's own assent";
    return refuse(
        "CO-4", facts_.source + " is a minor, and " + missing + " is missing",
        "Ask in a way the child understands, with the guardian, and record both answers.");
  }
  if (said.expiry_day && *said.expiry_day < facts_.today) {
    return refuse(
        "CO-1",
        "The consent of " + facts_.source + " to use " + use(scope_.purpose) + " has run out",
        "Ask again; the old answer no longer holds.");
  }
  if (facts_.identity > said.identity) {
    return refuse("CO-1",
                  facts_.source + " agreed to appear as " + std::string(word_of(said.identity)) +
                      ", not as " + std::string(word_of(facts_.identity)),
                  "Show less of the person: " + std::string(word_of(said.identity)) + ".");
  }
  if (std::find(said.modalities.begin(), said.modalities.end(), facts_.modality) ==
      said.modalities.end()) {
    return refuse("CO-1",
                  facts_.source + " did not agree to the use of " +
                      std::string(word_of(facts_.modality)) + " " + use(scope_.purpose),
                  "Use a form that was agreed to, for instance a paraphrase.");
  }
  return allow();
}

Decision Judge::judge_consent() {
  gather();
  for (const Consent* consent : hers_) decision_.rests_on_.push_back(consent->record_id);
  const Consent* holder = nullptr;
  const PurposeConsent* said = strictest(holder);
  if (said == nullptr) return inside() ? allow() : judge_absent();
  switch (said->state) {
    case ConsentState::withdrawn:
      return refuse(
          "CO-2", facts_.source + " withdrew the consent to use " + use(scope_.purpose),
          "Take it out. What was already published must be recalled where that is possible.");
    case ConsentState::no: return judge_absent();
    case ConsentState::ask:
      return inside() ? allow()
                      : refuse("CO-3",
                               facts_.source + " wants to be asked before use " +
                                   use(scope_.purpose) + ", and no answer is recorded",
                               "Ask the person and record the answer.");
    case ConsentState::unknown:
      return inside()
                 ? allow()
                 : refuse("CO-5",
                          "What " + facts_.source +
                              " agreed to is unknown; the material is from before we recorded it",
                          "Find out or ask again; unknown is not yes.");
    case ConsentState::yes: return inside() ? allow() : judge_yes(*holder, *said);
  }
  return refuse("CO-1", "The consent could not be read", "Record it again.");
}

Decision Judge::judge() {
  if (incomplete() || restricted() || protected_level()) return decision_;
  switch (facts_.origin) {
    case Origin::published: return allow();
    case Origin::unrecorded:
      if (inside()) return allow();
      return refuse("CO-1", "Nobody recorded who " + subject(facts_) + " came from",
                    "Say who gave it and what they agreed to, or that it is a published document.");
    case Origin::person: return judge_consent();
  }
  return decision_;
}

Decision decide(const Scope& scope, const Facts& facts) { return Judge(scope, facts).judge(); }

}  // namespace kotobune::disclosure
