#include "index/question_typing.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "index/errors.h"

namespace kotobune::index {
namespace {

using pack::ValueType;

Error malformed(const std::string& word, const std::string& why) {
  return Error(errors::question_malformed, {{"word", word}, {"why", why}});
}

std::string did_you_mean(const std::string& word, const std::vector<std::string>& known,
                         const std::string& why) {
  const auto near = nearest(word, known);
  return near.empty() ? why : why + "; did you mean " + near + "?";
}

DatePart date_part(const std::string& word) {
  if (word == "year") return DatePart::year;
  if (word == "month") return DatePart::month;
  if (word == "day") return DatePart::day;
  return DatePart::whole;
}

// Where a path has got to: the types an entity may be of, or a value.
struct Place {
  std::vector<std::string> types;
  const pack::Property* value = nullptr;
};

class Typing {
 public:
  Typing(const Question& question, const pack::Pack& pack) : question_(question), pack_(pack) {}

  Result<TypedQuestion> run() {
    TRY_LET(ways, ways_to_count());
    std::optional<Error> first;
    // "victims" may be a property of several types; the first of which all that is said holds.
    for (const auto& way : ways) {
      auto typed = read_as(way);
      if (typed.ok()) return typed;
      if (!first) first = typed.error();
    }
    return *first;
  }

 private:
  struct Way {
    std::string type, property;  // property "": entities are counted
  };

  Result<std::vector<Way>> ways_to_count() {
    const auto& steps = question_.what.steps;
    std::vector<Way> out;
    if (steps.size() == 2) {
      const auto* type = pack_.find_type(steps[0]);
      if (type == nullptr) return malformed(steps[0], unknown_type(steps[0]));
      for (const auto& name : {steps[1], singular(steps[1])}) {
        if (out.empty() && type->find(name) != nullptr) out.push_back({type->id, name});
      }
      if (out.empty()) return malformed(steps[1], "there is no such property");
      return out;
    }
    if (steps.size() > 2) return malformed(question_.what.typed, "the path is too long");
    for (const auto& name : {steps[0], singular(steps[0])}) {
      if (!out.empty()) break;
      if (pack_.find_type(name) != nullptr) out.push_back({name, ""});
      for (const auto& type : pack_.types) {
        if (type.find(name) != nullptr) out.push_back({type.id, name});
      }
    }
    if (out.empty()) {
      return malformed(question_.what.typed, unknown_type(singular(question_.what.typed)));
    }
    return out;
  }

  std::string unknown_type(const std::string& word) const {
    std::vector<std::string> known;
    for (const auto& type : pack_.types) {
      known.push_back(type.id);
      for (const auto& property : type.properties) known.push_back(property.id);
    }
    return did_you_mean(word, known, "nothing of that name can be counted");
  }

  Result<TypedQuestion> read_as(const Way& way) {
    TypedQuestion out;
    out.verb = question_.verb;
    out.what = question_.what.typed;
    out.type = way.type;
    out.policy = question_.policy;
    if (!way.property.empty()) {
      TRY_LET(counted, path(way.type, {{way.property}, way.property}));
      out.counted = std::move(counted);
    }
    for (const auto& key : question_.keys) {
      TRY_LET(typed, path(way.type, key));
      out.keys.push_back(std::move(typed));
    }
    TRY_LET(where, expression(way.type, question_.where));
    out.where = std::move(where);
    return out;
  }

  Result<TypedExpression> expression(const std::string& type, const Expression& from) {
    TypedExpression out;
    out.kind = from.kind;
    if (from.kind == Expression::Kind::condition) {
      TRY_LET(typed, condition(type, from.condition));
      out.condition = std::move(typed);
    }
    for (const auto& part : from.parts) {
      TRY_LET(typed, expression(type, part));
      out.parts.push_back(std::move(typed));
    }
    return out;
  }

