// Tables: CSV (RFC 4180) and XLSX (ISO/IEC 29500) as rows of cells.
//
// The bytes come from strangers, so read_table() has them read by a child of our own program in the
// sandbox of base/process.h, which has no keys, no network and no disk. What it prints is read as
// strict JSON, one line a row:
//   {"c":["VW-01","62"],"k":"tN","m":{"0":"A3:A5"},"r":3}     k: a letter a cell, upper case
//                                                             where a formula stands behind it
//   {"head":{"charset":"utf-8","format":"csv","separator":",","sheet":""}}    the first line
//   {"end":412}    the last one: how many rows were told; or {"refused":why}
// Invariants:
//   T1  a row keeps the number a spreadsheet shows for it, blank rows counted and not told;
//   T2  no formula is ever run: the value that was stored with it is taken and marked;
//   T3  no encoding is guessed: what is neither UTF-8 nor UTF-16 with a mark must be named; a cell
//       that is no text of its encoding is told as garbled, never repaired;
//   T4  a cell with a date's style is told as YYYY-MM-DD, whichever day the workbook counts from;
//   T5  memory is bounded by table_bytes and table_rows, whatever the file claims of itself.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

namespace kotobune::intake {

inline constexpr std::size_t table_columns = 1000;
inline constexpr std::int64_t table_rows = 250'000;  // with something in them
inline constexpr std::int64_t table_last_row = 1'048'576;  // number of the last one of a sheet
inline constexpr const char* too_many_rows =
    "it has more than 250 000 rows with something in them; split it into several tables";
inline constexpr std::size_t table_cell_bytes = 64u << 10;
inline constexpr std::uint64_t table_bytes = 64u << 20;  // of the file

// garbled: bytes that are no text of the table's encoding; `text` shows U+FFFD for them.
enum class CellKind : std::uint8_t { text, number, date, boolean, error, garbled };

struct TableCell {
  std::string text;  // UTF-8; "" where blank
  CellKind kind = CellKind::text;
  bool formula = false;
  std::string merged;  // "A3:A5" where the value stands for several cells
};

struct TableRow {
  std::int64_t number = 0;  // from 1
  std::vector<TableCell> cells;
};

struct TableHead {
  std::string format;     // "csv", "xlsx"; of other systems, see intake/table_foreign.h
  std::string charset;    // of a CSV: "utf-8", "utf-8 bom", "utf-16le", "utf-16be", as named
  std::string separator;  // of a CSV
  std::string sheet;      // of an XLSX: its name
};

struct TableOptions {
  std::string charset;    // "": UTF-8 or UTF-16 by its mark; else a name of text/charset.h
  std::string separator;  // "": detected among , ; tab |
  std::string sheet;      // "": the first; list_of_sheets: which there are (sql, martus-xml)
};

inline constexpr const char* list_of_sheets = "?";

// Every row comes with the head, which is known before the first.
using RowSink = std::function<Status(const TableHead&, const TableRow&)>;

// Errors: table_unreadable with why, never with what stands in the table; those of the sink.
using TableReading =
    std::function<Result<TableHead>(ByteView, const TableOptions&, const RowSink&)>;

// In the sandbox. `program`: the path of this program; "" where the system tells. Errors also:
// no_sandbox, child_failed.
Result<TableHead> read_table(ByteView bytes, const TableOptions& options, const RowSink& sink,
                             const std::string& program = "");
// In this process: for the child and for tests.
Result<TableHead> read_table_here(ByteView bytes, const TableOptions& options,
                                  const RowSink& sink);
Result<TableHead> read_csv(ByteView bytes, const TableOptions& options, const RowSink& sink);
Result<TableHead> read_xlsx(ByteView bytes, const TableOptions& options, const RowSink& sink);

// The word after which the program is nothing but this reader, and what it does then: standard
// input to standard output. Returns the exit code.
inline constexpr const char* table_reader_word = "--read-table";
int serve_table_reader(const std::vector<std::string>& words);

// "AB12"; columns count from 0, rows from 1.
std::string cell_name(std::size_t column, std::int64_t row);

}  // namespace kotobune::intake
