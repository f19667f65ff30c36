// Refusals of the disclosure room.
#pragma once

#include "base/result.h"

namespace kotobune::errors {

inline constexpr Code gate_refused{
    "E0901", ErrorClass::refused, "This may not be used here ({code}): {reason}.",
    "Leave it out, choose another audience, or ask the person and record the answer."};
inline constexpr Code nothing_decided{
    "E0902", ErrorClass::refused, "Nobody has been asked whether this may be shown.",
    "Name the sources and exhibits it draws on, so that their consent can be read."};

}  // namespace kotobune::errors
