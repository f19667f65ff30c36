// The record as a person works in it: lists by the question grammar, the whole story of one thing,
// and changes that never write over what somebody else said meanwhile.
//
// An edit carries the heads of what its author saw. Where a value she replaces was replaced by
// somebody else in between, nothing is recorded and she is shown both (E1661): she decides.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "desk/weigh.h"

namespace kotobune::desk {

// What a value rests on, as far as this member may look into it.
struct Basis {
  std::string id;       // of the fragment, exhibit or assertion
  std::string exhibit;  // number, "" for an inference from another statement
  std::string quote;    // "" where none was pinned, or the exhibit is closed to her
  std::int64_t page = 0;
  bool closed = false;  // its source said no to this use, or withdrew
};
Result<Basis> basis_of(Desk& desk, const std::string& id);
// Fragments cited before, newest exhibits last; those of closed exhibits are left out.
Result<std::vector<Basis>> cited_before(Desk& desk);
// Finds the quotation in the sealed text and pins it: the id of its fragment. Errors:
// exhibit_not_here, exhibit_closed, quote_missing. `page` 0: wherever it stands.
Result<std::string> pin_quote(Desk& desk, const std::string& number, int page,
                              const std::string& quote);
// The text of that page, or of the first: what stands there instead of a quotation not found.
Result<std::string> text_around(Desk& desk, const std::string& number, int page);

struct ListWish {
  std::string type;
  std::string where;       // conditions of the question grammar, "" for all
  std::string sort;        // property, "" by label
  bool descending = false;
  std::int64_t first = 0;
  std::int64_t count = 50;
};
struct Listed {
  std::int64_t total = 0;
  std::int64_t uncertain = 0;    // of which it is not known whether the conditions hold
  bool touches_dispute = false;
  std::vector<EntityRow> rows;   // of this page, with values
};
// Errors: type_unknown, those of index/question.h.
Result<Listed> list_record(Desk& desk, const ListWish& wish);
Result<std::int64_t> count_of(Desk& desk, const std::string& type);

struct PastValue {
  ValueRow value;
  bool current = true;
};
// Every value ever recorded of it that this member may see, oldest first by property.
Result<std::vector<PastValue>> history(Desk& desk, const std::string& entity);
// Things that point here.
Result<std::vector<EntityRow>> pointing_at(Desk& desk, const std::string& entity);
struct Resting {
  std::vector<DisclosureRow> disclosures;                     // that left, resting on it
  std::vector<std::pair<std::string, std::string>> drafts;    // id, title: cite what it rests on
};
Result<Resting> resting_on(Desk& desk, const std::string& entity);

struct Change {
  std::string entity;     // "": a new one
  std::string type;
  std::string informant;  // code, may be empty
  std::string grade;
  std::vector<std::string> bases;     // exhibit numbers or record ids
  std::vector<std::string> replaces;  // assertions that the values take the place of
  std::vector<std::pair<std::string, Json>> values;
};
// The id of the thing. Errors: type_unknown, source_unknown, exhibit_not_here, changed_meanwhile,
// entity_unknown.
Result<std::string> change_record(Desk& desk, const Change& change);

// Takes back what settled a disagreement: it is open again. Error: not_disputed, reason_missing.
Status reopen_dispute(Desk& desk, const std::string& entity, const std::string& property,
                      const std::string& why);

}  // namespace kotobune::desk
