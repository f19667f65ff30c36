// Originals that are read in our own code: plain text, Markdown, CSV, HTML, e-mail. What comes out
// is UTF-8, with pages that end in order and at its end. First byte: the kind.
#include "base/text.h"
#include "intake/extract.h"
#include "intake/mime.h"
#include "law.h"

using namespace kotobune;
using namespace kotobune::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto input = take(data, size);
  constexpr const char* kinds[] = {"text/plain", "text/markdown", "text/csv", "text/html",
                                   "message/rfc822"};
  static_cast<void>(intake::sniff_mime(input.bytes, "name"));
  const auto extracted = intake::extract_text(kinds[input.choice % 5], input.bytes);
  if (!extracted.ok() || !*extracted) return 0;
  require(is_utf8((*extracted)->text));
  std::size_t last = 0;
  for (const auto end : (*extracted)->page_ends_code_points) {
    require(end >= last);
    last = end;
  }
  require(last <= (*extracted)->text.size());
  return 0;
}
