// Records as a foreign replica might hand them over: the strict JSON, the record around it, and the
// replay of control records that decides who may write. First byte: which.
#include "base/json.h"
#include "base/partial_date.h"
#include "law.h"
#include "record/control.h"
#include "record/record.h"

using namespace kotobune;
using namespace kotobune::fuzz;

namespace {

const std::string case_hex(32, 'c');
const std::string root_hex(32, 'a');

// What was read and written again reads as the same.
void check_json(std::string_view text) {
  const auto json = parse_json(text);
  if (!json.ok()) return;
  const auto written = json->dump();
  const auto again = parse_json(written);
  require(again.ok() && again->dump() == written);
}

void check_record(std::string_view line) {
  const auto record = record::parse_record(line);
  if (!record.ok()) return;
  require(parse_json(line).ok());
  require(record->id.str().size() == 26 && !record->kind.empty() && record->body.is_object());
  for (const auto& one : record->supersedes) require(one.size() >= 26);
}

// Lines of several logs, the first character of each saying whose. Whatever they say, the root
// stays admitted and uncut, and nobody writes who was not admitted.
void check_replay(std::string_view lines) {
  std::vector<record::PlacedRecord> control;
  std::map<std::string, std::int64_t> next;
  while (!lines.empty()) {
    const auto line = lines.substr(0, lines.find('\n'));
    lines.remove_prefix(std::min(lines.size(), line.size() + 1));
    if (line.empty()) continue;
    auto parsed = record::parse_record(line.substr(1));
    if (!parsed.ok()) continue;
    const std::string log(32, line[0]);
    control.push_back({LogId(log), next[log]++, std::move(parsed).value()});
  }
  const auto state = record::replay_control(CaseId(case_hex), LogId(root_hex), control);
  if (!state.ok()) return;
  const auto root = state->logs.find(root_hex);
  require(root != state->logs.end() && root->second.admin && !root->second.cut);
  for (const auto& [log, rights] : state->logs) {
    if (rights.vkey.empty()) require(rights.write.empty());
    if (rights.cut) require(!state->may_write(LogId(log), "main", *rights.cut));
  }
  static_cast<void>(state->newest("case"));
}

void check_date(std::string_view text) {
  const auto date = PartialDate::parse(text);
  if (!date) return;
  const auto first = date->earliest_day();
  const auto last = date->latest_day();
  if (first && last) require(*first <= *last);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto input = take(data, size);
  switch (input.choice % 4) {
    case 0: check_json(input.text()); break;
    case 1: check_record(input.text()); break;
    case 2: check_replay(input.text()); break;
    default: check_date(input.text());
  }
  return 0;
}
