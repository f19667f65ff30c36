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
// `why` names a key and what it must be, never the value: that may be a protected name.
inline constexpr Code value_malformed{"E0505", ErrorClass::refused,
    "This value cannot be kept: {why}.",
    "Correct that part; nothing was recorded."};
inline constexpr Code units_differ{"E0506", ErrorClass::refused,
    "Numbers of {first} and of {second} are not added together.",
    "Count each for itself; people, households and acts are different things."};
inline constexpr Code number_too_large{"E0507", ErrorClass::refused,
    "This number has more than 18 digits.", "Check the numbers that were added."};
inline constexpr Code place_too_fine{"E0508", ErrorClass::refused,
    "No place as coarse as a {precision} is known above this one, so it is not told at all.",
    "Enter the township, district or country it lies in; then it can be told as that."};
inline constexpr Code gazetteer_order{"E0509", ErrorClass::refused,
    "The place {id} stands twice, or lies in a place that is missing or no larger than itself.",
    "Correct where it lies: a village lies in a township, never the other way round."};

}  // namespace kotobune::errors
