// Child processes. A reader of foreign files (pdftotext, later OCR) runs without keys, without
// network and with hard limits: run_sandboxed is the only way the program starts one.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

namespace kotobune {

struct SandboxLimits {
  std::uint64_t memory_bytes = 1u << 30;
  std::uint32_t cpu_seconds = 60;
  std::uint64_t output_bytes = 64u << 20;
  std::uint32_t wall_seconds = 120;
};

struct ChildOutput {
  Bytes out;
  std::string complaint;  // the first 4 KiB of its standard error; may quote the file, so internal
  int exit_code = 0;
};

// Runs `program` (found on PATH) with `arguments`, `input` on its standard input and a read-only,
// network-less, process-less sandbox around it: no_new_privs, rlimits, a seccomp filter that admits
// no socket, no exec after the first, no ptrace, no writing open; an empty environment but PATH and
// LC_ALL=C.UTF-8. Errors: no_sandbox where the kernel refuses it (the child is then not run at
// all), child_failed for a missing program, a limit or a crash.
Result<ChildOutput> run_sandboxed(const std::string& program,
                                  const std::vector<std::string>& arguments, ByteView input,
                                  const SandboxLimits& limits);

// Can children be sandboxed here? "" if so, otherwise the reason, for the page that says so.
std::string why_no_sandbox();

}  // namespace kotobune
