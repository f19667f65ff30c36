// view list | show, matrix show | print, versions show, number give, case hand-over
#include "base/text.h"
#include "cli/errors.h"
#include "cli/handlers.h"
#include "desk/practice_print.h"

namespace kotobune::cli {

namespace {

Json rows_json(const std::vector<std::vector<std::string>>& rows) {
  Json out = Json::array();
  for (const auto& row : rows) {
    Json cells = Json::array();
    for (const auto& cell : row) cells.push(cell);
    out.push(std::move(cells));
  }
  return out;
}

Json facts_json(const std::vector<desk::Fact>& facts) {
  Json out = Json::object();
  for (const auto& fact : facts) {
    Json values = Json::array();
    for (const auto& value : fact.values) values.push(value);
    out.set(fact.property, std::move(values));
  }
  return out;
}

// [-what went-] [+what came+], as diffs of words are read in a terminal.
std::string marked(const std::vector<text::DiffPiece>& pieces) {
  std::string out;
  for (const auto& piece : pieces) {
    switch (piece.change) {
      case text::Change::same: out += piece.text; break;
      case text::Change::removed: out += "[-" + piece.text + "-]"; break;
      case text::Change::added: out += "[+" + piece.text + "+]"; break;
    }
  }
  return out;
}

}  // namespace

Result<Answer> view_list(const Context& context) {
  TRY_LET(desk, context.open());
  Answer answer;
  std::vector<std::vector<std::string>> rows;
  Json list = Json::array();
  for (const auto& view : desk->pack().views) {
    rows.push_back({view.id, view.label.in("en")});
    list.push(view.id);
  }
  answer.lines = table(rows);
  answer.json.set("views", std::move(list));
  return answer;
}

Result<Answer> view_show(const Context& context) {
  TRY_LET(desk, context.open());
  TRY_LET(shown, desk::run_view(*desk, context.arguments.positional.front()));
  Answer answer;
  std::vector<std::vector<std::string>> rows{shown.table.columns};
  for (const auto& row : shown.table.rows) rows.push_back(row);
  answer.lines = table(rows);
  answer.lines.insert(answer.lines.begin(), shown.label);
  if (shown.table.rows.empty()) answer.lines = {shown.label, "Nothing."};
  if (shown.hidden > 0) {
    answer.lines.push_back("Sources disagree about " + std::to_string(shown.hidden) +
                           " values it reads; the first is used. See `kotobune dispute list`.");
  }
  Json columns = Json::array();
  for (const auto& column : shown.table.columns) columns.push(column);
  answer.json.set("view", shown.id).set("columns", std::move(columns));
  answer.json.set("rows", rows_json(shown.table.rows)).set("ids", rows_json(shown.ids));
  answer.json.set("hidden", static_cast<std::int64_t>(shown.hidden));
  return answer;
}

Result<Answer> matrix_show(const Context& context) {
  TRY_LET(desk, context.open());
  TRY_LET(matrix, desk::matrix(*desk, context.arguments.positional.front()));
  Answer answer;
  Json rows = Json::array(), cells = Json::array();
  answer.lines.push_back(matrix.title);
  for (const auto& row : matrix.rows) {
    Json one = Json::object();
    one.set("id", row.id).set("label", row.label).set("facts", facts_json(row.facts));
    rows.push(std::move(one));
    answer.lines.push_back("  " + row.label);
    for (const auto& column : matrix.columns) {
      const auto found = matrix.cells.find({row.id, column.id});
      if (found == matrix.cells.end()) continue;
      for (const auto& cell : found->second) {
        Json json = Json::object();
        json.set("row", row.label).set("column", column.label).set("facts", facts_json(cell.facts));
        cells.push(std::move(json));
        const auto first = cell.facts.empty() ? "" : join(cell.facts.front().values, " / ");
        answer.lines.push_back("    " + column.label + ": " + first);
      }
    }
  }
  Json columns = Json::array();
  for (const auto& column : matrix.columns) {
    Json one = Json::object();
    one.set("id", column.id).set("label", column.label).set("facts", facts_json(column.facts));
    columns.push(std::move(one));
  }
  answer.json.set("rows", std::move(rows)).set("columns", std::move(columns));
  answer.json.set("cells", std::move(cells));
  return answer;
}

Result<Answer> matrix_print(const Context& context) {
  TRY_LET(desk, context.open());
  const auto& a = context.arguments;
  desk::Printed printed;
  if (a.has("to")) {
    TRY_LET(done, desk::release_matrix(*desk, a.positional[0],
                                       {a.value("to"), a.value("channel", "by hand"),
                                        desk->vault().keystore().person},
                                       a.positional[1]));
    printed = std::move(done);
  } else {
    TRY_LET(done, desk::print_matrix(*desk, a.positional[0], a.positional[1]));
    printed = std::move(done);
  }
  Answer answer;
  answer.lines = {join(printed.files, ", ") + " in " + printed.folder,
                  printed.disclosure_id.empty()
                      ? "A working copy: it lies in the clear there; delete it when you are done."
                      : "The disclosure is recorded."};
  answer.json.set("folder", printed.folder).set("disclosure", printed.disclosure_id);
  return answer;
}

Result<Answer> versions_show(const Context& context) {
  TRY_LET(desk, context.open());
  const auto& a = context.arguments;
  Answer answer;
  if (a.positional.size() < 2) {
    TRY_LET(all, desk::speakers(*desk, a.positional.front()));
    std::vector<std::vector<std::string>> rows;
    Json list = Json::array();
    for (const auto& [id, label] : all) {
      rows.push_back({id, label});
      list.push(id);
    }
    answer.lines = table(rows);
    answer.json.set("speakers", std::move(list));
    return answer;
  }
  TRY_LET(found, desk::versions(*desk, a.positional[0], a.positional[1]));
  Json list = Json::array();
  answer.lines.push_back(found.title + ": " + found.whose);
  for (const auto& version : found.versions) {
    const auto words = version.changes.empty() ? version.text : marked(version.changes);
    answer.lines.push_back((version.date.empty() ? "no date" : version.date) + "  " + words);
    Json one = Json::object();
    one.set("id", version.id).set("date", version.date).set("text", version.text);
    one.set("changes", words);
    list.push(std::move(one));
  }
  answer.json.set("versions", std::move(list));
  return answer;
}

Result<Answer> number_give(const Context& context) {
  TRY_LET(desk, context.open());
  const auto& a = context.arguments;
  const auto style = a.value("style");
  if (style.empty()) return Error(errors::missing_argument, {{"argument", "--style"}});
  std::optional<std::int64_t> wanted;
  if (a.has("number")) {
    wanted = parse_int(a.value("number"));
    if (!wanted || *wanted < 1) {
      return Error(errors::bad_value, {{"value", a.value("number")}, {"option", "--number"},
                                       {"allowed", "Write a number from 1 on."}});
    }
  }
  TRY_LET(number, desk::give_number(*desk, a.positional.front(), style, wanted,
                                    a.value("property", "court-number")));
  Answer answer;
  answer.lines = {number};
  answer.json.set("number", number);
  return answer;
}

Result<Answer> case_hand_over(const Context& context) {
  TRY_LET(desk, context.open());
  const auto& a = context.arguments;
  desk::HandOver wanted;
  wanted.from = a.value("from", desk->vault().keystore().person_name);
  wanted.to = a.value("to");
  wanted.exhibits = a.values("exhibit");
  wanted.why = a.value("why");
  TRY_LET(done, desk::hand_over(*desk, wanted, a.positional.front()));
  Answer answer;
  Json kept = Json::array();
  answer.lines = {std::to_string(done.exhibits.size()) + " exhibits go to " + wanted.to +
                  ". The list for both to sign: " + join(done.printed.files, ", ")};
  for (const auto& [number, reason] : done.kept_back) {
    answer.lines.push_back(number + " stays: " + reason);
    kept.push(number);
  }
  answer.lines.push_back("Seal the signed list: kotobune exhibit seal FILE");
  answer.json.set("exhibits", static_cast<std::int64_t>(done.exhibits.size()));
  answer.json.set("kept_back", std::move(kept)).set("disclosure", done.printed.disclosure_id);
  return answer;
}

}  // namespace kotobune::cli
