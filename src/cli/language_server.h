// The language server of reports: any editor that speaks LSP shows the same refusals as the
// workbench, tells what a citation is, and completes exhibits, sources and the words of questions.
// LSP 3.17: full text at each change, positions in UTF-16 code units. Nothing is sent anywhere;
// what the editor keeps of what it shows (its logs, its swap files) is outside the case, and the
// first message says so.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "desk/desk.h"
#include "report/diagnostic.h"
#include "report/source_text.h"

namespace kotobune::cli {

class LanguageServer {
 public:
  explicit LanguageServer(desk::Desk& desk) : desk_(desk) {}

  // The messages to send for one that came; an error inside becomes an answer with an error.
  std::vector<Json> take(const Json& message);
  bool ended() const { return ended_; }
  int exit_code() const { return shut_down_ ? 0 : 1; }

 private:
  Result<std::optional<Json>> answer(const std::string& method, const Json& parameters,
                                     std::vector<Json>& notices);
  Result<Json> diagnostics(const std::string& uri);
  Result<std::optional<Json>> hover(const report::SourceText& text, std::size_t at);
  Result<Json> completion(const report::SourceText& text, std::size_t at);
  Result<std::optional<std::string>> words_about(const std::string& word);

  desk::Desk& desk_;
  std::map<std::string, report::SourceText> open_;  // by uri
  std::map<std::string, std::vector<report::Diagnostic>> found_;
  bool shut_down_ = false;
  bool ended_ = false;
};

// Byte of a position (line from 0, UTF-16 code units from 0), clamped; and back.
std::size_t byte_of(const report::SourceText& text, std::int64_t line, std::int64_t character);
Json position_of(const report::SourceText& text, std::size_t byte);

}  // namespace kotobune::cli
