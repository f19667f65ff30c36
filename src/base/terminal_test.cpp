// A pseudo-terminal plays the person: what is typed, what is shown, what is left behind.
#include <doctest/doctest.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <termios.h>
#include <unistd.h>

#include <string>
#include <thread>

#include "base/descriptor_posix.h"
#include "base/errors.h"
#include "base/terminal.h"

using namespace kotobune;

namespace {

struct Typed {
  std::string passphrase;  // "" where it was refused
  std::string shown;
  bool cancelled = false;
  bool echo_is_back = false;
};

Typed type(std::string_view keys) {
  const Descriptor person(::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC));
  REQUIRE(person.valid());
  REQUIRE(::grantpt(person.number()) == 0);
  REQUIRE(::unlockpt(person.number()) == 0);
  const Descriptor terminal(::open(::ptsname(person.number()), O_RDWR | O_NOCTTY | O_CLOEXEC));
  REQUIRE(terminal.valid());
  Typed typed;
  std::thread asking([&] {
    const auto answer = ask_passphrase_at(terminal.number(), "Passphrase: ");
    if (answer.ok()) typed.passphrase = to_string(answer->view());
    else typed.cancelled = answer.error().is(errors::prompt_cancelled);
  });
  // Types only once the question is there: what comes before it is thrown away on purpose.
  char chunk[256];
  while (typed.shown.find("Passphrase: ") == std::string::npos)
    typed.shown.append(chunk,
                       static_cast<std::size_t>(::read(person.number(), chunk, sizeof chunk)));
  (void)!::write(person.number(), keys.data(), keys.size());
  asking.join();
  pollfd ready{person.number(), POLLIN, 0};
  while (::poll(&ready, 1, 50) > 0 && (ready.revents & POLLIN) != 0)
    typed.shown.append(chunk,
                       static_cast<std::size_t>(::read(person.number(), chunk, sizeof chunk)));
  termios after{};
  typed.echo_is_back = ::tcgetattr(terminal.number(), &after) == 0 && (after.c_lflag & ECHO) != 0;
  return typed;
}

}  // namespace

TEST_CASE("a passphrase is read without being shown") {
  const Typed typed = type("ကြည် boat\r");
  CHECK(typed.passphrase == "ကြည် boat");
  CHECK(typed.shown.find("boat") == std::string::npos);
  CHECK(typed.echo_is_back);
}

TEST_CASE("backspace takes back one character and Ctrl-U all of them") {
  CHECK(type("aက\x7f" "b\r").passphrase == "ab");
  CHECK(type("wrong\x15right\r").passphrase == "right");
  CHECK(type("\x7f\x7fx\r").passphrase == "x");
}

TEST_CASE("Ctrl-C, an empty line and an endless one give no passphrase, and the echo comes back") {
  for (const std::string& keys : {std::string("secret\x03"), std::string("\r"),
                                  std::string("\x04"), std::string(1100, 'x')}) {
    const Typed typed = type(keys);
    CHECK(typed.passphrase.empty());
    CHECK(typed.cancelled);
    CHECK(typed.echo_is_back);
  }
}

TEST_CASE("what is no terminal is refused") {
  const Descriptor null(::open("/dev/null", O_RDWR | O_CLOEXEC));
  const auto answer = ask_passphrase_at(null.number(), "?");
  REQUIRE_FALSE(answer.ok());
  CHECK(answer.error().is(errors::no_terminal));
}
