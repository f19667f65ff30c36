// The only file that sees the TOML library. It throws; we catch its one exception here and return
// an Error that names the line. What TOML allows and a pack does not (floats, times) is refused.
#include <cstdio>
#include <toml++/toml.h>

#include "pack/errors.h"
#include "pack/node.h"

namespace kotobune::pack {
namespace {

std::string iso(const toml::date& date) {
  char text[32];
  std::snprintf(text, sizeof text, "%04d-%02d-%02d", static_cast<int>(date.year),
                static_cast<int>(date.month), static_cast<int>(date.day));
  return text;
}

Error malformed(const std::string& file, std::uint32_t line, std::string why) {
  return complaint(errors::pack_malformed, file, line, {{"why", std::move(why)}});
}

// The library limits nesting (256) itself; ours are two or three deep.
Result<Node> convert(const std::string& file, const toml::node& from) {
  Node node;
  node.line = from.source().begin.line;
  if (const auto* table = from.as_table()) {
    node.kind = NodeKind::table;
    for (const auto& [key, value] : *table) {
      TRY_LET(member, convert(file, value));
      node.members.push_back({std::string(key.str()), std::move(member)});
    }
  } else if (const auto* array = from.as_array()) {
    node.kind = NodeKind::array;
    for (const auto& value : *array) {
      TRY_LET(item, convert(file, value));
      node.items.push_back(std::move(item));
    }
  } else if (const auto* text = from.as_string()) {
    node.kind = NodeKind::string;
    node.text = text->get();
  } else if (const auto* number = from.as_integer()) {
    node.kind = NodeKind::integer;
    node.number = number->get();
  } else if (const auto* flag = from.as_boolean()) {
    node.kind = NodeKind::boolean;
    node.flag = flag->get();
  } else if (const auto* date = from.as_date()) {
    node.kind = NodeKind::string;
    node.text = iso(date->get());
  } else {
    return malformed(file, node.line, "a pack has no floats and no times of day");
  }
  return node;
}

}  // namespace

Result<Node> parse_toml(const std::string& file, std::string_view text) {
  try {
    const toml::table table = toml::parse(text, file);
    return convert(file, table);
  } catch (const toml::parse_error& error) {
    return malformed(file, error.source().begin.line, std::string(error.description()));
  }
}

}  // namespace kotobune::pack
