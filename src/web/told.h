// Statements of the record in the words of a page: terms by their labels, things by name and link,
// grades in words first and by code second. What it gives was disclosed to the member before.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "desk/statements.h"
#include "web/views_record.h"

namespace kotobune::web {

// Is a thing called by this property in a list?
inline bool names_it(std::string_view property) {
  return property == "title" || property == "name" || property == "code";
}

class Told {
 public:
  Told(desk::Desk& desk, Language language) : desk_(desk), language_(language) {}

  Result<StatementView> statement(const desk::ValueRow& value);
  Result<std::vector<ValueGroupView>> groups(const desk::WeighedProperty& property,
                                             const std::string& edit_of);
  Result<RecordRow> row(const desk::EntityRow& entity, const std::vector<std::string>& columns);
  Result<std::vector<std::string>> values(const desk::EntityRow& entity,
                                          const std::string& property);
  std::string type_label(const std::string& type) const;
  std::string property_label(const std::string& type, const std::string& property) const;
  // "/record/event/01..", "/sources/W-03", "/exhibits/MS-0007"; "" where there is nothing.
  Result<std::string> link_of(const std::string& entity);
  Result<std::string> label_of(const std::string& entity);

 private:
  Result<std::string> shown(const desk::ValueRow& value);
  Result<const desk::EntityRow*> thing(const std::string& id);
  std::string described(const desk::EntityRow& row);
  std::string support(const desk::WeighedProperty& property, const record::Support& seen) const;
  bool disagrees(const desk::EntityRow& entity) const;

  desk::Desk& desk_;
  Language language_;
  std::map<std::string, desk::EntityRow> things_;  // asked for before; empty type: not there
};

}  // namespace kotobune::web
