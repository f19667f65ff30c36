// Readers of foreign bytes: what they give, and that they refuse rather than guess.
#include <doctest/doctest.h>

#include "base/errors.h"
#include "base/process.h"
#include "intake/errors.h"
#include "intake/extract.h"
#include "intake/mime.h"
#include "intake/plain.h"

using namespace kotobune;
using namespace kotobune::intake;

namespace {

std::string text_of(std::string_view mime, std::string_view bytes) {
  std::string why;
  const auto read = extract_text(mime, as_bytes(bytes), &why);
  if (!read.ok()) return read.error().code().id;
  return read->has_value() ? (*read)->text : "(" + why + ")";
}
std::string mime_of(std::string_view bytes, std::string_view name = "") {
  return sniff_mime(as_bytes(bytes), name);
}
using namespace std::string_view_literals;

// A PDF of two pages, small enough to read here; pdftotext rebuilds the missing xref.
std::string small_pdf() {
  return "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
         "2 0 obj<</Type/Pages/Kids[3 0 R 6 0 R]/Count 2>>endobj\n"
         "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R"
         "/Resources<</Font<</F 5 0 R>>>>>>endobj\n"
         "4 0 obj<</Length 42>>stream\nBT /F 12 Tf 10 100 Td (First page) Tj ET   \nendstream "
         "endobj\n"
         "5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n"
         "6 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 7 0 R"
         "/Resources<</Font<</F 5 0 R>>>>>>endobj\n"
         "7 0 obj<</Length 42>>stream\nBT /F 12 Tf 10 100 Td (Second one) Tj ET   \nendstream "
         "endobj\n"
         "trailer<</Root 1 0 R>>\n%%EOF\n";
}

}  // namespace

TEST_CASE("a file's kind is told by its first bytes, the name decides among equals") {
  CHECK(mime_of("\xFF\xD8\xFF\xE0") == "image/jpeg");
  CHECK(mime_of("\x89PNG\r\n\x1A\n") == "image/png");
  CHECK(mime_of("%PDF-1.7", "photo.jpg") == "application/pdf");
  CHECK(mime_of("ID3\x04") == "audio/mpeg");
  CHECK(mime_of("\xFF\xFB\x90\x64") == "audio/mpeg");
  CHECK(mime_of("RIFF\x10\0\0\0WAVEfmt "sv) == "audio/wav");
  CHECK(mime_of("OggS\0"sv) == "audio/ogg");
  CHECK(mime_of("\0\0\0\x20" "ftypisom"sv) == "video/mp4");
  CHECK(mime_of("\0\0\0\x20" "ftypM4A "sv) == "audio/mp4");
  CHECK(mime_of("PK\x03\x04", "a.DOCX").ends_with("wordprocessingml.document"));
  CHECK(mime_of("PK\x03\x04", "a.xlsx").ends_with("spreadsheetml.sheet"));
  CHECK(mime_of("PK\x03\x04", "a.exe") == "application/zip");
  CHECK(mime_of("a,b\n1,2\n", "list.csv") == "text/csv");
  CHECK(mime_of("From: x\n\nhi", "m.eml") == "message/rfc822");
  CHECK(mime_of("  <!DOCTYPE html><p>", "page") == "text/html");
  CHECK(mime_of("{}", "x.json") == "application/json");
  CHECK(mime_of("ကျောင်း") == "text/plain");
  CHECK(mime_of("") == "application/octet-stream");
  CHECK(mime_of("\x01\x02\x03", "a.txt") == "application/octet-stream");
}

