#include "pack/compare.h"

#include <algorithm>

#include "base/text.h"
#include "pack/errors.h"

namespace kotobune::pack {
namespace {

constexpr std::size_t names_told = 12;

void compare_property(const Pack& before, const Pack& after, const Type& type,
                      const Property& old, Differences& out) {
  const std::string name = type.id + "." + old.id;
  const Property* now = after.find_property(type.id, old.id);
  if (now == nullptr) return out.gone.push_back(name);
  if (now->value != old.value || now->vocabulary != old.vocabulary) out.changed.push_back(name);
  const bool lower = after.sensitivity_of(type.id, old.id) < before.sensitivity_of(type.id, old.id);
  if (lower || (!old.compartment.empty() && now->compartment != old.compartment)) {
    out.weaker.push_back(name);
  }
}

void compare_terms(const Vocabulary& from, const Vocabulary& to, std::vector<std::string>& out) {
  for (const Term& term : from.terms) {
    if (to.find(term.id) == nullptr) out.push_back(from.id + "/" + term.id);
  }
}

void note_added(const Pack& before, const Pack& after, Differences& out) {
  for (const Type& type : after.types) {
    const Type* old = before.find_type(type.id);
    if (old == nullptr) {
      out.added.push_back(type.id);
      continue;
    }
    for (const Property& property : type.properties) {
      if (old->find(property.id) == nullptr) out.added.push_back(type.id + "." + property.id);
    }
  }
  for (const Vocabulary& vocabulary : after.vocabularies) {
    const Vocabulary* old = before.find_vocabulary(vocabulary.id);
    if (old == nullptr) out.added.push_back("vocabulary " + vocabulary.id);
    else compare_terms(vocabulary, *old, out.added);
  }
  for (const Profile& profile : after.profiles) {
    if (before.find_profile(profile.id) == nullptr) out.added.push_back("profile " + profile.id);
  }
  for (const Norm& norm : after.norms) {
    if (before.find_norm(norm.id) == nullptr) out.added.push_back("norm " + norm.id);
  }
}

std::string told(std::vector<std::string> names) {
  if (names.size() > names_told) {
    const std::size_t more = names.size() - names_told;
    names.resize(names_told);
    names.push_back("and " + std::to_string(more) + " more");
  }
  return join(names, ", ");
}

}  // namespace

Differences differences(const Pack& before, const Pack& after) {
  Differences out;
  for (const Type& type : before.types) {
    if (after.find_type(type.id) == nullptr) {
      out.gone.push_back(type.id);
      continue;
    }
    for (const Property& property : type.properties) {
      compare_property(before, after, type, property, out);
    }
  }
  for (const Vocabulary& vocabulary : before.vocabularies) {
    const Vocabulary* now = after.find_vocabulary(vocabulary.id);
    if (now == nullptr) {
      for (const Term& term : vocabulary.terms) out.gone.push_back(vocabulary.id + "/" + term.id);
    } else {
      compare_terms(vocabulary, *now, out.gone);
    }
  }
  for (const Profile& profile : before.profiles) {
    if (after.find_profile(profile.id) == nullptr) out.gone.push_back("profile " + profile.id);
  }
  for (const Norm& norm : before.norms) {
    if (after.find_norm(norm.id) == nullptr) out.gone.push_back("norm " + norm.id);
  }
  note_added(before, after, out);
  return out;
}

Status may_replace(const Pack& before, const Pack& after, const Uses& uses, Weaker weaker) {
  const Differences all = differences(before, after);
  std::vector<std::string> lost;
  const auto in = [](const std::vector<std::string>& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  for (const std::string& type : uses.types) {
    if (in(all.gone, type)) lost.push_back(type);
  }
  for (const auto& [type, property] : uses.properties) {
    const std::string name = type + "." + property;
    if (in(all.gone, name) || in(all.changed, name)) lost.push_back(name);
  }
  for (const auto& [vocabulary, term] : uses.terms) {
    const std::string name = vocabulary + "/" + term;
    if (in(all.gone, name)) lost.push_back(name);
  }
  if (!lost.empty()) return Error(errors::pack_would_lose, {{"names", told(std::move(lost))}});
  if (weaker == Weaker::refuse && !all.weaker.empty()) {
    return Error(errors::pack_protects_less, {{"names", told(all.weaker)}});
  }
  return {};
}

namespace {

template <typename List>
Status append(List& base, const List& more, const std::string& kind) {
  for (const auto& one : more) {
    const bool twice = std::any_of(base.begin(), base.end(),
                                   [&](const auto& other) { return other.id == one.id; });
    if (twice) return Error(errors::pack_clash, {{"name", kind + one.id}});
    base.push_back(one);
  }
  return {};
}

Status merge_type(Pack& base, const Type& type) {
  for (Type& own : base.types) {
    if (own.id != type.id) continue;
    if (!type.extends) return Error(errors::pack_clash, {{"name", type.id}});
    own.sensitivity = std::max(own.sensitivity, type.sensitivity);
    return append(own.properties, type.properties, type.id + ".");
  }
  if (type.extends) return Error(errors::pack_base_missing, {{"base", type.id}});
  base.types.push_back(type);
  return {};
}

}  // namespace

Status merge(Pack& base, const Pack& extension) {
  for (const Type& type : extension.types) TRY(merge_type(base, type));
  TRY(append(base.vocabularies, extension.vocabularies, "vocabulary "));
  TRY(append(base.profiles, extension.profiles, "profile "));
  TRY(append(base.norms, extension.norms, "norm "));
  TRY(append(base.views, extension.views, "view "));
  TRY(append(base.checks, extension.checks, "check "));
  TRY(append(base.forms, extension.forms, "form "));
  TRY(append(base.pages, extension.pages, "page "));
  TRY(append(base.templates, extension.templates, "template "));
  TRY(append(base.lessons, extension.lessons, "lesson "));
  return {};
}

}  // namespace kotobune::pack
