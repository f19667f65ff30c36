// How the command line speaks: rows and sentences for people, JSON for programs, never both.
#pragma once

#include <string>
#include <vector>

#include "base/json.h"
#include "base/result.h"

namespace kotobune::cli {

// What a command gives back. `lines` are for people, `json` for --json.
struct Answer {
  std::vector<std::string> lines;
  Json json = Json::object();
  int exit_code = 0;
};

void print(const Answer& answer, bool as_json);
Json json_of(const Error& error);  // {"error":"E0706","what":"...","next":"..."}
// On standard error; returns the exit code of the error's class.
int print_error(const Error& error, bool as_json);
void print_progress(const std::string& line);  // overwrites itself on a terminal, silent elsewhere
void end_progress();

// Columns for people: cells padded to the widest, two spaces between.
std::vector<std::string> table(const std::vector<std::vector<std::string>>& rows);
std::string size_words(std::int64_t bytes);  // "1.2 MB"

}  // namespace kotobune::cli
