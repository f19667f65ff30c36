#include "desk/built.h"

#include <algorithm>

#include "base/encode.h"
#include "base/text.h"
#include "crypt/age.h"
#include "crypt/digest.h"
#include "desk/errors.h"

namespace kotobune::desk {

namespace {

constexpr std::size_t kept_drafts = 6;
constexpr std::uint64_t largest_built_bytes = 256u << 20;
constexpr std::string_view suffix = ".age";

// The name of a report is free text elsewhere, so its digest names the folder.
std::string folder_of(Desk& desk, const std::string& draft) {
  const auto digest = hex(ByteView(crypt::sha256(as_bytes(draft))));
  return desk.vault().layout().local() + "/drafts/" + digest.substr(0, 16);
}

// Only names this file has made: digits, a dot, the ending.
bool is_built_name(std::string_view name) {
  const auto dot = name.find('.');
  if (dot == std::string_view::npos || !parse_int(name.substr(0, dot))) return false;
  const auto ending = name.substr(dot);
  return ending == ".docx" || ending == ".html";
}

}  // namespace

Result<BuiltDraft> keep_built(Desk& desk, const std::string& draft, const std::string& ending,
                              ByteView content) {
  auto& world = desk.vault().world();
  const auto folder = folder_of(desk, draft);
  TRY(world.disk.make_directory(folder));
  BuiltDraft out;
  out.made_at = world.clock.now();
  out.name = std::to_string(out.made_at.ms) + "." + ending;
  const auto& device = desk.vault().keystore().device;
  TRY_LET(sealed, crypt::age_encrypt(content, {device.recipient()}, world.random));
  out.size_bytes = sealed.size();
  TRY(world.disk.write_replacing(folder + "/" + out.name + std::string(suffix), sealed));
  TRY_LET(all, built_drafts(desk, draft));
  for (std::size_t i = kept_drafts; i < all.size(); ++i)
    TRY(world.disk.remove(folder + "/" + all[i].name + std::string(suffix)));
  return out;
}

Result<std::vector<BuiltDraft>> built_drafts(Desk& desk, const std::string& draft) {
  auto& disk = desk.vault().world().disk;
  const auto folder = folder_of(desk, draft);
  std::vector<BuiltDraft> out;
  if (!disk.exists(folder)) return out;
  TRY_LET(entries, disk.list(folder));
  for (const auto& entry : entries) {
    if (entry.name.size() <= suffix.size()) continue;
    const auto name = entry.name.substr(0, entry.name.size() - suffix.size());
    if (!is_built_name(name) || entry.name.substr(name.size()) != suffix) continue;
    TRY_LET(info, disk.info(folder + "/" + entry.name));
    const auto ms = parse_int(std::string_view(name).substr(0, name.find('.')));
    out.push_back({name, Instant{*ms}, info.size_bytes});
  }
  std::sort(out.begin(), out.end(),
            [](const auto& a, const auto& b) { return a.made_at > b.made_at; });
  return out;
}

Result<Bytes> read_built(Desk& desk, const std::string& draft, const std::string& name) {
  auto& disk = desk.vault().world().disk;
  const auto path = folder_of(desk, draft) + "/" + name + std::string(suffix);
  if (!is_built_name(name) || !disk.exists(path))
    return Error(errors::built_missing, {{"name", Text::shown(name).str()}});
  TRY_LET(sealed, disk.read_all(path, largest_built_bytes));
  const auto& device = desk.vault().keystore().device;
  return crypt::age_decrypt(sealed, {&device});
}

}  // namespace kotobune::desk
