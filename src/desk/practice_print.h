// Pages of a practice on paper (A4, Word and HTML): the matrix of an argument, and what goes along
// when a file passes from one counsel to the next. Inside the case a print is a working copy and
// says so on each page; what leaves passes the gate for every exhibit and source it rests on.
#pragma once

#include <string>
#include <vector>

#include "desk/practice.h"
#include "disclosure/disclosed.h"
#include "release/release.h"
#include "report/document.h"

namespace kotobune::desk {

// The overview first - one word in each square - then each row with what speaks for and against
// it: who reads ten minutes has read the first page and the rows that matter.
report::Document matrix_document(const Matrix& matrix, const std::string& banner);

struct Printed {
  std::string folder;
  std::vector<std::string> files;
  std::string disclosure_id;  // "" for a working copy
};
// A working copy for the member's own eyes. Errors: part_unknown, folder_not_empty.
Result<Printed> print_matrix(Desk& desk, const std::string& page, const std::string& folder);
// For a court (P11). Errors: gate_refused with the reason of the first refusal, those of a release.
Result<Printed> release_matrix(Desk& desk, const std::string& page,
                               const release::Recipients& recipients, const std::string& folder);

struct HandOver {
  std::string from, to;                // as they sign: codes or names of counsel
  std::vector<std::string> exhibits;   // numbers; empty: all that may go
  std::string why;
};
struct HandedOver {
  Printed printed;
  std::vector<std::string> exhibits;   // numbers that go
  std::vector<std::pair<std::string, std::string>> kept_back;  // number, reason
};
// The list of what goes with its digests, the locks that go along, and the days that are open, for
// both to sign; a custody entry for each exhibit and a disclosure. The files themselves go as a bag
// (`case export`) or as a replica. Errors: nobody_named, nothing_allowed, those of a release.
Result<HandedOver> hand_over(Desk& desk, const HandOver& wanted, const std::string& folder);

}  // namespace kotobune::desk
