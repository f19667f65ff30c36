// The blocks of a report: `::: finding {#school grade=reasonable-grounds}` ... `:::`.
// Our own line pass, before CommonMark sees the text. Each fence line is replaced by `***` and
// spaces of the same length: CommonMark then closes every paragraph and list there, and the map
// from offsets of the masked text to those of the source is the identity.
#pragma once

#include <string>
#include <vector>

#include "report/diagnostic.h"

namespace kotobune::report {

enum class DirectiveKind { finding, context, recommendation, method, ask };

struct Directive {
  DirectiveKind kind = DirectiveKind::context;
  std::string id;
  struct Attribute {
    std::string key;
    std::string value;
    Span span;
  };
  std::vector<Attribute> attributes;
  Span opening;  // the fence line
  Span body;

  const Attribute* find(std::string_view key) const;
};

std::string_view word_of(DirectiveKind kind);

struct Directives {
  std::vector<Directive> items;
  std::vector<std::size_t> fences;  // begin of every fence line, rising

  int at(std::size_t byte) const;  // index of the directive around a byte, -1 outside
  bool is_fence(std::size_t byte) const;
};

// Reads the directives and masks their fences in `masked` (a copy of the source, same length).
Directives read_directives(const SourceText& source, std::string& masked, Diagnostics& diagnostics);

}  // namespace kotobune::report
