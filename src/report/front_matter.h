// The head of a report: lines `key: value` between two lines `---`. A strict subset of YAML: one
// level, plain or double-quoted values, comments after ` #`. Anything else is a diagnostic, because
// a head that two programs read differently could send a report to the wrong audience.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "report/diagnostic.h"

namespace kotobune::report {

struct FrontMatter {
  struct Entry {
    std::string key;
    std::string value;
    Span span;  // of the value
    Span line;
  };
  std::vector<Entry> entries;
  Span span;  // whole head with both fences; empty where there is none

  const Entry* find(std::string_view key) const;
  std::string value(std::string_view key) const;  // "" where absent
};

// Keys that mean something in every report; a profile may ask for more.
bool is_head_key(std::string_view key);
std::vector<std::string> head_keys();

FrontMatter read_front_matter(const SourceText& source, Diagnostics& diagnostics);

}  // namespace kotobune::report
