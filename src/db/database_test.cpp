// What a database gives back, and what it refuses.
#include "db/database.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

#include "base/errors.h"
#include "base/fake_world.h"
#include "db/errors.h"

using namespace kotobune;
using namespace kotobune::db;

namespace {

const std::string path = "case/.local/index.db";
const Bytes key(32, 0x11);

struct Fixture {
  FakeWorld fake;
  Fixture() { REQUIRE(fake.disk.make_directory("case/.local").ok()); }
  Result<Database> open(const Options& options = {}) {
    return Database::open(fake.world, path, key, options);
  }
  Database must_open(const Options& options = {}) {
    auto opened = open(options);
    if (!opened.ok()) MESSAGE(opened.error().sentence());
    REQUIRE(opened.ok());
    return std::move(opened).value();
  }
};

std::string one(Database& database, std::string_view sql) {
  auto statement = database.prepare(sql);
  REQUIRE(statement.ok());
  REQUIRE(statement->step().value());
  return std::string(statement->text(0));
}

}  // namespace

TEST_CASE("values come back as they were bound") {
  Fixture fixture;
  const std::string text("ကခ\0x", 8);
  const Bytes bytes{0, 1, 255};
  {
    Database database = fixture.must_open();
    REQUIRE(database.exec("CREATE TABLE t(a, b, c, d, e, f); -- a comment\n").ok());
    auto insert = database.prepare("INSERT INTO t VALUES(?1, ?2, ?3, ?4, ?5, ?6)");
    REQUIRE(insert.ok());
    insert->bind(1, std::int64_t{1} << 60).bind(2, text).bind(3, bytes).bind(4, nullptr);
    insert->bind(5, 0.5).bind(6, std::string_view());
    REQUIRE(insert->run().ok());
    CHECK(database.changed_rows() == 1);
    CHECK(database.last_row_id() == 1);
  }
  Database database = fixture.must_open();
  auto select = database.prepare("SELECT a, b, c, d, e, f FROM t");
  REQUIRE(select.ok());
  REQUIRE(select->step().value());
  CHECK(select->columns() == 6);
  CHECK(select->column_name(1) == "b");
  CHECK(select->integer(0) == std::int64_t{1} << 60);
  CHECK(select->text(1) == text);
  CHECK(Bytes(select->bytes(2).begin(), select->bytes(2).end()) == bytes);
  CHECK(select->is_null(3));
  CHECK(select->real(4) == 0.5);
  CHECK_FALSE(select->is_null(5));
  CHECK(select->value(1) == Value(text));
  CHECK(select->value(3) == Value(nullptr));
  CHECK_FALSE(select->step().value());
}

TEST_CASE("a transaction that is not committed leaves nothing, an inner one undoes itself alone") {
  Fixture fixture;
  Database database = fixture.must_open();
  REQUIRE(database.exec("CREATE TABLE t(a)").ok());
  {
    auto lost = Transaction::begin(database);
    REQUIRE(lost.ok());
    REQUIRE(database.exec("INSERT INTO t VALUES(1)").ok());
  }
  CHECK(one(database, "SELECT count(*) FROM t") == "0");
  auto outer = Transaction::begin(database);
  REQUIRE(outer.ok());
  REQUIRE(database.exec("INSERT INTO t VALUES(2)").ok());
  {
    auto inner = Transaction::begin(database);
    REQUIRE(inner.ok());
    REQUIRE(database.exec("INSERT INTO t VALUES(3)").ok());
  }
  {
    auto inner = Transaction::begin(database);
    REQUIRE(inner.ok());
    REQUIRE(database.exec("INSERT INTO t VALUES(4)").ok());
    REQUIRE(inner->commit().ok());
  }
  REQUIRE(outer->commit().ok());
  CHECK(one(database, "SELECT group_concat(a) FROM t") == "2,4");
}

TEST_CASE("SQL that is wrong, or more than one statement, is refused with its reason") {
  Fixture fixture;
  Database database = fixture.must_open();
  CHECK(database.exec("SELEC 1").error().is(db::errors::query_wrong));
  CHECK(database.prepare("SELECT 1; SELECT 2").error().is(db::errors::query_wrong));
  CHECK(database.prepare("").error().is(db::errors::query_wrong));
  CHECK(database.prepare("SELECT 1; \n").ok());
  REQUIRE(database.exec("CREATE TABLE t(a UNIQUE)").ok());
  CHECK(database.exec("INSERT INTO t VALUES(1),(1)").error().is(db::errors::constraint_broken));
}

TEST_CASE("no second process and no second door: the file is locked while it is open") {
  Fixture fixture;
  Database database = fixture.must_open();
  CHECK(fixture.open().error().is(kotobune::errors::file_locked));
  CHECK(Database::remove(fixture.fake.world, path).error().is(kotobune::errors::file_locked));
}

