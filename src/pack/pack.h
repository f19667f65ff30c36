// Pack: a folder of declarative files that teaches the engine a practice. Everything a lawyer could
// argue about - types, words, what an addressee accepts - is data here and never C++. docs/packs.md
// is the specification; this header follows it.
//
//   pack.toml            name, version, languages, own licence, what it extends
//   types.toml           [[type]] with [[type.property]]: value, how many, how protected
//   vocab/<id>.toml      [vocabulary] and [[term]]: code, parent, labels, HURIDOCS mapping
//   profiles/<id>.toml   what an addressee accepts; with source, checked_on, confidence
//   norms/<id>.toml      what a claim may rest on, and whom it binds; see pack/norms.h
//   views/ checks/ forms/ pages.toml templates/ lessons/    see pack/parts.h
//   i18n/<language>.po   gettext: every label and help text in that language
//
// Invariants of a loaded Pack (parse() and load() return no other):
//   P1  every id is unique within its list; every type, vocabulary and term named is defined;
//   P2  every label exists in every language pack.toml promises;
//   P3  a term never lies under itself;
//   P4  a profile says where its numbers come from and when they were looked up.
// Unknown keys are refused: a misspelt `sensitivity` must not silently protect nothing. A pack that
// a newer program sealed in the case is read another way (Reading::sealed): what this program does
// not know of it is passed over, and counts as S4.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/world.h"
#include "pack/norms.h"
#include "pack/parts.h"

namespace kotobune::pack {

// strict: somebody's folder, understood to the last key or refused. sealed: the copy in a case.
enum class Reading { strict, sealed };

enum class ValueType { text, term, entity, date, place, number, name, fragment, boolean, url };
enum class HowMany { single, many };
std::optional<ValueType> parse_value_type(std::string_view word);
std::string_view word_of(ValueType type);

// A date by which something must be done. The three name properties of the same type; "" for none.
struct Deadline {
  std::string closed_by;  // done once this one has a value
  std::string owner;      // who sees to it
  std::string remind;     // a date on which to say so before
};

// Stating this property of an entity puts the exhibits that the entity names under a lock, at once:
// what a rule forbids by itself must not wait for somebody to remember it.
struct DefaultLock {
  std::string term;   // "<vocabulary>/<code>": of a term that says what lock it is
  std::string items;  // property of the same type that points at the exhibits
  std::string says;   // property of the same type that then holds the term; "" for none
};

struct Property {
  std::string id;
  ValueType value = ValueType::text;
  HowMany how_many = HowMany::single;  // single: two values from two sources are a dispute
  bool required = false;
  int sensitivity = 1;                 // 0-4: S0 public .. S4 sealed
  std::string compartment;             // "" = that of the entity; "identities" for who someone is
  std::string vocabulary;              // value term
  std::vector<std::string> targets;    // value entity: the types it may point to
  std::vector<std::string> counts;     // value number: the counting units it may have
  std::string unit;                    // value number: the measure it is in, or ""
  bool retired = false;                // old statements keep it, new ones cannot use it
  std::optional<Deadline> deadline;    // value date: it stands in the list of tasks
  std::optional<DefaultLock> locks;
  std::string huridocs;                // field number of the Events Standard Formats, or ""
  Labels label;
  Labels help;                         // a sentence for who fills it in; may be empty
  std::uint32_t line = 0;
};

struct Type {
  std::string id;
  int sensitivity = 1;                 // floor for its properties
  bool extends = false;                // adds properties to this type of the pack it extends
  bool retired = false;
  std::string huridocs;
  Labels label;
  Labels help;
  std::string file;
  std::uint32_t line = 0;
  std::vector<Property> properties;
  const Property* find(std::string_view property) const;
};

struct Term {
  std::string id;        // what records hold; never renamed, never reused
  std::string parent;    // "" at the top
  std::string huridocs;  // code of the micro-thesaurus, or ""
  std::vector<std::string> aliases;  // other words a person may type for it
  bool retired = false;  // still valid in old records, no longer offered
  std::string pattern;   // how a number of this style is written: "甲{n}"; "" for none
  std::string lock;      // rule of a restriction (docs/format.md 4.4) that this term stands for
  std::vector<std::string> lock_allows;  // purposes that it leaves open
  bool unplaced = false; // of an ordered vocabulary: no step of the scale ("cannot be judged")
  Labels label;
  Labels note;           // scope note; may be empty
  std::uint32_t line = 0;
};

struct Vocabulary {
  std::string id;
  std::string huridocs;  // number of the micro-thesaurus, "MT4", or ""
  std::string source;    // where the terms come from
  bool ordered = false;  // its terms are steps of a scale, in the order they stand in
  Labels label;
  std::string file;
  std::uint32_t line = 0;
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
  bool reviewed = false;               // a second person agreed to what it cites
  bool approved = false;               // a second person agreed to this version of the text
  std::string standard;                // lowest standard of proof, or ""
  std::string font;
  std::optional<std::int64_t> font_size_pt;
  // Who may submit: "general", "special", "roster" (consultative status); empty = anybody. The word
  // limit may hang on it.
  std::vector<std::string> status;
  std::map<std::string, std::int64_t> words_by_status;
  std::optional<std::int64_t>
      page_limit;  // pages cannot be counted before print: told, not checked
  bool limit_warns = false;                // of an oral statement: it is cut off, not sent back
  bool joint = false;                      // several submitters, named at the head
  bool one_body = false;                   // bars what is pending before another body
  bool rests_on_norms = false;             // every finding names the norm it is about
  bool translations_certified = false;     // foreign exhibits come with a certified translation
  std::string procedure;                   // the norm by which a State accepts it: "ICCPR-OP1"
  std::optional<std::int64_t> within_months;  // after domestic remedies are exhausted
  std::vector<std::string> needs;          // fields that must be filled: "victim", "remedies"
  std::vector<std::string> wants;          // fields that should be: "keywords"
  std::vector<std::string> forbidden;      // words the addressee takes amiss
  std::string deadline;                    // its rule in words; the day stands in the report's head
  std::string source;
  std::string checked_on;              // YYYY-MM-DD, or "never" (then always stale)
  Confidence confidence = Confidence::unknown;
  std::string file;
  std::uint32_t line = 0;
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
  std::vector<std::string> partial;    // languages of which there is something, not all
  std::vector<std::string> harmless;   // keys an older program may pass over without protecting
  std::string extends;                 // name of the pack this one adds to, or ""
  std::string licence;
  Labels label;
  std::vector<Type> types;
  std::vector<Vocabulary> vocabularies;
  std::vector<Profile> profiles;
  std::vector<Norm> norms;
  std::vector<View> views;
  std::vector<Check> checks;
  std::vector<Form> forms;
  std::vector<Page> pages;
  std::vector<Prose> templates;
  std::vector<Prose> lessons;

