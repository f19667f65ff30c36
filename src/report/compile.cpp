#include "report/compile.h"

#include "report/build.h"
#include "report/docx_parts.h"
#include "report/docx_writer.h"
#include "report/html_writer.h"

namespace kotobune::report {
namespace {

// PR-1 over what would be printed: evaluated tables, titles of exhibits, and names that only come
// together in the layout. Each hit points at the block it came from.
void scan_runs(Build& build, const std::vector<Run>& runs, Span span) {
  for (const NameHit& hit : build.material.scan_names(plain_text(runs))) {
    Diagnostic& one = build.diagnostics.error(
        "PR-1", span, "A name of " + hit.code + ", who is protected, would be printed here.",
        "Change the title, the table or the quotation that brings it in.");
    one.conceal = true;
  }
}

// Names typed in the source are reported where they stand; here only what the layout adds.
void scan_document(Build& build, const Document& document) {
  const auto in_source = [&](Span span) {
    for (const Diagnostic& one : build.diagnostics.items()) {
      if (one.code == "PR-1" && span.contains(one.span.begin)) return true;
    }
    return false;
  };
  for (const DocumentBlock& block : document.blocks) {
    if (in_source(block.source)) continue;
    scan_runs(build, block.runs, block.source);
    for (const DocumentRow& row : block.rows) {
      std::vector<Run> line;
      for (const auto& cell : row.cells) {
        line.insert(line.end(), cell.begin(), cell.end());
        Run gap;
        gap.line_break = true;
        line.push_back(gap);
      }
      scan_runs(build, line, block.source);
    }
  }
}

// The last look is at the bytes themselves.
Status scan_outputs(Build& build, const disclosure::Disclosed<Document>& document,
                    const disclosure::Scope& scope) {
  TRY_LET(docx, write_docx(document, scope));
  TRY_LET(docx_text, text_of_docx(docx));
  const std::string html_text = text_of_html(write_html(document, scope));
  if (build.diagnostics.has("PR-1")) return {};
  for (const std::string& text : {docx_text, html_text}) {
    for (const NameHit& hit : build.material.scan_names(text)) {
      build.diagnostics.error(
          "PR-1", {0, 0},
          "A name of " + hit.code + ", who is protected, stands in the produced file.",
          "Look for it in titles, footnotes and addresses of links.");
    }
  }
  return {};
}

Result<std::optional<disclosure::Disclosed<Document>>> release(Build& build, Layout& layout) {
  scan_document(build, layout.document);
  if (count_errors(build.diagnostics.items()) > 0) {
    return std::optional<disclosure::Disclosed<Document>>();
  }
  const disclosure::Gate gate(build.outside);
  // A report that draws on nobody is let through as such.
  auto passed =
      build.decisions.empty()
          ? Result<disclosure::Disclosed<Document>>(gate.nothing_personal(layout.document))
          : gate.pass(layout.document, build.decisions);
  if (!passed.ok()) return passed.error();
  TRY(scan_outputs(build, *passed, build.outside));
  if (count_errors(build.diagnostics.items()) > 0) {
    return std::optional<disclosure::Disclosed<Document>>();
  }
  return std::optional<disclosure::Disclosed<Document>>(std::move(passed).value());
}

std::optional<disclosure::Disclosed<Document>> draft(Build& build, Layout& layout) {
  const disclosure::Gate gate(build.inside);
  if (layout.inside.empty()) return gate.nothing_personal(std::move(layout.document));
  auto passed = gate.pass(std::move(layout.document), layout.inside);
  ensure(passed.ok(), "a draft quotes only what the gate lets a member see");
  return std::move(passed).value();
}

}  // namespace

Result<Compiled> compile(const SourceText& source, const Material& material, BuildKind kind) {
  Build build(source, material);
  TRY_LET(tree, parse_report(source, build.diagnostics));
  build.tree = std::move(tree);
  build.sentences = read_sentences(build.tree);
  resolve(build);
  check_evidence(build);
  check_identity(build);
  check_counts(build);
  check_review(build);
  check_form(build);
  check_norms(build);
  check_mechanism(build);
  check_wording(build);
  check_exhibits(build);

  Compiled out;
  out.audience = build.outside;
  out.profile = build.tree.head.value("profile");
  if (kind == BuildKind::release) {
    Layout layout = lay_out(build, kind, {});
    TRY_LET(document, release(build, layout));
    out.document = std::move(document);
    out.diagnostics = build.diagnostics.take();
    out.scope = build.outside;
    out.annexes = std::move(layout.annexes);
    out.aliases = std::move(layout.aliases);
  } else {
    // What the layout would print for the audience is scanned for drafts as well, so that the
    // author meets the same refusals before the release.
    scan_document(build, lay_out(build, BuildKind::release, {}).document);
    out.diagnostics = build.diagnostics.take();
    Layout layout = lay_out(build, kind, out.diagnostics);
    out.scope = build.inside;
    out.document = draft(build, layout);
  }
  out.depends_on = std::move(build.depends_on);
  return out;
}

}  // namespace kotobune::report