TEST_CASE("a removed database is gone and a new one starts empty, under another key") {
  Fixture fixture;
  { REQUIRE(fixture.must_open().exec("CREATE TABLE t(a)").ok()); }
  REQUIRE(Database::remove(fixture.fake.world, path).ok());
  CHECK_FALSE(fixture.fake.disk.exists(path));
  auto opened = Database::open(fixture.fake.world, path, Bytes(32, 0x22), {});
  REQUIRE(opened.ok());
  CHECK(one(*opened, "SELECT count(*) FROM sqlite_schema") == "0");
}

TEST_CASE("a reader sees what was committed, keeps its view, and cannot write") {
  Fixture fixture;
  Database database = fixture.must_open();
  REQUIRE(database.exec("CREATE TABLE t(a); INSERT INTO t VALUES(1)").ok());
  auto reader = database.reader();
  REQUIRE(reader.ok());
  CHECK(reader->exec("INSERT INTO t VALUES(9)").error().is(db::errors::query_forbidden));
  auto look = reader->prepare("SELECT count(*) FROM t");
  REQUIRE(look.ok());
  {
    auto view = reader->prepare("SELECT a FROM t");
    REQUIRE(view->step().value());
    REQUIRE(database.exec("INSERT INTO t VALUES(2)").ok());
    REQUIRE(look->step().value());
    CHECK(look->integer(0) == 1);  // one view as long as a statement of it runs
    look->reset();
    CHECK(database.checkpoint().error().is(db::errors::database_busy));
  }
  REQUIRE(look->step().value());
  CHECK(look->integer(0) == 2);
  look->reset();
  CHECK(database.checkpoint().ok());
}

TEST_CASE("readers on their own threads and one writer get along") {
  Fixture fixture;
  Database database = fixture.must_open({Durability::rebuildable, 1u << 20});
  REQUIRE(database.exec("CREATE TABLE t(a, b); INSERT INTO t VALUES(0, 0)").ok());
  std::vector<std::thread> threads;
  std::atomic<int> wrong{0};
  std::atomic<bool> done{false};
  for (int i = 0; i < 3; ++i) {
    auto reader = database.reader();
    REQUIRE(reader.ok());
    threads.emplace_back([&, connection = std::move(reader).value()]() mutable {
      auto look = connection.prepare("SELECT sum(a) = sum(b) FROM t");
      while (!done) {
        const auto row = look->step();
        if (!row.ok() || !*row || look->integer(0) != 1) ++wrong;
        look->reset();
      }
    });
  }
  for (int i = 1; i <= 400; ++i) {
    const auto values = std::to_string(i) + "," + std::to_string(i);
    CHECK(database.exec("INSERT INTO t VALUES(" + values + ")").ok());
  }
  done = true;
  for (std::thread& thread : threads) thread.join();
  CHECK(wrong == 0);
  CHECK(database.check().ok());
}

