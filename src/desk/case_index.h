// What a member at the desk may see, in the shapes that pages and commands show. Stands over index/
// and asks it as this member: her scope, the compartments her keys open, today's date.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "disclosure/disclosed.h"
#include "index/index.h"
#include "vault/case.h"

namespace kotobune::desk {

// That an exhibit exists, its type, size and digest are known to every member; its name and what it
// says are not, where its source said no or withdrew: then `closed` says why, the title says so
// too, and name and path are empty.
struct ExhibitRow {
  std::string id;
  std::string number;
  std::string name;       // file name as sealed; for members only
  std::string path;       // from where it was sealed; never leaves the case
  std::string title;      // what somebody called it, else the name
  std::string given_title;   // current value of assertion "title", or ""
  std::string described_as;  // for readers outside: current value of "described-as", or ""
  std::string mime;
  std::string sha256;
  std::int64_t size_bytes = 0;
  std::string language;
  std::string compartment;
  std::string source;     // code, "" where not recorded yet
  std::int64_t sealed_ms = 0;
  bool published = false;
  std::string text_state;  // "text", "unread: <why>", "" (none drawn yet)
  std::int64_t pages = 0;
  std::string closed;      // "" where this member may look into it
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
  std::int64_t not_shown = 0;    // statements of sources who said no to this use, or withdrew
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
  bool is_name = true;  // false: a number, an address, for the scan alone
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
  std::int64_t records = 0, exhibits = 0, sources = 0, unpublished = 0, bytes = 0;
};

class CaseIndex {
 public:
  CaseIndex(vault::Case& opened, index::Index& index) : case_(opened), index_(index) {}

  // The member's own scope: P2, inside the case.
  disclosure::Scope member_scope() const;
  index::Reader reader() const;
  index::Index& raw() { return index_; }

  Result<Statistics> statistics();
  Result<disclosure::Disclosed<std::vector<ExhibitRow>>> exhibits(const disclosure::Scope& scope);
  // By number or by id; nothing where there is none that this member may know of.
  Result<std::optional<ExhibitRow>> exhibit(std::string_view number_or_id);
  Result<std::optional<ExhibitRow>> exhibit_by_sha256(std::string_view sha256);
  Result<std::optional<ExhibitRow>> exhibit_by_path(std::string_view path, std::int64_t size_bytes,
                                                    std::int64_t modified_ns);
  struct TextPages {
    std::string derivative_sha256;
    std::vector<std::string> pages;
  };
  // The newest text of an exhibit, or that with this digest.
  Result<std::optional<TextPages>> text_of(const std::string& exhibit_id,
                                           const std::string& derivative_sha256 = "");
  Result<std::vector<CustodyRow>> custody(const std::string& exhibit_id);
  Result<std::vector<SourceRow>> sources();
  Result<std::optional<SourceRow>> source(std::string_view code);
  // In force: of one source, or of all where the code is empty.
  Result<std::vector<disclosure::Consent>> consents(std::string_view source_code);
  // One for each source of the exhibit; the use is allowed only where all are.
  Result<std::vector<disclosure::Facts>> facts_about_exhibit(const ExhibitRow& exhibit);
  Result<disclosure::Facts> facts_about_source(std::string_view code);
  Result<std::vector<IdentityName>> identity_names();
  Result<std::vector<DisclosureRow>> disclosures();
  Result<std::vector<DisclosureRow>> disclosures_on(const std::vector<std::string>& ids);
  Result<std::vector<index::DraftRow>> drafts();
  Result<std::vector<EntityRow>> entities(std::string_view type);
  Result<std::optional<EntityRow>> entity(std::string_view id);
  Result<std::vector<std::string>> place_names();
  // Treaty -> since when it binds the State, from entities of type "ratification"; "" where it
  // does not.
  Result<std::map<std::string, std::string>> ratifications();
  Result<index::Answer> answer(std::string_view question, const pack::Pack& pack);
  Result<Hits> search(std::string_view typed, int limit);

 private:
  Result<ExhibitRow> row_of(const index::ExhibitRow& row);
  Result<std::string> why_closed(const std::string& exhibit_id);
  vault::Case& case_;
  index::Index& index_;
};

}  // namespace kotobune::desk
