// FakeDisk in memory. The header says what a crash may do; here is how it is kept.
//
// A node (file or folder) has two pictures:
//   now      what a program sees;
//   durable  what is left for certain after a power cut;
// and a list of changes between the two, in their order. A sync moves all changes of one node into
// `durable`; a crash moves those that the dice choose and forgets the rest. Nodes are reached by
// shared_ptr because a name now, a durable name and an open file may all hold the same one.
//
// Invariants:
//   1. Applying all changes of a node to its durable picture gives its picture now.
//   2. A name that a rename takes away from a folder goes durably only together with, or after, the
//      name that it gives: a rename may be lost, or leave both names, but never leaves none.
#include "base/fake_world.h"

#include <algorithm>

#include "base/errors.h"
#include "base/text.h"

namespace kotobune {

namespace {

constexpr std::size_t sector_bytes = 512;
constexpr std::uint64_t fake_free_bytes = std::uint64_t{1} << 40;

std::uint64_t splitmix64(std::uint64_t& state) {
  std::uint64_t z = (state += 0x9E3779B97F4A7C15u);
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return z ^ (z >> 31);
}

struct Node;
using NodePtr = std::shared_ptr<Node>;  // shared by names, durable names and open files, see above
using Names = std::map<std::string, NodePtr>;

struct DataChange {
  bool truncates = false;
  std::uint64_t offset = 0;  // of the write; the new size of a truncation
  Bytes bytes;
};

struct NameChange {
  std::string name;
  NodePtr gives;             // null: takes the name away
  std::string also_takes;    // a rename within one folder takes this name in the same step
  // For a rename between folders: what the other half needs to know (invariant 2).
  // Shared by the two halves of one rename: is the giving durable?
  std::shared_ptr<bool> only_after;
  std::shared_ptr<bool> marks;
  std::weak_ptr<Node> giving_folder;  // weak: two folders that gave to each other are no cycle
};

struct Node {
  FileKind kind = FileKind::regular;
  Bytes now;
  Bytes durable;
  std::vector<DataChange> data_changes;
  Names names;
  Names durable_names;
  std::vector<NameChange> name_changes;
  std::int64_t modified_ns = 0;
  bool locked = false;
};

void perform(Bytes& bytes, const DataChange& change) {
  if (change.truncates) {
    bytes.resize(change.offset);
    return;
  }
  const auto end = change.offset + change.bytes.size();
  if (bytes.size() < end) bytes.resize(end);
  std::copy(change.bytes.begin(), change.bytes.end(),
            bytes.begin() + static_cast<std::ptrdiff_t>(change.offset));
}

void perform(Names& names, const NameChange& change) {
  if (change.gives) names[change.name] = change.gives;
  else names.erase(change.name);
  if (!change.also_takes.empty()) names.erase(change.also_takes);
}

// Some sectors of a write arrive, others do not; sectors are counted from the start of the file.
void apply_torn(Bytes& bytes, const DataChange& change, std::uint64_t& dice) {
  std::size_t at = 0;
  while (at < change.bytes.size()) {
    const auto position = change.offset + at;
    const auto size = std::min<std::size_t>(sector_bytes - position % sector_bytes,
                                            change.bytes.size() - at);
    if (splitmix64(dice) % 2 == 0) {
      const auto from = change.bytes.begin() + static_cast<std::ptrdiff_t>(at);
      perform(bytes,
              DataChange{false, position, Bytes(from, from + static_cast<std::ptrdiff_t>(size))});
    }
    at += size;
  }
}

void crash_data(Node& node, std::uint64_t& dice) {
  for (const DataChange& change : node.data_changes) {
    switch (splitmix64(dice) % 4) {
      case 0: break;  // lost
      case 1:         // lost, but the size had been written already: zeros appear
        if (!change.truncates && node.durable.size() < change.offset + change.bytes.size())
          node.durable.resize(change.offset + change.bytes.size());
        break;
      case 2:
        if (!change.truncates) apply_torn(node.durable, change, dice);
        break;
      default: perform(node.durable, change);
    }
  }
  node.data_changes.clear();
  node.now = node.durable;
}

void keep_name_change(Node& folder, const NameChange& change) {
  perform(folder.durable_names, change);
  if (change.marks) *change.marks = true;
}

// The durable half of sync_directory. A name that is taken away drags the other half of its rename
// along, as one journal does (invariant 2).
void keep_all_names(Node& folder) {
  std::vector<NameChange> changes;
  changes.swap(folder.name_changes);
  for (const NameChange& change : changes) {
    if (change.only_after && !*change.only_after) {
      if (const NodePtr giving = change.giving_folder.lock()) keep_all_names(*giving);
    }
    keep_name_change(folder, change);
  }
}

Error missing(const std::string& path) { return Error(errors::file_missing, {{"path", path}}); }
Error present(const std::string& path) { return Error(errors::file_exists, {{"path", path}}); }
Error a_folder(const std::string& path) {
  return Error(errors::not_a_file, {{"path", path}, {"kind", "a folder"}});
}
Error power_cut(const std::string& path) {
  return Error(errors::disk_failed, {{"path", path}, {"why", "the power was cut"}});
}

// "a/./b//c" is a, b, c; the disk has no working folder, so a relative path starts at the root.
std::vector<std::string> steps_of(const std::string& path) {
  std::vector<std::string> steps;
  for (const std::string_view step : split(path, '/')) {
    if (step.empty() || step == ".") continue;
    if (step == "..") {
      if (!steps.empty()) steps.pop_back();
    } else {
      steps.emplace_back(step);
    }
  }
  return steps;
}

}  // namespace

struct FakeDisk::State {
  std::mutex mutex;
  NodePtr root = std::make_shared<Node>();
  std::uint64_t changes = 0;
  std::uint64_t fails_at = 0;
  std::uint64_t power = 0;  // counts the crashes: an open file of an earlier power is dead

