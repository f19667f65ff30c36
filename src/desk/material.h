// The case as the report compiler sees it: report/material.h answered from index and pack, as of
// one moment. Built once for a compilation; holds copies of what is small and asks the index for
// texts.
#pragma once

#include <map>
#include <memory>
#include <set>

#include "desk/material_facts.h"
#include "report/material.h"
#include "text/names.h"
#include "text/quote.h"

namespace kotobune::desk {

class CaseMaterial : public report::Material {
 public:
  static Result<std::unique_ptr<CaseMaterial>> make(Desk& desk);

  std::optional<report::Profile> profile(std::string_view name) const override;
  std::vector<std::string> profile_names() const override;
  std::string log_heads() const override { return heads_; }
  std::string viewer() const override { return viewer_; }
  std::optional<report::ExhibitView> exhibit(std::string_view number) const override;
  std::vector<std::string> exhibit_numbers() const override;
  std::optional<report::SourceView> source(std::string_view code) const override;
  std::vector<std::string> source_codes() const override;
  std::optional<report::QuotePlace> find_quote(const report::ExhibitView& exhibit,
                                               std::optional<int> page,
                                               std::string_view quote) const override;
  bool has_text(const report::ExhibitView& exhibit) const override;
  disclosure::Decision decide_exhibit(const report::ExhibitView& exhibit,
                                      const disclosure::Scope& scope, disclosure::Identity identity,
                                      disclosure::Modality modality) const override;
  disclosure::Decision decide_source(const report::SourceView& source,
                                     const disclosure::Scope& scope, disclosure::Identity identity,
                                     disclosure::Modality modality) const override;
  std::string name_for(const report::SourceView& source,
                       const disclosure::Decision& named) const override;
  Result<report::Evaluated> evaluate(std::string_view query,
                                     const disclosure::Scope& scope) const override;
  std::vector<report::CountPair> count_pairs() const override { return count_pairs_; }
  std::vector<report::NameHit> scan_names(std::string_view text) const override;
  bool scan_complete() const override { return scan_complete_; }
  std::vector<std::string> places() const override { return places_; }
  bool exhibit_reviewed(const report::ExhibitView& exhibit) const override;
  std::size_t count_unreviewed(const std::set<std::string>& assertions) const override;
  std::string approver_of(std::string_view source_text) const override;
  std::optional<report::Ratification> ratification(std::string_view treaty) const override;
  const std::vector<pack::Norm>& norms() const override { return desk_.pack().norms; }
  std::vector<report::Contrary> contrary_to(std::string_view exhibit) const override;
  std::vector<report::PlaceLimit> place_limits() const override { return place_limits_; }
  std::int64_t today() const override { return today_; }

 private:
  explicit CaseMaterial(Desk& desk) : desk_(desk) {}
  Status load();
  Status load_counts();
  bool may_print(const index::Answer::Printed& one) const;
  Status load_reviews() const;
  std::optional<report::QuotePlace> find_in(const std::string& exhibit_id,
                                            const std::string& derivative, std::optional<int> page,
                                            std::string_view quote) const;

  // The pages of an exhibit's text, read and normalized once for all that is quoted of it.
  struct Pages {
    std::string derivative_sha256;
    std::vector<text::Quotable> pages;
  };
  const Pages* pages_of(const std::string& exhibit_id, const std::string& derivative) const;

  Desk& desk_;
  mutable std::map<std::pair<std::string, std::string>, std::optional<Pages>> pages_;
  mutable std::size_t pages_bytes_ = 0;
  // Read only where a profile asks for four eyes.
  struct Eyes {
    std::set<std::string> agreed;                // statements a second person agreed to
    std::map<std::string, std::pair<bool, bool>> exhibits;  // by id: {agreed to, doubted}
    std::map<std::string, std::string> texts;    // sha256 of a version, who agreed to it
  };
  mutable std::optional<Eyes> eyes_;
  std::string heads_;
  std::string viewer_;
  bool scan_complete_ = false;
  std::map<std::string, ExhibitRow, std::less<>> exhibits_;  // by number
  std::map<std::string, std::vector<disclosure::Facts>, std::less<>> exhibit_facts_;  // by number
  std::map<std::string, SourceRow, std::less<>> sources_;    // by code
  std::map<std::string, disclosure::Facts, std::less<>> source_facts_;
  std::vector<IdentityName> names_;
  std::optional<text::NameMatcher> matcher_;
  std::vector<std::string> places_;
  std::map<std::string, std::string> ratifications_;
  std::vector<report::CountPair> count_pairs_;
  ContraryMap contrary_;
  std::vector<report::PlaceLimit> place_limits_;
  std::set<std::string> failed_;  // exhibit ids
  std::int64_t today_ = 0;
};

}  // namespace kotobune::desk
