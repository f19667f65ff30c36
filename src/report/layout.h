// Tree -> document. Here, before any writer, everything the audience may not see is taken out:
// mentions become the identity agreed to, quotations the gate refused are withheld, and in a draft
// every protected name becomes its pseudonym.
#pragma once

#include <string>
#include <vector>

#include "report/build.h"
#include "report/document.h"

namespace kotobune::report {

enum class BuildKind { release, internal_draft };

struct Layout {
  Document document;
  // Number of an annex per exhibit, and alias per source, as printed; the disclosure record keeps
  // them.
  std::vector<std::string> annexes;                          // exhibit numbers, annex 1 first
  std::vector<std::pair<std::string, std::string>> aliases;  // {code, as printed}
  std::vector<disclosure::Decision> inside;  // what a draft draws on, in the member's scope
};

// `open_points`: the diagnostics a draft marks; empty for a release.
Layout lay_out(const Build& build, BuildKind kind, const std::vector<Diagnostic>& open_points);

}  // namespace kotobune::report
