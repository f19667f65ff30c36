// Reading the members of a table strictly: known keys only, right kinds only.
#include "pack/node.h"

#include <algorithm>

#include "pack/errors.h"

namespace kotobune::pack {
namespace {

std::string word_of(NodeKind kind) {
  switch (kind) {
    case NodeKind::string: return "a string";
    case NodeKind::integer: return "a whole number";
    case NodeKind::boolean: return "true or false";
    case NodeKind::array: return "a list";
    case NodeKind::table: return "a table";
  }
  return "";
}

}  // namespace

const Node* Node::find(std::string_view key) const {
  const auto found = std::find_if(members.begin(), members.end(),
                                  [&](const auto& member) { return member.first == key; });
  return found == members.end() ? nullptr : &found->second;
}

Error complaint(const Code& code, const std::string& file, std::uint32_t line,
                std::vector<Parameter> more) {
  std::vector<Parameter> all{{"file", file}, {"line", std::to_string(line)}};
  for (Parameter& parameter : more) all.push_back(std::move(parameter));
  return Error(code, std::move(all));
}

const Node* TableReader::child(std::string_view key) {
  seen_.emplace_back(key);
  return table_.find(key);
}

std::uint32_t TableReader::line_of(std::string_view key) const {
  const Node* node = table_.find(key);
  return node == nullptr ? table_.line : node->line;
}

Error TableReader::wrong(std::string_view key, std::string value, std::string wanted) const {
  return complaint(errors::pack_value_wrong, file_, line_of(key),
                   {{"key", std::string(key)}, {"value", std::move(value)},
                    {"wanted", std::move(wanted)}});
}

Result<std::string> TableReader::text(std::string_view key) {
  const Node* node = child(key);
  if (node == nullptr) {
    return complaint(errors::pack_key_missing, file_, table_.line, {{"key", std::string(key)}});
  }
  if (node->kind != NodeKind::string || node->text.empty()) {
    return wrong(key, node->text, "a string that is not empty");
  }
  return node->text;
}

Result<std::string> TableReader::text_or(std::string_view key, std::string otherwise) {
  if (table_.find(key) == nullptr) {
    seen_.emplace_back(key);
    return otherwise;
  }
  return text(key);
}

Result<std::int64_t> TableReader::integer_or(std::string_view key, std::int64_t otherwise) {
  const Node* node = child(key);
  if (node == nullptr) return otherwise;
  if (node->kind != NodeKind::integer) return wrong(key, word_of(node->kind), "a whole number");
  return node->number;
}

Result<bool> TableReader::boolean_or(std::string_view key, bool otherwise) {
  const Node* node = child(key);
  if (node == nullptr) return otherwise;
  if (node->kind != NodeKind::boolean) return wrong(key, word_of(node->kind), "true or false");
  return node->flag;
}

Result<std::vector<std::string>> TableReader::texts_or_none(std::string_view key) {
  std::vector<std::string> out;
  const Node* node = child(key);
  if (node == nullptr) return out;
  if (node->kind != NodeKind::array) return wrong(key, word_of(node->kind), "a list of strings");
  for (const Node& item : node->items) {
    if (item.kind != NodeKind::string || item.text.empty()) {
      return wrong(key, word_of(item.kind), "a list of strings that are not empty");
    }
    out.push_back(item.text);
  }
  return out;
}

Status TableReader::finish() const {
  for (const auto& [key, node] : table_.members) {
    if (std::find(seen_.begin(), seen_.end(), key) == seen_.end()) {
      return complaint(errors::pack_key_unknown, file_, node.line, {{"key", key}});
    }
  }
  return {};
}

}  // namespace kotobune::pack
