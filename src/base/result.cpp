#include "base/result.h"

#include <cstdio>
#include <cstdlib>

namespace kotobune {

namespace {

// Replaces {name} by the parameter of that name; an unknown name stays as it is, visibly.
std::string fill(const char* pattern, const std::vector<Parameter>& parameters) {
  std::string out;
  std::string_view rest = pattern;
  while (!rest.empty()) {
    const auto open = rest.find('{');
    const auto close = open == std::string_view::npos ? open : rest.find('}', open);
    if (close == std::string_view::npos) break;
    const auto name = rest.substr(open + 1, close - open - 1);
    out += rest.substr(0, open);
    bool found = false;
    for (const auto& parameter : parameters) {
      if (parameter.name != name) continue;
      out += parameter.value;
      found = true;
      break;
    }
    if (!found) out += rest.substr(open, close - open + 1);
    rest = rest.substr(close + 1);
  }
  return out + std::string(rest);
}

}  // namespace

void bug(const char* what, const char* file, int line) {
  std::fprintf(stderr,
               "kotobune: a bug of ours, not of yours: %s (%s:%d). Nothing acknowledged is lost.\n",
               what, file, line);
  std::abort();
}

std::string Error::parameter(std::string_view name) const {
  for (const auto& parameter : parameters_) {
    if (parameter.name == name) return parameter.value;
  }
  return "";
}

Error Error::with(std::string name, std::string value) && {
  for (const auto& parameter : parameters_) {
    if (parameter.name == name) return std::move(*this);
  }
  parameters_.push_back({std::move(name), std::move(value)});
  return std::move(*this);
}

std::string Error::sentence() const { return fill(code_->what, parameters_); }
std::string Error::advice() const { return fill(code_->next, parameters_); }

}  // namespace kotobune
