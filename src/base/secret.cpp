#include "base/secret.h"

namespace kotobune {

void wipe(void* memory, std::size_t size) {
  // Through a volatile pointer: the compiler may not decide that nobody reads it again.
  auto* at = static_cast<volatile std::uint8_t*>(memory);
  for (std::size_t i = 0; i < size; ++i) at[i] = 0;
}

}  // namespace kotobune
