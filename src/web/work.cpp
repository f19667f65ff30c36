#include "web/work.h"

#include "base/ensure.h"
#include "web/errors.h"

namespace kotobune::web {

Work::~Work() {
  ask_stop();
  wait();
}

Status Work::begin(WorkKind kind) {
  {
    const std::lock_guard guard(mutex_);
    if (state_.running) return Error(errors::work_running);
    state_ = WorkState{};
    state_.kind = kind;
    state_.running = true;
  }
  wait();  // the thread of the last work has said its end already
  return {};
}

void Work::start(std::function<void()> task) {
  ensure(!thread_.joinable(), "W1: one work at a time");
  thread_ = std::thread(std::move(task));
}

bool Work::report(const WorkProgress& progress) {
  const std::lock_guard guard(mutex_);
  state_.progress = progress;
  return !state_.stopping;
}

void Work::end(std::optional<SealedView> sealed, std::optional<Message> outcome) {
  const std::lock_guard guard(mutex_);
  state_.running = false;
  state_.sealed = std::move(sealed);
  state_.outcome = std::move(outcome);
}

WorkState Work::state() const {
  const std::lock_guard guard(mutex_);
  return state_;
}

bool Work::running() const {
  const std::lock_guard guard(mutex_);
  return state_.running;
}

void Work::ask_stop() {
  const std::lock_guard guard(mutex_);
  state_.stopping = state_.stopping || state_.running;
}

void Work::wait() {
  if (thread_.joinable()) thread_.join();
}

void Work::forget() {
  const std::lock_guard guard(mutex_);
  if (!state_.running) state_ = WorkState{};
}

}  // namespace kotobune::web
