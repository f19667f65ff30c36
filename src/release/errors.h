// Refusals of the release room: why nothing left.
#pragma once

#include "base/result.h"

namespace kotobune::errors {

inline constexpr Code open_points{"E1301", ErrorClass::refused,
    "The report is not released: {count} points are open.",
    "Mend them (each says how), or build an internal draft, which stays in the case."};
inline constexpr Code scan_incomplete{
    "E1302", ErrorClass::refused,
    "The leak scan is incomplete here: this computer cannot read all identities the evidence rests "
    "on (PR-0).",
    "Release it on a computer that opens the closed circle of identities."};
inline constexpr Code scan_hit{"E1303", ErrorClass::refused,
    "A protected name of {code} stands in {file}, which would leave.",
    "Find where it comes from (a title, a caption, a file name) and take it out."};
inline constexpr Code nobody_named{"E1304", ErrorClass::usage,
                                   "It is not said who receives the release.",
                                   "Name the recipients: the record keeps who got what."};
inline constexpr Code nothing_allowed{"E1305", ErrorClass::refused,
    "No exhibit may leave for this purpose: no source agreed to it.",
    "See `kotobune consent show`, or choose another purpose."};

inline constexpr Code folder_not_empty{"E1306", ErrorClass::refused,
    "There is something in {path} already.",
    "Give a new folder: what was released once is not mixed with what is released now."};

inline constexpr Code bag_number_unsafe{"E1307", ErrorClass::refused,
    "{number} cannot be the name of a file in a bag.",
    "Numbers are letters, digits and dashes. Verify the case: a record may have been forged."};
inline constexpr Code bag_number_twice{"E1308", ErrorClass::refused,
    "Two exhibits are called {number} (capitals do not count).",
    "Put them into two bags: on many computers one would overwrite the other."};
inline constexpr Code bag_content_differs{"E1309", ErrorClass::integrity,
    "The content of {number} is not what its record says; the bag was taken back.",
    "Verify the case and fetch the object from another replica. The disclosure stays in the log."};

inline constexpr Code pdf_program_missing{"E1310", ErrorClass::environment,
    "PDF files are made with {program}, which is not installed here.",
    "Install it (Debian: apt install {package}), or release without PDF; DOCX and HTML need "
    "nothing."};
inline constexpr Code pdf_failed{"E1311", ErrorClass::environment,
    "{program} made no PDF ({why}).",
    "Try again; if it fails again, release without PDF and print the DOCX."};

inline constexpr Code nothing_told{"E1313", ErrorClass::refused,
    "Nothing of type {type} may leave for this use; nothing was written.",
    "See what sources agreed to with `kotobune consent show`, or choose another use."};
inline constexpr Code not_all_opened{"E1314", ErrorClass::refused,
    "This computer does not open everything ({compartment}), so it cannot copy everything.",
    "Make the copy on a computer that does, or export for an audience."};

}  // namespace kotobune::errors
