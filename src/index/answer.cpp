// Answers a question over the current assertions that the reader may see.
//
// An act is not a victim: `count acts` counts entities of that type, `count victims` the different
// persons they point at, those that a `same` record joins counted once. Where sources disagree
// about a value that decides, the answer says so (touches_dispute) and takes neither side quietly:
// for a condition one matching value is enough, in a table both values stand in the row.
#include <algorithm>
#include <map>
#include <set>

#include "base/partial_date.h"
#include "index/errors.h"
#include "index/impl.h"
#include "index/question.h"

namespace kotobune::index {
namespace {

struct Said {
  std::string assertion;  // <record>/<n>
  std::string shown;
  std::string ref;
  std::string informant;
  std::string bases;
  const std::string& key() const { return ref.empty() ? shown : ref; }
};
using Entity = std::map<std::string, std::vector<Said>>;  // by property
using Entities = std::map<std::string, Entity>;

// `type` of an act is also met as act_type and act-type.
const std::vector<Said>* values_of(const Entity& entity, const std::string& type,
                                   const std::string& property) {
  for (const auto& name : {property, type + "_" + property, type + "-" + property}) {
    const auto found = entity.find(name);
    if (found != entity.end()) return &found->second;
  }
  return nullptr;
}

bool within(const std::string& date, const std::string& range) {
  const auto inner = PartialDate::parse(date), outer = PartialDate::parse(range);
  if (!inner || !outer) return false;
  const auto from = outer->earliest_day(), to = outer->latest_day();
  const auto first = inner->earliest_day(), last = inner->latest_day();
  // A date that may lie outside is outside: a number never rests on a guess.
  if (from && (!first || *first < *from)) return false;
  if (to && (!last || *last > *to)) return false;
  return true;
}

class Answering {
 public:
  Answering(Statements& sql, const Question& question, const IsUnder& is_under)
      : sql_(sql), question_(question), is_under_(is_under) {}

  Result<Answer> run() {
    TRY(choose_type());
    TRY(load());
    TRY(join_same());
    select();
    if (question_.verb == Verb::table) {
      tabulate();
    } else {
      TRY(gather());
    }
    TRY(finish());
    return std::move(answer_);
  }

 private:
  Status choose_type();
  Status load();
  Status join_same();
  void select();
  bool holds(const Entity& entity, const Condition& condition);
  bool one_holds(const Said& said, const Condition& condition) const;
  void rest_on(const std::vector<Said>* values);
  Status gather();
  void tabulate();
  std::string group_of(const Entity& entity, const std::string& property);
  Status finish();
  std::string root_of(std::string id) const {
    for (auto up = same_.find(id); up != same_.end(); up = same_.find(id)) id = up->second;
    return id;
  }
  std::string label_of(const std::string& id) const {
    const auto found = labels_.find(id);
    return found == labels_.end() ? id : found->second;
  }

