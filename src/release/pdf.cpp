#include "release/pdf.h"

#include <algorithm>

#include "base/companion.h"
#include "base/limits.h"
#include "release/errors.h"

namespace kotobune::release {

namespace {

constexpr std::uint64_t pdf_bytes = 256u << 20;

bool is_digit(std::uint8_t c) { return c >= '0' && c <= '9'; }
bool is_hex(std::uint8_t c) {
  return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

std::size_t find(const Bytes& in, std::string_view what, std::size_t from) {
  const auto text = as_chars(in);
  return text.find(what, from);
}

// Behind each `key`, digits become those of 1980, the first day a ZIP can name.
void overwrite_dates(Bytes& pdf, std::string_view key) {
  constexpr std::string_view day = "19800101000000";
  for (auto at = find(pdf, key, 0); at != std::string_view::npos; at = find(pdf, key, at + 1)) {
    std::size_t taken = 0;
    for (std::size_t i = at + key.size(); i < pdf.size() && i < at + key.size() + 32; ++i) {
      if (pdf[i] == ')' || pdf[i] == '<') break;
      if (is_digit(pdf[i])) {
        pdf[i] = static_cast<std::uint8_t>(taken < day.size() ? day[taken] : '0');
        ++taken;
      }
    }
  }
}

void zero_hex(Bytes& pdf, std::string_view key, std::size_t reach, char stop) {
  for (auto at = find(pdf, key, 0); at != std::string_view::npos; at = find(pdf, key, at + 1)) {
    const auto end = std::min(pdf.size(), at + key.size() + reach);
    for (std::size_t i = at + key.size(); i < end && pdf[i] != static_cast<std::uint8_t>(stop);
         ++i) {
      if (is_hex(pdf[i])) pdf[i] = '0';
    }
  }
}

// The header of an ICC profile (ICC.1:2010, 7.2): class and spaces, twelve bytes of date, "acsp".
void overwrite_profile_days(Bytes& pdf) {
  constexpr std::string_view spaces = "mntrRGB XYZ ";
  constexpr std::uint8_t day[12] = {0x07, 0xbc, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0};
  for (auto at = find(pdf, spaces, 0); at != std::string_view::npos;
       at = find(pdf, spaces, at + 1)) {
    const auto date = at + spaces.size();
    if (find(pdf, "acsp", date) != date + sizeof day) continue;
    std::copy(std::begin(day), std::end(day), pdf.begin() + static_cast<std::ptrdiff_t>(date));
  }
}

Status clear(Disk& disk, const std::string& folder) {
  TRY_LET(entries, disk.list(folder));
  for (const auto& entry : entries) {
    const auto path = join_path(folder, entry.name);
    if (entry.kind == FileKind::directory) {
      TRY(clear(disk, path));
    } else {
      TRY(disk.remove(path));
    }
  }
  return disk.remove(folder);
}

Status run(const std::string& program, const std::vector<std::string>& arguments,
           const std::string& folder) {
  TRY_LET(code, run_companion(program, arguments, folder, {"SOURCE_DATE_EPOCH=315532800"},
                              CompanionLimits{}));
  if (code == 0) return {};
  return Error(errors::pdf_failed, {{"program", program}, {"why", "exit " + std::to_string(code)}});
}

Result<Bytes> print(Disk& disk, ByteView docx, const std::string& folder) {
  const std::string filter =
      R"(pdf:writer_pdf_Export:{"SelectPdfVersion":{"type":"long","value":"2"},)"
      R"("PDFUACompliance":{"type":"boolean","value":"true"},)"
      R"("UseTaggedPDF":{"type":"boolean","value":"true"},)"
      R"("ExportBookmarks":{"type":"boolean","value":"true"}})";
  TRY(disk.write_new(join_path(folder, "report.docx"), docx));
  TRY(run("soffice", {"-env:UserInstallation=file://" + join_path(folder, "profile"), "--headless",
                      "--norestore", "--convert-to", filter, "--outdir", folder,
                      join_path(folder, "report.docx")},
          folder));
  const auto printed = join_path(folder, "report.pdf");
  if (!disk.exists(printed)) {
    return Error(errors::pdf_failed, {{"program", "soffice"}, {"why", "it wrote no file"}});
  }
  const auto plain = join_path(folder, "plain.pdf"), neutral = join_path(folder, "neutral.pdf");
  TRY(run("qpdf", {"--stream-data=uncompress", "--object-streams=disable", "--deterministic-id",
                   printed, plain},
          folder));
  TRY_LET(bytes, disk.read_all(plain, pdf_bytes));
  neutralize_pdf(bytes);
  TRY(disk.write_new(neutral, bytes));
  const auto out = join_path(folder, "out.pdf");
  TRY(run("qpdf", {"--stream-data=compress", "--object-streams=generate", "--deterministic-id",
                   neutral, out},
          folder));
  return disk.read_all(out, pdf_bytes);
}

}  // namespace

void neutralize_pdf(Bytes& pdf) {
  for (const auto* key : {"/CreationDate (D:", "/ModDate (D:", "<xmp:CreateDate>",
                          "<xmp:ModifyDate>", "<xmp:MetadataDate>"}) {
    overwrite_dates(pdf, key);
  }
  zero_hex(pdf, "/DocChecksum /", 32, '/');
  zero_hex(pdf, "/ID [", 80, ']');  // qpdf keeps the first one, which LibreOffice drew by lot
  overwrite_profile_days(pdf);
}

std::string missing_for_pdf() {
  for (const auto* program : {"soffice", "qpdf"}) {
    if (!has_companion(program)) return program;
  }
  return "";
}

Result<Bytes> pdf_of_docx(Disk& disk, ByteView docx, const std::string& folder) {
  const auto missing = missing_for_pdf();
  if (!missing.empty()) {
    return Error(errors::pdf_program_missing,
                 {{"program", missing},
                  {"package", missing == "soffice" ? "libreoffice-writer" : "qpdf"}});
  }
  if (disk.exists(folder)) TRY(clear(disk, folder));
  TRY(disk.make_directory(folder));
  auto pdf = print(disk, docx, folder);
  const Status cleared = clear(disk, folder);
  if (pdf.ok() && !cleared.ok()) return cleared.error();
  return pdf;
}

}  // namespace kotobune::release
