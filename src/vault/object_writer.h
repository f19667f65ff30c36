// Inside the vault: makes an ObjectWriter for a recipient. Others ask Case::begin_object.
#pragma once

#include <memory>
#include <string>

#include "vault/case.h"

namespace kotobune::vault {

Result<std::unique_ptr<ObjectWriter>> make_object_writer(World& world, const std::string& staging,
                                                         const crypt::Recipient& recipient);

}  // namespace kotobune::vault
