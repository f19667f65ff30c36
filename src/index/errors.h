// Refusals of the index room.
#pragma once

#include "base/result.h"

namespace kotobune::errors {

inline constexpr Code index_record_unreadable{"E1001", ErrorClass::integrity,
    "Record {index} of log {log} cannot be read, so the index stops before it.",
    "Verify the case; the record itself was left as it is."};
inline constexpr Code text_of_erased{"E1002", ErrorClass::refused,
    "The text belongs to an exhibit that was erased.", "Nothing was indexed; leave it out."};
inline constexpr Code no_such_exhibit{"E1003", ErrorClass::refused,
    "There is no exhibit {number} here.", "Check the number; it is written like MS-0007."};
inline constexpr Code no_such_source{"E1004", ErrorClass::refused,
    "There is no source {code} here.", "Check the code; it is written like W-03."};
inline constexpr Code question_malformed{"E1005", ErrorClass::refused,
    "The question is not understood near \"{word}\" ({why}).",
    "Write it like: count victims where act.type under killing"};
inline constexpr Code text_too_long{"E1006", ErrorClass::refused,
    "The text of one exhibit is larger than {limit} bytes.",
    "Index the parts one by one; the sealed text is untouched."};
inline constexpr Code no_such_entity{"E1007", ErrorClass::refused,
    "Nothing is recorded under {id}.", "Follow a link of the record, or search for it."};

}  // namespace kotobune::errors
