// Inside the vault: what one publication of a log writes, made before anything is written (V3).
// Used by Case::publish for the device's log and by the founding for the root's.
#pragma once

#include <string>
#include <vector>

#include "crypt/age.h"
#include "crypt/sign.h"
#include "log/tile.h"
#include "record/record.h"
#include "vault/layout.h"
#include "vault/outbox.h"

namespace kotobune::vault {

struct PublicationInput {
  CaseId case_id;
  LogId log;
  const crypt::SigningKey& key;
  std::vector<const std::string*> lines;  // new records in index order, the commit record last
  std::uint64_t old_size = 0;
  log::Reader reader;
  Random& random;
  crypt::Recipient case_recipient;
};

// The commit record's line, a line feed, line feeds up to a padded size.
Bytes manifest_plaintext(std::string_view commit_line);
Result<PendingPublication> prepare_publication(const PublicationInput& in);
// Idempotent: files that lie there already with the same bytes are left.
Status write_publication(Disk& disk, const Layout& layout, const PendingPublication& publication);

}  // namespace kotobune::vault