  Result<TypedPath> path(const std::string& root, const Path& from) {
    TypedPath out;
    out.typed = from.typed;
    Place here{{root}, nullptr};
    for (std::size_t i = 0; i < from.steps.size(); ++i) {
      const auto& word = from.steps[i];
      const bool names_root = i == 0 && from.steps.size() > 1 && word == root;
      if (names_root && pack_.find_property(root, word) == nullptr) continue;
      TRY(step(word, i + 1 == from.steps.size(), here, out));
    }
    if (out.steps.empty()) return malformed(from.typed, "a path ends in a property");
    return out;
  }

  Status step(const std::string& word, bool last, Place& here, TypedPath& out) {
    const auto part = last ? date_part(word) : DatePart::whole;  // whole: no part of a date
    if (here.value != nullptr) {
      if (part == DatePart::whole || here.value->value != ValueType::date) {
        return malformed(word, here.value->id + " is a value, nothing lies behind it");
      }
      out.part = part;
      return {};
    }
    if (forward(word, here, out) || inverse(word, here, out)) return {};
    if (part != DatePart::whole && forward("date", here, out) && here.value != nullptr) {
      out.part = part;
      return {};
    }
    return malformed(word, unknown_step(word, here));
  }

  bool forward(const std::string& word, Place& here, TypedPath& out) {
    Step step;
    std::set<std::string> targets;
    for (const auto& type : here.types) {
      const auto* property = pack_.find_property(type, word);
      if (property == nullptr) continue;
      if (step.of == nullptr) {
        step = {word, type, false, property};
      } else if (step.of->value != property->value) {
        continue;
      } else {
        step.type.clear();
      }
      targets.insert(property->targets.begin(), property->targets.end());
    }
    if (step.of == nullptr) return false;
    const bool leads_on = step.of->value == ValueType::entity;
    here = leads_on ? Place{{targets.begin(), targets.end()}, nullptr} : Place{{}, step.of};
    out.steps.push_back(std::move(step));
    return true;
  }

  // "act" behind a person: the acts that point at her, if by one property only; else "act/victim".
  bool inverse(const std::string& word, Place& here, TypedPath& out) {
    const auto slash = word.find('/');
    const auto* type = pack_.find_type(word.substr(0, slash));
    if (type == nullptr) return false;
    const auto named = slash == std::string::npos ? std::string() : word.substr(slash + 1);
    std::vector<const pack::Property*> found;
    for (const auto& property : type->properties) {
      if (property.value != ValueType::entity || (!named.empty() && property.id != named)) continue;
      const bool points_here = std::any_of(
          property.targets.begin(), property.targets.end(), [&](const std::string& target) {
            return std::find(here.types.begin(), here.types.end(), target) != here.types.end();
          });
      if (points_here) found.push_back(&property);
    }
    if (found.size() != 1) return false;
    out.steps.push_back({found.front()->id, type->id, true, found.front()});
    here = {{type->id}, nullptr};
    return true;
  }

  std::string unknown_step(const std::string& word, const Place& here) const {
    std::vector<std::string> known;
    std::string choices;
    for (const auto& one : here.types) {
      if (const auto* type = pack_.find_type(one)) {
        for (const auto& property : type->properties) known.push_back(property.id);
      }
    }
    for (const auto& type : pack_.types) {
      for (const auto& property : type.properties) {
        const bool points_here = std::any_of(
            property.targets.begin(), property.targets.end(), [&](const std::string& target) {
              return std::find(here.types.begin(), here.types.end(), target) != here.types.end();
            });
        if (points_here && type.id == word) choices += " " + type.id + "/" + property.id;
        if (points_here) known.push_back(type.id + "/" + property.id);
      }
    }
    if (!choices.empty()) return "say by which property:" + choices;
    const auto of = here.types.empty() ? std::string("this") : join(here.types, " or ");
    return did_you_mean(word, known, of + " has no such property");
  }

  Result<TypedCondition> condition(const std::string& root, const Condition& from) {
    TRY_LET(typed, path(root, from.path));
    TypedCondition out;
    out.path = std::move(typed);
    out.test = from.test;
    out.value = from.value;
    if (out.test == Test::recorded) return out;
    if (out.path.steps.back().inverse) {
      return malformed(from.path.typed, "a path that is compared ends in a property");
    }
    TRY(fit(out));
    return out;
  }

