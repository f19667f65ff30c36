#include "desk/weigh.h"

#include <algorithm>
#include <map>

#include "base/text.h"
#include "desk/errors.h"

namespace kotobune::desk {

namespace {

struct Review {
  std::string state, why, by;
};

// The last word of a reviewer on each assertion.
Result<std::map<std::string, Review>> reviews(Desk& desk) {
  TRY_LET(rows, desk.index().raw().others(desk.index().reader(), "review"));
  std::map<std::string, Review> out;
  for (const auto& row : rows) {
    for (const auto& of : row.body["of"].items()) {
      out[of.str()] = {row.body["state"].str(), row.body["why"].str(), row.body["by"].str()};
    }
  }
  return out;
}

// What independence is judged by, gathered once for all statements of an entity.
class Weighing {
 public:
  explicit Weighing(Desk& desk) : desk_(desk) {}

  Status prepare() {
    TRY_LET(sources, desk_.index().sources());
    for (const auto& source : sources) {
      for (const auto& [kind, other] : source.relations) tied_[source.code].push_back(other);
    }
    TRY_LET(said, reviews(desk_));
    reviews_ = std::move(said);
    return {};
  }

  Result<WeighedProperty> property(const std::string& type, const std::string& property,
                                   std::vector<ValueRow> values) {
    WeighedProperty out;
    out.property = property;
    const auto* known = desk_.pack().find_property(type, property);
    out.single = known != nullptr && known->how_many == pack::HowMany::single;
    out.label = known ? known->label.in("en") : property;
    out.values = std::move(values);
    std::vector<record::Statement> statements;
    for (const auto& value : out.values) {
      TRY_LET(one, statement(value));
      statements.push_back(std::move(one));
    }
    out.seen = record::corroborate(statements, out.single);
    if (out.seen.disputed) judge(out);
    return out;
  }

 private:
  Result<record::Statement> statement(const ValueRow& value) {
    record::Statement out;
    out.assertion = value.assertion;
    auto read = record::read_value(value.value);
    out.value = read.ok() ? std::move(*read) : record::Value{record::UnknownValue{value.value}, {}};
    out.grade = value.grade;
    out.informant = value.informant;
    for (const auto& other : tied_[value.informant]) out.tied_to.push_back(other);
    for (const auto& basis : value.bases) TRY(add_basis(basis, out));
    // Nobody is named: it is the paper that speaks.
    out.document = out.informant.empty() && !out.origins.empty();
    return out;
  }

  Status add_basis(const std::string& basis, record::Statement& out) {
    TRY_LET(fragment, desk_.index().raw().fragment(desk_.index().reader(), basis));
    TRY_LET(exhibit, desk_.index().exhibit(fragment ? fragment->exhibit : basis));
    if (!exhibit) return {};  // an inference, or its original is not at hand here
    out.origins.push_back(exhibit->sha256);
    TRY_LET(custody, desk_.index().custody(exhibit->id));
    if (!custody.empty()) out.handed_by.push_back(custody.front().from);
    if (out.informant.empty() && !exhibit->source.empty()) {
      const bool organization = exhibit->source.rfind("O-", 0) == 0;
      if (!organization) out.informant = exhibit->source;
    }
    return {};
  }

  // Settled where all but one of the values were rejected by a person.
  void judge(WeighedProperty& out) const {
    std::size_t standing = 0;
    for (const auto& value : out.seen.values) {
      const bool rejected = std::all_of(
          value.statements.begin(), value.statements.end(), [&](std::size_t at) {
            const auto found = reviews_.find(out.values[at].assertion);
            return found != reviews_.end() && found->second.state == "rejected";
          });
      if (!rejected) ++standing;
      for (const auto at : value.statements) {
        const auto found = reviews_.find(out.values[at].assertion);
        if (found == reviews_.end()) continue;
        out.settled_by = found->second.by;
        out.why = found->second.why;
      }
    }
    out.dispute = standing <= 1 ? DisputeState::settled : DisputeState::open;
  }

  Desk& desk_;
  std::map<std::string, std::vector<std::string>> tied_;  // by code
  std::map<std::string, Review> reviews_;
};

Result<std::vector<WeighedProperty>> weigh_with(Desk& desk, Weighing& weighing,
                                                const std::string& entity) {
  TRY_LET(view, desk.index().entity(entity));
  if (!view) return Error(errors::entity_unknown, {{"entity", entity}});
  std::vector<std::string> order;
  std::map<std::string, std::vector<ValueRow>> by_property;
  for (auto& value : view->values) {
    if (!by_property.count(value.property)) order.push_back(value.property);
    by_property[value.property].push_back(std::move(value));
  }
  std::vector<WeighedProperty> out;
  for (const auto& property : order) {
    TRY_LET(one, weighing.property(view->type, property, std::move(by_property[property])));
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace

Result<std::vector<WeighedProperty>> weigh(Desk& desk, const std::string& entity) {
  Weighing weighing(desk);
  TRY(weighing.prepare());
  return weigh_with(desk, weighing, entity);
}

Result<std::vector<Disagreement>> disagreements(Desk& desk) {
  Weighing weighing(desk);
  TRY(weighing.prepare());
  TRY_LET(candidates, desk.index().raw().with_several_values(desk.index().reader()));
  std::vector<Disagreement> out;
  for (const auto& id : candidates) {
    TRY_LET(view, desk.index().entity(id));
    if (!view) continue;
    TRY_LET(all, weigh_with(desk, weighing, id));
    for (auto& one : all) {
      if (one.dispute == DisputeState::none) continue;
      out.push_back({id, view->type, view->label, std::move(one)});
    }
  }
  return out;
}

Result<std::vector<Dispute>> open_disputes(Desk& desk) {
  TRY_LET(all, disagreements(desk));
  std::vector<Dispute> out;
  for (const auto& [entity, type, label, one] : all) {
    if (one.dispute != DisputeState::open) continue;
    Dispute dispute{entity, type, label, one.property, {}};
    for (const auto& value : one.seen.values) {
      dispute.shown.push_back(one.values[value.statements.front()].shown);
    }
    out.push_back(std::move(dispute));
  }
  return out;
}

Status settle_dispute(Desk& desk, const std::string& entity, const std::string& property,
                      const std::string& preferred_assertion, const std::string& why) {
  if (trim_ascii(why).empty()) return Error(errors::reason_missing);
  TRY_LET(all, weigh(desk, entity));
  const auto found = std::find_if(all.begin(), all.end(), [&](const auto& one) {
    return one.property == property && one.seen.disputed;
  });
  if (found == all.end()) {
    return Error(errors::not_disputed, {{"entity", entity}, {"property", property}});
  }
  Json agreed = Json::array(), rejected = Json::array();
  bool named = false;
  for (const auto& value : found->seen.values) {
    const bool preferred = std::any_of(
        value.statements.begin(), value.statements.end(),
        [&](std::size_t at) { return found->values[at].assertion == preferred_assertion; });
    named = named || preferred;
    for (const auto at : value.statements) {
      (preferred ? agreed : rejected).push(found->values[at].assertion);
    }
  }
  if (!named) return Error(errors::not_disputed, {{"entity", entity}, {"property", property}});
  std::vector<vault::NewRecord> records;
  const auto say = [&](Json of, const char* state) {
    Json body = Json::object();
    body.set("of", std::move(of)).set("state", state).set("why", why);
    records.push_back({"review", record::main_compartment, std::move(body), {}, {}});
  };
  say(std::move(agreed), "agreed");
  say(std::move(rejected), "rejected");
  return desk.add_records(std::move(records));
}

}  // namespace kotobune::desk
