// Built drafts: files of an internal draft, encrypted in `.local/drafts` of this computer.
//
// A draft is for the member's own eyes, so building one writes nothing readable: the file is
// encrypted to this device's own key (age) and opened only to be handed to the person who asks.
// Only a release writes files. The newest few of each report are kept; `.local` is never copied.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "desk/desk.h"

namespace kotobune::desk {

struct BuiltDraft {
  std::string name;  // "1764056640123.docx": when it was built, in ms
  Instant made_at;
  std::uint64_t size_bytes = 0;  // as it lies there, encrypted
};

// `ending` is "docx" or "html".
Result<BuiltDraft> keep_built(Desk& desk, const std::string& draft, const std::string& ending,
                              ByteView content);
// Newest first; empty where none was built.
Result<std::vector<BuiltDraft>> built_drafts(Desk& desk, const std::string& draft);
// Error: built_missing.
Result<Bytes> read_built(Desk& desk, const std::string& draft, const std::string& name);

}  // namespace kotobune::desk
