#include "desk/practice.h"

#include <algorithm>

#include "base/text.h"
#include "desk/errors.h"

namespace kotobune::desk {

namespace {

template <typename T>
const T* find_part(const std::vector<T>& parts, const std::string& id) {
  const auto found = std::find_if(parts.begin(), parts.end(),
                                  [&](const T& part) { return part.id == id; });
  return found == parts.end() ? nullptr : &*found;
}

Error part_unknown(const std::string& what) {
  return Error(errors::part_unknown, {{"what", what}});
}

// Where an entity points by a property; "" where it does not.
std::string points_at(const EntityRow& entity, const std::string& property) {
  for (const auto& value : entity.values) {
    if (value.property == property) return value.value["entity"].str();
  }
  return "";
}

// Values as words: the label of a term, of an entity, yes and no.
class Telling {
 public:
  explicit Telling(Desk& desk) : desk_(desk) {}

  Result<std::string> label_of(const std::string& id) {
    const auto known = labels_.find(id);
    if (known != labels_.end()) return known->second;
    TRY_LET(view, desk_.index().entity(id));
    std::string label = view ? view->label : std::string();
    if (view && (label.empty() || label == view->type)) label = first_words(*view);
    return labels_[id] = label.empty() ? id : label;
  }

  Result<Fact> fact(const EntityRow& entity, const std::string& property) {
    Fact out;
    out.property = property;
    const auto* known = desk_.pack().find_property(entity.type, property);
    out.label = known ? known->label.in("en") : property;
    for (const auto& value : entity.values) {
      if (value.property != property) continue;
      std::string words = value.shown;
      if (const auto& other = value.value["entity"].str(); !other.empty()) {
        TRY_LET(label, label_of(other));
        words = label;
      } else if (known && known->value == pack::ValueType::term) {
        if (out.code.empty()) out.code = value.shown;
        const auto* vocabulary = desk_.pack().find_vocabulary(known->vocabulary);
        const auto* term = vocabulary ? vocabulary->find(value.shown) : nullptr;
        if (term) words = term->label.in("en");
      }
      if (std::find(out.values.begin(), out.values.end(), words) == out.values.end()) {
        out.values.push_back(words);
      }
    }
    return out;
  }

  // A thing without a title is called by its first text that must be there.
  std::string first_words(const EntityRow& entity) const {
    const auto* type = desk_.pack().find_type(entity.type);
    if (type == nullptr) return entity.type;
    for (const auto& property : type->properties) {
      if (property.value != pack::ValueType::text || !property.required) continue;
      for (const auto& value : entity.values) {
        if (value.property == property.id) return value.shown;
      }
    }
    return type->label.in("en");
  }

 private:
  Desk& desk_;
  std::map<std::string, std::string> labels_;
};

class MatrixMaker {
 public:
  MatrixMaker(Desk& desk, const pack::Page& page) : desk_(desk), page_(page), telling_(desk) {}

  Result<Matrix> run() {
    out_.page = page_.id;
    out_.title = page_.label.in("en");
    out_.row_word = word_of(page_.row);
    out_.column_word = word_of(page_.column);
    TRY_LET(cells, desk_.index().entities(page_.type));
    for (const auto& cell : cells) TRY(add(cell.id));
    // What nothing was said about yet stands there too: an empty line is a gap somebody must fill.
    TRY(add_all(page_.row, page_.row_columns, out_.rows));
    TRY(add_all(page_.column, page_.column_columns, out_.columns));
    sort(out_.rows);
    sort(out_.columns);
    tidy(out_.exhibits);
    tidy(out_.informants);
    return std::move(out_);
  }

 private:
  std::string word_of(const std::string& property) const {
    const auto* known = desk_.pack().find_property(page_.type, property);
    return known ? known->label.in("en") : property;
  }

  static void tidy(std::vector<std::string>& list) {
    std::sort(list.begin(), list.end());
    list.erase(std::unique(list.begin(), list.end()), list.end());
  }

  void rest_on(const EntityRow& entity) {
    for (const auto& value : entity.values) {
      out_.assertions.push_back(value.assertion);
      if (!value.informant.empty()) out_.informants.push_back(value.informant);
      for (const auto& basis : value.bases) out_.exhibits.push_back(basis);
    }
  }

  Status add(const std::string& id) {
    TRY_LET(entity, desk_.index().entity(id));
    if (!entity) return {};
    const auto row = points_at(*entity, page_.row), column = points_at(*entity, page_.column);
    if (row.empty() || column.empty()) return {};
    MatrixCell cell{id, {}};
    for (const auto& property : page_.columns) {
      TRY_LET(fact, telling_.fact(*entity, property));
      cell.facts.push_back(std::move(fact));
    }
    out_.cells[{row, column}].push_back(std::move(cell));
    rest_on(*entity);
    return {};
  }

