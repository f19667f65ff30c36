// Refusals of the db room: what an encrypted database can do to us.
#pragma once

#include "base/result.h"

namespace kotobune::db::errors {

inline constexpr Code database_wrong_key{"E0201", ErrorClass::refused,
    "The key does not open the database {path}.",
    "If the index was rebuilt elsewhere, rebuild it here; the case itself is untouched."};
inline constexpr Code database_damaged{"E0202", ErrorClass::integrity,
    "The database {path} was altered or is damaged ({why}).",
    "An index can be rebuilt from the case. Of an outbox keep a copy before anything else."};
inline constexpr Code database_busy{"E0203", ErrorClass::environment,
    "The database {path} is being written by another task.", "Wait a moment and do it again."};
inline constexpr Code query_wrong{"E0204", ErrorClass::refused,
    "The query is not valid: {why}", "Mend the query; nothing was changed."};
inline constexpr Code query_forbidden{"E0205", ErrorClass::refused,
    "The query asks for something it may not see or do.",
    "Use only the views that the pack documentation names."};
inline constexpr Code query_too_long{"E0206", ErrorClass::refused,
    "The query was stopped after {limit}.", "Ask for less, or narrow it by a date or a place."};
inline constexpr Code constraint_broken{"E0207", ErrorClass::refused,
    "The database already holds that, or lacks what it refers to ({why}).",
    "Nothing was changed. Open the case again; if it stays, rebuild the index."};
inline constexpr Code value_too_large{"E0208", ErrorClass::refused,
    "A value or a query is larger than the database takes.", "Use a smaller one."};
inline constexpr Code database_failed{"E0209", ErrorClass::environment,
    "The database {path} could not go on ({why}).",
    "Close other programs to free memory and do it again; nothing acknowledged is lost."};

}  // namespace kotobune::db::errors
