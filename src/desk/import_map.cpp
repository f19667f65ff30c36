#include "desk/import_map.h"

#include "desk/errors.h"
#include "intake/errors.h"
#include "pack/node.h"

namespace kotobune::desk {

namespace {

Error wrong(std::string why) {
  return Error(errors::import_mapping_wrong, {{"why", std::move(why)}});
}

ColumnRule read_rule(const std::string& file, const pack::Node& node, pack::Faults& faults) {
  pack::TableReader in(file, node, faults);
  ColumnRule rule;
  rule.column = in.text("column");
  rule.property = in.text("property");
  rule.lang = in.text_or("lang", "");
  rule.unit = in.text_or("unit", "");
  rule.counts = in.text_or("counts", "");
  const auto calendar = in.text_or("calendar", "");
  if (!calendar.empty()) {
    rule.dates.calendar = text::parse_calendar(calendar);
    if (!rule.dates.calendar) in.wrong("calendar", calendar, "a calendar");
  }
  const auto order = in.text_or("order", "");
  if (order == "day-first") rule.dates.order = text::DayOrder::day_first;
  else if (order == "month-first") rule.dates.order = text::DayOrder::month_first;
  else if (!order.empty()) in.wrong("order", order, "day-first or month-first");
  rule.font = in.text_or("font", "");
  if (!rule.font.empty() && rule.font != "zawgyi" && rule.font != "unicode")
    in.wrong("font", rule.font, "zawgyi or unicode");
  rule.refers = in.text_or("refers", "");
  rule.split = in.text_or("split", "");
  const auto form = in.text_or("form", "");
  rule.as_exported = form == "export";
  if (!form.empty() && !rule.as_exported) in.wrong("form", form, "export");
  if (const auto* words = in.child("words")) {
    for (const auto& [said, meant] : words->members) rule.words[said] = meant.text;
  }
  in.finish();
  return rule;
}

Status check(const ImportMap& map, const pack::Pack& practice) {
  if (!practice.find_type(map.type)) return Error(errors::type_unknown, {{"what", map.type}});
  if (map.key.empty()) return wrong("it names no key: which columns tell one row from another");
  if (map.columns.empty()) return wrong("it names no [[column]]");
  if (map.header_row < 1 || map.header_rows < 1 || map.header_rows > 5)
    return wrong("header_row counts from 1, header_rows is 1 to 5");
  for (const auto& rule : map.columns) {
    const auto* property = practice.find_property(map.type, rule.property);
    if (!property) return Error(errors::type_unknown, {{"what", map.type + "." + rule.property}});
    if (property->value == pack::ValueType::fragment)
      return wrong(rule.property + " takes a cited part, which no cell can hold");
  }
  return {};
}

ImportMap read_map(const std::string& file, const pack::Node& node, pack::Faults& faults) {
  pack::TableReader in(file, node, faults);
  ImportMap map;
  map.name = in.text("name");
  map.type = in.text("type");
  map.key = in.texts_or_none("key");
  map.ignored = in.texts_or_none("ignore");
  const std::pair<const char*, std::string*> texts[] = {
      {"informant", &map.informant}, {"informant_column", &map.informant_column},
      {"grade", &map.grade},         {"file_column", &map.file_column},
      {"charset", &map.table.charset}, {"separator", &map.table.separator},
      {"sheet", &map.table.sheet},   {"id_column", &map.id_column}};
  for (const auto& [word, target] : texts) *target = in.text_or(word, "");
  map.optional = in.boolean_or("optional", false);
  map.header_row = in.integer_or("header_row", 1);
  map.header_rows = in.integer_or("header_rows", 1);
  for (const auto* column : in.tables_or_none("column"))
    map.columns.push_back(read_rule(file, *column, faults));
  in.finish();
  return map;
}

}  // namespace

Result<std::vector<ImportMap>> parse_import_maps(const std::string& file, std::string_view toml,
                                                 const pack::Pack& practice) {
  TRY_LET(root, pack::parse_toml(file, toml));
  pack::Faults faults;
  std::vector<ImportMap> maps;
  if (root.find("import") != nullptr) {
    pack::TableReader in(file, root, faults);
    for (const auto* node : in.tables_or_none("import"))
      maps.push_back(read_map(file, *node, faults));
    in.finish();
  } else {
    maps.push_back(read_map(file, root, faults));
  }
  if (!faults.found.empty()) return faults.found.front();
  if (maps.empty()) return wrong("it names no [[import]]");
  for (const auto& map : maps) TRY(check(map, practice));
  return maps;
}

}  // namespace kotobune::desk
