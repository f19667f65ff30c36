// The files of web/assets, compiled into the program: nothing is fetched, nothing can be missing.
// Addresses carry a hash of the content, so that a browser may keep them for ever.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "web/html.h"
#include "web/http.h"

namespace kotobune::web {

struct EmbeddedFile {
  const char* name;
  const char* hash;  // 16 hex digits of SHA-256
  const unsigned char* data;
  std::size_t size_bytes;
};
std::span<const EmbeddedFile> embedded_files();  // generated at build

// /assets/<hash>/<name>. The name must be one of ours: another is a bug.
Url asset_url(std::string_view name);
// Serves /assets/<hash>/<name>; error page_missing.
Result<Response> serve_asset(std::string_view hash, std::string_view name);

}  // namespace kotobune::web