TEST_CASE("plain text is read in UTF-8 and UTF-16 with a mark, and never guessed") {
  CHECK(text_of("text/plain", "ကျောင်း\n") == "ကျောင်း\n");
  CHECK(text_of("text/csv", "\xEF\xBB\xBF" "a,b") == "a,b");
  CHECK(text_of("text/plain", "\xFF\xFE" "a\0\x00\x10"sv) == "aက");
  CHECK(text_of("text/plain", "\xFE\xFF\0a\xD8\x3D\xDE\x00"sv) == "a😀");
  CHECK(text_of("text/plain", "caf\xE9") == "(unknown encoding)");
  CHECK(text_of("text/plain", "\xFF\xFE" "a"sv) == "(unknown encoding)");
  CHECK(text_of("text/plain", "\xFE\xFF\xD8\x3D"sv) == "(unknown encoding)");
  CHECK(text_of("text/plain", "a\0b"sv) == "(unknown encoding)");
  CHECK(text_of("image/jpeg", "\xFF\xD8") == "(no text can be drawn out of this kind of file)");
  const auto read = extract_text("text/markdown", as_bytes("# ကခ"));
  REQUIRE(read.ok());
  CHECK((*read)->page_ends_code_points == std::vector<std::size_t>{4});
  CHECK((*read)->tool == "kotobune/plain");
  CHECK((*read)->parameters == "utf-8");
}

TEST_CASE("HTML gives what a reader sees") {
  CHECK(text_of_html(
            "<p>One<br>two</p><script>if(a<b)x()</script><p>a &lt; b &#x1000; &unknown;</p>") ==
        "One\ntwo\na < b က &unknown;\n");
  CHECK(text_of_html("<!-- <p>hidden --><b>x</b> 1 < 2") == "x 1 < 2");
  CHECK(text_of_html("<style>p{}") == "");
  CHECK(text_of_html("a<img src=") == "a");
  CHECK(text_of_html("&#xD800;&#99999999;") == "&#xD800;&#99999999;");
}

TEST_CASE("an e-mail gives its head and its text part") {
  const std::string mail =
      "From: =?UTF-8?B?44K/44OK44Kr?= <t@example.org>\r\nSubject: =?utf-8?q?The_school?=\r\n"
      "Content-Type: multipart/alternative;\r\n boundary=\"xx\"\r\n\r\n--xx\r\n"
      "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: "
      "quoted-printable\r\n\r\n"
      "caf=C3=A9 at =\r\nnoon\r\n--xx\r\nContent-Type: text/html\r\n\r\n<p>other</p>\r\n--xx--\r\n";
  const auto text = text_of("message/rfc822", mail);
  CHECK(text.find("Subject: The school\n") == 0);
  CHECK(text.find("From: タナカ <t@example.org>") != std::string::npos);
  CHECK(text.find("café at noon") != std::string::npos);
  CHECK(text.find("other") == std::string::npos);
  CHECK(text_of("message/rfc822", "no header") == "(no readable part)");
  CHECK(text_of("message/rfc822", "From: a\nContent-Type: text/plain; charset=big5\n\nx") ==
        "(no readable part)");
  CHECK(text_of("message/rfc822", "From: a\nContent-Type: image/png\n\nx") == "(no readable part)");
}

TEST_CASE("a text too large to be a derivative is refused") {
  const Bytes large((64u << 20) + 1, 'a');
  const auto read = extract_text("text/plain", large);
  REQUIRE_FALSE(read.ok());
  CHECK(read.error().is(errors::original_too_large));
}

TEST_CASE("a PDF is read in the sandbox, with its pages, or not at all") {
  if (!why_no_sandbox().empty()) {
    const auto read = extract_text("application/pdf", as_bytes(small_pdf()));
    REQUIRE_FALSE(read.ok());
    CHECK(read.error().is(errors::no_sandbox));
    MESSAGE("no sandbox here: " << why_no_sandbox());
    return;
  }
  const auto read = extract_text("application/pdf", as_bytes(small_pdf()));
  if (!read.ok()) MESSAGE(read.error().sentence());
  REQUIRE(read.ok());
  REQUIRE(read->has_value());
  CHECK((*read)->text.find("First page") != std::string::npos);
  CHECK((*read)->page_ends_code_points.size() == 2);
  CHECK((*read)->tool == "pdftotext");
  CHECK((*read)->tool_version != "unknown");
  const auto broken = extract_text("application/pdf", as_bytes("%PDF-1.4 nothing"));
  REQUIRE_FALSE(broken.ok());
  CHECK(broken.error().is(errors::reader_failed));
}
