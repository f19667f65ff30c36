// The inside of an Index, shared by its .cpp files.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "index/fact_book.h"
#include "index/index.h"
#include "index/projector.h"
#include "index/sql.h"

namespace kotobune::index {

struct Index::Impl {
  explicit Impl(db::Database opened) : database(std::move(opened)), sql(database) {}

  Status prepare_functions();
  Status make_tables(Load load);
  Status drop_tables();
  // Before each question: readable(comp) answers for this reader from now on.
  Status admit(const Reader& reader);
  // X5: visible(ex) answers for this reader, by the gate. After admit().
  Status weigh(const Reader& reader);
  Result<const FactBook*> facts();
  void changed() {
    facts_.reset();
    weighed_for.reset();
    compartments_known = false;
  }
  bool readable(std::int64_t compartment) const;
  Result<std::vector<ExhibitRow>> exhibits(const Reader& reader, std::string_view condition,
                                           std::string_view first, std::int64_t second,
                                           std::int64_t third);

  db::Database database;
  Statements sql;
  std::vector<bool> open_compartments;     // by nr
  std::vector<std::string> compartments;   // by nr
  bool compartments_known = false;
  std::vector<bool> visible_handles;       // by ex
  bool all_visible = false;
  std::optional<Reader> weighed_for;

 private:
  std::optional<FactBook> facts_;
};

}  // namespace kotobune::index
