// The instruments a claim may rest on: treaties, declarations, custom, national law. What an
// article is called, what must be shown for it, and which State is bound since when, is data with
// its source; the compiler refuses a claim under a treaty that did not bind the State on the day of
// the facts (NO-1).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "pack/parts.h"

namespace kotobune::pack {

// treaty: binds those who joined. protocol: a treaty by which a complaint procedure is accepted or
// another treaty is added to. universal: declarations and custom, cited towards every State.
enum class NormKind : std::uint8_t { treaty, protocol, universal, national };

struct Article {
  std::string id;  // "9", "14.3g": paragraph after a point, letter last
  Labels label;
  std::vector<std::string> elements;  // what has to be shown, in English
};

struct Party {
  std::string state;                      // ISO 3166-1 alpha-2
  bool bound = true;                      // false: known not to be a party
  std::string since;                      // in force for it, EDTF; "" where not looked up
  std::vector<std::string> reservations;  // articles; "*" for one on the whole
};

// norms/<id>.toml
struct Norm {
  std::string id;                  // "ICCPR"
  NormKind kind = NormKind::treaty;
  std::string state;               // of national law
  Labels label;
  std::vector<std::string> names;  // as texts call it, besides id and label
  std::vector<Article> articles;
  std::vector<Party> parties;      // those that were looked up; no word about the others
  std::string source;
  std::string checked_on;          // YYYY-MM-DD, or "never"
  std::string file;
  std::uint32_t line = 0;

  const Article* find(std::string_view article) const;
  // The nearest that is listed: "14.3g" falls back on "14". nullptr where none is.
  const Article* covering(std::string_view article) const;
  const Party* party(std::string_view code) const;
};

}  // namespace kotobune::pack
