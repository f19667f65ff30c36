// Inside the vault: makes an ObjectWriter for a recipient. Others ask Case::begin_object.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "vault/case.h"

namespace kotobune::vault {

// Objects that are written and not yet durable. The device works on them while the next are being
// written, and one wait is paid for many; nothing is acknowledged before flush() came back well.
// Their files stay open until then: only so is a failed write certain to be told.
class SyncQueue {
 public:
  Status add(std::unique_ptr<File> file);
  Status flush();

 private:
  std::vector<std::unique_ptr<File>> files_;
};

// `queue` outlives the writer.
Result<std::unique_ptr<ObjectWriter>> make_object_writer(World& world, const std::string& staging,
                                                         const crypt::Recipient& recipient,
                                                         SyncQueue& queue);

}  // namespace kotobune::vault
