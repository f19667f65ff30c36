// What kind of file is this? By its first bytes; the name decides only between kinds that share
// them (a DOCX is a ZIP) and among plain texts. A guess for choosing a reader and an icon: never
// evidence, never trusted by a browser (pages send nosniff and download foreign files).
#pragma once

#include <string>
#include <string_view>

#include "base/bytes.h"

namespace kotobune::intake {

// An IANA media type; "application/octet-stream" where nothing is recognized. `file_name` may be
// empty; only its extension is looked at. An empty file is "application/octet-stream".
std::string sniff_mime(ByteView start_of_file, std::string_view file_name);

}  // namespace kotobune::intake
