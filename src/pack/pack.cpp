// Looking things up in a pack.
#include "pack/pack.h"

#include <algorithm>
#include <array>

namespace kotobune::pack {
namespace {

constexpr std::array<std::string_view, 10> value_words{
    "text", "term", "entity", "date", "place", "number", "name", "fragment", "boolean", "url"};
constexpr std::int64_t days_fresh = 180;
constexpr int most_secret = 4;

template <typename List>
auto find_by_id(const List& list, std::string_view id) -> decltype(&list.front()) {
  const auto found =
      std::find_if(list.begin(), list.end(), [&](const auto& one) { return one.id == id; });
  return found == list.end() ? nullptr : &*found;
}

}  // namespace

void Labels::set(std::string language, std::string text, bool reviewed) {
  for (One& one : texts_) {
    if (one.language != language) continue;
    one.text = std::move(text);
    one.reviewed = reviewed;
    return;
  }
  texts_.push_back({std::move(language), std::move(text), reviewed});
}

bool Labels::has(std::string_view language) const {
  return std::any_of(texts_.begin(), texts_.end(),
                     [&](const One& one) { return one.language == language; });
}

bool Labels::needs_review(std::string_view language) const {
  return std::any_of(texts_.begin(), texts_.end(), [&](const One& one) {
    return one.language == language && !one.reviewed;
  });
}

const std::string& Labels::in(std::string_view language) const {
  static const std::string none;
  const std::string* english = &none;
  for (const One& one : texts_) {
    if (one.language == language) return one.text;
    if (one.language == "en") english = &one.text;
  }
  return *english;
}

std::optional<ValueType> parse_value_type(std::string_view word) {
  const auto found = std::find(value_words.begin(), value_words.end(), word);
  if (found == value_words.end()) return std::nullopt;
  return static_cast<ValueType>(found - value_words.begin());
}

std::string_view word_of(ValueType type) { return value_words[static_cast<std::size_t>(type)]; }

const Property* Type::find(std::string_view property) const {
  return find_by_id(properties, property);
}

const Term* Vocabulary::find(std::string_view term) const { return find_by_id(terms, term); }

const Term* Vocabulary::find_spoken(std::string_view word) const {
  if (const Term* term = find(word)) return term;
  const auto found = std::find_if(terms.begin(), terms.end(), [&](const Term& term) {
    return std::find(term.aliases.begin(), term.aliases.end(), word) != term.aliases.end();
  });
  return found == terms.end() ? nullptr : &*found;
}

bool Vocabulary::is_under(std::string_view term, std::string_view ancestor) const {
  if (find(ancestor) == nullptr) return false;
  // P3 makes this end: no term lies under itself.
  for (const Term* at = find(term); at != nullptr; at = find(at->parent)) {
    if (at->id == ancestor) return true;
  }
  return false;
}

bool Profile::is_stale(std::int64_t today) const {
  const auto checked = Instant::parse(checked_on);
  if (!checked) return true;
  constexpr std::int64_t ms_a_day = 86'400'000;
  return today - checked->ms / ms_a_day > days_fresh;
}

const Type* Pack::find_type(std::string_view id) const { return find_by_id(types, id); }

const Property* Pack::find_property(std::string_view type, std::string_view property) const {
  const Type* found = find_type(type);
  return found == nullptr ? nullptr : found->find(property);
}

const Vocabulary* Pack::find_vocabulary(std::string_view id) const {
  return find_by_id(vocabularies, id);
}

const Profile* Pack::find_profile(std::string_view id) const { return find_by_id(profiles, id); }
const Norm* Pack::find_norm(std::string_view id) const { return find_by_id(norms, id); }

bool Pack::is_under(std::string_view vocabulary, std::string_view term,
                    std::string_view ancestor) const {
  const Vocabulary* found = find_vocabulary(vocabulary);
  return found != nullptr && found->is_under(term, ancestor);
}

int Pack::sensitivity_of(std::string_view type, std::string_view property) const {
  const Type* found = find_type(type);
  const Property* one = found == nullptr ? nullptr : found->find(property);
  return one == nullptr ? most_secret : std::max(found->sensitivity, one->sensitivity);
}

}  // namespace kotobune::pack
