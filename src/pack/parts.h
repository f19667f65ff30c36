// The parts of a pack beside types, words and profiles: what a practice looks at, asks, shows and
// teaches. All are validated when the pack is loaded; docs/packs.md says what each key means.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kotobune::pack {

// A text in several languages, by BCP 47 tag.
class Labels {
 public:
  // `reviewed`: false where only a machine has translated it so far.
  void set(std::string language, std::string text, bool reviewed = true);
  bool has(std::string_view language) const;
  bool needs_review(std::string_view language) const;
  bool empty() const { return texts_.empty(); }
  // The text in this language, else in English, else "".
  const std::string& in(std::string_view language) const;

 private:
  struct One {
    std::string language, text;
    bool reviewed = true;
  };
  std::vector<One> texts_;
};

// views/<id>.sql: one SELECT over the tables of the types. The first comment line says what it
// gives. Tables (named like the types, '-' written '_'):
//   <type>(id, <property>...)            single values; of a date also <property>_from, _to (days)
//   <type>__<property>(id, value)        of a property that may have many
struct View {
  std::string id, file;
  Labels label;
  std::string sql;
};

enum class Severity { error, warning };

// checks/<file>.toml, [[check]]: what must be there. Either `needs`, asked of each entity of the
// type `on` (where `when` says so: of those only with that term), or `view`: each row is a fault.
struct Check {
  std::string id, file;  // "FF-1"
  std::uint32_t line = 0;
  Severity severity = Severity::warning;
  std::string on;                  // type
  std::vector<std::string> needs;  // properties that must have a value
  std::vector<std::string> any_of; // at least one of these must
  std::string when_property;       // "" always
  std::string when_term;           // code, or "true"/"false" for a boolean; "" any value
  std::string view;
  Labels label;                    // the plain sentence
  Labels help;                     // how to mend it
};

struct FormSection {
  std::string id;
  std::uint32_t line = 0;
  Labels label;
  std::vector<std::string> properties;
};
// forms/<id>.toml: which properties are asked for, in which order.
struct Form {
  std::string id, file;
  std::uint32_t line = 0;
  std::string type;
  Labels label;
  std::vector<FormSection> sections;
};

enum class PageKind { list, board, calendar, timeline, map, matrix, versions };

// pages.toml, [[page]].
struct Page {
  std::string id;
  std::uint32_t line = 0;
  PageKind kind = PageKind::list;
  std::string type;                  // of the things shown; of a matrix: of its cells
  Labels label;
  std::vector<std::string> columns;  // properties shown
  std::string group_by;              // board: a property with terms
  std::string date;                  // calendar, timeline: a property with dates
  std::string place;                 // map: a property with places
  std::string row, column;           // matrix: properties of a cell that point to row and column
  std::vector<std::string> row_columns, column_columns;  // matrix: what is told of a row, a column
  std::string by, text;              // versions: whose they are (entity), what is compared (text)
};

// templates/<id>.md and lessons/<id>.md: a text with a head between two lines of "---".
struct Prose {
  std::string id, file;
  std::string title;
  std::string profile;   // template: whom it is for
  std::string language;  // lesson
  std::string text;      // without the head
};

}  // namespace kotobune::pack
