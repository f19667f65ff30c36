#include "desk/import_value.h"

#include "base/text.h"
#include "desk/cell_form.h"
#include "intake/errors.h"
#include "record/decimal.h"
#include "record/value.h"
#include "release/table.h"
#include "text/normalize.h"
#include "text/zawgyi.h"

namespace kotobune::desk {

namespace {

using pack::ValueType;

Error not_understood(std::string why) {
  return Error(errors::cell_not_understood, {{"why", std::move(why)}});
}

// Years a living person may mean when she writes four digits and no era: a Thai year such as 2556
// is a valid Gregorian year too, so beyond this one the calendar must be said.
constexpr int last_plain_year = 2200;

Result<Json> date(const ColumnRule& rule, const intake::TableCell& cell) {
  Json value = Json::object();
  std::string said(trim_ascii(cell.text));
  // First and last day, a line each, as other systems write a range.
  if (const auto line = said.find('\n'); line != std::string::npos) said[line] = '/';
  if (const auto plain = PartialDate::parse(said)) {
    const auto first = plain->earliest_day();
    const bool ours = first && civil_from_days(*first).year < last_plain_year;
    const bool hinted = rule.dates.calendar &&
                        *rule.dates.calendar != text::Calendar::gregorian;
    // The day of a date cell was chosen in a Gregorian calendar, whatever the column is said to be.
    if (ours && (!hinted || cell.kind == intake::CellKind::date)) {
      value.set("date", plain->edtf());
      return value;
    }
  }
  TRY_LET(read, text::read_date(said, rule.dates));
  value.set("date", read.date.edtf()).set("cal", text::word(read.calendar)).set("as_said", said);
  return value;
}

Result<Json> number(const ColumnRule& rule, const std::string& said) {
  auto amount = record::Decimal::parse(said);
  if (!amount) amount = record::Decimal::parse(text::fold(said));  // digits of other scripts
  if (!amount) return not_understood("it is no number");
  Json value = Json::object();
  value.set("num", amount->text());
  if (!rule.counts.empty()) value.set("counts", rule.counts);
  if (!rule.unit.empty()) value.set("unit", rule.unit);
  return value;
}

Result<Json> boolean(const std::string& said) {
  const auto word = ascii_lower(said);
  Json value = Json::object();
  if (word == "yes" || word == "true" || word == "1") return value.set("bool", true);
  if (word == "no" || word == "false" || word == "0") return value.set("bool", false);
  return not_understood("it is neither yes nor no; say in `words` what stands for which");
}

Json worded(const char* key, const std::string& said, const ColumnRule& rule) {
  Json value = Json::object();
  value.set(key, said);
  if (!rule.lang.empty()) value.set("lang", rule.lang);
  return value;
}

}  // namespace

Result<Json> CellValues::term(const pack::Property& property, const std::string& said) const {
  const auto* vocabulary = desk_.pack().find_vocabulary(property.vocabulary);
  if (!vocabulary) return not_understood("the practice pack lacks its vocabulary");
  const auto* found = vocabulary->find_spoken(said);
  const auto folded = text::fold(said);
  for (const auto& term : vocabulary->terms) {
    if (!found && !term.huridocs.empty() && term.huridocs == said) found = &term;
  }
  for (const auto& term : vocabulary->terms) {
    if (found) break;
    for (const auto& language : desk_.pack().languages) {
      if (term.label.has(language) && text::fold(term.label.in(language)) == folded) found = &term;
    }
  }
  if (!found)
    return not_understood("vocabulary " + property.vocabulary +
                          " has no such word; say in `words` what it means");
  Json value = Json::object();
  return value.set("term", property.vocabulary + "/" + found->id);
}

Result<Json> CellValues::entity(const pack::Property& property, const std::string& said) {
  Json value = Json::object();
  std::vector<std::string> ids;
  for (const auto& type : property.targets) {
    if (!labels_.count(type)) {
      auto& labels = labels_[type];
      TRY_LET(rows, desk_.index().entities(type));
      for (const auto& row : rows) {
        labels.emplace(row.label, row.id);
        labels.emplace(row.id, row.id);
      }
    }
    const auto [first, last] = labels_[type].equal_range(said);
    for (auto at = first; at != last; ++at) ids.push_back(at->second);
  }
  const auto types = join(property.targets, " or ");
  if (ids.empty()) return not_understood("no " + types + " of the record is called so");
  if (ids.size() > 1) return not_understood("more than one " + types + " is called so");
  return value.set("entity", ids.front());
}

Result<Json> CellValues::row(const std::string& name, const std::string& said) const {
  Json key = Json::array();
  key.push(said);
  const auto entity = row_of_(name, key.dump());
  if (entity.empty()) return not_understood("no row of " + name + " has this key");
  Json value = Json::object();
  return value.set("entity", entity);
}

Result<Json> CellValues::value(const pack::Property& property, const ColumnRule& rule,
                               const intake::TableCell& cell) {
  if (cell.kind == intake::CellKind::error)
    return not_understood("the spreadsheet itself shows an error there");
  if (cell.kind == intake::CellKind::garbled)
    return not_understood("its letters are not of the table's encoding");
  if (rule.as_exported) return value_of_cell(property.value, release::unguarded(cell.text));
  std::string said(trim_ascii(cell.text));
  if (rule.font == "zawgyi") {
    said = text::unicode_of_zawgyi(said);
  } else if (rule.font.empty() &&
             text::burmese_encoding(said) == text::BurmeseEncoding::zawgyi) {
    return not_understood("it looks like Zawgyi; say font = \"zawgyi\" to have the column "
                          "converted, or font = \"unicode\" if it is none");
  }
  const auto meant = rule.words.find(said);
  if (meant != rule.words.end()) said = meant->second;
  Result<Json> made = Json::object();
  switch (property.value) {
    case ValueType::text: made = worded("text", said, rule); break;
    case ValueType::name: made = worded("name", said, rule); break;
    case ValueType::url: made = worded("url", said, ColumnRule{}); break;
    case ValueType::term: made = term(property, said); break;
    case ValueType::entity:
      made = rule.refers.empty() ? entity(property, said) : row(rule.refers, said);
      break;
    case ValueType::number: made = number(rule, said); break;
    case ValueType::boolean: made = boolean(said); break;
    case ValueType::date: made = date(rule, {said, cell.kind, false, ""}); break;
    case ValueType::place: {
      Json value = Json::object();
      made = value.set("place", worded("as_said", said, rule));
      break;
    }
    case ValueType::fragment: return not_understood("a cell is no cited part");
  }
  if (made.ok()) TRY(record::read_value(*made));
  return made;
}

}  // namespace kotobune::desk
