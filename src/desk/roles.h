// What each role of an office may do: the one table. It is kept twice. By keys: a member's log may
// write only in the compartments of her role, and she is granted only the keys of those that she
// reads (docs/format.md 7.2: what she writes elsewhere counts for nobody, whatever program she
// uses). And by the desk, with a plain word, for what no key can tell apart: within one compartment
// a text and a consent look alike.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace kotobune::desk {

enum class Right : std::uint8_t {
  seal,        // take in originals
  state,       // say what happened: statements, descriptions, custody, drafts of reports
  consent,     // record what a source agreed to
  withdraw,    // record that she takes it back; everybody who writes may: it must never wait
  review,      // decide about the work of others
  release,     // let something leave the case
  identities,  // know who the sources are
  erase,
  practice,    // put practice packs in force
  people,      // admit, change roles, let go
};

enum class Role : std::uint8_t { lead, researcher, reviewer, translator, intern, reader };

struct RoleRights {
  Role role;
  std::string_view code;       // in `role` records
  std::uint32_t rights;        // bits by Right
  bool writes;                 // her log may write in `main`
};

constexpr std::uint32_t bit(Right right) { return 1u << static_cast<unsigned>(right); }
template <typename... Rights>
constexpr std::uint32_t rights(Rights... all) {
  return (0u | ... | bit(all));
}

// Right::identities: the compartment `identities` may be read and, by who writes, written.
// Right::people: an administrator's log, which writes in `case`.
inline constexpr std::array<RoleRights, 6> role_table = {{
    {Role::lead, "lead",
     rights(Right::seal, Right::state, Right::consent, Right::withdraw, Right::review,
            Right::release, Right::identities, Right::erase, Right::practice, Right::people),
     true},
    {Role::researcher, "researcher",
     rights(Right::seal, Right::state, Right::consent, Right::withdraw, Right::review,
            Right::release, Right::identities),
     true},
    {Role::reviewer, "reviewer",
     rights(Right::state, Right::withdraw, Right::review, Right::release, Right::identities), true},
    {Role::translator, "translator", rights(Right::state, Right::withdraw), true},
    {Role::intern, "intern", rights(Right::seal, Right::state, Right::withdraw), true},
    {Role::reader, "reader", rights(), false},
}};

constexpr const RoleRights& rights_of(Role role) {
  return role_table[static_cast<std::size_t>(role)];
}
constexpr bool has(Role role, Right right) { return (rights_of(role).rights & bit(right)) != 0; }

}  // namespace kotobune::desk
