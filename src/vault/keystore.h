// The keystore: what this device knows that no replica does. One age file under a passphrase
// (scrypt, calibrated to about a second), holding JSON (docs/format.md section 8).
//   {"age":"AGE-SECRET-KEY-1...","case":"<32 hex>","log":"<64 hex seed>","name":"...",
//    "person":"p1",
//    "root":"<logid>","secret":"<64 hex>","v":1}
// Deleting this one small file locks the case on this device for good: the recovery sheet remains.
#pragma once

#include <string>

#include "base/ids.h"
#include "base/world.h"
#include "crypt/age.h"
#include "crypt/sign.h"

namespace kotobune::vault {

struct Keystore {
  CaseId case_id;
  LogId root_log;            // pins the case: a folder swapped for another one does not open
  std::string person;        // code used in records: "p1"
  std::string person_name;
  crypt::Identity device;    // grants are encrypted to it
  crypt::SigningKey log_key; // signs this device's checkpoints
  Secret secret;             // 32 bytes: keys of outbox and index are derived from it

  static Keystore generate(Random& random, const CaseId& case_id, const LogId& root_log,
                           std::string person, std::string person_name);
  // "index-v1", "outbox-v1": a key of its own for each purpose and generation.
  Secret database_key(std::string_view purpose, std::int64_t generation) const;
};

// Errors: passphrase_too_short; those of the disk.
Status save_keystore(World& world, const std::string& path, const Keystore& keystore,
                     ByteView passphrase, int log_n);
// Errors: no_keystore, wrong_passphrase; object_unreadable where the file is damaged.
Result<Keystore> load_keystore(World& world, const std::string& path, ByteView passphrase);

}  // namespace kotobune::vault
