// Exports of other systems, read as tables: internal to intake/.
//
//   martus-xml   sheet "bulletins": a row a bulletin; columns are its fields' tags, then what the
//                export says of the bulletin itself (LocalId, BulletinStatus, ...), "attachments"
//                with the file names. Row 1 holds the names.
//   sql          an SQL dump (OpenEvSys): a sheet a table, rows in the order of its INSERTs, row 1
//                the column names
//   uwazi-zip    a zip with import.csv: that CSV; the files beside it are named in its columns
// The sheet "?" of each: a row a sheet, with its name, its number of rows and its column names.
// Named so, a cell can be found again by whoever opens the original: `person!C4` is the third
// column of the third row that the dump inserts into `person`.
#pragma once

#include "intake/table.h"

namespace kotobune::intake {

bool looks_like_martus(ByteView bytes);
bool looks_like_sql(ByteView bytes);
Result<TableHead> read_martus(ByteView bytes, const TableOptions& options, const RowSink& sink);
Result<TableHead> read_sql(ByteView bytes, const TableOptions& options, const RowSink& sink);

}  // namespace kotobune::intake
