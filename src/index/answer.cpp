// Answers a question over the current statements that the reader may see.
//
// An act is not a victim: `count acts` counts entities of that type, `count victims` the different
// persons they point at, those that a `same` record joins counted once.
// Every condition is answered yes, no or unknown ("2013" may lie in March 2013), and unknown is
// never counted as yes, nor as no: the answer says how many more it may be. Where sources disagree
// about a value that decides, the answer says so, or does what the question's policy states.
#include <algorithm>
#include <map>
#include <set>

#include "base/answer.h"
#include "base/text.h"
#include "index/errors.h"
#include "index/impl.h"
#include "index/question_typing.h"
#include "index/reading.h"
#include "text/normalize.h"

namespace kotobune::index {
namespace {

using Truth = kotobune::Answer;

// What came of a condition on one entity.
struct Verdict {
  Truth truth = Truth::yes;
  bool disputed = false;  // sources disagree, and it decides
  bool absent = false;    // unknown because nothing is recorded
};

Verdict opposite_of(Verdict one) {
  one.truth = opposite(one.truth);
  return one;
}

class Answering {
 public:
  Answering(Reading& reading, const TypedQuestion& question, const pack::Pack& pack)
      : reading_(reading), question_(question), pack_(pack) {}

  Result<Answer> run(Statements& sql) {
    TRY(select());
    answer_.unit = question_.what;
    TRY(question_.verb == Verb::table ? tabulate() : gather());
    answer_.left_out = reading_.left_out();
    TRY(finish(sql));
    return std::move(answer_);
  }

 private:
  struct Chosen {
    std::string entity;
    bool certain = true;  // false: may belong here
  };

  Status select();
  Result<Verdict> judge(const TypedExpression& where, const std::string& entity);
  Result<Verdict> judge_all(const TypedExpression& where, const std::string& entity);
  Result<Verdict> judge_any(const TypedExpression& where, const std::string& entity);
  Result<Verdict> hold(const TypedCondition& condition, const std::string& entity,
                       std::size_t step);
  Result<Truth> compare(const TypedCondition& condition, const Said& said);
  Result<bool> lies_under(const TypedCondition& condition, std::string entity);
  Result<bool> same_entity(const TypedCondition& condition, const Said& said);
  Status rest_on(const TypedExpression& where, const std::string& entity);
  Status rest_on(const TypedPath& path, const std::string& entity, std::size_t step);
  void rest_on(const Said& said);
  Result<std::vector<const Said*>> ends_of(const TypedPath& path, const std::string& entity);
  // The label of an entity, and a value at the end of a path, as they will be read in a row.
  Result<std::string> print_label(const std::string& entity);
  void print(const TypedPath& path);
  Result<std::string> key_of(const TypedPath& path, const std::string& entity);
  Result<std::set<std::string>> counted_of(const std::string& entity);
  Status gather();
  Status list(const std::set<std::string>& counted);
  Status tabulate();
  Status finish(Statements& sql);

