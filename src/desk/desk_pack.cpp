// The practice packs of a case. They lie in the case itself, sealed: what a word meant when
// something was recorded must not depend on which program is installed later. One pack is the
// practice; others extend it.
#include "desk/desk.h"
#include "desk/people.h"
#include "pack/compare.h"
#include "pack/errors.h"

namespace kotobune::desk {
namespace {

constexpr const char* practice = "fact-finding";

}  // namespace

// A case without a pack yet takes that of this program, and seals it as soon as it may.
Status Desk::learn_packs(const std::string& packs_folder) {
  TRY_LET(files, pack::read_files(world_.disk, packs_folder + "/" + practice));
  offered_pack_version_ = pack::version_of(files);
  TRY_LET(there, learn_packs_in_force());
  if (there) return {};
  TRY_LET(offered, pack::parse(files));
  pack_ = std::move(offered);
  unsealed_pack_ = pack::bundle(files);
  return seal_pack();
}

// False where the practice itself is not in force yet.
Result<bool> Desk::learn_packs_in_force() {
  TRY_LET(whole, pack_in_force(practice));
  if (!whole) return false;
  pack_ = std::move(*whole);
  packs_not_joined_.clear();
  for (const auto& in_force : vault_->constitution().packs) {
    if (in_force.name == practice) continue;
    TRY_LET(more, pack_in_force(in_force.name));
    // Two admins apart may have put packs in force that do not go together. The case must still
    // open: what the second one names stays unknown, and unknown is S4.
    pack::Pack joined = pack_;
    if (more && pack::merge(joined, *more).ok()) pack_ = std::move(joined);
    else packs_not_joined_.push_back(in_force.name);
  }
  return true;
}

Result<std::optional<pack::Pack>> Desk::pack_in_force(const std::string& name) {
  for (const auto& in_force : vault_->constitution().packs) {
    if (in_force.name != name) continue;
    TRY_LET(bundle, vault_->read_pack(in_force));
    TRY_LET(files, pack::unbundle(bundle));
    TRY_LET(parsed, pack::parse(files, nullptr, pack::Reading::sealed));
    return std::optional<pack::Pack>(std::move(parsed));
  }
  return std::optional<pack::Pack>();
}

Status Desk::seal_pack() {
  if (unsealed_pack_.empty() || !vault_->may_put_pack()) return {};
  TRY(vault_->put_pack(pack_.name, pack_.version, unsealed_pack_));
  unsealed_pack_.clear();
  return {};
}

Result<pack::Uses> Desk::uses() {
  pack::Uses out;
  TRY_LET(types, index_->entity_types(view_->reader()));
  for (const auto& type : types) {
    TRY_LET(entities, view_->entities(type));
    for (const auto& entity : entities) {
      out.types.insert(type);
      for (const auto& value : entity.values) {
        out.properties.emplace(type, value.property);
        const std::string term = value.value["term"].str();
        const std::size_t slash = term.find('/');
        if (slash == std::string::npos) continue;
        out.terms.emplace(term.substr(0, slash), term.substr(slash + 1));
      }
    }
  }
  return out;
}

Status Desk::put_pack(const pack::Files& files, pack::Weaker weaker) {
  TRY(may(*this, Right::practice));
  TRY(seal_pack());  // the practice itself, where it could not be put in force before
  TRY_LET(next, pack::parse(files, pack::extended_by(files).empty() ? nullptr : &pack_));
  TRY_LET(before, pack_in_force(next.name));
  if (before) {
    if (before->version == next.version) {
      return Error(errors::pack_not_newer, {{"name", next.name}, {"version", next.version}});
    }
    TRY_LET(used, uses());
    TRY(pack::may_replace(*before, next, used, weaker));
  } else {
    pack::Pack joined = pack_;
    TRY(pack::merge(joined, next));
  }
  TRY(vault_->put_pack(next.name, next.version, pack::bundle(files)));
  const auto learnt = learn_packs_in_force();
  return learnt.ok() ? Status() : Status(learnt.error());
}

}  // namespace kotobune::desk
