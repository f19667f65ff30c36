// What the full-text search asks of a language: cut a text into tokens.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace kotobune::db {

class Tokenizer {
 public:
  enum class Mode { document, query };
  // start and end are byte offsets of the token's place in `text`. A colocated token stands at the
  // same position as the one before it (a stem, another spelling); the first is never colocated.
  using Emit = std::function<void(std::string_view token, std::size_t start, std::size_t end,
                                  bool colocated)>;
  virtual ~Tokenizer() = default;
  // `text` is what was stored, UTF-8 or not. Must give the same tokens for the same text always:
  // an index built by another rule finds nothing.
  virtual void tokenize(std::string_view text, Mode mode, const Emit& emit) = 0;
};

// Makes one tokenizer for each table; `arguments` are the words after its name in tokenize='...'.
using MakeTokenizer =
    std::function<std::unique_ptr<Tokenizer>(const std::vector<std::string>& arguments)>;

}  // namespace kotobune::db
