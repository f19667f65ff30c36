#include "desk/people.h"

#include <algorithm>

#include "desk/errors.h"

namespace kotobune::desk {

namespace {

std::string_view deed_of(Right right) {
  switch (right) {
    case Right::seal: return "take in originals";
    case Right::state: return "write in the record";
    case Right::consent: return "record what a source agreed to";
    case Right::withdraw: return "record a withdrawal";
    case Right::review: return "decide about the work of others";
    case Right::release: return "let something leave the case";
    case Right::identities: return "see who the sources are";
    case Right::erase: return "erase";
    case Right::practice: return "change the practice in force";
    case Right::people: return "admit people or let them go";
  }
  return "";
}

// What a record of this kind takes. A consent may be a withdrawal, which must never wait: whether
// it gives something is for Desk::give_consent to ask.
Right right_for(std::string_view kind) {
  if (kind == "exhibit") return Right::seal;
  if (kind == "consent" || kind == "recall") return Right::withdraw;  // it must never wait
  if (kind == "restriction") return Right::consent;
  if (kind == "review") return Right::review;
  if (kind == "disclosure") return Right::release;
  if (kind == "erase") return Right::erase;
  if (kind == "pack") return Right::practice;
  if (record::is_control_kind(kind)) return Right::people;
  return Right::state;
}

// Whom to ask: the roles that may, the most trusted last.
std::string who_may(Right right) {
  std::string out;
  for (auto one = role_table.rbegin(); one != role_table.rend(); ++one) {
    if ((one->rights & bit(right)) == 0) continue;
    out += (out.empty() ? "" : " or ") + std::string(word_of(one->role));
  }
  return out;
}

}  // namespace

std::optional<Role> parse_role(std::string_view code) {
  for (const auto& one : role_table) {
    if (one.code == code) return one.role;
  }
  return std::nullopt;
}

std::string_view word_of(Role role) {
  switch (role) {
    case Role::lead: return "a lead";
    case Role::researcher: return "a researcher";
    case Role::reviewer: return "a reviewer";
    case Role::translator: return "a translator";
    case Role::intern: return "an intern";
    case Role::reader: return "a reader";
  }
  return "";
}

Role role_in(const record::Constitution& constitution, const std::string& log) {
  const auto rights = constitution.logs.find(log);
  if (rights == constitution.logs.end()) return Role::reader;
  const auto said = constitution.roles.find(rights->second.person);
  const auto role = said == constitution.roles.end() ? std::nullopt : parse_role(said->second.code);
  if (!role) return rights->second.admin ? Role::lead : Role::reader;
  // A lead who is no administrator cannot lead.
  return *role == Role::lead && !rights->second.admin ? Role::reader : *role;
}

std::vector<Person> people(const record::Constitution& constitution) {
  std::vector<Person> out;
  for (const auto& [log, rights] : constitution.logs) {
    if (rights.vkey.empty() || rights.person == "root") continue;
    Person person{rights.person, rights.person_name, role_in(constitution, log), log, !rights.cut};
    const auto same = std::find_if(out.begin(), out.end(),
                                   [&](const auto& one) { return one.code == person.code; });
    if (same == out.end()) {
      out.push_back(std::move(person));
    } else if (person.active || !same->active) {
      *same = std::move(person);
    }
  }
  std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) {
    return a.code.size() != b.code.size() ? a.code.size() < b.code.size() : a.code < b.code;
  });
  return out;
}

std::vector<Person> people(Desk& desk) { return people(desk.vault().constitution()); }

Person me(Desk& desk) {
  const auto& constitution = desk.vault().constitution();
  const auto& log = desk.vault().own_log().str();
  const auto rights = constitution.logs.find(log);
  if (rights == constitution.logs.end())
    return {desk.vault().keystore().person, "", {}, log, false};
  return {rights->second.person, rights->second.person_name, role_in(constitution, log), log,
          !rights->second.cut};
}

Status may(Desk& desk, Right right) {
  const auto person = me(desk);
  if (!person.active) return Error(errors::left_the_case, {{"person", person.code}});
  if (has(person.role, right)) return {};
  const auto who = std::string(word_of(person.role));
  return Error(errors::may_not, {{"who", static_cast<char>(who[0] - 32) + who.substr(1)},
                                 {"deed", std::string(deed_of(right))},
                                 {"others", who_may(right)}});
}

Status may_record(Desk& desk, const std::vector<vault::NewRecord>& records) {
  for (const auto& record : records) {
    TRY(may(desk, right_for(record.kind)));
    if (record.compartment == record::identities_compartment) TRY(may(desk, Right::identities));
  }
  return {};
}

}  // namespace kotobune::desk
