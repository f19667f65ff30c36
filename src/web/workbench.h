// The workbench: pages wired to the desk. One case at a time is open; its desk is used by one
// handler at a time, which is what one person at one computer needs. A long work (sealing a folder,
// re-reading everything) lets the others take their turn now and then. The case is closed, and its
// keys are wiped, when every browser session is locked or was idle for too long.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "base/world.h"

namespace kotobune::web {

struct WorkbenchOptions {
  std::uint16_t port = 8750;             // 0: a free one
  std::string packs_folder;
  std::string practice_case;             // folder of the practice mission, "" where there is none
  std::string practice_passphrase_file;  // what opens it: it is fictional and its key is no secret
  std::string home_folder;               // where new cases are made
  std::string case_path;                 // offered first at "open a case"
  std::int64_t idle_lock_ms = 15 * 60 * 1000;
  int log_n = 0;  // scrypt work factor of new keystores; 0: calibrated to about a second
};

class Workbench {
 public:
  // Listens when it returns. Errors: listen_failed and those of the server.
  static Result<std::unique_ptr<Workbench>> open(World& world, const WorkbenchOptions& options);
  ~Workbench();
  // With the entry key: opens a session once.
  std::string address() const;
  std::uint16_t port() const;
  // Returns after stop() or an interrupt from the terminal.
  void run_until_stopped();
  void stop();

  struct Impl;
  explicit Workbench(std::unique_ptr<Impl> impl);

 private:
  std::unique_ptr<Impl> impl_;
};

}  // namespace kotobune::web
