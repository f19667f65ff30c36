// Pages of the work of a team: what waits for a second pair of eyes, the days to come, a matrix and
// the versions of what one person said. Views hold what was disclosed for the person at the screen.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "web/pages.h"

namespace kotobune::web {

struct ReviewRow {
  std::string id, label, property, value, author, state, why, by, to;
  bool own = false;
};
struct ReviewView {
  std::vector<ReviewRow> rows;
  std::int64_t statements = 0, agreed = 0;
};
Document review_page(const Frame& frame, const ReviewView& view);

struct AgreementRow {
  std::string label, scale, readers, words;
};
struct AgreementView {
  std::vector<std::pair<std::string, std::string>> types;  // id, label
  std::string type;
  bool by_exhibit = false;
  std::vector<AgreementRow> rows;
};
Document agreement_page(const Frame& frame, const AgreementView& view);

struct TaskRow {
  std::string id, due, title, kind, owner, number, link;
  bool overdue = false, soon = false, written = false;
};
struct TasksView {
  std::vector<TaskRow> rows;
  std::vector<std::pair<std::string, std::string>> kinds;  // code, label
  std::string owner;  // of a new task: the person at the screen
};
Document tasks_page(const Frame& frame, const TasksView& view);

struct PartsView {  // what the packs in force have to show
  std::vector<Item> matrices, versions, numbers;
};
Document practice_page(const Frame& frame, const PartsView& view);

struct TableView {
  std::string title, note;
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;
};
Document table_page(const Frame& frame, const TableView& view);

struct MatrixView {
  std::string title, row_word;
  struct Line {
    std::string label;
    std::vector<std::pair<std::string, std::string>> facts;
    std::vector<std::string> squares;   // one a column: the word of the overview, "" where nothing
    struct Against {
      std::string column;
      std::vector<std::pair<std::string, std::string>> facts;
    };
    std::vector<Against> against;
  };
  std::vector<std::string> columns;
  std::vector<Line> lines;
};
Document matrix_page(const Frame& frame, const MatrixView& view);

struct VersionsView {
  std::string title, whose;
  struct Piece {
    int change = 0;  // 0 same, -1 taken out, 1 came in
    std::string text;
  };
  struct One {
    std::string date;
    std::vector<Piece> pieces;
  };
  std::vector<One> versions;
  std::vector<Item> others;  // whose versions there are
};
Document versions_page(const Frame& frame, const VersionsView& view);

}  // namespace kotobune::web
