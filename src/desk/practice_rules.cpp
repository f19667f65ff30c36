// What a pack's data makes happen when something is stated: numbers of a style, default locks.
#include <algorithm>

#include "base/text.h"
#include "desk/errors.h"
#include "desk/practice.h"

namespace kotobune::desk {

namespace {

// The number behind {n} of a pattern; nothing where the text is of another style.
std::optional<std::int64_t> number_in(const std::string& text, const std::string& pattern) {
  const auto at = pattern.find("{n}");
  const auto head = pattern.substr(0, at), tail = pattern.substr(at + 3);
  if (text.size() <= head.size() + tail.size() || text.rfind(head, 0) != 0 ||
      text.substr(text.size() - tail.size()) != tail) {
    return std::nullopt;
  }
  return parse_int(text.substr(head.size(), text.size() - head.size() - tail.size()));
}

std::string written(const std::string& pattern, std::int64_t n) {
  std::string out = pattern;
  out.replace(out.find("{n}"), 3, std::to_string(n));
  return out;
}

// docs/format.md 4.4: a rule that is not known counts as an order of a court.
disclosure::RestrictionKind kind_of(const std::string& rule) {
  using disclosure::RestrictionKind;
  if (rule == "court-disclosed-evidence") return RestrictionKind::court_disclosed_evidence;
  if (rule == "licence") return RestrictionKind::licence;
  return rule == "embargo" ? RestrictionKind::embargo : RestrictionKind::court_order;
}

struct Style {
  const pack::Term* term = nullptr;
  std::string property;   // holds the style
  std::string reference;  // "<vocabulary>/<code>"
};

Result<Style> style_of(Desk& desk, const std::string& type, const std::string& code) {
  const auto* known = desk.pack().find_type(type);
  if (known != nullptr) {
    for (const auto& property : known->properties) {
      const auto* words = desk.pack().find_vocabulary(property.vocabulary);
      const auto* term = words == nullptr ? nullptr : words->find(code);
      if (term == nullptr || term->pattern.empty()) continue;
      return Style{term, property.id, words->id + "/" + term->id};
    }
  }
  return Error(errors::part_unknown, {{"what", code}});
}

// Every number of the style that was ever given, superseded and retracted ones too.
Result<std::map<std::int64_t, std::string>> given_numbers(Desk& desk, const std::string& type,
                                                          const std::string& property,
                                                          const std::string& pattern) {
  std::map<std::int64_t, std::string> out;
  const auto reader = desk.index().reader();
  TRY_LET(rows, desk.index().raw().entities(reader, type));
  for (const auto& row : rows) {
    TRY_LET(view, desk.index().raw().entity(reader, row.id));
    for (const auto& value : view.values) {
      if (value.property != property) continue;
      if (const auto n = number_in(value.shown, pattern)) out.emplace(*n, row.id);
    }
  }
  return out;
}

// Exhibits an entity names by a property: those on record and those stated now.
Result<std::vector<std::string>> exhibits_named(Desk& desk, const std::string& entity,
                                                const std::string& property,
                                                const NewAssertion& said) {
  std::vector<std::string> out;
  TRY_LET(view, desk.index().entity(entity));
  if (view) {
    for (const auto& value : view->values) {
      if (value.property == property) out.push_back(value.value["entity"].str());
    }
  }
  for (const auto& value : said.values) {
    if (value.property == property) out.push_back(value.value["entity"].str());
  }
  std::erase(out, "");
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

// Is the lock asked for: stated now, or on record while the exhibits are stated now?
Result<bool> asked_for(Desk& desk, const std::string& entity, const pack::Property& property,
                       const NewAssertion& said) {
  const auto states = [&](const std::string& id) {
    return std::any_of(said.values.begin(), said.values.end(),
                       [&](const auto& value) { return value.property == id; });
  };
  if (states(property.id)) return true;
  if (!states(property.locks->items)) return false;
  TRY_LET(view, desk.index().entity(entity));
  return view && std::any_of(view->values.begin(), view->values.end(), [&](const auto& value) {
    return value.property == property.id;
  });
}

Status add_lock(Desk& desk, const std::string& entity, const pack::Property& property,
                const NewAssertion& said, std::vector<vault::NewRecord>& out) {
  const auto& lock = *property.locks;
  const auto slash = lock.term.find('/');
  const auto* words = desk.pack().find_vocabulary(lock.term.substr(0, slash));
  const auto* term = words == nullptr ? nullptr : words->find(lock.term.substr(slash + 1));
  if (term == nullptr || term->lock.empty()) return Error(errors::part_unknown,
                                                          {{"what", lock.term}});
  TRY_LET(exhibits, exhibits_named(desk, entity, lock.items, said));
  for (const auto& id : exhibits) {
    TRY_LET(exhibit, desk.index().exhibit(id));
    if (!exhibit) continue;
    TRY_LET(facts, desk.index().facts_about_exhibit(*exhibit));
    // A lock of another kind, or one that ends, is no reason to leave this one out.
    const bool locked = std::any_of(facts.begin(), facts.end(), [&](const auto& one) {
      return std::any_of(one.restrictions.begin(), one.restrictions.end(), [&](const auto& there) {
        return there.covers(one.exhibit) && !there.until_day && there.kind == kind_of(term->lock);
      });
    });
    if (locked) continue;
    Json allowed = Json::array();
    for (const auto& purpose : term->lock_allows) allowed.push(purpose);
    Json body = Json::object();
    body.set("items", Json(Json::Array{Json(exhibit->id)})).set("rule", term->lock);
    body.set("allowed", std::move(allowed)).set("from", term->id);
    out.push_back({"restriction", exhibit->compartment, std::move(body), {}, {}});
  }
  return {};
}

}  // namespace

Result<std::string> give_number(Desk& desk, const std::string& entity, const std::string& style,
                                std::optional<std::int64_t> wanted,
                                const std::string& number_property) {
  TRY_LET(view, desk.index().entity(entity));
  if (!view) return Error(errors::entity_unknown, {{"entity", entity}});
  if (desk.pack().find_property(view->type, number_property) == nullptr) {
    return Error(errors::part_unknown, {{"what", view->type + "." + number_property}});
  }
  TRY_LET(chosen, style_of(desk, view->type, style));
  TRY_LET(given, given_numbers(desk, view->type, number_property, chosen.term->pattern));
  const auto n = wanted.value_or(given.empty() ? 1 : given.rbegin()->first + 1);
  const auto number = written(chosen.term->pattern, n);
  const auto taken = given.find(n);
  if (taken != given.end()) return Error(errors::number_taken, {{"number", number}});
  NewAssertion said;
  said.entity = entity;
  said.type = view->type;
  Json as_term = Json::object(), as_text = Json::object();
  as_term.set("term", chosen.reference);
  as_text.set("text", number);
  said.values.push_back({chosen.property, std::move(as_term), {}, ""});
  said.values.push_back({number_property, std::move(as_text), {}, ""});
  TRY(desk.assert_values(said));
  return number;
}

Result<std::vector<vault::NewRecord>> default_locks(Desk& desk, const std::string& entity,
                                                    const NewAssertion& said) {
  std::vector<vault::NewRecord> out;
  const auto* type = desk.pack().find_type(said.type);
  if (type == nullptr) return out;
  for (const auto& property : type->properties) {
    if (!property.locks) continue;
    TRY_LET(asked, asked_for(desk, entity, property, said));
    if (!asked) continue;
    TRY(add_lock(desk, entity, property, said, out));
    const auto& lock = *property.locks;
    const bool told = lock.says.empty() ||
                      std::any_of(said.values.begin(), said.values.end(), [&](const auto& value) {
                        return value.property == lock.says;
                      });
    if (told || out.empty()) continue;
    Json term = Json::object(), one = Json::object();
    term.set("term", lock.term);
    one.set("p", lock.says).set("val", std::move(term));
    Json body = Json::object();
    body.set("e", entity).set("type", said.type).set("a", Json(Json::Array{std::move(one)}));
    out.push_back({"assert", said.compartment, std::move(body), {}, {}});
  }
  return out;
}

}  // namespace kotobune::desk
