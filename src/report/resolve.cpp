// Names -> things. The head tells the scope; each citation is looked up, its quotation searched,
// and the gate asked; each mention gets the most the audience may see; each query is evaluated.
#include "base/text.h"
#include "report/audience.h"
#include "report/build.h"
#include "report/lexicon.h"

namespace kotobune::report {

using disclosure::Decision;
using disclosure::Identity;
using disclosure::Modality;

void DependsOn::add(const DependsOn& other) {
  exhibits.insert(other.exhibits.begin(), other.exhibits.end());
  sources.insert(other.sources.begin(), other.sources.end());
  fragments.insert(other.fragments.begin(), other.fragments.end());
  assertions.insert(other.assertions.begin(), other.assertions.end());
  locks.insert(other.locks.begin(), other.locks.end());
}

namespace {

std::string did_you_mean(const std::string& near) {
  return near.empty() ? std::string() : "Did you mean " + near + "?";
}

class Resolver {
 public:
  explicit Resolver(Build& build) : build_(build), material_(build.material) {}

  void run() {
    head();
    for (const Token& token : build_.tree.tokens) {
      ResolvedToken out;
      switch (token.kind) {
        case TokenKind::citation: citation(token, out); break;
        case TokenKind::mention: mention(token, out); break;
        case TokenKind::computed: computed(token, out); break;
        case TokenKind::uncited: break;
      }
      build_.resolved.push_back(std::move(out));
    }
  }

 private:
  void head() {
    const FrontMatter& head = build_.tree.head;
    const FrontMatter::Entry* audience = head.find("audience");
    // Without an audience nothing may be assumed agreed to: the widest one is asked for.
    std::string name = "public";
    disclosure::Purpose purpose = disclosure::Purpose::public_report;
    if (audience == nullptr) {
      build_.diagnostics.error(
          "SY-1", head.span.end > 0 ? Span{0, 3} : Span{0, 0},
          "The report does not say for whom it is.",
          "Add a line audience: to the head: " + join(audience_names(), ", ") + ".");
    } else if (const auto known = purpose_of(audience->value)) {
      name = audience->value;
      purpose = *known;
      build_.audience_known = true;
    } else {
      build_.diagnostics.error("SY-1", audience->span,
                               "Nobody is known as the audience \"" + audience->value + "\".",
                               "Use one of: " + join(audience_names(), ", ") + ".");
    }
    build_.outside = {disclosure::Audience{name}, purpose, material_.log_heads()};
    build_.inside = {disclosure::Viewer{material_.viewer()}, disclosure::Purpose::analysis,
                     material_.log_heads()};
    const FrontMatter::Entry* profile = head.find("profile");
    if (profile == nullptr) {
      build_.diagnostics.error(
          "SY-1", {0, 0}, "The report names no profile.",
          "Add a line profile: to the head: " + join(material_.profile_names(), ", ") + ".");
      return;
    }
    build_.profile = material_.profile(profile->value);
    if (!build_.profile) {
      const std::string near = nearest(profile->value, material_.profile_names());
      build_.diagnostics.error(
          "SY-1", profile->span, "No profile is called \"" + profile->value + "\".",
          near.empty() ? "Use one of: " + join(material_.profile_names(), ", ") + "."
                       : did_you_mean(near));
    }
  }

  // Keeps the decision for the record of what the output rests on, and says a refusal.
  void note(const Decision& decision, Span span, const std::string& about) {
    for (const std::string& lock : decision.rests_on()) build_.depends_on.locks.insert(lock);
    build_.decisions.push_back(decision);
    if (!decision.allowed()) {
      build_.diagnostics
          .error(decision.code(), span, decision.reason() + ".", decision.advice())
          .about = about;
    }
  }

  void citation(const Token& token, ResolvedToken& out) {
    for (const CitedPart& part : token.parts) {
      ResolvedPart resolved;
      resolved.exhibit = material_.exhibit(part.exhibit);
      if (!resolved.exhibit) {
        unknown_exhibit(part);
      } else {
        exhibit(part, resolved);
      }
      out.parts.push_back(std::move(resolved));
    }
  }

  void unknown_exhibit(const CitedPart& part) {
    const std::string near = nearest(part.exhibit, material_.exhibit_numbers());
    const Span code{part.span.begin + 1, part.span.begin + 1 + part.exhibit.size()};
    Diagnostic& one = build_.diagnostics.error(
        "EV-2", code, "There is no exhibit " + part.exhibit + " in this case.",
        near.empty() ? "Check the number in the list of exhibits, or seal the file first."
                     : did_you_mean(near));
    if (!near.empty()) one.fix = Fix{code, near, "Cite " + near};
  }

