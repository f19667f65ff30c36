// question: counts, lists and tables over the record, in the grammar that reports use.
#include "cli/handlers.h"

namespace kotobune::cli {

namespace {

Json rows_of(const std::vector<std::vector<std::string>>& rows) {
  Json out = Json::array();
  for (const auto& row : rows) {
    Json cells = Json::array();
    for (const auto& cell : row) cells.push(cell);
    out.push(std::move(cells));
  }
  return out;
}

// What the number cannot say by itself.
void tell_doubts(const index::Answer& found, std::vector<std::string>& lines) {
  if (found.touches_dispute && !found.policy_stated) {
    lines.push_back("Sources disagree about values that decide here: settle them (dispute list), "
                    "or add policy range.");
  }
  if (found.uncertain > 0) {
    lines.push_back(std::to_string(found.uncertain) + " more may belong here: what is recorded is "
                    "not exact enough.");
  }
  if (found.unrecorded > 0) {
    lines.push_back(std::to_string(found.unrecorded) + " say nothing of what was asked.");
  }
  if (found.left_out > 0) {
    lines.push_back(std::to_string(found.left_out) + " statements are closed: their sources said "
                    "no to this use, or withdrew.");
  }
}

}  // namespace

Result<Answer> question(const Context& context) {
  TRY_LET(desk, context.open());
  TRY_LET(found, desk->index().answer(context.arguments.positional.front(), desk->pack()));
  Answer answer;
  if (found.number) {
    const bool range = found.policy_stated && found.at_most && *found.at_most != *found.number;
    answer.lines.push_back(std::to_string(*found.number) +
                           (range ? " to " + std::to_string(*found.at_most) : "") + " " +
                           found.unit);
    answer.json.set("number", *found.number);
  } else {
    std::vector<std::vector<std::string>> rows{found.header};
    rows.insert(rows.end(), found.rows.begin(), found.rows.end());
    answer.lines = table(rows);
    answer.json.set("rows", rows_of(found.rows)).set("header", rows_of({found.header}).items()[0]);
  }
  if (found.at_most) answer.json.set("at_most", *found.at_most);
  answer.json.set("unit", found.unit)
      .set("disputed", found.touches_dispute)
      .set("uncertain", found.uncertain)
      .set("unrecorded", found.unrecorded)
      .set("left_out", found.left_out);
  tell_doubts(found, answer.lines);
  return answer;
}

}  // namespace kotobune::cli
