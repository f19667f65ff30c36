#include "vault/log_files.h"

#include <algorithm>

#include "base/encode.h"
#include "base/errors.h"
#include "base/text.h"
#include "log/checkpoint.h"
#include "vault/errors.h"

namespace kotobune::vault {

namespace {

constexpr std::uint64_t small_file_bytes = 1u << 20;
constexpr std::uint64_t tile_file_bytes = 32u << 20;  // 256 entries of 65,537 bytes at most

}  // namespace

std::string LogHead::name() const { return Layout::checkpoint_name(size, hex(ByteView(root))); }

Error LogFiles::altered(std::string why) const {
  return Error(errors::log_altered, {{"log", log_.str()}, {"why", std::move(why)}});
}

Result<LogFiles> LogFiles::open(World& world, const Layout& layout, const LogId& log,
                                KnownHeads* known) {
  TRY_LET(bytes, world.disk.read_all(layout.log(log) + "/vkey", small_file_bytes));
  const auto vkey = std::string(trim_ascii(as_chars(bytes)));
  LogFiles out(world, layout, log, vkey, known);
  const auto key = log::parse_log_vkey(vkey, log);
  if (!key.ok()) return out.altered("its vkey file does not hold the key it is named after");
  return out;
}

log::Reader LogFiles::reader_of(World& world, const Layout& layout, const LogId& log) {
  return [&world, folder = layout.log(log)](const std::string& path) {
    return world.disk.read_all(folder + "/" + path, tile_file_bytes);
  };
}

Result<std::vector<LogHead>> LogFiles::heads() {
  const auto folder = layout_.log(log_) + "/cp";
  auto entries = world_->disk.list(folder);
  if (!entries.ok()) {
    if (entries.error().is(errors::file_missing)) return std::vector<LogHead>();
    return entries.error();
  }
  TRY_LET(key, log::parse_log_vkey(vkey_, log_));
  std::vector<LogHead> out;
  for (const auto& entry : *entries) {
    if (entry.name.find('.') != std::string::npos) continue;  // a temporary of a writer cut off
    if (known_) {
      const auto found = known_->heads.find({log_, entry.name});
      if (found != known_->heads.end()) {
        out.push_back(found->second);
        continue;
      }
    }
    TRY_LET(head, read_head(entry.name, key));
    if (known_) {
      known_->heads.insert({{log_, entry.name}, head});
      known_->fresh.emplace_back(log_, entry.name);
    }
    out.push_back(std::move(head));
  }
  std::sort(out.begin(), out.end(), [](auto& a, auto& b) { return a.size < b.size; });
  for (std::size_t i = 1; i < out.size(); ++i) {
    if (out[i].size == out[i - 1].size) {
      return altered("it signed two different states of size " + std::to_string(out[i].size) +
                     " (a fork)");
    }
  }
  return out;
}

Result<LogHead> LogFiles::read_head(const std::string& name, const log::VerifierKey& key) {
  TRY_LET(note, world_->disk.read_all(layout_.log(log_) + "/cp/" + name, small_file_bytes));
  const auto checkpoint = log::open_checkpoint(as_chars(note), key);
  if (!checkpoint.ok())
    return altered("checkpoint " + name + " does not carry the log's signature");
  LogHead head{checkpoint->size, checkpoint->root, to_string(note)};
  if (head.name() != name) return altered("checkpoint " + name + " is named after another state");
  return head;
}

Status LogFiles::verify_tree(const LogHead& head) {
  const auto verified = log::verify_log(head.size, head.root, reader());
  if (!verified.ok()) return altered(verified.error().sentence());
  return {};
}

Result<log::Hash> LogFiles::commitment_at(std::uint64_t index, std::uint64_t size) {
  const auto bundle = index / log::tile_width;
  if (bundle != cached_bundle_ || size != cached_size_) {
    const auto rest = size - bundle * log::tile_width;
    const unsigned width = rest >= log::tile_width ? log::tile_width : static_cast<unsigned>(rest);
    log::TileName name{std::nullopt, bundle, width};
    auto bytes = reader()(name.path());
    if (!bytes.ok()) {
      // A later state may have replaced this partial bundle by the full one.
      name.width = log::tile_width;
      bytes = reader()(name.path());
      if (!bytes.ok()) return altered("the entries " + name.path() + " are missing");
    }
    auto entries = log::parse_bundle(*bytes, name.width, name.path());
    if (!entries.ok()) return altered(entries.error().sentence());
    cached_entries_ = std::move(entries).value();
    cached_bundle_ = bundle;
    cached_size_ = size;
  }
  const auto& entry = cached_entries_[index % log::tile_width];
  if (entry.size() != 32) return altered("entry " + std::to_string(index) + " is no commitment");
  log::Hash out{};
  std::copy(entry.begin(), entry.end(), out.begin());
  return out;
}

std::string LogFiles::manifest_path(const LogHead& head) const {
  return layout_.log(log_) + "/m/" + head.name() + ".age";
}

Result<std::vector<LogId>> list_logs(World& world, const Layout& layout) {
  TRY_LET(entries, world.disk.list(layout.logs()));
  std::vector<LogId> out;
  for (const auto& entry : entries) {
    if (entry.kind == FileKind::directory && entry.name.size() == 32 && parse_hex(entry.name)) {
      out.emplace_back(entry.name);
    }
  }
  return out;
}

}  // namespace kotobune::vault
