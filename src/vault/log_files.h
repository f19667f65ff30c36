// Reading the logs of a case from its folder: heads, entries, manifests. Signatures are checked at
// each reading; whole trees are recomputed for a head not seen before and by `case verify`.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/world.h"
#include "log/checkpoint.h"
#include "log/tile.h"
#include "log/tree.h"
#include "vault/layout.h"

namespace kotobune::vault {

struct LogHead {
  std::uint64_t size = 0;
  log::Hash root{};
  std::string note;
  std::string name() const;  // "<size16>-<root16>"
};

// Checkpoints whose signature this device has checked already: files of the case never change, so
// a case of ten thousand commits need not check ten thousand signatures at each reading. The copy
// here is what is believed, whatever has become of the file; that is for `case verify` to say,
// which takes nothing as known.
struct KnownHeads {
  std::map<std::pair<LogId, std::string>, LogHead> heads;  // by log and file name
  std::vector<std::pair<LogId, std::string>> fresh;        // added since somebody looked
};

class LogFiles {
 public:
  // Reads vkey and checks that it is the key the log is named after. Error: log_altered.
  // `known` may be absent; otherwise it outlives this.
  static Result<LogFiles> open(World& world, const Layout& layout, const LogId& log,
                               KnownHeads* known = nullptr);

  const LogId& id() const { return log_; }
  const std::string& vkey() const { return vkey_; }
  // All published checkpoints, smallest first; signatures verified. Two of one size are a fork.
  // Error: log_altered.
  Result<std::vector<LogHead>> heads();
  Status verify_tree(const LogHead& head);  // recomputes all; error: log_altered
  static log::Reader reader_of(World& world, const Layout& layout, const LogId& log);
  log::Reader reader() const { return reader_of(*world_, layout_, log_); }
  Result<log::Hash> commitment_at(std::uint64_t index, std::uint64_t size);
  std::string manifest_path(const LogHead& head) const;

 private:
  LogFiles(World& world, Layout layout, LogId log, std::string vkey, KnownHeads* known)
      : world_(&world),
        known_(known),
        layout_(std::move(layout)),
        log_(std::move(log)),
        vkey_(std::move(vkey)) {}
  Error altered(std::string why) const;
  Result<LogHead> read_head(const std::string& name, const log::VerifierKey& key);

  World* world_;
  KnownHeads* known_;
  Layout layout_;
  LogId log_;
  std::string vkey_;
  std::uint64_t cached_bundle_ = ~std::uint64_t{0};
  std::uint64_t cached_size_ = 0;
  std::vector<Bytes> cached_entries_;
};

// The log ids that have a folder, sorted.
Result<std::vector<LogId>> list_logs(World& world, const Layout& layout);

}  // namespace kotobune::vault
