// What a person agreed to and what else locks her words, as plain facts. The index or the fold
// fills these from consent and restriction records; this room only judges them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "disclosure/purpose.h"

namespace kotobune::disclosure {

enum class ConsentState : std::uint8_t { yes, no, ask, unknown, withdrawn };

// How much of the person may be seen; rising, so that < means "shows less".
enum class Identity : std::uint8_t { none, aggregate, role, pseudonym, named };

enum class Modality : std::uint8_t {
  text_quote,
  paraphrase,
  voice,
  voice_altered,
  face,
  face_blurred,
  document_copy,
  medical
};

// Sensitivity: S0 public .. S4 sealed. Rising.
enum class Level : std::uint8_t { s0, s1, s2, s3, s4 };

std::optional<ConsentState> parse_state(std::string_view word);  // "yes" ... "withdrawn"
std::optional<Identity> parse_identity(std::string_view word);   // "named" ...
std::optional<Modality> parse_modality(std::string_view word);   // "text quote" ...
std::optional<Level> parse_level(std::string_view word);         // "S3"
std::string_view word_of(ConsentState state);
std::string_view word_of(Identity identity);
std::string_view word_of(Modality modality);
std::string_view word_of(Level level);

struct PurposeConsent {
  Purpose purpose = Purpose::archive;
  ConsentState state = ConsentState::unknown;
  Identity identity = Identity::none;      // the most that may be shown
  std::vector<Modality> modalities;        // the forms agreed to; empty = none
  std::optional<std::int64_t> expiry_day;  // last valid day, days since 1970-01-01
};

// One consent record in force. Superseded ones never reach this room.
struct Consent {
  std::string record_id;
  std::string source;  // code, "W-MS03"
  bool all_items = true;
  std::vector<std::string> exhibits;  // ids, where not all_items
  std::vector<PurposeConsent> purposes;
  bool minor = false;  // under 18 when it was given
  bool guardian_agreed = false;
  bool assent_given = false;  // the child's own yes

  bool covers(std::string_view exhibit) const;
  const PurposeConsent* find(Purpose purpose) const;
};

// The second, independent lock.
enum class RestrictionKind : std::uint8_t {
  court_disclosed_evidence,  // evidence disclosed by a prosecutor: court filing only (UR-1)
  court_order,
  licence,
  embargo
};

struct Restriction {
  std::string record_id;
  RestrictionKind kind = RestrictionKind::court_order;
  bool all_items = true;
  std::vector<std::string> exhibits;
  std::vector<Purpose> allowed;           // uses it leaves open
  std::optional<std::int64_t> until_day;  // last day in force; empty = no end

  bool covers(std::string_view exhibit) const;
};

}  // namespace kotobune::disclosure
