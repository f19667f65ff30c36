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
inline constexpr Code table_unreadable{"E1103", ErrorClass::refused,
    "This table could not be read: {why}.",
    "The sealed original is untouched. Save the table again as UTF-8 CSV or as XLSX and seal "
    "that."};

// A table brought into the record (desk/import.h).
inline constexpr Code import_mapping_wrong{"E1111", ErrorClass::usage,
    "This mapping cannot be followed: {why}.",
    "See docs/import.md for what a mapping says, mend it and check again."};
inline constexpr Code import_refused{"E1112", ErrorClass::refused,
    "{count} rows cannot be taken in as they are; nothing was recorded.",
    "See them with `kotobune import check`; mend table or mapping, or give --leave-out."};
inline constexpr Code import_unknown{"E1113", ErrorClass::refused,
    "There is no import {batch} that could be undone.",
    "See the number that `kotobune import run` gave; an import is undone once."};
inline constexpr Code cell_not_understood{"E1114", ErrorClass::refused,
    "The cell is not understood: {why}.", "Mend the table, or say more in the mapping."};

}  // namespace kotobune::errors
