// Turns: a lock that is granted in the order of asking. A long work lets go of the desk now and
// then; with an ordinary mutex it would take it back before the page that waits has woken up.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>

namespace kotobune::web {

class Turns {
 public:
  void lock() {
    std::unique_lock guard(mutex_);
    const std::uint64_t mine = next_++;
    changed_.wait(guard, [&] { return serving_ == mine; });
  }
  void unlock() {
    {
      const std::lock_guard guard(mutex_);
      ++serving_;
    }
    changed_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::uint64_t next_ = 0;
  std::uint64_t serving_ = 0;
};

}  // namespace kotobune::web
