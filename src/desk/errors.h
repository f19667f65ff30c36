// Refusals of the desk: what a person asked for that cannot be.
#pragma once

#include "base/result.h"

namespace kotobune::errors {

inline constexpr Code source_unknown{"E1601", ErrorClass::refused,
    "There is no source {code} in this case.", "See `kotobune source list`, or add her first."};
inline constexpr Code source_exists{"E1602", ErrorClass::refused,
    "There is a source {code} already.", "Take another code, or leave it out: the next free one is given."};
inline constexpr Code purpose_unknown{"E1603", ErrorClass::usage,
    "{purpose} is no purpose of consent.", "Purposes are P1 to P14; see `kotobune consent give --help`."};
inline constexpr Code exhibit_not_here{"E1604", ErrorClass::refused,
    "There is no exhibit {number} in this case.", "See `kotobune exhibit list`."};
inline constexpr Code type_unknown{"E1605", ErrorClass::refused,
    "The practice pack knows no {what}.", "See the types of the pack, or add it to a pack of your own."};
inline constexpr Code draft_unknown{"E1606", ErrorClass::refused,
    "There is no draft {draft} in this case.", "Save one with `kotobune report save`, or write it in the workbench."};
inline constexpr Code packs_missing{"E1607", ErrorClass::environment,
    "The practice packs are not at {path}.", "Start the program from its folder, or set KOTOBUNE_PACKS."};

}  // namespace kotobune::errors
