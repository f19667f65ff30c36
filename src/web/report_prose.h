// The prose view: from the document the writers print to the blocks of the page.
#pragma once

#include <vector>

#include "report/document.h"
#include "web/views.h"

namespace kotobune::web {

// `document` was opened for the member who looks at it. Footnotes that cite an exhibit become links
// to it, so that a click on a claim leads to what carries it.
std::vector<ProseBlock> prose_of(const report::Document& document);

}  // namespace kotobune::web
