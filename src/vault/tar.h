// A pack's inside: members in ustar (POSIX.1-1988), nothing else, so that `age -d x | tar x` reads
// it.
//   header 512 bytes | content | zeros to 512 ... ; mtime 0, mode 0600, owner 0, name = record id
// No end-of-archive blocks are needed: a pack is padded with zeros, which are just that.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"

namespace kotobune::vault {

struct TarMember {
  std::string name;
  std::uint64_t offset = 0;  // of the content
  std::uint64_t size = 0;
};

// Appends a member and returns the offset of its content in `out`.
std::uint64_t append_tar_member(Bytes& out, std::string_view name, ByteView content);

// Members in order; nullopt where a header's checksum or size is wrong.
std::optional<std::vector<TarMember>> read_tar(ByteView bytes);

}  // namespace kotobune::vault
