// Reports at the desk: check, internal draft, release. CLI and workbench call these.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "desk/desk.h"
#include "release/release.h"
#include "report/compile.h"
#include "report/diagnostic.h"

namespace kotobune::desk {

struct Checked {
  std::vector<report::Diagnostic> diagnostics;
  std::string rendered;  // in the manner of a compiler
  std::size_t errors = 0;
  std::size_t warnings = 0;
};

// What a person sees while she writes: the findings of a release, and the prose of a draft with its
// open points marked. The scope opens the document: the member's own.
struct Preview {
  Checked checked;
  disclosure::Disclosed<report::Document> document;
  disclosure::Scope scope;
};

struct Draft {
  Checked checked;
  Bytes docx;        // with the banner on each page; for the member's own eyes
  std::string html;
};

// with_pdf: printed by LibreOffice. Errors besides: pdf_program_missing, pdf_failed.
enum class ReleaseForms : std::uint8_t { word_and_page, with_pdf };

struct ReleasedReport {
  std::string folder;
  std::string disclosure_id;
  std::vector<std::string> files;
};

// Keeps every cited part as a `fragment` record, once: what a build rests on can be found again
// when a better text of the exhibit is made. Gives the record id of each.
Result<std::map<report::CitedFragment, std::string>> pin_fragments(
    Desk& desk, const std::set<report::CitedFragment>& cited);

// The title in the front matter; "report" where there is none.
std::string title_of(const std::string& source);

Result<Checked> check_report(Desk& desk, const std::string& name, const std::string& source);
Result<Preview> preview_report(Desk& desk, const std::string& name, const std::string& source);
// Day and words of each ask that names one: "2027-03", "to defence-ministry". For lists of dates.
std::vector<std::pair<std::string, std::string>> asks_of(const std::string& source);
Result<Draft> build_draft(Desk& desk, const std::string& name, const std::string& source);
// Compiles as a release, writes the files into a new folder and the disclosure into the log.
// Errors: open_points, scan_incomplete, scan_hit, nobody_named, those of the disk.
Result<ReleasedReport> release_report(Desk& desk, const std::string& name,
                                      const std::string& source,
                                      const release::Recipients& recipients,
                                      const std::string& folder,
                                      ReleaseForms forms = ReleaseForms::word_and_page);

}  // namespace kotobune::desk
