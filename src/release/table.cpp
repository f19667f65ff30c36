#include "release/table.h"

#include <algorithm>
#include <cstdlib>

#include "base/encode.h"
#include "base/version.h"
#include "crypt/digest.h"
#include "release/bag.h"
#include "release/releaser.h"
#include "report/docx_parts.h"

namespace kotobune::release {

namespace {

constexpr std::string_view formula_starts = "=+-@\t\r\n'";

std::string csv_cell(std::string_view cell) {
  const auto safe = guarded(cell);
  if (safe.find_first_of(",;\"\r\n\t") == std::string::npos) return safe;
  std::string out = "\"";
  for (const char c : safe) out.append(c == '"' ? 2 : 1, c);
  return out + '"';
}

std::string xml(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '&') out += "&amp;";
    else if (c == '<') out += "&lt;";
    else if (c == '>') out += "&gt;";
    else if (c == '"') out += "&quot;";
    else if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t') out += c;
  }
  return out;
}

std::string column_letters(std::size_t column) {
  std::string name;
  for (auto left = column + 1; left > 0; left = (left - 1) / 26)
    name.insert(name.begin(), static_cast<char>('A' + (left - 1) % 26));
  return name;
}

std::string write_csv(const Table& table) {
  std::string out = "\xEF\xBB\xBF";
  const auto add = [&](const std::vector<std::string>& row) {
    for (std::size_t i = 0; i < table.header.size(); ++i) {
      if (i > 0) out += ',';
      if (i < row.size()) out += csv_cell(row[i]);
    }
    out += "\r\n";
  };
  add(table.header);
  for (const auto& row : table.rows) add(row);
  return out;
}

Result<Bytes> write_xlsx(const Table& table) {
  constexpr const char* main_ns = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  constexpr const char* rel_ns =
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  constexpr const char* package_ns = "http://schemas.openxmlformats.org/package/2006/";
  const std::string head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
  std::string sheet = head + "<worksheet xmlns=\"" + main_ns + "\"><sheetData>";
  std::size_t number = 0;
  const auto add = [&](const std::vector<std::string>& row) {
    const auto place = std::to_string(++number);
    sheet += "<row r=\"" + place + "\">";
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (row[i].empty()) continue;
      sheet += "<c r=\"" + column_letters(i) + place +
               "\" t=\"inlineStr\"><is><t xml:space=\"preserve\">" + xml(guarded(row[i])) +
               "</t></is></c>";
    }
    sheet += "</row>";
  };
  add(table.header);
  for (const auto& row : table.rows) add(row);
  sheet += "</sheetData></worksheet>";
  const std::string types = std::string(package_ns) + "content-types";
  const std::string relations = std::string(package_ns) + "relationships";
  const std::string kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
  return report::write_zip(
      {{"[Content_Types].xml",
        head + "<Types xmlns=\"" + types +
            "\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package."
            "relationships+xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"" + kind +
            "sheet.main+xml\"/><Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"" +
            kind + "worksheet+xml\"/></Types>"},
       {"_rels/.rels", head + "<Relationships xmlns=\"" + relations +
                           "\"><Relationship Id=\"r1\" Type=\"" + rel_ns +
                           "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"},
       {"xl/workbook.xml", head + "<workbook xmlns=\"" + main_ns + "\" xmlns:r=\"" + rel_ns +
                               "\"><sheets><sheet name=\"" + xml(table.name.substr(0, 31)) +
                               "\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"},
       {"xl/_rels/workbook.xml.rels",
        head + "<Relationships xmlns=\"" + relations + "\"><Relationship Id=\"r1\" Type=\"" +
            rel_ns + "/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"},
       {"xl/worksheets/sheet1.xml", std::move(sheet)}});
}

// "20.1234567" of 201234567: GeoJSON has numbers, our JSON has no floats.
std::string degrees(std::int64_t e7) {
  auto digits = std::to_string(std::llabs(e7));
  if (digits.size() < 8) digits.insert(0, 8 - digits.size(), '0');
  return (e7 < 0 ? "-" : "") + digits.substr(0, digits.size() - 7) + "." +
         digits.substr(digits.size() - 7);
}

std::string write_geojson(const Table& table) {
  std::string out = "{\"type\":\"FeatureCollection\",\"features\":[";
  for (std::size_t i = 0; i < table.objects.size(); ++i) {
    auto properties = table.objects[i];
    std::string geometry = "null";
    if (i < table.points.size() && table.points[i]) {
      const auto& at = *table.points[i];
      geometry = "{\"type\":\"Point\",\"coordinates\":[" + degrees(at.lon_e7) + "," +
                 degrees(at.lat_e7) + "]}";
      properties.set("radius_m", at.radius_m);
    }
    out += (i > 0 ? ",\n" : "\n") + std::string("{\"type\":\"Feature\",\"geometry\":") + geometry +
           ",\"properties\":" + properties.dump() + "}";
  }
  return out + "\n]}\n";
}

// What a reader finds in it, without the marks of a format: for the scan.
std::string readable(const Table& table) {
  std::string out;
  for (const auto& cell : table.header) out += cell + "\n";
  for (const auto& row : table.rows)
    for (const auto& cell : row) out += cell + "\n";
  for (const auto& object : table.objects) {
    const auto line = readable_text(object.dump());
    out += line.ok() ? *line : object.dump();
    out += "\n";
  }
  return out;
}

