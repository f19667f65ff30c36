// Values that cross the door of the database, and functions that SQL may call.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <variant>

#include "base/bytes.h"
#include "base/result.h"

namespace kotobune::db {

using Value = std::variant<std::nullptr_t, std::int64_t, double, std::string, Bytes>;

// The arguments of a function call; valid during the call only. Reading one as another kind gives
// what SQLite's casts give (0, "").
class Arguments {
 public:
  virtual ~Arguments() = default;
  virtual int count() const = 0;
  virtual bool is_null(int index) const = 0;
  virtual std::int64_t integer(int index) const = 0;
  virtual double real(int index) const = 0;
  virtual std::string_view text(int index) const = 0;
  virtual ByteView bytes(int index) const = 0;
};

// Must give the same value for the same arguments. An Error fails the statement that called it and
// comes back from step() as it is.
using Function = std::function<Result<Value>(const Arguments&)>;

}  // namespace kotobune::db
