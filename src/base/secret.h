// Secret: key material and passphrases. Wipes itself, is never copied, has no printer.
#pragma once

#include "base/bytes.h"

namespace kotobune {

// Overwrites memory in a way the compiler may not remove.
void wipe(void* memory, std::size_t size);

class Secret {
 public:
  Secret() = default;
  explicit Secret(std::size_t size) : bytes_(size) {}
  explicit Secret(ByteView bytes) : bytes_(bytes.begin(), bytes.end()) {}
  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;
  Secret(Secret&& other) noexcept : bytes_(std::move(other.bytes_)) { other.bytes_.clear(); }
  Secret& operator=(Secret&& other) noexcept {
    if (this != &other) {
      wipe(bytes_.data(), bytes_.size());
      bytes_ = std::move(other.bytes_);
      other.bytes_.clear();
    }
    return *this;
  }
  ~Secret() { wipe(bytes_.data(), bytes_.size()); }

  // A second copy is sometimes needed (a thread of its own); it must be asked for by name.
  Secret clone() const { return Secret(ByteView(bytes_)); }
  ByteView view() const { return bytes_; }
  ByteSpan span() { return bytes_; }
  std::size_t size() const { return bytes_.size(); }
  bool empty() const { return bytes_.empty(); }

 private:
  Bytes bytes_;
};

}  // namespace kotobune
