// Refusals of the command line.
#pragma once

#include "base/result.h"

namespace kotobune::errors {

inline constexpr Code unknown_command{"E1501", ErrorClass::usage,
    "There is no command `{command}`.", "See `kotobune --help`."};
inline constexpr Code unknown_option{"E1502", ErrorClass::usage,
    "The command does not know {option}.", "Put --help behind the command to see its options."};
inline constexpr Code missing_argument{"E1503", ErrorClass::usage,
    "{argument} is missing.", "Put --help behind the command to see how it is written."};
inline constexpr Code no_case_named{"E1504", ErrorClass::usage,
    "No case is named.", "Put `-C FOLDER` before the command, or set KOTOBUNE_CASE."};
inline constexpr Code no_passphrase{"E1505", ErrorClass::usage,
    "No passphrase was given.",
    "Type it at the prompt, or name a file that holds it in KOTOBUNE_PASSPHRASE_FILE."};
inline constexpr Code passphrases_differ{"E1506", ErrorClass::usage,
    "The two passphrases differ.", "Type the same one twice."};
inline constexpr Code bad_value{"E1507", ErrorClass::usage,
    "{value} is not a value for {option}.", "{allowed}"};

inline constexpr Code batch_line{"E1508", ErrorClass::usage,
    "Line {line} of the batch is not a command: {why}.",
    "Write one command a line as a JSON array of words, as in [\"exhibit\", \"list\"]."};
inline constexpr Code batch_stopped{"E1509", ErrorClass::refused,
    "Line {line} of the batch was refused; the lines behind it were not done.",
    "Its answer says why. Mend it and give the batch from that line on."};

}  // namespace kotobune::errors
