// entity export
#include "cli/errors.h"
#include "cli/handlers_table.h"
#include "desk/entity_export.h"

namespace kotobune::cli {

Result<Answer> entity_export(const Context& context) {
  const auto& a = context.arguments;
  desk::EntityExport wanted;
  wanted.type = a.positional[0];
  const auto format = release::parse_table_format(a.value("format", "csv"));
  if (!format) {
    return Error(errors::bad_value, {{"value", a.value("format")},
                                     {"option", "--format"},
                                     {"allowed", "csv, xlsx, jsonl or geojson."}});
  }
  wanted.format = *format;
  wanted.purpose = a.value("purpose", a.has("all") ? "P1" : "P3");
  wanted.recipient = a.value("to");
  wanted.count_by = a.value("count-by");
  if (a.has("all")) wanted.whole = release::Whole::own_copy;
  TRY_LET(desk, context.open());
  TRY_LET(done, desk::export_entities(*desk, wanted, a.positional[1]));
  Answer answer;
  answer.lines = done.leaves;
  Json kept = Json::array();
  for (const auto& [why, count] : done.kept_back) {
    answer.lines.push_back("  " + std::to_string(count) + " values stayed: " + why);
    Json one = Json::object();
    kept.push(std::move(one.set("why", why).set("values", count)));
  }
  answer.lines.push_back("The log keeps that it was made, for whom, and what it rests on.");
  Json files = Json::array();
  for (const auto& name : done.files) files.push(name);
  Json leaves = Json::array();
  for (const auto& line : done.leaves) leaves.push(line);
  answer.json.set("folder", done.folder).set("files", std::move(files));
  answer.json.set("rows", done.rows).set("values", done.values);
  answer.json.set("kept_back", std::move(kept)).set("leaves", std::move(leaves));
  answer.json.set("disclosure", done.disclosure_id);
  return answer;
}

}  // namespace kotobune::cli
