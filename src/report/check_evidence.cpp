// EV-1 a finding cites; EV-3 says when it rests on one source; GR-1 is no stronger than its
// sources.
#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "base/text.h"
#include "report/build.h"
#include "report/lexicon.h"

namespace kotobune::report {
namespace {

constexpr std::array<std::string_view, 6> ladder{
    "reasonable-suspicion", "reasonable-grounds", "balance-of-probabilities",
    "clear-and-convincing", "overwhelming",       "beyond-reasonable-doubt"};

// Sources that are kin, or work for one another, count as one: independence is computed.
std::size_t independent(const std::set<std::string>& codes, const Material& material) {
  std::map<std::string, std::string> group;
  const auto root = [&](std::string code) {
    while (group[code] != code) code = group[code];
    return code;
  };
  for (const std::string& code : codes) group[code] = code;
  for (const std::string& code : codes) {
    const auto view = material.source(code);
    if (!view) continue;
    for (const std::string& other : view->relations) {
      if (codes.count(other) != 0) group[root(code)] = root(other);
    }
  }
  std::set<std::string> roots;
  for (const std::string& code : codes) roots.insert(root(code));
  return roots.size();
}

struct Support {
  std::set<std::string> codes;  // an exhibit without a source stands for itself
  std::size_t independent = 0;
};

Support support_of(const Build& build, const std::vector<const Sentence*>& sentences) {
  Support out;
  for (const Sentence* sentence : sentences) {
    for (const auto& [index, offset] : sentence->tokens) {
      for (const ResolvedPart& part : build.resolved[index].parts) {
        if (!part.exhibit) continue;
        out.codes.insert(part.exhibit->source.empty() ? part.exhibit->number
                                                      : part.exhibit->source);
      }
    }
  }
  out.independent = independent(out.codes, build.material);
  return out;
}

void check_cites(Build& build, const Sentence& sentence) {
  if (!sentence.has_words() || sentence.has(build.tree, TokenKind::citation) ||
      sentence.has(build.tree, TokenKind::uncited)) {
    return;
  }
  // A computed number rests on the record by itself.
  if (sentence.has(build.tree, TokenKind::computed)) return;
  build.diagnostics.error("EV-1", sentence.span, "This sentence of a finding cites nothing.",
                          "Cite an exhibit, or say why not: {{uncited \"the reason\"}}; what is no "
                          "finding belongs into a block ::: context.");
}

void check_strong_words(Build& build, const Sentence& sentence, const Support& support) {
  const auto strong = find_strong_word(sentence.text);
  if (!strong || support.independent >= 2) return;
  build.diagnostics.error("GR-1", sentence.source_span(strong->begin, strong->end),
                          "\"" + sentence.text.substr(strong->begin, strong->end - strong->begin) +
                              "\" rests on " +
                              (support.independent == 0 ? "no source." : "one source."),
                          "Cite independent sources for a pattern, or describe the single case.");
}

void check_grade(Build& build, const Directive& finding, const Support& support) {
  const Directive::Attribute* grade = finding.find("grade");
  if (grade == nullptr) return;
  const auto declared = std::find(ladder.begin(), ladder.end(), grade->value);
  if (declared == ladder.end()) {
    build.diagnostics.error("GR-1", grade->span,
                            "\"" + grade->value + "\" is no standard of proof.",
                            "Use one of: reasonable-suspicion, reasonable-grounds, "
                            "balance-of-probabilities, clear-and-convincing, overwhelming, "
                            "beyond-reasonable-doubt.");
    return;
  }
  // Two independent sources carry "reasonable grounds"; three carry one step more. What lies above
  // is a judgement that no count can make, so a person has to declare it in `standard`.
  const std::size_t carried = support.independent <= 1 ? 0 : support.independent == 2 ? 1 : 2;
  const auto rung = static_cast<std::size_t>(declared - ladder.begin());
  if (rung <= carried) return;
  Diagnostic& one = build.diagnostics.error(
      "GR-1", grade->span,
      "The grade \"" + grade->value + "\" is higher than " + std::to_string(support.independent) +
          " independent source" + (support.independent == 1 ? "" : "s") + " can carry.",
      "Lower it to " + std::string(ladder[carried]) + ", or cite further independent sources.");
  const std::string as_typed(
      std::string_view(build.source.text()).substr(grade->span.begin,
                                                   grade->span.end - grade->span.begin));
  const auto at = as_typed.rfind(grade->value);
  if (at == std::string::npos) return;
  const std::size_t begin = grade->span.begin + at;
  one.fix = Fix{{begin, begin + grade->value.size()}, std::string(ladder[carried]),
                "Lower the grade to " + std::string(ladder[carried])};
}

void check_finding(Build& build, const Directive& finding,
                   const std::vector<const Sentence*>& sentences) {
  const Support support = support_of(build, sentences);
  for (const Sentence* sentence : sentences) {
    check_cites(build, *sentence);
    check_strong_words(build, *sentence, support);
  }
  check_grade(build, finding, support);
  if (support.independent != 1) return;
  for (const Sentence* sentence : sentences) {
    if (find_any(sentence->text,
                 {"one source", "single source", "one witness", "single witness"})) {
      return;
    }
  }
  if (support.codes.size() > 1) {
    build.diagnostics.warning(
        "EV-4", finding.opening,
        "The sources of this finding depend on each other: " +
            join({support.codes.begin(), support.codes.end()}, ", ") + ".",
        "Cite a source that is independent of them, or say that they are not.");
    return;
  }
  Diagnostic& one = build.diagnostics.warning(
      "EV-3", finding.opening, "This finding rests on one source only.",
      "Cite an independent source, or say \"according to one source\".");
  const bool english = build.tree.head.value("language") == "en";
  if (english && !sentences.empty()) {
    const std::size_t begin = sentences.front()->span.begin;
    one.fix = Fix{{begin, begin}, "According to one source: ", "Say that it is one source"};
  }
}

}  // namespace

void check_evidence(Build& build) {
  std::map<int, std::vector<const Sentence*>> by_finding;
  for (const Sentence& sentence : build.sentences) {
    if (build.in_finding(sentence)) {
      by_finding[build.tree.blocks[sentence.block].directive].push_back(&sentence);
    }
  }
  for (const auto& [index, sentences] : by_finding) {
    check_finding(build, build.tree.directives.items[static_cast<std::size_t>(index)], sentences);
  }
}

}  // namespace kotobune::report
