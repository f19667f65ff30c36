#include "cli/arguments.h"

#include <algorithm>
#include <cstdlib>

#include "cli/errors.h"

namespace kotobune::cli {

namespace {

bool noun_stands_alone(const std::string& noun) {
  return std::any_of(commands().begin(), commands().end(), [&](const auto& command) {
    return command.noun == noun && command.verb.empty();
  });
}

const OptionSpec* find_option(const CommandSpec& command, const std::string& name) {
  for (const auto& option : command.options) {
    if (option.name == name) return &option;
  }
  return nullptr;
}

std::string synopsis(const CommandSpec& command) {
  std::string out = command.noun;
  if (!command.verb.empty()) out += " " + command.verb;
  if (!command.positional.empty()) out += " " + command.positional;
  return out;
}

std::string pad(std::string text, std::size_t width) {
  if (text.size() < width) text.append(width - text.size(), ' ');
  return text + " ";
}

}  // namespace

std::string Arguments::value(const std::string& option, std::string otherwise) const {
  const auto found = options.find(option);
  return found == options.end() || found->second.empty() ? otherwise : found->second.back();
}

std::vector<std::string> Arguments::values(const std::string& option) const {
  const auto found = options.find(option);
  return found == options.end() ? std::vector<std::string>() : found->second;
}

const CommandSpec* find_command(const std::string& noun, const std::string& verb) {
  for (const auto& command : commands()) {
    if (command.noun == noun && command.verb == verb) return &command;
  }
  return nullptr;
}

Result<Arguments> parse_arguments(const std::vector<std::string>& words) {
  Arguments out;
  if (const char* named = std::getenv("KOTOBUNE_CASE")) out.case_path = named;
  bool only_words = false;  // behind `--`, everything is a word, whatever it begins with
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto& word = words[i];
    if (only_words) {
      out.positional.push_back(word);
    } else if (word == "--") {
      only_words = true;
    } else if (word == "--help" || word == "-h") {
      out.help = true;
    } else if (word == "--json") {
      out.json = true;
    } else if (word == "-C") {
      if (i + 1 == words.size())
        return Error(errors::missing_argument, {{"argument", "The folder behind -C"}});
      out.case_path = words[++i];
    } else if (word.size() > 2 && word.substr(0, 2) == "--") {
      const auto* command = find_command(out.noun, out.verb);
      const auto equals = word.find('=');
      const auto name = word.substr(2, equals == std::string::npos ? equals : equals - 2);
      const auto* option = command ? find_option(*command, name) : nullptr;
      if (!option) return Error(errors::unknown_option, {{"option", "--" + name}});
      std::string value;
      if (equals != std::string::npos) {
        value = word.substr(equals + 1);
      } else if (!option->value_word.empty()) {
        if (i + 1 == words.size())
          return Error(errors::missing_argument,
                       {{"argument", option->value_word + " behind --" + name}});
        value = words[++i];
      }
      out.options[name].push_back(value);
    } else if (out.noun.empty()) {
      out.noun = word;
    } else if (out.verb.empty() && !noun_stands_alone(out.noun) && out.positional.empty()) {
      out.verb = word;
    } else {
      out.positional.push_back(word);
    }
  }
  if (out.help || out.noun.empty()) {
    out.help = true;
    return out;
  }
  const auto* command = find_command(out.noun, out.verb);
  if (!command) {
    return Error(errors::unknown_command,
                 {{"command", out.noun + (out.verb.empty() ? "" : " " + out.verb)}});
  }
  if (out.positional.size() < command->least_positional) {
    return Error(errors::missing_argument, {{"argument", command->positional}});
  }
  if (out.positional.size() > command->most_positional) {
    return Error(errors::unknown_option, {{"option", "`" + out.positional.back() + "`"}});
  }
  return out;
}

std::string help_text(const Arguments& arguments) {
  std::string out;
  if (const auto* command = find_command(arguments.noun, arguments.verb)) {
    out += "kotobune " + synopsis(*command) + "\n\n  " + command->summary + "\n";
    if (!command->explanation.empty()) out += "\n" + command->explanation + "\n";
    if (!command->options.empty()) out += "\nOptions:\n";
    for (const auto& option : command->options) {
      out +=
          "  " +
          pad("--" + option.name + (option.value_word.empty() ? "" : " " + option.value_word), 26) +
          option.help + "\n";
    }
    return out;
  }
  out += "kotobune - seal evidence, keep what people agreed to, compile reports that hold.\n\n";
  out += "Usage: kotobune [-C CASE] [--json] NOUN VERB ...\n\n";
  for (const auto& command : commands()) {
    if (!arguments.noun.empty() && command.noun != arguments.noun) continue;
    out += "  " + pad(synopsis(command), 40) + command.summary + "\n";
  }
  out +=
      "\nThe case is named by -C or by KOTOBUNE_CASE. The passphrase is asked for, or read from "
      "the file\n";
  out += "named in KOTOBUNE_PASSPHRASE_FILE. Put --help behind a command for its options.\n";
  out +=
      "Exit codes: 0 done, 1 refused or open points, 2 usage, 3 this computer, 4 something was "
      "altered.\n";
  return out;
}

}  // namespace kotobune::cli
