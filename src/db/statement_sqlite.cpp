// Prepared statements; see database.h.
#include "db/connection_sqlite.h"
#include "db/errors.h"

namespace kotobune::db {

struct Statement::Impl {
  Database::Impl& database;
  sqlite3_stmt* handle;
  bool running = false;

  Impl(Database::Impl& owner, sqlite3_stmt* made) : database(owner), handle(made) {}
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;
  ~Impl() { sqlite3_finalize(handle); }
  void bound(int code) const { ensure(code == SQLITE_OK, "a parameter exists and may be bound"); }
};

Result<Statement> Database::prepare(std::string_view sql) {
  sqlite3_stmt* statement = nullptr;
  const char* rest = nullptr;
  impl_->begin_statement();
  TRY(impl_->check(sqlite3_prepare_v3(impl_->handle, sql.data(), static_cast<int>(sql.size()),
                                      SQLITE_PREPARE_PERSISTENT, &statement, &rest)));
  auto made = std::make_unique<Statement::Impl>(*impl_, statement);
  const std::string_view more(rest, static_cast<std::size_t>(sql.data() + sql.size() - rest));
  if (statement == nullptr || more.find_first_not_of(" \t\r\n;") != std::string_view::npos) {
    return Error(errors::query_wrong, {{"why", "it is not exactly one statement"}});
  }
  return Statement(std::move(made));
}

Statement::Statement(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Statement::Statement(Statement&&) noexcept = default;
Statement& Statement::operator=(Statement&&) noexcept = default;
Statement::~Statement() = default;

Statement& Statement::bind(int index, std::nullptr_t) {
  impl_->bound(sqlite3_bind_null(impl_->handle, index));
  return *this;
}

Statement& Statement::bind(int index, std::int64_t value) {
  impl_->bound(sqlite3_bind_int64(impl_->handle, index, value));
  return *this;
}

Statement& Statement::bind(int index, double value) {
  impl_->bound(sqlite3_bind_double(impl_->handle, index, value));
  return *this;
}

// SQLite reads a null pointer as NULL, and an empty view may hold one: "" and NULL must differ.
Statement& Statement::bind(int index, std::string_view text) {
  const char* data = text.data() == nullptr ? "" : text.data();
  impl_->bound(sqlite3_bind_text64(impl_->handle, index, data, text.size(), SQLITE_TRANSIENT,
                                   SQLITE_UTF8));
  return *this;
}

Statement& Statement::bind(int index, ByteView bytes) {
  const void* data = bytes.data() == nullptr ? static_cast<const void*>("") : bytes.data();
  impl_->bound(
      sqlite3_bind_blob64(impl_->handle, index, data, bytes.size(), SQLITE_TRANSIENT));
  return *this;
}

Statement& Statement::bind(int index, const Value& value) {
  struct Binder {
    Statement& statement;
    int index;
    void operator()(std::nullptr_t) const { statement.bind(index, nullptr); }
    void operator()(std::int64_t number) const { statement.bind(index, number); }
    void operator()(double number) const { statement.bind(index, number); }
    void operator()(const std::string& text) const {
      statement.bind(index, std::string_view(text));
    }
    void operator()(const Bytes& bytes) const { statement.bind(index, ByteView(bytes)); }
  };
  std::visit(Binder{*this, index}, value);
  return *this;
}

Result<bool> Statement::step() {
  if (!impl_->running) impl_->database.begin_statement();
  impl_->running = true;
  const int code = sqlite3_step(impl_->handle);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) {
    reset();
    return false;
  }
  Error error = impl_->database.error(code);
  reset();
  return error;
}

Status Statement::run() {
  for (;;) {
    TRY_LET(row, step());
    if (!row) return {};
  }
}

void Statement::reset() {
  sqlite3_reset(impl_->handle);  // repeats the code that step() has returned already
  impl_->running = false;
}

int Statement::columns() const { return sqlite3_column_count(impl_->handle); }

std::string_view Statement::column_name(int column) const {
  return sqlite3_column_name(impl_->handle, column);
}

bool Statement::is_null(int column) const {
  return sqlite3_column_type(impl_->handle, column) == SQLITE_NULL;
}

std::int64_t Statement::integer(int column) const {
  return sqlite3_column_int64(impl_->handle, column);
}

double Statement::real(int column) const { return sqlite3_column_double(impl_->handle, column); }

std::string_view Statement::text(int column) const {
  const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(impl_->handle, column));
  if (text == nullptr) return {};
  return {text, static_cast<std::size_t>(sqlite3_column_bytes(impl_->handle, column))};
}

ByteView Statement::bytes(int column) const {
  const auto* bytes = static_cast<const std::uint8_t*>(sqlite3_column_blob(impl_->handle, column));
  if (bytes == nullptr) return {};
  return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(impl_->handle, column))};
}

Value Statement::value(int column) const {
  switch (sqlite3_column_type(impl_->handle, column)) {
    case SQLITE_INTEGER:
      return integer(column);
    case SQLITE_FLOAT:
      return real(column);
    case SQLITE_TEXT:
      return std::string(text(column));
    case SQLITE_BLOB:
      return Bytes(bytes(column).begin(), bytes(column).end());
    default:
      return nullptr;
  }
}

}  // namespace kotobune::db
