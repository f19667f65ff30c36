// Word files (ECMA-376 transitional), written by us: real styles and headings, footnotes, header
// rows, numbered paragraphs, page numbers, a language and fitting fonts on every run. Same
// document, same bytes: fixed times and ids. Nothing in the metadata: no author, no dates, no
// application.
#pragma once

#include <string>

#include "base/bytes.h"
#include "base/result.h"
#include "disclosure/disclosed.h"
#include "report/document.h"

namespace kotobune::report {

Result<Bytes> write_docx(const disclosure::Disclosed<Document>& document,
                         const disclosure::Scope& scope);

}  // namespace kotobune::report
