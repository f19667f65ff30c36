#include "intake/extract.h"

#include <algorithm>

#include "base/errors.h"
#include "base/limits.h"
#include "base/process.h"
#include "base/text.h"
#include "intake/errors.h"
#include "intake/plain.h"

namespace kotobune::intake {

namespace {

constexpr const char* own_version = "1";

std::vector<std::size_t> pages_of(std::string_view text) {
  std::vector<std::size_t> out;
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto point = code_point_at(text, at);
    at += point.size_bytes;
    ++count;
    if (point.value == '\f') out.push_back(count);
  }
  if (out.empty() || out.back() != count) out.push_back(count);
  return out;
}

Extracted own(std::string text, const char* tool, std::string parameters) {
  Extracted out;
  out.page_ends_code_points = {count_code_points(text)};
  out.text = std::move(text);
  out.tool = tool;
  out.tool_version = own_version;
  out.parameters = std::move(parameters);
  return out;
}

std::size_t letters_in(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto point = code_point_at(text, at);
    at += point.size_bytes;
    const auto c = point.value;
    const bool shown =
        c > 0x20 && c != 0x7F && c != 0xA0 && c != 0xFFFD && (c < 0xE000 || c > 0xF8FF);
    count += shown ? 1 : 0;
  }
  return count;
}

Result<std::string> pdf_text(ByteView original, const std::vector<std::string>& options) {
  SandboxLimits limits;
  limits.output_bytes = limits::text_derivative_bytes;
  auto arguments = options;
  arguments.insert(arguments.end(), {"-enc", "UTF-8", "-", "-"});
  TRY_LET(child, run_sandboxed("pdftotext", arguments, original, limits));
  if (child.exit_code != 0) {
    // Its complaint may quote the file, so only the number goes into the error.
    const auto why = "pdftotext ended with " + std::to_string(child.exit_code) +
                     (child.exit_code == 3 ? ": the file forbids it" : "");
    return Error(errors::reader_failed, {{"kind", "PDF"}, {"why", why}});
  }
  return Text::shown(as_chars(child.out)).str();
}

// "pdftotext version 22.12.0" stands on its standard error.
std::string pdftotext_version() {
  const auto child = run_sandboxed("pdftotext", {"-v"}, {}, SandboxLimits{});
  if (!child.ok()) return "unknown";
  const std::string_view complaint = child.value().complaint;
  constexpr std::string_view before = "version ";
  const auto at = complaint.find(before);
  if (at == std::string_view::npos) return "unknown";
  const auto from = at + before.size();
  return std::string(complaint.substr(from, complaint.find_first_of("\r\n ", from) - from));
}

// Two readings, as no single one is right for every producer: the order of the content stream
// (raw), which keeps Burmese and Khmer syllables whole, and poppler's own order. The one with more
// visible letters is kept, raw where they are equal.
Result<std::optional<Extracted>> extract_pdf(ByteView original, std::string& why_not) {
  TRY_LET(raw, pdf_text(original, {"-raw"}));
  TRY_LET(ordered, pdf_text(original, {}));
  const bool keep_raw = letters_in(raw) >= letters_in(ordered);
  Extracted out;
  out.text = std::move(keep_raw ? raw : ordered);
  if (letters_in(out.text) == 0) {
    why_not = "no text layer";
    return std::optional<Extracted>();
  }
  out.page_ends_code_points = pages_of(out.text);
  out.tool = "pdftotext";
  out.tool_version = pdftotext_version();
  out.parameters = keep_raw ? "-raw -enc UTF-8" : "-enc UTF-8";
  return std::optional<Extracted>(std::move(out));
}

}  // namespace

Result<std::optional<Extracted>> extract_text(std::string_view mime, ByteView original,
                                              std::string* why_not) {
  std::string ignored;
  auto& why = why_not != nullptr ? *why_not : ignored;
  why.clear();
  const bool pdf = mime == "application/pdf";
  const bool html = mime == "text/html";
  const bool mail = mime == "message/rfc822";
  const bool plain = mime.starts_with("text/") || mime == "application/json" ||
                     mime == "application/jsonl" || mime == "application/xml";
  if (!pdf && !html && !mail && !plain) {
    why = "no text can be drawn out of this kind of file";
    return std::optional<Extracted>();
  }
  const auto limit = pdf ? original_bytes : limits::text_derivative_bytes;
  if (original.size() > limit) {
    return Error(errors::original_too_large,
                 {{"kind", pdf ? "PDF" : "text"}, {"limit", std::to_string(limit)}});
  }
  if (pdf) return extract_pdf(original, why);
  auto decoded = decode_text(original);
  if (!decoded) {
    why = "unknown encoding";
    return std::optional<Extracted>();
  }
  if (html) {
    return std::optional(own(text_of_html(decoded->text), "kotobune/html", decoded->charset));
  }
  if (mail) {
    auto text = text_of_email(decoded->text);
    if (!text) {
      why = "no readable part";
      return std::optional<Extracted>();
    }
    return std::optional(own(std::move(*text), "kotobune/mail", decoded->charset));
  }
  return std::optional(own(std::move(decoded->text), "kotobune/plain", decoded->charset));
}

}  // namespace kotobune::intake
