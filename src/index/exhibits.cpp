// Questions about exhibits. Every statement leaves closed compartments out by readable(comp).
#include <algorithm>

#include "base/text.h"
#include "index/errors.h"
#include "index/impl.h"

namespace kotobune::index {

namespace {

constexpr std::string_view exhibit_columns =
    "SELECT e.id, l.prefix, e.no, e.title, e.name, e.path, e.mime, e.sha256, e.lang, e.batch, "
    "e.size, e.ms, e.comp, EXISTS(SELECT 1 FROM handle h JOIN place p ON p.ex = h.ex "
    "WHERE h.exhibit = e.id), r.published "
    "FROM exhibit e JOIN log l ON l.nr = e.log JOIN record r ON r.id = e.id "
    "WHERE readable(e.comp) AND ";

std::string number_of(std::string_view prefix, std::int64_t no) {
  std::string digits = std::to_string(no);
  if (digits.size() < 4) digits.insert(0, 4 - digits.size(), '0');
  return prefix.empty() ? digits : std::string(prefix) + "-" + digits;
}

}  // namespace

// `first` is bound to ?1, `second` and `third` to ?2 and ?3; a condition uses what it needs.
Result<std::vector<ExhibitRow>> Index::Impl::exhibits(const Reader& reader,
                                                      std::string_view condition,
                                                      std::string_view first, std::int64_t second,
                                                      std::int64_t third) {
  TRY(admit(reader));
  TRY_LET(book, facts());
  std::vector<ExhibitRow> out;
  const std::string query = std::string(exhibit_columns) + std::string(condition) +
      " AND coalesce(?1, ?2, ?3) IS NOT NULL ORDER BY l.prefix, e.no, e.id";
  TRY(sql.each(query,
               [&](db::Statement& row) {
                 ExhibitRow one;
                 one.id = text(row, 0);
                 one.number = number_of(row.text(1), row.integer(2));
                 one.title = text(row, 3);
                 one.name = text(row, 4);
                 one.path = text(row, 5);
                 one.mime = text(row, 6);
                 one.sha256 = text(row, 7);
                 one.language = text(row, 8);
                 one.batch = text(row, 9);
                 one.size_bytes = row.integer(10);
                 one.sealed_ms = row.integer(11);
                 one.compartment = compartments[static_cast<std::size_t>(row.integer(12))];
                 one.has_text = row.integer(13) != 0;
                 one.published = row.integer(14) != 0;
                 if (const auto* known = book->exhibit(one.id)) {
                   for (const auto& [entity, compartment] : known->sources) {
                     const auto* source = book->by_entity(entity);
                     if (source != nullptr && readable(compartment)) {
                       one.sources.push_back(source->row.code);
                     }
                   }
                 }
                 out.push_back(std::move(one));
               },
               first, second, third));
  return out;
}

Result<std::vector<ExhibitRow>> Index::exhibits(const Reader& reader) {
  return impl_->exhibits(reader, "1", "", 0, 0);
}

Result<ExhibitRow> Index::exhibit(const Reader& reader, std::string_view number) {
  const auto dash = number.rfind('-');
  const auto prefix = dash == std::string_view::npos ? std::string_view() : number.substr(0, dash);
  const auto no = parse_int(dash == std::string_view::npos ? number : number.substr(dash + 1));
  if (no) {
    TRY_LET(rows, impl_->exhibits(reader, "l.prefix = ?1 AND e.no = ?2", prefix, *no, 0));
    // "MS-7" is no spelling of MS-0007: a citation has one form, or a search in texts misses it.
    if (!rows.empty() && rows.front().number == number) return rows.front();
  }
  return Error(errors::no_such_exhibit, {{"number", std::string(number)}});
}

Result<ExhibitRow> Index::exhibit_by_id(const Reader& reader, std::string_view id) {
  TRY_LET(rows, impl_->exhibits(reader, "e.id = ?1", id, 0, 0));
  if (rows.empty()) return Error(errors::no_such_exhibit, {{"number", std::string(id)}});
  return rows.front();
}

Result<std::vector<ExhibitRow>> Index::exhibits_with_sha256(const Reader& reader,
                                                            std::string_view sha256) {
  return impl_->exhibits(reader, "e.sha256 = ?1", sha256, 0, 0);
}

Result<std::vector<ExhibitRow>> Index::exhibits_found_at(const Reader& reader,
                                                         std::string_view path,
                                                         std::int64_t size_bytes,
                                                         std::int64_t mtime_ns) {
  return impl_->exhibits(reader, "e.path = ?1 AND e.size = ?2 AND e.mtime_ns = ?3", path,
                         size_bytes, mtime_ns);
}

Result<std::int64_t> Index::next_exhibit_number(std::string_view log) {
  // Of all compartments: a number given in a closed one is taken all the same.
  return impl_->sql.number("SELECT coalesce(max(e.no), 0) + 1 FROM exhibit e "
                           "JOIN log l ON l.nr = e.log WHERE l.log = ?1", 1, log);
}

Result<std::vector<DerivativeRow>> Index::derivatives(const Reader& reader,
                                                      std::string_view exhibit_id) {
  TRY(impl_->admit(reader));
  std::vector<DerivativeRow> out;
  TRY(impl_->sql.each(
      "SELECT d.id, d.exhibit, d.of_sha256, d.what, d.tool, d.sha256, d.mime, d.unread, d.pages, "
      "d.size FROM derivative d JOIN record r ON r.id = d.id "
      "WHERE d.exhibit = ?1 AND d.current AND readable(d.comp) ORDER BY r.t, d.id",
      [&](db::Statement& row) {
        DerivativeRow one{text(row, 0), text(row, 1), text(row, 2), text(row, 3), text(row, 4),
                          text(row, 5), text(row, 6), text(row, 7), {}, row.integer(9)};
        const auto pages = parse_json(row.text(8));
        if (pages.ok()) {
          for (const auto& end : pages->items()) one.page_ends.push_back(end.int_or(0));
        }
        out.push_back(std::move(one));
      },
      exhibit_id));
  return out;
}

Result<std::vector<DerivativeRow>> Index::texts_missing() {
  std::vector<DerivativeRow> out;
  TRY(impl_->sql.each(
      "SELECT d.id, d.exhibit, d.sha256, d.pages, d.size FROM derivative d WHERE d.what = 'text' "
      "AND d.size > 0 AND d.unread = '' AND NOT EXISTS(SELECT 1 FROM handle h "
      "JOIN place p ON p.ex = h.ex WHERE h.exhibit = d.exhibit AND p.drv = d.sha256) ORDER BY d.id",
      [&](db::Statement& row) {
        DerivativeRow one;
        one.id = text(row, 0);
        one.exhibit = text(row, 1);
        one.sha256 = text(row, 2);
        const auto pages = parse_json(row.text(3));
        if (pages.ok()) {
          for (const auto& end : pages->items()) one.page_ends.push_back(end.int_or(0));
        }
        one.size_bytes = row.integer(4);
        out.push_back(std::move(one));
      }));
  return out;
}

Result<std::vector<PageText>> Index::pages(const Reader& reader, std::string_view exhibit_id) {
  TRY(impl_->admit(reader));
  TRY(impl_->weigh(reader));
  std::vector<PageText> out;
  TRY(impl_->sql.each("SELECT p.page, u.text, p.drv FROM handle h JOIN place p ON p.ex = h.ex "
                      "JOIN unit u ON u.rid = p.rid WHERE h.exhibit = ?1 AND visible(p.ex) "
                      "ORDER BY p.drv, p.page",
                      [&](db::Statement& row) {
                        out.push_back({row.integer(0), text(row, 1), text(row, 2)});
                      },
                      exhibit_id));
  return out;
}

Result<std::vector<CustodyRow>> Index::custody(const Reader& reader, std::string_view exhibit_id) {
  TRY(impl_->admit(reader));
  std::vector<CustodyRow> out;
  TRY(impl_->sql.each("SELECT c.id, c.act, c.day, c.giver, c.taker, c.why, r.person "
                      "FROM custody c JOIN record r ON r.id = c.id WHERE c.exhibit = ?1 "
                      "AND c.current AND readable(c.comp) ORDER BY c.t, c.id",
                      [&](db::Statement& row) {
                        out.push_back({text(row, 0), text(row, 1), text(row, 2), text(row, 3),
                                       text(row, 4), text(row, 5), text(row, 6)});
                      },
                      exhibit_id));
  return out;
}

Result<std::optional<FragmentRow>> Index::fragment(const Reader& reader, std::string_view id) {
  TRY(impl_->admit(reader));
  std::optional<FragmentRow> out;
  TRY(impl_->sql.each("SELECT id, exhibit, drv_sha256, quote, selector FROM fragment "
                      "WHERE id = ?1 AND current AND readable(comp)",
                      [&](db::Statement& row) {
                        auto selector = parse_json(row.text(4));
                        out = FragmentRow{text(row, 0), text(row, 1), text(row, 2), text(row, 3),
                                          selector.ok() ? std::move(*selector) : Json()};
                      },
                      id));
  return out;
}

Result<std::vector<FragmentRow>> Index::fragments(const Reader& reader,
                                                  std::string_view exhibit_id) {
  TRY(impl_->admit(reader));
  std::vector<FragmentRow> out;
  TRY(impl_->sql.each("SELECT id, exhibit, drv_sha256, quote, selector FROM fragment "
                      "WHERE exhibit = ?1 AND current AND readable(comp) ORDER BY id",
                      [&](db::Statement& row) {
                        auto selector = parse_json(row.text(4));
                        out.push_back({text(row, 0), text(row, 1), text(row, 2), text(row, 3),
                                       selector.ok() ? std::move(*selector) : Json()});
                      },
                      exhibit_id));
  return out;
}

}  // namespace kotobune::index
