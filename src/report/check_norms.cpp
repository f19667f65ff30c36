// NO-1 a treaty that does not bind the State on the day of the facts; NO-2 an article that is not
// there, or that the State reserved; NO-3 a finding without a norm where the addressee asks for
// one; ME-2 a complaint procedure the State has not accepted.
#include <algorithm>
#include <set>

#include "base/partial_date.h"
#include "base/text.h"
#include "report/build.h"
#include "report/lexicon.h"
#include "report/norm_mention.h"

namespace kotobune::report {
namespace {

using pack::Norm;
using pack::NormKind;

class NormChecks {
 public:
  explicit NormChecks(Build& build)
      : build_(build), norms_(build.material.norms()), state_(build.tree.head.value("state")) {}

  void run() {
    for (const Sentence& sentence : build_.sentences) check(sentence);
    for (const auto& finding : build_.tree.directives.items) {
      if (finding.kind == DirectiveKind::finding) check_attribute(finding);
    }
    if (build_.profile && build_.profile->rests_on_norms) check_findings();
    if (build_.profile && !build_.profile->procedure.empty()) check_procedure();
  }

 private:
  // When what is spoken of happened: `on=2013-03` at the finding, else `period:` in the head.
  std::optional<PartialDate> facts_of(const Directive* directive) const {
    const auto* on = directive == nullptr ? nullptr : directive->find("on");
    return PartialDate::parse(on != nullptr ? on->value : build_.tree.head.value("period"));
  }

  void check(const Sentence& sentence) {
    if (says_not_bound(sentence.text)) return;
    const auto* directive = build_.directive_of(sentence);
    for (const auto& mention : find_norms(sentence.text, norms_)) {
      if (directive != nullptr) rests_on_.insert(directive);
      judge(mention, sentence.source_span(mention.begin, mention.end), facts_of(directive));
    }
  }

  void check_attribute(const Directive& finding) {
    const auto* attribute = finding.find("norm");
    if (attribute == nullptr) return;
    const auto mentions = find_norms(attribute->value, norms_);
    if (mentions.empty()) {
      std::vector<std::string> known;
      for (const auto& norm : norms_) known.push_back(norm.id);
      const auto near = nearest(attribute->value.substr(0, attribute->value.find(' ')), known);
      build_.diagnostics.error("NO-2", attribute->span,
                               "\"" + attribute->value + "\" names no norm that is known.",
                               near.empty() ? "Write for example norm=\"ICCPR 9\"."
                                            : "Did you mean " + near + "?");
      return;
    }
    rests_on_.insert(&finding);
    for (const auto& mention : mentions) judge(mention, attribute->span, facts_of(&finding));
  }

  struct Bond {
    bool known = false;
    bool binding = true;
    std::string since;
  };
  Bond bond(const Norm& norm) const {
    if (norm.kind == NormKind::universal) return {true, true, ""};
    if (norm.kind == NormKind::national) return {true, state_.empty() || state_ == norm.state, ""};
    if (const auto known = build_.material.ratification(norm.id)) {
      return {true, known->binding, PartialDate::parse(known->since) ? known->since : ""};
    }
    const auto* party = norm.party(state_);
    return party == nullptr ? Bond{} : Bond{true, party->bound, party->since};
  }

  void judge(const NormMention& mention, Span span, const std::optional<PartialDate>& facts) {
    const auto& norm = *mention.norm;
    const auto now = bond(norm);
    const auto since = PartialDate::parse(now.since);
    const bool later = now.binding && facts && since && before(*facts, *since) == Answer::yes;
    if (now.known && (!now.binding || later)) {
      build_.diagnostics.error(
          "NO-1", span,
          later ? "The " + norm.id + " binds the State since " + now.since +
                      "; the facts lie before that."
                : norm.kind == NormKind::national
                      ? norm.id + " is law of another State."
                      : "The State is not a party to the " + norm.id + ".",
          offer(mention));
    } else if (facts && since && now.binding && before(*facts, *since) == Answer::unknown) {
      build_.diagnostics.warning("NO-1", span,
                                 "The " + norm.id + " binds the State since " + now.since +
                                     "; the facts may lie before that.",
                                 "Give the day of the facts: ::: finding {on=2013-03-20}.");
    }
    check_articles(mention, span);
  }

