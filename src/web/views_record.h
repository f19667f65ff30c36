// What the pages of the record show; the rules of views.h hold.
#pragma once

#include "pack/pack.h"
#include "web/http.h"
#include "web/views.h"

namespace kotobune::web {

struct Mark {  // a word in a badge: "sources disagree", "S3"
  enum class Kind { plain, disagree, level };
  Kind kind = Kind::plain;
  std::string text;
};
struct Cell {
  std::string label;  // of the column
  std::vector<std::string> values;
  std::string link;
};

struct RecordOverview {
  struct Type {
    std::string id, label, help;
    std::int64_t count = 0;
  };
  std::vector<Type> types;       // with something in them
  std::vector<Type> empty_types;
  std::vector<Item> pages;       // of the packs
  std::int64_t disagreements = 0, findings = 0;
};

struct RecordRow {
  std::string link, label;
  std::vector<Cell> cells;
  std::vector<Mark> marks;
};
struct RecordListView {
  std::string type, type_label, help;
  std::int64_t total = 0, uncertain = 0, all = 0;
  std::vector<Choice> columns;         // to sort by and filter with: id, label, chosen
  std::string filter_property, filter_test, filter_value, where, where_error;
  bool descending = false;
  std::vector<std::string> shown;      // labels of the columns
  std::vector<RecordRow> rows;
  int page = 1, pages = 1;
};

struct BasisView {
  std::string number, quote, link;
  bool closed = false;
};
struct StatementView {
  std::string assertion, shown, lang, note, link;
  std::string informant, grade, said_by, edit_link;
  std::vector<BasisView> bases;
  bool current = true;
};
struct ValueGroupView {  // statements that say the same
  std::string support;   // "one source, indirect (C3)"
  std::vector<StatementView> statements;
};
struct PropertyView {
  std::string id, label, help, level, add_link;
  std::vector<ValueGroupView> values;
  std::vector<StatementView> past;
  bool disagree = false, settled = false;
  std::string settled_by, why;
};
struct RecordView {
  std::string type, type_label, id, label, level, add_link;
  std::int64_t not_shown = 0;
  std::vector<PropertyView> properties;
  std::vector<Item> unanswered;  // properties without a value, with the page to add one
  std::vector<Item> relations;   // things that point here
  std::vector<Item> disclosures, drafts;
};

struct DisagreementView {
  std::string entity, label, link, type_label, property, property_label;
  bool settled = false;
  std::string settled_by, why;
  std::vector<ValueGroupView> values;
};
struct DisagreementsView {
  std::vector<DisagreementView> open, settled;
  std::string error, error_at;  // entity + property that the error stands at
};

struct FormSlot {
  Fields raw;       // as typed, by part
  std::string error;
  std::vector<Choice> matches;  // to choose from, where what was typed may mean several things
};
struct FormField {
  std::string id, label, help;
  pack::ValueType kind = pack::ValueType::text;
  bool many = false, required = false, search = false;
  std::string level;
  std::vector<Choice> choices;  // terms, things, units, cited parts
  std::string in_passing;       // label of the type that can be made here, or ""
  std::string unit;
  std::vector<std::string> targets;  // types of the things that may be picked
  std::vector<FormSlot> slots;
};
struct FormPart {
  std::string label;
  bool open = true;
  std::vector<FormField> fields;
};
struct RecordFormView {
  std::string action, title, type_label, back;
  std::vector<FormPart> parts;
  std::vector<Choice> informants, cited;
  std::string reliability, credibility;
  std::vector<BasisView> kept;            // bases of the value that is corrected
  std::vector<std::string> kept_ids;
  std::string exhibit, page, quote, basis_error, basis_text;  // as typed; text that stands there
  std::vector<std::string> replaces, seen;
  std::vector<StatementView> clash;       // what somebody else recorded meanwhile
  std::string error;                      // of the whole form
};

struct PracticeView {
  std::string title, kind;
  std::vector<std::string> columns;
  struct Group {  // a column of a board, a month, a day, a row of a matrix
    std::string label, note;
    std::vector<RecordRow> rows;
  };
  std::vector<Group> groups;
  std::vector<std::string> matrix_head;
  std::vector<std::pair<std::string, std::vector<std::vector<RecordRow>>>> matrix;
  std::int64_t total = 0, undated = 0;
  std::string add_link;
};

struct ChecksView {
  struct Row {
    std::string check, label, help, link, what;
    std::string entity;
    bool error = false;
    std::vector<std::string> details;
    std::string waived_by, why;
  };
  std::vector<Row> open, silenced;
  std::int64_t checks = 0;
  std::string problem;
};

}  // namespace kotobune::web
