// The files of a pack: from a folder, and to and from the one byte string that a case seals.
#include <algorithm>

#include "base/errors.h"
#include "base/json.h"
#include "base/text.h"
#include "pack/errors.h"
#include "pack/pack.h"

namespace kotobune::pack {
namespace {

constexpr std::uint64_t file_bytes = 1u << 20;
constexpr std::size_t most_files = 200;

// Folders of a pack and the one ending that counts in each. An editor's backup or a stray picture
// is not the pack. "" is the folder itself.
struct Folder {
  const char* name;
  const char* ending;
};
constexpr Folder folders[] = {{"", ".toml"},      {"checks", ".toml"},   {"forms", ".toml"},
                              {"i18n", ".po"},    {"lessons", ".md"},    {"norms", ".toml"},
                              {"profiles", ".toml"},
                              {"templates", ".md"}, {"types", ".toml"},  {"views", ".sql"},
                              {"vocab", ".toml"}};

Status read_folder(Disk& disk, const std::string& root, const Folder& part, Files& files) {
  const std::string under = part.name;
  const std::string folder = under.empty() ? root : join_path(root, under);
  TRY_LET(entries, disk.list(folder));
  for (const DirectoryEntry& entry : entries) {
    if (entry.kind != FileKind::regular || entry.name.starts_with(".")) continue;
    if (!entry.name.ends_with(part.ending)) continue;
    if (files.size() == most_files) {
      return Error(errors::pack_too_large, {{"limit", std::to_string(most_files) + " files"}});
    }
    const std::string path = under.empty() ? entry.name : under + "/" + entry.name;
    TRY_LET(bytes, disk.read_all(join_path(root, path), file_bytes));
    std::string text = to_string(bytes);
    if (!is_utf8(text)) return Error(errors::not_utf8, {{"path", path}});
    files.push_back({path, std::move(text)});
  }
  return {};
}

}  // namespace

Result<Files> read_files(Disk& disk, const std::string& path) {
  Files files;
  for (const Folder& folder : folders) {
    const std::string at = folder.name[0] == 0 ? path : join_path(path, folder.name);
    if (folder.name[0] == 0 || disk.exists(at)) TRY(read_folder(disk, path, folder, files));
  }
  std::sort(files.begin(), files.end(),
            [](const File& left, const File& right) { return left.path < right.path; });
  return files;
}

Result<Pack> load(Disk& disk, const std::string& path) {
  TRY_LET(files, read_files(disk, path));
  const std::string base_name = extended_by(files);
  if (base_name.empty()) return parse(files);
  const std::string beside = join_path(parent_path(path), base_name);
  if (base_name.find('/') != std::string::npos || !disk.exists(beside)) {
    return Error(errors::pack_base_missing, {{"base", base_name}});
  }
  TRY_LET(base_files, read_files(disk, beside));
  TRY_LET(base, parse(base_files));
  return parse(files, &base);
}

// {"files":{"pack.toml":"...","types.toml":"..."},"v":1}: sorted by the JSON writer, so the same
// files always give the same bytes and the same hash.
std::string bundle(const Files& files) {
  Json members = Json::object();
  for (const File& file : files) members.set(file.path, file.text);
  Json out = Json::object();
  out.set("v", 1).set("files", std::move(members));
  return out.dump();
}

Result<Files> unbundle(std::string_view bytes) {
  const auto parsed = parse_json(bytes);
  if (!parsed.ok()) {
    return Error(errors::pack_bundle_malformed, {{"why", parsed.error().parameter("why")}});
  }
  const Json& json = *parsed;
  if (json["v"].int_or(0) != 1 || !json["files"].is_object()) {
    return Error(errors::pack_bundle_malformed, {{"why", "not version 1"}});
  }
  Files files;
  for (const auto& [path, text] : json["files"].members()) {
    if (!text.is_string()) return Error(errors::pack_bundle_malformed, {{"why", "not a text"}});
    files.push_back({path, text.str()});
  }
  return files;
}

}  // namespace kotobune::pack
