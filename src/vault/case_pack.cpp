// The practice packs in force lie in the case itself: what a type or a vocabulary meant when
// something was recorded must not depend on which program is installed later.
#include <algorithm>

#include "base/encode.h"
#include "base/text.h"
#include "crypt/age.h"
#include "crypt/digest.h"
#include "vault/case.h"
#include "vault/errors.h"
#include "vault/outbox.h"

namespace kotobune::vault {

namespace {

constexpr std::uint64_t pack_object_bytes = 64u << 20;

}  // namespace

bool Case::may_put_pack() const {
  const auto own = constitution_.logs.find(own_log_.str());
  if (own == constitution_.logs.end() || !own->second.admin || !sheet_confirmed_) return false;
  return constitution_.may_write(own_log_, record::case_compartment, outbox_->next_index());
}

Status Case::put_pack(const std::string& name, const std::string& version,
                      std::string_view bundle) {
  if (!may_put_pack()) return Error(errors::not_a_member, {{"compartment", "case"}});
  TRY_LET(object, put_object(record::case_compartment, as_bytes(bundle)));
  NewRecord record;
  record.kind = "pack";
  record.compartment = record::case_compartment;
  record.body = Json::object();
  record.body.set("name", name).set("version", version).set("obj", object.str());
  record.body.set("sha256", hex(ByteView(crypt::sha256(as_bytes(bundle)))));
  record.places = {{object, 0, bundle.size()}};
  TRY(append_one(std::move(record)));
  TRY(publish());
  return replay();
}

Result<std::string> Case::read_pack(const record::PackInForce& pack) {
  const auto path = object_path(pack.object);
  if (!world_.disk.exists(path)) {
    return Error(errors::object_missing, {{"object", pack.object.str()}});
  }
  TRY_LET(sealed, world_.disk.read_all(path, pack_object_bytes));
  const auto plain = crypt::age_decrypt(sealed, identities());
  const auto unreadable = [&](const char* why) {
    return Error(errors::object_unreadable, {{"object", pack.object.str()}, {"why", why}});
  };
  if (!plain.ok()) return unreadable("it does not decrypt");
  // A pack is a text; the zeros behind it are padding.
  auto text = as_chars(*plain);
  text = text.substr(0, text.find('\0'));
  if (hex(ByteView(crypt::sha256(as_bytes(text)))) != pack.sha256) {
    return unreadable("the practice pack in it has another SHA-256");
  }
  return std::string(text);
}

}  // namespace kotobune::vault
