#include "desk/agreement.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <set>

#include "base/text.h"
#include "desk/errors.h"
#include "desk/review.h"
#include "record/value.h"

namespace kotobune::desk {

namespace {

using Values = std::vector<const ValueRow*>;

record::Scale scale_of(const pack::Pack& pack, const pack::Property& property) {
  if (property.how_many == pack::HowMany::many) return record::Scale::nominal;
  switch (property.value) {
    case pack::ValueType::number:
    case pack::ValueType::date: return record::Scale::interval;
    case pack::ValueType::term: {
      const auto* words = pack.find_vocabulary(property.vocabulary);
      return words && words->ordered ? record::Scale::ordinal : record::Scale::nominal;
    }
    default: return record::Scale::nominal;
  }
}

// Codes that stand for what was said, the same for the same words.
class Codes {
 public:
  double of(const std::string& said) {
    return static_cast<double>(numbers_.emplace(said, numbers_.size()).first->second);
  }

 private:
  std::map<std::string, std::size_t> numbers_;
};

std::optional<double> number_of(const record::Value& value) {
  if (const auto* number = value.as<record::NumberValue>()) {
    return std::strtod(number->amount.text().c_str(), nullptr);
  }
  if (const auto* date = value.as<record::DateValue>()) {
    const auto from = date->date.earliest_day(), to = date->date.latest_day();
    if (!from || !to) return std::nullopt;  // without an end it has no middle
    return static_cast<double>(*from + *to) / 2;
  }
  return std::nullopt;
}

// The place of a term on its scale; nothing where it is none ("cannot be judged").
std::optional<double> step_of(const pack::Vocabulary& vocabulary, const std::string& code) {
  for (std::size_t i = 0; i < vocabulary.terms.size(); ++i) {
    const auto& term = vocabulary.terms[i];
    if (term.id == code && !term.unplaced) return static_cast<double>(i);
  }
  return std::nullopt;
}

class Reading {
 public:
  Reading(Desk& desk, const pack::Property& property)
      : desk_(desk), property_(property), scale_(scale_of(desk.pack(), property)) {}
  record::Scale scale() const { return scale_; }

  // One reader's mark on one unit; nothing where she said nothing that the scale can place.
  std::optional<double> mark(const Values& values) {
    if (scale_ == record::Scale::nominal) {
      std::set<std::string> said;
      for (const auto* value : values) said.insert(canonical(*value));
      return codes_.of(join({said.begin(), said.end()}, "\n"));
    }
    if (values.size() != 1) return std::nullopt;  // she said two things of what has one value
    const auto value = record::read_value(values.front()->value);
    if (!value.ok()) return std::nullopt;
    if (scale_ == record::Scale::interval) return number_of(*value);
    const auto* term = value->as<record::TermValue>();
    const auto* words = desk_.pack().find_vocabulary(property_.vocabulary);
    return term && words ? step_of(*words, term->code) : std::nullopt;
  }

 private:
  static std::string canonical(const ValueRow& value) {
    const auto read = record::read_value(value.value);
    if (!read.ok()) return value.value.dump();
    if (const auto* text = read->as<record::TextValue>()) return text->text;
    if (const auto* name = read->as<record::NameValue>()) return name->variants.front().name;
    return value.value.dump();
  }

  Desk& desk_;
  const pack::Property& property_;
  record::Scale scale_;
  Codes codes_;
};

// What each reader said of one unit, by property.
using Said = std::map<std::string, std::map<std::string, Values>>;  // property, reader

std::string figure(double number) {
  std::array<char, 32> out{};
  std::snprintf(out.data(), out.size(), "%.3f", number);
  return out.data();
}

std::string words_of(const record::Measured& measured) {
  const auto units = std::to_string(measured.units);
  if (const auto& found = measured.agreement) {
    return "alpha " + figure(found->alpha) + ", between " + figure(found->low) + " and " +
           figure(found->high) + " (95 %), over " + units + " units";
  }
  switch (measured.why) {
    case record::NoAgreement::too_few_units:
      return "no figure: " + units + " units in common, " + std::to_string(record::least_units) +
             " are needed";
    case record::NoAgreement::no_variation:
      return "no figure: all " + units + " units were given the same value, so chance would agree "
             "as well";
    case record::NoAgreement::not_stable:
      return "no figure: there is so little variation in " + units + " units that it rests on one "
             "or two of them";
  }
  return "";
}

class Comparing {
 public:
  Comparing(Desk& desk, const Comparison& wanted) : desk_(desk), wanted_(wanted) {}

