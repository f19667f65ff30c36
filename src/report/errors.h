// Refusals of the report room that are errors of the program or its surroundings. What is wrong
// with a report is never one of these: that is a Diagnostic.
#pragma once

#include "base/result.h"

namespace kotobune::errors {

inline constexpr Code zip_failed{
    "E1201", ErrorClass::environment, "The Word file could not be put together ({why}).",
    "Free some memory and build again; the report itself is unchanged."};
inline constexpr Code parser_failed{
    "E1202", ErrorClass::environment, "The text of the report could not be parsed ({why}).",
    "Free some memory and try again; the report itself is unchanged."};
inline constexpr Code docx_unreadable{"E1203", ErrorClass::refused,
                                      "This is not a Word file we can read ({why}).",
                                      "Build it again from the report."};
inline constexpr Code query_unknown{
    "E1204", ErrorClass::refused, "The case cannot answer \"{query}\" ({why}).",
    "Check the words of the query; docs/report-language.md lists what can be counted."};

}  // namespace kotobune::errors