  void exhibit(const CitedPart& part, ResolvedPart& out) {
    const ExhibitView& view = *out.exhibit;
    build_.depends_on.exhibits.insert(view.number);
    if (!view.source.empty()) build_.depends_on.sources.insert(view.source);
    if (view.state == ExhibitState::damaged) {
      Diagnostic& one = build_.diagnostics.error(
          "EV-2", part.span,
          view.number + " is damaged: its bytes are no longer those that were sealed.",
          "Fetch an undamaged copy of the case, verify it, and build again.");
      one.about = view.number;
    } else if (view.state == ExhibitState::unknown) {
      build_.diagnostics.error("EV-2", part.span, view.number + " is not on this device.",
                               "Fetch it from another copy of the case.");
    }
    if (part.page && view.pages && *part.page > *view.pages) {
      build_.diagnostics.error("EV-7", part.span,
                               view.number + " has " + std::to_string(*view.pages) +
                                   " pages, not " + std::to_string(*part.page) + ".",
                               "Correct the page; pages are counted from the first sheet.");
    }
    for (const TimeSpan& time : part.times) {
      if (view.duration_ms && time.end_ms > *view.duration_ms) {
        build_.diagnostics.error(
            "EV-7", part.span, view.number + " ends before that time.",
            "Correct the time; it counts from the beginning of the recording.");
      }
    }
    const Modality modality = part.quote.empty() ? Modality::paraphrase : Modality::text_quote;
    out.outside = material_.decide_exhibit(view, build_.outside, Identity::pseudonym, modality);
    out.inside = material_.decide_exhibit(view, build_.inside, Identity::pseudonym, modality);
    // Where even we may not look, the refusal is about consent, not about a text we cannot see.
    if (!part.quote.empty() && out.inside->allowed()) quotation(part, out);
    pin(part, out);
    // Nobody could check it: her yes to the audience does not stand without her yes to us.
    if (out.outside->allowed() && !out.inside->allowed()) {
      build_.diagnostics
          .error(out.inside->code(), part.span, out.inside->reason() + ".", out.inside->advice())
          .about = view.source.empty() ? view.number : view.source;
    }
    // What was agreed is recorded at the source; an exhibit without one waits for her there.
    note(*out.outside, part.span, view.source.empty() ? view.number : view.source);
  }

  // What this citation rests on, to be kept as a fragment of the exhibit.
  void pin(const CitedPart& part, const ResolvedPart& out) {
    CitedFragment fragment;
    fragment.exhibit_id = out.exhibit->id;
    fragment.exhibit_sha256 = out.exhibit->sha256;
    for (const TimeSpan& time : part.times) {
      CitedFragment span = fragment;
      span.begin_ms = time.begin_ms;
      span.end_ms = time.end_ms;
      build_.depends_on.fragments.insert(std::move(span));
    }
    if (out.quote) {
      fragment.page = out.quote->page.value_or(0);
      fragment.quote = out.quote->matched;
      fragment.derivative_sha256 = out.quote->derivative_sha256;
    } else if (part.page && part.quote.empty()) {
      fragment.page = *part.page;
    } else {
      return;  // the exhibit as a whole, or words that were not found
    }
    build_.depends_on.fragments.insert(std::move(fragment));
  }

  void quotation(const CitedPart& part, ResolvedPart& out) {
    const ExhibitView& view = *out.exhibit;
    if (!material_.has_text(view)) {
      build_.diagnostics.error(
          "EV-7", part.quote_span,
          view.number + " has no text yet, so the quotation cannot be checked.",
          "Have its text drawn out or transcribed, or cite it without words.");
      return;
    }
    out.quote = material_.find_quote(view, part.page, part.quote);
    if (out.quote && out.quote->outdated) {
      build_.diagnostics.error("EV-7", part.quote_span,
                               "These words stand in an earlier text of " + view.number +
                                   ", but not in the one that has replaced it.",
                               "Compare the two with the original, and cite the words as they "
                               "stand in the present text.");
    }
    if (out.quote) return;
    const auto elsewhere =
        part.page ? material_.find_quote(view, std::nullopt, part.quote) : std::nullopt;
    const std::string where = part.page ? "page " + std::to_string(*part.page) + " of " : "";
    std::string advice = "Copy the words from the exhibit as they stand there.";
    if (elsewhere && elsewhere->page) {
      advice = "They stand on page " + std::to_string(*elsewhere->page) + ".";
    }
    Diagnostic& one = build_.diagnostics.error(
        "EV-7", part.quote_span,
        "These words do not stand on " + (where.empty() ? "any page of " : where) + view.number +
            ".",
        std::move(advice));
    one.about = view.number;
    // The page as typed, " p1 ", in front of the words.
    if (!elsewhere || !elsewhere->page) return;
    const std::string typed = " p" + std::to_string(*part.page);
    const auto at = build_.source.text().rfind(typed, part.quote_span.begin);
    if (at == std::string::npos || at < part.span.begin) return;
    one.fix = Fix{{at, at + typed.size()}, " p" + std::to_string(*elsewhere->page),
                  "Cite page " + std::to_string(*elsewhere->page)};
  }

