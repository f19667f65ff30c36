// A case: the sealed box. Opens and founds it, adds records and objects, publishes, reads back.
//
// The way of a record:
//   write line -> outbox.db (durable: acknowledged) -> publish(): segment,
//   manifest, tiles, checkpoint
// The way of an object (an original, a text, a segment):
//   encrypt into .local/staging -> sync -> named by its SHA-256 -> outbox row -> objects/<aa>/
// Invariants:
//   V1  nothing is acknowledged before its objects are synced and its outbox row is committed;
//   V2  files outside .local are written once and never changed, but for `checkpoint`;
//   V3  what a publication will write is stored in the outbox before the first byte of it is
//       written,
//       so that a publication cut off at any point is finished, byte for byte, at the next opening;
//   V4  index i of a log is given to one record for ever.
// One process at a time holds a case (.local/lock).
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/world.h"
#include "record/control.h"
#include "vault/keystore.h"
#include "vault/layout.h"
#include "vault/recovery.h"
#include "vault/segment.h"

namespace kotobune::vault {

class Outbox;
class LogFiles;
class SyncQueue;
struct KnownHeads;
struct LogHead;
struct StagedObject;

// A record as it lies in the case, readable with the keys at hand.
struct StoredRecord {
  LogId log;
  std::int64_t index = 0;
  std::string compartment;
  std::string line;
  std::vector<Place> places;
  bool published = true;
};

struct NewRecord {
  std::string kind;
  std::string compartment;
  Json body;
  std::vector<std::string> supersedes;
  std::vector<Place> places;
  RecordId id{};  // from Case::new_id() where other records name this one; empty: made at append
};

struct CreateOptions {
  std::string title;
  std::string person_name;
  std::string device = "laptop";
  std::string prefix = "EX";     // of exhibit numbers
  bool fictional = false;
  int log_n = 0;                 // scrypt work factor; 0: calibrated to one second
};

// How far each log has been read.
using Cursor = std::map<std::string, std::int64_t>;

// Writes one encrypted object; content up to the caller. Obtained from Case::begin_object.
class ObjectWriter {
 public:
  ~ObjectWriter();
  Status write(ByteView plaintext);
  std::uint64_t written_bytes() const;
  // Pads with zeros, names. The object is staged until its record is appended; durable then.
  Result<ObjectId> finish();
  struct Impl;
  explicit ObjectWriter(std::unique_ptr<Impl> impl);

 private:
  std::unique_ptr<Impl> impl_;
};

class Case {
 public:
  // Founds a case in a new or empty folder: paper root, admin, device log, compartments, grants.
  // The root's key exists only in the sheet afterwards. Nothing can be sealed before
  // confirm_sheet. Errors: case_exists, passphrase_too_short, those of the disk.
  struct Founded {
    std::unique_ptr<Case> opened;
    RecoverySheet sheet;
  };
  static Result<Founded> create(World& world, const std::string& path, const CreateOptions& options,
                                ByteView passphrase);
  // Errors: not_a_case, case_too_new, no_keystore, wrong_passphrase, log_altered, file_locked.
  static Result<std::unique_ptr<Case>> open(World& world, const std::string& path,
                                            ByteView passphrase);
  // Makes this computer a device of the case with the recovery code: a new device log, admitted and
  // granted by the root. Errors: recovery_code_wrong, ...
  static Result<std::unique_ptr<Case>> recover(World& world, const std::string& path,
                                               std::string_view code, const CreateOptions& options,
                                               ByteView passphrase);
  ~Case();

  const Layout& layout() const { return layout_; }
  const record::Constitution& constitution() const { return constitution_; }
  const CaseId& id() const { return case_id_; }
  const LogId& own_log() const { return own_log_; }
  const std::string& prefix() const;
  const Keystore& keystore() const { return keystore_; }
  World& world() { return world_; }

  bool sheet_confirmed() const { return sheet_confirmed_; }
  std::size_t asked_group() const { return asked_group_; }
  // Error: recovery_code_wrong where the typed group differs.
  Status confirm_sheet(std::string_view typed_group);

  // Appends records in one transaction: all or none, durable when it returns.
  // Errors: not_a_member, record_too_large, those of the disk.
  Result<std::vector<RecordId>> append(std::vector<NewRecord> records);
  Result<RecordId> append_one(NewRecord record);
  RecordId new_id();

  Result<std::unique_ptr<ObjectWriter>> begin_object(std::string_view compartment);
  // Encrypts, stages and names small content whole.
  Result<ObjectId> put_object(std::string_view compartment, ByteView plaintext);
  // Removes an object that no appended record names (a duplicate's, one given up half-way).
  Status forget_staged(const ObjectId& object);
  // Reads content from its places, in order. Errors: object_missing, object_unreadable.
  Status read_content(const std::vector<Place>& places,
                      const std::function<Status(ByteView)>& sink);
  Result<Bytes> read_content_all(const std::vector<Place>& places, std::uint64_t limit_bytes);

  // Seals the files of a practice pack into `case` and puts it in force (control record `pack`).
  // Errors: not_a_member where this device may not decide that.
  Status put_pack(const std::string& name, const std::string& version, std::string_view bundle);
  bool may_put_pack() const;
  // Errors: object_missing, object_unreadable, log_altered where it is not what its record says.
  Result<std::string> read_pack(const record::PackInForce& pack);

