#include "vault/padding.h"

#include <bit>

#include "base/limits.h"

namespace kotobune::vault {

std::uint64_t padded_size(std::uint64_t size_bytes) {
  if (size_bytes <= limits::object_minimum_bytes) return limits::object_minimum_bytes;
  const int exponent = static_cast<int>(std::bit_width(size_bytes)) - 1;  // E
  const int mantissa = static_cast<int>(std::bit_width(static_cast<unsigned>(exponent)));  // S
  const int dropped = exponent - mantissa;
  const std::uint64_t mask = (std::uint64_t{1} << dropped) - 1;
  return (size_bytes + mask) & ~mask;
}

}  // namespace kotobune::vault
