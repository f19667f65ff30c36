// Normal forms. Originals are never normalized; keys, tokens and comparisons are.
#pragma once

#include <string>
#include <string_view>

namespace kotobune::text {

// NFC of a text; bytes that are not UTF-8 become U+FFFD.
std::string nfc(std::string_view text);

// The search form of a text: what tokenize() folds, with everything else (spaces, punctuation)
// kept in place. Two spellings that a searcher would call the same give the same fold.
std::string fold(std::string_view text);

}  // namespace kotobune::text
