// The people of a case: who works on it, in which role, and what that lets her do at this desk.
//
// A person's account is a log of her own in the case (docs/decisions/0005): what she records stands
// under her signature, and what her role may not read she has no key for. A person may have had
// several logs, one after the other: another computer, another role.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "desk/desk.h"
#include "desk/roles.h"

namespace kotobune::desk {

struct Person {
  std::string code;   // "p2": in every record she makes, and what she signs in with
  std::string name;
  Role role = Role::reader;
  std::string log;    // the newest
  bool active = true; // false: she left; her log is cut
};

std::optional<Role> parse_role(std::string_view code);
std::string_view word_of(Role role);  // "a translator", for refusals
// Everybody who was ever admitted, by code; the paper root is nobody.
std::vector<Person> people(Desk& desk);
std::vector<Person> people(const record::Constitution& constitution);
// Who works at this desk.
Person me(Desk& desk);
// Error: may_not, with her role and who can.
Status may(Desk& desk, Right right);
// The same for records about to be appended, by their kinds: whatever writes passes here, so that a
// new way of writing cannot forget to ask.
Status may_record(Desk& desk, const std::vector<vault::NewRecord>& records);
// The role as it counts: an administrator is a lead where nothing else was said; of a log that no
// role was given to nothing is known, so that it may only read.
Role role_in(const record::Constitution& constitution, const std::string& log);

}  // namespace kotobune::desk
