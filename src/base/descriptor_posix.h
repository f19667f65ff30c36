// A file descriptor that closes itself. For the _posix files of this room only.
#pragma once

#include <unistd.h>

#include <utility>

namespace kotobune {

class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  Descriptor(Descriptor&& other) noexcept : number_(other.release()) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    if (this != &other) {
      close();
      number_ = other.release();
    }
    return *this;
  }
  ~Descriptor() { close(); }

  int number() const { return number_; }
  bool valid() const { return number_ >= 0; }
  int release() { return std::exchange(number_, -1); }
  // The result of close() is of no use: on Linux the number is free again whatever it says, and
  // what must be safe was synced before.
  void close() {
    if (valid()) ::close(release());
  }

 private:
  int number_ = -1;
};

}  // namespace kotobune
