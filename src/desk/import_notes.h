// What an import tells beside its changes. Internal to desk/import*.cpp.
#pragma once

#include "desk/import.h"

namespace kotobune::desk {

// Adds sheets that no mapping names to the losses, of a file that tells which it has.
Status note_other_sheets(const ImportRequest& request, ByteView bytes,
                         const std::vector<ImportMap>& maps, ImportReport& report);

// The record under whose id a run is undone, with the mapping as it was read. Where that names a
// protected column, `compartment` is the one that protects it.
vault::NewRecord note_of_import(const RecordId& batch, const std::string& compartment,
                                const ImportReport& report, const std::string& exhibit,
                                const std::string& name, const std::string& mapping);

}  // namespace kotobune::desk
