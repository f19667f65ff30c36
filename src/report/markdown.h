// The door to cmark-gfm: masked text in, blocks with pieces out.
#pragma once

#include "base/result.h"
#include "report/tree.h"

namespace kotobune::report {

// Fills tree.blocks and tree.footnotes from `masked`, which has the same offsets as `source`.
// Raw HTML and pictures are diagnostics; tables wider than 64 columns and nesting over 16 as well.
Status read_markdown(const SourceText& source, const std::string& masked, Tree& tree,
                     Diagnostics& diagnostics);

}  // namespace kotobune::report
