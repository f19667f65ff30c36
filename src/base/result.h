// Result<T>: what a function returns when the world may refuse.
//
// Three kinds of failing are never mixed (docs/architecture.md, "Failing"):
//   Error       the world refused (disk, key, consent): returned as Result<T>, [[nodiscard]];
//   Diagnostic  a document is wrong: collected with positions, see report/diagnostic.h;
//   Bug         we are wrong: ensure() ends the program, never on input from outside.
//
// An Error carries a code and parameters, never a finished sentence: the sentence is chosen at the
// door (CLI, web) in the reader's language. A parameter must never hold a protected name.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/ensure.h"

namespace kotobune {

// What a refusal means for the person at the terminal; the value is the exit code of the CLI.
enum class ErrorClass {
  refused = 1,      // asked for something that may not be, or that does not exist
  usage = 2,        // the command or form was not understood
  environment = 3,  // disk, memory, permissions, missing program
  integrity = 4,    // something was altered, damaged or is not what it claims to be
};

// A code is defined once, in the errors.h of the room that raises it, as
//   inline constexpr Code disk_full{"E0003", ErrorClass::environment,
//       "what happened", "what to do next"};
// {name} in a sentence is replaced by the parameter of that name. Ids are never reused, each has a
// paragraph in docs/errors.md (a test keeps the two in step). The definitions lie in their rooms
// and not in one central file so that base knows no room above it and a new refusal rebuilds one
// room.
struct Code {
  const char* id;
  ErrorClass error_class;
  const char* what;
  const char* next;
};

struct Parameter {
  std::string name;
  std::string value;
};

class [[nodiscard]] Error {
 public:
  explicit Error(const Code& code, std::vector<Parameter> parameters = {})
      : code_(&code), parameters_(std::move(parameters)) {}

  const Code& code() const { return *code_; }
  bool is(const Code& code) const { return std::string_view(code_->id) == code.id; }
  const std::vector<Parameter>& parameters() const { return parameters_; }
  // The value of a parameter, or "" where the error does not carry it.
  std::string parameter(std::string_view name) const;
  // Adds a parameter if the error does not carry one of that name; used where a caller knows more.
  Error with(std::string name, std::string value) &&;

  // "E0003 There is no room left ... Free space ...", in English: for logs of tests and the CLI.
  std::string sentence() const;  // what happened
  std::string advice() const;    // what to do next

 private:
  const Code* code_;
  std::vector<Parameter> parameters_;
};

struct Nothing {};

template <typename T>
class [[nodiscard]] Result {
 public:
  using value_type = T;
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}          // NOLINT: implicit
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}      // NOLINT: implicit

  bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }
  T& value() & {
    ensure(ok(), "value() of a Result that holds an error");
    return std::get<0>(state_);
  }
  const T& value() const& {
    ensure(ok(), "value() of a Result that holds an error");
    return std::get<0>(state_);
  }
  // By value, not T&&: then `for (auto& x : *call())` and `const auto& x = call().value();` keep
  // what they refer to alive.
  T value() && {
    ensure(ok(), "value() of a Result that holds an error");
    return std::get<0>(std::move(state_));
  }
  const Error& error() const {
    ensure(!ok(), "error() of a Result that holds a value");
    return std::get<1>(state_);
  }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T operator*() && { return std::move(*this).value(); }

 private:
  std::variant<T, Error> state_;
};

template <>
class [[nodiscard]] Result<void> {
 public:
  using value_type = void;
  Result() = default;
  Result(Nothing) {}                                        // NOLINT: implicit
  Result(Error error) : error_(1, std::move(error)) {}      // NOLINT: implicit

  bool ok() const { return error_.empty(); }
  explicit operator bool() const { return ok(); }
  const Error& error() const {
    ensure(!ok(), "error() of a Result without one");
    return error_.front();
  }

 private:
  std::vector<Error> error_;  // empty or one: keeps the type small and movable without a variant
};

using Status = Result<void>;

// TRY(expr);           passes an error on.
// TRY_LET(name, expr); also binds the value. Both are statements on purpose: the expression form
// ({...}) leaks on GCC 12 and clang 14 when a temporary is destroyed early.
#define KOTOBUNE_CAT2(a, b) a##b
#define KOTOBUNE_CAT(a, b) KOTOBUNE_CAT2(a, b)
// Each use names its variable anew (__COUNTER__; __LINE__ is the same for a macro's argument), so
// that a lambda inside the expression may use them too without shadowing.
#define KOTOBUNE_TRY(expr, status)                                           \
  do {                                                                       \
    auto status = (expr);                                                    \
    if (!status.ok()) return status.error();                                 \
  } while (false)
#define KOTOBUNE_TRY_LET(name, expr, result)                                 \
  auto result = (expr);                                                      \
  if (!result.ok()) return result.error();                                   \
  auto name = std::move(result).value()
#define TRY(expr) KOTOBUNE_TRY(expr, KOTOBUNE_CAT(status_, __COUNTER__))
#define TRY_LET(name, expr) KOTOBUNE_TRY_LET(name, expr, KOTOBUNE_CAT(result_, __COUNTER__))

}  // namespace kotobune
