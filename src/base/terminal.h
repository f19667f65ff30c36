// Asking a person at the terminal for a passphrase, without showing it.
#pragma once

#include <string_view>

#include "base/result.h"
#include "base/secret.h"

namespace kotobune {

// Shows the prompt at the controlling terminal and reads one line with the echo off. Backspace
// takes back one character, Ctrl-U all. The terminal is put back as it was in every case. Errors:
// no_terminal; prompt_cancelled after Ctrl-C, Ctrl-D or an empty line.
Result<Secret> ask_passphrase(std::string_view prompt);

// The same at an open terminal: for tests.
Result<Secret> ask_passphrase_at(int terminal, std::string_view prompt);

// The first line of an open descriptor (without its line end), for scripts that pipe it in; 0 is
// standard input. Errors: prompt_cancelled where it is empty, cannot be read or is longer than
// limits::passphrase_bytes.
Result<Secret> read_passphrase_line(int descriptor);

// Does standard error go to a person's screen? Progress is shown only there.
bool standard_error_is_terminal();

}  // namespace kotobune
