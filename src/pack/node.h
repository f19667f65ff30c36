// Node: a TOML file as our own small tree, so that only load_toml.cpp sees the TOML library and
// every later complaint can still name the line. Floats and times of day do not exist in a pack.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace kotobune::pack {

enum class NodeKind { string, integer, boolean, array, table };  // a date is a string, YYYY-MM-DD

struct Member;  // a class of its own: a pair of an unfinished Node is none for every compiler

struct Node {
  NodeKind kind = NodeKind::table;
  std::uint32_t line = 0;  // 1-based
  std::string text;        // string
  std::int64_t number = 0;
  bool flag = false;
  std::vector<Node> items;                               // array
  std::vector<Member> members;                           // table

  const Node* find(std::string_view key) const;  // nullptr where absent
};

struct Member {
  std::string first;
  Node second;
};

// Parses one file. Error: pack_malformed with file, line and why.
Result<Node> parse_toml(const std::string& file, std::string_view text);

// Reads the members of a table one by one and remembers which were asked for, so that the end of
// the reading can refuse what nobody asked for.
class TableReader {
 public:
  TableReader(const std::string& file, const Node& table) : file_(file), table_(table) {}

  // Errors: pack_key_missing, pack_value_wrong.
  Result<std::string> text(std::string_view key);
  Result<std::string> text_or(std::string_view key, std::string otherwise);
  Result<std::int64_t> integer_or(std::string_view key, std::int64_t otherwise);
  Result<bool> boolean_or(std::string_view key, bool otherwise);
  Result<std::vector<std::string>> texts_or_none(std::string_view key);
  const Node* child(std::string_view key);  // marks it as read; nullptr where absent
  // Error: pack_key_unknown for a member nobody read.
  Status finish() const;

  const std::string& file() const { return file_; }
  std::uint32_t line() const { return table_.line; }
  std::uint32_t line_of(std::string_view key) const;
  Error wrong(std::string_view key, std::string value, std::string wanted) const;

 private:
  const std::string& file_;
  const Node& table_;
  std::vector<std::string> seen_;
};

Error complaint(const Code& code, const std::string& file, std::uint32_t line,
                std::vector<Parameter> more = {});

}  // namespace kotobune::pack
