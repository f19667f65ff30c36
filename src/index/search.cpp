// Search: count first, then the best hits, each with the place where it matches.
//
// Rights stand in the same statement as the match (X5): a hit that may not be seen is neither
// counted nor ranked nor cut into a snippet.
#include <algorithm>

#include "base/text.h"
#include "index/impl.h"
#include "text/highlight.h"

namespace kotobune::index {
namespace {

constexpr std::size_t before_bytes = 90;   // of a snippet, in front of its first match
constexpr std::size_t snippet_bytes = 360; // UTF-8: 120 characters of Burmese, 360 of English

bool is_continuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

// Moves forward to the beginning of a character.
std::size_t to_character(std::string_view text, std::size_t at) {
  while (at < text.size() && is_continuation(text[at])) ++at;
  return std::min(at, text.size());
}

void cut_snippet(std::string_view page, const text::Query& query, Hit& hit) {
  const auto ranges = text::highlight(page, query);
  const std::size_t first = ranges.empty() ? 0 : ranges.front().start;
  std::size_t from = to_character(page, first > before_bytes ? first - before_bytes : 0);
  if (from > 0) {
    // Begin at a word where one begins nearby; scripts without spaces begin at any character.
    const auto space = page.substr(from, first - from).find_first_of(" \n");
    if (space != std::string_view::npos) from += space + 1;
  }
  const std::size_t to = to_character(page, std::min(page.size(), from + snippet_bytes));
  hit.snippet = std::string(page.substr(from, to - from));
  std::replace_if(hit.snippet.begin(), hit.snippet.end(),
                  [](char byte) { return byte >= '\t' && byte <= '\r'; }, ' ');
  for (const auto& range : ranges) {
    if (range.start >= to) break;
    if (range.end <= from) continue;
    hit.marks.emplace_back(std::max(range.start, from) - from, std::min(range.end, to) - from);
  }
}

}  // namespace

Result<SearchResult> Index::search(const Reader& reader, std::string_view typed, int limit,
                                   int offset) {
  TRY_LET(query, text::parse_query(typed));
  TRY(impl_->admit(reader));
  TRY(impl_->weigh(reader));
  SearchResult out;
  // Where all may be seen, the texts' places need not be looked up to count.
  const std::string rights =
      impl_->all_visible
          ? ""
          : " AND (SELECT visible(p.ex) FROM place p WHERE p.rid = unit_fts.rowid)";
  TRY_LET(total, impl_->sql.number(
      "SELECT count(*) FROM unit_fts WHERE unit_fts MATCH ?1" + rights, 0, query.match));
  out.total = total;
  if (total == 0 || limit <= 0) return out;
  struct Found {
    std::int64_t rid;
    double rank;
  };
  std::vector<Found> found;
  TRY(impl_->sql.each("SELECT rowid, rank FROM unit_fts WHERE unit_fts MATCH ?1" + rights +
                          " ORDER BY rank LIMIT ?2 OFFSET ?3",
                      [&](db::Statement& row) {
                        found.push_back({row.integer(0), row.real(1)});
                      },
                      query.match, limit, offset));
  TRY_LET(book, impl_->facts());
  for (const auto& one : found) {
    Hit hit;
    hit.rank = one.rank;
    TRY(impl_->sql.each("SELECT h.exhibit, p.page, p.drv, u.text, e.title FROM place p "
                        "JOIN handle h ON h.ex = p.ex JOIN unit u ON u.rid = p.rid "
                        "JOIN exhibit e ON e.id = h.exhibit WHERE p.rid = ?1",
                        [&](db::Statement& row) {
                          hit.exhibit = text(row, 0);
                          hit.page = row.integer(1);
                          hit.derivative_sha256 = text(row, 2);
                          cut_snippet(row.text(3), query, hit);
                          hit.title = text(row, 4);
                        },
                        one.rid));
    if (const auto* known = book->exhibit(hit.exhibit)) hit.number = known->number;
    out.hits.push_back(std::move(hit));
  }
  return out;
}

}  // namespace kotobune::index
