// The terminal is set to hand over each byte unechoed, signals included: a Ctrl-C that ended the
// program here would leave the person's terminal without echo.
#include "base/terminal.h"

#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

#include <cerrno>

#include "base/descriptor_posix.h"
#include "base/errors.h"
#include "base/limits.h"

namespace kotobune {

namespace {

constexpr std::uint8_t control_c = 3;
constexpr std::uint8_t control_d = 4;
constexpr std::uint8_t backspace = 8;
constexpr std::uint8_t control_u = 21;
constexpr std::uint8_t escape = 27;
constexpr std::uint8_t del = 127;

class Unechoed {
 public:
  explicit Unechoed(int terminal) : terminal_(terminal) {
    if (::tcgetattr(terminal_, &before_) != 0) return;
    termios quiet = before_;
    quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO | ECHONL | ICANON | ISIG | IEXTEN);
    quiet.c_cc[VMIN] = 1;
    quiet.c_cc[VTIME] = 0;
    // FLUSH: what was typed before the question was not meant as its answer.
    active_ = ::tcsetattr(terminal_, TCSAFLUSH, &quiet) == 0;
  }
  Unechoed(const Unechoed&) = delete;
  Unechoed& operator=(const Unechoed&) = delete;
  ~Unechoed() {
    if (active_) ::tcsetattr(terminal_, TCSAFLUSH, &before_);
  }
  bool active() const { return active_; }

 private:
  int terminal_;
  termios before_{};
  bool active_ = false;
};

void show(int terminal, std::string_view text) {
  while (!text.empty()) {
    const auto count = ::write(terminal, text.data(), text.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return;  // a terminal that went away; the read that follows says so
    text.remove_prefix(static_cast<std::size_t>(count));
  }
}

// One byte, or -1 at the end of the input.
int next_byte(int from) {
  std::uint8_t byte = 0;
  while (true) {
    const auto count = ::read(from, &byte, 1);
    if (count == 1) return byte;
    if (count < 0 && errno == EINTR) continue;
    return -1;
  }
}

Error cancelled() { return Error(errors::prompt_cancelled); }

// Room for the longest passphrase is taken at once: a buffer that grows leaves copies behind.
Result<Secret> finished(const Secret& line, std::size_t size) {
  if (size == 0) return cancelled();
  return Secret(line.view().first(size));
}

std::size_t without_last_character(const Secret& line, std::size_t size) {
  const auto continues = [&](std::size_t at) { return (line.view()[at] & 0xC0) == 0x80; };
  while (size > 0 && continues(size - 1)) --size;
  return size > 0 ? size - 1 : 0;
}

}  // namespace

Result<Secret> ask_passphrase_at(int terminal, std::string_view prompt) {
  const Unechoed unechoed(terminal);
  if (!unechoed.active()) return Error(errors::no_terminal);
  show(terminal, prompt);
  Secret line(limits::passphrase_bytes);
  std::size_t size = 0;
  while (true) {
    const int byte = next_byte(terminal);
    if (byte == '\r' || byte == '\n') break;
    if (byte < 0 || byte == control_c || byte == control_d || byte == escape) {
      show(terminal, "\n");
      return cancelled();
    }
    if (byte == backspace || byte == del) {
      size = without_last_character(line, size);
    } else if (byte == control_u) {
      size = 0;
    } else if (size == line.size()) {
      show(terminal, "\n");
      return cancelled();
    } else {
      line.span()[size++] = static_cast<std::uint8_t>(byte);
    }
  }
  show(terminal, "\n");
  return finished(line, size);
}

Result<Secret> ask_passphrase(std::string_view prompt) {
  const Descriptor terminal(::open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY));
  if (!terminal.valid()) return Error(errors::no_terminal);
  return ask_passphrase_at(terminal.number(), prompt);
}

Result<Secret> read_passphrase_line(int descriptor) {
  Secret line(limits::passphrase_bytes);
  std::size_t size = 0;
  while (true) {
    const int byte = next_byte(descriptor);
    if (byte < 0 || byte == '\n') break;
    if (size == line.size()) return cancelled();
    line.span()[size++] = static_cast<std::uint8_t>(byte);
  }
  if (size > 0 && line.view()[size - 1] == '\r') --size;
  return finished(line, size);
}

bool standard_error_is_terminal() { return ::isatty(STDERR_FILENO) == 1; }

}  // namespace kotobune
