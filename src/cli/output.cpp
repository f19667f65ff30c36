#include "cli/output.h"

#include <algorithm>
#include <cstdio>

#include "base/terminal.h"
#include "base/text.h"

namespace kotobune::cli {

namespace {

void write(std::FILE* stream, const std::string& text) {
  std::fwrite(text.data(), 1, text.size(), stream);
}

}  // namespace

void print(const Answer& answer, bool as_json) {
  if (as_json) {
    write(stdout, answer.json.dump() + "\n");
    return;
  }
  for (const auto& line : answer.lines) write(stdout, line + "\n");
}

Json json_of(const Error& error) {
  Json json = Json::object();
  json.set("error", error.code().id).set("what", error.sentence()).set("next", error.advice());
  return json;
}

int print_error(const Error& error, bool as_json) {
  if (as_json) {
    write(stderr, json_of(error).dump() + "\n");
  } else {
    write(stderr,
          std::string(error.code().id) + ": " + error.sentence() + "\n  " + error.advice() + "\n");
  }
  return static_cast<int>(error.code().error_class);
}

void print_progress(const std::string& line) {
  if (!standard_error_is_terminal()) return;
  write(stderr, "\r\x1b[K" + line);
  std::fflush(stderr);
}

void end_progress() { print_progress(""); }

std::vector<std::string> table(const std::vector<std::vector<std::string>>& rows) {
  std::vector<std::size_t> widths;
  for (const auto& row : rows) {
    widths.resize(std::max(widths.size(), row.size()), 0);
    for (std::size_t i = 0; i < row.size(); ++i)
      widths[i] = std::max(widths[i], count_code_points(row[i]));
  }
  std::vector<std::string> out;
  for (const auto& row : rows) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      line += row[i];
      if (i + 1 < row.size()) line.append(widths[i] - count_code_points(row[i]) + 2, ' ');
    }
    out.push_back(std::move(line));
  }
  return out;
}

std::string size_words(std::int64_t bytes) {
  constexpr const char* units[] = {"B", "kB", "MB", "GB", "TB"};
  std::size_t unit = 0;
  std::int64_t tenths = bytes * 10;
  while (tenths >= 10000 && unit + 1 < std::size(units)) {
    tenths /= 1000;
    ++unit;
  }
  if (unit == 0) return std::to_string(bytes) + " B";
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " " + units[unit];
}

}  // namespace kotobune::cli
