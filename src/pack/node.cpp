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

// Lower-case letters, digits, '-', and a space where the gate's own words have one ("text quote").
// Codes like P3 or CEDAW keep their capitals.
bool is_id(std::string_view id) {
  return !id.empty() && id.size() <= 60 && id.front() != ' ' && id.back() != ' ' &&
         std::all_of(id.begin(), id.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  c == '-' || c == ' ';
         });
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

void TableReader::wrong(std::string_view key, std::string value, std::string wanted) {
  faults_.add(complaint(errors::pack_value_wrong, file_, line_of(key),
                        {{"key", std::string(key)}, {"value", std::move(value)},
                         {"wanted", std::move(wanted)}}));
}

void TableReader::missing(std::string_view key) {
  faults_.add(
      complaint(errors::pack_key_missing, file_, table_.line, {{"key", std::string(key)}}));
}

std::string TableReader::text(std::string_view key) {
  const Node* node = child(key);
  if (node == nullptr) {
    missing(key);
    return "";
  }
  if (node->kind != NodeKind::string || node->text.empty()) {
    wrong(key, node->text, "a string that is not empty");
  }
  return node->text;
}

std::string TableReader::text_or(std::string_view key, std::string otherwise) {
  if (table_.find(key) != nullptr) return text(key);
  seen_.emplace_back(key);
  return otherwise;
}

std::int64_t TableReader::integer_or(std::string_view key, std::int64_t otherwise) {
  const Node* node = child(key);
  if (node == nullptr) return otherwise;
  if (node->kind != NodeKind::integer) wrong(key, word_of(node->kind), "a whole number");
  return node->number;
}

bool TableReader::boolean_or(std::string_view key, bool otherwise) {
  const Node* node = child(key);
  if (node == nullptr) return otherwise;
  if (node->kind != NodeKind::boolean) wrong(key, word_of(node->kind), "true or false");
  return node->flag;
}

std::vector<std::string> TableReader::texts_or_none(std::string_view key) {
  std::vector<std::string> out;
  const Node* node = child(key);
  if (node == nullptr) return out;
  if (node->kind != NodeKind::array) {
    wrong(key, word_of(node->kind), "a list of strings");
    return out;
  }
  for (const Node& item : node->items) {
    if (item.kind != NodeKind::string || item.text.empty()) {
      wrong(key, word_of(item.kind), "a list of strings that are not empty");
      continue;
    }
    out.push_back(item.text);
  }
  return out;
}

std::vector<const Node*> TableReader::tables_or_none(std::string_view key) {
  std::vector<const Node*> out;
  const Node* node = child(key);
  if (node == nullptr) return out;
  if (node->kind != NodeKind::array) {
    wrong(key, "", "a list of tables");
    return out;
  }
  for (const Node& item : node->items) {
    if (item.kind == NodeKind::table) out.push_back(&item);
    else wrong(key, item.text, "a list of tables");
  }
  return out;
}

std::string TableReader::id() {
  const std::string id = text("id");
  if (!id.empty() && !is_id(id)) wrong("id", id, "letters, digits and '-'");
  return id;
}

Labels TableReader::labels(std::string_view key) {
  Labels labels;
  const Node* node = child(key);
  if (node == nullptr) return labels;
  if (node->kind == NodeKind::string && !node->text.empty()) {
    labels.set("en", node->text);
    return labels;
  }
  if (node->kind != NodeKind::table) {
    wrong(key, node->text, "English words, or a text per language");
    return labels;
  }
  for (const auto& [language, text] : node->members) {
    if (text.kind != NodeKind::string || text.text.empty()) {
      wrong(key, language, "a text per language");
      continue;
    }
    labels.set(language, text.text);
  }
  return labels;
}

int TableReader::sensitivity(int otherwise) {
  const std::string word = text_or("sensitivity", "S" + std::to_string(otherwise));
  if (word.size() == 2 && word[0] == 'S' && word[1] >= '0' && word[1] <= '4') return word[1] - '0';
  wrong("sensitivity", word, "S0, S1, S2, S3 or S4");
  return 4;
}

bool TableReader::finish() {
  bool all_known = true;
  for (const auto& [key, node] : table_.members) {
    if (std::find(seen_.begin(), seen_.end(), key) != seen_.end()) continue;
    if (faults_.reading == Reading::sealed) {
      const auto& harmless = faults_.harmless;
      if (std::find(harmless.begin(), harmless.end(), key) == harmless.end()) all_known = false;
      continue;
    }
    faults_.add(complaint(errors::pack_key_unknown, file_, node.line, {{"key", key}}));
  }
  return all_known;
}

}  // namespace kotobune::pack
