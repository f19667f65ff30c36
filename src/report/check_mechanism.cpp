// What the addressee asks of a submission besides its words: who may send it (ME-1), that it is not
// before another body (ME-3), the fields of its form (ME-4, ME-5, FM-7), in time (ME-6, TI-1), by
// rules that somebody looked up lately (TI-2), of one State (FM-5), signed in order (FM-6).
#include <algorithm>
#include <array>

#include "base/partial_date.h"
#include "base/text.h"
#include "report/build.h"
#include "report/lexicon.h"

namespace kotobune::report {
namespace {

constexpr std::int64_t stale_days = 180;
constexpr std::int64_t soon_days = 7;
constexpr std::array<std::string_view, 3> statuses{"general", "special", "roster"};

std::optional<std::int64_t> day_of(const std::string& date) {
  const auto parsed = PartialDate::parse(date);
  return parsed ? parsed->latest_day() : std::nullopt;
}

std::string words_for(std::string_view field) {
  std::string out(field);
  std::replace(out.begin(), out.end(), '-', ' ');
  return out;
}

class MechanismChecks {
 public:
  explicit MechanismChecks(Build& build)
      : build_(build), head_(build.tree.head), profile_(*build.profile) {
    if (const auto* named = head_.find("profile")) span_ = named->span;
  }

  void run() {
    check_status();
    check_other_bodies();
    check_fields();
    check_state();
    check_submitters();
    check_forbidden();
    check_times();
  }

 private:
  void check_status() {
    if (profile_.status.empty()) return;
    const auto* status = head_.find("status");
    const auto accepted = join(profile_.status, ", ");
    if (status == nullptr) {
      build_.diagnostics.error("ME-1", span_,
                               "Only organizations with consultative status may submit this.",
                               "Add a line status: to the head: " + accepted + ".");
    } else if (std::find(profile_.status.begin(), profile_.status.end(), status->value) ==
               profile_.status.end()) {
      build_.diagnostics.error("ME-1", status->span,
                               "An organization with the status \"" + status->value +
                                   "\" may not submit this.",
                               "Accepted: " + accepted + ".");
    }
  }

  void check_other_bodies() {
    if (!profile_.one_body) return;
    const auto* pending = head_.find("pending-elsewhere");
    if (pending == nullptr) {
      build_.diagnostics.error("ME-3", span_,
                               "It is not said whether the case is before another body.",
                               "Add pending-elsewhere: no to the head, or the name of the body.");
    } else if (pending->value != "no" && pending->value != "none") {
      build_.diagnostics.error("ME-3", pending->span,
                               "A case that is before another body is not admitted here.",
                               "Wait for its end, or use a procedure without this bar.");
    }
  }

  // In the head, or as a block: ::: context {field=victim}.
  bool filled(const std::string& field) const {
    if (!head_.value(field).empty()) return true;
    const auto& blocks = build_.tree.directives.items;
    return std::any_of(blocks.begin(), blocks.end(), [&](const Directive& one) {
      const auto* named = one.find("field");
      return named != nullptr && named->value == field && !says_nothing(one);
    });
  }
  bool says_nothing(const Directive& block) const {
    const auto text = std::string_view(build_.source.text());
    return trim_ascii(text.substr(block.body.begin, block.body.end - block.body.begin)).empty();
  }

  void check_fields() {
    for (const auto& field : profile_.needs) {
      if (filled(field)) continue;
      if (field == "remedies") {
        build_.diagnostics.warning("ME-5", span_, "Nothing is said about domestic remedies.",
                                   "Say in ::: context {field=remedies} what was tried and why it "
                                   "did not help.");
        continue;
      }
      if (field == "submitters") continue;  // asked by FM-6, with its order
      build_.diagnostics.error(
          "ME-4", span_, "The form asks for \"" + words_for(field) + "\", which is empty.",
          "Fill it in the head (" + field + ": ...) or in ::: context {field=" + field + "}.");
    }
    for (const auto& field : profile_.wants) {
      if (filled(field)) continue;
      build_.diagnostics.warning(
          "FM-7", span_, "The addressee asks for \"" + words_for(field) + "\".",
          "Add it to the head (" + field + ": ...) or as ::: context {field=" + field + "}.");
    }
  }

  void check_state() {
    if (!profile_.one_state) return;
    const auto* state = head_.find("state");
    if (state == nullptr || state->value.empty()) {
      build_.diagnostics.error("FM-5", span_, "It is not said about which State this is.",
                               "Add a line state: to the head.");
    } else if (state->value.find_first_of(",;/&") != std::string::npos ||
               find_any(state->value, {"and"})) {
      build_.diagnostics.error("FM-5", state->span, "This submission is about more than one State.",
                               "Write one submission for each State.");
    }
  }

