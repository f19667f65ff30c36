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
    "Check the spelling; docs/packs.md lists the keys."};
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
inline constexpr Code pack_translation_wrong{"E0811", ErrorClass::refused,
    "{file}, line {line}: this is not the .po of a pack ({why}).",
    "Mend that line; a .po holds msgctxt, msgid and msgstr, each in quotes."};
inline constexpr Code pack_base_missing{"E0812", ErrorClass::refused,
    "The pack extends \"{base}\", and no such pack is at hand.",
    "Put the folder of that pack beside this one, or bring it into the case first."};
inline constexpr Code pack_would_lose{"E0813", ErrorClass::refused,
    "The newer pack no longer has what this case uses: {names}.",
    "Put it back with retired = true: old statements keep their meaning, new ones cannot use it."};
inline constexpr Code pack_protects_less{"E0814", ErrorClass::refused,
    "The newer pack protects less than the one in force: {names}.",
    "Ask who decided that; then say --accept-lower, and the log keeps that you did."};
inline constexpr Code pack_not_newer{"E0815", ErrorClass::refused,
    "The pack {name} is already in force in version {version}.",
    "Nothing has to be done. A changed pack needs a version of its own."};
inline constexpr Code thesaurus_malformed{"E0816", ErrorClass::refused,
    "Line {line} of the dump cannot be read ({why}).",
    "Give the SQL dump of the tables mt_vocab, mt_vocab_number and mt_vocab_l10n, unchanged."};
inline constexpr Code pack_unknown{"E0817", ErrorClass::refused,
    "There is no pack called {name} beside this program or in this case.",
    "kotobune pack list names those there are."};
inline constexpr Code pack_clash{"E0818", ErrorClass::refused,
    "Two packs define \"{name}\".",
    "Give it another id in one of them; a pack may add to a type of another with extend = true."};

}  // namespace kotobune::errors
