// Refusals of the evidence room: why a file was not sealed. The others of a folder still are.
#pragma once

#include "base/result.h"

namespace kotobune::errors {

inline constexpr Code empty_file{"E0701", ErrorClass::refused, "{path} is empty (0 bytes).",
                                 "An empty original cannot be told from a failed copy: copy it "
                                 "again from where it came, then seal it."};
inline constexpr Code changed_while_sealed{"E0702", ErrorClass::refused,
    "{path} changed while it was being read; it was not sealed.",
    "Close the program that writes it, then seal it again."};
inline constexpr Code symbolic_link{"E0703", ErrorClass::refused,
    "{path} is a link to another place; links are not sealed.",
    "Give the file it points to."};
inline constexpr Code special_file{"E0704", ErrorClass::refused,
    "{path} is a device or a pipe, not a file.", "Only files are sealed."};
inline constexpr Code nothing_to_seal{"E0705", ErrorClass::refused,
    "There is no file to seal at {path}.", "Give a file, or a folder with files in it."};
inline constexpr Code case_inside{"E0708", ErrorClass::refused,
    "{path} is the case itself; it is not sealed into itself.",
    "Keep the case outside the folders that you seal."};
inline constexpr Code sealing_busy{"E0709", ErrorClass::refused,
    "Another sealing is going on in this case.", "Wait until it has ended, then start this one."};
inline constexpr Code exhibit_unknown{"E0706", ErrorClass::refused,
    "There is no exhibit {number} in this case.", "See `kotobune exhibit list`."};
inline constexpr Code content_altered{"E0707", ErrorClass::integrity,
    "The content of {number} is not what was sealed: its SHA-256 differs.",
    "Keep this copy; fetch the object from another replica and verify again."};

}  // namespace kotobune::errors
