// Pack: a folder of declarative files that teaches the engine a practice. Everything a lawyer could
// argue about - types, words, what an addressee accepts - is data here and never C++.
//
//   pack.toml            name, version, languages, own licence
//   types.toml           [[type]] with [[type.property]]: value, how many, how protected
//   vocab/<id>.toml      [vocabulary] and [[term]]: code, parent, labels, HURIDOCS mapping
//   profiles/<id>.toml   what an addressee accepts; with source, checked_on, confidence
//
// Invariants of a loaded Pack (checked by validate(); load() returns no other):
//   P1  every id is unique within its list; every type, vocabulary and term named is defined;
//   P2  every label exists in every language pack.toml promises;
//   P3  a term never lies under itself;
//   P4  a profile says where its numbers come from and when they were looked up.
// Unknown keys are refused: a misspelt `sensitivity` must not silently protect nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/world.h"

namespace kotobune::pack {

// A text in several languages, by BCP 47 tag.
class Labels {
 public:
  void set(std::string language, std::string text);
  bool has(std::string_view language) const;
  // The text in this language, else in English, else "".
  const std::string& in(std::string_view language) const;

 private:
  std::vector<std::pair<std::string, std::string>> texts_;
};

enum class ValueType { text, term, entity, date, place, number, name, fragment, boolean, url };
enum class HowMany { single, many };
std::optional<ValueType> parse_value_type(std::string_view word);
std::string_view word_of(ValueType type);

struct Property {
  std::string id;
  ValueType value = ValueType::text;
  HowMany how_many = HowMany::single;  // single: two values from two sources are a dispute
  bool required = false;
  int sensitivity = 1;                 // 0-4: S0 public .. S4 sealed
  std::string compartment;             // "" = that of the entity; "identities" for who someone is
  std::string vocabulary;              // value term
  std::vector<std::string> targets;    // value entity: the types it may point to
  std::string huridocs;                // field number of the Events Standard Formats, or ""
  Labels label;
};

struct Type {
  std::string id;
  int sensitivity = 1;                 // floor for its properties
  std::string huridocs;
  Labels label;
  std::vector<Property> properties;
  const Property* find(std::string_view property) const;
};

struct Term {
  std::string id;        // what records hold; never renamed, never reused
  std::string parent;    // "" at the top
  std::string huridocs;  // code of the micro-thesaurus, or ""
  std::vector<std::string> aliases;  // other words a person may type for it
  bool retired = false;  // still valid in old records, no longer offered
  Labels label;
  Labels note;           // scope note; may be empty
};

struct Vocabulary {
  std::string id;
  std::string huridocs;  // number of the micro-thesaurus, "MT4", or ""
  std::string source;    // where the terms come from
  Labels label;
  std::vector<Term> terms;
  const Term* find(std::string_view term) const;             // by id only
  const Term* find_spoken(std::string_view word) const;      // by id or alias
  // Is `term` the same as `ancestor` or below it? False where either is unknown.
  bool is_under(std::string_view term, std::string_view ancestor) const;
};

enum class FootnotesCount { yes, no, unknown };
enum class Confidence { verified, known, judged, unknown };  // of its numbers

struct Profile {
  std::string id;
  Labels label;
  std::string purpose;                 // P1..P14: the consent this output needs
  std::string audience;                // "public", "un", "press", ...
  std::vector<std::string> formats;    // accepted, best first: "docx", "html", "pdf"
  std::vector<std::string> languages;  // accepted; empty = any
  std::optional<std::int64_t> word_limit;
  FootnotesCount footnotes = FootnotesCount::unknown;
  bool strict = false;                 // every paragraph stands in a block
  bool numbered_paragraphs = false;
  bool numbered_pages = false;
  bool one_state = false;
  std::string standard;                // lowest standard of proof, or ""
  std::string font;
  std::optional<std::int64_t> font_size_pt;
  std::string source;
  std::string checked_on;              // YYYY-MM-DD, or "never" (then always stale)
  Confidence confidence = Confidence::unknown;
  // Are the numbers older than 180 days (TI-2)? `today` in days since 1970-01-01.
  bool is_stale(std::int64_t today) const;
};

// The files of a pack as they are sealed in a case: sorted by path, UTF-8.
struct File {
  std::string path;  // "vocab/act-type.toml"
  std::string text;
  bool operator==(const File&) const = default;
};
using Files = std::vector<File>;

struct Pack {
  std::string name;
  std::string version;
  std::vector<std::string> languages;  // every label is there in each of them
  std::string licence;
  Labels label;
  std::vector<Type> types;
  std::vector<Vocabulary> vocabularies;
  std::vector<Profile> profiles;

  const Type* find_type(std::string_view id) const;
  const Property* find_property(std::string_view type, std::string_view property) const;
  const Vocabulary* find_vocabulary(std::string_view id) const;
  const Profile* find_profile(std::string_view id) const;
  // is_under of that vocabulary; false where it is unknown.
  bool is_under(std::string_view vocabulary, std::string_view term,
                std::string_view ancestor) const;
  // The level of a value: the higher one of its type and its property. Unknown property: 4, since
  // what we do not know may be the worst.
  int sensitivity_of(std::string_view type, std::string_view property) const;
};

// Reads the folder of a pack. Errors: pack_too_large, not_utf8, those of the disk.
Result<Files> read_files(Disk& disk, const std::string& path);
// Errors: every pack_* of pack/errors.h, with file and line.
Result<Pack> parse(const Files& files);
Result<Pack> load(Disk& disk, const std::string& path);

// One byte string for the whole pack, the same for the same files: what a case seals and hashes.
std::string bundle(const Files& files);
// Error: pack_bundle_malformed.
Result<Files> unbundle(std::string_view bytes);

}  // namespace kotobune::pack
