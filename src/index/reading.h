// What is said, loaded property by property for one question: current statements in readable
// compartments, without those that a reviewer rejected, and without those of sources who said no
// to this use or withdrew (their number is kept, so that nobody takes silence for absence).
// Entities that a `same` record joins are one. Internal to index/.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "index/question_typing.h"
#include "index/sql.h"

namespace kotobune::index {

struct Said {
  std::string assertion;  // <record>/<n>
  std::string entity;     // who it is said of; the one that stands for all that are the same
  std::string shown;
  std::string ref;        // the entity pointed at, likewise; "" for a value
  std::string informant;
  std::string bases;
  std::string value;      // JSON
  const std::string& key() const { return ref.empty() ? shown : ref; }
};

class Reading {
 public:
  // Is what this informant (entity id) said closed to the reader?
  using Closed = std::function<bool(const std::string& informant)>;
  // `hidden`: is this entity an exhibit that is closed to her? What is said of it goes with it.
  Reading(Statements& sql, Closed closed, Closed hidden)
      : sql_(sql), closed_(std::move(closed)), hidden_(std::move(hidden)) {}

  Status begin();  // joins, rejections
  // The entities of a type, each once, in order.
  Result<std::vector<std::string>> entities(const std::string& type);
  // What lies one step on from an entity. Points into this Reading; nothing: not recorded.
  Result<const std::vector<const Said*>*> step(const Step& step, const std::string& entity);
  // All that is said of entities of a type: for a count that rests on their being there.
  Status all_of_type(const std::string& type, const std::function<void(const Said&)>& sink);
  // Code, title or name; the id where it has none.
  Result<std::string> label_of(const std::string& entity);
  struct Label {
    std::string shown;
    std::string type, property;  // of the statement it is; "" where it is the id
  };
  Result<Label> whole_label_of(const std::string& entity);
  std::string root_of(std::string id) const;
  std::int64_t left_out() const { return static_cast<std::int64_t>(left_out_.size()); }

 private:
  struct Loaded {
    std::vector<Said> all;
    std::unordered_map<std::string, std::vector<const Said*>> from;
  };
  Result<const Loaded*> load(const Step& step);
  bool take(db::Statement& row, Said& out);
  bool is_closed(const std::string& informant);

  Statements& sql_;
  Closed closed_;
  Closed hidden_;
  std::map<std::string, std::string> same_;  // id: a smaller id it is the same as
  std::set<std::string> rejected_;           // assertions
  std::map<std::string, bool> closed_of_;    // by informant
  std::set<std::string> left_out_;           // assertions
  std::map<std::string, Loaded> loaded_;     // by step
  std::map<std::string, Label> labels_;
  bool labels_loaded_ = false;
};

}  // namespace kotobune::index
