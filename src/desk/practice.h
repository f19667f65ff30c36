// What a pack's own parts show of this case: its views run over what this member may see, a matrix
// of two kinds of things against each other, versions of what one person said, numbers of a style.
// No type of a pack is named here.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "desk/desk.h"
#include "index/view_numbers.h"
#include "text/word_diff.h"

namespace kotobune::desk {

struct ViewShown {
  std::string id, label;
  index::ViewTable table;      // ids of entities stand as their labels
  std::vector<std::vector<std::string>> ids;  // the cells as the view gave them
  std::size_t hidden = 0;      // values beside the one in the table: sources disagree
};
// Error: part_unknown; those of index::compute_view.
Result<ViewShown> run_view(Desk& desk, const std::string& id);

// One fact as a page tells it: the label of its property, and the values that stand side by side.
struct Fact {
  std::string property, label;
  std::vector<std::string> values;
  std::string code;  // of the first value, where it is a term
};
struct MatrixItem {
  std::string id, label;
  std::vector<Fact> facts;
};
struct MatrixCell {
  std::string id;
  std::vector<Fact> facts;  // the first is what the overview shows
};
struct Matrix {
  std::string page, title;
  std::string row_word, column_word;  // what rows and columns are, in English
  std::vector<MatrixItem> rows, columns;
  std::map<std::pair<std::string, std::string>, std::vector<MatrixCell>> cells;  // row, column
  std::vector<std::string> exhibits;   // ids: what the statements in it rest on
  std::vector<std::string> informants; // codes
  std::vector<std::string> assertions;
};
// `page`: id of a matrix page of the packs in force. Rows follow a number property "order" where
// they have one, else their label. Error: part_unknown.
Result<Matrix> matrix(Desk& desk, const std::string& page);

struct Version {
  std::string id, label, date, text;
  std::vector<text::DiffPiece> changes;  // against the version before; empty for the first
};
struct Versions {
  std::string page, title, whose;
  std::vector<Version> versions;  // by date; without a date last
};
// `whose`: entity id. Errors: part_unknown, entity_unknown, icu_failed.
Result<Versions> versions(Desk& desk, const std::string& page, const std::string& whose);
// Everybody who has a version: id, label.
Result<std::vector<std::pair<std::string, std::string>>> speakers(Desk& desk,
                                                                  const std::string& page);

// Gives an entity the next number of a style ("JP-ben" -> 弁4), never one that was given before,
// even where it was taken back. `style`: a term with a pattern. The number stands in the property
// `number_property` of its type, the style in the property with that vocabulary.
// Errors: entity_unknown, part_unknown, number_taken (where `wanted` was given to another).
Result<std::string> give_number(Desk& desk, const std::string& entity, const std::string& style,
                                std::optional<std::int64_t> wanted,
                                const std::string& number_property);

// The records that a pack's default locks ask for when these values are stated (pack::DefaultLock).
Result<std::vector<vault::NewRecord>> default_locks(Desk& desk, const std::string& entity,
                                                    const NewAssertion& said);

}  // namespace kotobune::desk
