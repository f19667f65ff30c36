// What a source agreed to, as records. A consent can never be erased, only superseded: it holds
// codes and ids, and never a word that somebody typed about her.
#include <algorithm>
#include <set>

#include "desk/consents.h"
#include "desk/errors.h"
#include "desk/people.h"

namespace kotobune::desk {

namespace {

constexpr std::int64_t day_ms = 86'400'000;
constexpr std::size_t longest_code = 40;

bool is_code(std::string_view word) {
  return !word.empty() && word.size() <= longest_code &&
         std::all_of(word.begin(), word.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  c == '-' || c == '.' || c == '_';
         });
}

Json said_json(const disclosure::PurposeConsent& said) {
  Json forms = Json::array();
  for (const auto modality : said.modalities) forms.push(disclosure::word_of(modality));
  Json one = Json::object();
  one.set("state", disclosure::word_of(said.state))
      .set("identity", disclosure::word_of(said.identity));
  one.set("modality", std::move(forms));
  return one;
}

// The items of a new consent, and what of the old ones it takes the place of.
struct Items {
  Json json = Json("all");
  std::set<std::string> exhibits;  // ids; empty: everything of hers
};

Result<Items> items_of(Desk& desk, const NewConsent& consent) {
  Items out;
  if (consent.exhibits.empty()) return out;
  out.json = Json::array();
  for (const auto& number : consent.exhibits) {
    TRY_LET(exhibit, desk.index().exhibit(number));
    if (!exhibit) return Error(errors::exhibit_not_here, {{"number", number}});
    if (out.exhibits.insert(exhibit->id).second) out.json.push(exhibit->id);
  }
  return out;
}

// A sheet over the same items replaces the purposes it names; the others stay as they were.
class Superseding {
 public:
  Superseding(const Items& items, Json& purposes) : items_(items), purposes_(purposes) {}

  void take(const disclosure::Consent& old) {
    const bool same = items_.exhibits.empty()
                          ? old.all_items
                          : !old.all_items && std::set<std::string>(old.exhibits.begin(),
                                                                    old.exhibits.end()) ==
                                                  items_.exhibits;
    if (!same) return;
    ids.push_back(old.record_id);
    for (const auto& purpose : old.purposes) {
      if (purpose.expiry_day) ends = std::min(ends.value_or(*purpose.expiry_day),
                                              *purpose.expiry_day);
      const std::string code(disclosure::code_of(purpose.purpose));
      if (!purposes_.find(code)) purposes_.set(code, said_json(purpose));
    }
  }

  std::vector<std::string> ids;
  std::optional<std::int64_t> ends;  // the earliest end of what was superseded

 private:
  const Items& items_;
  Json& purposes_;
};

Status set_codes(const NewConsent& consent, Json& body) {
  const std::pair<const char*, const std::string*> codes[] = {
      {"method", &consent.method},       {"giver", &consent.giver},
      {"caller", &consent.caller},       {"witness", &consent.witness},
      {"collector", &consent.collector}, {"interpreter", &consent.interpreter},
      {"lang", &consent.language}};
  for (const auto& [key, word] : codes) {
    if (word->empty()) continue;
    if (!is_code(*word)) return Error(errors::consent_no_code, {{"field", key}});
    body.set(key, *word);
  }
  return {};
}

// Over the telephone nobody signs: who called and who listened stand in its place.
Status check_method(const NewConsent& consent) {
  if (consent.method == "oral-by-phone" && (consent.caller.empty() || consent.witness.empty())) {
    return Error(errors::consent_by_phone);
  }
  return {};
}

}  // namespace