  // Erases records and the objects that held them (docs/format.md 7.4), for good: what remains of
  // the objects is laid anew, the log keeps its commitments, an order to every holder is signed.
  // Content that other records share stays with them. Cut off after the order is given, it is
  // finished at the next opening. Errors: not_a_member where this device is no administrator's;
  // not_erasable, record_not_found; nothing was erased then.
  Status erase(const std::vector<RecordId>& ids, const std::string& why);
  bool is_admin() const;

  // Where the content of a record lies; known for every record appended here and for those that
  // were read and remembered. Empty where a record has none.
  Result<std::vector<Place>> places_of(const RecordId& id);
  Status remember_places(const std::vector<std::pair<RecordId, std::vector<Place>>>& places);

  // Writes what is in the outbox into the case's own files and signs a checkpoint over it.
  Status publish();
  std::int64_t unpublished_count() const;
  std::int64_t published_size() const;  // entries of the own log under a checkpoint

  // All readable records behind `from`, log by log in index order, then the outbox; moves `from`.
  // Records in compartments without a key here are skipped. `sink` may refuse.
  Status read(Cursor& from, const std::function<Status(const StoredRecord&)>& sink);

  // Keys: which compartments can be read here.
  bool can_read(std::string_view compartment) const;
  std::vector<const crypt::Identity*> identities() const;
  // The next free number of this log's exhibits.
  Result<std::int64_t> next_exhibit_number();
  Result<std::optional<std::string>> local_value(std::string_view key);
  Status set_local_value(std::string_view key, std::string_view value);
  // Case heads as "<logid>:<size>:<root hex>" sorted, for disclosure records.
  Result<std::string> heads();

 private:
  struct CompartmentKey {
    std::string compartment;
    std::int64_t epoch;
    crypt::Identity identity;
  };
  Case(World& world, Layout layout, Keystore keystore);
  // What differs when the paper root opens the case to admit a device: its own outbox, which takes
  // the root's log as it lies in the case.
  enum class Role { device, root };
  static Result<std::unique_ptr<Case>> open_with(World& world, const Layout& layout,
                                                 Keystore keystore, std::unique_ptr<File> lock,
                                                 Role role);
  Status load(Role role);
  Status replay();
  // Which objects were laid anew and which entries have no record any more.
  void learn_orders(const std::vector<record::PlacedRecord>& control);
  Status finish_erasures();
  struct OpenSegment {
    ObjectId object;
    std::string compartment;
    SegmentView view;
  };
  // Nothing where its compartment is not ours to read. Errors: object_altered, object_unreadable.
  Result<std::optional<OpenSegment>> open_segment(const ObjectId& object, bool control_only);
  // The segments a commit names, or those that took their place; none that took another's place.
  std::vector<ObjectId> segments_of(const record::Record& commit) const;
  struct Commit {
    std::string line;
    record::Record record;
  };
  // The commit under a checkpoint, checked against the log. Error: log_altered.
  Result<Commit> commit_at(LogFiles& files, const LogHead& head);
  Status learn_grants();
  Status add_grant(const ObjectId& object, ByteView plaintext);
  Status finish_publication();
  Status check_own_head(Role role);
  Status recall_heads();    // what earlier openings checked, from the outbox
  Status remember_heads();  // and what this one did
  Result<LogFiles> files_of(const LogId& log);
  Status settle_staging();
  Result<std::vector<record::PlacedRecord>> control_records();
  Status read_control(const LogId& log, const std::function<Status(const StoredRecord&)>& sink);
  Status read_published(const LogId& log, std::int64_t from,
                        const std::function<Status(const StoredRecord&)>& sink, bool control_only);
  std::string object_path(const ObjectId& object) const;
  Result<std::vector<StagedObject>> staged_of(const std::vector<NewRecord>& records);

  World& world_;
  Layout layout_;
  Keystore keystore_;
  CaseId case_id_;
  LogId root_log_;
  LogId own_log_;
  record::Constitution constitution_;
  std::vector<CompartmentKey> keys_;
  std::unique_ptr<File> lock_;
  std::unique_ptr<Outbox> outbox_;
  std::unique_ptr<KnownHeads> known_heads_;
  std::unique_ptr<SyncQueue> unsynced_;  // objects written since the last append
  std::unique_ptr<record::Writer> writer_;
  std::vector<ObjectId> passed_over_;  // segments that were not there when control was read
  std::vector<std::pair<std::string, std::string>> control_cache_;  // to keep if replay holds
  std::map<std::string, std::vector<ObjectId>> replaced_;        // old object -> new ones
  std::set<std::string> replacing_;                              // the new ones
  std::set<std::pair<std::string, std::int64_t>> erased_;        // log and index of entries
  std::vector<std::pair<RecordId, std::vector<ObjectId>>> orders_;  // what an erasure orders gone
  bool sheet_confirmed_ = false;
  std::size_t asked_group_ = 0;
  Status admit(const Keystore& device, CreateOptions options);
  static Status remove_root_outbox(World& world, const Layout& layout);
  friend class Founder;
  friend class Eraser;
  friend class Verifier;
};

}  // namespace kotobune::vault
