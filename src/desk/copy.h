// A copy of the case elsewhere: a stick, another disk. It stays encrypted there, as it lies here.
//
// Replicated files are immutable, so copying is a set union: what is there already is not copied
// again, and a copy that was cut off is taken up by copying again. Objects first, then the logs
// (checkpoints last), so that no checkpoint at the target speaks of what has not arrived. `.local`
// (keys, index, drafts) stays here: the copy is opened with the recovery sheet.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "desk/desk.h"

namespace kotobune::desk {

struct CopyProgress {
  std::uint64_t files_done = 0, files_total = 0;
  std::uint64_t bytes_done = 0, bytes_total = 0;
};

struct Copied {
  std::string folder;
  std::uint64_t files = 0;  // copied now
  std::uint64_t bytes = 0;
  bool stopped = false;     // by the progress call
};

// Into a new or empty folder, or one that holds a copy of this very case. Progress is called after
// every file and every 16 MiB; false stops, and what was copied stays.
// Errors: copy_inside_case, folder_not_empty, disk_full, those of the disk.
Result<Copied> copy_case(Desk& desk, const std::string& target,
                         const std::function<bool(const CopyProgress&)>& progress);
// When the last whole copy was made from this computer; nothing where none ever was.
Result<std::optional<Instant>> last_copy(Desk& desk);

}  // namespace kotobune::desk
