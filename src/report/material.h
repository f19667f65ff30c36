// Material: the case as the compiler sees it. The index (or a test) implements it; the compiler
// asks and never reads a log. Every answer holds for one set of log heads, so that two builds
// agree.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "disclosure/gate.h"
#include "pack/norms.h"
#include "report/profile.h"
#include "report/token.h"

namespace kotobune::report {

enum class ExhibitState { sealed, damaged, unknown };  // unknown: announced, not on this device

struct ExhibitView {
  std::string number;  // "MS-0004"
  std::string id;      // id of its record
  std::string sha256;  // of the original
  std::string title;   // what the team calls it; "" where nobody named it; for drafts only
  std::string described_as;  // what a reader outside may know it as; "" where nobody said
  std::string mime;
  std::string source;  // code, "" where published or unrecorded
  ExhibitState state = ExhibitState::sealed;
  std::string language;  // BCP 47
  std::optional<int> pages;
  std::optional<std::int64_t> duration_ms;
  std::string custody_gap;             // "" where its custody has none
  bool verification_failed = false;    // an analysis of it says so
  bool translation_certified = false;
};

struct SourceView {
  std::string code;        // "W-03"
  std::string role_words;  // "a mother of two"; names nobody
  disclosure::Level level = disclosure::Level::s2;
  std::vector<std::string> relations;  // codes of sources she is kin to, works for, travels with
};

// Where a quotation was found in the exhibit's sealed text.
struct QuotePlace {
  std::optional<int> page;
  std::string derivative_sha256;
  std::string matched;  // as it stands there
  bool outdated = false;  // it stands only in a text that a better one has replaced since
};

// A cited part of an exhibit: what a `fragment` record keeps of it (docs/format.md). Either a page,
// with the words found there or without, or a span of time.
struct CitedFragment {
  std::string exhibit_id;
  std::string exhibit_sha256;
  std::string derivative_sha256;  // the sealed text the words were found in; "" without words
  int page = 0;                   // 1-based; 0: none
  std::int64_t begin_ms = -1;     // -1: no time
  std::int64_t end_ms = -1;
  std::string quote;              // as it stands there
  auto operator<=>(const CitedFragment&) const = default;
};

// What an evaluated text depends on, by record id or number; goes into the disclosure record.
struct DependsOn {
  std::set<std::string> exhibits;    // numbers
  std::set<std::string> sources;     // codes
  std::set<CitedFragment> fragments;
  std::set<std::string> assertions;  // <record id>/<n>
  std::set<std::string> locks;       // consent and restriction record ids
  void add(const DependsOn& other);
};

struct Evaluated {
  std::optional<std::int64_t> number;  // count
  std::vector<std::string> header;     // table or list
  std::vector<std::vector<std::string>> rows;
  std::string unit;              // "victims", "acts", "persons"
  std::optional<std::int64_t> at_most;  // where more may belong here
  bool touches_dispute = false;  // a value it rests on is in conflict or dispute
  bool policy_stated = false;    // the query says what to do about disputes
  std::int64_t uncertain = 0;    // things of which it is not known whether they belong here
  std::int64_t left_out = 0;     // statements whose sources said no to this use, or withdrew
  // Fields ("person.name") whose values would stand in the rows and are protected against readers
  // outside: then there are no rows.
  std::vector<std::string> withheld;
  DependsOn depends_on;
};

// A pair a reader may mix up: one killing act can have several victims, and the other way round.
struct CountPair {
  std::string what;  // "killing"
  std::int64_t acts = 0;
  std::int64_t victims = 0;
  std::string victims_query;  // "count victims where act.type under killing"
};

struct Ratification {
  bool binding = false;
  std::string since;  // ISO date, "" where not binding
};

// Another exhibit that says otherwise: both are bases of values that contradict each other, and
// nobody has settled which stands.
struct Contrary {
  std::string exhibit;  // number
  std::string about;    // the property, in plain words
};

// A place that may be told more coarsely only.
struct PlaceLimit {
  std::string name;
  std::string allowed;  // "district"
  std::string instead;  // the name of what may be told; "" where none is recorded
};

// A protected name in a text. `code` says whose it is without saying the name.
struct NameHit {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string code;
};

class Material {
 public:
  virtual ~Material() = default;

  virtual std::optional<Profile> profile(std::string_view name) const = 0;
  virtual std::vector<std::string> profile_names() const = 0;
  virtual std::string log_heads() const = 0;
  virtual std::string viewer() const = 0;  // the member who builds

  virtual std::optional<ExhibitView> exhibit(std::string_view number) const = 0;
  virtual std::vector<std::string> exhibit_numbers() const = 0;
  virtual std::optional<SourceView> source(std::string_view code) const = 0;
  virtual std::vector<std::string> source_codes() const = 0;

  // The quotation on that page, or anywhere where no page is given; by quote-norm/1, so white space
  // and the order of marks do not matter, letters do.
  virtual std::optional<QuotePlace> find_quote(const ExhibitView& exhibit, std::optional<int> page,
                                               std::string_view quote) const = 0;
  // Is there any text to look in? Without it a quotation cannot be checked.
  virtual bool has_text(const ExhibitView& exhibit) const = 0;

  virtual disclosure::Decision decide_exhibit(const ExhibitView& exhibit,
                                              const disclosure::Scope& scope,
                                              disclosure::Identity identity,
                                              disclosure::Modality modality) const = 0;
  virtual disclosure::Decision decide_source(const SourceView& source,
                                             const disclosure::Scope& scope,
                                             disclosure::Identity identity,
                                             disclosure::Modality modality) const = 0;
  // The real name, given only where the gate allowed `named` in that scope; "" otherwise.
  virtual std::string name_for(const SourceView& source,
                               const disclosure::Decision& named) const = 0;

  virtual Result<Evaluated> evaluate(std::string_view query,
                                     const disclosure::Scope& scope) const = 0;
  virtual std::vector<CountPair> count_pairs() const = 0;

  // Protected names, aliases and transliterations in a text, by place. Sorted, not overlapping.
  virtual std::vector<NameHit> scan_names(std::string_view text) const = 0;
  // False where a compartment with identities the evidence depends on is not open on this device:
  // the scan cannot know what it cannot read.
  virtual bool scan_complete() const = 0;

  // Four eyes, asked only where the profile demands them. A second person agreed to the exhibit or
  // to a statement that rests on it, and nobody doubts one that does.
  virtual bool exhibit_reviewed(const ExhibitView&) const { return false; }
  // Of these statements, how many no second person agreed to.
  virtual std::size_t count_unreviewed(const std::set<std::string>& assertions) const {
    return assertions.size();
  }
  // Who, beside its author, agreed to exactly this text; "" where nobody did.
  virtual std::string approver_of(std::string_view source_text) const {
    (void)source_text;
    return "";
  }

  virtual std::vector<std::string> places() const = 0;
  // nullopt: the case does not know the State or the treaty ("CEDAW", "ICCPR").
  virtual std::optional<Ratification> ratification(std::string_view treaty) const = 0;

  // What a claim may rest on, from the practice in force.
  virtual const std::vector<pack::Norm>& norms() const = 0;
  virtual std::vector<Contrary> contrary_to(std::string_view exhibit) const = 0;
  virtual std::vector<PlaceLimit> place_limits() const = 0;
  // Days since 1970-01-01; 0 where no clock is to be trusted.
  virtual std::int64_t today() const = 0;
};

}  // namespace kotobune::report