  State() { root->kind = FileKind::directory; }

  // Every change of the disk passes here first.
  Status count(const std::string& path) {
    ++changes;
    if (fails_at != 0 && changes >= fails_at)
      return Error(errors::disk_full, {{"path", path}});
    return {};
  }

  NodePtr find(const std::vector<std::string>& steps) const {
    NodePtr at = root;
    for (const std::string& step : steps) {
      const auto found = at->names.find(step);
      if (found == at->names.end()) return nullptr;
      at = found->second;
    }
    return at;
  }
  NodePtr find(const std::string& path) const { return find(steps_of(path)); }

  // The folder that holds, or would hold, the last step of a path.
  struct Place {
    NodePtr folder;
    std::string name;
    NodePtr node;  // null where nothing is there
  };
  Result<Place> place(const std::string& path) const {
    auto steps = steps_of(path);
    if (steps.empty()) return a_folder(path);
    Place found;
    found.name = steps.back();
    steps.pop_back();
    found.folder = find(steps);
    if (!found.folder || found.folder->kind != FileKind::directory) return missing(path);
    const auto at = found.folder->names.find(found.name);
    if (at != found.folder->names.end()) found.node = at->second;
    return found;
  }

  void change_names(Node& folder, NameChange change) {
    perform(folder.names, change);
    folder.name_changes.push_back(std::move(change));
    folder.modified_ns = static_cast<std::int64_t>(changes);
  }

  Result<NodePtr> make_file(const Place& place, const std::string& path) {
    TRY(count(path));
    auto node = std::make_shared<Node>();
    node->modified_ns = static_cast<std::int64_t>(changes);
    change_names(*place.folder, NameChange{place.name, node, {}, {}, {}, {}});
    return node;
  }

  void sync_names(Node& folder) { keep_all_names(folder); }

  Status move(const std::string& from, const std::string& to, bool may_replace);
};

Status FakeDisk::State::move(const std::string& from, const std::string& to, bool may_replace) {
  TRY_LET(source, place(from));
  TRY_LET(target, place(to));
  if (!source.node) return missing(from);
  if (target.node && !may_replace) return present(to);
  if (target.node == source.node) return {};
  if (target.node && target.node->kind != source.node->kind) return present(to);
  if (target.node && !target.node->names.empty()) return present(to);
  TRY(count(to));
  if (source.folder == target.folder) {
    change_names(*target.folder,
                 NameChange{target.name, source.node, source.name, {}, {}, {}});
    return {};
  }
  auto given = std::make_shared<bool>(false);
  change_names(*target.folder, NameChange{target.name, source.node, {}, {}, given, {}});
  change_names(*source.folder, NameChange{source.name, nullptr, {}, given, {}, target.folder});
  return {};
}

namespace {

class FakeFile : public File {
 public:
  FakeFile(std::shared_ptr<FakeDisk::State> state, NodePtr node, std::string path, bool writable,
           bool holds_lock)
      : state_(std::move(state)), node_(std::move(node)), path_(std::move(path)),
        power_(state_->power), writable_(writable), holds_lock_(holds_lock) {}
  ~FakeFile() override {
    const std::lock_guard guard(state_->mutex);
    if (holds_lock_ && power_ == state_->power) node_->locked = false;
  }

