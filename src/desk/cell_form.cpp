#include "desk/cell_form.h"

#include "base/text.h"
#include "intake/errors.h"
#include "record/value.h"

namespace kotobune::desk {

namespace {

constexpr std::string_view json_mark = "json:";

// The key under which a value of each type keeps what a person would type.
constexpr std::pair<pack::ValueType, const char*> main_keys[] = {
    {pack::ValueType::text, "text"},     {pack::ValueType::term, "term"},
    {pack::ValueType::entity, "entity"}, {pack::ValueType::date, "date"},
    {pack::ValueType::number, "num"},    {pack::ValueType::name, "name"},
    {pack::ValueType::boolean, "bool"},  {pack::ValueType::url, "url"}};

bool survives_a_cell(std::string_view text) {
  if (text.empty() || text != trim_ascii(text) || text.starts_with(json_mark)) return false;
  for (const char c : text)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) return false;
  return true;
}

}  // namespace

std::string cell_of(const Json& value) {
  if (value.members().size() == 1) {
    const auto& [key, said] = value.members().front();
    for (const auto& [type, main_key] : main_keys) {
      if (key != main_key) continue;
      const auto typed = key == "bool" ? (said.bool_or(false) ? "yes" : "no") : said.str();
      if (!survives_a_cell(typed)) continue;
      const auto back = value_of_cell(type, typed);
      if (back.ok() && back->dump() == value.dump()) return typed;
    }
  }
  return std::string(json_mark) + value.dump();
}

Result<Json> value_of_cell(pack::ValueType type, std::string_view cell) {
  const Error no_value(errors::cell_not_understood,
                       {{"why", "it is no value as our own exports write it"}});
  Json value = Json::object();
  if (cell.starts_with(json_mark)) {
    auto parsed = parse_json(cell.substr(json_mark.size()));
    if (!parsed.ok() || !parsed->is_object()) return no_value;
    value = std::move(*parsed);
  } else if (type == pack::ValueType::boolean) {
    if (cell != "yes" && cell != "no") return no_value;
    value.set("bool", cell == "yes");
  } else {
    const char* key = nullptr;
    for (const auto& [of_type, main_key] : main_keys)
      if (of_type == type) key = main_key;
    if (key == nullptr) return no_value;
    value.set(key, std::string(cell));
  }
  const auto read = record::read_value(value);
  if (!read.ok()) return no_value;
  return value;
}

}  // namespace kotobune::desk
