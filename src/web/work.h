// Work: what takes longer than a page - sealing, re-reading everything, copying the case.
//
// One at a time. It tells how far it is, can be stopped, and its end is kept until the next one
// begins, so that a person who closed the page finds out what became of it. Invariants:
//   W1  between begin() and end() the desk is not closed and no other work begins;
//   W2  the desk's lock is not held while report() runs: other pages are served meanwhile.
// The callers keep both; this class only keeps the account.
#pragma once

#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "base/result.h"
#include "web/views.h"

namespace kotobune::web {

struct WorkState {
  WorkKind kind = WorkKind::none;
  bool running = false;
  bool stopping = false;  // somebody asked for an end; it comes at the next report
  WorkProgress progress;
  std::optional<SealedView> sealed;  // after a sealing
  std::optional<Message> outcome;    // what else is to be said at the end
};

class Work {
 public:
  ~Work();  // asks it to stop and waits

  // Takes the one place. Error: work_running.
  Status begin(WorkKind kind);
  // Runs the task of the work just begun on a thread of its own. The task calls end().
  void start(std::function<void()> task);
  // False: stop here.
  bool report(const WorkProgress& progress);
  void end(std::optional<SealedView> sealed, std::optional<Message> outcome);

  WorkState state() const;
  bool running() const;
  void ask_stop();
  void wait();    // until the thread has ended
  void forget();  // the case was closed: names of files must not stay behind

 private:
  mutable std::mutex mutex_;  // guards state_
  WorkState state_;
  std::thread thread_;
};

}  // namespace kotobune::web
