// Consents beyond one sheet of one person: a form that many signed, the answer of somebody who
// wants to be asked each time, the list of those of whom nothing is known.
#pragma once

#include <string>
#include <vector>

#include "desk/desk.h"

namespace kotobune::desk {

// The record of one consent, with what it supersedes. Errors: source_unknown, purpose_unknown,
// exhibit_not_here, consent_no_code, consent_by_phone.
Result<vault::NewRecord> consent_record(Desk& desk, const NewConsent& consent);

// One signed form over many people and items: each gets a consent over those items that came from
// her, all in one transaction. Errors: as above; consent_not_theirs, consent_no_item.
Status give_sheet(Desk& desk, const std::vector<std::string>& sources, const NewConsent& sheet);

// What she answered who had said "ask me first". A yes holds for the items that she was asked
// about and for nothing else; `ask` says that she was not reached. Errors: as above;
// consent_not_asked, consent_answer_wide.
Status record_answer(Desk& desk, const NewConsent& answer);

// One source whose consent is unknown, from before or since nobody asked; or who waits to be asked.
struct ConsentTodo {
  std::string code, role;
  std::vector<std::string> unknown;  // purposes recorded as unknown, or not at all where nothing is
  std::vector<std::string> to_ask;    // purposes she wants to be asked about
  bool nothing_recorded = false;
  std::int64_t exhibits = 0;          // that came from her
  std::int64_t bytes = 0;
  std::int64_t statements = 0;        // that rest on her word
  std::vector<std::string> waiting;   // titles of drafts that cite her and have to wait
  bool minor = false;
  enum class Step { ask, ask_guardian, no_way_to_her, may_not_be_called } step = Step::ask;
};
std::string_view words_of(ConsentTodo::Step step);

// Most material first.
Result<std::vector<ConsentTodo>> consent_todo(Desk& desk);

}  // namespace kotobune::desk
