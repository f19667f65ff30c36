#include "vault/keystore.h"

#include "base/encode.h"
#include "base/errors.h"
#include "base/json.h"
#include "crypt/digest.h"
#include "crypt/errors.h"
#include "vault/errors.h"

namespace kotobune::vault {

namespace {

constexpr std::size_t shortest_passphrase = 12;
constexpr std::size_t keystore_limit_bytes = 1u << 20;

Secret random_secret(Random& random, std::size_t size) {
  Secret out(size);
  random.fill(out.span());
  return out;
}

Secret secret_from_hex(const std::string& text) {
  auto bytes = parse_hex(text).value_or(Bytes{});
  Secret out{ByteView(bytes)};
  wipe(bytes.data(), bytes.size());
  return out;
}

}  // namespace

Keystore Keystore::generate(Random& random, const CaseId& case_id, const LogId& root_log,
                            std::string person, std::string person_name) {
  const auto seed = random_secret(random, 32);
  return Keystore{case_id,
                  root_log,
                  std::move(person),
                  std::move(person_name),
                  crypt::Identity::generate(random),
                  crypt::SigningKey::from_seed(seed.view()),
                  random_secret(random, 32)};
}

Secret Keystore::database_key(std::string_view purpose, std::int64_t generation) const {
  return crypt::hkdf_sha256(secret.view(), {},
                            std::string(purpose) + ":" + std::to_string(generation), 32);
}

Status save_keystore(World& world, const std::string& path, const Keystore& keystore,
                     ByteView passphrase, int log_n) {
  if (passphrase.size() < shortest_passphrase) return Error(errors::passphrase_too_short);
  Json json = Json::object();
  const auto identity = keystore.device.str();
  json.set("v", 1)
      .set("case", keystore.case_id.str())
      .set("root", keystore.root_log.str())
      .set("person", keystore.person)
      .set("name", keystore.person_name)
      .set("age", as_chars(identity.view()))
      .set("log", hex(keystore.log_key.seed()))
      .set("secret", hex(keystore.secret.view()));
  auto text = json.dump();
  auto sealed = crypt::age_encrypt_with_passphrase(as_bytes(text), passphrase, log_n, world.random);
  wipe(text.data(), text.size());
  if (!sealed.ok()) return sealed.error();
  return world.disk.write_replacing(path, *sealed);
}

Result<Keystore> load_keystore(World& world, const std::string& path, ByteView passphrase) {
  const auto file = world.disk.read_all(path, keystore_limit_bytes);
  if (!file.ok()) {
    if (file.error().is(errors::file_missing)) return Error(errors::no_keystore, {{"path", path}});
    return file.error();
  }
  auto plain = crypt::age_decrypt_with_passphrase(*file, passphrase);
  if (!plain.ok()) {
    if (plain.error().is(errors::age_wrong_key)) return Error(errors::wrong_passphrase);
    return plain.error();
  }
  const auto json = parse_json(as_chars(*plain));
  wipe(plain->data(), plain->size());
  const Error broken(errors::object_unreadable,
                     {{"object", "keystore.age"}, {"why", "its content is malformed"}});
  if (!json.ok()) return broken;
  auto identity = crypt::Identity::parse((*json)["age"].str());
  const auto seed = secret_from_hex((*json)["log"].str());
  auto secret = secret_from_hex((*json)["secret"].str());
  if (!identity.ok() || seed.size() != 32 || secret.size() != 32) return broken;
  return Keystore{CaseId((*json)["case"].str()),
                  LogId((*json)["root"].str()),
                  (*json)["person"].str(),
                  (*json)["name"].str(),
                  std::move(identity).value(),
                  crypt::SigningKey::from_seed(seed.view()),
                  std::move(secret)};
}

}  // namespace kotobune::vault
