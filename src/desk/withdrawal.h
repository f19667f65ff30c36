// She takes it back: for some uses or all, for some items or all. It counts from the moment it is
// recorded: search, lists, pages, exports and reports ask the gate, and the gate reads this.
//
// What left already is named, with who has it, and a recall is drafted for each of them.
#pragma once

#include <string>
#include <vector>

#include "desk/desk.h"

namespace kotobune::desk {

struct Withdrawal {
  std::string source;                 // code
  std::vector<std::string> purposes;  // "P3"; empty: all
  std::vector<std::string> exhibits;  // numbers; empty: everything of hers
  std::string why;                    // kept as a note that can be erased, not in the consent
  std::string method = "withdrawn";
  std::string when;                   // EDTF; empty: today
};

struct Recall {
  std::string id;
  std::string disclosure;
  std::string to;        // recipients, in words
  std::string title;     // of what was disclosed
  std::string audience;
  std::int64_t disclosed_ms = 0;
  std::string sent;      // date; "" while it is a draft
};

struct Withdrawn {
  std::vector<DisclosureRow> reached;
  std::vector<Recall> recalls;  // drafted now
};

// Errors: source_unknown, purpose_unknown, exhibit_not_here.
Result<Withdrawn> withdraw(Desk& desk, const Withdrawal& withdrawal);

Result<std::vector<Recall>> recalls(Desk& desk);
// The letter, ready to be signed. It names what was sent and when, and nobody of whom it tells.
// Error: recall_unknown.
Result<std::string> recall_letter(Desk& desk, const std::string& recall);
// Records that it went. Errors: recall_unknown, recall_gone.
Status recall_sent(Desk& desk, const std::string& recall, const std::string& when);

}  // namespace kotobune::desk
