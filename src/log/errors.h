// Refusals of the log room: what a log, a note or a proof can turn out to be.
#pragma once

#include "base/result.h"

namespace kotobune::log::errors {

inline constexpr Code proof_wrong{"E0401", ErrorClass::integrity,
    "The proof does not lead to the stated root ({why}).",
    "Do not rely on it; ask the sender for the proof again and compare the log's checkpoints."};
inline constexpr Code index_outside{"E0402", ErrorClass::refused,
    "The log has {size} entries; there is no {what} {asked} in it.",
    "Check the number, or fetch a newer state of the log."};
inline constexpr Code tile_damaged{"E0403", ErrorClass::integrity,
    "The log file {path} is not what the log's tree says it is ({why}).",
    "Keep the damaged file aside and fetch that file again from another copy of the case."};
inline constexpr Code note_malformed{"E0404", ErrorClass::refused,
    "This is not a signed note ({why}).",
    "Fetch it again; a note must not pass through a mail program or an editor."};
inline constexpr Code note_signature_wrong{"E0405", ErrorClass::integrity,
    "The signature of {name} under this note is wrong: the note was altered or forged.",
    "Do not rely on it; keep it as evidence and fetch the note again from another copy."};
inline constexpr Code note_unsigned{"E0406", ErrorClass::integrity,
    "None of the keys we trust has signed this note.",
    "Check that you have the verifier key of the right log."};
inline constexpr Code key_malformed{"E0407", ErrorClass::refused,
    "This is not a verifier key ({why}).",
    "Copy the whole line of the vkey file, with nothing before or after it."};
inline constexpr Code checkpoint_malformed{"E0408", ErrorClass::refused,
    "This signed note is not a checkpoint of our format ({why}).",
    "Use the checkpoint as the log published it."};
inline constexpr Code checkpoint_of_other_log{"E0409", ErrorClass::integrity,
    "The checkpoint belongs to the log {found}, not to {expected}.",
    "Look for the checkpoint of the right log; a swapped one proves nothing."};
inline constexpr Code root_differs{"E0410", ErrorClass::integrity,
    "The {size} entries held here do not have the root that the checkpoint states.",
    "Do not add to this copy; compare it with another copy of the case and verify both."};
inline constexpr Code proof_malformed{"E0411", ErrorClass::refused,
    "This is not a c2sp.org/tlog-proof@v1 file ({why}).",
    "Use the proof file as it was handed out."};
inline constexpr Code entry_too_large{"E0412", ErrorClass::refused,
    "A log entry holds at most 65535 bytes; this one has {size}.",
    "Log a digest of the data, not the data."};

}  // namespace kotobune::log::errors
