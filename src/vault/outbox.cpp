#include "vault/outbox.h"

namespace kotobune::vault {

namespace {

// places is the JSON of segment.h; object rows stay until the manifest that lists them is
// published.
constexpr const char* schema = R"sql(
CREATE TABLE IF NOT EXISTS value(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS record(idx INTEGER PRIMARY KEY, compartment TEXT NOT NULL,
  id TEXT NOT NULL, line TEXT NOT NULL, places TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS object(name TEXT PRIMARY KEY, size INTEGER NOT NULL,
  segment INTEGER NOT NULL, settled INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS place(id TEXT PRIMARY KEY, places TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS publication(one INTEGER PRIMARY KEY CHECK (one = 1),
  size INTEGER NOT NULL, root TEXT NOT NULL, note TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS publication_file(n INTEGER PRIMARY KEY, path TEXT NOT NULL,
  content BLOB NOT NULL);
)sql";

constexpr const char* insert_place = "INSERT OR REPLACE INTO place(id, places) VALUES (?1, ?2)";

}  // namespace

Result<std::unique_ptr<Outbox>> Outbox::open(World& world, const std::string& path, ByteView key) {
  db::Options options;
  options.durability = db::Durability::every_commit;
  // The places of 40,000 exhibits are 10 MB keyed at random: with a cache much smaller than that
  // sealing reads, opens and seals a page for each. SQLite takes only what it needs of it.
  options.cache_bytes = 8u << 20;
  TRY_LET(database, db::Database::open(world, path, key, options));
  std::unique_ptr<Outbox> outbox(new Outbox(std::move(database)));
  TRY(outbox->db_.exec(schema));
  TRY(outbox->load());
  return outbox;
}

Status Outbox::load() {
  TRY_LET(published, value("published_size"));
  published_size_ = published ? std::stoll(*published) : 0;
  TRY_LET(t, value("last_t"));
  last_t_ = t ? std::stoull(*t) : 0;
  TRY_LET(query, db_.prepare("SELECT coalesce(max(idx) + 1, 0) FROM record"));
  TRY_LET(row, query.step());
  ensure(row, "an aggregate gives one row");
  next_index_ = std::max<std::int64_t>(published_size_, query.integer(0));
  return {};
}

Result<std::vector<OutboxRecord>> Outbox::records(std::int64_t from_index) {
  TRY_LET(
      query,
      db_.prepare(
          "SELECT idx, compartment, id, line, places FROM record WHERE idx >= ?1 ORDER BY idx"));
  query.bind(1, from_index);
  std::vector<OutboxRecord> out;
  while (true) {
    TRY_LET(row, query.step());
    if (!row) return out;
    const auto places = parse_json(query.text(4));
    ensure(places.ok(), "places were written by us");
    out.push_back({query.integer(0), std::string(query.text(1)),
                   RecordId(std::string(query.text(2))), std::string(query.text(3)),
                   places_from_json(*places)});
  }
}

Status Outbox::add(const std::vector<OutboxRecord>& records,
                   const std::vector<StagedObject>& objects, std::uint64_t last_t,
                   const std::vector<std::pair<std::string, std::string>>& values,
                   const Places& moved) {
  TRY_LET(transaction, db::Transaction::begin(db_));
  TRY_LET(
      insert,
      db_.prepare(
          "INSERT INTO record(idx, compartment, id, line, places) VALUES (?1, ?2, ?3, ?4, ?5)"));
  TRY_LET(place, db_.prepare(insert_place));
  auto next = next_index_;
  for (const auto& record : records) {
    ensure(record.index == next, "V4: indexes are given without a gap");
    ++next;
    insert.bind(1, record.index);
    insert.bind(2, record.compartment);
    insert.bind(3, record.id.str());
    insert.bind(4, record.line);
    insert.bind(5, to_json(record.places).dump());
    if (!record.places.empty()) TRY(remember(place, record.id, record.places));
    TRY(insert.run());
  }
  TRY_LET(object,
          db_.prepare(
              "INSERT OR IGNORE INTO object(name, size, segment, settled) VALUES (?1, ?2, ?3, 0)"));
  for (const auto& staged : objects) {
    object.bind(1, staged.name.str());
    object.bind(2, static_cast<std::int64_t>(staged.size_bytes));
    object.bind(3, staged.segment ? 1 : 0);
    TRY(object.run());
  }
  TRY_LET(forget, db_.prepare("DELETE FROM place WHERE id = ?1"));
  for (const auto& [id, places] : moved) {
    if (!places.empty()) {
      TRY(remember(place, id, places));
      continue;
    }
    forget.bind(1, id.str());
    TRY(forget.run());
  }
  TRY(set_value("last_t", std::to_string(last_t)));
  for (const auto& [key, text] : values) TRY(set_value(key, text));
  TRY(transaction.commit());
  next_index_ = next;
  last_t_ = last_t;
  return {};
}

Status Outbox::remember(db::Statement& insert, const RecordId& id,
                        const std::vector<Place>& places) {
  insert.bind(1, id.str());
  insert.bind(2, to_json(places).dump());
  return insert.run();
}

Status Outbox::remember_all(const Places& places) {
  TRY_LET(transaction, db::Transaction::begin(db_));
  TRY_LET(insert, db_.prepare(insert_place));
  for (const auto& [id, where] : places) TRY(remember(insert, id, where));
  return transaction.commit();
}

Status Outbox::compact() {
  TRY(db_.exec("VACUUM"));
  return db_.exec("PRAGMA wal_checkpoint(TRUNCATE)");
}

Result<std::vector<Place>> Outbox::places_of(const RecordId& id) {
  TRY_LET(query, db_.prepare("SELECT places FROM place WHERE id = ?1"));
  query.bind(1, id.str());
  TRY_LET(row, query.step());
  if (!row) return std::vector<Place>();
  const auto json = parse_json(query.text(0));
  ensure(json.ok(), "places were written by us");
  return places_from_json(*json);
}

Result<std::vector<StagedObject>> Outbox::objects(bool settled) {
  TRY_LET(query,
          db_.prepare("SELECT name, size, segment FROM object WHERE settled = ?1 ORDER BY name"));
  query.bind(1, settled ? 1 : 0);
  std::vector<StagedObject> out;
  while (true) {
    TRY_LET(row, query.step());
    if (!row) return out;
    out.push_back({ObjectId(std::string(query.text(0))),
                   static_cast<std::uint64_t>(query.integer(1)), query.integer(2) != 0});
  }
}

Status Outbox::mark_settled() {
  return db_.exec("UPDATE object SET settled = 1 WHERE settled = 0");
}

Status Outbox::begin_publication(const PendingPublication& publication,
                                 const std::vector<StagedObject>& objects) {
  TRY_LET(transaction, db::Transaction::begin(db_));
  TRY_LET(head,
          db_.prepare("INSERT INTO publication(one, size, root, note) VALUES (1, ?1, ?2, ?3)"));
  head.bind(1, publication.size);
  head.bind(2, publication.root_hex);
  head.bind(3, publication.note);
  TRY(head.run());
  TRY(db_.exec("DELETE FROM value WHERE key = 'repack'"));
  TRY_LET(file, db_.prepare("INSERT INTO publication_file(path, content) VALUES (?1, ?2)"));
  for (const auto& one : publication.files) {
    file.bind(1, one.path);
    file.bind(2, ByteView(one.content));
    TRY(file.run());
  }
  TRY_LET(object,
          db_.prepare(
              "INSERT OR IGNORE INTO object(name, size, segment, settled) VALUES (?1, ?2, 1, 0)"));
  for (const auto& one : objects) {
    object.bind(1, one.name.str());
    object.bind(2, static_cast<std::int64_t>(one.size_bytes));
    TRY(object.run());
  }
  return transaction.commit();
}

Result<std::optional<PendingPublication>> Outbox::pending_publication() {
  TRY_LET(head, db_.prepare("SELECT size, root, note FROM publication"));
  TRY_LET(row, head.step());
  if (!row) return std::optional<PendingPublication>();
  PendingPublication out;
  out.size = head.integer(0);
  out.root_hex = std::string(head.text(1));
  out.note = std::string(head.text(2));
  TRY_LET(file, db_.prepare("SELECT path, content FROM publication_file ORDER BY n"));
  while (true) {
    TRY_LET(more, file.step());
    if (!more) return std::optional<PendingPublication>(std::move(out));
    const auto content = file.bytes(1);
    out.files.push_back({std::string(file.text(0)), Bytes(content.begin(), content.end())});
  }
}

Status Outbox::end_publication(const PendingPublication& publication) {
  TRY_LET(transaction, db::Transaction::begin(db_));
  TRY(db_.exec("DELETE FROM publication"));
  TRY(db_.exec("DELETE FROM publication_file"));
  TRY(db_.exec("DELETE FROM object"));
  TRY_LET(record, db_.prepare("DELETE FROM record WHERE idx < ?1"));
  record.bind(1, publication.size);
  TRY(record.run());
  TRY(set_value("published_size", std::to_string(publication.size)));
  TRY(set_value("own_root", publication.root_hex));
  TRY(transaction.commit());
  published_size_ = publication.size;
  next_index_ = publication.size;
  return {};
}

Result<std::optional<std::string>> Outbox::value(std::string_view key) {
  TRY_LET(query, db_.prepare("SELECT value FROM value WHERE key = ?1"));
  query.bind(1, key);
  TRY_LET(row, query.step());
  if (!row) return std::optional<std::string>();
  return std::optional<std::string>(query.text(0));
}

Result<std::vector<std::pair<std::string, std::string>>> Outbox::values(std::string_view prefix) {
  TRY_LET(query, db_.prepare("SELECT substr(key, length(?1) + 1), value FROM value "
                             "WHERE key >= ?1 AND substr(key, 1, length(?1)) = ?1 "
                             "AND key < ?1 || char(1114111) ORDER BY key"));
  query.bind(1, prefix);
  std::vector<std::pair<std::string, std::string>> out;
  while (true) {
    TRY_LET(row, query.step());
    if (!row) return out;
    out.emplace_back(query.text(0), query.text(1));
  }
}

Status Outbox::set_value(std::string_view key, std::string_view value) {
  TRY_LET(query, db_.prepare("INSERT INTO value(key, value) VALUES (?1, ?2) ON CONFLICT(key) DO "
                             "UPDATE SET value = ?2"));
  query.bind(1, key);
  query.bind(2, value);
  TRY(query.run());
  return {};
}

Status Outbox::set_values(const std::vector<std::pair<std::string, std::string>>& values) {
  TRY_LET(transaction, db::Transaction::begin(db_));
  for (const auto& [key, text] : values) TRY(set_value(key, text));
  return transaction.commit();
}

Status Outbox::adopt(std::uint64_t size, const std::string& root_hex) {
  published_size_ = static_cast<std::int64_t>(size);
  next_index_ = published_size_;
  TRY(set_value("published_size", std::to_string(size)));
  return set_value("own_root", root_hex);
}

}  // namespace kotobune::vault
