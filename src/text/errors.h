// Refusals of the text room: what a person can mistype into a search box, and wordings of dates
// that say less than one date, or more.
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
inline constexpr Code date_not_understood{"E0308", ErrorClass::refused,
    "We cannot read a date out of these words ({why}).",
    "Keep the words and give the date, or the first and the last day it may be."};
inline constexpr Code date_ambiguous{"E0309", ErrorClass::refused,
    "These words can mean {first} or {second}.",
    "Ask the person who said it, and choose one; the words are kept beside it."};
inline constexpr Code date_impossible{"E0310", ErrorClass::refused,
    "There is no such day in that calendar.",
    "Compare with the original; if it says so, keep the words and give the days it may be."};
inline constexpr Code date_outside_range{"E0311", ErrorClass::refused,
    "That year lies outside what we can convert from the {calendar} calendar.",
    "Keep the words and give the first and the last day it may be."};

}  // namespace kotobune::errors