  Result<std::size_t> read_at(std::uint64_t offset, ByteSpan out) override {
    const std::lock_guard guard(state_->mutex);
    if (power_ != state_->power) return power_cut(path_);
    if (offset >= node_->now.size()) return std::size_t{0};
    const auto size = std::min<std::size_t>(out.size(), node_->now.size() - offset);
    const auto from = node_->now.begin() + static_cast<std::ptrdiff_t>(offset);
    std::copy(from, from + static_cast<std::ptrdiff_t>(size), out.begin());
    return size;
  }

  // A disk that fills up in the middle of a write leaves the front of it.
  Status write_at(std::uint64_t offset, ByteView bytes) override {
    const std::lock_guard guard(state_->mutex);
    TRY(may_change());
    const Status counted = state_->count(path_);
    if (!counted.ok() && state_->changes != state_->fails_at) return counted;
    if (!counted.ok()) bytes = bytes.first(bytes.size() / 2 / sector_bytes * sector_bytes);
    if (!bytes.empty()) change(DataChange{false, offset, Bytes(bytes.begin(), bytes.end())});
    return counted;
  }

  Status truncate(std::uint64_t size_bytes) override {
    const std::lock_guard guard(state_->mutex);
    TRY(may_change());
    TRY(state_->count(path_));
    change(DataChange{true, size_bytes, {}});
    return {};
  }

  Status sync() override {
    const std::lock_guard guard(state_->mutex);
    if (power_ != state_->power) return power_cut(path_);
    TRY(state_->count(path_));
    for (const DataChange& each : node_->data_changes) perform(node_->durable, each);
    node_->data_changes.clear();
    return {};
  }

  Result<FileInfo> info() override {
    const std::lock_guard guard(state_->mutex);
    if (power_ != state_->power) return power_cut(path_);
    return FileInfo{node_->kind, node_->now.size(), node_->modified_ns};
  }

 private:
  Status may_change() const {
    if (power_ != state_->power) return power_cut(path_);
    if (!writable_) return Error(errors::not_permitted, {{"path", path_}});
    return {};
  }

  void change(DataChange made) {
    perform(node_->now, made);
    node_->data_changes.push_back(std::move(made));
    node_->modified_ns = static_cast<std::int64_t>(state_->changes);
  }

