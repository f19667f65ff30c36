#include "intake/table.h"

#include <doctest/doctest.h>
#include <zip.h>

#include "intake/errors.h"

using namespace kotobune;
using namespace kotobune::intake;

namespace {

struct Told {
  TableHead head;
  std::vector<TableRow> rows;
  std::string why;  // it was refused
};

Told read(ByteView bytes, const TableOptions& options = {}) {
  Told out;
  const auto head = read_table_here(bytes, options, [&](const TableHead&, const TableRow& row) {
    out.rows.push_back(row);
    return Status();
  });
  if (head.ok()) out.head = *head;
  else out.why = head.error().parameter("why");
  return out;
}

Told read(std::string_view text, const TableOptions& options = {}) {
  return read(as_bytes(text), options);
}

std::vector<std::string> texts(const TableRow& row) {
  std::vector<std::string> out;
  for (const auto& cell : row.cells) out.push_back(cell.text);
  return out;
}

// A workbook of one sheet with this <sheetData> and what follows it.
Bytes workbook(const std::string& sheet, const std::string& book = "") {
  const std::vector<std::pair<std::string, std::string>> parts = {
      {"xl/workbook.xml",
       "<workbook>" + book + "<sheets><sheet name=\"List\" r:id=\"r1\"/></sheets></workbook>"},
      {"xl/_rels/workbook.xml.rels",
       "<Relationships><Relationship Id=\"r1\" Target=\"worksheets/a.xml\"/></Relationships>"},
      {"xl/sharedStrings.xml", "<sst><si><t>one</t></si><si><r><t>tw</t></r><r><t>o</t></r>"
                               "<rPh><t>reading</t></rPh></si></sst>"},
      {"xl/styles.xml", "<styleSheet><numFmts><numFmt numFmtId=\"170\" formatCode=\"[$-D]d mmm "
                        "yyyy\"/></numFmts><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"170\"/>"
                        "</cellXfs></styleSheet>"},
      {"xl/worksheets/a.xml", "<worksheet>" + sheet + "</worksheet>"}};
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* out = zip_source_buffer_create(nullptr, 0, 0, &error);
  zip_source_keep(out);
  zip_t* archive = zip_open_from_source(out, ZIP_TRUNCATE, &error);
  for (const auto& [name, text] : parts)
    zip_file_add(archive, name.c_str(),
                 zip_source_buffer(archive, text.data(), text.size(), 0), 0);
  REQUIRE(zip_close(archive) == 0);
  zip_source_open(out);
  zip_source_seek(out, 0, SEEK_END);
  Bytes bytes(static_cast<std::size_t>(zip_source_tell(out)));
  zip_source_seek(out, 0, SEEK_SET);
  zip_source_read(out, bytes.data(), bytes.size());
  zip_source_close(out);
  zip_source_free(out);
  return bytes;
}

}  // namespace

TEST_CASE("a CSV is read as spreadsheets write it") {
  const auto said = read("sep=;\r\na;\"b \"\"x\"\"; y\"\r\n\r\n;;\r\n1;2;3");
  REQUIRE(said.rows.size() == 2);
  CHECK(said.head.separator == ";");
  CHECK(said.rows[0].number == 2);  // the line that names the separator is a row, and blank
  CHECK(texts(said.rows[0]) == std::vector<std::string>{"a", "b \"x\"; y"});
  CHECK(said.rows[1].number == 5);  // blank rows count and are not told
  CHECK(read("a\tb\n1\t2\n").head.separator == "\t");
  CHECK(read("a,b\n\"never ends").why == "row 2: a quoted cell does not end");
  CHECK(read("").rows.empty());
}

