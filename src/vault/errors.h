// Refusals of the vault: what a case directory, its keys and its objects can do to us.
#pragma once

#include "base/result.h"

namespace kotobune::errors {

inline constexpr Code not_a_case{"E0601", ErrorClass::refused,
    "{path} is not a case: there is no case.json in it.",
    "Give the folder that was made by `kotobune case create`."};
inline constexpr Code case_too_new{"E0602", ErrorClass::refused,
    "This case has format version {version}; this program reads version 1.",
    "Open it with a newer Kotobune. Nothing was changed."};
inline constexpr Code case_exists{"E0603", ErrorClass::refused,
    "There is something at {path} already.", "Choose an empty or new folder for the case."};
inline constexpr Code wrong_passphrase{"E0604", ErrorClass::refused,
                                       "This passphrase does not open the case.",
                                       "Try again; check the keyboard layout. If it is lost, use "
                                       "the recovery sheet: `kotobune case recover`."};
inline constexpr Code no_keystore{"E0605", ErrorClass::refused,
    "This computer holds no key to the case at {path}.",
    "Recover it with the sheet printed when the case was made: `kotobune case recover`."};
inline constexpr Code object_missing{"E0606", ErrorClass::integrity,
                                     "The object {object} is missing from the case.",
                                     "Copy it from another replica of the case; its name is its "
                                     "SHA-256, so any copy can be checked."};
inline constexpr Code object_altered{"E0607", ErrorClass::integrity,
    "The object {object} was altered: its bytes no longer match its name.",
    "Keep this copy as it is, fetch the object from another replica, and verify again."};
inline constexpr Code object_unreadable{"E0608", ErrorClass::integrity,
    "The object {object} does not hold what the log says ({why}).",
    "Verify the case; fetch the object from another replica."};
inline constexpr Code log_altered{"E0609", ErrorClass::integrity,
    "The log {log} does not verify: {why}.",
    "Do not write to this copy. Verify it, and compare it with another replica."};
inline constexpr Code recovery_code_wrong{"E0610", ErrorClass::refused,
    "This is not a recovery code of this case ({why}).",
    "Type it as printed, group by group; the last group is a checksum that finds a slip."};
inline constexpr Code sheet_not_confirmed{"E0611", ErrorClass::refused,
    "The recovery sheet of this case has not been confirmed yet.",
    "Print or copy the sheet, then type the group it asks for; until then nothing can be sealed."};
inline constexpr Code not_a_member{"E0612", ErrorClass::refused,
    "This computer's log may not write in {compartment}.",
    "Ask an administrator of the case for a grant."};
inline constexpr Code passphrase_too_short{"E0613", ErrorClass::refused,
    "The passphrase is shorter than 12 characters.",
    "Take four or five words that have nothing to do with each other."};
inline constexpr Code restored_copy{"E0614", ErrorClass::refused,
    "This copy of the case is older than what this computer signed last.",
    "Fetch the newer copy (or the missing files) first: writing here would fork the log."};

inline constexpr Code not_erasable{"E0615", ErrorClass::refused,
    "A record of kind {kind} is not erased ({id}).",
    "What was agreed to, decided or disclosed stays; erase the material it speaks of."};
inline constexpr Code record_not_found{"E0616", ErrorClass::refused,
    "There is no record {id} that this computer can read.",
    "It may be erased already, or lie in a compartment that is closed to you."};

}  // namespace kotobune::errors
