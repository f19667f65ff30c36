// Refusals of the crypt room. Their parameters never hold key material or a passphrase.
#pragma once

#include "base/result.h"

namespace kotobune::errors {

inline constexpr Code age_malformed{"E0101", ErrorClass::integrity,
    "This is not a well-formed age file: {why}.",
    "If it came out of a case, verify the case; another copy of the file may be sound."};
inline constexpr Code age_wrong_key{"E0102", ErrorClass::refused,
    "None of the keys at hand opens this file.",
    "Ask whoever holds the key, or check the passphrase; the file was left as it is."};
inline constexpr Code age_damaged{"E0103", ErrorClass::integrity,
    "The encrypted file is damaged or was altered: {why}.",
    "Fetch the file again from another copy of the case; keep this one aside for an expert."};
inline constexpr Code age_header_altered{"E0104", ErrorClass::integrity,
    "The header of this encrypted file was altered after it was written.",
    "Fetch the file again from another copy of the case; keep this one aside for an expert."};
inline constexpr Code age_unsupported{"E0105", ErrorClass::refused,
    "This encrypted file needs {what}, which Kotobune does not read.",
    "Open it with the age program itself and bring in what it holds."};
inline constexpr Code age_passphrase_cost{"E0106", ErrorClass::refused,
    "Opening this file would take a passphrase work factor of 2^{log_n}, more than we allow or "
    "this computer's memory holds.",
    "If you trust where it came from, open it with the age program on a larger computer."};
inline constexpr Code recipient_malformed{"E0107", ErrorClass::usage,
    "This is not the public half of an age key (age1...): {why}.",
    "Copy it again, whole; it is one word that begins with age1."};
inline constexpr Code identity_malformed{"E0108", ErrorClass::usage,
    "This is not the secret half of an age key (AGE-SECRET-KEY-1...): {why}.",
    "Copy it again, whole and in capitals, from the paper or file that holds it."};
inline constexpr Code age_recipient_count{"E0109", ErrorClass::refused,
    "A file cannot be encrypted to {count} recipients; from 1 to {limit} are possible.",
    "Name at least one key that may open it; join large groups under one shared key."};
inline constexpr Code age_needs_passphrase{"E0110", ErrorClass::refused,
    "This file is locked with a passphrase, not with a key.",
    "Open it with the passphrase it was made with."};

}  // namespace kotobune::errors