  void check_articles(const NormMention& mention, Span span) {
    const auto& norm = *mention.norm;
    const auto* party = norm.party(state_);
    for (const auto& article : mention.articles) {
      if (!norm.articles.empty() && norm.covering(article) == nullptr) {
        build_.diagnostics.warning(
            "NO-2", span, "Article " + article + " of the " + norm.id + " is not in our list.",
            "Look the number up in the instrument; our list has the substantive articles only.");
      }
      if (party == nullptr) continue;
      for (const auto& reserved : party->reservations) {
        if (reserved != "*" && reserved != article) continue;
        build_.diagnostics.warning(
            "NO-2", span,
            "The State has a reservation on article " + article + " of the " + norm.id + ".",
            "Say how the claim stands in spite of it.");
      }
    }
  }

  // What applies instead: articles of the same name in instruments that bind, universal ones first.
  std::string offer(const NormMention& mention) const {
    std::vector<std::string> found;
    for (const auto& article : mention.articles) {
      const auto* from = mention.norm->covering(article);
      if (from == nullptr) continue;
      const auto wanted = words_of(from->label.in("en"));
      for (const auto& norm : norms_) {
        if (norm.kind == NormKind::national || found.size() >= 3) continue;
        const auto bond_of = bond(norm);
        if (!bond_of.known || !bond_of.binding) continue;
        for (const auto& one : norm.articles) {
          if (!shares(wanted, words_of(one.label.in("en")))) continue;
          found.push_back(norm.id + " " + one.id);
          break;
        }
      }
    }
    return (found.empty() ? "Rest on the Universal Declaration, on custom, or on a treaty that "
                            "binds it"
                          : "Rest on " + join(found, ", ") + ", which binds it") +
           std::string("; or say that it has not ratified.");
  }

  static std::set<std::string> words_of(const std::string& label) {
    static const std::set<std::string> empty_words{"rights",   "right", "before",     "under",
                                                   "equality", "other", "protection", "against"};
    std::set<std::string> out;
    const auto lower = ascii_lower(label);
    for (const auto word : split(lower, ' ')) {
      if (word.size() > 4 && empty_words.count(std::string(word)) == 0) out.emplace(word);
    }
    return out;
  }
  static bool shares(const std::set<std::string>& a, const std::set<std::string>& b) {
    return std::any_of(a.begin(), a.end(), [&](const auto& word) { return b.count(word) > 0; });
  }

  void check_findings() {
    for (const auto& finding : build_.tree.directives.items) {
      if (finding.kind != DirectiveKind::finding || rests_on_.count(&finding) > 0) continue;
      build_.diagnostics.warning(
          "NO-3", finding.opening, "This finding names no norm.",
          "Say which right it is about, in the text or here: {norm=\"ICCPR 9\"}.");
    }
  }

  void check_procedure() {
    const auto* norm = [&]() -> const Norm* {
      for (const auto& one : norms_) {
        if (one.id == build_.profile->procedure) return &one;
      }
      return nullptr;
    }();
    const auto* profile = build_.tree.head.find("profile");
    if (norm == nullptr || profile == nullptr) return;
    const auto now = bond(*norm);
    const auto since = PartialDate::parse(now.since);
    const auto facts = facts_of(nullptr);
    const bool continuing = build_.tree.head.value("continuing") == "yes";
    if (!now.known) {
      build_.diagnostics.warning("ME-2", profile->span,
                                 "It is not known whether the State accepts this procedure (" +
                                     norm->id + ").",
                                 "Look it up and record it as a ratification.");
    } else if (!now.binding) {
      build_.diagnostics.error("ME-2", profile->span,
                               "The State has not accepted this procedure (" + norm->id + ").",
                               "Take another way: special procedures need no acceptance.");
    } else if (!continuing && facts && since && before(*facts, *since) != Answer::no) {
      build_.diagnostics.error("ME-2", profile->span,
                               "The State accepts this procedure since " + now.since +
                                   "; the facts lie before that.",
                               "Show that the violation goes on, and add continuing: yes to the "
                               "head.");
    }
  }

  Build& build_;
  const std::vector<Norm>& norms_;
  std::string state_;
  std::set<const Directive*> rests_on_;
};

}  // namespace

void check_norms(Build& build) { NormChecks(build).run(); }

}  // namespace kotobune::report
