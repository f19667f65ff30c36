// The seccomp filter: what a reader of one file on its standard input needs, and no more.
//
// Calls that are not listed fail with ENOSYS, as on an older kernel, so that libraries fall back to
// older calls; those that a program must know to be forbidden fail with EPERM. Nothing kills the
// child: a refused call is the program's error, told by its exit.
#include "base/sandbox_filter_posix.h"

#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <seccomp.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/descriptor_posix.h"
#include "base/errors.h"

namespace kotobune {

namespace {

static_assert(sizeof(sock_filter) == sizeof(std::uint64_t));

// By name and not by number: a name that this processor does not know is passed over.
constexpr const char* admitted[] = {
    // its open files
    "read", "readv", "pread64", "preadv", "preadv2", "write", "writev", "close", "close_range",
    "lseek", "_llseek", "fstat", "fstat64", "fstatat64", "newfstatat", "stat", "stat64", "lstat",
    "lstat64", "statx", "statfs", "fstatfs", "access", "faccessat", "faccessat2", "readlink",
    "readlinkat", "getdents", "getdents64", "getcwd", "chdir", "fchdir", "dup", "dup2", "dup3",
    "pipe", "pipe2", "poll", "ppoll", "select", "_newselect", "pselect6", "fadvise64",
    "readahead", "umask",
    // its memory
    "brk", "mmap", "mmap2", "munmap", "mremap", "mprotect", "madvise", "mincore", "membarrier",
    "get_mempolicy",
    // its threads and signals
    "futex", "futex_time64", "set_tid_address", "set_robust_list", "get_robust_list", "rseq",
    "sched_yield", "sched_getaffinity", "sched_setaffinity", "sched_getparam",
    "sched_getscheduler", "sched_get_priority_max", "sched_get_priority_min", "getcpu",
    "rt_sigaction", "rt_sigprocmask", "rt_sigreturn", "rt_sigpending", "sigaltstack", "sigreturn",
    "restart_syscall", "exit", "exit_group", "arch_prctl", "set_thread_area", "riscv_flush_icache",
    "cacheflush",
    // what it may know of itself and of the time
    "getpid", "gettid", "getppid", "getpgrp", "getpgid", "getsid", "getuid", "geteuid", "getgid",
    "getegid", "getuid32", "geteuid32", "getgid32", "getegid32", "getgroups", "getresuid",
    "getresgid", "getrlimit", "ugetrlimit", "getrusage", "times", "uname", "sysinfo", "time",
    "gettimeofday", "clock_gettime", "clock_gettime64", "clock_getres", "nanosleep",
    "clock_nanosleep", "clock_nanosleep_time64", "getrandom", "capget",
};

// Known to be forbidden: the program shall hear "not permitted" and not look for another way.
constexpr const char* forbidden[] = {
    "socket", "socketpair", "connect", "bind", "fork", "vfork", "execve", "ptrace", "kill",
    "tgkill", "tkill", "process_vm_readv", "process_vm_writev", "creat", "truncate", "unlink",
    "unlinkat", "rename", "renameat", "renameat2", "link", "linkat", "symlink", "symlinkat",
    "mkdir", "mkdirat", "rmdir", "mknod", "mknodat", "chmod", "fchmod", "fchmodat", "chown",
    "lchown", "fchown", "fchownat", "mount", "umount2", "chroot", "bpf", "keyctl", "add_key",
    "unshare", "setns", "setuid", "setgid", "setresuid", "setresgid",
};

class Builder {
 public:
  Builder() : context_(seccomp_init(SCMP_ACT_ERRNO(ENOSYS))) {}
  Builder(const Builder&) = delete;
  Builder& operator=(const Builder&) = delete;
  ~Builder() {
    if (context_ != nullptr) seccomp_release(context_);
  }

  bool valid() const { return context_ != nullptr && !failed_; }
  scmp_filter_ctx context() const { return context_; }

  template <typename... Conditions>
  void add(std::uint32_t action, const char* name, Conditions... conditions) {
    if (context_ == nullptr) return;
    const int number = seccomp_syscall_resolve_name(name);
    if (number == __NR_SCMP_ERROR) return;
    const scmp_arg_cmp list[] = {conditions..., scmp_arg_cmp{}};
    const int added = seccomp_rule_add_array(context_, action, number,
                                             static_cast<unsigned>(sizeof...(conditions)), list);
    // EDOM, EACCES: this processor does not have the call, or it has the default action already.
    if (added != 0 && added != -EDOM) failed_ = true;
  }

