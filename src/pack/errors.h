// Refusals of the pack room. A pack decides what is protected and what may leave, so a pack that
// is not understood to the last key is refused whole: a misspelt "sensitivity" must not pass.
#pragma once

#include "base/result.h"

namespace kotobune::errors {

inline constexpr Code pack_malformed{"E0801", ErrorClass::refused,
    "{file}, line {line}: this is not the TOML of a pack ({why}).",
    "Mend that line and load the pack again."};
inline constexpr Code pack_key_unknown{"E0802", ErrorClass::refused,
    "{file}, line {line}: a pack has no key \"{key}\" here.",
    "Check the spelling; docs/architecture.md, chapter pack, lists the keys."};
inline constexpr Code pack_key_missing{"E0803", ErrorClass::refused,
    "{file}, line {line}: the key \"{key}\" is missing.",
    "Add it and load the pack again."};
inline constexpr Code pack_value_wrong{"E0804", ErrorClass::refused,
    "{file}, line {line}: \"{key}\" cannot be \"{value}\"; it must be {wanted}.",
    "Change the value and load the pack again."};
inline constexpr Code pack_name_twice{"E0805", ErrorClass::refused,
    "{file}, line {line}: \"{name}\" is defined a second time.",
    "Give each one its own name; a name that means two things means nothing."};
inline constexpr Code pack_name_unknown{"E0806", ErrorClass::refused,
    "{file}, line {line}: \"{name}\" is used but never defined.",
    "Define it in the pack, or correct the spelling."};
inline constexpr Code pack_circle{"E0807", ErrorClass::refused,
    "{file}, line {line}: \"{name}\" lies under itself.",
    "Break the circle of parents and load the pack again."};
inline constexpr Code pack_file_missing{"E0808", ErrorClass::refused,
    "The pack has no file {file}.",
    "Copy the whole folder of the pack, with its sub-folders."};
inline constexpr Code pack_too_large{"E0809", ErrorClass::refused,
    "The pack is larger than its limit ({limit}).",
    "A pack is a few small text files; check that the right folder was given."};
inline constexpr Code pack_bundle_malformed{"E0810", ErrorClass::integrity,
    "The sealed copy of the pack cannot be read ({why}).",
    "Verify the case; then take the pack from another copy of it."};

}  // namespace kotobune::errors
