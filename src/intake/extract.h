// Draws the text out of a sealed original, once, at sealing; the text is then a derivative and no
// rebuild ever runs a reader again.
//
// Plain text, Markdown, CSV, e-mail and HTML are read here, by code that builds no tree, follows no
// reference and is linear in the input. PDF goes to pdftotext in the sandbox of base/process.h.
// Not read (yet): office files, e-mail parts other than text, pictures (OCR), encrypted files.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

namespace kotobune::intake {

inline constexpr std::size_t original_bytes = 512u << 20;  // more than this is not read into memory

struct Extracted {
  std::string text;                             // UTF-8
  std::vector<std::size_t> page_ends_code_points;  // one past each page's last; {count} if no pages
  std::string tool;                             // "kotobune/plain", "kotobune/html", "pdftotext"
  std::string tool_version;
  std::string parameters;                       // what the tool was told, charset found: "utf-16le"
};

// nullopt: there is no text to be had here, and *why_not (if given) says why, as a word for a page:
// "no text can be drawn out of this kind of file", "unknown encoding", "no text layer". Errors:
// no_sandbox and child_failed (PDF), reader_failed, original_too_large.
Result<std::optional<Extracted>> extract_text(std::string_view mime, ByteView original,
                                              std::string* why_not = nullptr);

}  // namespace kotobune::intake