  // Does the test suit the value, and is the value one that can be?
  Status fit(TypedCondition& out) {
    const auto& property = out.path.last();
    if (out.path.part != DatePart::whole) return fit_part(out);
    switch (property.value) {
      case ValueType::term: return fit_term(out, property);
      case ValueType::date: return fit_date(out);
      case ValueType::number: return fit_number(out);
      case ValueType::boolean: return fit_boolean(out);
      case ValueType::entity: return fit_entity(out, property);
      default:
        if (out.test == Test::equals || out.test == Test::contains) return {};
        return unsuitable(out, "= or contains");
    }
  }

  static Error unsuitable(const TypedCondition& one, const char* suitable) {
    return malformed(one.path.typed, one.path.last().id + " is compared by " + suitable);
  }

  // "date.year = 2013" asks for what lies in 2013 as a whole.
  static Status fit_part(TypedCondition& out) {
    if (out.test != Test::equals) return unsuitable(out, "=");
    out.date = PartialDate::parse(out.value);
    if (!out.date) return malformed(out.value, "that is no date; write 2013-03 or 2013");
    out.test = Test::in;
    out.path.part = DatePart::whole;
    return {};
  }

  Status fit_term(TypedCondition& out, const pack::Property& property) const {
    if (out.test != Test::equals && out.test != Test::under) return unsuitable(out, "= or under");
    const auto* vocabulary = pack_.find_vocabulary(property.vocabulary);
    if (vocabulary == nullptr) return malformed(property.vocabulary, "there is no such vocabulary");
    const auto* term = vocabulary->find_spoken(out.value);
    if (term == nullptr) {
      std::vector<std::string> known;
      for (const auto& one : vocabulary->terms) known.push_back(one.id);
      return malformed(out.value, did_you_mean(out.value, known,
                                               property.vocabulary + " has no such term"));
    }
    out.value = term->id;
    return {};
  }

  static Status fit_date(TypedCondition& out) {
    const bool suits = out.test == Test::in || out.test == Test::before ||
                       out.test == Test::after || out.test == Test::equals;
    if (!suits) return unsuitable(out, "in, before, after or =");
    out.date = PartialDate::parse(out.value);
    if (!out.date) {
      return malformed(out.value, "that is no date; write 2013, 2013-03, 2013-03-20 or "
                                  "2013-03/2013-05");
    }
    return {};
  }

  static Status fit_number(TypedCondition& out) {
    const bool suits = out.test == Test::equals || out.test == Test::less ||
                       out.test == Test::at_most || out.test == Test::more ||
                       out.test == Test::at_least;
    if (!suits) return unsuitable(out, "=, <, <=, > or >=");
    out.number = record::Decimal::parse(out.value);
    return out.number ? Status() : malformed(out.value, "that is no number");
  }

  static Status fit_boolean(TypedCondition& out) {
    if (out.test != Test::equals) return unsuitable(out, "= yes or = no");
    const bool yes = out.value == "yes" || out.value == "true";
    if (!yes && out.value != "no" && out.value != "false") {
      return malformed(out.value, "that is neither yes nor no");
    }
    out.value = yes ? "yes" : "no";
    return {};
  }

  Status fit_entity(TypedCondition& out, const pack::Property& property) const {
    if (out.test == Test::equals || out.test == Test::contains) return {};
    if (out.test != Test::under) return unsuitable(out, "=, under or contains");
    for (const auto& target : property.targets) {
      const auto* type = pack_.find_type(target);
      if (type == nullptr) continue;
      for (const auto& up : type->properties) {
        const bool climbs = up.value == ValueType::entity && up.how_many == pack::HowMany::single &&
                            up.targets == std::vector<std::string>{target};
        if (climbs) out.climbs_by = up.id;
        if (climbs) return {};
      }
    }
    return malformed(property.id, "what it points at does not lie under anything");
  }

  const Question& question_;
  const pack::Pack& pack_;
};

}  // namespace

Result<TypedQuestion> type_question(const Question& question, const pack::Pack& pack) {
  return Typing(question, pack).run();
}

}  // namespace kotobune::index
