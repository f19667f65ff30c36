// Do checks, forms, pages and templates name what the pack has, and in the right kind?
#include <algorithm>
#include <set>

#include "pack/errors.h"
#include "pack/read.h"

namespace kotobune::pack {
namespace {

class PartsValidator {
 public:
  PartsValidator(const Pack& pack, const Pack* base, Faults& faults)
      : pack_(pack), base_(base), faults_(faults) {}

  void run() {
    std::set<std::string> names;
    for (const Check& check : pack_.checks) {
      if (!names.insert(check.id).second) twice(check.file, check.line, check.id);
      look_at(check);
    }
    names.clear();
    for (const Form& form : pack_.forms) {
      if (!names.insert(form.id).second) twice(form.file, form.line, form.id);
      look_at(form);
    }
    names.clear();
    for (const Page& page : pack_.pages) {
      if (!names.insert(page.id).second) twice(pages_file, page.line, page.id);
      look_at(page);
    }
    for (const Prose& one : pack_.templates) {
      const bool known = pack_.find_profile(one.profile) != nullptr ||
                         (base_ != nullptr && base_->find_profile(one.profile) != nullptr);
      if (!known && !one.profile.empty()) unknown(one.file, 1, one.profile);
    }
  }

 private:
  static constexpr const char* pages_file = "pages.toml";

  void twice(const std::string& file, std::uint32_t line, const std::string& name) {
    faults_.add(complaint(errors::pack_name_twice, file, line, {{"name", name}}));
  }
  void unknown(const std::string& file, std::uint32_t line, const std::string& name) {
    faults_.add(complaint(errors::pack_name_unknown, file, line, {{"name", name}}));
  }
  void labelled(const std::string& file, std::uint32_t line, const std::string& id,
                const Labels& label) {
    for (const std::string& language : pack_.languages) {
      if (label.has(language)) continue;
      faults_.add(complaint(errors::pack_key_missing, file, line,
                            {{"key", "label." + language + " of " + id}}));
    }
  }

  // The property, or a fault; nothing where its type is unknown (told already).
  const Property* property(const std::string& file, std::uint32_t line, const std::string& type,
                           const std::string& id) {
    if (find_type(pack_, base_, type) == nullptr) return nullptr;
    const Property* found = find_property(pack_, base_, type, id);
    if (found == nullptr) unknown(file, line, type + "." + id);
    return found;
  }
  bool type_is_there(const std::string& file, std::uint32_t line, const std::string& type) {
    if (find_type(pack_, base_, type) != nullptr) return true;
    if (!type.empty()) unknown(file, line, type);
    return false;
  }

  void look_at(const Check& check) {
    labelled(check.file, check.line, check.id, check.label);
    if (!check.view.empty()) {
      const bool there = std::any_of(pack_.views.begin(), pack_.views.end(),
                                     [&](const View& view) { return view.id == check.view; });
      if (!there) unknown(check.file, check.line, "views/" + check.view + ".sql");
      return;
    }
    if (!type_is_there(check.file, check.line, check.on)) return;
    for (const auto* list : {&check.needs, &check.any_of}) {
      for (const std::string& id : *list) property(check.file, check.line, check.on, id);
    }
    if (check.when_property.empty()) return;
    const Property* when = property(check.file, check.line, check.on, check.when_property);
    if (when == nullptr || check.when_term.empty()) return;
    if (when->value == ValueType::boolean) {
      if (check.when_term != "true" && check.when_term != "false") {
        wrong(check.file, check.line, "is", check.when_term, "\"true\" or \"false\"");
      }
      return;
    }
    const Vocabulary* words = find_vocabulary(pack_, base_, when->vocabulary);
    if (words == nullptr || words->find(check.when_term) == nullptr) {
      unknown(check.file, check.line, check.when_term);
    }
  }

  void look_at(const Form& form) {
    labelled(form.file, form.line, form.id, form.label);
    if (!type_is_there(form.file, form.line, form.type)) return;
    std::set<std::string> asked;
    for (const FormSection& section : form.sections) {
      labelled(form.file, section.line, section.id, section.label);
      for (const std::string& id : section.properties) {
        property(form.file, section.line, form.type, id);
        if (!asked.insert(id).second) twice(form.file, section.line, id);
      }
    }
  }

  void wrong(const std::string& file, std::uint32_t line, const char* key, const std::string& value,
             const char* wanted) {
    faults_.add(complaint(errors::pack_value_wrong, file, line,
                          {{"key", key}, {"value", value}, {"wanted", wanted}}));
  }

  // A property the kind of page cannot do without, of one of these kinds of values.
  void needed(const Page& page, const char* key, const std::string& id,
              std::initializer_list<ValueType> kinds, const char* wanted) {
    if (id.empty()) return wrong(pages_file, page.line, key, "", wanted);
    const Property* found = property(pages_file, page.line, page.type, id);
    if (found != nullptr && std::find(kinds.begin(), kinds.end(), found->value) == kinds.end()) {
      wrong(pages_file, page.line, key, id, wanted);
    }
  }

  // Properties of the types that a row or a column points at.
  void named_of(const Page& page, const std::string& by, const std::vector<std::string>& names) {
    const Property* points = find_property(pack_, base_, page.type, by);
    if (points == nullptr) return;
    for (const std::string& id : names) {
      const bool known = std::any_of(
          points->targets.begin(), points->targets.end(), [&](const std::string& target) {
            return find_property(pack_, base_, target, id) != nullptr;
          });
      if (!known) unknown(pages_file, page.line, page.type + "." + by + "." + id);
    }
  }

  void look_at(const Page& page) {
    labelled(pages_file, page.line, page.id, page.label);
    if (!type_is_there(pages_file, page.line, page.type)) return;
    for (const std::string& id : page.columns) property(pages_file, page.line, page.type, id);
    switch (page.kind) {
      case PageKind::list: break;
      case PageKind::board:
        needed(page, "group_by", page.group_by, {ValueType::term}, "a property with terms");
        break;
      case PageKind::calendar:
      case PageKind::timeline:
        needed(page, "date", page.date, {ValueType::date}, "a property with dates");
        break;
      case PageKind::map:
        needed(page, "place", page.place, {ValueType::place, ValueType::entity},
               "a property with places");
        break;
      case PageKind::matrix:
        needed(page, "row", page.row, {ValueType::entity}, "a property that points to the row");
        needed(page, "column", page.column, {ValueType::entity},
               "a property that points to the column");
        named_of(page, page.row, page.row_columns);
        named_of(page, page.column, page.column_columns);
        break;
      case PageKind::versions:
        needed(page, "by", page.by, {ValueType::entity},
               "a property that points to whose they are");
        needed(page, "date", page.date, {ValueType::date}, "a property with dates");
        needed(page, "text", page.text, {ValueType::text}, "a property with text");
        break;
    }
  }

  const Pack& pack_;
  const Pack* base_;
  Faults& faults_;
};

}  // namespace

void validate_parts(const Pack& pack, const Pack* base, Faults& faults) {
  PartsValidator(pack, base, faults).run();
}

}  // namespace kotobune::pack