  const Type* find_type(std::string_view id) const;
  const Property* find_property(std::string_view type, std::string_view property) const;
  const Vocabulary* find_vocabulary(std::string_view id) const;
  const Profile* find_profile(std::string_view id) const;
  const Norm* find_norm(std::string_view id) const;
  // is_under of that vocabulary; false where it is unknown.
  bool is_under(std::string_view vocabulary, std::string_view term,
                std::string_view ancestor) const;
  // The level of a value: the higher one of its type and its property. Unknown property: 4, since
  // what we do not know may be the worst.
  int sensitivity_of(std::string_view type, std::string_view property) const;
};

// Reads the folder of a pack. Errors: pack_too_large, not_utf8, those of the disk.
Result<Files> read_files(Disk& disk, const std::string& path);
// Something a person should look at; no reason to refuse.
struct Notice {
  std::string file;
  std::uint32_t line = 0;
  std::string text;
};
struct Checked {
  Pack pack;                  // to be used only where there are no faults
  std::vector<Error> faults;  // every one, by file and line
  std::vector<Notice> notices;
};
// `base`: the pack it extends, where it says so. Its names count as defined.
Checked check(const Files& files, const Pack* base = nullptr, Reading reading = Reading::strict);
// The first fault of check(). Errors: every pack_* of pack/errors.h, with file and line.
Result<Pack> parse(const Files& files, const Pack* base = nullptr,
                   Reading reading = Reading::strict);
// The folder, and beside it the folder of the pack it extends. The result is its own part only.
Result<Pack> load(Disk& disk, const std::string& path);
// Adds what `extension` has to `base`. Error: pack_clash for an id that both define.
Status merge(Pack& base, const Pack& extension);
// The name of the pack that these files say they extend, "" where there is none or it is unclear.
std::string extended_by(const Files& files);
std::string version_of(const Files& files);  // "" where it is unclear

// One byte string for the whole pack, the same for the same files: what a case seals and hashes.
std::string bundle(const Files& files);
// Error: pack_bundle_malformed.
Result<Files> unbundle(std::string_view bytes);

}  // namespace kotobune::pack