Result<vault::NewRecord> consent_record(Desk& desk, const NewConsent& consent) {
  const bool takes_back =
      std::all_of(consent.purposes.begin(), consent.purposes.end(), [](const auto& one) {
        return one.second.state == disclosure::ConsentState::no ||
               one.second.state == disclosure::ConsentState::withdrawn;
      });
  TRY(may(desk, takes_back ? Right::withdraw : Right::consent));
  TRY(check_method(consent));
  TRY_LET(source, desk.index().source(consent.source));
  if (!source) return Error(errors::source_unknown, {{"code", consent.source}});
  Json purposes = Json::object();
  for (const auto& [code, given] : consent.purposes) {
    if (!disclosure::parse_purpose(code))
      return Error(errors::purpose_unknown, {{"purpose", code}});
    purposes.set(code, said_json(given));
  }
  TRY_LET(items, items_of(desk, consent));
  Superseding superseded(items, purposes);
  TRY_LET(in_force, desk.index().consents(consent.source));
  for (const auto& old : in_force) superseded.take(old);
  Json body = Json::object();
  body.set("src", source->id).set("items", items.json).set("purposes", std::move(purposes));
  TRY(set_codes(consent, body));
  if (!consent.given.empty()) body.set("given", consent.given);
  if (!consent.asked.empty()) body.set("asked", consent.asked);
  if (!consent.form.empty()) {
    TRY_LET(form, desk.index().exhibit(consent.form));
    if (!form) return Error(errors::exhibit_not_here, {{"number", consent.form}});
    body.set("form", form->id);
  }
  if (!consent.expires.empty()) {
    body.set("expires", consent.expires);
  } else if (superseded.ends) {
    body.set("expires", Instant{*superseded.ends * day_ms}.iso_date());
  }
  if (consent.minor || source->minor) {
    body.set("minor", true).set("guardian", consent.guardian).set("assent", consent.assent);
  }
  return vault::NewRecord{"consent", record::main_compartment, std::move(body),
                          std::move(superseded.ids), {}};
}

Status Desk::give_consent(const NewConsent& consent) {
  std::vector<vault::NewRecord> records;
  TRY_LET(record, consent_record(*this, consent));
  records.push_back(std::move(record));
  return append_and_publish(std::move(records));
}

Status give_sheet(Desk& desk, const std::vector<std::string>& sources, const NewConsent& sheet) {
  std::vector<vault::NewRecord> records;
  std::set<std::string> taken;
  for (const auto& source : sources) {
    NewConsent one = sheet;
    one.source = source;
    one.exhibits.clear();
    for (const auto& number : sheet.exhibits) {
      TRY_LET(exhibit, desk.index().exhibit(number));
      if (!exhibit) return Error(errors::exhibit_not_here, {{"number", number}});
      if (exhibit->source != source) continue;
      one.exhibits.push_back(number);
      taken.insert(number);
    }
    // Somebody named on the sheet of whom no item is named agreed to nothing.
    if (!sheet.exhibits.empty() && one.exhibits.empty()) {
      return Error(errors::consent_no_item, {{"code", source}});
    }
    TRY_LET(record, consent_record(desk, one));
    records.push_back(std::move(record));
  }
  for (const auto& number : sheet.exhibits) {
    if (!taken.count(number)) return Error(errors::consent_not_theirs, {{"number", number}});
  }
  return desk.add_records(std::move(records));
}

Status record_answer(Desk& desk, const NewConsent& answer) {
  TRY_LET(in_force, desk.index().consents(answer.source));
  for (const auto& [code, given] : answer.purposes) {
    const auto purpose = disclosure::parse_purpose(code);
    if (!purpose) return Error(errors::purpose_unknown, {{"purpose", code}});
    const bool asks = std::any_of(in_force.begin(), in_force.end(), [&](const auto& consent) {
      const auto* said = consent.find(*purpose);
      return said != nullptr && said->state == disclosure::ConsentState::ask;
    });
    if (!asks) return Error(errors::consent_not_asked, {{"code", answer.source},
                                                        {"purpose", code}});
    const bool yes = given.state == disclosure::ConsentState::yes;
    if (yes && answer.exhibits.empty()) return Error(errors::consent_answer_wide);
  }
  return desk.give_consent(answer);
}

}  // namespace kotobune::desk
