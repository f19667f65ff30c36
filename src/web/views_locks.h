// What the pages on locks show: consents that are unknown, restrictions, recalls, receipts.
#pragma once

#include "web/pages.h"

namespace kotobune::web {

struct LocksView {
  struct Todo {
    std::string code, role, amount, what, waiting, next;
  };
  struct Lock {
    std::string id, items, why, ends;
    bool in_force = true;
  };
  struct Recall {
    std::string id, to, title, day, sent, letter;
  };
  std::vector<Todo> todo;
  std::vector<Lock> locks;
  std::vector<Recall> recalls;
};

struct PaperView {
  std::string code;      // of the source, for the way back
  std::string language;  // of the paper
  std::string title;
  struct Line {
    std::string text;
    bool heading = false;
    int depth = 0;
  };
  std::vector<Line> lines;
  bool became = false;  // what became of it; otherwise the receipt
};

Document locks_page(const Frame& frame, const LocksView& view);
Document paper_page(const Frame& frame, const PaperView& view);

}  // namespace kotobune::web