  Status add_all(const std::string& property, const std::vector<std::string>& columns,
                 std::vector<MatrixItem>& items) {
    const auto* known = desk_.pack().find_property(page_.type, property);
    if (known == nullptr) return {};
    for (const auto& type : known->targets) {
      TRY_LET(rows, desk_.index().entities(type));
      for (const auto& row : rows) {
        TRY_LET(entity, desk_.index().entity(row.id));
        if (!entity) continue;
        MatrixItem item{row.id, "", {}};
        TRY_LET(label, telling_.label_of(row.id));
        item.label = std::move(label);
        for (const auto& column : columns) {
          TRY_LET(fact, telling_.fact(*entity, column));
          item.facts.push_back(std::move(fact));
        }
        for (const auto& value : entity->values) {
          if (value.property == "order") order_[row.id] = parse_int(value.shown).value_or(0);
        }
        items.push_back(std::move(item));
        rest_on(*entity);
      }
    }
    return {};
  }

  void sort(std::vector<MatrixItem>& items) {
    std::sort(items.begin(), items.end(), [&](const MatrixItem& a, const MatrixItem& b) {
      const auto key = [&](const MatrixItem& item) {
        const auto found = order_.find(item.id);
        return std::make_tuple(found == order_.end(), found == order_.end() ? 0 : found->second,
                               item.label, item.id);
      };
      return key(a) < key(b);
    });
  }

  Desk& desk_;
  const pack::Page& page_;
  Telling telling_;
  std::map<std::string, std::int64_t> order_;
  Matrix out_;
};

Result<const pack::Page*> page_of(Desk& desk, const std::string& id, pack::PageKind kind) {
  const auto* page = find_part(desk.pack().pages, id);
  if (page == nullptr || page->kind != kind) return part_unknown(id);
  return page;
}

}  // namespace

Result<ViewShown> run_view(Desk& desk, const std::string& id) {
  const auto* view = find_part(desk.pack().views, id);
  if (view == nullptr) return part_unknown(id);
  std::vector<index::ViewEntity> entities;
  for (const auto& type : index::types_in(desk.pack(), *view)) {
    TRY_LET(rows, desk.index().entities(type));
    for (const auto& row : rows) {
      TRY_LET(entity, desk.index().entity(row.id));
      if (!entity) continue;
      index::ViewEntity one{entity->id, entity->type, {}};
      for (const auto& value : entity->values) {
        one.values.push_back({value.property, value.value, value.shown});
      }
      entities.push_back(std::move(one));
    }
  }
  TRY_LET(result, index::compute_view(desk.pack(), *view, entities));
  ViewShown out{view->id, view->label.in("en"), std::move(result.table), {}, result.hidden};
  out.ids = out.table.rows;
  Telling telling(desk);
  for (auto& row : out.table.rows) {
    for (auto& cell : row) {
      if (!is_record_id(cell)) continue;
      TRY_LET(label, telling.label_of(cell));
      cell = std::move(label);
    }
  }
  return out;
}

Result<Matrix> matrix(Desk& desk, const std::string& page) {
  TRY_LET(found, page_of(desk, page, pack::PageKind::matrix));
  return MatrixMaker(desk, *found).run();
}

Result<Versions> versions(Desk& desk, const std::string& page, const std::string& whose) {
  TRY_LET(found, page_of(desk, page, pack::PageKind::versions));
  TRY_LET(person, desk.index().entity(whose));
  if (!person) return Error(errors::entity_unknown, {{"entity", whose}});
  Telling telling(desk);
  TRY_LET(label, telling.label_of(whose));
  Versions out{page, found->label.in("en"), label, {}};
  TRY_LET(rows, desk.index().entities(found->type));
  std::vector<std::string> languages;
  for (const auto& row : rows) {
    TRY_LET(entity, desk.index().entity(row.id));
    if (!entity || points_at(*entity, found->by) != whose) continue;
    Version version{row.id, telling.first_words(*entity), "", "", {}};
    for (const auto& value : entity->values) {
      if (value.property == found->date && version.date.empty()) version.date = value.shown;
      if (value.property != found->text || !version.text.empty()) continue;
      version.text = value.shown;
    }
    if (!version.text.empty()) out.versions.push_back(std::move(version));
  }
  std::sort(out.versions.begin(), out.versions.end(), [](const Version& a, const Version& b) {
    return std::make_tuple(a.date.empty(), a.date, a.id) <
           std::make_tuple(b.date.empty(), b.date, b.id);
  });
  for (std::size_t i = 1; i < out.versions.size(); ++i) {
    TRY_LET(changes, text::word_diff(out.versions[i - 1].text, out.versions[i].text));
    out.versions[i].changes = std::move(changes);
  }
  return out;
}

Result<std::vector<std::pair<std::string, std::string>>> speakers(Desk& desk,
                                                                  const std::string& page) {
  TRY_LET(found, page_of(desk, page, pack::PageKind::versions));
  TRY_LET(rows, desk.index().entities(found->type));
  Telling telling(desk);
  std::vector<std::pair<std::string, std::string>> out;
  for (const auto& row : rows) {
    TRY_LET(entity, desk.index().entity(row.id));
    const auto who = entity ? points_at(*entity, found->by) : std::string();
    const bool known = std::any_of(out.begin(), out.end(),
                                   [&](const auto& one) { return one.first == who; });
    if (who.empty() || known) continue;
    TRY_LET(label, telling.label_of(who));
    out.emplace_back(who, label);
  }
  return out;
}

}  // namespace kotobune::desk
