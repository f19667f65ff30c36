#include "vault/layout.h"

#include "base/bytes.h"
#include "base/encode.h"

namespace kotobune::vault {

std::string Layout::checkpoint_name(std::uint64_t size, const std::string& root_hex) {
  Bytes bytes;
  append_u64_be(bytes, size);
  return hex(bytes) + "-" + root_hex.substr(0, 16);
}

}  // namespace kotobune::vault
