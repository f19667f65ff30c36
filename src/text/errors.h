// Refusals of the text room: what a person can mistype into a search box.
#pragma once

#include "base/result.h"

namespace kotobune::errors {

// {position} counts characters (code points) from 1, so that a page can point at the place.
inline constexpr Code query_empty{"E0301", ErrorClass::usage,
    "There is nothing to search for in this query.", "Type at least one word."};
inline constexpr Code query_quote_open{"E0302", ErrorClass::usage,
    "The quotation mark at character {position} is never closed.",
    "Add the closing quotation mark, or remove this one."};
inline constexpr Code query_bracket{"E0303", ErrorClass::usage,
                                    "The bracket at character {position} has no partner.",
                                    "Add the other bracket, or remove this one."};
inline constexpr Code query_or_alone{"E0304", ErrorClass::usage,
    "The OR at character {position} needs a word on both sides.",
    "Add the missing word; to search for the word \"OR\", put it in quotation marks."};
inline constexpr Code query_only_not{"E0305", ErrorClass::usage,
    "At character {position} the query only says what to leave out.",
    "Add a word that must be there."};
inline constexpr Code query_too_long{"E0306", ErrorClass::usage,
    "This query is longer than {limit} {unit}.", "Search for less at once."};
inline constexpr Code icu_failed{"E0307", ErrorClass::environment,
    "The library for languages (ICU) could not load its data ({why}).",
    "Install the package of ICU again; nothing was changed."};

}  // namespace kotobune::errors
