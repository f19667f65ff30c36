#include "desk/withdrawal.h"

#include <algorithm>

#include "base/text.h"
#include "desk/consents.h"
#include "desk/errors.h"

namespace kotobune::desk {

namespace {

constexpr int purposes_known = 14;

Result<std::vector<std::string>> purposes_of(const Withdrawal& withdrawal) {
  auto out = withdrawal.purposes;
  for (const auto& code : out) {
    if (!disclosure::parse_purpose(code)) return Error(errors::purpose_unknown,
                                                       {{"purpose", code}});
  }
  for (int p = 1; withdrawal.purposes.empty() && p <= purposes_known; ++p) {
    out.push_back("P" + std::to_string(p));
  }
  return out;
}

// Withdrawing what was never given is recorded too: it is a no from now on.
Result<NewConsent> end_of(Desk& desk, const Withdrawal& withdrawal) {
  NewConsent ended;
  ended.source = withdrawal.source;
  ended.exhibits = withdrawal.exhibits;
  ended.method = withdrawal.method;
  ended.given = withdrawal.when.empty() ? desk.vault().world().clock.now().iso_date()
                                        : withdrawal.when;
  TRY_LET(codes, purposes_of(withdrawal));
  TRY_LET(in_force, desk.index().consents(withdrawal.source));
  for (const auto& consent : in_force) {
    ended.minor = ended.minor || consent.minor;
    ended.guardian = ended.guardian || consent.guardian_agreed;
    ended.assent = ended.assent || consent.assent_given;
  }
  for (const auto& code : codes) {
    disclosure::PurposeConsent one;
    one.purpose = *disclosure::parse_purpose(code);
    for (const auto& consent : in_force) {
      if (const auto* said = consent.find(one.purpose)) one = *said;
    }
    one.state = disclosure::ConsentState::withdrawn;
    ended.purposes[code] = std::move(one);
  }
  return ended;
}

// Disclosures that rest on her, on what came from her, or on what she agreed to; of some items only
// those that rest on one of them.
Result<std::vector<index::DisclosureRow>> reached_by(Desk& desk, const Withdrawal& withdrawal,
                                                     const SourceRow& source) {
  auto& index = desk.index();
  std::vector<std::string> touched;
  const auto scope = index.member_scope();
  TRY_LET(exhibits, index.exhibits(scope));
  for (const auto& row : exhibits.open(scope)) {
    const bool meant = withdrawal.exhibits.empty()
                           ? row.source == source.code
                           : std::count(withdrawal.exhibits.begin(), withdrawal.exhibits.end(),
                                        row.number) > 0;
    if (meant) touched.push_back(row.id);
  }
  if (withdrawal.exhibits.empty()) {
    touched.push_back(source.id);
    TRY_LET(papers, index.raw().consent_papers(index.reader(), source.code));
    for (const auto& paper : papers) touched.push_back(paper.id);
  }
  std::vector<index::DisclosureRow> out;
  for (const auto& id : touched) {
    TRY_LET(rows, index.raw().disclosures_resting_on(index.reader(), id));
    for (auto& row : rows) {
      const bool known = std::any_of(out.begin(), out.end(),
                                     [&](const auto& one) { return one.id == row.id; });
      const bool meant = withdrawal.purposes.empty() ||
                         std::count(withdrawal.purposes.begin(), withdrawal.purposes.end(),
                                    row.purpose) > 0;
      if (!known && meant) out.push_back(std::move(row));
    }
  }
  std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) {
    return std::tie(a.at_ms, a.id) < std::tie(b.at_ms, b.id);
  });
  return out;
}

Recall recall_of(const index::DisclosureRow& row) {
  Recall out;
  out.disclosure = row.id;
  out.to = row.body["recipients"].str();
  out.title = row.body["title"].str();
  out.audience = row.audience;
  out.disclosed_ms = row.at_ms;
  return out;
}

Result<std::optional<Recall>> find_recall(Desk& desk, const std::string& id) {
  TRY_LET(all, recalls(desk));
  for (auto& one : all) {
    if (one.id == id) return std::optional<Recall>(std::move(one));
  }
  return std::optional<Recall>();
}

}  // namespace

