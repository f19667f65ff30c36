#include "desk/reports.h"

#include "base/text.h"
#include "desk/material.h"
#include "intake/extract.h"
#include "release/errors.h"
#include "release/pdf.h"
#include "report/directives.h"
#include "report/docx_writer.h"
#include "report/html_writer.h"

namespace kotobune::desk {

namespace {

Checked checked_of(std::vector<report::Diagnostic> diagnostics, const report::SourceText& source) {
  Checked out;
  out.rendered = report::render(diagnostics, source);
  out.errors = report::count_errors(diagnostics);
  for (const auto& one : diagnostics) {
    if (one.severity == report::Severity::warning) ++out.warnings;
  }
  out.diagnostics = std::move(diagnostics);
  return out;
}

Json selector_of(const report::CitedFragment& fragment) {
  Json selector = Json::object();
  if (fragment.begin_ms >= 0) {
    selector.set("t", Json(Json::Array{Json(fragment.begin_ms), Json(fragment.end_ms)}));
  } else {
    if (fragment.page > 0) selector.set("page", std::int64_t{fragment.page});
    if (!fragment.quote.empty()) selector.set("quote", fragment.quote);
  }
  return selector;
}

}  // namespace

std::string title_of(const std::string& source) {
  for (const auto line : split(source, '\n')) {
    if (line.substr(0, 6) != "title:") continue;
    auto title = trim_ascii(line.substr(6));
    if (title.size() >= 2 && title.front() == '"' && title.back() == '"')
      title = title.substr(1, title.size() - 2);
    return std::string(title);
  }
  return "report";
}

Result<std::map<report::CitedFragment, std::string>> pin_fragments(
    Desk& desk, const std::set<report::CitedFragment>& cited) {
  std::map<report::CitedFragment, std::string> ids;
  std::vector<vault::NewRecord> fresh;
  for (const auto& fragment : cited) {
    const auto selector = selector_of(fragment);
    TRY_LET(known, desk.index().raw().fragments(desk.index().reader(), fragment.exhibit_id));
    for (const auto& row : known) {
      const bool same = row.derivative_sha256 == fragment.derivative_sha256 &&
                        row.selector.dump() == selector.dump();
      if (same) ids[fragment] = row.id;
    }
    if (ids.count(fragment)) continue;
    TRY_LET(exhibit, desk.index().exhibit(fragment.exhibit_id));
    ensure(exhibit.has_value(), "a fragment is cited of an exhibit that was just resolved");
    Json body = Json::object();
    body.set("ex", fragment.exhibit_id).set("ex_sha256", fragment.exhibit_sha256);
    if (!fragment.derivative_sha256.empty()) body.set("drv_sha256", fragment.derivative_sha256);
    body.set("sel", selector);
    if (!fragment.quote.empty()) body.set("quote", fragment.quote);
    const auto id = desk.vault().new_id();
    ids[fragment] = id.str();
    fresh.push_back({"fragment", exhibit->compartment, std::move(body), {}, {}, id});
  }
  if (!fresh.empty()) TRY(desk.add_records(std::move(fresh)));
  return ids;
}

Result<Checked> check_report(Desk& desk, const std::string& name, const std::string& source) {
  TRY_LET(material, CaseMaterial::make(desk));
  const report::SourceText text(name, source);
  TRY_LET(compiled, report::compile(text, *material, report::BuildKind::release));
  return checked_of(std::move(compiled.diagnostics), text);
}

Result<Preview> preview_report(Desk& desk, const std::string& name, const std::string& source) {
  TRY_LET(material, CaseMaterial::make(desk));
  const report::SourceText text(name, source);
  TRY_LET(release, report::compile(text, *material, report::BuildKind::release));
  TRY_LET(draft, report::compile(text, *material, report::BuildKind::internal_draft));
  ensure(draft.document.has_value(), "an internal draft is always possible");
  return Preview{checked_of(std::move(release.diagnostics), text), std::move(*draft.document),
                 draft.scope};
}

std::vector<std::pair<std::string, std::string>> asks_of(const std::string& source) {
  const report::SourceText text("", source);
  report::Diagnostics ignored(text);  // the check of the report says them, this only lists dates
  std::string masked = source;
  std::vector<std::pair<std::string, std::string>> out;
  for (const auto& ask : report::read_directives(text, masked, ignored).items) {
    const auto* by = ask.find("by");
    if (ask.kind != report::DirectiveKind::ask || by == nullptr) continue;
    const auto* to = ask.find("to");
    out.emplace_back(by->value, to == nullptr ? ask.id : to->value);
  }
  return out;
}

Result<Draft> build_draft(Desk& desk, const std::string& name, const std::string& source) {
  TRY_LET(material, CaseMaterial::make(desk));
  const report::SourceText text(name, source);
  TRY_LET(compiled, report::compile(text, *material, report::BuildKind::internal_draft));
  ensure(compiled.document.has_value(), "an internal draft is always possible");
  TRY(pin_fragments(desk, compiled.depends_on.fragments));
  Draft out;
  TRY_LET(docx, report::write_docx(*compiled.document, compiled.scope));
  out.docx = std::move(docx);
  out.html = report::write_html(*compiled.document, compiled.scope);
  out.checked = checked_of(std::move(compiled.diagnostics), text);
  return out;
}

Result<ReleasedReport> release_report(Desk& desk, const std::string& name,
                                      const std::string& source,
                                      const release::Recipients& recipients,
                                      const std::string& folder, ReleaseForms forms) {
  TRY_LET(material, CaseMaterial::make(desk));
  const report::SourceText text(name, source);
  TRY_LET(compiled, report::compile(text, *material, report::BuildKind::release));
  std::map<report::CitedFragment, std::string> pinned;
  if (compiled.releasable()) {
    TRY_LET(ids_of, pin_fragments(desk, compiled.depends_on.fragments));
    pinned = std::move(ids_of);
  }
  const release::Ids ids{
      [&](const std::string& number) {
        const auto row = desk.index().exhibit(number);
        return row.ok() && *row ? (*row)->id : std::string();
      },
      [&](const std::string& code) {
        const auto row = desk.index().source(code);
        return row.ok() && *row ? (*row)->id : std::string();
      },
      [&](const report::CitedFragment& fragment) { return pinned[fragment]; }};
  auto& disk = desk.vault().world().disk;
  const release::Print print = [&](ByteView docx) -> Result<release::Printed> {
    release::Printed out;
    TRY_LET(pdf, release::pdf_of_docx(disk, docx, folder + ".printing"));
    out.pdf = std::move(pdf);
    // Read back as a stranger would: what can be taken out of it is what is scanned.
    TRY_LET(read, intake::extract_text("application/pdf", out.pdf));
    if (!read) {
      return Error(errors::pdf_failed, {{"program", "soffice"}, {"why", "it holds no text"}});
    }
    out.text = std::move(read->text);
    return out;
  };
  const bool printed = forms == ReleaseForms::with_pdf;
  auto approved = recipients;
  approved.second_approver = material->approver_of(source);
  TRY_LET(set, release::release_report(compiled, *material, approved, title_of(source), ids,
                                       printed ? print : release::Print()));
  if (desk.vault().world().disk.exists(folder)) {
    TRY_LET(entries, desk.vault().world().disk.list(folder));
    if (!entries.empty()) return Error(errors::folder_not_empty, {{"path", folder}});
  }
  // The record first: what leaves without a trace must not be possible, a trace without a file may.
  std::vector<vault::NewRecord> records;
  records.push_back({"disclosure", record::main_compartment, std::move(set.disclosure), {}, {}});
  TRY_LET(id, desk.record_disclosure(std::move(records)));
  TRY(release::write_released(desk.vault().world().disk, folder, set.files));
  ReleasedReport out{folder, id, {}};
  for (const auto& file : set.files) out.files.push_back(file.name());
  return out;
}

}  // namespace kotobune::desk
