// Words for the codes of consent, and which items a lock covers.
#include "disclosure/consent.h"

#include <algorithm>
#include <array>

namespace kotobune::disclosure {
namespace {

constexpr std::array<std::string_view, 5> state_words{"yes", "no", "ask", "unknown", "withdrawn"};
constexpr std::array<std::string_view, 5> identity_words{"none", "aggregate", "role", "pseudonym",
                                                         "named"};
constexpr std::array<std::string_view, 8> modality_words{
    "text quote", "paraphrase",   "voice",         "voice altered",
    "face",       "face blurred", "document copy", "medical data"};
constexpr std::array<std::string_view, 5> level_words{"S0", "S1", "S2", "S3", "S4"};
constexpr std::array<std::string_view, 14> purpose_codes{
    "P1", "P2", "P3", "P4", "P5", "P6", "P7", "P8", "P9", "P10", "P11", "P12", "P13", "P14"};
constexpr std::array<std::string_view, 14> purpose_words{
    "in our archive",
    "in our own analysis",
    "in a public report",
    "by the press",
    "by the UN",
    "by the UN with the name given to the government",
    "by the UN with the name published",
    "in a submission to a treaty body or the UPR",
    "in a complaint in their own name",
    "by the UN working group on disappearances",
    "in court",
    "by a partner organization",
    "in training",
    "for contacting them again"};

template <typename Enum, std::size_t n>
std::optional<Enum> parse_word(const std::array<std::string_view, n>& words,
                               std::string_view word) {
  const auto found = std::find(words.begin(), words.end(), word);
  if (found == words.end()) return std::nullopt;
  return static_cast<Enum>(found - words.begin());
}

bool holds(const std::vector<std::string>& list, std::string_view item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

}  // namespace

std::optional<Purpose> parse_purpose(std::string_view code) {
  const auto found = std::find(purpose_codes.begin(), purpose_codes.end(), code);
  if (found == purpose_codes.end()) return std::nullopt;
  return static_cast<Purpose>(found - purpose_codes.begin() + 1);
}
std::string_view code_of(Purpose purpose) {
  return purpose_codes[static_cast<std::size_t>(purpose) - 1];
}
std::string_view use_words(Purpose purpose) {
  return purpose_words[static_cast<std::size_t>(purpose) - 1];
}

std::optional<ConsentState> parse_state(std::string_view word) {
  return parse_word<ConsentState>(state_words, word);
}
std::optional<Identity> parse_identity(std::string_view word) {
  return parse_word<Identity>(identity_words, word);
}
std::optional<Modality> parse_modality(std::string_view word) {
  return parse_word<Modality>(modality_words, word);
}
std::optional<Level> parse_level(std::string_view word) {
  return parse_word<Level>(level_words, word);
}
std::string_view word_of(ConsentState state) {
  return state_words[static_cast<std::size_t>(state)];
}
std::string_view word_of(Identity identity) {
  return identity_words[static_cast<std::size_t>(identity)];
}
std::string_view word_of(Modality modality) {
  return modality_words[static_cast<std::size_t>(modality)];
}
std::string_view word_of(Level level) { return level_words[static_cast<std::size_t>(level)]; }

// An exhibit-less use (the source herself is mentioned) is covered only by what covers everything.
bool Consent::covers(std::string_view exhibit) const {
  return all_items || (!exhibit.empty() && holds(exhibits, exhibit));
}

const PurposeConsent* Consent::find(Purpose purpose) const {
  const auto found = std::find_if(purposes.begin(), purposes.end(), [&](const PurposeConsent& one) {
    return one.purpose == purpose;
  });
  return found == purposes.end() ? nullptr : &*found;
}

bool Restriction::covers(std::string_view exhibit) const {
  return all_items || (!exhibit.empty() && holds(exhibits, exhibit));
}

}  // namespace kotobune::disclosure
