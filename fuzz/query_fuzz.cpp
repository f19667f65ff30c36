// What people type to find and to count, and the texts that are searched: the search box, the
// questions of a report, the cutting into words, matching of quotations and names.
#include "base/text.h"
#include "index/question.h"
#include "law.h"
#include "text/names.h"
#include "text/query.h"
#include "text/quote.h"
#include "text/sentences.h"
#include "text/tokenize.h"

using namespace kotobune;
using namespace kotobune::fuzz;

namespace {

// Nothing of what was typed may reach FTS5 outside quotation marks but its own joining words.
void check_search(std::string_view typed) {
  const auto query = text::parse_query(typed);
  if (!query.ok()) return;
  bool quoted = false;
  std::string outside;
  for (const char c : query->match) {
    if (c == '"') {
      quoted = !quoted;
    } else if (!quoted) {
      outside.push_back(c);
    }
  }
  require(!quoted);
  for (const char c : outside) {
    require(std::string_view("ANDORT ()*+").find(c) != std::string_view::npos);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto input = take(data, size);
  const auto typed = input.text();
  if (!is_utf8(typed)) return 0;
  switch (input.choice % 4) {
    case 0: check_search(typed); break;
    case 1: static_cast<void>(index::parse_question(typed).ok()); break;
    case 2: {
      static const auto matcher = text::NameMatcher::make({"Daw Khin", "ဒေါ်ခင်", "Somchai"});
      require(matcher.ok());
      const auto hits = matcher->find(typed);
      if (!hits.ok()) break;
      for (const auto& [name, range, match] : *hits) {
        require(range.start < range.end && range.end <= typed.size());
      }
      break;
    }
    default: {
      const auto cut = text::sentences(typed);
      if (!cut.ok()) break;
      std::size_t last = 0;
      for (const auto& range : *cut) {
        require(range.start >= last && range.end >= range.start && range.end <= typed.size());
        last = range.end;
      }
    }
  }
  return 0;
}
