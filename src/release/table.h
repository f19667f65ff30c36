// Tables that leave: entities of one type as CSV, XLSX, JSON Lines or GeoJSON.
//
// Spreadsheets run what begins with = + - @, a tab or a line end as a formula, on the computer of
// whoever opens the file. Such a cell is written with an apostrophe before it, and so is one that
// begins with an apostrophe itself: unguarded() gives back exactly what was there.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "disclosure/disclosed.h"
#include "record/place.h"
#include "release/release.h"

namespace kotobune::release {

enum class TableFormat : std::uint8_t { csv, xlsx, jsonl, geojson };
std::optional<TableFormat> parse_table_format(std::string_view word);
const char* word(TableFormat format);  // also the ending of the file's name

std::string guarded(std::string_view cell);
std::string unguarded(std::string_view cell);

struct Table {
  std::string name;                            // "event"
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> rows;  // unguarded; as many cells as the header at most
  std::vector<Json> objects;                   // the same rows, for JSON Lines and GeoJSON
  std::vector<std::optional<record::GeoPoint>> points;  // by row; for GeoJSON
};

// CSV: UTF-8 with a byte order mark (else spreadsheets misread it), CR LF. XLSX: every cell a text.
// GeoJSON: RFC 7946, longitude first, a feature without a place has the geometry null; a radius
// stands in the properties. Same table, same bytes. Error: zip_failed.
Result<Bytes> write_table(const Table& table, TableFormat format);

enum class Whole : std::uint8_t { for_audience, own_copy };

// What the bytes rest on, for the disclosure record.
struct TableDepends {
  std::string query;                      // "export event"
  std::string identity = "pseudonym";
  std::vector<std::string> assertions, exhibits, sources, locks;  // ids
};

// One file, its name `<table.name>.<ending>`, and `beside`: files that explain it, scanned as well.
// own_copy: `hits` tells how many protected names are in it. Errors: nobody_named,
// scan_incomplete, scan_hit, zip_failed.
struct TableRelease {
  ReleaseSet set;
  std::size_t hits = 0;
};
Result<TableRelease> release_table(
    const disclosure::Disclosed<Table>& table, const disclosure::Scope& scope,
    TableFormat format, Whole whole, const report::Material& material,
    const Recipients& recipients, const TableDepends& depends,
    const std::vector<std::pair<std::string, std::string>>& beside = {});

}  // namespace kotobune::release
