// The command line, taken apart: noun, verb, positional words, options. Noun then verb, always:
//   kotobune [-C DIR] [--json] exhibit seal PATH --source W-01
// A passphrase is never an argument: other people on the computer can read those.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"

namespace kotobune::cli {

struct OptionSpec {
  std::string name;        // "source"
  std::string value_word;  // "CODE"; "" where the option is a switch
  std::string help;
  bool repeatable = false;
};

struct CommandSpec {
  std::string noun;
  std::string verb;       // "" for `serve`, `search`, `assert`
  std::string positional; // "PATH [PATH...]"
  std::string summary;
  std::string explanation;
  std::vector<OptionSpec> options;
  std::size_t least_positional = 0;
  std::size_t most_positional = 0;
};

struct Arguments {
  std::string case_path;  // -C or KOTOBUNE_CASE
  bool json = false;
  bool help = false;
  std::string noun;
  std::string verb;
  std::vector<std::string> positional;
  std::map<std::string, std::vector<std::string>> options;

  bool has(const std::string& option) const { return options.count(option) > 0; }
  std::string value(const std::string& option, std::string otherwise = "") const;
  std::vector<std::string> values(const std::string& option) const;
};

const std::vector<CommandSpec>& commands();
const CommandSpec* find_command(const std::string& noun, const std::string& verb);
Result<Arguments> parse_arguments(const std::vector<std::string>& words);
std::string help_text(const Arguments& arguments);

}  // namespace kotobune::cli
