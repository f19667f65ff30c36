#include "report/layout_tables.h"

#include <set>

#include "report/small_cells.h"
#include "text/language.h"

namespace kotobune::report {
namespace {

std::vector<Run> cell(std::string text) {
  Run run;
  run.text = std::move(text);
  return {run};
}

DocumentRow row_of(const std::vector<std::string>& texts, bool header) {
  DocumentRow row{header, {}};
  for (const std::string& text : texts) row.cells.push_back(cell(text));
  return row;
}

DocumentBlock paragraph(std::string text) {
  DocumentBlock block;
  block.runs = cell(std::move(text));
  return block;
}

std::string plural(std::size_t count, const std::string& one) {
  return std::to_string(count) + " " + one + (count == 1 ? "" : "s");
}

// What a reader outside may be told of an exhibit nobody described for her. Never its file name:
// that is often the name of a person.
std::string kind_words(const std::string& mime) {
  struct Kind {
    std::string_view prefix;
    const char* words;
  };
  static constexpr Kind kinds[] = {{"image/", "Picture"},
                                   {"audio/", "Sound recording"},
                                   {"video/", "Film"},
                                   {"message/", "E-mail"},
                                   {"text/csv", "Table"},
                                   {"application/vnd.openxmlformats-officedocument.sp", "Table"}};
  for (const auto& kind : kinds) {
    if (mime.rfind(kind.prefix, 0) == 0) return kind.words;
  }
  return "Document";
}

}  // namespace

std::vector<DocumentBlock> evaluated_table(const Evaluated& from, bool for_outsiders) {
  Evaluated evaluated = from;
  const bool hidden = for_outsiders && counts_people(evaluated.unit) &&
                      suppress_small_cells(evaluated);
  DocumentBlock block;
  block.kind = DocumentBlockKind::table;
  if (!evaluated.header.empty()) block.rows.push_back(row_of(evaluated.header, true));
  for (const auto& row : evaluated.rows) block.rows.push_back(row_of(row, false));
  if (!evaluated.unit.empty()) block.caption = "Counted: " + evaluated.unit + ".";
  if (hidden) block.caption += " Small numbers are given as ranges, so that nobody can be found.";
  return {block};
}

std::vector<DocumentBlock> exhibit_table(const Build& build,
                                         const std::vector<std::string>& annexes, bool draft) {
  DocumentBlock block;
  block.kind = DocumentBlockKind::table;
  block.caption = "Exhibits this report rests on.";
  block.rows.push_back(row_of(draft ? std::vector<std::string>{"Exhibit", "What it is", "SHA-256"}
                                    : std::vector<std::string>{"Annex", "What it is", "Language"},
                              true));
  int number = 0;
  for (const std::string& exhibit : annexes) {
    ++number;
    const auto view = build.material.exhibit(exhibit);
    if (!view) continue;
    const auto kind = kind_words(view->mime);
    if (draft) {
      const auto& title = view->title.empty() ? kind : view->title;
      block.rows.push_back(row_of({exhibit, title, view->sha256.substr(0, 16)}, false));
      continue;
    }
    const auto& described = view->described_as.empty() ? kind : view->described_as;
    block.rows.push_back(row_of({std::to_string(number), described,
                                 text::language_name(view->language, "en")}, false));
  }
  if (block.rows.size() == 1) return {paragraph("No exhibit is cited.")};
  return {block};
}

std::vector<DocumentBlock> methodology(const Build& build) {
  std::set<std::string> exhibits;
  std::set<std::string> sources;
  for (const ResolvedToken& token : build.resolved) {
    for (const ResolvedPart& part : token.parts) {
      if (!part.exhibit) continue;
      exhibits.insert(part.exhibit->number);
      if (!part.exhibit->source.empty()) sources.insert(part.exhibit->source);
    }
  }
  std::string text =
      "This report rests on " + plural(exhibits.size(), "exhibit") + " from " +
      plural(sources.size(), "source") +
      ". Each was sealed when it was received and checked again when this report was "
      "built; that proves it is unaltered since, not that what it says is true.";
  const std::string standard = build.tree.head.value("standard");
  std::vector<DocumentBlock> out{paragraph(std::move(text))};
  if (!standard.empty()) {
    std::string words = standard;
    for (char& c : words) {
      if (c == '-') c = ' ';
    }
    out.push_back(paragraph("The standard of proof applied is \u201c" + words + "\u201d."));
  }
  return out;
}

}  // namespace kotobune::report
