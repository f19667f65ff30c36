// Entities of one type as a file for somebody: an audience, or a member's own copy.
//
// For an audience every value passes the gate by itself:
//   1. the property: what a pack keeps in a closed circle, or protects at S3 or S4, never leaves;
//      at S2 it leaves only where the informant agreed to be named for this use, since what the
//      case team alone may know of a person points at her;
//   2. its informant and every exhibit it rests on: each must have agreed to this use; a value
//      nobody stands behind stays;
//   3. a place is told as coarsely as it may be, by the names of the gazetteer; a reference to
//      another entity stays, unless that one is in the same file under the number it has there;
//   4. the finished bytes are searched for protected names.
// Rows get numbers of their own ("event-1"), in an order that tells nothing.
// With `count_by` the file holds only how many there are of each value; what is less than
// `least_told` is told as that.
//
// An own copy holds everything this member can read, as the record keeps it, and can be imported
// into another case without loss (docs/import.md). It is the most dangerous file the program can
// write; `leaves` says in plain words what is in it.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "desk/desk.h"
#include "release/table.h"

namespace kotobune::desk {

inline constexpr std::int64_t least_told = 5;  // smaller counts point at people

struct EntityExport {
  std::string type;
  release::TableFormat format = release::TableFormat::csv;
  std::string purpose = "P3";
  std::string recipient;
  std::string count_by;  // property; "": the entities themselves
  release::Whole whole = release::Whole::for_audience;
};

struct EntityExported {
  std::string folder;
  std::vector<std::string> files;
  std::string disclosure_id;
  std::int64_t rows = 0, values = 0;
  std::map<std::string, std::int64_t> kept_back;  // reason in plain words -> how many values
  std::vector<std::string> leaves;                // sentences
};

// Errors: type_unknown, purpose_unknown, nobody_named, nothing_told, not_all_opened (own
// copy), scan_incomplete, scan_hit, zip_failed, folder_not_empty, those of the disk.
Result<EntityExported> export_entities(Desk& desk, const EntityExport& wanted,
                                       const std::string& folder);

// Who stands behind the values of the record, asked once each. Also used by importers' tests.
std::string audience_word(disclosure::Purpose purpose);

}  // namespace kotobune::desk
