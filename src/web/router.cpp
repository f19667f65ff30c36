#include "web/router.h"

#include "base/text.h"
#include "web/errors.h"

namespace kotobune::web {
namespace {

std::vector<std::string> parts_of(std::string_view path) {
  std::vector<std::string> parts;
  for (std::string_view part : split(path.substr(1), '/')) parts.emplace_back(part);
  return parts;
}

std::optional<Fields> match(const std::vector<std::string>& pattern,
                            const std::vector<std::string>& parts) {
  if (pattern.size() != parts.size()) return std::nullopt;
  Fields taken;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (!pattern[i].empty() && pattern[i][0] == ':') {
      if (parts[i].empty()) return std::nullopt;
      taken.add(pattern[i].substr(1), parts[i]);
    } else if (pattern[i] != parts[i]) {
      return std::nullopt;
    }
  }
  return taken;
}

}  // namespace

void Router::get(std::string_view pattern, RouteHandler handler) {
  ensure(!pattern.empty() && pattern[0] == '/', "a route begins with a slash");
  routes_.push_back({Method::get, parts_of(pattern), std::move(handler)});
}

void Router::post(std::string_view pattern, RouteHandler handler) {
  ensure(!pattern.empty() && pattern[0] == '/', "a route begins with a slash");
  routes_.push_back({Method::post, parts_of(pattern), std::move(handler)});
}

Result<Router::Found> Router::find(Method method, std::string_view path) const {
  if (method == Method::head) method = Method::get;
  if (path.empty() || path[0] != '/') return Error(errors::page_missing);
  const auto parts = parts_of(path);
  bool other_method = false;
  for (const Route& route : routes_) {
    auto taken = match(route.parts, parts);
    if (!taken) continue;
    if (route.method == method) return Found{&route.handler, std::move(*taken)};
    other_method = true;
  }
  return Error(other_method ? errors::method_refused : errors::page_missing);
}

}  // namespace kotobune::web
