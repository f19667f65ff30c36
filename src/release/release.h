// Release: the only door through which bytes leave the case for someone outside.
//
// A Released is made here and nowhere else, after the last scan over the bytes that would leave:
// text, metadata, file names. Whoever writes a file for an outsider takes a Released. Every release
// leaves a disclosure record with everything it depends on (docs/format.md section 11), so that a
// withdrawal finds it again.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/world.h"
#include "report/compile.h"

namespace kotobune::release {

class Released {
 public:
  const std::string& name() const { return name_; }  // of the file
  const std::string& role() const { return role_; }  // "report", "exhibit", "proof"
  ByteView bytes() const { return bytes_; }
  std::string sha256() const;

 private:
  friend class Releaser;
  Released(std::string name, std::string role, Bytes bytes)
      : name_(std::move(name)), role_(std::move(role)), bytes_(std::move(bytes)) {}
  std::string name_;
  std::string role_;
  Bytes bytes_;
};

struct Recipients {
  std::string words;    // "UN Human Rights Council secretariat"
  std::string channel;  // "by hand", "upload"
  std::string approver; // person code
  std::string second_approver{};  // who agreed to this version beside its author, or ""
};

struct ReleaseSet {
  std::vector<Released> files;
  Json disclosure = Json::object();  // body of the disclosure record
};

// The ids behind numbers and codes, for the record (docs/format.md keeps ids only).
struct Ids {
  std::function<std::string(const std::string& number)> exhibit;
  std::function<std::string(const std::string& code)> source;
  std::function<std::string(const report::CitedFragment& fragment)> fragment;
};

// Prints the DOCX that would leave; with the text that a reader of the PDF could take out of it.
struct Printed {
  Bytes pdf;
  std::string text;
};
using Print = std::function<Result<Printed>(ByteView docx)>;

// Report files of a compiled release: report.docx and report.html, and report.pdf where `print` is
// given. Errors: open_points, scan_incomplete, scan_hit, nobody_named, those of printing.
Result<ReleaseSet> release_report(const report::Compiled& compiled,
                                  const report::Material& material, const Recipients& recipients,
                                  const std::string& title, const Ids& ids,
                                  const Print& print = {});

// What another document that leaves depends on, for its record.
struct DocumentFacts {
  std::string title;
  std::string role;                    // "matrix", "hand-over"
  std::vector<std::string> rests_on;   // ids of records and statements
  std::vector<std::string> locks;      // of the decisions that let it through
};
// A document that was laid out elsewhere and let through the gate in `scope`: <role>.docx and
// <role>.html. Errors: scan_incomplete, scan_hit, nobody_named.
Result<ReleaseSet> release_document(const disclosure::Disclosed<report::Document>& document,
                                    const disclosure::Scope& scope,
                                    const report::Material& material,
                                    const Recipients& recipients, const DocumentFacts& facts);

// Writes released files into a new folder. Errors: those of the disk; file_exists.
Status write_released(Disk& disk, const std::string& folder, const std::vector<Released>& files);

}  // namespace kotobune::release
