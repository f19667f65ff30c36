// Words for values: sizes, times, purposes, identity levels. They come from the page's language;
// digits stay Latin, because people who read different scripts compare them.
#include "web/workbench_impl.h"

namespace kotobune::web {

std::string size_words(std::int64_t bytes) {
  const auto tenths = [&](std::int64_t unit, const char* name) {
    return std::to_string(bytes / unit) + "." + std::to_string(bytes / (unit / 10) % 10) + " " +
           name;
  };
  if (bytes < 1000) return std::to_string(bytes) + " B";
  if (bytes < 1'000'000) return std::to_string(bytes / 1000) + " kB";
  if (bytes < 1'000'000'000) return tenths(1'000'000, "MB");
  return tenths(1'000'000'000, "GB");
}

std::string minute_words(Instant at) {
  auto words = at.iso();
  return words.substr(0, 10) + " " + words.substr(11, 5) + " UTC";
}

std::string ago(Language language, Instant then, Instant now) {
  const auto minutes = (now.ms - then.ms) / 60'000;
  if (minutes < 1) return std::string(say(language, Word::just_now));
  if (minutes < 120)
    return fill(say(language, Word::minutes_ago), {{"n", std::to_string(minutes)}});
  if (minutes < 48 * 60)
    return fill(say(language, Word::hours_ago), {{"n", std::to_string(minutes / 60)}});
  return then.iso_date();
}

std::string_view purpose_word(Language language, disclosure::Purpose purpose) {
  using disclosure::Purpose;
  switch (purpose) {
    case Purpose::archive: return say(language, Word::purpose_archive);
    case Purpose::analysis: return say(language, Word::purpose_analysis);
    case Purpose::public_report: return say(language, Word::purpose_public);
    case Purpose::press: return say(language, Word::purpose_press);
    case Purpose::un_procedures: return say(language, Word::purpose_un);
    case Purpose::un_to_government: return say(language, Word::purpose_un_government);
    case Purpose::un_public_names: return say(language, Word::purpose_un_public);
    case Purpose::treaty_body: return say(language, Word::purpose_treaty);
    case Purpose::complaint: return say(language, Word::purpose_complaint);
    case Purpose::disappearances: return say(language, Word::purpose_disappearances);
    case Purpose::court: return say(language, Word::purpose_court);
    case Purpose::partner: return say(language, Word::purpose_partner);
    case Purpose::training: return say(language, Word::purpose_training);
    case Purpose::recontact: return say(language, Word::purpose_recontact);
  }
  return "";
}

std::string_view identity_word(Language language, disclosure::Identity identity) {
  using disclosure::Identity;
  switch (identity) {
    case Identity::none: return say(language, Word::identity_none);
    case Identity::aggregate: return say(language, Word::identity_aggregate);
    case Identity::role: return say(language, Word::identity_role);
    case Identity::pseudonym: return say(language, Word::identity_pseudonym);
    case Identity::named: return say(language, Word::identity_named);
  }
  return "";
}

}  // namespace kotobune::web