  Result<Compared> run() {
    const auto* type = desk_.pack().find_type(wanted_.type);
    if (!type) return Error(errors::type_unknown, {{"what", wanted_.type}});
    const std::set<std::string> different(wanted_.readers.begin(), wanted_.readers.end());
    if (wanted_.readers.size() == 1 || different.size() != wanted_.readers.size()) {
      return Error(errors::readers_missing, {{"readers", join(wanted_.readers, ", ")}});
    }
    TRY(gather());
    for (const auto& property : type->properties) measure(property);
    out_.units = units_.size();
    return std::move(out_);
  }

 private:
  Status gather() {
    TRY(desk_.index().raw().each_statement(desk_.index().reader(), [&](const auto& mark) {
      authors_[mark.assertion] = mark.by;
      return true;
    }));
    TRY_LET(rows, desk_.index().entities(wanted_.type));
    for (const auto& row : rows) {
      TRY_LET(view, desk_.index().entity(row.id));
      if (view) kept_.push_back(std::make_unique<EntityRow>(std::move(*view)));
    }
    for (const auto& entity : kept_) add(*entity);
    for (const auto& [unit, readers] : made_) {
      const bool twice = std::any_of(readers.begin(), readers.end(),
                                     [](const auto& one) { return one.second.size() > 1; });
      if (!twice) continue;
      ++out_.unclear;
      units_.erase(unit);
    }
    return {};
  }

  void add(const EntityRow& entity) {
    for (const auto& value : entity.values) {
      const auto& reader = authors_[value.assertion];
      if (!counts(reader)) continue;
      std::vector<std::string> units{entity.id};
      if (wanted_.by_exhibit) units = value.bases;
      for (const auto& unit : units) {
        units_[unit][value.property][reader].push_back(&value);
        if (wanted_.by_exhibit) made_[unit][reader].insert(entity.id);
      }
    }
  }

  bool counts(const std::string& reader) const {
    const auto& all = wanted_.readers;
    return all.empty() || std::find(all.begin(), all.end(), reader) != all.end();
  }

  void measure(const pack::Property& property) {
    Reading reading(desk_, property);
    std::vector<record::Marks> marks;
    std::set<std::string> readers;
    bool together = false;
    for (const auto& [unit, said] : units_) {
      const auto found = said.find(property.id);
      if (found == said.end()) continue;
      record::Marks one;
      for (const auto& [reader, values] : found->second) {
        const auto mark = reading.mark(values);
        if (!mark) continue;
        one.push_back(*mark);
        readers.insert(reader);
      }
      together = together || one.size() > 1;
      marks.push_back(std::move(one));
    }
    if (!together) return;
    PropertyAgreement result;
    result.property = property.id;
    result.label = property.label.in("en");
    result.scale = reading.scale();
    result.readers.assign(readers.begin(), readers.end());
    result.measured = record::measure_agreement(marks, reading.scale());
    result.words = words_of(result.measured);
    out_.properties.push_back(std::move(result));
  }

  Desk& desk_;
  const Comparison& wanted_;
  std::map<std::string, std::string> authors_;  // by statement
  std::vector<std::unique_ptr<EntityRow>> kept_;
  std::map<std::string, Said> units_;
  std::map<std::string, std::map<std::string, std::set<std::string>>> made_;  // unit, reader
  Compared out_;
};

}  // namespace

Result<Compared> compare_readers(Desk& desk, const Comparison& comparison) {
  return Comparing(desk, comparison).run();
}

}  // namespace kotobune::desk
