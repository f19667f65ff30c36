// The parts of a Word file that do not depend on the text, and the zip around all of them.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

namespace kotobune::report {

std::string docx_content_types();
std::string docx_package_relations();
std::string docx_styles(const std::string& language);
std::string docx_numbering();
std::string docx_settings();
std::string docx_core_properties(const std::string& title, const std::string& language);

using ZipEntries = std::vector<std::pair<std::string, std::string>>;  // name, content, in order
// Deflated, every entry dated 1980-01-01 00:00, no extra fields. Error: zip_failed.
Result<Bytes> write_zip(const ZipEntries& entries);
Result<ZipEntries> read_zip(ByteView bytes);  // Errors: docx_unreadable; at most 256 MB unpacked

// Text of all runs of a produced Word file, one paragraph a line: what a leak scan must read.
Result<std::string> text_of_docx(ByteView bytes);
// The same of our HTML: tags out, entities resolved.
std::string text_of_html(const std::string& html);

}  // namespace kotobune::report
