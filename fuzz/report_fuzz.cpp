// Any text given as the source of a report, compiled against a small fictional case: as a release
// and as a draft. A draft always comes out; a release only without errors; both twice the same.
#include "law.h"
#include "report/compile.h"
#include "report/fake_material.h"

using namespace kotobune;
using namespace kotobune::fuzz;

namespace {

constexpr std::size_t longest = 4096;

void check(const std::string& text, report::BuildKind kind) {
  static const report::FakeMaterial material;
  const report::SourceText source("draft.md", text);
  const auto compiled = report::compile(source, material, kind);
  if (!compiled.ok()) return;
  for (const auto& one : compiled->diagnostics) require(one.line >= 1 && one.column >= 1);
  if (kind == report::BuildKind::release && report::count_errors(compiled->diagnostics) > 0) {
    require(!compiled->document.has_value());
  }
  const auto again = report::compile(source, material, kind);
  require(again.ok() && again->diagnostics.size() == compiled->diagnostics.size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > longest) return 0;
  const std::string text(as_chars(ByteView(data, size)));
  check(text, report::BuildKind::internal_draft);
  check(text, report::BuildKind::release);
  return 0;
}