// Ids of the record beyond these many are told by their count and one digest.
constexpr std::size_t most_told_ids = 2000;

Json depends_json(const TableDepends& depends) {
  Json out = Json::array();
  Json locks = Json::array();
  for (const auto& lock : depends.locks) locks.push(lock);
  const auto add = [&](const std::string& id, const char* modality) {
    Json one = Json::object();
    one.set("id", id).set("identity", depends.identity).set("modality", modality);
    one.set("consent", locks.items().size() <= 50 ? locks : Json::array());
    out.push(std::move(one));
  };
  for (const auto& source : depends.sources) add(source, "paraphrase");
  for (const auto& lock : depends.locks) add(lock, "lock");
  for (const auto* ids : {&depends.exhibits, &depends.assertions}) {
    if (ids->size() > most_told_ids) continue;
    for (const auto& id : *ids) add(id, ids == &depends.exhibits ? "paraphrase" : "statistics");
  }
  return out;
}

Json set_json(const TableDepends& depends) {
  std::string all;
  for (const auto& id : depends.assertions) all += id + "\n";
  for (const auto& id : depends.exhibits) all += id + "\n";
  Json out = Json::object();
  out.set("query", depends.query).set("assertions", depends.assertions.size());
  out.set("exhibits", depends.exhibits.size());
  return out.set("sha256", hex(ByteView(crypt::sha256(as_bytes(all)))));
}

}  // namespace

std::optional<TableFormat> parse_table_format(std::string_view said) {
  for (const auto one :
       {TableFormat::csv, TableFormat::xlsx, TableFormat::jsonl, TableFormat::geojson})
    if (said == word(one)) return one;
  return std::nullopt;
}

const char* word(TableFormat format) {
  switch (format) {
    case TableFormat::csv: return "csv";
    case TableFormat::xlsx: return "xlsx";
    case TableFormat::jsonl: return "jsonl";
    case TableFormat::geojson: return "geojson";
  }
  bug("a format without a word", __FILE__, __LINE__);
}

std::string guarded(std::string_view cell) {
  const bool starts = !cell.empty() && formula_starts.find(cell.front()) != std::string_view::npos;
  return (starts ? "'" : "") + std::string(cell);
}

std::string unguarded(std::string_view cell) {
  const bool guard = cell.size() > 1 && cell[0] == '\'' &&
                     formula_starts.find(cell[1]) != std::string_view::npos;
  return std::string(guard ? cell.substr(1) : cell);
}

Result<Bytes> write_table(const Table& table, TableFormat format) {
  if (format == TableFormat::xlsx) return write_xlsx(table);
  if (format == TableFormat::csv) return to_bytes(write_csv(table));
  if (format == TableFormat::geojson) return to_bytes(write_geojson(table));
  std::string lines;
  for (const auto& object : table.objects) lines += object.dump() + "\n";
  return to_bytes(lines);
}

Result<TableRelease> release_table(
    const disclosure::Disclosed<Table>& table, const disclosure::Scope& scope,
    TableFormat format, Whole whole, const report::Material& material,
    const Recipients& recipients, const TableDepends& depends,
    const std::vector<std::pair<std::string, std::string>>& beside) {
  if (recipients.words.empty()) return Error(errors::nobody_named);
  const Releaser releaser(material);
  const auto& content = table.open(scope);
  TableRelease out;
  TRY_LET(bytes, write_table(content, format));
  const auto add = [&](std::string name, const char* role, Bytes file,
                       std::string_view text) -> Status {
    auto passed = whole == Whole::own_copy
                      ? releaser.pass_whole(name, role, std::move(file), text, out.hits)
                      : releaser.pass(name, role, std::move(file), text);
    if (!passed.ok()) return passed.error();
    out.set.files.push_back(std::move(*passed));
    return {};
  };
  TRY(add(content.name + "." + word(format), "table", std::move(bytes), readable(content)));
  for (const auto& [name, text] : beside) TRY(add(name, "guide", to_bytes(text), text));
  Json outputs = Json::array();
  for (const auto& file : out.set.files) {
    Json one = Json::object();
    one.set("role", file.role()).set("name", file.name()).set("size", file.bytes().size());
    outputs.push(std::move(one.set("sha256", file.sha256())));
  }
  Json scan = Json::object();
  scan.set("state", "complete").set("hits", out.hits);
  const auto* audience = std::get_if<disclosure::Audience>(&scope.reader);
  out.set.disclosure.set("audience", audience ? audience->name : "own copy")
      .set("purpose", disclosure::code_of(scope.purpose))
      .set("recipients", recipients.words)
      .set("channel", recipients.channel)
      .set("approvers", Json(Json::Array{Json(recipients.approver)}))
      .set("title", "Table of " + content.name)
      .set("heads", material.log_heads())
      .set("program", program_words)
      .set("outputs", std::move(outputs))
      .set("depends", depends_json(depends))
      .set("set", set_json(depends))
      .set("aliases", Json::array())
      .set("waivers", Json::array())
      .set("scan", std::move(scan));
  return out;
}

}  // namespace kotobune::release
