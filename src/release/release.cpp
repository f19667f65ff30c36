#include "release/release.h"

#include "base/encode.h"
#include "base/version.h"
#include "crypt/digest.h"
#include "release/errors.h"
#include "release/releaser.h"
#include "report/docx_parts.h"
#include "report/docx_writer.h"
#include "report/html_writer.h"

namespace kotobune::release {

std::string Released::sha256() const { return hex(ByteView(crypt::sha256(bytes_))); }

namespace {

// All parts of a Word file but the pictures, metadata included: what a curious reader finds inside.
Result<std::string> all_text(ByteView docx) {
  TRY_LET(entries, report::read_zip(docx));
  TRY_LET(out, report::text_of_docx(docx));
  for (const auto& [name, content] : entries) {
    if (name.rfind("docProps/", 0) == 0) out += "\n" + std::string(content.begin(), content.end());
  }
  return out;
}

Json depends_json(const report::DependsOn& depends, const Ids& ids) {
  Json out = Json::array();
  Json locks = Json::array();
  for (const auto& lock : depends.locks) locks.push(lock);
  const auto add = [&](const std::string& id, const char* modality) {
    if (id.empty()) return;
    Json one = Json::object();
    one.set("id", id).set("modality", modality).set("consent", locks);
    out.push(std::move(one));
  };
  for (const auto& number : depends.exhibits) add(ids.exhibit(number), "text quote");
  for (const auto& fragment : depends.fragments) {
    add(ids.fragment(fragment), fragment.quote.empty() ? "paraphrase" : "text quote");
  }
  for (const auto& code : depends.sources) add(ids.source(code), "mention");
  for (const auto& assertion : depends.assertions) add(assertion, "statistics");
  for (const auto& lock : depends.locks) add(lock, "lock");
  return out;
}

// The document as Word file and as page, each scanned as it will be read.
Result<std::vector<Released>> both_files(const disclosure::Disclosed<report::Document>& document,
                                         const disclosure::Scope& scope,
                                         const report::Material& material,
                                         const std::string& role, const Print& print) {
  const Releaser releaser(material);
  TRY_LET(docx, report::write_docx(document, scope));
  TRY_LET(docx_text, all_text(docx));
  auto html = report::write_html(document, scope);
  std::vector<Released> out;
  if (print) {
    TRY_LET(printed, print(docx));
    TRY_LET(paper, releaser.pass(role + ".pdf", role, std::move(printed.pdf), printed.text));
    out.push_back(std::move(paper));
  }
  TRY_LET(word, releaser.pass(role + ".docx", role, std::move(docx), docx_text));
  TRY_LET(page, releaser.pass(role + ".html", role, to_bytes(html), report::text_of_html(html)));
  out.push_back(std::move(word));
  out.push_back(std::move(page));
  return out;
}

Json outputs_json(const std::vector<Released>& files) {
  Json outputs = Json::array();
  for (const auto& file : files) {
    Json one = Json::object();
    one.set("role", file.role()).set("name", file.name()).set("size", file.bytes().size());
    one.set("sha256", file.sha256());
    outputs.push(std::move(one));
  }
  return outputs;
}

}  // namespace

Result<ReleaseSet> release_report(const report::Compiled& compiled,
                                  const report::Material& material, const Recipients& recipients,
                                  const std::string& title, const Ids& ids, const Print& print) {
  if (!compiled.releasable()) {
    return Error(errors::open_points,
                 {{"count", std::to_string(report::count_errors(compiled.diagnostics))}});
  }
  if (recipients.words.empty()) return Error(errors::nobody_named);
  ReleaseSet out;
  TRY_LET(files, both_files(*compiled.document, compiled.scope, material, "report", print));
  out.files = std::move(files);
  Json outputs = outputs_json(out.files);
  Json aliases = Json::array();
  for (const auto& [code, printed] : compiled.aliases) {
    aliases.push(Json(Json::Array{Json(ids.source(code)), Json(printed)}));
  }
  Json annexes = Json::array();
  for (const auto& number : compiled.annexes) annexes.push(Json(ids.exhibit(number)));
  Json scan = Json::object();
  scan.set("state", "complete").set("hits", 0);
  const auto* audience = std::get_if<disclosure::Audience>(&compiled.audience.reader);
  Json approvers = Json::array();
  approvers.push(recipients.approver);
  if (!recipients.second_approver.empty()) approvers.push(recipients.second_approver);
  out.disclosure.set("audience", audience ? audience->name : "")
      .set("purpose", disclosure::code_of(compiled.audience.purpose))
      .set("recipients", recipients.words)
      .set("channel", recipients.channel)
      .set("approvers", std::move(approvers))
      .set("title", title)
      .set("profile", compiled.profile)
      .set("heads", material.log_heads())
      .set("program", program_words)
      .set("outputs", std::move(outputs))
      .set("depends", depends_json(compiled.depends_on, ids))
      .set("aliases", std::move(aliases))
      .set("annexes", std::move(annexes))
      .set("waivers", Json::array())
      .set("scan", std::move(scan));
  return out;
}

Result<ReleaseSet> release_document(const disclosure::Disclosed<report::Document>& document,
                                    const disclosure::Scope& scope,
                                    const report::Material& material,
                                    const Recipients& recipients, const DocumentFacts& facts) {
  if (recipients.words.empty()) return Error(errors::nobody_named);
  ReleaseSet out;
  TRY_LET(files, both_files(document, scope, material, facts.role, Print()));
  out.files = std::move(files);
  Json depends = Json::array(), locks = Json::array(), scan = Json::object();
  for (const auto& lock : facts.locks) locks.push(lock);
  for (const auto& id : facts.rests_on) {
    Json one = Json::object();
    one.set("id", id).set("modality", "paraphrase").set("consent", locks);
    depends.push(std::move(one));
  }
  scan.set("state", "complete").set("hits", 0);
  const auto* audience = std::get_if<disclosure::Audience>(&scope.reader);
  out.disclosure.set("audience", audience ? audience->name : "")
      .set("purpose", disclosure::code_of(scope.purpose))
      .set("recipients", recipients.words)
      .set("channel", recipients.channel)
      .set("approvers", Json(Json::Array{Json(recipients.approver)}))
      .set("title", facts.title)
      .set("heads", material.log_heads())
      .set("program", program_words)
      .set("outputs", outputs_json(out.files))
      .set("depends", std::move(depends))
      .set("scan", std::move(scan));
  return out;
}

Status write_released(Disk& disk, const std::string& folder, const std::vector<Released>& files) {
  TRY(disk.make_directory(folder));
  for (const auto& file : files) TRY(disk.write_new(join_path(folder, file.name()), file.bytes()));
  return {};
}

}  // namespace kotobune::release
