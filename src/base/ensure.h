// ensure(condition, "why it must hold"): our own mistakes end the program, in release builds too.
// A vault that goes on after a broken invariant writes lies; one that stops loses nothing that it
// acknowledged. Never use it on input from outside: that is an Error or a Diagnostic.
#pragma once

namespace kotobune {

[[noreturn]] void bug(const char* what, const char* file, int line);

inline void ensure(bool condition, const char* what, const char* file = __builtin_FILE(),
                   int line = __builtin_LINE()) {
  if (!condition) bug(what, file, line);
}

}  // namespace kotobune
