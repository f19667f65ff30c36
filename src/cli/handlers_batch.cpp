// batch: many commands with the case opened once, for scripts. Opening derives a key, which is slow
// on purpose; a script that adds two hundred statements should pay for that once.
#include <cstdio>
#include <fstream>
#include <iostream>

#include "base/text.h"
#include "cli/errors.h"
#include "cli/handlers.h"

namespace kotobune::cli {

namespace {

Error odd_line(std::int64_t line, const std::string& why) {
  return Error(errors::batch_line, {{"line", std::to_string(line)}, {"why", why}});
}

Result<std::vector<std::string>> words_of(const std::string& text, std::int64_t line) {
  const auto parsed = parse_json(text);
  if (!parsed.ok()) return odd_line(line, parsed.error().sentence());
  if (!parsed->is_array()) return odd_line(line, "it is no array");
  std::vector<std::string> words;
  for (const auto& word : parsed->items()) {
    if (!word.is_string()) return odd_line(line, "a word of it is no string");
    words.push_back(word.str());
  }
  return words;
}

Result<Answer> one(const Context& context, const std::string& text, std::int64_t line) {
  TRY_LET(words, words_of(text, line));
  TRY_LET(arguments, parse_arguments(words));
  const auto command = arguments.noun + " " + arguments.verb;
  for (const char* alone : {"case create", "case recover", "serve ", "batch "}) {
    if (command == alone)
      return odd_line(line, "`" + std::string(trim_ascii(command)) + "` is given alone");
  }
  if (arguments.help) return odd_line(line, "help is for people");
  if (!arguments.case_path.empty() && arguments.case_path != context.arguments.case_path) {
    return odd_line(line, "the case is named once, before `batch`");
  }
  arguments.case_path = context.arguments.case_path;
  return answer(Context{context.world, arguments, context.shared});
}

void print_line(const Result<Answer>& answered) {
  Json out = Json::object();
  out.set("ok", answered.ok());
  if (answered.ok()) {
    out.set("exit", answered->exit_code).set("answer", answered->json);
  } else {
    out.set("exit", static_cast<int>(answered.error().code().error_class));
    out.set("error", json_of(answered.error()));
  }
  std::cout << out.dump() << "\n" << std::flush;
}

}  // namespace

Result<Answer> batch(const Context& context) {
  Context with_case = context;
  TRY_LET(opened, context.open());
  with_case.shared = std::move(opened);
  std::ifstream file;
  if (!context.arguments.positional.empty()) {
    file.open(context.arguments.positional[0]);
    if (!file) {
      return Error(errors::bad_value, {{"value", context.arguments.positional[0]},
                                       {"option", "FILE"},
                                       {"allowed", "Name a file that can be read."}});
    }
  }
  std::istream& in = file.is_open() ? static_cast<std::istream&>(file) : std::cin;
  std::int64_t line = 0;
  std::int64_t refused = 0;
  for (std::string text; std::getline(in, text);) {
    ++line;
    if (trim_ascii(text).empty()) continue;
    const auto answered = one(with_case, text, line);
    print_line(answered);
    if (answered.ok()) continue;
    ++refused;
    if (!context.arguments.has("keep-going")) {
      return Error(errors::batch_stopped, {{"line", std::to_string(line)}});
    }
  }
  Answer done;
  done.json.set("lines", line).set("refused", refused);
  done.lines.push_back(std::to_string(line) + " lines, " + std::to_string(refused) + " refused");
  done.exit_code = refused > 0 ? 1 : 0;
  return done;
}

}  // namespace kotobune::cli
