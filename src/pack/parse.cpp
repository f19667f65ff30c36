// From the files of a pack to the Pack: each table is read key by key, and what nobody asked for
// is refused. References are checked afterwards, in validate.cpp, when everything is known.
#include <algorithm>

#include "pack/errors.h"
#include "pack/node.h"
#include "pack/pack.h"
#include "pack/read.h"

namespace kotobune::pack {
namespace {

constexpr int level_of_the_unknown = 4;

void read_head(const std::string& file, const Node& root, Pack& pack, Faults& faults) {
  TableReader top(file, root, faults);
  const Node* head = top.child("pack");
  if (head == nullptr || head->kind != NodeKind::table) return top.missing("pack");
  top.finish();
  TableReader table(file, *head, faults);
  pack.name = table.text("name");
  pack.version = table.text("version");
  pack.languages = table.texts_or_none("languages");
  pack.partial = table.texts_or_none("partial");
  pack.harmless = table.texts_or_none("harmless");
  pack.extends = table.text_or("extends", "");
  pack.licence = table.text("licence");
  pack.label = table.labels("label");
  faults.harmless = pack.harmless;
  table.finish();
  if (pack.languages.empty() || pack.languages.front() != "en") {
    table.wrong("languages", "", "a list that begins with \"en\"");
    pack.languages = {"en"};
  }
}

// Value and what belongs to this kind of value and to no other.
void read_kind(TableReader& table, Property& out) {
  const std::string value = table.text("value");
  const auto type = parse_value_type(value);
  if (!type && !value.empty()) {
    table.wrong("value", value, "a value type such as text, term, entity or date");
  }
  out.value = type.value_or(ValueType::text);
  out.vocabulary = table.text_or("vocabulary", "");
  out.targets = table.texts_or_none("targets");
  out.counts = table.texts_or_none("counts");
  out.unit = table.text_or("unit", "");
  if (!type) return;
  if ((*type == ValueType::term) == out.vocabulary.empty()) {
    table.wrong("vocabulary", out.vocabulary, "given for a term, and for nothing else");
  }
  if ((*type == ValueType::entity) == out.targets.empty()) {
    table.wrong("targets", "", "given for an entity, and for nothing else");
  }
  if (*type != ValueType::number && !(out.counts.empty() && out.unit.empty())) {
    table.wrong(out.counts.empty() ? "unit" : "counts", "", "given for a number only");
  }
  if (!out.counts.empty() && !out.unit.empty()) {
    table.wrong("unit", out.unit, "left out: a number counts things or measures, not both");
  }
}

void read_deadline(const std::string& file, TableReader& table, Property& out, Faults& faults) {
  const Node* node = table.child("deadline");
  if (node == nullptr) return;
  if (node->kind != NodeKind::table || out.value != ValueType::date) {
    return table.wrong("deadline", "", "a table { closed_by = \"...\" }, of a date only");
  }
  TableReader said(file, *node, faults);
  out.deadline = Deadline{said.text_or("closed_by", ""), said.text_or("owner", ""),
                          said.text_or("remind", "")};
  said.finish();
}

void read_locks(const std::string& file, TableReader& table, Property& out, Faults& faults) {
  const Node* node = table.child("locks");
  if (node == nullptr) return;
  if (node->kind != NodeKind::table) {
    return table.wrong("locks", "", "a table { term = \"...\", items = \"...\" }");
  }
  TableReader said(file, *node, faults);
  out.locks = DefaultLock{said.text("term"), said.text("items"), said.text_or("says", "")};
  said.finish();
}

void read_property(const std::string& file, const Node& node, Type& type, Faults& faults) {
  TableReader table(file, node, faults);
  Property out;
  out.line = table.line();
  out.id = table.id();
  read_kind(table, out);
  out.how_many = table.boolean_or("many", false) ? HowMany::many : HowMany::single;
  out.required = table.boolean_or("required", false);
  out.retired = table.boolean_or("retired", false);
  read_deadline(file, table, out, faults);
  read_locks(file, table, out, faults);
  out.sensitivity = table.sensitivity(1);
  out.compartment = table.text_or("compartment", "");
  out.huridocs = table.text_or("huridocs", "");
  out.label = table.labels("label");
  out.help = table.labels("help");
  // A key of a newer pack may be a lock: what cannot be read protects in full.
  if (!table.finish()) out.sensitivity = level_of_the_unknown;
  // In a sealed pack a property that cannot be read is one that is not known: S4 too.
  if (faults.reading == Reading::sealed && !table.without_fault()) return;
  type.properties.push_back(std::move(out));
}

void read_type(const std::string& file, const Node& node, Pack& pack, Faults& faults) {
  TableReader table(file, node, faults);
  Type out;
  out.file = file;
  out.line = table.line();
  out.id = table.id();
  out.extends = table.boolean_or("extend", false);
  out.retired = table.boolean_or("retired", false);
  out.sensitivity = table.sensitivity(out.extends ? 0 : 1);
  out.huridocs = table.text_or("huridocs", "");
  out.label = table.labels("label");
  out.help = table.labels("help");
  const auto properties = table.tables_or_none("property");
  if (!table.finish()) out.sensitivity = level_of_the_unknown;
  if (faults.reading == Reading::sealed && !table.without_fault()) return;
  for (const Node* property : properties) read_property(file, *property, out, faults);
  pack.types.push_back(std::move(out));
}

void read_types(const std::string& file, const Node& root, Pack& pack, Faults& faults) {
  TableReader top(file, root, faults);
  const auto types = top.tables_or_none("type");
  top.finish();
  for (const Node* node : types) read_type(file, *node, pack, faults);
}

void read_term(const std::string& file, const Node& node, Vocabulary& vocabulary, Faults& faults) {
  TableReader table(file, node, faults);
  Term out;
  out.line = table.line();
  out.id = table.id();
  out.parent = table.text_or("parent", "");
  out.huridocs = table.text_or("huridocs_code", "");
  out.aliases = table.texts_or_none("aliases");
  out.retired = table.boolean_or("retired", false);
  out.unplaced = table.boolean_or("unplaced", false);
  out.pattern = table.text_or("pattern", "");
  if (!out.pattern.empty() && out.pattern.find("{n}") == std::string::npos) {
    table.wrong("pattern", out.pattern, "a text in which {n} stands for the number");
  }
  out.lock = table.text_or("lock", "");
  out.lock_allows = table.texts_or_none("lock_allows");
  out.label = table.labels("label");
  out.note = table.labels("note");
  table.finish();
  if (faults.reading == Reading::sealed && !table.without_fault()) return;
  vocabulary.terms.push_back(std::move(out));
}

void read_vocabulary(const std::string& file, const Node& root, Pack& pack, Faults& faults) {
  TableReader top(file, root, faults);
  const Node* head = top.child("vocabulary");
  if (head == nullptr || head->kind != NodeKind::table) return top.missing("vocabulary");
  const auto terms = top.tables_or_none("term");
  top.finish();
  TableReader table(file, *head, faults);
  Vocabulary out;
  out.file = file;
  out.line = table.line();
  out.id = table.id();
  out.huridocs = table.text_or("huridocs", "");
  out.source = table.text("source");
  out.ordered = table.boolean_or("ordered", false);
  out.label = table.labels("label");
  table.finish();
  for (const Node* term : terms) read_term(file, *term, out, faults);
  pack.vocabularies.push_back(std::move(out));
}

void read_toml(const File& file, Pack& pack, Faults& faults) {
  const auto root = parse_toml(file.path, file.text);
  if (!root.ok()) return faults.add(root.error());
  const std::string_view path = file.path;
  if (path == "pack.toml") return;  // read first
  if (path == "types.toml" || path.starts_with("types/")) {
    read_types(file.path, *root, pack, faults);
  } else if (path.starts_with("vocab/")) {
    read_vocabulary(file.path, *root, pack, faults);
  } else if (path.starts_with("profiles/")) {
    read_profile(file.path, *root, pack, faults);
  } else if (path.starts_with("norms/")) {
    read_norm(file.path, *root, pack, faults);
  } else if (path.starts_with("checks/")) {
    read_checks(file.path, *root, pack, faults);
  } else if (path.starts_with("forms/")) {
    read_form(file.path, *root, pack, faults);
  } else if (path == "pages.toml") {
    read_pages(file.path, *root, pack, faults);
  } else if (faults.reading == Reading::strict) {
    faults.add(complaint(errors::pack_key_unknown, file.path, 1, {{"key", file.path}}));
  }
}

const File* find_file(const Files& files, std::string_view path) {
  const auto found =
      std::find_if(files.begin(), files.end(), [&](const File& file) { return file.path == path; });
  return found == files.end() ? nullptr : &*found;
}

// A text of pack.toml, without reading the rest.
std::string text_in_head(const Files& files, std::string_view key) {
  const File* head = find_file(files, "pack.toml");
  if (head == nullptr) return "";
  const auto root = parse_toml(head->path, head->text);
  const Node* pack = root.ok() ? root->find("pack") : nullptr;
  const Node* named = pack == nullptr ? nullptr : pack->find(key);
  return named == nullptr ? "" : named->text;
}

// By file and line, so that who mends them goes through each file once.
void sort_by_place(std::vector<Error>& faults) {
  const auto line = [](const Error& error) { return std::atol(error.parameter("line").c_str()); };
  std::stable_sort(faults.begin(), faults.end(), [&](const Error& left, const Error& right) {
    const int files = left.parameter("file").compare(right.parameter("file"));
    return files != 0 ? files < 0 : line(left) < line(right);
  });
}

}  // namespace

std::string extended_by(const Files& files) { return text_in_head(files, "extends"); }

std::string version_of(const Files& files) { return text_in_head(files, "version"); }

Checked check(const Files& files, const Pack* base, Reading reading) {
  Checked out;
  Faults faults;
  faults.reading = reading;
  const File* head = find_file(files, "pack.toml");
  if (head == nullptr) {
    out.faults = {Error(errors::pack_file_missing, {{"file", "pack.toml"}})};
    return out;
  }
  if (const auto root = parse_toml(head->path, head->text); root.ok()) {
    read_head(head->path, *root, out.pack, faults);
  } else {
    faults.add(root.error());
  }
  // The head must be understood in a sealed pack too: without a name nothing can be said of it.
  const std::size_t in_head = faults.count();
  if (out.pack.extends.empty() && find_file(files, "types.toml") == nullptr) {
    faults.add(Error(errors::pack_file_missing, {{"file", "types.toml"}}));
  }
  if (!out.pack.extends.empty() && base == nullptr && reading == Reading::strict) {
    faults.add(Error(errors::pack_base_missing, {{"base", out.pack.extends}}));
  }
  for (const File& file : files) {
    const std::string_view path = file.path;
    if (path.ends_with(".toml")) read_toml(file, out.pack, faults);
    else if (path.ends_with(".sql")) read_view(file, out.pack, faults);
    else if (path.ends_with(".md")) read_prose(file, out.pack, faults);
  }
  for (const File& file : files) {
    if (file.path.ends_with(".po")) read_translation(file, out.pack, faults, out.notices);
  }
  // Behind a file that could not be read at all, every name in it would be told as unknown.
  const bool all_read = std::none_of(
      faults.found.begin(), faults.found.end(),
      [](const Error& error) { return error.is(errors::pack_malformed); });
  if (all_read) validate(out.pack, base, files, faults);
  note_missing_translations(out.pack, out.notices);
  if (reading == Reading::sealed) {
    faults.found.erase(faults.found.begin() + static_cast<std::ptrdiff_t>(in_head),
                       faults.found.end());
  }
  sort_by_place(faults.found);
  out.faults = std::move(faults.found);
  return out;
}

Result<Pack> parse(const Files& files, const Pack* base, Reading reading) {
  Checked checked = check(files, base, reading);
  if (!checked.faults.empty()) return checked.faults.front();
  return std::move(checked.pack);
}

}  // namespace kotobune::pack