  Reading& reading_;
  const TypedQuestion& question_;
  const pack::Pack& pack_;
  std::vector<Chosen> chosen_;
  std::set<std::string> assertions_, informants_, bases_;
  std::set<Answer::Printed> printed_;
  Answer answer_;
};

Status Answering::select() {
  TRY_LET(entities, reading_.entities(question_.type));
  for (const auto& entity : entities) {
    TRY_LET(verdict, judge(question_.where, entity));
    answer_.touches_dispute = answer_.touches_dispute || verdict.disputed;
    const bool unclear = verdict.truth == Truth::unknown;
    if (unclear && verdict.absent) ++answer_.unrecorded;
    if (unclear && !verdict.absent) ++answer_.uncertain;
    const bool settled = !verdict.disputed || question_.policy == Policy::unstated ||
                         question_.policy == Policy::both;
    const bool certain = verdict.truth == Truth::yes && settled;
    const bool possible = certain || verdict.truth == Truth::yes || verdict.disputed ||
                          (unclear && !verdict.absent);
    if (!possible) continue;
    chosen_.push_back({entity, certain});
    if (certain || question_.policy == Policy::range) TRY(rest_on(question_.where, entity));
  }
  return {};
}

Result<Verdict> Answering::judge(const TypedExpression& where, const std::string& entity) {
  switch (where.kind) {
    case Expression::Kind::always: return Verdict{};
    case Expression::Kind::condition: return hold(where.condition, entity, 0);
    case Expression::Kind::all_of: return judge_all(where, entity);
    case Expression::Kind::any_of: return judge_any(where, entity);
    case Expression::Kind::none_of: {
      TRY_LET(part, judge(where.parts.front(), entity));
      return opposite_of(part);
    }
  }
  return Verdict{};
}

// A clear no of one part decides, whatever the others are disputed about.
Result<Verdict> Answering::judge_all(const TypedExpression& where, const std::string& entity) {
  Verdict out;
  bool only_absent = true;
  for (const auto& part : where.parts) {
    TRY_LET(one, judge(part, entity));
    if (one.truth == Truth::no && !one.disputed) return Verdict{Truth::no, false, false};
    out.disputed = out.disputed || one.disputed;
    if (one.truth == Truth::unknown) only_absent = only_absent && one.absent;
    out.truth = both(out.truth, one.truth);
  }
  out.absent = out.truth == Truth::unknown && only_absent;
  return out;
}

Result<Verdict> Answering::judge_any(const TypedExpression& where, const std::string& entity) {
  TypedExpression all;
  all.kind = Expression::Kind::all_of;
  for (const auto& part : where.parts) {
    TypedExpression none;
    none.kind = Expression::Kind::none_of;
    none.parts.push_back(part);
    all.parts.push_back(std::move(none));
  }
  TRY_LET(none, judge_all(all, entity));
  return opposite_of(none);
}

// One value that fits is enough. Two values of a property that can have one only are a dispute.
Result<Verdict> Answering::hold(const TypedCondition& condition, const std::string& entity,
                                std::size_t at) {
  const auto& step = condition.path.steps[at];
  const bool last = at + 1 == condition.path.steps.size();
  TRY_LET(values, reading_.step(step, entity));
  if (condition.test == Test::recorded && last) {
    return Verdict{answer(values != nullptr), false, false};
  }
  if (values == nullptr) return Verdict{Truth::unknown, false, true};
  bool any_yes = false, any_unknown = false, any_no = false, only_absent = true;
  Verdict out;
  for (const auto* said : *values) {
    Verdict one;
    if (last) {
      TRY_LET(truth, compare(condition, *said));
      one.truth = truth;
    } else {
      TRY_LET(behind, hold(condition, step.inverse ? said->entity : said->ref, at + 1));
      one = behind;
    }
    any_yes = any_yes || one.truth == Truth::yes;
    any_no = any_no || one.truth == Truth::no;
    if (one.truth == Truth::unknown) {
      any_unknown = true;
      only_absent = only_absent && one.absent;
    }
    out.disputed = out.disputed || one.disputed;
  }
  const bool single = !step.inverse && step.of->how_many == pack::HowMany::single;
  if (single && (any_yes + any_no + any_unknown) > 1) out.disputed = true;
  out.truth = any_yes ? Truth::yes : any_unknown ? Truth::unknown : Truth::no;
  out.absent = out.truth == Truth::unknown && only_absent;
  return out;
}

Result<Truth> Answering::compare(const TypedCondition& condition, const Said& said) {
  const auto& property = condition.path.last();
  switch (property.value) {
    case pack::ValueType::term: {
      const auto* vocabulary = pack_.find_vocabulary(property.vocabulary);
      const bool under = condition.test == Test::under && vocabulary != nullptr &&
                         vocabulary->is_under(said.shown, condition.value);
      return answer(under || said.shown == condition.value);
    }
    case pack::ValueType::date: {
      const auto date = PartialDate::parse(said.shown);
      if (!date) return Truth::unknown;  // a wording nobody has dated yet
      if (condition.test == Test::before) return before(*date, *condition.date);
      if (condition.test == Test::after) return after(*date, *condition.date);
      return within(*date, *condition.date);
    }
    case pack::ValueType::number: {
      const auto json = parse_json(said.value);
      const auto amount = json.ok() && (*json)["num"].is_string()
                              ? record::Decimal::parse((*json)["num"].str())
                              : record::Decimal::parse(said.shown.substr(0, said.shown.find(' ')));
      if (!amount) return Truth::unknown;
      const int order = record::Decimal::compare(*amount, *condition.number);
      switch (condition.test) {
        case Test::less: return answer(order < 0);
        case Test::at_most: return answer(order <= 0);
        case Test::more: return answer(order > 0);
        case Test::at_least: return answer(order >= 0);
        default: return answer(order == 0);
      }
    }
    case pack::ValueType::entity: {
      TRY_LET(same, same_entity(condition, said));
      if (same || condition.test != Test::under) return answer(same);
      TRY_LET(under, lies_under(condition, said.ref));
      return answer(under);
    }
    default: break;
  }
  if (condition.test == Test::contains) {
    return answer(text::fold(said.shown).find(text::fold(condition.value)) != std::string::npos);
  }
  return answer(said.shown == condition.value ||
                text::fold(said.shown) == text::fold(condition.value));
}

Result<bool> Answering::same_entity(const TypedCondition& condition, const Said& said) {
  if (said.shown == condition.value || said.ref == condition.value) return true;
  if (said.ref.empty()) return false;
  TRY_LET(label, reading_.label_of(said.ref));
  if (condition.test == Test::contains) {
    return text::fold(label).find(text::fold(condition.value)) != std::string::npos;
  }
  return label == condition.value;
}

Result<bool> Answering::lies_under(const TypedCondition& condition, std::string entity) {
  const Step up{condition.climbs_by, "", false, &condition.path.last()};
  std::set<std::string> seen;
  while (!entity.empty() && seen.insert(entity).second) {
    TRY_LET(values, reading_.step(up, entity));
    if (values == nullptr) return false;
    entity.clear();
    for (const auto* said : *values) {
      TypedCondition equals = condition;
      equals.test = Test::equals;
      TRY_LET(same, same_entity(equals, *said));
      if (same) return true;
      if (entity.empty()) entity = said->ref;
    }
  }
  return false;
}

void Answering::rest_on(const Said& said) {
  assertions_.insert(said.assertion);
  if (!said.informant.empty()) informants_.insert(said.informant);
  const auto bases = parse_json(said.bases);
  if (!bases.ok()) return;
  for (const auto& basis : bases->items()) bases_.insert(basis.str());
}

Status Answering::rest_on(const TypedExpression& where, const std::string& entity) {
  if (where.kind == Expression::Kind::condition) return rest_on(where.condition.path, entity, 0);
  for (const auto& part : where.parts) TRY(rest_on(part, entity));
  return {};
}

Status Answering::rest_on(const TypedPath& path, const std::string& entity, std::size_t at) {
  TRY_LET(values, reading_.step(path.steps[at], entity));
  if (values == nullptr) return {};
  for (const auto* said : *values) {
    rest_on(*said);
    if (at + 1 == path.steps.size()) continue;
    TRY(rest_on(path, path.steps[at].inverse ? said->entity : said->ref, at + 1));
  }
  return {};
}

// The statements at the end of a path; of a path that ends in an inverse step, those that point.
Result<std::vector<const Said*>> Answering::ends_of(const TypedPath& path,
                                                    const std::string& entity) {
  std::vector<std::string> here{entity};
  std::vector<const Said*> out;
  for (const auto& step : path.steps) {
    std::vector<std::string> next;
    out.clear();
    for (const auto& one : here) {
      TRY_LET(values, reading_.step(step, one));
      if (values == nullptr) continue;
      for (const auto* said : *values) {
        out.push_back(said);
        next.push_back(step.inverse ? said->entity : said->ref);
      }
    }
    here = std::move(next);
  }
  return out;
}

std::string part_of(const std::string& date, DatePart part) {
  const auto parsed = PartialDate::parse(date);
  if (part == DatePart::whole || !parsed) return date;
  const std::size_t length = part == DatePart::year ? 4 : part == DatePart::month ? 7 : 10;
  const auto enough = part == DatePart::year    ? DatePrecision::year
                      : part == DatePart::month ? DatePrecision::month
                                                : DatePrecision::day;
  if (parsed->is_interval() || parsed->precision() == DatePrecision::between) return date;
  if (parsed->precision() < enough || date.size() < length || date[0] == '-') return date;
  return date.substr(0, length) + (parsed->uncertain() || parsed->approximate() ? "?" : "");
}

Result<std::string> Answering::print_label(const std::string& entity) {
  TRY_LET(label, reading_.whole_label_of(entity));
  if (!label.property.empty()) printed_.insert({label.type, label.property, false});
  return std::move(label.shown);
}

void Answering::print(const TypedPath& path) {
  const auto& step = path.steps.back();
  const bool coarse = path.part == DatePart::year || path.part == DatePart::month;
  const auto& type = path.steps.size() == 1 && !step.inverse ? question_.type : step.type;
  for (const auto& one : pack_.types) {
    const bool meant = type.empty() ? one.find(step.property) != nullptr : one.id == type;
    if (meant) printed_.insert({one.id, step.property, coarse});
  }
}

Result<std::string> Answering::key_of(const TypedPath& path, const std::string& entity) {
  TRY_LET(ends, ends_of(path, entity));
  TRY(rest_on(path, entity, 0));
  std::set<std::string> groups;
  for (const auto* said : ends) {
    std::string shown = said->shown;
    const auto& target = path.steps.back().inverse ? said->entity : said->ref;
    if (!target.empty() && path.last().value == pack::ValueType::entity) {
      TRY_LET(label, print_label(target));
      shown = std::move(label);
    } else {
      print(path);
    }
    groups.insert(part_of(shown, path.part));
  }
  if (groups.empty()) return std::string("not recorded");
  const auto& last = path.steps.back();
  const bool single = !last.inverse && last.of->how_many == pack::HowMany::single &&
                      path.steps.size() == 1;
  if (single && groups.size() > 1) answer_.touches_dispute = true;
  return join({groups.begin(), groups.end()}, " / ");
}

Result<std::set<std::string>> Answering::counted_of(const std::string& entity) {
  if (!question_.counted) return std::set<std::string>{entity};
  std::set<std::string> out;
  TRY_LET(ends, ends_of(*question_.counted, entity));
  for (const auto* said : ends) {
    rest_on(*said);
    out.insert(said->key());
  }
  const auto& step = question_.counted->steps.back();
  if (step.of->how_many == pack::HowMany::single && out.size() > 1) answer_.touches_dispute = true;
  return out;
}

Status Answering::gather() {
  std::set<std::string> certain, possible;
  for (const auto& one : chosen_) {
    TRY_LET(counted, counted_of(one.entity));
    possible.insert(counted.begin(), counted.end());
    if (one.certain) certain.insert(counted.begin(), counted.end());
  }
  if (!question_.counted && question_.where.kind == Expression::Kind::always) {
    TRY(reading_.all_of_type(question_.type, [&](const Said& said) { rest_on(said); }));
  }
  if (possible.size() > certain.size()) {
    answer_.at_most = static_cast<std::int64_t>(possible.size());
  }
  if (question_.verb == Verb::list) return list(certain);
  answer_.number = static_cast<std::int64_t>(certain.size());
  return {};
}

Status Answering::list(const std::set<std::string>& counted) {
  answer_.header = {question_.what};
  for (const auto& key : question_.keys) answer_.header.push_back(key.typed);
  struct Row {
    std::vector<std::string> cells;
    std::string entity;
  };
  std::vector<Row> rows;
  for (const auto& id : counted) {
    TRY_LET(label, print_label(id));
    if (question_.counted && label == id) print(*question_.counted);  // a value, not an entity
    Row row{{label}, id};
    if (!question_.counted) {
      for (const auto& key : question_.keys) {
        TRY_LET(cell, key_of(key, id));
        row.cells.push_back(cell);
      }
    }
    rows.push_back(std::move(row));
  }
  if (question_.counted) answer_.header.resize(1);
  std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) {
    return a.cells != b.cells ? a.cells < b.cells : a.entity < b.entity;
  });
  for (auto& row : rows) {
    answer_.rows.push_back(std::move(row.cells));
    answer_.entities.push_back(std::move(row.entity));
  }
  return {};
}

