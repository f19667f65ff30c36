// The report compiler. One call: source and case in, diagnostics and perhaps a document out.
//
// A release with an error gives no document. An internal draft always does: pseudonymous, every
// open point marked, a banner on each page. Same source, same case, same bytes.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "disclosure/disclosed.h"
#include "report/diagnostic.h"
#include "report/document.h"
#include "report/layout.h"
#include "report/material.h"

namespace kotobune::report {

struct Compiled {
  std::vector<Diagnostic> diagnostics;  // sorted by place
  std::optional<disclosure::Disclosed<Document>> document;
  disclosure::Scope scope;     // opens the document: the audience's, or the member's for a draft
  disclosure::Scope audience;  // whom the report is for, also in a draft
  DependsOn depends_on;
  std::vector<std::string> annexes;                          // exhibit numbers by annex, 1 first
  std::vector<std::pair<std::string, std::string>> aliases;  // {source code, as printed}
  std::string profile;

  bool releasable() const { return document.has_value() && count_errors(diagnostics) == 0; }
};

// Error: parser_failed, and what the writers report while the produced bytes are scanned.
Result<Compiled> compile(const SourceText& source, const Material& material, BuildKind kind);

}  // namespace kotobune::report
