// The index: the disposable projection of the records (docs/architecture.md, "index").
//
// INTERFACE FIXED BY THE LEAD: implement exactly this; add, do not change.
//
// Rebuilt at will from the logs and the sealed texts; holds nothing that is not there. Applying the
// same records in any order gives the same content (content_hash). Every question takes the scope it
// is asked in; rows that the scope may not see are neither returned nor counted nor quoted.
// A Viewer (a member at her own screen, purpose P2) sees what the gate lets her see; protected names
// are handed out only by identity_names, for the leak scan and for the keeper of the identities.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/json.h"
#include "base/world.h"
#include "disclosure/disclosed.h"
#include "disclosure/gate.h"

namespace kotobune::index {

struct Input {
  std::string log;
  std::int64_t index = 0;
  std::string compartment;
  std::string line;
  bool published = true;
  std::string prefix;  // of exhibit numbers of that log
  std::string places;  // JSON: where the content of this record lies (vault/segment.h), as given
};

struct ExhibitRow {
  std::string id;
  std::string number;
  std::string name;       // file name as sealed; for members only
  std::string title;      // current value of assertion "title", else the name
  std::string mime;
  std::string sha256;
  std::int64_t size_bytes = 0;
  std::string language;
  std::string compartment;
  std::string label;
  std::string source;     // code, "" where not recorded yet
  std::int64_t sealed_ms = 0;
  std::string sealed_by;
  std::string log;
  std::int64_t log_index = 0;
  bool published = false;
  std::string text_state;  // "text", "unread: <why>", "" (none drawn yet)
  std::int64_t pages = 0;
  std::string record_line;  // as stored, for proofs
};

struct CustodyRow {
  std::string act, from, to, when, why, by;
  std::int64_t at_ms = 0;
};

struct SourceRow {
  std::string id;
  std::string code;
  std::string role;   // "a teacher"
  std::string level;  // "S2"
  bool minor = false;
  std::vector<std::pair<std::string, std::string>> relations;  // relation, code of the other source
  std::int64_t exhibits = 0;
};

struct ValueRow {
  std::string assertion;  // "<record id>/<n>"
  std::string property;
  Json value;
  std::string shown;      // the value as a person reads it
  std::string informant;  // code
  std::string grade;
  std::vector<std::string> bases;
  std::string by;
  std::int64_t at_ms = 0;
};

struct EntityRow {
  std::string id;
  std::string type;
  std::string label;  // title, code or name of a place
  std::vector<ValueRow> values;  // current ones, side by side
};

struct DisclosureRow {
  std::string id;
  std::string audience, purpose, recipients, title;
  std::int64_t at_ms = 0;
};

struct IdentityName {
  std::string source;  // code
  std::string name;
  std::string language;
};

struct FragmentRow {
  std::string id, exhibit, quote;
  std::int64_t page = 0;
};

struct Hit {
  std::string exhibit;  // number
  std::int64_t page = 0;
  std::string snippet;
  std::vector<std::pair<std::size_t, std::size_t>> marks;  // byte ranges in the snippet
};
struct Hits {
  std::int64_t total = 0;
  std::vector<Hit> hits;
};

struct Statistics {
  std::int64_t records = 0, exhibits = 0, sources = 0, entities = 0, unpublished = 0;
  std::int64_t bytes = 0;
  std::int64_t last_record_ms = 0;
};

// Is `term` the ancestor or below it? Answered by the pack in force.
using Under = std::function<bool(const std::string& term, const std::string& ancestor)>;

struct Count {
  std::int64_t number = 0;
  std::string unit;                     // "victims", "acts", "persons", ...
  std::vector<std::string> assertions;  // what it depends on
  std::vector<std::string> exhibits;    // numbers of the bases
  std::vector<std::string> sources;     // codes of the informants and of the bases' sources
  bool touches_dispute = false;
};
struct Table {
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> rows;
  Count whole;
};

class Index {
 public:
  // Errors: database_wrong_key / damaged (the caller then clears and rebuilds), the disk's.
  static Result<std::unique_ptr<Index>> open(World& world, const std::string& path, ByteView key);
  ~Index();