  Statements& sql_;
  const Question& question_;
  const IsUnder& is_under_;
  std::string type_;
  std::string counted_;  // property whose targets are counted, "" where entities are
  Entities entities_;
  std::vector<const Entities::value_type*> chosen_;
  std::map<std::string, std::string> same_;    // id: a smaller id it is the same as
  std::map<std::string, std::string> labels_;  // id: code, title or name
  std::set<std::string> assertions_, informants_, bases_;
  Answer answer_;
};

Status Answering::choose_type() {
  const std::string one = singular(question_.what);
  TRY_LET(as_type, sql_.number(
      "SELECT count(*) FROM (SELECT 1 FROM assertion WHERE type = ?1 LIMIT 1)", 0, one));
  for (const auto& condition : question_.conditions) {
    if (condition.type.empty()) continue;
    if (!type_.empty() && type_ != condition.type) {
      return Error(errors::question_malformed,
                   {{"word", condition.type}, {"why", "conditions are about one type"}});
    }
    type_ = condition.type;
  }
  if (type_.empty()) type_ = as_type > 0 ? one : "act";
  if (type_ == one) return {};
  // Something that acts (or whatever the conditions speak of) point at by a property of that name.
  TRY_LET(as_property, sql_.number(
      "SELECT count(*) FROM (SELECT 1 FROM assertion WHERE type = ?1 AND property = ?2 LIMIT 1)", 0,
      type_, one));
  if (as_property == 0 && as_type == 0 && one != "victim" && one != "act") {
    return Error(errors::question_malformed,
                 {{"word", question_.what}, {"why", "nothing of that name is recorded"}});
  }
  if (as_property == 0 && as_type > 0) {
    return Error(errors::question_malformed,
                 {{"word", question_.what}, {"why", "the conditions are about something else"}});
  }
  counted_ = one;
  return {};
}

Status Answering::load() {
  TRY(sql_.each("SELECT a.entity, a.property, r.id || '/' || a.n, a.shown, a.ref, a.informant, "
                "a.bases FROM assertion a JOIN record r ON r.rid = a.rid "
                "WHERE a.type = ?1 AND a.current AND readable(a.comp) "
                "ORDER BY a.entity, a.property, a.shown, a.ref, r.id, a.n",
                [&](db::Statement& row) {
                  entities_[text(row, 0)][text(row, 1)].push_back(
                      {text(row, 2), text(row, 3), text(row, 4), text(row, 5), text(row, 6)});
                },
                type_));
  return sql_.each(
      "SELECT entity, shown FROM assertion "
      "WHERE property IN ('code', 'title', 'name') AND current AND readable(comp) AND shown <> '' "
      "ORDER BY entity, property = 'name', property = 'title', shown",
      [&](db::Statement& row) { labels_.emplace(text(row, 0), text(row, 1)); });
}

Status Answering::join_same() {
  return sql_.each("SELECT a.entity, b.entity FROM same a JOIN same b ON b.id = a.id "
                   "WHERE a.entity < b.entity AND a.current AND readable(a.comp) "
                   "ORDER BY a.entity, b.entity",
                   [&](db::Statement& row) {
                     const std::string left = root_of(text(row, 0)), right = root_of(text(row, 1));
                     if (left != right) same_[std::max(left, right)] = std::min(left, right);
                   });
}

bool Answering::one_holds(const Said& said, const Condition& condition) const {
  switch (condition.test) {
    case Test::under: return said.shown == condition.value ||
                             (is_under_ && is_under_(said.shown, condition.value));
    case Test::equals: return said.shown == condition.value || said.ref == condition.value ||
                              (!said.ref.empty() && label_of(said.ref) == condition.value);
    case Test::in: return within(said.shown, condition.value);
  }
  return false;
}

bool Answering::holds(const Entity& entity, const Condition& condition) {
  const auto* values = values_of(entity, type_, condition.property);
  if (values == nullptr) return false;
  std::size_t matching = 0;
  for (const auto& said : *values) matching += one_holds(said, condition) ? 1 : 0;
  if (matching > 0 && matching < values->size()) answer_.touches_dispute = true;
  return matching > 0;
}

void Answering::rest_on(const std::vector<Said>* values) {
  if (values == nullptr) return;
  for (const auto& said : *values) {
    assertions_.insert(said.assertion);
    if (!said.informant.empty()) informants_.insert(said.informant);
    const auto bases = parse_json(said.bases);
    if (!bases.ok()) continue;
    for (const auto& basis : bases->items()) bases_.insert(basis.str());
  }
}

void Answering::select() {
  for (const auto& entity : entities_) {
    // Two entries of one act, joined by `same`, count under the smaller id alone.
    if (counted_.empty() && root_of(entity.first) != entity.first &&
        entities_.count(root_of(entity.first)) > 0) {
      continue;
    }
    const bool all = std::all_of(
        question_.conditions.begin(), question_.conditions.end(),
        [&](const Condition& condition) { return holds(entity.second, condition); });
    if (!all) continue;
    chosen_.push_back(&entity);
    for (const auto& condition : question_.conditions) {
      rest_on(values_of(entity.second, type_, condition.property));
    }
  }
}

Status Answering::gather() {
  std::set<std::string> counted;
  for (const auto* entity : chosen_) {
    if (counted_.empty()) {
      counted.insert(entity->first);
      if (question_.conditions.empty()) {
        for (const auto& [property, values] : entity->second) rest_on(&values);
      }
      continue;
    }
    const auto* values = values_of(entity->second, type_, counted_);
    if (values == nullptr) continue;
    rest_on(values);
    for (const auto& said : *values) counted.insert(root_of(said.key()));
  }
  answer_.unit = question_.what;
  if (question_.verb == Verb::count) {
    answer_.number = static_cast<std::int64_t>(counted.size());
    return {};
  }
  answer_.header = {question_.what};
  for (const auto& id : counted) answer_.rows.push_back({label_of(id)});
  std::sort(answer_.rows.begin(), answer_.rows.end());
  return {};
}

std::string Answering::group_of(const Entity& entity, const std::string& property) {
  const bool month = property == "month", year = property == "year";
  const auto* values = values_of(entity, type_, month || year ? "date" : property);
  if (values == nullptr) return "not recorded";
  rest_on(values);
  std::set<std::string> groups;
  for (const auto& said : *values) {
    const std::string shown = said.ref.empty() ? said.shown : label_of(said.ref);
    groups.insert(month ? shown.substr(0, 7) : year ? shown.substr(0, 4) : shown);
  }
  if (groups.size() > 1) answer_.touches_dispute = true;
  std::string out;
  for (const auto& group : groups) out += (out.empty() ? "" : " / ") + group;
  return out;
}

void Answering::tabulate() {
  std::map<std::vector<std::string>, std::set<std::string>> groups;
  for (const auto* entity : chosen_) {
    std::vector<std::string> key;
    for (const auto& property : question_.by) key.push_back(group_of(entity->second, property));
    auto& counted = groups[key];
    if (counted_.empty()) {
      counted.insert(entity->first);
    } else if (const auto* values = values_of(entity->second, type_, counted_)) {
      rest_on(values);
      for (const auto& said : *values) counted.insert(root_of(said.key()));
    }
  }
  answer_.unit = question_.what;
  answer_.header = question_.by;
  answer_.header.push_back(question_.what);
  for (const auto& [key, counted] : groups) {
    auto row = key;
    row.push_back(std::to_string(counted.size()));
    answer_.rows.push_back(std::move(row));
  }
}

Status Answering::finish() {
  answer_.assertions.assign(assertions_.begin(), assertions_.end());
  answer_.informants.assign(informants_.begin(), informants_.end());
  std::set<std::string> exhibits;
  for (const auto& basis : bases_) {
    std::string exhibit = basis;
    TRY(sql_.each("SELECT exhibit FROM fragment WHERE id = ?1",
                  [&](db::Statement& row) { exhibit = text(row, 0); }, basis));
    exhibits.insert(exhibit);
  }
  answer_.exhibits.assign(exhibits.begin(), exhibits.end());
  return {};
}

}  // namespace

Result<Answer> Index::answer(const Reader& reader, std::string_view question,
                             const IsUnder& is_under) {
  TRY_LET(parsed, parse_question(question));
  TRY(impl_->admit(reader));
  return Answering(impl_->sql, parsed, is_under).run();
}

}  // namespace kotobune::index
