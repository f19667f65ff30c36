// What the gate must know, gathered once for a state of the index: sources, consents, locks.
// Holds facts of every compartment on this device, whoever asks: a lock counts also for a reader to
// whom the compartment it lies in is not opened. Internal to index/.
#pragma once

#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "index/index.h"
#include "index/sql.h"

namespace kotobune::index {

struct SourceFacts {
  SourceRow row;
  std::int64_t compartment = 0;  // of the assertion that gave the code
};

struct ExhibitFacts {
  std::string number;
  disclosure::Level level = disclosure::Level::s0;  // asserted of the exhibit itself
  std::vector<std::pair<std::string, std::int64_t>> sources;  // entity, compartment of the link
};

class FactBook {
 public:
  static Result<FactBook> read(Statements& sql);

  const SourceFacts* by_code(std::string_view code) const;
  const SourceFacts* by_entity(std::string_view entity) const;
  const std::map<std::string, SourceFacts>& sources() const { return sources_; }
  const ExhibitFacts* exhibit(std::string_view id) const;
  const std::vector<disclosure::Consent>& consents() const { return consents_; }
  // Expiry as recorded, by consent id: for people, who read "2028-06".
  const std::string& expiry_of(std::string_view consent_id) const;

  std::vector<disclosure::Facts> facts_of_exhibit(const Reader& reader, std::string_view id) const;
  disclosure::Facts facts_of_source(const Reader& reader, const SourceFacts& source) const;
  // May the text of this exhibit be shown and counted to her, as a quotation under a pseudonym?
  bool visible(const Reader& reader, std::string_view exhibit_id) const;

 private:
  Status read_sources(Statements& sql);
  void spread_levels();
  Status read_exhibits(Statements& sql);
  Status read_consents(Statements& sql);
  Status read_restrictions(Statements& sql);
  disclosure::Facts base(const Reader& reader) const;
  void add_consents(disclosure::Facts& facts) const;

  std::map<std::string, SourceFacts> sources_;          // by entity
  std::map<std::string, std::string, std::less<>> entity_of_code_;
  std::unordered_map<std::string, ExhibitFacts> exhibits_;
  std::vector<disclosure::Consent> consents_;
  std::multimap<std::string, std::size_t> consents_of_;  // by source code
  std::map<std::string, std::string, std::less<>> expiries_;
  std::vector<disclosure::Restriction> restrictions_;
};

// The words of records for forms of use; both "quote" and "text quote" are met.
std::optional<disclosure::Modality> modality_of(std::string_view word);

}  // namespace kotobune::index
