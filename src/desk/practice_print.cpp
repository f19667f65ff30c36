#include "desk/practice_print.h"

#include <algorithm>

#include "base/text.h"
#include "desk/errors.h"
#include "desk/material.h"
#include "desk/tasks.h"
#include "release/errors.h"
#include "report/docx_writer.h"
#include "report/html_writer.h"

namespace kotobune::desk {

namespace {

using report::DocumentBlock;
using report::DocumentBlockKind;
using report::DocumentRow;
using report::Run;

Run plain(std::string text) {
  Run run;
  run.text = std::move(text);
  return run;
}

Run strong(std::string text) {
  Run run = plain(std::move(text));
  run.bold = true;
  return run;
}

DocumentBlock heading(int level, std::string text) {
  DocumentBlock block;
  block.kind = DocumentBlockKind::heading;
  block.level = level;
  block.runs.push_back(plain(std::move(text)));
  return block;
}

DocumentBlock paragraph(std::vector<Run> runs) {
  DocumentBlock block;
  block.runs = std::move(runs);
  return block;
}

DocumentRow row_of(const std::vector<std::string>& cells, bool header) {
  DocumentRow row;
  row.header = header;
  for (const auto& cell : cells) {
    std::vector<Run> runs;
    if (!cell.empty()) runs.push_back(plain(cell));
    row.cells.push_back(std::move(runs));
  }
  return row;
}

DocumentBlock table(std::vector<DocumentRow> rows) {
  DocumentBlock block;
  block.kind = DocumentBlockKind::table;
  block.rows = std::move(rows);
  return block;
}

std::string words_of(const Fact& fact) { return join(fact.values, " / "); }

// "First said on: 1961-04-02. Known before: not known."
std::vector<Run> facts_line(const std::vector<Fact>& facts) {
  std::vector<Run> out;
  for (const auto& fact : facts) {
    if (!out.empty()) out.push_back(plain("   "));
    out.push_back(strong(fact.label + ": "));
    out.push_back(plain(fact.values.empty() ? "not recorded" : words_of(fact)));
  }
  return out;
}

std::string column_name(std::size_t at) { return "E" + std::to_string(at + 1); }

// One word a square; where two statements disagree, both.
std::string square(const Matrix& matrix, const std::string& row, const std::string& column) {
  const auto found = matrix.cells.find({row, column});
  if (found == matrix.cells.end()) return "";
  std::vector<std::string> words;
  for (const auto& cell : found->second) {
    if (!cell.facts.empty() && !cell.facts.front().values.empty()) {
      words.push_back(words_of(cell.facts.front()));
    }
  }
  return join(words, " / ");
}

DocumentBlock overview(const Matrix& matrix) {
  std::vector<std::string> head{matrix.row_word};
  for (std::size_t i = 0; i < matrix.columns.size(); ++i) head.push_back(column_name(i));
  std::vector<DocumentRow> rows{row_of(head, true)};
  for (std::size_t r = 0; r < matrix.rows.size(); ++r) {
    std::vector<std::string> line{std::to_string(r + 1) + ". " + matrix.rows[r].label};
    for (const auto& column : matrix.columns) {
      line.push_back(square(matrix, matrix.rows[r].id, column.id));
    }
    rows.push_back(row_of(line, false));
  }
  return table(std::move(rows));
}

DocumentBlock columns_table(const Matrix& matrix) {
  std::vector<std::string> head{"", matrix.column_word};
  if (!matrix.columns.empty()) {
    for (const auto& fact : matrix.columns.front().facts) head.push_back(fact.label);
  }
  std::vector<DocumentRow> rows{row_of(head, true)};
  for (std::size_t i = 0; i < matrix.columns.size(); ++i) {
    std::vector<std::string> line{column_name(i), matrix.columns[i].label};
    for (const auto& fact : matrix.columns[i].facts) line.push_back(words_of(fact));
    rows.push_back(row_of(line, false));
  }
  return table(std::move(rows));
}

// Columns nobody filled in for this row would only make the others narrow.
DocumentBlock row_table(const Matrix& matrix, const MatrixItem& item) {
  std::vector<std::pair<std::string, const MatrixCell*>> cells;
  for (std::size_t i = 0; i < matrix.columns.size(); ++i) {
    const auto found = matrix.cells.find({item.id, matrix.columns[i].id});
    if (found == matrix.cells.end()) continue;
    for (const auto& cell : found->second) {
      cells.emplace_back(column_name(i) + " " + matrix.columns[i].label, &cell);
    }
  }
  if (cells.empty()) return paragraph({plain("Nothing is held against it yet.")});
  std::vector<std::size_t> used;
  for (std::size_t f = 0; f < cells.front().second->facts.size(); ++f) {
    const bool any = std::any_of(cells.begin(), cells.end(), [&](const auto& cell) {
      return !cell.second->facts[f].values.empty();
    });
    if (any) used.push_back(f);
  }
  std::vector<std::string> head{matrix.column_word};
  for (const auto f : used) head.push_back(cells.front().second->facts[f].label);
  std::vector<DocumentRow> rows{row_of(head, true)};
  for (const auto& [name, cell] : cells) {
    std::vector<std::string> line{name};
    for (const auto f : used) line.push_back(words_of(cell->facts[f]));
    rows.push_back(row_of(line, false));
  }
  return table(std::move(rows));
}

Status need_empty(Disk& disk, const std::string& folder) {
  if (!disk.exists(folder)) return {};
  TRY_LET(entries, disk.list(folder));
  if (!entries.empty()) return Error(errors::folder_not_empty, {{"path", folder}});
  return {};
}

// Every use that the document draws on, decided for the audience.
struct Asked {
  std::vector<disclosure::Decision> decisions;
  std::vector<std::string> locks;
};

Result<Asked> ask_gate(Desk& desk, const CaseMaterial& material, const Matrix& matrix,
                       const disclosure::Scope& scope) {
  Asked out;
  const auto take = [&](disclosure::Decision decision) {
    for (const auto& lock : decision.rests_on()) out.locks.push_back(lock);
    out.decisions.push_back(std::move(decision));
  };
  for (const auto& id : matrix.exhibits) {
    TRY_LET(row, desk.index().exhibit(id));
    const auto view = row ? material.exhibit(row->number) : std::nullopt;
    if (!view) continue;  // a fragment; its exhibit stands beside it among the bases
    take(material.decide_exhibit(*view, scope, disclosure::Identity::pseudonym,
                                 disclosure::Modality::paraphrase));
  }
  for (const auto& code : matrix.informants) {
    const auto view = material.source(code);
    if (!view) continue;
    take(material.decide_source(*view, scope, disclosure::Identity::pseudonym,
                                disclosure::Modality::paraphrase));
  }
  return out;
}

disclosure::Scope court_scope(const CaseMaterial& material) {
  disclosure::Scope scope;
  scope.reader = disclosure::Audience{"court"};
  scope.purpose = disclosure::Purpose::court;
  scope.log_heads = material.log_heads();
  return scope;
}

Result<Printed> write_release(Desk& desk, release::ReleaseSet set, const std::string& folder) {
  auto& disk = desk.vault().world().disk;
  TRY(need_empty(disk, folder));
  std::vector<vault::NewRecord> records;
  records.push_back({"disclosure", record::main_compartment, std::move(set.disclosure), {}, {}});
  TRY_LET(id, desk.record_disclosure(std::move(records)));
  TRY(release::write_released(disk, folder, set.files));
  Printed out{folder, {}, id};
  for (const auto& file : set.files) out.files.push_back(file.name());
  return out;
}

}  // namespace

report::Document matrix_document(const Matrix& matrix, const std::string& banner) {
  report::Document out;
  out.title = matrix.title;
  out.subtitle = std::to_string(matrix.rows.size()) + " x " + std::to_string(matrix.columns.size());
  out.language = "en";
  out.banner = banner;
  out.blocks.push_back(heading(1, "Overview"));
  out.blocks.push_back(overview(matrix));
  out.blocks.push_back(columns_table(matrix));
  for (std::size_t r = 0; r < matrix.rows.size(); ++r) {
    out.blocks.push_back(heading(2, std::to_string(r + 1) + ". " + matrix.rows[r].label));
    if (!matrix.rows[r].facts.empty()) {
      out.blocks.push_back(paragraph(facts_line(matrix.rows[r].facts)));
    }
    out.blocks.push_back(row_table(matrix, matrix.rows[r]));
  }
  return out;
}

Result<Printed> print_matrix(Desk& desk, const std::string& page, const std::string& folder) {
  auto& disk = desk.vault().world().disk;
  TRY(need_empty(disk, folder));
  TRY_LET(made, matrix(desk, page));
  const auto scope = desk.index().member_scope();
  const auto document = disclosure::Gate(scope).nothing_personal(
      matrix_document(made, "Working copy - not for others"));
  TRY_LET(docx, report::write_docx(document, scope));
  const auto html = report::write_html(document, scope);
  TRY(disk.make_directory(folder));
  TRY(disk.write_new(join_path(folder, page + ".docx"), docx));
  TRY(disk.write_new(join_path(folder, page + ".html"), as_bytes(html)));
  return Printed{folder, {page + ".docx", page + ".html"}, ""};
}

Result<Printed> release_matrix(Desk& desk, const std::string& page,
                               const release::Recipients& recipients, const std::string& folder) {
  TRY_LET(made, matrix(desk, page));
  TRY_LET(material, CaseMaterial::make(desk));
  const auto scope = court_scope(*material);
  TRY_LET(asked, ask_gate(desk, *material, made, scope));
  const disclosure::Gate gate(scope);
  auto document = matrix_document(made, "");
  auto passed = asked.decisions.empty()
                    ? Result<disclosure::Disclosed<report::Document>>(
                          gate.nothing_personal(std::move(document)))
                    : gate.pass(std::move(document), asked.decisions);
  if (!passed.ok()) return passed.error();
  release::DocumentFacts facts{made.title, "matrix", made.assertions, asked.locks};
  for (const auto& id : made.exhibits) facts.rests_on.push_back(id);
  TRY_LET(set, release::release_document(*passed, scope, *material, recipients, facts));
  return write_release(desk, std::move(set), folder);
}

namespace {

struct Going {
  std::vector<ExhibitRow> rows;
  std::vector<disclosure::Decision> decisions;
  std::vector<std::string> locks;
};

// Restrictions are told with each exhibit: the duty goes along with the paper.
Result<std::string> locks_on(Desk& desk, const ExhibitRow& row) {
  TRY_LET(facts, desk.index().facts_about_exhibit(row));
  std::vector<std::string> out;
  for (const auto& one : facts) {
    for (const auto& lock : one.restrictions) {
      if (!lock.covers(one.exhibit)) continue;
      std::string word = "order of a court";
      if (lock.kind == disclosure::RestrictionKind::court_disclosed_evidence) {
        word = "disclosed evidence: only for the proceedings";
      } else if (lock.kind == disclosure::RestrictionKind::licence) {
        word = "terms of who gave it";
      } else if (lock.kind == disclosure::RestrictionKind::embargo) {
        word = "embargo";
      }
      if (std::find(out.begin(), out.end(), word) == out.end()) out.push_back(word);
    }
  }
  return join(out, "; ");
}

Result<report::Document> hand_over_document(Desk& desk, const HandOver& wanted,
                                            const std::vector<ExhibitRow>& rows,
                                            const std::string& day) {
  report::Document out;
  out.title = "Hand-over of a file";
  out.subtitle = day;
  out.language = "en";
  out.blocks.push_back(paragraph({strong("From: "), plain(wanted.from)}));
  out.blocks.push_back(paragraph({strong("To: "), plain(wanted.to)}));
  if (!wanted.why.empty()) out.blocks.push_back(paragraph({plain(wanted.why)}));
  out.blocks.push_back(heading(1, "What goes"));
  std::vector<DocumentRow> table_rows{
      row_of({"Number", "Kind", "SHA-256 of the original", "Lock that goes along"}, true)};
  for (const auto& row : rows) {
    TRY_LET(locks, locks_on(desk, row));
    table_rows.push_back(row_of({row.number, row.described_as.empty() ? row.mime : row.described_as,
                                 row.sha256, locks.empty() ? "none recorded" : locks}, false));
  }
  out.blocks.push_back(table(std::move(table_rows)));
  out.blocks.push_back(heading(1, "Days that are open"));
  TRY_LET(open, tasks(desk));
  std::vector<DocumentRow> days{row_of({"Day", "Kind"}, true)};
  for (const auto& task : open) days.push_back(row_of({task.due, task.kind}, false));
  out.blocks.push_back(open.empty() ? paragraph({plain("None is recorded.")})
                                    : table(std::move(days)));
  out.blocks.push_back(heading(1, "Signed by both"));
  out.blocks.push_back(paragraph({plain(
      "I received what is listed. I was told of each lock and keep it. I checked the digests "
      "of what I could open.")}));
  out.blocks.push_back(table({row_of({"Handed over", "Received"}, true),
                              row_of({wanted.from, wanted.to}, false),
                              row_of({"Day, signature: ____________________",
                                      "Day, signature: ____________________"}, false)}));
  return out;
}

}  // namespace

Result<HandedOver> hand_over(Desk& desk, const HandOver& wanted, const std::string& folder) {
  if (trim_ascii(wanted.to).empty()) return Error(errors::nobody_named);
  TRY(need_empty(desk.vault().world().disk, folder));
  TRY_LET(material, CaseMaterial::make(desk));
  const auto scope = court_scope(*material);
  Going going;
  HandedOver out;
  const auto numbers = wanted.exhibits.empty() ? material->exhibit_numbers() : wanted.exhibits;
  for (const auto& number : numbers) {
    const auto view = material->exhibit(number);
    if (!view) return Error(errors::exhibit_not_here, {{"number", number}});
    auto decision = material->decide_exhibit(*view, scope, disclosure::Identity::pseudonym,
                                             disclosure::Modality::document_copy);
    if (!decision.allowed()) {
      out.kept_back.emplace_back(number, decision.reason());
      continue;
    }
    for (const auto& lock : decision.rests_on()) going.locks.push_back(lock);
    going.decisions.push_back(std::move(decision));
    TRY_LET(row, desk.index().exhibit(number));
    going.rows.push_back(std::move(*row));
    out.exhibits.push_back(number);
  }
  if (going.rows.empty()) return Error(errors::nothing_allowed);
  const auto day = desk.vault().world().clock.now().iso_date();
  TRY_LET(document, hand_over_document(desk, wanted, going.rows, day));
  auto passed = disclosure::Gate(scope).pass(std::move(document), going.decisions);
  if (!passed.ok()) return passed.error();
  release::DocumentFacts facts{"Hand-over to " + wanted.to, "hand-over", {}, going.locks};
  for (const auto& row : going.rows) facts.rests_on.push_back(row.id);
  TRY_LET(set, release::release_document(*passed, scope, *material,
                                         {wanted.to, "hand-over", material->viewer()}, facts));
  TRY_LET(printed, write_release(desk, std::move(set), folder));
  out.printed = std::move(printed);
  std::vector<vault::NewRecord> custody;
  for (const auto& row : going.rows) {
    Json body = Json::object();
    body.set("ex", row.id).set("act", "handed-over").set("from", wanted.from).set("to", wanted.to);
    body.set("when", day);
    if (!wanted.why.empty()) body.set("why", wanted.why);
    custody.push_back({"custody", row.compartment, std::move(body), {}, {}});
  }
  TRY(desk.add_records(std::move(custody)));
  return out;
}

}  // namespace kotobune::desk
