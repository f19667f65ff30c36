// Corroboration: how many independent sources say the same of one property. Computed from who
// informed, through whose hands the material came and who is tied to whom; never declared.
//
// Two statements are dependent where they share an informant, the start of a custody chain, the
// original they came from (a repost is one source), or where their informants are tied (kin, same
// organization). Dependence is taken as transitive: of A-B and B-C, one source is left, not two.
// That counts too few rather than too many, and an overstated corroboration is what a court finds.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "record/value.h"

namespace kotobune::record {

// What one informant said, with what its independence is judged by.
struct Statement {
  std::string assertion;                // "<record id>/<n>"
  Value value;
  std::string informant;                // entity id of the source; "" where nobody is named
  std::vector<std::string> origins;     // digests or ids of the originals its bases come from
  std::vector<std::string> handed_by;   // who began the custody of each basis, as written
  std::vector<std::string> tied_to;     // informants hers is kin to, works for, travelled with
  std::string grade;                    // "B2": reliability of the source, credibility of the word
  bool document = false;                // a basis is a document and not a testimony
};

enum class Dependence : std::uint8_t { informant, origin, custody, relation };
const char* word(Dependence dependence);  // "the same informant"

struct Tie {
  std::size_t first = 0, second = 0;  // indexes into the statements
  Dependence why = Dependence::informant;
};

// How far a value is carried, weakest first (practice of commissions of inquiry, and Berkeley
// Protocol's caution about single sources).
enum class Strength : std::uint8_t { alleged, reported, reasonable_grounds, established };
const char* word(Strength strength);  // "reasonable grounds to believe"

struct Support {
  std::vector<std::size_t> statements;  // of one value, in the order given
  std::size_t independent = 0;          // sources left after dependence
  bool direct = false;                  // one of them is graded A or B with credibility 1 or 2
  bool has_document = false;
  Strength strength = Strength::alleged;
  std::string words;                    // "two independent sources, one of them a document"
};

struct Corroboration {
  std::vector<Support> values;  // one for each value that differs, in order of its first statement
  std::vector<Tie> ties;
  // Values that contradict each other: of a single property all of several values; of a property
  // that takes many none.
  bool disputed = false;
};

// `single`: the pack declares that the property has one value. Statements without a grade count as
// F6, which nobody has judged.
Corroboration corroborate(const std::vector<Statement>& statements, bool single,
                          const Knowledge& knowledge = {});

}  // namespace kotobune::record