Status Answering::tabulate() {
  struct Cell {
    std::set<std::string> certain, possible;
  };
  std::map<std::vector<std::string>, Cell> groups;
  std::set<std::string> certain, possible;
  for (const auto& one : chosen_) {
    if (!one.certain && question_.policy != Policy::range) continue;
    std::vector<std::string> key;
    for (const auto& path : question_.keys) {
      TRY_LET(group, key_of(path, one.entity));
      key.push_back(std::move(group));
    }
    TRY_LET(counted, counted_of(one.entity));
    auto& cell = groups[key];
    cell.possible.insert(counted.begin(), counted.end());
    if (one.certain) cell.certain.insert(counted.begin(), counted.end());
  }
  for (const auto& key : question_.keys) answer_.header.push_back(key.typed);
  answer_.header.push_back(question_.what);
  for (const auto& [key, cell] : groups) {
    auto row = key;
    auto number = std::to_string(cell.certain.size());
    if (cell.possible.size() > cell.certain.size()) {
      number += "-" + std::to_string(cell.possible.size());
    }
    row.push_back(std::move(number));
    answer_.rows.push_back(std::move(row));
  }
  return {};
}

Status Answering::finish(Statements& sql) {
  answer_.assertions.assign(assertions_.begin(), assertions_.end());
  answer_.informants.assign(informants_.begin(), informants_.end());
  answer_.policy_stated = question_.policy != Policy::unstated;
  std::set<std::string> exhibits;
  for (const auto& basis : bases_) {
    std::string exhibit = basis;
    TRY(sql.each("SELECT exhibit FROM fragment WHERE id = ?1",
                 [&](db::Statement& row) { exhibit = text(row, 0); }, basis));
    exhibits.insert(exhibit);
  }
  answer_.exhibits.assign(exhibits.begin(), exhibits.end());
  answer_.printed.assign(printed_.begin(), printed_.end());
  return {};
}

}  // namespace

Result<Answer> Index::answer(const Reader& reader, std::string_view question,
                             const pack::Pack& pack) {
  TRY_LET(parsed, parse_question(question));
  TRY_LET(typed, type_question(parsed, pack));
  TRY(impl_->admit(reader));
  TRY_LET(book, impl_->facts());
  Reading reading(impl_->sql, [&, book = book](const std::string& informant) {
    const auto* source = book->by_entity(informant);
    if (source == nullptr) return false;
    auto facts = book->facts_of_source(reader, *source);
    facts.identity = disclosure::Identity::aggregate;
    facts.modality = disclosure::Modality::paraphrase;
    return !disclosure::decide(reader.scope, facts).allowed();
  }, [&, book = book](const std::string& entity) {
    return book->exhibit(entity) != nullptr && !book->visible(reader, entity);
  });
  TRY(reading.begin());
  return Answering(reading, typed, pack).run(impl_->sql);
}

}  // namespace kotobune::index