  void mention(const Token& token, ResolvedToken& out) {
    out.source = material_.source(token.text);
    if (!out.source) {
      const std::string near = nearest(token.text, material_.source_codes());
      Diagnostic& one = build_.diagnostics.error(
          "EV-2", token.span, "There is no source " + token.text + " in this case.",
          near.empty() ? "Check the code in the list of sources." : did_you_mean(near));
      if (!near.empty()) one.fix = Fix{token.span, "@" + near, "Mention " + near};
      return;
    }
    build_.depends_on.sources.insert(out.source->code);
    // The most she agreed to, from named down to her role alone.
    for (const Identity level : {Identity::named, Identity::pseudonym, Identity::role}) {
      Decision decision =
          material_.decide_source(*out.source, build_.outside, level, Modality::paraphrase);
      const bool named = level == Identity::named;
      if (decision.allowed() && named) out.name = material_.name_for(*out.source, decision);
      if (decision.allowed() && !(named && out.name.empty())) {
        out.shown = level;
        out.outside = decision;
        break;
      }
      if (level == Identity::role) out.outside = decision;
    }
    note(*out.outside, token.span, out.source->code);
  }

  // What a number cannot say by itself.
  void doubts(const Token& token, const Evaluated& value) {
    if (value.touches_dispute && !value.policy_stated) {
      build_.diagnostics.warning("EV-5", token.span, "Sources disagree about values counted here.",
                                 "Settle the disagreement, or state what to do about it: "
                                 "policy both, range or resolved-only.");
    }
    if (value.uncertain > 0 && !value.policy_stated) {
      build_.diagnostics.warning(
          "GR-4", token.span,
          std::to_string(value.uncertain) + " more may belong here: what is recorded does not say "
          "exactly enough.",
          "Say so in the text, or write policy range to print the least and the most.");
    }
    if (value.left_out > 0) {
      build_.diagnostics.warning(
          "CO-2", token.span,
          std::to_string(value.left_out) + " statements are not counted here: their sources said "
          "no to this use, or withdrew.",
          "Nothing need be done; say in the text that the number is a least number.");
    }
  }

  void computed(const Token& token, ResolvedToken& out) {
    const std::string_view verb = std::string_view(token.text).substr(0, token.text.find(' '));
    if (token.text == "exhibits") {
      out.computed = ComputedKind::exhibits;
      return;
    }
    if (token.text == "methodology") {
      out.computed = ComputedKind::methodology;
      return;
    }
    if (verb != "count" && verb != "table" && verb != "list") {
      build_.diagnostics.error("SY-5", token.span,
                               "\"" + std::string(verb) + "\" cannot be computed.",
                               "Use count, table, list, exhibits, methodology or uncited.");
      return;
    }
    Result<Evaluated> result = material_.evaluate(token.text, build_.outside);
    if (!result.ok()) {
      build_.diagnostics.error("SY-5", token.span, result.error().sentence(),
                               result.error().advice());
      return;
    }
    Evaluated value = std::move(result).value();
    if (!value.withheld.empty()) {
      build_.diagnostics.error(
          "PR-6", token.span,
          "This would print " + join(value.withheld, ", ") + ", which stays inside the team.",
          "Count, or group by a field that may be told; what must be told of one person is written "
          "by hand, with her consent.");
      return;
    }
    if (verb == "count" && !value.number) {
      build_.diagnostics.error("SY-5", token.span, "This query gives no number.",
                               "Use {{table ...}} for what has rows.");
      return;
    }
    out.computed = value.number ? ComputedKind::value : ComputedKind::table;
    doubts(token, value);
    // A number hides who said it, and still is a use of what she said.
    for (const std::string& code : value.depends_on.sources) {
      const auto source = material_.source(code);
      if (!source) continue;
      note(material_.decide_source(*source, build_.outside, Identity::aggregate,
                                   Modality::paraphrase),
           token.span, code);
    }
    build_.depends_on.add(value.depends_on);
    out.evaluated = std::move(value);
  }

  Build& build_;
  const Material& material_;
};

}  // namespace

void resolve(Build& build) { Resolver(build).run(); }

}  // namespace kotobune::report