Result<Withdrawn> withdraw(Desk& desk, const Withdrawal& withdrawal) {
  TRY_LET(source, desk.index().source(withdrawal.source));
  if (!source) return Error(errors::source_unknown, {{"code", withdrawal.source}});
  for (const auto& number : withdrawal.exhibits) {
    TRY_LET(exhibit, desk.index().exhibit(number));
    if (!exhibit) return Error(errors::exhibit_not_here, {{"number", number}});
  }
  TRY_LET(ended, end_of(desk, withdrawal));
  TRY_LET(reached, reached_by(desk, withdrawal, *source));
  std::vector<vault::NewRecord> records;
  TRY_LET(consent, consent_record(desk, ended));
  records.push_back(std::move(consent));
  if (!trim_ascii(withdrawal.why).empty()) {
    Json about = Json::array(), note = Json::object();
    about.push(source->id);
    note.set("about", std::move(about)).set("text", withdrawal.why);
    records.push_back({"note", record::main_compartment, std::move(note), {}, {}});
  }
  Withdrawn out;
  for (const auto& row : reached) {
    out.reached.push_back({row.id, row.audience, row.purpose, row.body["recipients"].str(),
                           row.body["title"].str(), row.at_ms});
    if (!row.recalls.empty()) continue;  // asked for already
    Recall recall = recall_of(row);
    const auto id = desk.vault().new_id();
    recall.id = id.str();
    Json body = Json::object();
    body.set("of", row.id).set("to", recall.to).set("why", "withdrawn");
    records.push_back({"recall", row.compartment, std::move(body), {}, {}, id});
    out.recalls.push_back(std::move(recall));
  }
  TRY(desk.add_records(std::move(records)));
  return out;
}

Result<std::vector<std::string>> Desk::withdraw_consent(const std::string& source_code,
                                                        const std::string& purpose,
                                                        const std::string& why) {
  Withdrawal withdrawal;
  withdrawal.source = source_code;
  if (!purpose.empty()) withdrawal.purposes = {purpose};
  withdrawal.why = why;
  TRY_LET(done, withdraw(*this, withdrawal));
  std::vector<std::string> out;
  for (const auto& row : done.reached) {
    out.push_back(row.title + " - " + row.audience + ", " + row.recipients + ", " +
                  Instant{row.at_ms}.iso_date());
  }
  return out;
}

Result<std::vector<Recall>> recalls(Desk& desk) {
  auto& index = desk.index();
  TRY_LET(disclosures, index.raw().disclosures(index.reader()));
  TRY_LET(rows, index.raw().others(index.reader(), "recall"));
  std::vector<Recall> out;
  for (const auto& row : rows) {
    for (const auto& disclosed : disclosures) {
      if (disclosed.id != row.body["of"].str()) continue;
      Recall one = recall_of(disclosed);
      one.id = row.id;
      if (const auto& to = row.body["to"].str(); !to.empty()) one.to = to;
      one.sent = row.body["sent"].str();
      out.push_back(std::move(one));
    }
  }
  return out;
}

Result<std::string> recall_letter(Desk& desk, const std::string& recall) {
  TRY_LET(found, find_recall(desk, recall));
  if (!found) return Error(errors::recall_unknown, {{"recall", recall}});
  TRY_LET(rows, desk.index().raw().disclosures(desk.index().reader()));
  std::string files;
  for (const auto& row : rows) {
    if (row.id != found->disclosure) continue;
    for (const auto& output : row.body["outputs"].items()) {
      files += "  " + output["name"].str() + "\n    SHA-256 " + output["sha256"].str() + "\n";
    }
  }
  return "To: " + found->to + "\n\nOn " + Instant{found->disclosed_ms}.iso_date() +
         " we sent you \"" + found->title + "\".\n" + (files.empty() ? "" : "\n" + files) +
         "\nSomeone whose information is in it has withdrawn her or his agreement to its use.\n"
         "Please stop using it, do not pass it on, delete your copies, and ask everybody to\n"
         "whom you gave it to do the same. Where it was published, please take it down.\n\n"
         "Do not try to find out who it is. Please confirm in writing when this is done.\n";
}

Status recall_sent(Desk& desk, const std::string& recall, const std::string& when) {
  TRY_LET(found, find_recall(desk, recall));
  if (!found) return Error(errors::recall_unknown, {{"recall", recall}});
  if (!found->sent.empty()) return Error(errors::recall_gone, {{"day", found->sent}});
  Json body = Json::object();
  body.set("of", found->disclosure).set("to", found->to).set("why", "withdrawn");
  body.set("sent", when.empty() ? desk.vault().world().clock.now().iso_date() : when);
  TRY_LET(rows, desk.index().raw().disclosures(desk.index().reader()));
  std::string compartment = record::main_compartment;
  for (const auto& row : rows) {
    if (row.id == found->disclosure) compartment = row.compartment;
  }
  std::vector<vault::NewRecord> records;
  records.push_back({"recall", compartment, std::move(body), {recall}, {}});
  return desk.add_records(std::move(records));
}

}  // namespace kotobune::desk
