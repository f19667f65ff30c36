// Reading checks, forms, pages, views and prose. What they name is checked in validate_parts.cpp.
#include <algorithm>
#include <array>

#include "base/text.h"
#include "pack/errors.h"
#include "pack/read.h"

namespace kotobune::pack {
namespace {

constexpr std::array<std::string_view, 7> page_words{
    "list", "board", "calendar", "timeline", "map", "matrix", "versions"};

// "views/hours.sql" -> "hours".
std::string name_of(std::string_view path) {
  path.remove_prefix(path.find('/') + 1);
  return std::string(path.substr(0, path.rfind('.')));
}

void read_check(const std::string& file, const Node& node, Pack& pack, Faults& faults) {
  TableReader table(file, node, faults);
  Check out;
  out.file = file;
  out.line = table.line();
  out.id = table.id();
  const std::string severity = table.text("severity");
  if (severity != "error" && severity != "warning" && !severity.empty()) {
    table.wrong("severity", severity, "error or warning");
  }
  out.severity = severity == "error" ? Severity::error : Severity::warning;
  out.on = table.text_or("on", "");
  out.needs = table.texts_or_none("needs");
  out.any_of = table.texts_or_none("any_of");
  out.view = table.text_or("view", "");
  if (const Node* when = table.child("when")) {
    if (when->kind != NodeKind::table) {
      table.wrong("when", "", "a table { property = \"...\", is = \"...\" }");
    } else {
      TableReader condition(file, *when, faults);
      out.when_property = condition.text("property");
      out.when_term = condition.text_or("is", "");
      condition.finish();
    }
  }
  out.label = table.labels("label");
  out.help = table.labels("help");
  table.finish();
  const bool asks = !out.needs.empty() || !out.any_of.empty();
  if (asks == !out.view.empty()) {
    table.wrong(asks ? "view" : "needs", "", "given, and only one: needs, any_of or a view");
  } else if (asks && out.on.empty()) {
    table.missing("on");
  }
  if (faults.reading == Reading::sealed && !table.without_fault()) return;
  pack.checks.push_back(std::move(out));
}

void read_page(const std::string& file, const Node& node, Pack& pack, Faults& faults) {
  TableReader table(file, node, faults);
  Page out;
  out.line = table.line();
  out.id = table.id();
  const std::string kind = table.text("kind");
  const auto found = std::find(page_words.begin(), page_words.end(), kind);
  if (found == page_words.end()) {
    if (!kind.empty()) {
      table.wrong("kind", kind, "list, board, calendar, timeline, map, matrix or versions");
    }
  } else {
    out.kind = static_cast<PageKind>(found - page_words.begin());
  }
  out.type = table.text("type");
  out.columns = table.texts_or_none("columns");
  out.group_by = table.text_or("group_by", "");
  out.date = table.text_or("date", "");
  out.place = table.text_or("place", "");
  out.row = table.text_or("row", "");
  out.column = table.text_or("column", "");
  out.row_columns = table.texts_or_none("row_columns");
  out.column_columns = table.texts_or_none("column_columns");
  out.by = table.text_or("by", "");
  out.text = table.text_or("text", "");
  out.label = table.labels("label");
  table.finish();
  if (faults.reading == Reading::sealed && !table.without_fault()) return;
  pack.pages.push_back(std::move(out));
}

// The lines between "---" and "---": key: value. Quotes round a value are taken off.
struct Head {
  std::vector<std::pair<std::string, std::string>> entries;
  std::size_t text_begins = 0;
  bool closed = false;
};

Head read_head(std::string_view text) {
  Head out;
  if (!text.starts_with("---\n")) return out;
  std::size_t at = 4;
  while (at < text.size()) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = text.substr(at, end - at);
    at = std::min(end + 1, text.size());
    if (line == "---") {
      out.closed = true;
      out.text_begins = at;
      return out;
    }
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    std::string_view value = trim_ascii(line.substr(colon + 1));
    if (value.size() >= 2 && value.front() == '"' && value.back() == '"') {
      value = value.substr(1, value.size() - 2);
    }
    out.entries.emplace_back(std::string(trim_ascii(line.substr(0, colon))), std::string(value));
  }
  return out;
}

}  // namespace

void read_checks(const std::string& file, const Node& root, Pack& pack, Faults& faults) {
  TableReader top(file, root, faults);
  const auto checks = top.tables_or_none("check");
  top.finish();
  for (const Node* node : checks) read_check(file, *node, pack, faults);
}

void read_pages(const std::string& file, const Node& root, Pack& pack, Faults& faults) {
  TableReader top(file, root, faults);
  const auto pages = top.tables_or_none("page");
  top.finish();
  for (const Node* node : pages) read_page(file, *node, pack, faults);
}

void read_form(const std::string& file, const Node& root, Pack& pack, Faults& faults) {
  TableReader top(file, root, faults);
  const Node* head = top.child("form");
  if (head == nullptr || head->kind != NodeKind::table) return top.missing("form");
  const auto sections = top.tables_or_none("section");
  top.finish();
  TableReader table(file, *head, faults);
  Form out;
  out.file = file;
  out.line = table.line();
  out.id = table.id();
  out.type = table.text("type");
  out.label = table.labels("label");
  table.finish();
  if (sections.empty()) top.missing("section");
  for (const Node* node : sections) {
    TableReader section(file, *node, faults);
    FormSection one;
    one.line = section.line();
    one.id = section.id();
    one.label = section.labels("label");
    one.properties = section.texts_or_none("properties");
    section.finish();
    if (one.properties.empty()) section.missing("properties");
    out.sections.push_back(std::move(one));
  }
  if (faults.reading == Reading::sealed && !table.without_fault()) return;
  pack.forms.push_back(std::move(out));
}

// That the SQL is right is checked where SQLite is (index/pack_views.h); here only that it says
// what it gives and that there is something.
void read_view(const File& file, Pack& pack, Faults& faults) {
  View out;
  out.id = name_of(file.path);
  out.file = file.path;
  out.sql = file.text;
  const std::size_t end = file.text.find('\n');
  if (!file.text.starts_with("-- ") || end == std::string::npos || end < 4) {
    return faults.add(complaint(errors::pack_key_missing, file.path, 1,
                                {{"key", "a first line -- that says what the view gives"}}));
  }
  out.label.set("en", file.text.substr(3, end - 3));
  pack.views.push_back(std::move(out));
}

void read_prose(const File& file, Pack& pack, Faults& faults) {
  const bool lesson = file.path.starts_with("lessons/");
  const Head head = read_head(file.text);
  if (!head.closed) {
    return faults.add(complaint(errors::pack_key_missing, file.path, 1,
                                {{"key", "--- (the head of the text)"}}));
  }
  Prose out;
  out.id = name_of(file.path);
  out.file = file.path;
  out.text = file.text.substr(head.text_begins);
  for (const auto& [key, value] : head.entries) {
    if (key == "title") out.title = value;
    if (key == "profile") out.profile = value;
    if (key == "language") out.language = value;
  }
  const auto needed = [&](const char* key, const std::string& value) {
    if (value.empty()) {
      faults.add(complaint(errors::pack_key_missing, file.path, 1, {{"key", key}}));
    }
  };
  needed("title", out.title);
  if (lesson) needed("language", out.language);
  else needed("profile", out.profile);
  if (trim_ascii(out.text).empty()) needed("a text behind the head", "");
  (lesson ? pack.lessons : pack.templates).push_back(std::move(out));
}

}  // namespace kotobune::pack
