#include "desk/import_notes.h"

#include <algorithm>

#include "base/text.h"

namespace kotobune::desk {

Status note_other_sheets(const ImportRequest& request, ByteView bytes,
                         const std::vector<ImportMap>& maps, ImportReport& report) {
  if (report.head.format != "sql" && report.head.format != "martus-xml") return {};
  const auto take = [&](const intake::TableHead&, const intake::TableRow& row) -> Status {
    const auto& name = row.cells.front().text;
    const bool read = std::any_of(maps.begin(), maps.end(), [&](const auto& map) {
      return map.table.sheet == name || map.table.sheet.empty();
    });
    const auto rows = row.cells.size() > 1 ? parse_int(row.cells[1].text) : std::nullopt;
    if (!read) report.losses.push_back({name, "", rows.value_or(0)});
    return {};
  };
  const intake::TableOptions list{"", "", intake::list_of_sheets};
  const auto head = request.read ? request.read(bytes, list, take)
                                 : intake::read_table(bytes, list, take);
  return head.ok() ? Status() : Status(head.error());
}

vault::NewRecord note_of_import(const RecordId& batch, const std::string& compartment,
                                const ImportReport& report, const std::string& exhibit,
                                const std::string& name, const std::string& mapping) {
  Json about = Json::array();
  about.push(exhibit);
  Json imp = Json::object();
  imp.set("batch", batch.str()).set("name", name).set("map", mapping);
  Json body = Json::object();
  body.set("about", std::move(about)).set("imp", std::move(imp));
  body.set("text", "import " + name + ": " + std::to_string(report.created) + " new, " +
                       std::to_string(report.updated) + " changed");
  return {"note", compartment, std::move(body), {}, {}, batch};
}

}  // namespace kotobune::desk
