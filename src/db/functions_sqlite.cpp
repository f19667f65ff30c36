// Functions and tokenizers that other rooms lend to SQL; see value.h and tokenizer.h.
#include "db/connection_sqlite.h"
#include "db/errors.h"

namespace kotobune::db {
namespace {

class CallArguments : public Arguments {
 public:
  CallArguments(int count, sqlite3_value** values) : count_(count), values_(values) {}
  int count() const override { return count_; }
  bool is_null(int index) const override {
    return sqlite3_value_type(at(index)) == SQLITE_NULL;
  }
  std::int64_t integer(int index) const override { return sqlite3_value_int64(at(index)); }
  double real(int index) const override { return sqlite3_value_double(at(index)); }
  std::string_view text(int index) const override {
    const auto* text = reinterpret_cast<const char*>(sqlite3_value_text(at(index)));
    if (text == nullptr) return {};
    return {text, static_cast<std::size_t>(sqlite3_value_bytes(at(index)))};
  }
  ByteView bytes(int index) const override {
    const auto* bytes = static_cast<const std::uint8_t*>(sqlite3_value_blob(at(index)));
    if (bytes == nullptr) return {};
    return {bytes, static_cast<std::size_t>(sqlite3_value_bytes(at(index)))};
  }

 private:
  sqlite3_value* at(int index) const {
    ensure(index >= 0 && index < count_, "a function reads an argument it was given");
    return values_[index];
  }
  int count_;
  sqlite3_value** values_;
};

struct Lent {
  Database::Impl& database;
  Function function;
};

struct Answer {
  sqlite3_context* context;
  void operator()(std::nullptr_t) const { sqlite3_result_null(context); }
  void operator()(std::int64_t number) const { sqlite3_result_int64(context, number); }
  void operator()(double number) const { sqlite3_result_double(context, number); }
  void operator()(const std::string& text) const {
    sqlite3_result_text64(context, text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
  }
  void operator()(const Bytes& bytes) const {
    const void* data = bytes.empty() ? static_cast<const void*>("") : bytes.data();
    sqlite3_result_blob64(context, data, bytes.size(), SQLITE_TRANSIENT);
  }
};

void call(sqlite3_context* context, int count, sqlite3_value** values) noexcept {
  auto& lent = *static_cast<Lent*>(sqlite3_user_data(context));
  const auto result = lent.function(CallArguments(count, values));
  if (!result.ok()) {
    lent.database.function_error = result.error();
    sqlite3_result_error(context, "a function refused", -1);
    return;
  }
  std::visit(Answer{context}, *result);
}

void drop_function(void* lent) noexcept { delete static_cast<Lent*>(lent); }

int make_tokenizer(void* lent, const char** words, int count, Fts5Tokenizer** out) noexcept {
  const std::vector<std::string> arguments(words, words + count);
  auto made = (*static_cast<MakeTokenizer*>(lent))(arguments);
  if (made == nullptr) return SQLITE_ERROR;
  *out = reinterpret_cast<Fts5Tokenizer*>(made.release());
  return SQLITE_OK;
}

void drop_tokenizer(Fts5Tokenizer* tokenizer) noexcept {
  delete reinterpret_cast<Tokenizer*>(tokenizer);
}

using TakeToken = int (*)(void*, int, const char*, int, int, int);

int tokenize(Fts5Tokenizer* tokenizer, void* context, int flags, const char* text, int size,
             TakeToken take) noexcept {
  // Snippets and highlights (AUX) read a document again and must see the document's tokens.
  const auto mode = (flags & FTS5_TOKENIZE_QUERY) != 0 ? Tokenizer::Mode::query
                                                       : Tokenizer::Mode::document;
  int code = SQLITE_OK;
  const Tokenizer::Emit emit = [&](std::string_view token, std::size_t start, std::size_t end,
                                   bool colocated) {
    if (code != SQLITE_OK) return;
    code = take(context, colocated ? FTS5_TOKEN_COLOCATED : 0, token.data(),
                static_cast<int>(token.size()), static_cast<int>(start), static_cast<int>(end));
  };
  const std::string_view view(text == nullptr ? "" : text, static_cast<std::size_t>(size));
  reinterpret_cast<Tokenizer*>(tokenizer)->tokenize(view, mode, emit);
  return code;
}

void drop_maker(void* lent) noexcept { delete static_cast<MakeTokenizer*>(lent); }

// How SQLite hands out the interface of its full-text search.
Result<fts5_api*> fts5_of(Database::Impl& database) {
  fts5_api* api = nullptr;
  sqlite3_stmt* statement = nullptr;
  TRY(database.check(
      sqlite3_prepare_v2(database.handle, "SELECT fts5(?1)", -1, &statement, nullptr)));
  sqlite3_bind_pointer(statement, 1, &api, "fts5_api_ptr", nullptr);
  sqlite3_step(statement);
  TRY(database.check(sqlite3_finalize(statement)));
  if (api == nullptr) {
    return Error(errors::database_failed, {{"path", database.vfs->store().path()},
                                           {"why", "this SQLite lacks FTS5"}});
  }
  return api;
}

}  // namespace

Status Database::add_function(const std::string& name, int arguments, Function function) {
  auto lent = std::make_unique<Lent>(Lent{*impl_, std::move(function)});
  // SQLite owns it from here on, also where it refuses.
  return impl_->check(sqlite3_create_function_v2(
      impl_->handle, name.c_str(), arguments,
      SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, lent.release(), call, nullptr,
      nullptr, drop_function));
}

Status Database::add_tokenizer(const std::string& name, MakeTokenizer make) {
  TRY_LET(api, fts5_of(*impl_));
  fts5_tokenizer functions{make_tokenizer, drop_tokenizer, tokenize};
  auto lent = std::make_unique<MakeTokenizer>(std::move(make));
  const int code = api->xCreateTokenizer(api, name.c_str(), lent.get(), &functions, drop_maker);
  if (code == SQLITE_OK) (void)lent.release();  // SQLite drops it with the connection
  return impl_->check(code);
}

}  // namespace kotobune::db
