// A small case for tests: four exhibits, six sources, one place. Everything can be changed before a
// build. Consent is judged by the real gate.
#pragma once

#include <algorithm>
#include <map>

#include "report/errors.h"
#include "report/material.h"

namespace kotobune::report {

class FakeMaterial : public Material {
 public:
  FakeMaterial() {
    using namespace disclosure;
    profiles["mission-report"] = {
        "mission-report", "Mission report", {}, false, {"en", "ja"}, true, false, "", ""};
    add_exhibit("MS-0004", "W-01", 3);
    add_exhibit("MS-0009", "W-02", 1);
    add_exhibit("MS-0014", "W-05", 1);
    add_exhibit("MS-0020", "", 1);
    exhibits["MS-0009"].duration_ms = 3600000;
    texts["MS-0004"] = {"page one", "They slept in the classrooms.", "page three"};
    texts["MS-0009"] = {"the school was full of soldiers"};
    texts["MS-0014"] = {"I saw them"};
    add_source("W-01", Level::s2, "a teacher");
    add_source("W-02", Level::s0, "a monk");
    add_source("W-03", Level::s3, "a mother");
    add_source("W-05", Level::s2, "a boy");
    consent("W-01", Purpose::public_report, ConsentState::yes, Identity::pseudonym);
    consent("W-02", Purpose::public_report, ConsentState::yes, Identity::named);
    consent("W-03", Purpose::public_report, ConsentState::yes, Identity::role);
    consent("W-05", Purpose::public_report, ConsentState::yes, Identity::pseudonym);
  }

  void add_exhibit(const std::string& number, const std::string& source, int pages) {
    ExhibitView view;
    view.number = number;
    view.id = "id-" + number;
    view.sha256 = std::string(64, 'a');
    view.title = "Statement";
    view.described_as = "Statement of a witness";
    view.mime = "application/pdf";
    view.source = source;
    view.language = "en";
    view.pages = pages;
    exhibits[number] = std::move(view);
  }
  void add_source(const std::string& code, disclosure::Level level, const std::string& role) {
    sources[code] = {code, role, level, {}};
  }
  void consent(const std::string& code, disclosure::Purpose purpose, disclosure::ConsentState state,
               disclosure::Identity identity) {
    using disclosure::Modality;
    disclosure::Consent one;
    one.record_id = "consent-" + code;
    one.source = code;
    one.purposes = {{purpose, state, identity, {Modality::text_quote, Modality::paraphrase}, {}}};
    consents[code] = one;
  }

  std::optional<Profile> profile(std::string_view name) const override {
    const auto found = profiles.find(std::string(name));
    return found == profiles.end() ? std::nullopt : std::optional<Profile>(found->second);
  }
  std::vector<std::string> profile_names() const override { return {"mission-report"}; }
  std::string log_heads() const override { return "heads"; }
  std::string viewer() const override { return "mina"; }

  std::optional<ExhibitView> exhibit(std::string_view number) const override {
    const auto found = exhibits.find(std::string(number));
    return found == exhibits.end() ? std::nullopt : std::optional<ExhibitView>(found->second);
  }
  std::vector<std::string> exhibit_numbers() const override { return keys(exhibits); }
  std::optional<SourceView> source(std::string_view code) const override {
    const auto found = sources.find(std::string(code));
    return found == sources.end() ? std::nullopt : std::optional<SourceView>(found->second);
  }
  std::vector<std::string> source_codes() const override { return keys(sources); }

  std::optional<QuotePlace> find_quote(const ExhibitView& exhibit, std::optional<int> page,
                                       std::string_view quote) const override {
    const auto found = texts.find(exhibit.number);
    if (found == texts.end()) return std::nullopt;
    for (std::size_t i = 0; i < found->second.size(); ++i) {
      if (page && *page != static_cast<int>(i) + 1) continue;
      if (found->second[i].find(quote) != std::string::npos) {
        return QuotePlace{static_cast<int>(i) + 1, std::string(64, 'b'), std::string(quote)};
      }
    }
    return std::nullopt;
  }
  bool has_text(const ExhibitView& exhibit) const override {
    return texts.count(exhibit.number) != 0;
  }

