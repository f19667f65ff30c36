// Both ends of the pipe between this program and the child that reads a table for it.
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <iterator>
#include <optional>

#include "base/json.h"
#include "base/process.h"
#include "base/text.h"
#include "intake/errors.h"
#include "intake/table.h"
#include "intake/table_foreign.h"

namespace kotobune::intake {

namespace {

constexpr std::string_view letters = "tndbeg";  // of CellKind, in its order

Error unreadable(std::string why) {
  return Error(errors::table_unreadable, {{"why", std::move(why)}});
}

Json line_of(const TableRow& row) {
  Json cells = Json::array();
  std::string kinds;
  Json merged = Json::object();
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    const auto& cell = row.cells[i];
    // A control character would be refused by the other side and means nothing in a cell.
    cells.push(Text::shown(cell.text).str());
    const char letter = letters[static_cast<std::size_t>(cell.kind)];
    kinds += cell.formula ? static_cast<char>(letter - 'a' + 'A') : letter;
    if (!cell.merged.empty()) merged.set(std::to_string(i), cell.merged);
  }
  Json out = Json::object();
  out.set("r", row.number).set("c", std::move(cells)).set("k", std::move(kinds));
  if (!merged.members().empty()) out.set("m", std::move(merged));
  return out;
}

Result<TableRow> row_of(const Json& line) {
  TableRow row;
  row.number = line["r"].int_or(0);
  const auto& cells = line["c"].items();
  const auto& kinds = line["k"].str();
  if (row.number < 1 || cells.size() != kinds.size() || cells.size() > table_columns)
    return unreadable("its reader said something that is no row");
  for (std::size_t i = 0; i < cells.size(); ++i) {
    TableCell cell;
    cell.text = cells[i].str();
    cell.formula = kinds[i] >= 'A' && kinds[i] <= 'Z';
    const auto kind = letters.find(cell.formula ? static_cast<char>(kinds[i] - 'A' + 'a')
                                                : kinds[i]);
    if (kind == std::string_view::npos)
      return unreadable("its reader said something that is no row");
    cell.kind = static_cast<CellKind>(kind);
    row.cells.push_back(std::move(cell));
  }
  for (const auto& [column, range] : line["m"].members()) {
    const auto at = parse_int(column);
    if (at && *at >= 0 && static_cast<std::size_t>(*at) < row.cells.size())
      row.cells[static_cast<std::size_t>(*at)].merged = range.str();
  }
  return row;
}

std::string own_program() {
  std::error_code failed;
  const auto path = std::filesystem::read_symlink("/proc/self/exe", failed);
  return failed ? std::string() : path.string();
}

}  // namespace

std::string cell_name(std::size_t column, std::int64_t row) {
  std::string name;
  for (auto left = column + 1; left > 0; left = (left - 1) / 26)
    name.insert(name.begin(), static_cast<char>('A' + (left - 1) % 26));
  return name + std::to_string(row);
}

Result<TableHead> read_table_here(ByteView bytes, const TableOptions& options,
                                  const RowSink& sink) {
  const auto start = as_chars(bytes).substr(0, 8);
  if (start.starts_with("PK\x03\x04")) return read_xlsx(bytes, options, sink);
  if (start.starts_with("\xD0\xCF\x11\xE0"))
    return unreadable("it is an XLS file or an encrypted one; save it as XLSX without a password");
  if (looks_like_martus(bytes)) return read_martus(bytes, options, sink);
  if (looks_like_sql(bytes)) return read_sql(bytes, options, sink);
  return read_csv(bytes, options, sink);
}

int serve_table_reader(const std::vector<std::string>& words) {
  TableOptions options;
  if (words.size() == 3) options = {words[0], words[1], words[2]};
  const std::string input((std::istreambuf_iterator<char>(std::cin)),
                          std::istreambuf_iterator<char>());
  const auto put = [](const Json& line) {
    auto text = line.dump();
    text += '\n';
    std::fwrite(text.data(), 1, text.size(), stdout);
  };
  const auto put_head = [&](const TableHead& head) {
    Json said = Json::object();
    said.set("format", head.format).set("charset", head.charset);
    said.set("separator", head.separator).set("sheet", head.sheet);
    Json line = Json::object();
    put(line.set("head", std::move(said)));
  };
  std::int64_t told = 0;
  const auto head = read_table_here(
      as_bytes(input), options, [&](const TableHead& known, const TableRow& row) {
        if (told++ == 0) put_head(known);
        put(line_of(row));
        return Status();
      });
  Json last = Json::object();
  if (head.ok() && told == 0) put_head(*head);
  if (head.ok()) last.set("end", told);
  else last.set("refused", head.error().parameter("why"));
  put(last);
  return std::fflush(stdout) == 0 ? 0 : 1;
}

Result<TableHead> read_table(ByteView bytes, const TableOptions& options, const RowSink& sink,
                             const std::string& program) {
  if (bytes.size() > table_bytes) return unreadable("it is larger than 64 MiB; split it");
  SandboxLimits limits;
  limits.memory_bytes = std::uint64_t{1} << 30;
  limits.output_bytes = std::uint64_t{256} << 20;
  TRY_LET(child, run_sandboxed(program.empty() ? own_program() : program,
                               {table_reader_word, options.charset, options.separator,
                                options.sheet},
                               bytes, limits));
  if (child.exit_code != 0) return unreadable("its reader gave up");
  std::string_view rest = as_chars(child.out);
  std::optional<TableHead> head;
  std::int64_t told = 0;
  while (!rest.empty()) {
    const auto end = rest.find('\n');
    const auto parsed = parse_json(rest.substr(0, end));
    if (!parsed.ok()) return unreadable("its reader said something that is no row");
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    if (const auto* why = parsed->find("refused")) return unreadable(why->str());
    if (const auto* said = parsed->find("head")) {
      head = TableHead{(*said)["format"].str(), (*said)["charset"].str(),
                       (*said)["separator"].str(), (*said)["sheet"].str()};
      continue;
    }
    if (!head) return unreadable("its reader said something that is no row");
    if (const auto* count = parsed->find("end")) {
      if (count->int_or(-1) != told) break;
      return *head;
    }
    TRY_LET(row, row_of(*parsed));
    ++told;
    TRY(sink(*head, row));
  }
  return unreadable("its reader stopped half-way");
}

}  // namespace kotobune::intake
