// What a pack's own parts show: matrices, versions of statements, counts. Print styles make an A4
// page of a matrix (web/assets/kotobune.css).
#include "web/pages_team.h"

namespace kotobune::web {
namespace {

Html links(const Frame& frame, Word title, const std::vector<Item>& items) {
  Html h;
  if (items.empty()) return h;
  h << "<section class=\"card\"><h2>" << word(frame, title) << "</h2><ul class=\"plain list\">";
  for (const auto& item : items) {
    h << "<li><span class=\"grow\">" << linked(item.link, item.text);
    if (!item.detail.empty()) {
      h << "<span class=\"small soft below\">" << text(item.detail) << "</span>";
    }
    h << "</span></li>";
  }
  h << "</ul></section>";
  return h;
}

Html facts(const std::vector<std::pair<std::string, std::string>>& list) {
  Html h;
  h << "<dl class=\"facts\">";
  for (const auto& [label, value] : list) {
    if (value.empty()) continue;
    h << "<dt>" << text(label) << "</dt><dd><bdi>" << text(value) << "</bdi></dd>";
  }
  h << "</dl>";
  return h;
}

Html overview(const MatrixView& view) {
  Html h;
  h << "<div class=\"table-wrap\" tabindex=\"0\" role=\"region\"" << attr("aria-label", view.title)
    << "><table class=\"matrix\"><thead><tr><th scope=\"col\">" << text(view.row_word) << "</th>";
  for (const auto& column : view.columns) h << "<th scope=\"col\">" << text(column) << "</th>";
  h << "</tr></thead><tbody>";
  for (std::size_t i = 0; i < view.lines.size(); ++i) {
    h << "<tr><th scope=\"row\"><a" << href(*Url::parse("#row-" + std::to_string(i + 1))) << ">"
      << text(view.lines[i].label) << "</a></th>";
    for (const auto& square : view.lines[i].squares) h << "<td>" << text(square) << "</td>";
    h << "</tr>";
  }
  h << "</tbody></table></div>";
  return h;
}

}  // namespace

Document practice_page(const Frame& frame, const PartsView& view) {
  Html h;
  h << "<h1>" << word(frame, Word::practice_title) << "</h1>";
  if (view.matrices.empty() && view.versions.empty() && view.numbers.empty()) {
    h << "<p class=\"card soft\">" << word(frame, Word::practice_nothing) << "</p>";
  }
  h << links(frame, Word::practice_matrices, view.matrices)
    << links(frame, Word::practice_versions, view.versions)
    << links(frame, Word::practice_counts, view.numbers);
  return {std::string(say(frame.language, Word::practice_title)), std::move(h)};
}

Document table_page(const Frame& frame, const TableView& view) {
  Html h;
  h << "<h1>" << text(view.title) << "</h1>";
  if (!view.note.empty()) h << "<p class=\"alert warn\">" << text(view.note) << "</p>";
  if (view.rows.empty()) {
    h << "<p class=\"card soft\">" << word(frame, Word::practice_no_rows) << "</p>";
    return {view.title, std::move(h)};
  }
  h << "<table class=\"stack\"><thead><tr>";
  for (const auto& column : view.columns) h << "<th scope=\"col\">" << text(column) << "</th>";
  h << "</tr></thead><tbody>";
  for (const auto& row : view.rows) {
    h << "<tr>";
    for (std::size_t i = 0; i < row.size(); ++i) {
      h << "<td" << attr("data-label", view.columns[i]) << ">" << text(row[i]) << "</td>";
    }
    h << "</tr>";
  }
  h << "</tbody></table>";
  return {view.title, std::move(h)};
}

Document matrix_page(const Frame& frame, const MatrixView& view) {
  Html h;
  h << "<h1>" << text(view.title) << "</h1><p class=\"soft\">" << word(frame, Word::matrix_more)
    << "</p>" << overview(view);
  for (std::size_t i = 0; i < view.lines.size(); ++i) {
    const auto& line = view.lines[i];
    h << "<section class=\"card\"" << attr("id", "row-" + std::to_string(i + 1)) << "><h2><bdi>"
      << text(line.label) << "</bdi></h2>" << facts(line.facts);
    if (line.against.empty()) {
      h << "<p class=\"soft\">" << word(frame, Word::matrix_nothing) << "</p>";
    }
    for (const auto& one : line.against) {
      h << "<h3><bdi>" << text(one.column) << "</bdi></h3>" << facts(one.facts);
    }
    h << "</section>";
  }
  return {view.title, std::move(h)};
}

Document versions_page(const Frame& frame, const VersionsView& view) {
  Html h;
  h << "<h1>" << text(view.title) << "</h1>";
  if (!view.whose.empty()) h << "<h2><bdi>" << text(view.whose) << "</bdi></h2>";
  for (const auto& one : view.versions) {
    h << "<section class=\"card\"><h3 class=\"mono\">" << text(one.date)
      << "</h3><p class=\"original\">";
    for (const auto& piece : one.pieces) {
      if (piece.change == 0) h << text(piece.text);
      if (piece.change < 0) h << "<del>" << text(piece.text) << "</del>";
      if (piece.change > 0) h << "<ins>" << text(piece.text) << "</ins>";
    }
    h << "</p></section>";
  }
  if (view.versions.empty() && view.others.empty()) {
    h << "<p class=\"card soft\">" << word(frame, Word::versions_nothing) << "</p>";
  }
  h << links(frame, Word::versions_others, view.others);
  return {view.title, std::move(h)};
}

}  // namespace kotobune::web
