// The list of system calls that a sandboxed child may make. Made before the fork, installed after
// it.
#pragma once

#include <cstdint>
#include <vector>

#include "base/result.h"

namespace kotobune {

class SandboxFilter {
 public:
  // `program` is the only descriptor that may be executed. Error: no_sandbox.
  static Result<SandboxFilter> make(int program);

  // Restricts the calling process from here on; makes one system call and allocates nothing. False
  // with errno set where the kernel refuses.
  bool install() const;

 private:
  std::vector<std::uint64_t> instructions_;  // struct sock_filter, 8 bytes each
};

}  // namespace kotobune
