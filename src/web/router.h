// Router: from method and path to a handler. Patterns are "/exhibits/:number/cite": a part that
// begins with ':' takes any one non-empty part of the path and is found under its name. The first
// route that fits wins. HEAD is answered by the GET route. Nothing fits: page_missing or
// method_refused.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "web/http.h"

namespace kotobune::web {

using RouteHandler = std::function<Response(Request&, const Fields& parts)>;

class Router {
 public:
  void get(std::string_view pattern, RouteHandler handler);
  void post(std::string_view pattern, RouteHandler handler);

  struct Found {
    const RouteHandler* handler = nullptr;  // borrowed from the router
    Fields parts;
  };
  Result<Found> find(Method method, std::string_view path) const;

 private:
  struct Route {
    Method method;
    std::vector<std::string> parts;
    RouteHandler handler;
  };
  std::vector<Route> routes_;
};

}  // namespace kotobune::web
