#include "web/assets.h"

#include "web/errors.h"

namespace kotobune::web {
namespace {

const EmbeddedFile* find_file(std::string_view name) {
  for (const EmbeddedFile& file : embedded_files()) {
    if (name == file.name) return &file;
  }
  return nullptr;
}

std::string_view type_of(std::string_view name) {
  const std::string_view ending = name.substr(name.rfind('.') + 1);
  if (ending == "css") return "text/css; charset=utf-8";
  if (ending == "js") return "text/javascript; charset=utf-8";
  if (ending == "svg") return "image/svg+xml";
  if (ending == "png") return "image/png";
  return "application/octet-stream";
}

}  // namespace

Url asset_url(std::string_view name) {
  const EmbeddedFile* file = find_file(name);
  ensure(file != nullptr, "a page asks only for assets that are in web/assets");
  return Url("/assets") / file->hash / file->name;
}

Result<Response> serve_asset(std::string_view hash, std::string_view name) {
  const EmbeddedFile* file = find_file(name);
  if (file == nullptr || hash != file->hash) return Error(errors::page_missing);
  Response response;
  response.body() = std::string(as_chars(ByteView(file->data, file->size_bytes)));
  response.with_header("content-type", type_of(name));
  response.with_header("cache-control", "public, max-age=31536000, immutable");
  return response;
}

}  // namespace kotobune::web
