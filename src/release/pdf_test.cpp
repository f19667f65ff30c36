// The PDF of a release: the same bytes at each printing, what it says readable, nothing of the
// moment in it.
#include "release/pdf.h"

#include <doctest/doctest.h>

#include "base/companion.h"
#include "base/fake_world.h"
#include "base/process.h"
#include "release/errors.h"
#include "report/docx_writer.h"

#include <filesystem>

using namespace kotobune;
using namespace kotobune::release;

namespace {

// A small report, as the writer makes it.
Bytes small_docx() {
  report::Document document;
  document.title = "Eleven nights";
  document.language = "en";
  report::DocumentBlock block;
  for (const char* words : {"They slept in the classrooms.", "ကျောင်းတွင် အိပ်ကြသည်။"}) {
    report::Run run;
    run.text = words;
    block.runs.push_back(run);
  }
  document.blocks.push_back(block);
  const disclosure::Scope scope{disclosure::Audience{"public"}, disclosure::Purpose::public_report,
                                "h"};
  auto docx = report::write_docx(disclosure::Gate(scope).nothing_personal(document), scope);
  REQUIRE(docx.ok());
  return std::move(docx).value();
}

}  // namespace

TEST_CASE("dates, identifiers and the day of the colour profile are taken out, lengths kept") {
  const std::string before =
      "/CreationDate (D:20261125125515Z') <xmp:CreateDate>2026-11-25T12:55:15Z</xmp:CreateDate>"
      "/DocChecksum /9F8701F04AF1A270E09E9894DB9BCB80 "
      "mntrRGB XYZ \x07\xea\x01\x0b\x01\x19\x01\x0c\x01\x37\x01\x10"
      "acsp mntrRGB XYZ and no profile";
  Bytes pdf = to_bytes(before);
  neutralize_pdf(pdf);
  const std::string after(as_chars(pdf));
  CHECK(after.size() == before.size());
  CHECK(after.find("2026") == std::string::npos);
  CHECK(after.find("(D:19800101000000Z')") != std::string::npos);
  CHECK(after.find("<xmp:CreateDate>1980-01-01T00:00:00Z<") != std::string::npos);
  CHECK(after.find("9F87") == std::string::npos);
  CHECK(after.find("\x07\xea") == std::string::npos);
  CHECK(after.find("XYZ and no profile") != std::string::npos);
}

TEST_CASE("a report is printed twice to the same bytes, and read back") {
  if (!missing_for_pdf().empty()) {
    MESSAGE("skipped: " << missing_for_pdf() << " is not installed");
    return;
  }
  auto& disk = real_world().disk;
  const auto folder = (std::filesystem::temp_directory_path() / "kotobune-pdf-test").string();
  const auto docx = small_docx();
  const auto once = pdf_of_docx(disk, docx, folder);
  REQUIRE_MESSAGE(once.ok(), (once.ok() ? "" : once.error().sentence()));
  CHECK_FALSE(disk.exists(folder));  // nothing of it is left in the clear
  const auto again = pdf_of_docx(disk, docx, folder);
  REQUIRE(again.ok());
  CHECK(*once == *again);
  const auto text = run_sandboxed("pdftotext", {"-", "-"}, *once, SandboxLimits{});
  REQUIRE(text.ok());
  CHECK(as_chars(text->out).find("They slept in the classrooms.") != std::string_view::npos);
}

TEST_CASE("a companion writes into its folder and nowhere else, and ends at its limit") {
  auto& disk = real_world().disk;
  const auto folder = (std::filesystem::temp_directory_path() / "kotobune-companion").string();
  std::filesystem::remove_all(folder);
  REQUIRE(disk.make_directory(folder).ok());
  const auto run = [&](const char* script, std::uint32_t seconds = 20) {
    return run_companion("sh", {"-c", script}, folder, {}, {20, seconds});
  };
  CHECK(*run("echo x > inside && exit 3") == 3);
  CHECK(disk.exists(join_path(folder, "inside")));
  CHECK(*run("test \"$HOME\" = \"$PWD\" && test -z \"$KOTOBUNE_PASSPHRASE_FILE\"") == 0);
  const auto outside = folder + "-outside";
  const auto wrote = run(("echo x > " + outside).c_str());
  if (disk.exists(outside)) {
    MESSAGE("this kernel has no Landlock: a companion is not kept to its folder");
    std::filesystem::remove(outside);
  } else {
    CHECK(*wrote != 0);
  }
  CHECK_FALSE(run("sleep 30", 1).ok());
  CHECK(run_companion("no-such-program", {}, folder, {}, {}).error().parameter("why") ==
        "it is not installed");
  std::filesystem::remove_all(folder);
}
