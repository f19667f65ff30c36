#include "web/report_prose.h"

namespace kotobune::web {

namespace {

// "MS-0004, p. 2: ...; MS-0009, at 12:30": the numbers at the head of each part of a note.
std::vector<std::string> numbers_in(std::string_view note) {
  std::vector<std::string> out;
  for (std::size_t at = 0; at < note.size();) {
    std::size_t letters = at;
    while (letters < note.size() && note[letters] >= 'A' && note[letters] <= 'Z') ++letters;
    std::size_t digits = letters;
    if (letters > at && digits < note.size() && note[digits] == '-') {
      ++digits;
      while (digits < note.size() && note[digits] >= '0' && note[digits] <= '9') ++digits;
    }
    const bool begins = at == 0 || note.substr(at - 1, 1) == " ";
    if (begins && digits > letters + 4) out.emplace_back(note.substr(at, digits - at));
    at = digits > at ? digits : at + 1;
  }
  return out;
}

void add_runs(const report::Document& document, const std::vector<report::Run>& from,
              std::vector<ProseRun>& to) {
  for (const auto& run : from) {
    if (run.footnote > 0) {
      const auto& note = document.footnotes[static_cast<std::size_t>(run.footnote) - 1];
      const auto numbers = numbers_in(report::plain_text(note));
      for (const auto& number : numbers) to.push_back({number, false, false, false, false, number});
      if (numbers.empty()) {
        ProseRun plain;
        plain.text = "[" + report::plain_text(note) + "]";
        to.push_back(std::move(plain));
      }
      continue;
    }
    ProseRun one;
    one.text = run.line_break ? "\n" : run.text;
    one.strong = run.bold;
    one.emphasis = run.italic;
    one.code = run.code;
    one.open_point = run.open_point;
    to.push_back(std::move(one));
  }
}

}  // namespace

std::vector<ProseBlock> prose_of(const report::Document& document) {
  std::vector<ProseBlock> out;
  for (const auto& block : document.blocks) {
    ProseBlock one;
    one.number = block.number;
    switch (block.kind) {
      case report::DocumentBlockKind::heading:
        one.kind = block.level <= 1 ? ProseBlock::Kind::heading : ProseBlock::Kind::subheading;
        break;
      case report::DocumentBlockKind::paragraph:
      case report::DocumentBlockKind::code:
        if (block.quote_depth > 0) one.kind = ProseBlock::Kind::quotation;
        if (block.list_depth > 0) one.kind = ProseBlock::Kind::item;
        break;
      case report::DocumentBlockKind::table: one.kind = ProseBlock::Kind::table; break;
      case report::DocumentBlockKind::rule: continue;
    }
    add_runs(document, block.runs, one.runs);
    for (const auto& row : block.rows) {
      one.header = one.header || row.header;
      one.rows.emplace_back();
      for (const auto& cell : row.cells) {
        one.rows.back().emplace_back();
        add_runs(document, cell, one.rows.back().back());
      }
    }
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace kotobune::web
