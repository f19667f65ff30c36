#include "index/index.h"

#include <algorithm>

#include "index/errors.h"
#include "index/impl.h"
#include "index/schema_sql.h"
#include "text/tokenize.h"

namespace kotobune::index {
namespace {

// The tokenizer of text/ at SQLite's door.
class SearchTokenizer : public db::Tokenizer {
 public:
  void tokenize(std::string_view source, Mode mode, const Emit& emit) override {
    const auto as = mode == Mode::query ? text::TokenizeMode::query : text::TokenizeMode::document;
    text::tokenize(source, as, [&](const text::Token& token) {
      emit(token.text, token.start_byte, token.end_byte, token.colocated);
    });
  }
};

std::string version() {
  return std::to_string(projection_version) + "." + std::to_string(text::tokenizer_version);
}

}  // namespace

Index::Index(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Index::~Index() = default;

Status Index::Impl::prepare_functions() {
  TRY(database.add_tokenizer("kotobune", [](const std::vector<std::string>&) {
    return std::make_unique<SearchTokenizer>();
  }));
  TRY(database.add_function("readable", 1, [this](const db::Arguments& arguments) {
    return Result<db::Value>(db::Value(std::int64_t{readable(arguments.integer(0)) ? 1 : 0}));
  }));
  return database.add_function("visible", 1, [this](const db::Arguments& arguments) {
    const auto ex = static_cast<std::size_t>(arguments.integer(0));
    const bool yes = ex < visible_handles.size() && visible_handles[ex];
    return Result<db::Value>(db::Value(std::int64_t{yes ? 1 : 0}));
  });
}

bool Index::Impl::readable(std::int64_t compartment) const {
  const auto at = static_cast<std::size_t>(compartment);
  return at < open_compartments.size() && open_compartments[at];
}

Status Index::Impl::make_tables(Load load) {
  TRY(database.exec(schema_sql));
  if (load == Load::daily) TRY(database.exec(schema_late_sql));
  return sql.run("INSERT INTO meta(key, value) VALUES ('version', ?1)", version());
}

Status Index::Impl::drop_tables() {
  sql.forget();
  changed();
  std::vector<std::string> names;
  {
    Statements once(database);
    // The tables behind unit_fts go with it.
    TRY(once.each("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' "
                  "AND name NOT LIKE 'unit_fts_%' ORDER BY name <> 'unit_fts', name",
                  [&](db::Statement& row) { names.push_back(text(row, 0)); }));
  }
  for (const auto& name : names) TRY(database.exec("DROP TABLE \"" + name + "\""));
  return {};
}

Result<std::unique_ptr<Index>> Index::open(World& world, const std::string& path, ByteView key,
                                           Load load) {
  db::Options options;
  options.durability = db::Durability::rebuildable;
  options.cache_bytes = load == Load::rebuild ? 64u << 20 : 4u << 20;
  TRY_LET(database, db::Database::open(world, path, key, options));
  std::unique_ptr<Index> index(new Index(std::make_unique<Impl>(std::move(database))));
  Impl& impl = *index->impl_;
  TRY(impl.prepare_functions());
  std::string found;
  TRY_LET(made, impl.sql.number("SELECT count(*) FROM sqlite_schema WHERE name = 'meta'", 0));
  if (made > 0) {
    TRY(impl.sql.each("SELECT value FROM meta WHERE key = 'version'",
                      [&](db::Statement& row) { found = text(row, 0); }));
  }
  if (found != version()) TRY(index->clear());
  return index;
}

Status Index::clear() {
  impl_->sql.forget();
  TRY_LET(transaction, db::Transaction::begin(impl_->database));
  TRY(impl_->drop_tables());
  TRY(impl_->make_tables(Load::daily));
  return transaction.commit();
}

Status Index::apply(std::span<const Input> inputs) {
  impl_->changed();
  TRY_LET(transaction, db::Transaction::begin(impl_->database));
  Projector projector(impl_->sql, Load::daily);
  TRY(projector.load());
  for (const auto& input : inputs) TRY(projector.put(input));
  TRY(projector.save_cursor());
  return transaction.commit();
}

Status Index::rebuild(const std::function<Status(const Put&)>& read) {
  impl_->sql.forget();
  TRY_LET(transaction, db::Transaction::begin(impl_->database));
  TRY(impl_->drop_tables());
  TRY(impl_->make_tables(Load::rebuild));
  Projector projector(impl_->sql, Load::rebuild);
  TRY(projector.load());
  TRY(read([&](const Input& input) { return projector.put(input); }));
  impl_->sql.forget();
  TRY(impl_->database.exec(schema_late_sql));
  TRY(projector.settle());
  impl_->changed();
  return transaction.commit();
}

Result<Cursor> Index::cursor() {
  Cursor out;
  TRY(impl_->sql.each("SELECT log, next FROM log WHERE next > 0",
                      [&](db::Statement& row) { out[text(row, 0)] = row.integer(1); }));
  return out;
}

Status Index::set_logs(const std::vector<LogName>& logs) {
  impl_->changed();
  TRY_LET(transaction, db::Transaction::begin(impl_->database));
  TRY(impl_->sql.run("UPDATE log SET prefix = '', person = ''"));
  for (const auto& log : logs) {
    TRY(impl_->sql.run("INSERT INTO log(log, next, prefix, person) VALUES (?1, 0, ?2, ?3) "
                       "ON CONFLICT(log) DO UPDATE SET prefix = ?2, person = ?3",
                       log.log, log.prefix, log.person));
    TRY(impl_->sql.run("UPDATE record SET published = 1 WHERE published = 0 AND idx < ?2 "
                       "AND log = (SELECT nr FROM log WHERE log = ?1)",
                       log.log, log.published));
  }
  return transaction.commit();
}

Status Index::add_text(std::string_view exhibit_id, std::string_view derivative_sha256,
                       const std::vector<std::string>& pages) {
  std::size_t bytes = 0;
  for (const auto& page : pages) bytes += page.size();
  if (bytes > text_limit_bytes) {
    return Error(errors::text_too_long, {{"limit", std::to_string(text_limit_bytes)}});
  }
  Statements& sql = impl_->sql;
  TRY_LET(erased, sql.number("SELECT count(*) FROM erased WHERE id = ?1 OR id IN "
                             "(SELECT id FROM derivative WHERE sha256 = ?2 AND exhibit = ?1)",
                             0, exhibit_id, derivative_sha256));
  if (erased > 0) return Error(errors::text_of_erased);
  impl_->changed();
  TRY_LET(transaction, db::Transaction::begin(impl_->database));
  TRY(remove_text(sql, exhibit_id, derivative_sha256));
  TRY(sql.run("INSERT OR IGNORE INTO handle(exhibit) VALUES (?1)", exhibit_id));
  TRY_LET(ex, sql.number("SELECT ex FROM handle WHERE exhibit = ?1", 0, exhibit_id));
  std::int64_t number = 0;
  for (const auto& page : pages) {
    ++number;
    if (page.empty()) continue;
    TRY(sql.run("INSERT INTO place(ex, page, drv) VALUES (?1, ?2, ?3)", ex, number,
                derivative_sha256));
    const std::int64_t rid = impl_->database.last_row_id();
    TRY(sql.run("INSERT INTO unit(rid, text) VALUES (?1, ?2)", rid, page));
    TRY(sql.run("INSERT INTO unit_fts(rowid, text) VALUES (?1, ?2)", rid, page));
  }
  return transaction.commit();
}

Result<bool> Index::has_text(std::string_view exhibit_id, std::string_view derivative_sha256) {
  TRY_LET(count, impl_->sql.number(
      "SELECT count(*) FROM place p JOIN handle h ON h.ex = p.ex WHERE h.exhibit = ?1 "
      "AND p.drv = ?2", 0, exhibit_id, derivative_sha256));
  return count > 0;
}

Status Index::scrub() {
  TRY(impl_->sql.run("INSERT INTO unit_fts(unit_fts) VALUES ('optimize')"));
  impl_->sql.forget();
  TRY(impl_->database.exec("VACUUM"));
  return impl_->database.checkpoint();
}

Status Index::Impl::admit(const Reader& reader) {
  if (!compartments_known) {
    compartments.clear();
    TRY(sql.each("SELECT nr, name FROM compartment", [&](db::Statement& row) {
      const auto at = static_cast<std::size_t>(row.integer(0));
      if (compartments.size() <= at) compartments.resize(at + 1);
      compartments[at] = text(row, 1);
    }));
    compartments_known = true;
  }
  open_compartments.assign(compartments.size(), false);
  for (std::size_t at = 0; at < compartments.size(); ++at) {
    open_compartments[at] = !compartments[at].empty() &&
        std::find(reader.compartments.begin(), reader.compartments.end(), compartments[at]) !=
            reader.compartments.end();
  }
  return {};
}

Result<const FactBook*> Index::Impl::facts() {
  if (!facts_) {
    TRY_LET(book, FactBook::read(sql));
    facts_ = std::move(book);
  }
  return &*facts_;
}

Status Index::Impl::weigh(const Reader& reader) {
  if (weighed_for && *weighed_for == reader) return {};
  weighed_for.reset();
  TRY_LET(book, facts());
  visible_handles.clear();
  all_visible = true;
  TRY(sql.each("SELECT h.ex, h.exhibit, coalesce(e.comp, 0) FROM handle h "
               "LEFT JOIN exhibit e ON e.id = h.exhibit",
               [&](db::Statement& row) {
                 const auto ex = static_cast<std::size_t>(row.integer(0));
                 if (visible_handles.size() <= ex) visible_handles.resize(ex + 1);
                 const bool yes = readable(row.integer(2)) && book->visible(reader, row.text(1));
                 visible_handles[ex] = yes;
                 all_visible = all_visible && yes;
               }));
  weighed_for = reader;
  return {};
}

}  // namespace kotobune::index
