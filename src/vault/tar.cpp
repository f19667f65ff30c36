#include "vault/tar.h"

#include <algorithm>
#include <cstdio>
#include <cstring>

#include "base/ensure.h"

namespace kotobune::vault {

namespace {

constexpr std::size_t block = 512;

unsigned checksum(ByteView header) {
  unsigned sum = 0;
  for (std::size_t i = 0; i < block; ++i) sum += i >= 148 && i < 156 ? ' ' : header[i];
  return sum;
}

std::optional<std::uint64_t> octal(ByteView field) {
  std::uint64_t value = 0;
  for (const auto c : field) {
    if (c == 0 || c == ' ') break;
    if (c < '0' || c > '7') return std::nullopt;
    value = value * 8 + (c - '0');
  }
  return value;
}

}  // namespace

std::uint64_t append_tar_member(Bytes& out, std::string_view name, ByteView content) {
  ensure(name.size() <= 100, "a record id fits a tar name");
  const auto at = out.size();
  out.resize(at + block, 0);
  auto* header = reinterpret_cast<char*>(out.data() + at);
  std::memcpy(header, name.data(), name.size());
  std::snprintf(header + 100, 8, "%07o", 0600u);
  std::snprintf(header + 108, 8, "%07o", 0u);
  std::snprintf(header + 116, 8, "%07o", 0u);
  std::snprintf(header + 124, 12, "%011llo", static_cast<unsigned long long>(content.size()));
  std::snprintf(header + 136, 12, "%011o", 0u);
  header[156] = '0';
  std::memcpy(header + 257, "ustar", 6);
  std::memcpy(header + 263, "00", 2);
  const auto sum = checksum(ByteView(out).subspan(at, block));
  std::snprintf(header + 148, 8, "%06o", sum);
  header[155] = ' ';
  const auto offset = out.size();
  append(out, content);
  out.resize((out.size() + block - 1) / block * block, 0);
  return offset;
}

std::optional<std::vector<TarMember>> read_tar(ByteView bytes) {
  std::vector<TarMember> members;
  std::size_t at = 0;
  while (at + block <= bytes.size() && bytes[at] != 0) {
    const auto header = bytes.subspan(at, block);
    const auto size = octal(header.subspan(124, 12));
    const auto sum = octal(header.subspan(148, 8));
    if (!size || !sum || *sum != checksum(header)) return std::nullopt;
    if (*size > bytes.size() - at - block) return std::nullopt;
    const auto name_end = std::find(header.begin(), header.begin() + 100, 0);
    members.push_back({std::string(header.begin(), name_end), at + block, *size});
    at += block + (*size + block - 1) / block * block;
  }
  return members;
}

}  // namespace kotobune::vault