TEST_CASE("sorting more than the cache, vacuuming and indexes need no file of plaintext") {
  Fixture fixture;
  Database database = fixture.must_open({Durability::rebuildable, 64u << 10});
  REQUIRE(database.exec("CREATE TABLE t(a, b)").ok());
  {
    auto transaction = Transaction::begin(database);
    auto insert = database.prepare("INSERT INTO t VALUES(?1, ?2)");
    for (int i = 0; i < 20'000; ++i) {
      insert->bind(1, (i * 7919) % 20'000).bind(2, "a witness said something " + std::to_string(i));
      REQUIRE(insert->run().ok());
    }
    REQUIRE(transaction->commit().ok());
  }
  REQUIRE(database.exec("CREATE INDEX i ON t(b)").ok());
  CHECK(one(database, "SELECT a FROM t ORDER BY a DESC, b LIMIT 1") == "19999");
  REQUIRE(database.exec("DELETE FROM t WHERE a % 3 = 0").ok());
  const Status vacuumed = database.exec("VACUUM");
  if (!vacuumed.ok()) MESSAGE(vacuumed.error().sentence());
  REQUIRE(vacuumed.ok());
  REQUIRE(database.exec("INSERT INTO t SELECT a + 20000, b || b FROM t").ok());
  CHECK(database.check().ok());
  const auto names = fixture.fake.disk.list("case/.local");
  REQUIRE(names.ok());
  for (const DirectoryEntry& entry : *names) {
    const bool known = entry.name == "index.db" || entry.name == "index.db-wal" ||
                       entry.name == "index.db.lock";
    CAPTURE(entry.name);
    CHECK(known);
  }
}

TEST_CASE("no other file is opened under our key") {
  Fixture fixture;
  Database database = fixture.must_open();
  const Status attached = database.exec("ATTACH 'case/.local/other.db' AS other");
  REQUIRE_FALSE(attached.ok());
  CHECK(attached.error().is(db::errors::database_failed));
  CHECK_FALSE(database.exec("VACUUM INTO 'case/.local/copy.db'").ok());
  CHECK_FALSE(fixture.fake.disk.exists("case/.local/other.db"));
  CHECK_FALSE(fixture.fake.disk.exists("case/.local/copy.db"));
  // The switch would need a rollback journal: refused, and the mode stays.
  CHECK_FALSE(database.exec("PRAGMA journal_mode=DELETE; CREATE TABLE t(a)").ok());
  CHECK_FALSE(fixture.fake.disk.exists(path + "-journal"));
}

TEST_CASE("SQL may call what we lend it, and a refusal of ours comes back whole") {
  Fixture fixture;
  Database database = fixture.must_open();
  REQUIRE(database.add_function("twice", 1, [](const Arguments& arguments) -> Result<Value> {
    if (arguments.is_null(0)) return Error(db::errors::value_too_large);
    return Value(std::string(arguments.text(0)) + std::string(arguments.text(0)));
  }).ok());
  CHECK(one(database, "SELECT twice('ab')") == "abab");
  auto refused = database.prepare("SELECT twice(NULL)");
  REQUIRE(refused.ok());
  CHECK(refused->step().error().is(db::errors::value_too_large));
}

TEST_CASE("foreign SQL reads its views and nothing else, and not for ever") {
  Fixture fixture;
  Database database = fixture.must_open();
  REQUIRE(database.exec("CREATE TABLE secret(name, shown); INSERT INTO secret VALUES('W-03', 1);"
                        "CREATE VIEW seen AS SELECT shown FROM secret").ok());
  auto reader = database.reader();
  REQUIRE(reader.ok());
  Restriction restriction;
  restriction.readable = {"seen"};
  restriction.functions = plain_functions();
  restriction.step_limit = 100'000;
  REQUIRE(reader->restrict_to(restriction).ok());
  CHECK(one(*reader, "SELECT sum(shown) FROM seen") == "1");
  for (const std::string forbidden :
       {"SELECT name FROM secret", "SELECT * FROM sqlite_schema", "PRAGMA query_only=0",
        "INSERT INTO secret VALUES(1,2)", "DROP VIEW seen", "ATTACH 'x' AS x",
        "CREATE TEMP VIEW seen2 AS SELECT * FROM secret", "SELECT load_extension('x')",
        "SELECT randomblob(9)", "BEGIN", "SELECT count(*) FROM seen, secret",
        "SELECT shown FROM seen WHERE EXISTS (SELECT 1 FROM secret WHERE name = 'W-03')",
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n) SELECT sum(i) FROM n"}) {
    CAPTURE(forbidden);
    const auto prepared = reader->prepare(forbidden);
    REQUIRE_FALSE(prepared.ok());
    CHECK(prepared.error().is(db::errors::query_forbidden));
  }
  auto long_one = reader->prepare(
      "SELECT count(*) FROM (VALUES(1),(2),(3),(4),(5),(6),(7),(8),(9),(10)) a,"
      "(VALUES(1),(2),(3),(4),(5),(6),(7),(8),(9),(10)) b,"
      "(VALUES(1),(2),(3),(4),(5),(6),(7),(8),(9),(10)) c,"
      "(VALUES(1),(2),(3),(4),(5),(6),(7),(8),(9),(10)) d,"
      "(VALUES(1),(2),(3),(4),(5),(6),(7),(8),(9),(10)) e");
  REQUIRE(long_one.ok());
  CHECK(long_one->step().error().is(db::errors::query_too_long));
  CHECK(one(*reader, "SELECT sum(shown) FROM seen") == "1");  // and goes on after a refusal
}

TEST_CASE("the full-text search cuts words by our rule, in documents and in queries") {
  struct Commas : Tokenizer {
    void tokenize(std::string_view text, Mode mode, const Emit& emit) override {
      std::size_t start = 0;
      while (start <= text.size()) {
        const std::size_t end = std::min(text.find(',', start), text.size());
        emit(text.substr(start, end - start), start, end, false);
        if (mode == Mode::document && text.substr(start, end - start) == "lorry") {
          emit("truck", start, end, true);
        }
        start = end + 1;
      }
    }
  };
  Fixture fixture;
  Database database = fixture.must_open({Durability::rebuildable, 4u << 20});
  std::vector<std::string> words;
  REQUIRE(database.add_tokenizer("commas", [&](const std::vector<std::string>& arguments) {
    words = arguments;
    return std::make_unique<Commas>();
  }).ok());
  REQUIRE(database.exec("CREATE VIRTUAL TABLE f USING fts5(t, tokenize='commas my strict');"
                        "INSERT INTO f VALUES('red lorry,lorry,blue'), ('red,car')").ok());
  CHECK(words == std::vector<std::string>{"my", "strict"});
  CHECK(one(database, "SELECT count(*) FROM f WHERE f MATCH '\"red lorry\"'") == "1");
  CHECK(one(database, "SELECT count(*) FROM f WHERE f MATCH 'truck'") == "1");
  CHECK(one(database, "SELECT count(*) FROM f WHERE f MATCH 'red'") == "1");
  CHECK(one(database, "SELECT highlight(f, 0, '[', ']') FROM f WHERE f MATCH 'blue'") ==
        "red lorry,lorry,[blue]");
  CHECK(database.exec("INSERT INTO f(f) VALUES('integrity-check')").ok());
}
