// Refusals of the record room: a line that is not a record, a control record that may not be.
#pragma once

#include "base/result.h"

namespace kotobune::errors {

inline constexpr Code record_malformed{"E0501", ErrorClass::integrity,
    "A line of the case is not a record: {why}.",
    "Run `kotobune case verify`; it names the object that holds the line."};
inline constexpr Code record_too_new{"E0502", ErrorClass::refused,
    "The case holds a record of kind {kind} that this version does not know and must not ignore.",
    "Open the case with a newer Kotobune; until then it can be read here but not written to."};
inline constexpr Code record_too_large{"E0503", ErrorClass::refused,
    "This entry is larger than the 1 MiB that one record may hold.",
    "Seal the long text as an exhibit of its own and cite it."};
inline constexpr Code genesis_missing{"E0504", ErrorClass::integrity,
    "The case does not begin with its founding record.",
    "Get a complete copy of the case; verify it before you use it."};

}  // namespace kotobune::errors
