// report language-server: LSP over standard input and output, for editors.
#include <iostream>
#include <optional>

#include "base/limits.h"
#include "base/text.h"
#include "cli/errors.h"
#include "cli/handlers.h"
#include "cli/language_server.h"

namespace kotobune::cli {

namespace {

constexpr std::int64_t message_bytes = 32 << 20;

// "Content-Length: 123", an empty line, 123 bytes. Empty: the editor is gone, or speaks otherwise.
std::optional<std::string> read_message(std::istream& in) {
  std::int64_t length = -1;
  for (std::string line; std::getline(in, line);) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (line.empty()) break;
    constexpr std::string_view name = "content-length:";
    const auto lower = ascii_lower(line);
    if (lower.rfind(name, 0) != 0) continue;
    length = parse_int(trim_ascii(std::string_view(line).substr(name.size()))).value_or(-1);
  }
  if (length < 0 || length > message_bytes) return std::nullopt;
  std::string out(static_cast<std::size_t>(length), '\0');
  in.read(out.data(), length);
  if (in.gcount() != length) return std::nullopt;
  return out;
}

void write_message(std::ostream& out, const Json& message) {
  const auto text = message.dump();
  out << "Content-Length: " << text.size() << "\r\n\r\n" << text << std::flush;
}

}  // namespace

Result<Answer> report_language_server(const Context& context) {
  TRY_LET(desk, context.open());
  LanguageServer server(*desk);
  while (!server.ended()) {
    const auto text = read_message(std::cin);
    if (!text) break;
    const auto message = parse_json(*text);
    if (!message.ok()) {
      Json error = Json::object();
      error.set("code", -32700).set("message", message.error().sentence());
      Json out = Json::object();
      out.set("jsonrpc", "2.0").set("id", Json()).set("error", std::move(error));
      write_message(std::cout, out);
      continue;
    }
    for (const auto& one : server.take(*message)) write_message(std::cout, one);
  }
  Answer answer;
  answer.exit_code = server.exit_code();
  return answer;
}

}  // namespace kotobune::cli
