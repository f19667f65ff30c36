// What the benchmark programs share: clocks, memory, and one JSON line as their answer. The scripts
// read the lines, repeat, and compare; a program only measures one thing once.
#pragma once

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <string>

#include "base/json.h"
#include "base/result.h"
#include "base/text.h"

namespace kotobune::bench {

// Wall and CPU time of this process since it was made.
class Stopwatch {
 public:
  std::int64_t wall_us() const {
    return std::chrono::duration_cast<std::chrono::microseconds>(
               std::chrono::steady_clock::now() - started_).count();
  }
  std::int64_t cpu_us() const {
    return static_cast<std::int64_t>(static_cast<double>(std::clock() - cpu_started_) * 1e6 /
                                     CLOCKS_PER_SEC);
  }

 private:
  std::chrono::steady_clock::time_point started_ = std::chrono::steady_clock::now();
  std::clock_t cpu_started_ = std::clock();
};

// A line of the kernel's account of this process, in KiB: "VmHWM" is the peak, "VmRSS" is now.
inline std::int64_t memory_kib(std::string_view what) {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.substr(0, what.size()) == what) return std::atoll(line.c_str() + what.size() + 1);
  }
  return 0;
}

// The peak so far is forgotten, so that each step has its own.
inline void forget_peak() { std::ofstream("/proc/self/clear_refs") << "5"; }

template <typename T>
T or_die(Result<T> result, const char* what) {
  if (!result.ok()) {
    std::fprintf(stderr, "%s: %s\n", what, result.error().sentence().c_str());
    std::exit(3);
  }
  return std::move(result).value();
}

inline void or_die(const Status& status, const char* what) {
  if (status.ok()) return;
  std::fprintf(stderr, "%s: %s\n", what, status.error().sentence().c_str());
  std::exit(3);
}

// Runs one step and adds {"<name>": {"wall_us", "cpu_us", "peak_kib"}} to the answer.
template <typename Step>
void timed(Json& answer, const std::string& name, Step step) {
  forget_peak();
  const Stopwatch watch;
  step();
  Json one = Json::object();
  one.set("wall_us", watch.wall_us()).set("cpu_us", watch.cpu_us());
  one.set("peak_kib", memory_kib("VmHWM"));
  answer.set(name, std::move(one));
}

}  // namespace kotobune::bench
