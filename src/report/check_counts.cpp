// GR-4: acts are not victims. One act of killing can have several victims, and one victim can
// suffer several acts (Ball, "Who did what to whom?"). A typed number that is the number of acts
// but is said of people, and a computed count of acts that is said of people, are both refused.
#include <algorithm>

#include "base/text.h"
#include "report/build.h"
#include "report/lexicon.h"

namespace kotobune::report {
namespace {

// The words between a number and what it counts: "38 unarmed people".
std::string_view next_words(std::string_view text, std::size_t from, int words) {
  std::size_t at = from;
  while (words >= 0 && at < text.size()) {
    while (at < text.size() && text[at] == ' ') ++at;
    while (at < text.size() && text[at] != ' ') ++at;
    --words;
  }
  return text.substr(std::min(from, text.size()), at - std::min(from, text.size()));
}

void check_typed(Build& build, const Sentence& sentence, const std::vector<CountPair>& pairs) {
  for (const NumberInText& number : find_numbers(sentence.text)) {
    if (!find_victim_noun(next_words(sentence.text, number.end, 3))) continue;
    for (const CountPair& pair : pairs) {
      if (number.value != pair.acts || pair.acts == pair.victims || number.value < 2) continue;
      const Span span = sentence.source_span(number.begin, number.end);
      Diagnostic& one = build.diagnostics.error(
          "GR-4", span,
          "The record has " + std::to_string(pair.acts) + " acts of " + pair.what + ", but " +
              std::to_string(pair.victims) + " victims.",
          "Count victims where people are meant: {{" + pair.victims_query + "}}.");
      if (span != sentence.span) {
        one.fix = Fix{span, "{{" + pair.victims_query + "}}", "Let the record count the victims"};
      }
      break;
    }
  }
}

void check_computed(Build& build, const Sentence& sentence) {
  for (const auto& [index, offset] : sentence.tokens) {
    const ResolvedToken& token = build.resolved[index];
    if (!token.evaluated || !token.evaluated->number) continue;
    const bool acts = token.evaluated->unit == "acts" || token.evaluated->unit == "events";
    if (!acts || !find_victim_noun(next_words(sentence.text, offset + 3, 3))) continue;
    const Token& typed = build.tree.tokens[index];
    Diagnostic& one = build.diagnostics.error(
        "GR-4", typed.span,
        "This counts " + token.evaluated->unit + ", but the sentence speaks of people.",
        "Use count victims, or speak of " + token.evaluated->unit + ".");
    // Conditions on acts hold for the victims of those acts as they stand.
    constexpr std::string_view counts_acts = "count acts";
    if (typed.text.rfind(counts_acts, 0) == 0) {
      one.fix = Fix{typed.span,
                    "{{count victims" + typed.text.substr(counts_acts.size()) + "}}",
                    "Count the victims of these acts"};
    }
  }
}

}  // namespace

void check_counts(Build& build) {
  const std::vector<CountPair> pairs = build.material.count_pairs();
  for (const Sentence& sentence : build.sentences) {
    check_typed(build, sentence, pairs);
    check_computed(build, sentence);
  }
}

}  // namespace kotobune::report
