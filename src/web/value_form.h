// The form of a value: fields that a pack declares, what a person typed in them, and what values
// that makes. Refusals stand at the field; nothing typed is lost. No type is named here.
#pragma once

#include "desk/statements.h"
#include "web/views_record.h"

namespace kotobune::web {

inline constexpr std::size_t listed_choices = 40;   // more terms than this are searched
inline constexpr std::size_t listed_entities = 200; // more things than this are searched

// Something made beside the value that names it.
struct InPassing {
  std::string id, type, property, label;
  bool is_name = false;
};
struct ReadForm {
  std::vector<std::pair<std::string, Json>> values;
  std::vector<InPassing> made;
  bool refused = false;  // an error stands at a field
};

Result<FormField> form_field(desk::Desk& desk, Language language, const pack::Type& type,
                             const pack::Property& property);
// One slot filled with a value that stands in the record.
FormSlot slot_of(const Json& value);
// Takes what was typed into the field's slots ("<property>.<slot>.<part>").
void take_typed(const Fields& form, FormField& field);
// Reads the slots into values; errors and matches go into the slots.
Status read_field(desk::Desk& desk, Language language, FormField& field, ReadForm& out);
// "Burning of the school", from the property by which a list shows things of this type; nullptr
// where a thing cannot be named by one word.
const pack::Property* naming_property(const pack::Type& type);

}  // namespace kotobune::web