  std::shared_ptr<FakeDisk::State> state_;  // shared with the disk, which may go first
  NodePtr node_;
  std::string path_;
  std::uint64_t power_;
  bool writable_;
  bool holds_lock_;
};

// Every node that is reachable now, durably, or through a change that may yet become durable.
void collect(const NodePtr& node, std::map<Node*, NodePtr>& found, std::vector<NodePtr>& order) {
  if (!node || !found.emplace(node.get(), node).second) return;
  order.push_back(node);
  for (const auto& [name, child] : node->names) collect(child, found, order);
  for (const auto& [name, child] : node->durable_names) collect(child, found, order);
  for (const NameChange& change : node->name_changes) {
    collect(change.gives, found, order);
    collect(change.giving_folder.lock(), found, order);
  }
}

}  // namespace

FakeDisk::FakeDisk() : state_(std::make_shared<State>()) {}
FakeDisk::~FakeDisk() = default;

Result<std::unique_ptr<File>> FakeDisk::open(const std::string& path, OpenMode mode) {
  const std::lock_guard guard(state_->mutex);
  TRY_LET(place, state_->place(path));
  if (place.node && mode == OpenMode::create_new) return present(path);
  if (place.node && place.node->kind == FileKind::directory) return a_folder(path);
  if (!place.node) {
    if (mode == OpenMode::read || mode == OpenMode::read_write) return missing(path);
    TRY_LET(made, state_->make_file(place, path));
    place.node = made;
  }
  return std::unique_ptr<File>(
      std::make_unique<FakeFile>(state_, place.node, path, mode != OpenMode::read, false));
}

Result<FileInfo> FakeDisk::info(const std::string& path) {
  const std::lock_guard guard(state_->mutex);
  const NodePtr node = state_->find(path);
  if (!node) return missing(path);
  return FileInfo{node->kind, node->now.size(), node->modified_ns};
}

Result<std::vector<DirectoryEntry>> FakeDisk::list(const std::string& path) {
  const std::lock_guard guard(state_->mutex);
  const NodePtr node = state_->find(path);
  if (!node || node->kind != FileKind::directory) return missing(path);
  std::vector<DirectoryEntry> entries;
  for (const auto& [name, child] : node->names) entries.push_back({name, child->kind});
  return entries;  // a map is sorted already
}

Status FakeDisk::make_directory(const std::string& path) {
  const std::lock_guard guard(state_->mutex);
  NodePtr at = state_->root;
  for (const std::string& step : steps_of(path)) {
    const auto found = at->names.find(step);
    if (found == at->names.end()) {
      TRY(state_->count(path));
      auto made = std::make_shared<Node>();
      made->kind = FileKind::directory;
      state_->change_names(*at, NameChange{step, made, {}, {}, {}, {}});
      const Status synced = state_->count(path);
      if (!synced.ok()) {
        state_->change_names(*at, NameChange{step, nullptr, {}, {}, {}, {}});
        return synced;
      }
      state_->sync_names(*at);
      at = made;
    } else {
      at = found->second;
      if (at->kind != FileKind::directory) return present(path);
    }
  }
  return {};
}

Status FakeDisk::remove(const std::string& path) {
  const std::lock_guard guard(state_->mutex);
  TRY_LET(place, state_->place(path));
  if (!place.node) return missing(path);
  if (!place.node->names.empty()) return present(path);
  TRY(state_->count(path));
  state_->change_names(*place.folder, NameChange{place.name, nullptr, {}, {}, {}, {}});
  return {};
}

Status FakeDisk::rename(const std::string& from, const std::string& to) {
  const std::lock_guard guard(state_->mutex);
  return state_->move(from, to, true);
}

Status FakeDisk::rename_new(const std::string& from, const std::string& to) {
  const std::lock_guard guard(state_->mutex);
  return state_->move(from, to, false);
}

Status FakeDisk::sync_directory(const std::string& path) {
  const std::lock_guard guard(state_->mutex);
  const NodePtr node = state_->find(path);
  if (!node || node->kind != FileKind::directory) return missing(path);
  TRY(state_->count(path));
  state_->sync_names(*node);
  return {};
}

Result<std::unique_ptr<File>> FakeDisk::lock(const std::string& path) {
  const std::lock_guard guard(state_->mutex);
  TRY_LET(place, state_->place(path));
  if (place.node && place.node->kind == FileKind::directory) return a_folder(path);
  if (!place.node) {
    TRY_LET(made, state_->make_file(place, path));
    place.node = made;
  }
  if (place.node->locked) return Error(errors::file_locked, {{"path", path}});
  place.node->locked = true;
  return std::unique_ptr<File>(
      std::make_unique<FakeFile>(state_, place.node, path, true, true));
}

Result<std::uint64_t> FakeDisk::free_bytes(const std::string& path) {
  const std::lock_guard guard(state_->mutex);
  if (!state_->find(path)) return missing(path);
  const bool full = state_->fails_at != 0 && state_->changes + 1 >= state_->fails_at;
  return full ? std::uint64_t{0} : fake_free_bytes;
}

std::uint64_t FakeDisk::change_count() const {
  const std::lock_guard guard(state_->mutex);
  return state_->changes;
}

void FakeDisk::fail_at(std::uint64_t change) {
  const std::lock_guard guard(state_->mutex);
  state_->fails_at = change;
}

void FakeDisk::crash(std::uint64_t seed) {
  const std::lock_guard guard(state_->mutex);
  ++state_->power;
  std::map<Node*, NodePtr> found;
  std::vector<NodePtr> order;
  collect(state_->root, found, order);
  // First all names that are given, then those that are taken away: by then it is known whether the
  // giving half of each rename between folders has survived (invariant 2).
  for (const bool taking : {false, true}) {
    for (const NodePtr& node : order) {
      for (const NameChange& change : node->name_changes) {
        if (taking != (change.only_after != nullptr)) continue;
        const bool kept = splitmix64(seed) % 2 == 0;
        if (kept && (!taking || *change.only_after)) keep_name_change(*node, change);
      }
    }
  }
  for (const NodePtr& node : order) {
    node->name_changes.clear();
    node->names = node->durable_names;
    node->locked = false;
    crash_data(*node, seed);
  }
}

Instant FakeClock::now() {
  now_.ms += 1;
  return now_;
}

void FakeRandom::fill(ByteSpan out) {
  std::size_t at = 0;
  while (at < out.size()) {
    std::uint64_t word = splitmix64(state_);
    for (int i = 0; i < 8 && at < out.size(); ++i, word >>= 8)
      out[at++] = static_cast<std::uint8_t>(word);
  }
}

}  // namespace kotobune
