// Scope: for whom, for what, and as of when something is shown. Whatever passes the gate carries
// the scope it passed under; a sink with another scope may not open it.
#pragma once

#include <string>
#include <variant>

#include "disclosure/purpose.h"

namespace kotobune::disclosure {

// A member of the case who reads at her own screen; nothing leaves.
struct Viewer {
  std::string member;
  bool operator==(const Viewer&) const = default;
};

// Someone outside: "public", "press", "un", "court", "partner" or a name from a profile.
struct Audience {
  std::string name;
  bool operator==(const Audience&) const = default;
};

struct Scope {
  std::variant<Viewer, Audience> reader;
  Purpose purpose = Purpose::analysis;
  std::string log_heads;  // the heads the facts were read at, as the caller writes them

  bool outside() const { return std::holds_alternative<Audience>(reader); }
  bool operator==(const Scope&) const = default;
};

}  // namespace kotobune::disclosure
