// The sandbox: how a reader of foreign files is started so that a file made to attack it finds
// nothing to take and nowhere to send it.
//
// Four fences, each for what the others let through:
//   limits    memory, processor time, no core file, no file of any size written, few descriptors;
//   Landlock  only the system's programs, libraries and fonts can be opened, not the case, not the
//             home, not /proc (where Linux offers it: 5.13 and later);
//   seccomp   a list of the calls that are admitted (sandbox_filter_posix.cpp); all others fail;
//   nobody    all capabilities are given up and no_new_privs set, for those who run us as root.
// Where Landlock is missing, our own process is made undumpable instead, so that the child cannot
// read our keys through /proc.
//
// "No exec after the first": the program is opened before the fences go up, and the filter admits
// execveat only of that one descriptor. The descriptor closes with the exec, and its number is
// above the limit of descriptors, so that no other file can ever take its place.
//
// Between fork and exec only system calls are made: another thread may have held the allocator's
// lock.
#include "base/process.h"

#include <fcntl.h>
#include <linux/capability.h>
#include <linux/landlock.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <memory>
#include <optional>

#include "base/descriptor_posix.h"
#include "base/errors.h"
#include "base/sandbox_filter_posix.h"
#include "base/text.h"

namespace kotobune {

namespace {

constexpr std::size_t complaint_bytes = 4096;
constexpr int most_descriptors = 128;
constexpr int program_slot = 200;  // the program's descriptor lies here or above: see the top
constexpr const char* default_path = "/usr/local/bin:/usr/bin:/bin";

Error no_sandbox(std::string why) {
  return Error(errors::no_sandbox, {{"why", std::move(why)}});
}

Error child_failed(const std::string& program, std::string why) {
  return Error(errors::child_failed, {{"program", program}, {"why", std::move(why)}});
}

std::string reason_of(int number) {
  const char* description = strerrordesc_np(number);
  return description != nullptr ? description : "error " + std::to_string(number);
}

std::int64_t monotonic_ms() {
  timespec time{};
  ::clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * std::int64_t{1000} + time.tv_nsec / 1'000'000;
}

std::string search_path() {
  const char* path = ::getenv("PATH");  // NOLINT(concurrency-mt-unsafe): nobody sets it
  return path != nullptr && *path != '\0' ? path : default_path;
}

struct Program {
  Descriptor descriptor;
  std::string folder;
};

std::optional<Program> find_program(const std::string& program) {
  std::vector<std::string> candidates;
  if (program.find('/') != std::string::npos) {
    candidates.push_back(program);
  } else {
    const std::string path = search_path();
    for (const std::string_view folder : split(path, ':')) {
      // A relative folder on PATH would let the case's own folder name the program.
      if (!folder.empty() && folder.front() == '/')
        candidates.push_back(std::string(folder) + "/" + program);
    }
  }
  for (const std::string& candidate : candidates) {
    struct stat about {};
    if (::stat(candidate.c_str(), &about) != 0 || !S_ISREG(about.st_mode)) continue;
    if (::access(candidate.c_str(), X_OK) != 0) continue;
    const Descriptor opened(::open(candidate.c_str(), O_PATH | O_CLOEXEC));
    if (!opened.valid()) continue;
    Descriptor high(::fcntl(opened.number(), F_DUPFD_CLOEXEC, program_slot));
    if (!high.valid()) continue;
    return Program{std::move(high), candidate.substr(0, candidate.rfind('/'))};
  }
  return std::nullopt;
}

// The input as a sealed file in memory: unlike a pipe it cannot block, can be read again from any
// place, and cannot be changed by the child.
Descriptor file_in_memory(ByteView input) {
  Descriptor memory(::memfd_create("input", MFD_CLOEXEC | MFD_ALLOW_SEALING));
  if (!memory.valid()) return memory;
  while (!input.empty()) {
    const auto count = ::write(memory.number(), input.data(), input.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return Descriptor();
    input = input.subspan(static_cast<std::size_t>(count));
  }
  if (::lseek(memory.number(), 0, SEEK_SET) != 0) return Descriptor();
  constexpr int seals = F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE | F_SEAL_SEAL;
  if (::fcntl(memory.number(), F_ADD_SEALS, seals) != 0) return Descriptor();
  return memory;
}

struct Pipe {
  Descriptor read_end;
  Descriptor write_end;
};

std::optional<Pipe> make_pipe() {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return std::nullopt;
  return Pipe{Descriptor(ends[0]), Descriptor(ends[1])};
}

// A Landlock ruleset that lets files below the listed places be read and run, and nothing be
// written. Invalid where the kernel has no Landlock.
Descriptor make_ruleset(const std::string& program_folder) {
  landlock_ruleset_attr rules{};
  rules.handled_access_fs = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1;  // all of the first version
  Descriptor ruleset(static_cast<int>(
      ::syscall(SYS_landlock_create_ruleset, &rules, sizeof rules, 0)));
  if (!ruleset.valid()) return ruleset;
  const auto allow = [&](const char* path, std::uint64_t access) {
    const Descriptor place(::open(path, O_PATH | O_CLOEXEC));
    if (!place.valid()) return;  // not on this system; then nothing is allowed there
    landlock_path_beneath_attr rule{};
    rule.allowed_access = access;
    rule.parent_fd = place.number();
    // A rule that is not taken leaves the place closed: the child fails, it does not escape.
    (void)::syscall(SYS_landlock_add_rule, ruleset.number(), LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
  };
  constexpr std::uint64_t file = LANDLOCK_ACCESS_FS_READ_FILE;
  constexpr std::uint64_t tree = file | LANDLOCK_ACCESS_FS_READ_DIR;
  constexpr std::uint64_t programs = tree | LANDLOCK_ACCESS_FS_EXECUTE;
  for (const char* path : {"/usr", "/bin", "/lib", "/lib64", "/nix/store"}) allow(path, programs);
  allow(program_folder.c_str(), programs);
  for (const char* path : {"/etc/fonts", "/var/cache/fontconfig", "/etc/poppler"})
    allow(path, tree);
  for (const char* path : {"/etc/ld.so.cache", "/etc/localtime", "/dev/null", "/dev/zero",
                           "/dev/urandom"})
    allow(path, file);
  return ruleset;
}

// What the child needs, made before the fork so that it allocates nothing.
struct Launch {
  Program program;
  Descriptor input;
  Descriptor ruleset;  // invalid: no Landlock here
  Pipe out;
  Pipe complaint;
  Pipe report;  // the child says here why it did not get to the exec
  SandboxFilter filter;
  SandboxLimits limits;
  std::vector<std::string> words;
  std::vector<char*> arguments;
  std::vector<std::string> settings;
  std::vector<char*> environment;
};

enum class Stage : std::uint8_t { descriptors, limits, capabilities, landlock, seccomp, exec };

struct Report {
  Stage stage;
  int number;
};

const char* words_for(Stage stage) {
  switch (stage) {
    case Stage::descriptors: return "handing over the file";
    case Stage::limits: return "setting limits";
    case Stage::capabilities: return "giving up privileges";
    case Stage::landlock: return "Landlock";
    case Stage::seccomp: return "seccomp";
    case Stage::exec: return "starting";
  }
  bug("a stage without words", __FILE__, __LINE__);
}

[[noreturn]] void give_up(const Launch& launch, Stage stage) {
  const Report report{stage, errno};
  (void)!::write(launch.report.write_end.number(), &report, sizeof report);
  ::_exit(127);
}

bool limit(__rlimit_resource resource, std::uint64_t value) {
  const rlimit both{value, value};
  return ::setrlimit(resource, &both) == 0;
}

bool set_limits(const SandboxLimits& limits) {
  return limit(RLIMIT_CORE, 0) && limit(RLIMIT_FSIZE, 0) &&
         limit(RLIMIT_NOFILE, most_descriptors) && limit(RLIMIT_CPU, limits.cpu_seconds) &&
         limit(RLIMIT_AS, limits.memory_bytes);
}

bool drop_capabilities() {
  __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
  __user_cap_data_struct none[2] = {};
  return ::syscall(SYS_capset, &header, none) == 0;
}

// Every descriptor of ours from 3 on closes at the exec, also those of other threads and libraries.
bool close_the_rest_at_exec() {
  if (::syscall(SYS_close_range, 3u, ~0u, 1u << 2 /* CLOSE_RANGE_CLOEXEC */) == 0) return true;
  if (errno != ENOSYS && errno != EINVAL) return false;
  rlimit open_files{};
  if (::getrlimit(RLIMIT_NOFILE, &open_files) != 0) return false;
  for (int number = 3; static_cast<rlim_t>(number) < open_files.rlim_cur; ++number)
    ::fcntl(number, F_SETFD, FD_CLOEXEC);  // EBADF for those that are not open
  return true;
}

[[noreturn]] void become_program(const Launch& launch, pid_t parent) {
  if (::dup2(launch.input.number(), 0) < 0 || ::dup2(launch.out.write_end.number(), 1) < 0 ||
      ::dup2(launch.complaint.write_end.number(), 2) < 0 || !close_the_rest_at_exec())
    give_up(launch, Stage::descriptors);
  ::setsid();  // no terminal to type into
  ::umask(077);
  for (int number = 1; number < NSIG; ++number) ::signal(number, SIG_DFL);
  sigset_t none;
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  // The child does not outlive us; if we are gone already, it stops here.
  if (::prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || ::getppid() != parent || ::chdir("/") != 0)
    give_up(launch, Stage::descriptors);
  if (!set_limits(launch.limits)) give_up(launch, Stage::limits);
  if (!drop_capabilities() || ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
    give_up(launch, Stage::capabilities);
  if (launch.ruleset.valid() &&
      ::syscall(SYS_landlock_restrict_self, launch.ruleset.number(), 0) != 0)
    give_up(launch, Stage::landlock);
  if (!launch.filter.install()) give_up(launch, Stage::seccomp);
  ::syscall(SYS_execveat, launch.program.descriptor.number(), "", launch.arguments.data(),
            launch.environment.data(), AT_EMPTY_PATH);
  give_up(launch, Stage::exec);
}

std::vector<char*> pointers_to(std::vector<std::string>& words) {
  std::vector<char*> pointers;
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  return pointers;
}

Result<std::unique_ptr<Launch>> prepare(const std::string& name,
                                        const std::vector<std::string>& arguments, ByteView input,
                                        const SandboxLimits& limits) {
  auto launch = std::make_unique<Launch>();
  auto program = find_program(name);
  if (!program) return child_failed(name, "it is not installed");
  launch->program = std::move(*program);
  launch->limits = limits;
  launch->input = file_in_memory(input);
  auto out = make_pipe();
  auto complaint = make_pipe();
  auto report = make_pipe();
  if (!launch->input.valid() || !out || !complaint || !report)
    return child_failed(name, "memory or descriptors ran out: " + reason_of(errno));
  launch->out = std::move(*out);
  launch->complaint = std::move(*complaint);
  launch->report = std::move(*report);
  TRY_LET(filter, SandboxFilter::make(launch->program.descriptor.number()));
  launch->filter = std::move(filter);
  launch->ruleset = make_ruleset(launch->program.folder);
  if (!launch->ruleset.valid() && ::prctl(PR_SET_DUMPABLE, 0) != 0)
    return no_sandbox("our memory cannot be shielded: " + reason_of(errno));
  launch->words = arguments;
  launch->words.insert(launch->words.begin(), name);
  launch->arguments = pointers_to(launch->words);
  launch->settings = {"PATH=" + search_path(), "LC_ALL=C.UTF-8"};
  launch->environment = pointers_to(launch->settings);
  return launch;
}

// A running child. Whatever way we leave, it is ended and collected.
class Child {
 public:
  explicit Child(pid_t id) : id_(id) {}
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child() {
    if (!status_) {
      end();
      (void)wait_until(monotonic_ms() + 5000);
    }
  }
  void end() const { ::kill(id_, SIGKILL); }
  std::optional<int> wait_until(std::int64_t deadline_ms) {
    while (!status_) {
      int status = 0;
      const pid_t ended = ::waitpid(id_, &status, WNOHANG);
      if (ended == id_) status_ = status;
      else if (ended < 0 && errno != EINTR) return std::nullopt;
      else if (monotonic_ms() >= deadline_ms) return std::nullopt;
      else ::poll(nullptr, 0, 2);
    }
    return status_;
  }

 private:
  pid_t id_;
  std::optional<int> status_;
};

enum class Listening { ended, too_long, too_much };

// Reads what the child says until it closes both pipes. Beyond 4 KiB its complaints are read and
// dropped, so that it does not block on them.
Listening listen(Launch& launch, std::int64_t deadline_ms, ChildOutput& output) {
  std::array<pollfd, 2> streams{{{launch.out.read_end.number(), POLLIN, 0},
                                 {launch.complaint.read_end.number(), POLLIN, 0}}};
  Bytes chunk(64u << 10);
  while (streams[0].fd >= 0 || streams[1].fd >= 0) {
    const auto left_ms = deadline_ms - monotonic_ms();
    if (left_ms <= 0) return Listening::too_long;
    const int ready = ::poll(streams.data(), streams.size(), static_cast<int>(left_ms));
    if (ready <= 0) continue;  // interrupted, or the time is up: seen above
    for (std::size_t which = 0; which < streams.size(); ++which) {
      if (streams[which].fd < 0 || streams[which].revents == 0) continue;
      const auto count = ::read(streams[which].fd, chunk.data(), chunk.size());
      if (count < 0 && (errno == EINTR || errno == EAGAIN)) continue;
      if (count <= 0) {
        streams[which].fd = -1;
        continue;
      }
      const auto size = static_cast<std::size_t>(count);
      if (which == 1) {
        const auto room = complaint_bytes - output.complaint.size();
        output.complaint.append(as_chars(ByteView(chunk).first(std::min(size, room))));
        continue;
      }
      if (size > launch.limits.output_bytes - output.out.size()) return Listening::too_much;
      append(output.out, ByteView(chunk).first(size));
    }
  }
  return Listening::ended;
}

Result<ChildOutput> ending_of(const std::string& program, const SandboxLimits& limits, int status,
                              ChildOutput output) {
  if (WIFEXITED(status)) {
    output.exit_code = WEXITSTATUS(status);
    return output;
  }
  const int signal_number = WTERMSIG(status);
  if (signal_number == SIGXCPU || signal_number == SIGKILL)
    return child_failed(program, "it used more than " + std::to_string(limits.cpu_seconds) +
                                     " seconds of the processor, or was ended from outside");
  const char* name = ::sigdescr_np(signal_number);
  return child_failed(program, std::string("it crashed: ") + (name != nullptr ? name : "signal"));
}

}  // namespace

Result<ChildOutput> run_sandboxed(const std::string& program,
                                  const std::vector<std::string>& arguments, ByteView input,
                                  const SandboxLimits& limits) {
  TRY_LET(launch, prepare(program, arguments, input, limits));
  const auto deadline_ms = monotonic_ms() + std::int64_t{limits.wall_seconds} * 1000;
  const pid_t parent = ::getpid();
  const pid_t id = ::fork();
  if (id < 0) return child_failed(program, "no process could be made: " + reason_of(errno));
  if (id == 0) become_program(*launch, parent);
  Child child(id);
  launch->out.write_end.close();
  launch->complaint.write_end.close();
  launch->report.write_end.close();
  ChildOutput output;
  const Listening listening = listen(*launch, deadline_ms, output);
  const auto status = listening == Listening::ended ? child.wait_until(deadline_ms) : std::nullopt;
  if (listening == Listening::too_much)
    return child_failed(program, "it wrote more than " + std::to_string(limits.output_bytes) +
                                     " bytes");
  if (!status)
    return child_failed(program, "it took longer than " + std::to_string(limits.wall_seconds) +
                                     " seconds");
  Report report{};
  if (::read(launch->report.read_end.number(), &report, sizeof report) == sizeof report) {
    const std::string why = std::string(words_for(report.stage)) + ": " + reason_of(report.number);
    // Without enough memory or descriptors the exec fails; that is this file's limit, not the
    // system's lack of a sandbox.
    return report.stage == Stage::exec ? child_failed(program, why) : no_sandbox(why);
  }
  return ending_of(program, limits, *status, std::move(output));
}

std::string why_no_sandbox() {
  // Tried, not guessed: containers refuse what the kernel could do.
  const auto tried = run_sandboxed("true", {}, {}, SandboxLimits{});
  return tried.ok() ? std::string() : tried.error().parameter("why");
}

}  // namespace kotobune
