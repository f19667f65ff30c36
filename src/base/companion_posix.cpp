// Between fork and exec only system calls are made: another thread may have held the allocator's
// lock.
#include "base/companion.h"

#include <fcntl.h>
#include <linux/landlock.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <optional>

#include "base/descriptor_posix.h"
#include "base/errors.h"
#include "base/text.h"

namespace kotobune {

namespace {

Error failed(const std::string& program, std::string why) {
  return Error(errors::child_failed, {{"program", program}, {"why", std::move(why)}});
}

std::optional<std::string> path_of(const std::string& program) {
  const char* set = ::getenv("PATH");  // NOLINT(concurrency-mt-unsafe): nobody sets it
  const std::string path = set != nullptr && *set != '\0' ? set : "/usr/local/bin:/usr/bin:/bin";
  for (const auto folder : split(path, ':')) {
    if (folder.empty() || folder.front() != '/') continue;
    auto candidate = std::string(folder) + "/" + program;
    if (::access(candidate.c_str(), X_OK) == 0) return candidate;
  }
  return std::nullopt;
}

constexpr std::uint64_t reading = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
constexpr std::uint64_t writing =
    LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_REMOVE_FILE |
    LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_SOCK |
    LANDLOCK_ACCESS_FS_MAKE_FIFO | LANDLOCK_ACCESS_FS_MAKE_SYM;

// Invalid where Linux has no Landlock.
Descriptor make_ruleset(const std::string& folder) {
  landlock_ruleset_attr attributes{};
  attributes.handled_access_fs = reading | writing | LANDLOCK_ACCESS_FS_EXECUTE;
  Descriptor ruleset(static_cast<int>(
      ::syscall(SYS_landlock_create_ruleset, &attributes, sizeof attributes, 0)));
  if (!ruleset.valid()) return ruleset;
  const auto allow = [&](const char* path, std::uint64_t access) {
    const Descriptor place(::open(path, O_PATH | O_CLOEXEC));
    if (!place.valid()) return;
    landlock_path_beneath_attr rule{};
    rule.allowed_access = access;
    rule.parent_fd = place.number();
    // A rule that is not taken leaves the place closed: the companion fails, it does not escape.
    (void)::syscall(SYS_landlock_add_rule, ruleset.number(), LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
  };
  for (const char* path : {"/usr", "/bin", "/sbin", "/lib", "/lib64", "/opt", "/nix/store"})
    allow(path, reading | LANDLOCK_ACCESS_FS_EXECUTE);
  for (const char* path : {"/etc", "/var/lib", "/var/spool/libreoffice",
                           "/var/cache/fontconfig", "/proc", "/sys"})
    allow(path, reading);
  allow("/dev", reading | LANDLOCK_ACCESS_FS_WRITE_FILE);
  // LibreOffice meets its own second instance at a socket there, whatever TMPDIR says.
  allow("/tmp", LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_REMOVE_FILE);
  allow(folder.c_str(), reading | writing | LANDLOCK_ACCESS_FS_EXECUTE);
  return ruleset;
}

std::vector<char*> pointers_to(std::vector<std::string>& words) {
  std::vector<char*> pointers;
  for (auto& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  return pointers;
}

struct Launch {
  std::string path, folder;
  Descriptor nothing, ruleset;
  std::vector<std::string> words, settings;
  std::vector<char*> arguments, environment;
  CompanionLimits limits;
};

[[noreturn]] void become(const Launch& launch, pid_t parent) {
  ::setsid();
  ::umask(077);
  for (int number = 1; number < NSIG; ++number) ::signal(number, SIG_DFL);
  for (int stream = 0; stream < 3; ++stream) {
    if (::dup2(launch.nothing.number(), stream) < 0) ::_exit(127);
  }
  const rlimit cpu{launch.limits.cpu_seconds, launch.limits.cpu_seconds};
  const rlimit none{0, 0};
  const bool limited = ::setrlimit(RLIMIT_CPU, &cpu) == 0 && ::setrlimit(RLIMIT_CORE, &none) == 0;
  if (!limited || ::prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || ::getppid() != parent ||
      ::chdir(launch.folder.c_str()) != 0) {
    ::_exit(127);
  }
  // A network of its own, with nothing in it. Where the kernel does not let us, it keeps ours.
  (void)::unshare(::geteuid() == 0 ? CLONE_NEWNET : CLONE_NEWUSER | CLONE_NEWNET);
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) ::_exit(127);
  if (launch.ruleset.valid() &&
      ::syscall(SYS_landlock_restrict_self, launch.ruleset.number(), 0) != 0) {
    ::_exit(127);
  }
  // Everything of ours closes at the exec: databases, locks, the case.
  if (::syscall(SYS_close_range, 3u, ~0u, 1u << 2 /* CLOSE_RANGE_CLOEXEC */) != 0) ::_exit(127);
  ::execve(launch.path.c_str(), launch.arguments.data(), launch.environment.data());
  ::_exit(127);
}

}  // namespace

bool has_companion(const std::string& program) { return path_of(program).has_value(); }

Result<int> run_companion(const std::string& program, const std::vector<std::string>& arguments,
                          const std::string& folder, const std::vector<std::string>& settings,
                          const CompanionLimits& limits) {
  const auto path = path_of(program);
  if (!path) return failed(program, "it is not installed");
  Launch launch;
  launch.path = *path;
  launch.folder = folder;
  launch.limits = limits;
  launch.nothing = Descriptor(::open("/dev/null", O_RDWR | O_CLOEXEC));
  launch.ruleset = make_ruleset(folder);
  launch.words = arguments;
  launch.words.insert(launch.words.begin(), program);
  launch.arguments = pointers_to(launch.words);
  launch.settings = settings;
  for (const auto& one : {"PATH=/usr/local/bin:/usr/bin:/bin", "LC_ALL=C.UTF-8"})
    launch.settings.emplace_back(one);
  for (const char* name : {"HOME=", "TMPDIR=", "XDG_CACHE_HOME="})
    launch.settings.push_back(name + folder);
  launch.environment = pointers_to(launch.settings);
  const pid_t parent = ::getpid();
  const pid_t id = ::fork();
  if (id < 0) return failed(program, "no process could be made");
  if (id == 0) become(launch, parent);
  timespec time{};
  ::clock_gettime(CLOCK_MONOTONIC, &time);
  const auto deadline = time.tv_sec + std::int64_t{limits.wall_seconds};
  while (true) {
    int status = 0;
    const pid_t ended = ::waitpid(id, &status, WNOHANG);
    ::clock_gettime(CLOCK_MONOTONIC, &time);
    const bool late = time.tv_sec > deadline;
    if (ended == 0 && !late) {
      ::poll(nullptr, 0, 20);
      continue;
    }
    ::kill(-id, SIGKILL);  // and whatever it started
    if (ended == 0) (void)::waitpid(id, &status, 0);
    if (late) return failed(program, "it took longer than " +
                                         std::to_string(limits.wall_seconds) + " seconds");
    if (ended != id) return failed(program, "it was lost");
    if (!WIFEXITED(status)) return failed(program, "it crashed or used too much time");
    return WEXITSTATUS(status);
  }
}

}  // namespace kotobune