 private:
  scmp_filter_ctx context_;
  bool failed_ = false;
};

scmp_arg_cmp equals(unsigned argument, std::uint64_t value) {
  return scmp_arg_cmp{argument, SCMP_CMP_EQ, value, 0};
}
scmp_arg_cmp masked(unsigned argument, std::uint64_t mask, std::uint64_t value) {
  return scmp_arg_cmp{argument, SCMP_CMP_MASKED_EQ, mask, value};
}

// Calls whose arguments decide. Only values are looked at, never memory: it can change afterwards.
void add_conditional(Builder& builder, int program) {
  constexpr std::uint64_t writing =
      O_ACCMODE | O_CREAT | O_TRUNC | O_APPEND | (O_TMPFILE & ~O_DIRECTORY);
  builder.add(SCMP_ACT_ALLOW, "open", masked(1, writing, O_RDONLY));
  builder.add(SCMP_ACT_ALLOW, "openat", masked(2, writing, O_RDONLY));
  for (const std::uint64_t bit : {O_WRONLY, O_RDWR, O_CREAT, O_TRUNC, O_APPEND}) {
    builder.add(SCMP_ACT_ERRNO(EPERM), "open", masked(1, bit, bit));
    builder.add(SCMP_ACT_ERRNO(EPERM), "openat", masked(2, bit, bit));
  }
  builder.add(SCMP_ACT_ALLOW, "execveat", equals(0, static_cast<std::uint64_t>(program)),
              equals(4, AT_EMPTY_PATH));
  // Threads, not processes. clone3 hides its flags in memory, so it does not exist here.
  builder.add(SCMP_ACT_ALLOW, "clone", masked(0, CLONE_THREAD, CLONE_THREAD));
  builder.add(SCMP_ACT_ERRNO(EPERM), "clone", masked(0, CLONE_THREAD, 0));
  for (const std::uint64_t command :
       {F_GETFD, F_SETFD, F_GETFL, F_SETFL, F_DUPFD, F_DUPFD_CLOEXEC})
    builder.add(SCMP_ACT_ALLOW, "fcntl", equals(1, command));
  // TCGETS asks "are you a terminal?"; TIOCSTI, which types into one, is not here.
  for (const std::uint64_t request : {TCGETS, FIONREAD, FIOCLEX, TIOCGWINSZ})
    builder.add(SCMP_ACT_ALLOW, "ioctl", equals(1, request));
  builder.add(SCMP_ACT_ALLOW, "prlimit64", equals(0, 0), equals(2, 0));  // reading its own
  builder.add(SCMP_ACT_ALLOW, "prctl", equals(0, PR_SET_NAME));
  builder.add(SCMP_ACT_ALLOW, "prctl", equals(0, PR_GET_NAME));
}

Error refused(int negative_errno) {
  const char* why = strerrordesc_np(-negative_errno);
  return Error(errors::no_sandbox,
               {{"why", std::string("seccomp: ") + (why != nullptr ? why : "unknown")}});
}

}  // namespace

Result<SandboxFilter> SandboxFilter::make(int program) {
  Builder builder;
  for (const char* name : admitted) builder.add(SCMP_ACT_ALLOW, name);
  for (const char* name : forbidden) builder.add(SCMP_ACT_ERRNO(EPERM), name);
  add_conditional(builder, program);
  if (!builder.valid()) return refused(-EINVAL);
  // libseccomp gives the program out only through a descriptor.
  const Descriptor memory(::memfd_create("filter", MFD_CLOEXEC));
  if (!memory.valid()) return refused(-errno);
  const int exported = seccomp_export_bpf(builder.context(), memory.number());
  if (exported != 0) return refused(exported);
  struct stat about {};
  if (::fstat(memory.number(), &about) != 0) return refused(-errno);
  const auto size = static_cast<std::size_t>(about.st_size);
  SandboxFilter filter;
  filter.instructions_.resize(size / sizeof(std::uint64_t));
  if (::pread(memory.number(), filter.instructions_.data(), size, 0) != about.st_size)
    return refused(-EIO);
  return filter;
}

bool SandboxFilter::install() const {
  sock_fprog program{};
  program.len = static_cast<unsigned short>(instructions_.size());
  // The kernel reads the program through this pointer and copies it.
  program.filter = reinterpret_cast<sock_filter*>(const_cast<std::uint64_t*>(instructions_.data()));
  return ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) == 0;
}

}  // namespace kotobune
