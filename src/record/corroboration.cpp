#include "record/corroboration.h"

#include <algorithm>
#include <numeric>
#include <set>

namespace kotobune::record {

namespace {

bool share(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  return std::any_of(a.begin(), a.end(), [&](const auto& one) {
    return !one.empty() && std::find(b.begin(), b.end(), one) != b.end();
  });
}

bool names(const std::vector<std::string>& ties, const std::string& informant) {
  return !informant.empty() && std::find(ties.begin(), ties.end(), informant) != ties.end();
}

std::optional<Dependence> dependence(const Statement& a, const Statement& b) {
  if (!a.informant.empty() && a.informant == b.informant) return Dependence::informant;
  if (share(a.origins, b.origins)) return Dependence::origin;
  if (share(a.handed_by, b.handed_by)) return Dependence::custody;
  if (names(a.tied_to, b.informant) || names(b.tied_to, a.informant)) return Dependence::relation;
  return std::nullopt;
}

// Which statements hang together, by the smallest index of each group.
class Groups {
 public:
  explicit Groups(std::size_t size) : parent_(size) {
    std::iota(parent_.begin(), parent_.end(), std::size_t{0});
  }
  std::size_t find(std::size_t one) {
    while (parent_[one] != one) one = parent_[one] = parent_[parent_[one]];
    return one;
  }
  void join(std::size_t a, std::size_t b) {
    const auto first = std::min(find(a), find(b));
    parent_[std::max(find(a), find(b))] = first;
  }

 private:
  std::vector<std::size_t> parent_;
};

// Reliability A-F and credibility 1-6 as one place each, worst where nobody has judged.
int reliability(const std::string& grade) {
  return grade.size() == 2 && grade[0] >= 'A' && grade[0] <= 'F' ? grade[0] - 'A' : 5;
}
int credibility(const std::string& grade) {
  return grade.size() == 2 && grade[1] >= '1' && grade[1] <= '6' ? grade[1] - '1' : 5;
}
bool is_good(const std::string& grade) {
  return reliability(grade) <= 1 && credibility(grade) <= 1;
}
bool is_fair(const std::string& grade) {
  return reliability(grade) <= 2 && credibility(grade) <= 2;
}

std::string number_words(std::size_t number, const char* one, const char* many) {
  static constexpr const char* words[] = {"no", "one", "two", "three", "four", "five", "six"};
  const auto shown = number < std::size(words) ? words[number] : std::to_string(number);
  return shown + " " + (number == 1 ? one : many);
}

std::string words_of(const Support& support, bool any_statement_named) {
  std::string out = support.independent > 1
                        ? number_words(support.independent, "independent source",
                                       "independent sources")
                        : number_words(support.independent, "source", "sources");
  if (!any_statement_named) return "nobody is named as the source";
  if (support.statements.size() > support.independent) {
    out += " in " + number_words(support.statements.size(), "statement", "statements");
  }
  if (support.has_document && support.independent > 1) out += ", one of them a document";
  if (!support.direct) out += ", indirect";
  return out;
}

// The table of practice: a grade nobody can rely on stays an allegation; two independent good ones
// are grounds; testimony and document together, uncontradicted, establish.
Strength strength_of(const Support& support, std::size_t good, bool fair, bool has_testimony,
                     bool disputed) {
  if (good >= 2) {
    const bool both = support.has_document && has_testimony;
    return both && !disputed ? Strength::established : Strength::reasonable_grounds;
  }
  return fair ? Strength::reported : Strength::alleged;
}

}  // namespace

const char* word(Dependence dependence) {
  switch (dependence) {
    case Dependence::informant: return "the same informant";
    case Dependence::origin: return "the same original";
    case Dependence::custody: return "the same first holder";
    case Dependence::relation: return "informants who are tied to each other";
  }
  return "";
}

const char* word(Strength strength) {
  switch (strength) {
    case Strength::alleged: return "alleged";
    case Strength::reported: return "reported";
    case Strength::reasonable_grounds: return "reasonable grounds to believe";
    case Strength::established: return "established";
  }
  return "";
}

Corroboration corroborate(const std::vector<Statement>& statements, bool single,
                          const Knowledge& knowledge) {
  Corroboration out;
  Groups hang_together(statements.size());
  for (std::size_t a = 0; a < statements.size(); ++a) {
    for (std::size_t b = a + 1; b < statements.size(); ++b) {
      const auto why = dependence(statements[a], statements[b]);
      if (!why) continue;
      out.ties.push_back({a, b, *why});
      hang_together.join(a, b);
    }
  }
  std::vector<Value> values;
  values.reserve(statements.size());
  for (const auto& statement : statements) values.push_back(statement.value);
  const auto groups = equal_groups(values, knowledge);
  out.disputed = single && groups.size() > 1;
  for (const auto& group : groups) {
    Support support;
    support.statements = group;
    std::set<std::size_t> sources, good;
    bool fair = false, testimony = false, named = false;
    for (const auto at : group) {
      const auto& statement = statements[at];
      named = named || !statement.informant.empty() || statement.document;
      support.has_document = support.has_document || statement.document;
      testimony = testimony || !statement.document;
      support.direct = support.direct || is_good(statement.grade);
      fair = fair || is_fair(statement.grade);
      // Nobody named and nothing cited carries nothing.
      if (statement.informant.empty() && statement.origins.empty()) continue;
      sources.insert(hang_together.find(at));
      if (is_good(statement.grade)) good.insert(hang_together.find(at));
    }
    support.independent = sources.size();
    support.strength = strength_of(support, good.size(), fair, testimony, out.disputed);
    support.words = words_of(support, named || support.independent > 0);
    out.values.push_back(std::move(support));
  }
  return out;
}

}  // namespace kotobune::record
