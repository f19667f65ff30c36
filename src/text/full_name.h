// Full names: one person's name in its scripts and spellings, compared with another's.
//
// The same name is not the same person: two women called Nwe Ni live in one village. What is
// answered here is whether two names can be one, for grouping what sources say (record/value.h,
// Knowledge::same_name) and for finding candidates; who is who is decided by a person.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/answer.h"
#include "base/result.h"

namespace kotobune::text {

// Keys under which a name is filed, sorted, each once: "=" and its letters for each spelling, "~"
// and its sound (name_key of names.h) where that has five letters. Two names that share a key are
// candidates. Names without a letter have none. Error: icu_failed.
Result<std::vector<std::string>> full_name_keys(const std::vector<std::string>& spellings);

// yes      a spelling of one is a spelling of the other: the same letters, but for case, accents,
//          spaces and hyphens;
// unknown  one is found in the other as NameMatcher finds names: by its sound, with initials,
//          without an honorific, with the words exchanged, as a part; or they have no script in
//          common and nothing can be said;
// no       none of this, though both are written in one script.
// Error: icu_failed.
Result<Answer> same_full_name(const std::vector<std::string>& a,
                              const std::vector<std::string>& b);

// ISO 15924 code of the script most of its letters are in; "Zyyy" where it has none.
std::string script_of_name(std::string_view name);

}  // namespace kotobune::text