TEST_CASE("bytes of another encoding are refused by row, or by cell where they are few") {
  CHECK(read("No,Name\n1,\xBA\xE9\xD2\xB9\n").why.find("from row 2 on") != std::string::npos);
  std::string mostly = "No,Name\n";
  for (int i = 0; i < 20; ++i) mostly += "1,บ้าน\n";
  const auto said = read(mostly + "2,caf\xE9\n");
  REQUIRE(said.rows.size() == 22);
  CHECK(said.rows[21].cells[1].kind == CellKind::garbled);
  CHECK(said.rows[21].cells[0].kind == CellKind::text);
  CHECK(said.rows[20].cells[1].kind == CellKind::text);
  CHECK(read("a,b\n\xBA,2\n", {"windows-874", "", ""}).rows[1].cells[0].text == "บ");
  CHECK(read(std::string_view("a\0b", 3)).why == "it is no text");
  CHECK(read("a", {"klingon", "", ""}).why.find("windows-874") != std::string::npos);
}

TEST_CASE("a CSV with too many columns, rows or letters is refused") {
  CHECK(read(std::string(table_columns, ',')).why == "row 1: too many columns");
  CHECK(read(std::string(table_columns - 1, ',')).why.empty());
  std::string rows;
  for (std::int64_t i = 0; i <= table_rows; ++i) rows += "1\n";
  CHECK(read(rows).why == too_many_rows);
  CHECK(read(std::string(table_cell_bytes + 1, 'x')).why.find("64 KiB") != std::string::npos);
  CHECK(read("\xD0\xCF\x11\xE0...").why.find("XLS file") != std::string::npos);
}

TEST_CASE("a workbook gives stored values, days and merged ranges") {
  const auto bytes = workbook(
      "<sheetData><row r=\"2\"><c r=\"A2\" t=\"s\"><v>1</v></c><c r=\"B2\"/></row>"
      "<row r=\"3\"><c r=\"B3\" s=\"1\"><v>41353</v></c><c r=\"C3\"><f>A1*2</f><v>0.3</v></c>"
      "<c r=\"D3\" t=\"b\"><v>1</v></c><c r=\"E3\" t=\"e\"><v>#REF!</v></c>"
      "<c r=\"F3\"><v>0.30000000000000004</v></c></row></sheetData>"
      "<mergeCells><mergeCell ref=\"A2:B2\"/></mergeCells>");
  const auto said = read(bytes);
  REQUIRE_MESSAGE(said.why.empty(), said.why);
  REQUIRE(said.rows.size() == 2);
  CHECK(said.head.sheet == "List");
  CHECK(texts(said.rows[0]) == std::vector<std::string>{"two", "two"});
  CHECK(said.rows[0].cells[1].merged == "A2:B2");
  const auto& row = said.rows[1].cells;
  CHECK(row[1].kind == CellKind::date);
  CHECK(row[1].text == "2013-03-20");
  CHECK(row[2].formula);
  CHECK(row[2].text == "0.3");
  CHECK(row[3].text == "true");
  CHECK(row[4].kind == CellKind::error);
  CHECK(row[5].text == "0.3");
  const auto mac =
      read(workbook("<sheetData><row r=\"1\"><c r=\"A1\" s=\"1\"><v>39891</v></c></row>"
                    "</sheetData>",
                    "<workbookPr date1904=\"1\"/>"));
  REQUIRE(mac.rows.size() == 1);
  CHECK(mac.rows[0].cells[0].text == "2013-03-20");
}

TEST_CASE("a damaged workbook is refused") {
  auto bytes = workbook("<sheetData/>");
  CHECK(read(bytes).rows.empty());
  CHECK(read(bytes, {"", "", "Other"}).why == "it has no sheet of that name");
  CHECK_FALSE(read(ByteView(bytes).first(bytes.size() / 2)).why.empty());
  CHECK(read(workbook("<sheetData><row r=\"5\"/><row r=\"4\"/></sheetData>")).why ==
        "the rows are not in order after row 5");
  CHECK(read(workbook("<sheetData><row r=\"1\"><c r=\"A1\">")).why == "a row does not end");
  CHECK(read(workbook("nothing")).why == "the sheet holds no rows");
}

TEST_CASE("cells are named as spreadsheets name them") {
  CHECK(cell_name(0, 1) == "A1");
  CHECK(cell_name(25, 3) == "Z3");
  CHECK(cell_name(26, 3) == "AA3");
  CHECK(cell_name(701, 9) == "ZZ9");
  CHECK(cell_name(702, 9) == "AAA9");
}
