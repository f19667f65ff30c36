#include "report/small_cells.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace kotobune::report {

bool counts_people(const std::string& unit) {
  constexpr std::array<std::string_view, 6> words{"victims", "persons", "people",
                                                  "sources", "children", "perpetrators"};
  const auto last = unit.substr(unit.rfind('.') == std::string::npos ? 0 : unit.rfind('.') + 1);
  return std::find(words.begin(), words.end(), last) != words.end();
}

bool suppress_small_cells(Evaluated& table) {
  struct Cell {
    std::size_t row;
    std::int64_t value;
  };
  std::vector<Cell> open;
  std::size_t hidden = 0;
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    if (table.rows[i].empty()) continue;
    auto& text = table.rows[i].back();
    // "2-4" of a range counts by its lower end.
    const auto value = parse_int(std::string_view(text).substr(0, text.find('-')));
    if (!value || *value == 0) continue;
    if (*value >= smallest_cell) {
      open.push_back({i, *value});
      continue;
    }
    text = "1-4";
    ++hidden;
  }
  if (hidden == 1 && !open.empty()) {
    const auto next = std::min_element(open.begin(), open.end(), [](const Cell& a, const Cell& b) {
      return a.value < b.value;
    });
    // A rounded bound that tells as little of the hidden one as the cell itself.
    const auto bound = (next->value / smallest_cell + 1) * smallest_cell;
    table.rows[next->row].back() = "under " + std::to_string(bound);
  }
  return hidden > 0;
}

}  // namespace kotobune::report
