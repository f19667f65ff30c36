// Refusals of the readers of foreign files. That a file has no text is no refusal: see extract.h.
#pragma once

#include "base/result.h"

namespace kotobune::errors {

inline constexpr Code reader_failed{"E1101", ErrorClass::refused,
    "The text of this {kind} could not be read ({why}).",
    "The sealed original is untouched; open it by hand, or try again on another computer."};
inline constexpr Code original_too_large{"E1102", ErrorClass::refused,
    "This {kind} is larger than the {limit} bytes from which text is drawn.",
    "It is sealed as it is; draw the text out with another program and seal that as a derivative."};

}  // namespace kotobune::errors
