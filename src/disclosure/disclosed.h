// Disclosed<T>: a value that passed the gate, with the scope it passed under. Only a Gate makes
// one. Pages, snippets and report writers take Disclosed<T>, so that a plain value cannot reach
// them.
#pragma once

#include <utility>
#include <vector>

#include "base/ensure.h"
#include "disclosure/errors.h"
#include "disclosure/gate.h"

namespace kotobune::disclosure {

template <typename T>
class Disclosed {
 public:
  // A sink opens it with its own scope. Another scope is a mistake of ours: a page for the press
  // that was handed rows for a member would print them.
  const T& open(const Scope& scope) const& {
    ensure(scope == scope_, "a Disclosed is opened with the scope it was made for");
    return value_;
  }
  T open(const Scope& scope) && {
    ensure(scope == scope_, "a Disclosed is opened with the scope it was made for");
    return std::move(value_);
  }
  const Scope& scope() const { return scope_; }

 private:
  friend class Gate;
  Disclosed(T value, Scope scope) : value_(std::move(value)), scope_(std::move(scope)) {}
  T value_;
  Scope scope_;
};

template <typename T>
struct Filtered {
  Disclosed<std::vector<T>> rows;
  std::vector<Decision> refused;  // the reasons, in the order of the rows withheld
};

class Gate {
 public:
  explicit Gate(Scope scope) : scope_(std::move(scope)) {}
  const Scope& scope() const { return scope_; }
  Decision ask(const Facts& facts) const { return decide(scope_, facts); }

  // Lets a value through if the gate allows every use it draws on. An empty list is refused: a
  // value that rests on nobody goes through nothing_personal(), so that it is said on purpose.
  template <typename T>
  Result<Disclosed<T>> pass(T value, const std::vector<Decision>& decisions) const {
    if (decisions.empty()) return Error(errors::nothing_decided);
    for (const Decision& decision : decisions) {
      ensure(decision.scope() == scope_, "a decision is used for the scope it was made for");
      if (!decision.allowed()) {
        return Error(errors::gate_refused,
                     {{"code", decision.code()}, {"reason", decision.reason()}});
      }
    }
    return Disclosed<T>(std::move(value), scope_);
  }

  // Keeps the rows the gate allows. `facts_of(row)` gives what is known about each.
  template <typename T, typename FactsOf>
  Filtered<T> filter(std::vector<T> rows, FactsOf facts_of) const {
    std::vector<T> kept;
    std::vector<Decision> refused;
    for (T& row : rows) {
      Decision decision = decide(scope_, facts_of(row));
      if (decision.allowed()) {
        kept.push_back(std::move(row));
      } else {
        refused.push_back(std::move(decision));
      }
    }
    return {Disclosed<std::vector<T>>(std::move(kept), scope_), std::move(refused)};
  }

  // For values no person stands behind: the title of the case, the state of the disk, an empty
  // list.
  template <typename T>
  Disclosed<T> nothing_personal(T value) const {
    return Disclosed<T>(std::move(value), scope_);
  }

 private:
  Scope scope_;
};

}  // namespace kotobune::disclosure
