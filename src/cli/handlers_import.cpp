// import check | run | undo
#include "base/limits.h"
#include "cli/errors.h"
#include "cli/handlers_table.h"
#include "desk/import.h"
#include "desk/import_foreign.h"

namespace kotobune::cli {

namespace {

Result<desk::ImportRequest> request_of(const Context& context) {
  const auto& a = context.arguments;
  desk::ImportRequest request;
  request.exhibit = a.positional.front();
  if (a.has("from")) {
    const auto* known = desk::foreign_mapping(a.value("from"));
    if (known == nullptr) {
      return Error(errors::bad_value, {{"value", a.value("from")},
                                       {"option", "--from"},
                                       {"allowed", "martus, openevsys or uwazi."}});
    }
    request.mapping_file = a.value("from");
    request.mapping = known;
    request.refused = desk::Refused::leave_cells;
  } else {
    if (!a.has("map")) return Error(errors::missing_argument, {{"argument", "--map"}});
    TRY_LET(bytes, context.world.disk.read_all(a.value("map"), limits::record_bytes));
    request.mapping_file = a.value("map");
    request.mapping = to_string(bytes);
  }
  if (a.has("leave-out")) request.refused = desk::Refused::leave_out;
  if (a.has("leave-cells")) request.refused = desk::Refused::leave_cells;
  return request;
}

Json changes_of(const desk::ImportReport& report) {
  Json out = Json::array();
  for (const auto& change : report.changes) {
    Json one = Json::object();
    one.set("act", desk::word(change.act)).set("row", change.row).set("cell", change.cell);
    one.set("entity", change.entity).set("property", change.property);
    one.set("before", change.before).set("after", change.after);
    out.push(std::move(one));
  }
  return out;
}

Answer answer_of(const desk::ImportReport& report) {
  Answer answer;
  answer.lines.push_back(std::to_string(report.rows) + " rows: " +
                         std::to_string(report.created) + " new, " +
                         std::to_string(report.updated) + " changed, " +
                         std::to_string(report.unchanged) + " as they were, " +
                         std::to_string(report.refusals.size()) + " refusals");
  std::vector<std::vector<std::string>> rows;
  for (const auto& change : report.changes) {
    rows.push_back({"  " + change.cell, desk::word(change.act), change.property, change.before,
                    change.after});
  }
  for (const auto& refusal : report.refusals) {
    const auto where = refusal.cell.empty() ? "row " + std::to_string(refusal.row) : refusal.cell;
    rows.push_back({"  " + where, refusal.code, refusal.why});
  }
  for (auto& line : table(rows)) answer.lines.push_back(std::move(line));
  Json refusals = Json::array();
  for (const auto& refusal : report.refusals) {
    Json one = Json::object();
    one.set("row", refusal.row).set("cell", refusal.cell);
    one.set("error", refusal.code).set("why", refusal.why);
    refusals.push(std::move(one));
  }
  Json notes = Json::array();
  for (const auto& note : report.notes) {
    notes.push(note);
    answer.lines.push_back("  " + note);
  }
  Json losses = Json::array();
  std::int64_t lost = 0;
  for (const auto& loss : report.losses) {
    Json one = Json::object();
    one.set("sheet", loss.sheet).set("column", loss.column).set("values", loss.values);
    losses.push(std::move(one));
    lost += loss.values > 0 ? 1 : 0;
  }
  if (lost > 0 && lost <= 200) {
    answer.lines.push_back("  Found no home in the record (the sealed original keeps it):");
    for (const auto& loss : report.losses) {
      if (loss.values == 0) continue;
      answer.lines.push_back("    " + (loss.sheet.empty() ? "" : loss.sheet + " ") + loss.column +
                             (loss.column.empty() ? "rows: " : ": ") +
                             std::to_string(loss.values));
    }
  }
  answer.json.set("losses", std::move(losses));
  answer.json.set("rows", report.rows).set("created", report.created);
  answer.json.set("updated", report.updated).set("unchanged", report.unchanged);
  answer.json.set("format", report.head.format).set("charset", report.head.charset);
  answer.json.set("separator", report.head.separator).set("sheet", report.head.sheet);
  answer.json.set("changes", changes_of(report)).set("refusals", std::move(refusals));
  answer.json.set("notes", std::move(notes)).set("batch", report.batch);
  return answer;
}

}  // namespace

Result<Answer> import_check(const Context& context) {
  TRY_LET(request, request_of(context));
  TRY_LET(desk, context.open());
  TRY_LET(report, desk::check_import(*desk, request));
  auto answer = answer_of(report);
  answer.lines.push_back("Nothing was recorded.");
  answer.exit_code = report.refusals.empty() ? 0 : 1;
  return answer;
}

Result<Answer> import_run(const Context& context) {
  TRY_LET(request, request_of(context));
  TRY_LET(desk, context.open());
  TRY_LET(report, desk::run_import(*desk, request));
  auto answer = answer_of(report);
  answer.lines.push_back(report.batch.empty()
                             ? "Nothing had changed; nothing was recorded."
                             : "Recorded as import " + report.batch +
                                   "; `kotobune import undo` takes that number.");
  return answer;
}

Result<Answer> import_undo(const Context& context) {
  TRY_LET(desk, context.open());
  const auto& batch = context.arguments.positional.front();
  TRY_LET(report, desk::undo_import(*desk, batch, context.arguments.value("why", "undone")));
  Answer answer;
  answer.json.set("taken_back", report.taken_back).set("brought_back", report.brought_back);
  answer.lines = {std::to_string(report.taken_back) + " records retracted, " +
                  std::to_string(report.brought_back) + " earlier values brought back."};
  return answer;
}

Result<Answer> import_map(const Context& context) {
  const auto* known = desk::foreign_mapping(context.arguments.positional.front());
  if (known == nullptr) {
    return Error(errors::bad_value, {{"value", context.arguments.positional.front()},
                                     {"option", "SYSTEM"},
                                     {"allowed", "martus, openevsys or uwazi."}});
  }
  Answer answer;
  answer.lines = {known};
  answer.json.set("mapping", known);
  return answer;
}

}  // namespace kotobune::cli
