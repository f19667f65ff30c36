// Node: a TOML file as our own small tree, so that only load_toml.cpp sees the TOML library and
// every later complaint can still name the line. Floats and times of day do not exist in a pack.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "pack/pack.h"

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

// What is wrong with a pack, all of it: who writes one mends ten lines at a time.
struct Faults {
  Reading reading = Reading::strict;
  std::vector<std::string> harmless;  // keys of newer packs that may be passed over
  std::vector<Error> found;
  void add(Error error) { found.push_back(std::move(error)); }
  std::size_t count() const { return found.size(); }
};

// Reads the members of a table one by one and remembers which were asked for, so that the end of
// the reading can refuse what nobody asked for. A fault is put down and the reading goes on with an
// empty value.
class TableReader {
 public:
  TableReader(const std::string& file, const Node& table, Faults& faults)
      : file_(file), table_(table), faults_(faults), faults_before_(faults.count()) {}

  // Faults: pack_key_missing, pack_value_wrong.
  std::string text(std::string_view key);
  std::string text_or(std::string_view key, std::string otherwise);
  std::int64_t integer_or(std::string_view key, std::int64_t otherwise);
  bool boolean_or(std::string_view key, bool otherwise);
  std::vector<std::string> texts_or_none(std::string_view key);
  std::vector<const Node*> tables_or_none(std::string_view key);
  std::string id();  // what records hold for decades: letters, digits, '-' and single spaces
  // A text per language, or one string: then it is English.
  Labels labels(std::string_view key);
  int sensitivity(int otherwise);
  const Node* child(std::string_view key);  // marks it as read; nullptr where absent
  // Fault: pack_key_unknown for each member nobody read. In a sealed pack it is none: then false
  // says that a key is there which may protect and which this program does not understand.
  bool finish();
  bool without_fault() const { return faults_.count() == faults_before_; }

  const std::string& file() const { return file_; }
  std::uint32_t line() const { return table_.line; }
  std::uint32_t line_of(std::string_view key) const;
  void wrong(std::string_view key, std::string value, std::string wanted);
  void missing(std::string_view key);

 private:
  const std::string& file_;
  const Node& table_;
  Faults& faults_;
  std::size_t faults_before_;
  std::vector<std::string> seen_;
};

Error complaint(const Code& code, const std::string& file, std::uint32_t line,
                std::vector<Parameter> more = {});

}  // namespace kotobune::pack
