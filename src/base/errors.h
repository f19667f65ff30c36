// Refusals of the base room: what a disk, a clock or a malformed text can do to us.
#pragma once

#include "base/result.h"

namespace kotobune::errors {

inline constexpr Code file_missing{"E0001", ErrorClass::environment,
    "There is no file or folder at {path}.", "Check the path; nothing was changed."};
inline constexpr Code file_exists{"E0002", ErrorClass::environment,
    "Something is already at {path}, and it differs.",
    "Choose another place; the file there was left as it is."};
inline constexpr Code disk_full{"E0003", ErrorClass::environment,
    "There is no room left on the disk that holds {path}.",
    "Free some space and do it again; everything acknowledged so far is safe."};
inline constexpr Code not_permitted{"E0004", ErrorClass::environment,
    "This computer does not let us read or write {path}.",
    "Check who owns the folder and whether it is read-only, then do it again."};
inline constexpr Code disk_failed{"E0005", ErrorClass::environment,
    "The disk reported an error at {path} ({why}).",
    "Copy the case to another disk before you go on; then verify it there."};
inline constexpr Code file_locked{"E0006", ErrorClass::environment,
    "{path} is in use by another window or program.",
    "Close the other one (or wait for it), then do it again."};
inline constexpr Code not_a_file{"E0007", ErrorClass::refused,
    "{path} is {kind}, not a file.", "Only files are sealed; give the file itself."};
inline constexpr Code too_large{"E0008", ErrorClass::refused,
    "{path} is larger than the {limit} bytes we read at once here.", "Use a smaller file."};
inline constexpr Code json_malformed{"E0009", ErrorClass::refused,
    "This is not the strict JSON of our format: {why} (at byte {offset}).",
    "If it came out of a case, verify the case; if it was typed, mend that place."};
inline constexpr Code not_utf8{"E0010", ErrorClass::refused,
    "This text is not UTF-8.", "Save it as UTF-8 and do it again."};
inline constexpr Code no_sandbox{"E0011", ErrorClass::environment,
    "This computer offers no sandbox, so foreign files are not opened here ({why}).",
    "The file is sealed unread; its text can be drawn out later on another computer."};
inline constexpr Code child_failed{"E0012", ErrorClass::environment,
    "The helper program {program} did not finish ({why}).",
    "Install it or check the file; the sealed original is untouched."};
inline constexpr Code no_terminal{"E0013", ErrorClass::environment,
    "There is no terminal to ask for the passphrase.",
    "Run the command in a terminal window, or give the passphrase on the standard input."};
inline constexpr Code prompt_cancelled{"E0014", ErrorClass::refused,
    "No passphrase was given.", "Do it again when you have it; nothing was changed."};

}  // namespace kotobune::errors
