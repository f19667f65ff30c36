// outbox.db: what this device has acknowledged and not yet published. Not derived, so it is written
// with full syncs, and it is encrypted like everything else (docs/format.md section 8).
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/world.h"
#include "db/database.h"
#include "vault/segment.h"

namespace kotobune::vault {

struct OutboxRecord {
  std::int64_t index = 0;
  std::string compartment;
  RecordId id;
  std::string line;
  std::vector<Place> places;
};

struct StagedObject {
  ObjectId name;
  std::uint64_t size_bytes = 0;  // of the encrypted file
  bool segment = false;
};

struct PendingFile {
  std::string path;  // relative to the case
  Bytes content;
};

struct PendingPublication {
  std::int64_t size = 0;
  std::string root_hex;
  std::string note;
  std::vector<PendingFile> files;  // in the order in which they must be written
};

class Outbox {
 public:
  static Result<std::unique_ptr<Outbox>> open(World& world, const std::string& path, ByteView key);

  Result<std::vector<OutboxRecord>> records(std::int64_t from_index);
  // One transaction: the records, their staged objects, and the values that must not fall behind
  // them.
  // `moved`: content that lies elsewhere now, or nowhere any more where its list is empty.
  using Places = std::vector<std::pair<RecordId, std::vector<Place>>>;
  Status add(const std::vector<OutboxRecord>& records, const std::vector<StagedObject>& objects,
             std::uint64_t last_t, const std::vector<std::pair<std::string, std::string>>& values,
             const Places& moved = {});
  // Where the content of exhibits, derivatives and drafts lies; kept for all of them, since
  // segments are not read again for it. Derived: Case::remember_places fills it from the segments.
  Status remember_all(const Places& places);
  Result<std::vector<Place>> places_of(const RecordId& id);
  // Lets the bytes of deleted rows leave the file.
  Status compact();
  Result<std::vector<StagedObject>> objects(bool settled);
  Status mark_settled();
  // What the next commit says of objects laid anew (value "repack") goes with it.
  Status begin_publication(const PendingPublication& publication,
                           const std::vector<StagedObject>& objects);
  Result<std::optional<PendingPublication>> pending_publication();
  Status end_publication(const PendingPublication& publication);

  Result<std::optional<std::string>> value(std::string_view key);
  // All values whose key begins with `prefix`, by what follows it.
  Result<std::vector<std::pair<std::string, std::string>>> values(std::string_view prefix);
  Status set_value(std::string_view key, std::string_view value);
  Status set_values(const std::vector<std::pair<std::string, std::string>>& values);
  // A fresh outbox goes on where the log already stands (the paper root's visit).
  Status adopt(std::uint64_t size, const std::string& root_hex);
  std::int64_t next_index() const { return next_index_; }
  std::int64_t published_size() const { return published_size_; }
  std::uint64_t last_t() const { return last_t_; }

 private:
  explicit Outbox(db::Database database) : db_(std::move(database)) {}
  Status load();
  static Status remember(db::Statement& insert, const RecordId& id,
                         const std::vector<Place>& places);

  db::Database db_;
  std::int64_t next_index_ = 0;
  std::int64_t published_size_ = 0;
  std::uint64_t last_t_ = 0;
};

}  // namespace kotobune::vault