  // How far each log was applied.
  Result<std::map<std::string, std::int64_t>> cursor();
  Status apply(std::span<const Input> records);  // one transaction
  Status add_text(const std::string& exhibit_id, const std::string& derivative_sha256,
                  const std::vector<std::string>& pages);
  // Derivatives announced by records whose text has not been added yet: (exhibit id, derivative
  // record id, sha256).
  struct MissingText {
    std::string exhibit_id, derivative_id, sha256;
    std::vector<std::int64_t> page_ends;  // code points
  };
  Result<std::vector<MissingText>> missing_texts();
  Status clear();
  Result<std::string> content_hash();
  Result<Statistics> statistics();

  Result<disclosure::Disclosed<std::vector<ExhibitRow>>> exhibits(const disclosure::Scope& scope);
  Result<std::optional<ExhibitRow>> exhibit(std::string_view number_or_id);
  Result<std::optional<ExhibitRow>> exhibit_by_sha256(std::string_view sha256);
  Result<std::optional<ExhibitRow>> exhibit_by_path(std::string_view path, std::int64_t size_bytes,
                                                    std::int64_t modified_s, std::int64_t modified_ns);
  struct TextPages {
    std::string derivative_sha256;
    std::vector<std::string> pages;
  };
  Result<std::optional<TextPages>> text_of(const std::string& exhibit_id);
  Result<std::vector<CustodyRow>> custody(const std::string& exhibit_id);
  Result<std::vector<FragmentRow>> fragments(const std::string& exhibit_id);

  Result<std::vector<SourceRow>> sources();
  Result<std::optional<SourceRow>> source(std::string_view code);
  // In force, for the gate and the consent sheet. Of all sources where the code is empty.
  Result<std::vector<disclosure::Consent>> consents(std::string_view source_code);
  Result<std::vector<disclosure::Restriction>> restrictions();
  // Facts for the gate about an exhibit or a source, complete but for identity and modality.
  Result<disclosure::Facts> facts_about_exhibit(const ExhibitRow& exhibit, Instant now);
  Result<disclosure::Facts> facts_about_source(std::string_view code, Instant now);
  Result<std::vector<IdentityName>> identity_names();
  Result<std::vector<DisclosureRow>> disclosures();
  // Disclosures that depend on any of these ids (exhibit ids, source entity ids, consent records).
  Result<std::vector<DisclosureRow>> disclosures_on(const std::vector<std::string>& ids);
  // Newest version of a draft: its record id, content sha256 and title.
  struct DraftRow {
    std::string draft, record_id, sha256, title;
    std::int64_t at_ms = 0;
  };
  Result<std::vector<DraftRow>> drafts();
  // The places given with a record: of an exhibit, a derivative, a draft. "" where it has none.
  Result<std::string> places_of(std::string_view record_id);
  Result<std::vector<EntityRow>> entities(std::string_view type);
  Result<std::optional<EntityRow>> entity(std::string_view id);
  Result<std::vector<std::string>> place_names();
  // State's ratifications: treaty -> since (EDTF), from assertions on entities of type "norm".
  Result<std::map<std::string, std::string>> ratifications();

  // "count victims where act.type under killing", "count acts where ...", "count persons",
  // "table acts by type, month". Error: query_not_understood with {position}.
  Result<Count> count(std::string_view query, const Under& under);
  Result<Table> table(std::string_view query, const Under& under);

  Result<Hits> search(std::string_view typed, const disclosure::Scope& scope, int limit);

  struct Impl;
  explicit Index(std::unique_ptr<Impl> impl);

 private:
  std::unique_ptr<Impl> impl_;
};

}  // namespace kotobune::index