  disclosure::Facts facts(const std::string& code, disclosure::Identity identity,
                          disclosure::Modality modality) const {
    disclosure::Facts out;
    out.origin = code.empty() ? disclosure::Origin::published : disclosure::Origin::person;
    out.source = code;
    out.identity = identity;
    out.modality = modality;
    const auto view = sources.find(code);
    if (view != sources.end()) out.level = view->second.level;
    const auto found = consents.find(code);
    if (found != consents.end()) out.consents = {found->second};
    return out;
  }
  disclosure::Decision decide_exhibit(const ExhibitView& exhibit, const disclosure::Scope& scope,
                                      disclosure::Identity identity,
                                      disclosure::Modality modality) const override {
    return disclosure::decide(scope, facts(exhibit.source, identity, modality));
  }
  disclosure::Decision decide_source(const SourceView& source, const disclosure::Scope& scope,
                                     disclosure::Identity identity,
                                     disclosure::Modality modality) const override {
    return disclosure::decide(scope, facts(source.code, identity, modality));
  }
  std::string name_for(const SourceView& source, const disclosure::Decision& named) const override {
    return named.allowed() && source.code == "W-02" ? "U Sanda" : "";
  }

  Result<Evaluated> evaluate(std::string_view query, const disclosure::Scope&) const override {
    const auto found = answers.find(std::string(query));
    if (found == answers.end()) {
      return Error(errors::query_unknown,
                   {{"query", std::string(query)}, {"why", "unknown words"}});
    }
    return found->second;
  }
  std::vector<CountPair> count_pairs() const override {
    return {{"killing", 38, 14, "count victims where act.type under killing"}};
  }
  std::vector<NameHit> scan_names(std::string_view text) const override {
    std::vector<NameHit> out;
    for (const auto& [name, code] : names) {
      for (std::size_t at = text.find(name); at != std::string_view::npos;
           at = text.find(name, at + 1)) {
        out.push_back({at, at + name.size(), code});
      }
    }
    std::sort(out.begin(), out.end(),
              [](const NameHit& a, const NameHit& b) { return a.begin < b.begin; });
    return out;
  }
  bool scan_complete() const override { return complete; }
  std::vector<std::string> places() const override { return {"Tarn"}; }
  std::optional<Ratification> ratification(std::string_view treaty) const override {
    if (treaty == "ICCPR") return Ratification{false, ""};
    if (treaty == "CEDAW") return Ratification{true, "1997-07-22"};
    return std::nullopt;
  }
  const std::vector<pack::Norm>& norms() const override { return norm_list; }
  std::vector<Contrary> contrary_to(std::string_view exhibit) const override {
    const auto found = contrary.find(std::string(exhibit));
    return found == contrary.end() ? std::vector<Contrary>() : found->second;
  }
  std::vector<PlaceLimit> place_limits() const override { return limits; }
  std::int64_t today() const override { return day; }

  std::map<std::string, Profile> profiles;
  std::map<std::string, ExhibitView> exhibits;
  std::map<std::string, std::vector<std::string>> texts;
  std::map<std::string, SourceView> sources;
  std::map<std::string, disclosure::Consent> consents;
  std::map<std::string, Evaluated> answers;
  std::map<std::string, std::vector<Contrary>> contrary;
  std::vector<PlaceLimit> limits;
  std::vector<pack::Norm> norm_list = some_norms();
  std::int64_t day = 0;
  std::map<std::string, std::string> names{{"Daw Khin", "W-03"},
                                           {"\u1012\u1031\u102b\u103a\u1001\u1004\u103a", "W-03"}};
  bool complete = true;

 private:
  static std::vector<pack::Norm> some_norms() {
    std::vector<pack::Norm> out;
    const auto add = [&](const char* id, pack::NormKind kind, const char* name,
                         std::vector<std::pair<const char*, const char*>> articles) {
      pack::Norm norm;
      norm.id = id;
      norm.kind = kind;
      norm.label.set("en", name);
      for (const auto& [number, words] : articles) {
        pack::Article article;
        article.id = number;
        article.label.set("en", words);
        norm.articles.push_back(std::move(article));
      }
      out.push_back(std::move(norm));
    };
    using pack::NormKind;
    add("UDHR", NormKind::universal, "Universal Declaration of Human Rights",
        {{"3", "Life"}, {"5", "Torture"}, {"9", "Arbitrary arrest"}});
    add("ICCPR", NormKind::treaty, "International Covenant on Civil and Political Rights",
        {{"6", "Life"},
         {"7", "Torture and ill-treatment"},
         {"9", "Liberty and security"},
         {"14", "Fair trial"},
         {"14.3g", "No self-incrimination"}});
    add("ICCPR-OP1", NormKind::protocol, "First Optional Protocol", {});
    add("CEDAW", NormKind::treaty,
        "Convention on the Elimination of All Forms of Discrimination against Women",
        {{"6", "Trafficking"}});
    add("CAT", NormKind::treaty, "Convention against Torture", {{"1", "Definition of torture"}});
    return out;
  }
  template <typename Map>
  static std::vector<std::string> keys(const Map& map) {
    std::vector<std::string> out;
    for (const auto& [key, value] : map) out.push_back(key);
    return out;
  }
};

}  // namespace kotobune::report
