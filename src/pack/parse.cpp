// From the files of a pack to the Pack: each table is read key by key, and what nobody asked for
// is refused. References are checked afterwards, in validate.cpp, when everything is known.
#include <algorithm>
#include <array>

#include "pack/errors.h"
#include "pack/node.h"
#include "pack/pack.h"
#include "pack/validate.h"

namespace kotobune::pack {
namespace {

// An id is what records hold for decades: lower-case letters, digits, '-', and a space where the
// gate's own words have one ("text quote"). Codes like P3 or CEDAW keep their capitals.
bool is_id(std::string_view id) {
  return !id.empty() && id.size() <= 60 && id.front() != ' ' && id.back() != ' ' &&
         std::all_of(id.begin(), id.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  c == '-' || c == ' ';
         });
}

Result<std::string> read_id(TableReader& table) {
  TRY_LET(id, table.text("id"));
  if (!is_id(id)) return table.wrong("id", id, "letters, digits and '-'");
  return id;
}

Result<Labels> read_labels(TableReader& table, std::string_view key) {
  Labels labels;
  const Node* node = table.child(key);
  if (node == nullptr) return labels;
  if (node->kind != NodeKind::table) return table.wrong(key, node->text, "a text per language");
  for (const auto& [language, text] : node->members) {
    if (text.kind != NodeKind::string || text.text.empty()) {
      return table.wrong(key, language, "a text per language");
    }
    labels.set(language, text.text);
  }
  return labels;
}

Result<int> read_sensitivity(TableReader& table) {
  TRY_LET(word, table.text_or("sensitivity", "S1"));
  if (word.size() != 2 || word[0] != 'S' || word[1] < '0' || word[1] > '4') {
    return table.wrong("sensitivity", word, "S0, S1, S2, S3 or S4");
  }
  return word[1] - '0';
}

// The tables of an array of tables; an absent one is empty.
Result<std::vector<const Node*>> read_list(TableReader& table, std::string_view key) {
  std::vector<const Node*> out;
  const Node* node = table.child(key);
  if (node == nullptr) return out;
  if (node->kind != NodeKind::array) return table.wrong(key, "", "a list of tables");
  for (const Node& item : node->items) {
    if (item.kind != NodeKind::table) return table.wrong(key, item.text, "a list of tables");
    out.push_back(&item);
  }
  return out;
}

Result<Property> read_property(const std::string& file, const Node& node) {
  TableReader table(file, node);
  Property out;
  TRY_LET(id, read_id(table));
  TRY_LET(value, table.text("value"));
  const auto type = parse_value_type(value);
  if (!type) return table.wrong("value", value, "a value type such as text, term, entity or date");
  TRY_LET(many, table.boolean_or("many", false));
  TRY_LET(required, table.boolean_or("required", false));
  TRY_LET(sensitivity, read_sensitivity(table));
  TRY_LET(compartment, table.text_or("compartment", ""));
  TRY_LET(vocabulary, table.text_or("vocabulary", ""));
  TRY_LET(targets, table.texts_or_none("targets"));
  TRY_LET(huridocs, table.text_or("huridocs", ""));
  TRY_LET(label, read_labels(table, "label"));
  TRY(table.finish());
  if ((*type == ValueType::term) == vocabulary.empty()) {
    return table.wrong("vocabulary", vocabulary, "given for a term, and for nothing else");
  }
  if ((*type == ValueType::entity) == targets.empty()) {
    return table.wrong("targets", "", "given for an entity, and for nothing else");
  }
  out.id = id;
  out.value = *type;
  out.how_many = many ? HowMany::many : HowMany::single;
  out.required = required;
  out.sensitivity = sensitivity;
  out.compartment = compartment;
  out.vocabulary = vocabulary;
  out.targets = targets;
  out.huridocs = huridocs;
  out.label = label;
  return out;
}

Result<Type> read_type(const std::string& file, const Node& node) {
  TableReader table(file, node);
  Type out;
  TRY_LET(id, read_id(table));
  TRY_LET(sensitivity, read_sensitivity(table));
  TRY_LET(huridocs, table.text_or("huridocs", ""));
  TRY_LET(label, read_labels(table, "label"));
  TRY_LET(properties, read_list(table, "property"));
  TRY(table.finish());
  for (const Node* property : properties) {
    TRY_LET(one, read_property(file, *property));
    out.properties.push_back(std::move(one));
  }
  out.id = id;
  out.sensitivity = sensitivity;
  out.huridocs = huridocs;
  out.label = label;
  return out;
}

Result<Term> read_term(const std::string& file, const Node& node) {
  TableReader table(file, node);
  Term out;
  TRY_LET(id, read_id(table));
  TRY_LET(parent, table.text_or("parent", ""));
  TRY_LET(huridocs, table.text_or("huridocs_code", ""));
  TRY_LET(aliases, table.texts_or_none("aliases"));
  TRY_LET(retired, table.boolean_or("retired", false));
  TRY_LET(label, read_labels(table, "label"));
  TRY_LET(note, read_labels(table, "note"));
  TRY(table.finish());
  out.id = id;
  out.parent = parent;
  out.huridocs = huridocs;
  out.aliases = aliases;
  out.retired = retired;
  out.label = label;
  out.note = note;
  return out;
}

Result<Vocabulary> read_vocabulary(const std::string& file, const Node& root) {
  TableReader top(file, root);
  const Node* head = top.child("vocabulary");
  if (head == nullptr || head->kind != NodeKind::table) {
    return complaint(errors::pack_key_missing, file, 1, {{"key", "vocabulary"}});
  }
  TRY_LET(terms, read_list(top, "term"));
  TRY(top.finish());
  TableReader table(file, *head);
  Vocabulary out;
  TRY_LET(id, read_id(table));
  TRY_LET(huridocs, table.text_or("huridocs", ""));
  TRY_LET(source, table.text("source"));
  TRY_LET(label, read_labels(table, "label"));
  TRY(table.finish());
  for (const Node* term : terms) {
    TRY_LET(one, read_term(file, *term));
    out.terms.push_back(std::move(one));
  }
  out.id = id;
  out.huridocs = huridocs;
  out.source = source;
  out.label = label;
  return out;
}

Status read_head(const std::string& file, const Node& root, Pack& pack) {
  TableReader top(file, root);
  const Node* head = top.child("pack");
  if (head == nullptr || head->kind != NodeKind::table) {
    return complaint(errors::pack_key_missing, file, 1, {{"key", "pack"}});
  }
  TRY(top.finish());
  TableReader table(file, *head);
  TRY_LET(name, table.text("name"));
  TRY_LET(version, table.text("version"));
  TRY_LET(languages, table.texts_or_none("languages"));
  TRY_LET(licence, table.text("licence"));
  TRY_LET(label, read_labels(table, "label"));
  TRY(table.finish());
  if (languages.empty() || languages.front() != "en") {
    return table.wrong("languages", "", "a list that begins with \"en\"");
  }
  pack.name = name;
  pack.version = version;
  pack.languages = languages;
  pack.licence = licence;
  pack.label = label;
  return {};
}

Status read_types(const std::string& file, const Node& root, Pack& pack) {
  TableReader top(file, root);
  TRY_LET(types, read_list(top, "type"));
  TRY(top.finish());
  for (const Node* node : types) {
    TRY_LET(one, read_type(file, *node));
    pack.types.push_back(std::move(one));
  }
  return {};
}

}  // namespace

Result<Pack> parse(const Files& files) {
  Pack pack;
  for (const char* needed : {"pack.toml", "types.toml"}) {
    const bool there = std::any_of(files.begin(), files.end(),
                                   [&](const File& file) { return file.path == needed; });
    if (!there) return Error(errors::pack_file_missing, {{"file", needed}});
  }
  for (const File& file : files) {
    TRY_LET(root, parse_toml(file.path, file.text));
    if (file.path == "pack.toml") {
      TRY(read_head(file.path, root, pack));
    } else if (file.path == "types.toml") {
      TRY(read_types(file.path, root, pack));
    } else if (file.path.starts_with("vocab/")) {
      TRY_LET(one, read_vocabulary(file.path, root));
      pack.vocabularies.push_back(std::move(one));
    } else if (file.path.starts_with("profiles/")) {
      TRY_LET(one, read_profile(file.path, root));
      pack.profiles.push_back(std::move(one));
    } else {
      return complaint(errors::pack_key_unknown, file.path, 1, {{"key", file.path}});
    }
  }
  TRY(validate(pack, files));
  return pack;
}

}  // namespace kotobune::pack
