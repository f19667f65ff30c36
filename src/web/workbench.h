// The workbench: pages wired to the desk. One case at a time is open; its desk is used by one
// handler at a time (a mutex), which is what one person at one computer needs.
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
