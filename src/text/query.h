// What a person types into the search box -> what FTS5 understands.
//
//   school soldiers       both words
//   "in the classrooms"   the words in this order
//   soldiers -police      soldiers, but not police; also -"a phrase" and -(a b)
//   army OR police camp   OR joins its two neighbours: (army or police) and camp
//   (a b) OR c            brackets, where that is not meant
//   soldier*              any word that begins so (without spaces a part is found anyway)
//
// Words with nothing to search for (a lone dash) are passed over. Nothing of the typed text reaches
// FTS5 outside quotation marks, so its own operators and column filters stay out of reach.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace kotobune::text {

inline constexpr std::size_t query_bytes = 4096;
inline constexpr std::size_t query_terms = 64;
inline constexpr std::size_t query_depth = 16;

// A term that must or may be there, as the tokenizer sees it (for highlights).
struct QueryPhrase {
  std::vector<std::string> tokens;
  bool prefix = false;  // the last token matches what begins with it
};

struct Query {
  std::string match;                  // for `... MATCH ?` on a table with our tokenizer
  std::vector<QueryPhrase> positive;  // without what stands behind a minus
};

// Errors: query_empty, query_quote_open, query_bracket, query_or_alone, query_only_not,
// query_too_long; those that have a place carry {position}, in characters from 1.
Result<Query> parse_query(std::string_view typed);

}  // namespace kotobune::text
