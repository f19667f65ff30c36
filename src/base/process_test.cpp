// The sandbox is tested by what it refuses: perl, which every Debian has, tries each escape.
#include <doctest/doctest.h>

#include <algorithm>

#include "base/errors.h"
#include "base/process.h"

using namespace kotobune;

namespace {

Result<ChildOutput> perl(const std::string& script, SandboxLimits limits = {},
                         ByteView input = {}) {
  return run_sandboxed("perl", {"-e", script}, input, limits);
}

// Runs a script that prints "done" when it got what it should not get.
std::string attempt(const std::string& script) {
  const auto ended = perl(script + " ? print 'done' : print \"refused: $!\";");
  if (!ended.ok()) return ended.error().sentence();
  return to_string(ended->out) + ended->complaint;
}

bool sandbox_missing() {
  const std::string why = why_no_sandbox();
  if (!why.empty()) MESSAGE("no sandbox here, not tested: " << why);
  return !why.empty();
}

}  // namespace

TEST_CASE("a sandboxed program reads its input and answers") {
  if (sandbox_missing()) return;
  const Bytes input(300'000, 'x');
  const auto ended = run_sandboxed("cat", {}, input, {});
  REQUIRE_MESSAGE(ended.ok(), ended.error().sentence());
  CHECK(ended->out == input);
  CHECK(ended->exit_code == 0);
}

TEST_CASE("an exit code and a complaint come back, the complaint cut at 4 KiB") {
  if (sandbox_missing()) return;
  const auto ended = perl("print STDERR 'no' x 100000; exit 7");
  REQUIRE(ended.ok());
  CHECK(ended->exit_code == 7);
  CHECK(ended->complaint.size() == 4096);
  CHECK(ended->out.empty());
}

TEST_CASE("a sandboxed program gets no socket, no process, no writing, no second program") {
  if (sandbox_missing()) return;
  for (const char* script : {
           "socket(S,2,1,0)", "socket(S,1,1,0)", "socket(S,10,2,0)", "socketpair(A,B,1,1,0)",
           "defined(fork)", "open(F,'>','/tmp/kotobune-escape')",
           "open(F,'>>','/tmp/kotobune-escape')", "open(F,'+<','/dev/null')",
           "open(F,'>','/dev/null')", "exec('/bin/true')", "open(F,'-|','true')",
           "kill(0,getppid)", "kill(9,getppid)", "unlink('/tmp/kotobune-nothing')",
           "mkdir('/tmp/kotobune-escape')", "chmod(0777,'/tmp')", "rename('/tmp/a','/tmp/b')",
           "symlink('/etc','/tmp/kotobune-escape')", "setpgrp(0,0)",
#if defined(__x86_64__)
           // by number: ptrace, execveat of the closed slot, openat2, io_uring_setup, execve,
           // clone3
           "syscall(101,16,getppid,0,0)==0", "syscall(322,200,my $e='',0,0,4096)==0",
           "syscall(437,-100,my $e='/usr/bin/perl',my $h=pack('Q3',0,0,0),24)>=0",
           "syscall(425,1,my $e=pack('x120'))>=0", "syscall(59,my $e='/bin/true',0,0)==0",
           "syscall(435,my $e=pack('x88'),88)>=0",
#endif
       }) {
    CAPTURE(script);
    const std::string answer = attempt(script);
    CHECK_MESSAGE(answer.find("refused") != std::string::npos, answer);
    CHECK(answer.find("done") == std::string::npos);
  }
}

TEST_CASE("a sandboxed program sees neither our memory nor our settings") {
  if (sandbox_missing()) return;
  for (const char* file : {"mem", "environ", "maps", "fd/0"}) {
    CAPTURE(file);
    const std::string answer =
        attempt(std::string("open(F,'<','/proc/'.getppid.'/") + file + "') && sysread(F,$b,1)");
    CHECK_MESSAGE(answer.find("refused") != std::string::npos, answer);
  }
  const auto ended = perl("print join(' ', sort keys %ENV)");
  REQUIRE(ended.ok());
  CHECK(to_string(ended->out) == "LC_ALL PATH");
}

TEST_CASE("a sandboxed program opens the system's files and no others") {
  if (sandbox_missing()) return;
  // Only where the kernel has Landlock; which cannot be asked from here but by trying.
  const std::string answer = attempt("open(F,'<','/etc/hostname')");
  if (answer == "done") {
    MESSAGE("no Landlock here: reading is not fenced");
    return;
  }
  for (const char* script : {"opendir(D,'/tmp')", "opendir(D,'/')", "open(F,'<','/etc/passwd')",
                             "open(F,'<','/proc/self/status')", "opendir(D,'/home')"}) {
    CAPTURE(script);
    CHECK(attempt(script).find("refused") != std::string::npos);
  }
  CHECK(attempt("opendir(D,'/usr/lib')") == "done");
}

TEST_CASE("a sandboxed program inherits no open file but its three streams") {
  if (sandbox_missing()) return;
  const auto ended = perl("for (3..120) { print \"$_ \" if open(my $f, '<&=', $_) }");
  REQUIRE(ended.ok());
  CHECK(to_string(ended->out).empty());
}

TEST_CASE("a child that says too much, takes too long or too much memory is ended") {
  if (sandbox_missing()) return;
  SandboxLimits limits;
  limits.output_bytes = 1000;
  const auto loud = perl("print 'x' x 1001", limits);
  REQUIRE_FALSE(loud.ok());
  CHECK(loud.error().is(errors::child_failed));
  CHECK(loud.error().parameter("why") == "it wrote more than 1000 bytes");
  CHECK(perl("print 'x' x 1000", limits).ok());

  limits = {};
  limits.wall_seconds = 1;
  const auto slow = perl("close STDOUT; close STDERR; sleep 20", limits);
  REQUIRE_FALSE(slow.ok());
  CHECK(slow.error().parameter("why") == "it took longer than 1 seconds");

  limits = {};
  limits.cpu_seconds = 1;
  const auto busy = perl("1 while 1", limits);
  REQUIRE_FALSE(busy.ok());
  CHECK(busy.error().is(errors::child_failed));

  limits = {};
  limits.memory_bytes = 64u << 20;
  const auto greedy = perl("my $x = 'x' x (200 * 1024 * 1024); print 'done'", limits);
  CHECK((!greedy.ok() || to_string(greedy->out).empty()));
}

TEST_CASE("a missing program and a crash are told as such") {
  if (sandbox_missing()) return;
  const auto missing = run_sandboxed("kotobune-no-such-program", {}, {}, {});
  REQUIRE_FALSE(missing.ok());
  CHECK(missing.error().is(errors::child_failed));
  CHECK(missing.error().parameter("why") == "it is not installed");
  // No signal may be sent, not even to itself: a jump to nowhere crashes without one.
  const auto crashed = perl("unpack('p', pack('J', 16))");
  REQUIRE_FALSE(crashed.ok());
  CHECK(crashed.error().parameter("why").find("it crashed") == 0);
}
