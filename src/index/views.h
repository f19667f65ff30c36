// What the index answers: plain values for pages, reports and the gate.
//
// These hold what the case says. A page or report that leaves wraps them in Disclosed<T> by the
// gate (disclosure/disclosed.h) with the facts from Index::facts_of_...; search and pages() alone
// ask the gate themselves, because a count or a snippet cannot be taken back.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json.h"
#include "disclosure/gate.h"

namespace kotobune::index {

// Who asks, and which compartments are opened for her. Rows of other compartments do not exist.
struct Reader {
  disclosure::Scope scope;
  std::vector<std::string> compartments;
  std::int64_t today = 0;            // days since 1970-01-01
  std::vector<std::string> not_held; // announced, not on this device: closes the gate
  bool unknown_critical = false;     // a lock this program does not know: closes the gate
  bool operator==(const Reader&) const = default;
};

struct ExhibitRow {
  std::string id;
  std::string number;  // "MS-0007"
  std::string title;
  std::string name;    // as found; may be no UTF-8
  std::string path;    // as found; never leaves the case
  std::string mime;
  std::string sha256;
  std::string language;
  std::string compartment;
  std::string batch;
  std::int64_t size_bytes = 0;
  std::int64_t sealed_ms = 0;          // wall clock of the sealing device
  std::vector<std::string> sources;    // codes
  bool has_text = false;
  bool published = true;               // false: still in the outbox alone
};

struct DerivativeRow {
  std::string id;
  std::string exhibit;
  std::string of_sha256;
  std::string what;
  std::string tool;
  std::string sha256;
  std::string mime;
  std::string unread;                  // why there is no text; "" where there is
  std::vector<std::int64_t> page_ends; // code points
  std::int64_t size_bytes = 0;
};

struct PageText {
  std::int64_t page = 1;
  std::string text;
  std::string derivative_sha256;
};

struct CustodyRow {
  std::string id;
  std::string act;
  std::string when;
  std::string from;
  std::string to;
  std::string why;
  std::string by;
};

struct FragmentRow {
  std::string id;
  std::string exhibit;
  std::string derivative_sha256;
  std::string quote;
  Json selector;
};

struct Relation {
  std::string kind;   // "sister-of"
  std::string other;  // entity id
  std::string code;   // of the other, "" where she is no source
  bool outgoing = true;
};

struct SourceRow {
  std::string entity;
  std::string code;
  std::string kind;
  std::string role_words;
  bool minor = false;
  disclosure::Level level = disclosure::Level::s2;
  disclosure::Level effective_level = disclosure::Level::s2;  // with those she is related to
  std::vector<Relation> relations;
};

// The answer to "may it be used for P3?" as it stands now: the strictest consent in force.
struct PurposeNow {
  disclosure::Purpose purpose = disclosure::Purpose::archive;
  bool recorded = false;  // false: nobody asked; state is then unknown
  disclosure::ConsentState state = disclosure::ConsentState::unknown;
  disclosure::Identity identity = disclosure::Identity::none;
  std::vector<disclosure::Modality> modalities;
  std::string expires;
  std::string record_id;
  bool all_items = true;
};

struct ProtectedName {
  std::string entity;
  std::string code;  // of the source, "" where she has none
  std::string name;
  std::string language;
  std::string script;
  std::string property;  // "name", "alias", "contact"
};

struct EntityRow {
  std::string id;
  std::string type;
  std::string label;  // code, title, name or type: what a list shows
};

struct ValueRow {
  std::string record;      // <record>/<n> is the assertion's id
  std::int64_t n = 0;
  std::string property;
  Json value;
  std::string shown;       // in plain words; codes and labels for entities
  std::string informant;   // entity id
  std::string informant_code;
  std::string grade;       // "B2"
  std::vector<std::string> bases;
  std::string by;          // who recorded it
  std::int64_t recorded_ms = 0;
  std::string compartment;
  bool current = true;
};

struct EntityView {
  std::string id;
  std::string type;
  std::string label;
  std::vector<ValueRow> values;   // by property, then by time; superseded ones with current = false
  std::vector<EntityRow> named_in;  // entities that point here
  std::vector<std::string> same_as;
};

struct Answer {
  std::optional<std::int64_t> number;
  // Where more may belong here (a date that is not known exactly, a dispute): the most it can be.
  std::optional<std::int64_t> at_most;
  std::string unit;  // "victims"
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> rows;
  std::vector<std::string> entities;   // of a list: the id behind each row
  bool touches_dispute = false;  // sources disagree about a value that decides the answer
  bool policy_stated = false;    // the question says what to do about that
  std::int64_t uncertain = 0;    // entities of which it is not known whether the conditions hold
  std::int64_t unrecorded = 0;   // entities that do not say at all what a condition asks
  std::int64_t left_out = 0;     // statements that were rejected by no reviewer, but are closed:
                                 // their source said no to this use or withdrew
  std::vector<std::string> assertions;  // <record>/<n>, what it rests on
  std::vector<std::string> exhibits;    // ids
  std::vector<std::string> informants;  // entity ids of sources
  // Type and property of every value that stands in the rows as it was recorded: their protection
  // decides who may read the rows. A month or a year read out of a date is told apart.
  struct Printed {
    std::string type;
    std::string property;
    bool coarse = false;
    auto operator<=>(const Printed&) const = default;
  };
  std::vector<Printed> printed;
};

struct DisclosureRow {
  std::string id;
  std::string audience;
  std::string purpose;
  std::string channel;
  std::int64_t at_ms = 0;
  std::string by;
  Json body;
  std::vector<std::string> recalls;  // ids of recall records
  std::string compartment;
};

// One consent record as it was written, in force or superseded.
struct ConsentPaper {
  std::string id;
  Json body;
  std::string by;
  std::int64_t at_ms = 0;
  bool current = true;
};

struct RestrictionRow {
  std::string id;
  std::string rule;                   // "embargo"
  std::string from;                   // who set it, or the law: a code
  std::string until;                  // EDTF, "" without an end
  bool all_items = false;
  std::vector<std::string> exhibits;  // ids
  std::vector<std::string> allowed;   // purposes left open
  std::string compartment;
  std::string by;
  std::int64_t at_ms = 0;
};

struct DraftRow {
  std::string id;
  std::string draft;
  std::string title;
  std::string sha256;
  std::string parent;
  std::string by;
  std::int64_t size_bytes = 0;
  std::int64_t at_ms = 0;
};

struct NoteRow {
  std::string id;
  std::string text;
  std::string by;
  std::int64_t at_ms = 0;
};

struct OtherRow {
  std::string id;
  Json body;
  std::string by;
  std::int64_t at_ms = 0;
};

struct RecordMark {
  std::string id, kind, by, compartment;
  std::int64_t at_ms = 0;
};

// One current assertion, without its value: a list that shows the value asks the gate for it.
struct StatementMark {
  std::string assertion;  // <record>/<n>
  std::string entity, type, property, by;
  std::int64_t at_ms = 0;
};

struct RestrictionEnd {
  std::string id, rule, until;
};

struct Statistics {
  std::int64_t records = 0;
  std::int64_t unpublished = 0;
  std::int64_t exhibits = 0;
  std::int64_t exhibit_bytes = 0;
  std::int64_t assertions = 0;   // current
  std::int64_t sources = 0;
  std::int64_t pages = 0;        // of text
  std::int64_t collisions = 0;   // records that claimed an id already taken
  std::int64_t last_record_ms = 0;
};

struct Hit {
  std::string exhibit;  // id
  std::string number;
  std::string title;
  std::int64_t page = 1;
  std::string derivative_sha256;
  std::string snippet;
  std::vector<std::pair<std::size_t, std::size_t>> marks;  // byte ranges in the snippet
  double rank = 0;  // smaller is better
};

struct SearchResult {
  std::int64_t total = 0;
  std::vector<Hit> hits;
};

}  // namespace kotobune::index
