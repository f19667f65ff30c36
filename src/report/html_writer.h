// One HTML file that needs nothing else: no scripts, nothing fetched, print style included,
// headings and tables marked up for readers that speak, every passage of another script with its
// language.
#pragma once

#include <string>

#include "disclosure/disclosed.h"
#include "report/document.h"

namespace kotobune::report {

std::string write_html(const disclosure::Disclosed<Document>& document,
                       const disclosure::Scope& scope);

}  // namespace kotobune::report
