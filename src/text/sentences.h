// Sentences, for checks that ask each sentence of a finding to cite.
#pragma once

#include <string_view>
#include <vector>

#include "base/result.h"
#include "text/highlight.h"

namespace kotobune::text {

// Ranges of bytes without the white space around; in order, not overlapping. Ends at . ! ? and at
// the Burmese ။ and Japanese 。; the Burmese ၊ is a comma and ends nothing. Known abbreviations
// (Mr., Dr., art.) end nothing in English, French and Spanish: give `language` as a BCP 47 tag.
// Thai has no sentence mark; a line of it is one sentence. Error: icu_failed.
Result<std::vector<ByteRange>> sentences(std::string_view text, std::string_view language = "en");

}  // namespace kotobune::text