  // submitters: "A (general); B (special); C (roster); D"
  void check_submitters() {
    if (!profile_.joint) return;
    const auto* submitters = head_.find("submitters");
    if (submitters == nullptr || trim_ascii(submitters->value).empty()) {
      build_.diagnostics.error("FM-6", span_, "The submitters of a joint text are not named.",
                               "Add to the head: submitters: \"First (general); Second "
                               "(special)\".");
      return;
    }
    std::size_t last = 0;
    for (const auto one : split(submitters->value, ';')) {
      const auto name = trim_ascii(one);
      const auto open = name.rfind('(');
      const auto word = open == std::string_view::npos || name.back() != ')'
                            ? std::string()
                            : ascii_lower(name.substr(open + 1, name.size() - open - 2));
      const auto found = std::find(statuses.begin(), statuses.end(), word);
      const auto rank = static_cast<std::size_t>(found - statuses.begin());
      if (rank < last) {
        build_.diagnostics.error("FM-6", submitters->span,
                                 "Submitters stand in the order general, special, roster, then "
                                 "those without status.",
                                 "Move \"" + std::string(name) + "\" further up.");
        return;
      }
      last = rank;
      if (found == statuses.end() && !profile_.status.empty()) {
        build_.diagnostics.error("FM-6", submitters->span,
                                 "\"" + std::string(name) + "\" has no consultative status.",
                                 "Name it in a footnote to the title, not among the submitters.");
      }
    }
  }

  void check_forbidden() {
    if (profile_.forbidden.empty()) return;
    std::vector<std::string> words;
    for (const auto& one : profile_.forbidden) words.push_back(ascii_lower(one));
    for (const auto& sentence : build_.sentences) {
      const auto hit = find_any(sentence.text, words);
      if (!hit) continue;
      build_.diagnostics.warning("FM-8", sentence.source_span(hit->begin, hit->end),
                                 "The addressee does not like \"" + hit->word + "\".",
                                 "Use its own word, for example \"alternative report\".");
    }
  }

  void check_times() {
    const auto today = build_.material.today();
    if (today == 0) return;
    const auto checked = day_of(profile_.checked_on);
    if (!checked || today - *checked > stale_days) {
      build_.diagnostics.warning(
          "TI-2", span_,
          checked ? "The rules of " + profile_.name + " were looked up on " + profile_.checked_on +
                        ", more than 180 days ago."
                  : "Nobody has looked up the rules of " + profile_.name + " at their source.",
          "Look at: " + profile_.source + ".");
    }
    if (const auto* deadline = head_.find("deadline")) check_deadline(*deadline, today);
    const auto exhausted = day_of(head_.value("exhausted"));
    if (profile_.within_months && exhausted &&
        (today - *exhausted) / 30 > *profile_.within_months) {
      build_.diagnostics.warning("ME-6", head_.find("exhausted")->span,
                                 "Remedies were exhausted more than " +
                                     std::to_string(*profile_.within_months) + " months ago.",
                                 "Explain the delay.");
    }
  }

  void check_deadline(const FrontMatter::Entry& deadline, std::int64_t today) {
    const auto day = day_of(deadline.value);
    if (!day) {
      build_.diagnostics.error("TI-1", deadline.span, "The deadline is no date.",
                               "Write it as 2027-01-10.");
    } else if (*day < today) {
      build_.diagnostics.error("TI-1", deadline.span, "The deadline passed on " + deadline.value +
                                                          ".",
                               "Ask the secretariat whether it still takes it, and set the day it "
                               "names.");
    } else if (*day - today < soon_days) {
      build_.diagnostics.warning("TI-1", deadline.span,
                                 "The deadline is in " + std::to_string(*day - today) +
                                     " days, by the clock of Geneva.",
                                 "Geneva is seven or eight hours behind Tokyo and six ahead of New "
                                 "York: the day may end earlier than yours.");
    }
  }

  Build& build_;
  const FrontMatter& head_;
  const Profile& profile_;
  Span span_{0, 0};
};

}  // namespace

void check_mechanism(Build& build) {
  const auto* profile = build.tree.head.find("profile");
  if (!build.profile || profile == nullptr) return;
  const auto asked = disclosure::code_of(build.outside.purpose);
  if (build.audience_known && !build.profile->purpose.empty() && build.profile->purpose != asked) {
    build.diagnostics.error(
        "SY-1", profile->span,
        "This form is sent under " + build.profile->purpose +
            "; the audience of the head asks for " + std::string(asked) + ".",
        "Choose the audience that this form is for, so that the right consents are asked.");
  }
  MechanismChecks(build).run();
}

}  // namespace kotobune::report
