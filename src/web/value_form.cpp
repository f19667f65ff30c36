#include "web/value_form.h"

#include <algorithm>

#include "base/text.h"
#include "record/value.h"
#include "text/calendar.h"

namespace kotobune::web {

namespace {

using pack::ValueType;

constexpr std::size_t most_slots = 8;

std::string lower(std::string_view text) {
  std::string out(text);
  for (auto& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

int depth_of(const pack::Vocabulary& words, const pack::Term& term) {
  int depth = 0;
  for (const auto* up = &term; up && !up->parent.empty() && depth < 8; ++depth)
    up = words.find(up->parent);
  return depth;
}

void add_terms(const pack::Vocabulary& words, Language language, std::vector<Choice>& out) {
  for (const auto& term : words.terms) {
    if (term.retired) continue;
    std::string indent;
    for (int i = depth_of(words, term); i > 0; --i) indent += "\u2003";
    out.push_back({words.id + "/" + term.id, indent + term.label.in(code_of(language)), false});
  }
}

Status add_entities(desk::Desk& desk, const pack::Property& property, FormField& field) {
  for (const auto& target : property.targets) {
    if (target == "source") {
      TRY_LET(sources, desk.index().sources());
      for (const auto& one : sources)
        field.choices.push_back({one.id, one.code + " - " + one.role, false});
      continue;
    }
    TRY_LET(listed, desk::list_record(desk, {target, "", "", false, 0, 1000}));
    if (listed.total > static_cast<std::int64_t>(listed_entities)) field.search = true;
    for (const auto& row : listed.rows) field.choices.push_back({row.id, row.label, false});
  }
  return {};
}

}  // namespace

const pack::Property* naming_property(const pack::Type& type) {
  for (const auto* id : {"title", "name", "code"}) {
    const auto* property = type.find(id);
    const bool word = property && (property->value == ValueType::text ||
                                   property->value == ValueType::name);
    if (word && property->compartment.empty()) return property;
  }
  return nullptr;
}

Result<FormField> form_field(desk::Desk& desk, Language language, const pack::Type& type,
                             const pack::Property& property) {
  const auto code = code_of(language);
  FormField field;
  field.id = property.id;
  field.label = property.label.in(code);
  field.help = property.help.in(code);
  field.kind = property.value;
  field.many = property.how_many == pack::HowMany::many;
  field.required = property.required;
  field.level = "S" + std::to_string(desk.pack().sensitivity_of(type.id, property.id));
  field.unit = property.unit;
  field.targets = property.targets;
  if (property.value == ValueType::term) {
    if (const auto* words = desk.pack().find_vocabulary(property.vocabulary))
      add_terms(*words, language, field.choices);
    field.search = field.choices.size() > listed_choices;
  } else if (property.value == ValueType::entity || property.value == ValueType::place) {
    auto pointing = property;
    if (property.value == ValueType::place && pointing.targets.empty()) {
      if (desk.pack().find_type("place")) pointing.targets = {"place"};
    }
    TRY(add_entities(desk, pointing, field));
    const auto* target = property.targets.empty() || property.targets.front() == "source"
                             ? nullptr
                             : desk.pack().find_type(property.targets.front());
    if (target && naming_property(*target)) field.in_passing = target->label.in(code);
  } else if (property.value == ValueType::fragment) {
    TRY_LET(cited, desk::cited_before(desk));
    for (const auto& one : cited)
      field.choices.push_back({one.id, one.exhibit + ": " + one.quote, false});
  } else if (property.value == ValueType::number) {
    const auto* units = desk.pack().find_vocabulary("counting-unit");
    for (const auto& unit : property.counts) {
      const auto* term = units ? units->find(unit) : nullptr;
      field.choices.push_back({unit, term ? term->label.in(code) : unit, false});
    }
  }
  field.slots.resize(1);
  return field;
}

FormSlot slot_of(const Json& value) {
  FormSlot out;
  const auto put = [&](const char* part, const Json& from) {
    const auto text = from.is_int() ? std::to_string(from.int_or(0)) : from.str();
    if (!text.empty()) out.raw.add(part, text);
  };
  put("text", value["text"]);
  put("lang", value["lang"]);
  put("code", value["term"]);
  put("id", value["entity"]);
  put("id", value["fragment"]);
  put("url", value["url"]);
  put("num", value["num"]);
  put("counts", value["counts"]);
  if (const auto* yes = value.find("bool")) out.raw.add("yes", yes->bool_or(false) ? "yes" : "no");
  if (value.find("date")) {
    const bool said = !value["as_said"].str().empty();
    out.raw.add("text", said ? value["as_said"].str() : value["date"].str());
    if (said) out.raw.add("pick", value["date"].str());
    put("cal", value["cal"]);
  }
  if (value.find("name")) {
    put("name0", value["name"]);
    put("lang0", value["lang"]);
    int n = 1;
    for (const auto& variant : value["variants"].items()) {
      out.raw.add("name" + std::to_string(n), variant["name"].str());
      out.raw.add("lang" + std::to_string(n++), variant["lang"].str());
    }
  }
  if (const auto* place = value.find("place")) {
    put("id", (*place)["entity"]);
    put("said", (*place)["as_said"]);
    put("precision", (*place)["precision"]);
    put("publish", (*place)["publish"]);
    for (const auto* part : {"lat", "lon"}) {
      const auto* at = place->find(part);
      if (!at) continue;
      auto digits = std::to_string(std::abs(at->int_or(0)));
      while (digits.size() < 8) digits.insert(digits.begin(), '0');
      digits.insert(digits.size() - 7, ".");
      out.raw.add(part, (at->int_or(0) < 0 ? "-" : "") + digits);
    }
    put("radius", (*place)["radius_m"]);
  }
  return out;
}

void take_typed(const Fields& form, FormField& field) {
  field.slots.clear();
  for (std::size_t n = 0; n < most_slots; ++n) {
    const auto prefix = field.id + "." + std::to_string(n) + ".";
    FormSlot slot;
    for (const auto& [name, value] : form.entries()) {
      if (name.rfind(prefix, 0) != 0) continue;
      slot.raw.add(name.substr(prefix.size()), std::string(trim_ascii(value)));
    }
    if (slot.raw.entries().empty()) break;
    field.slots.push_back(std::move(slot));
  }
  if (form.get("more") == field.id && field.slots.size() < most_slots) field.slots.emplace_back();
  if (field.slots.empty()) field.slots.resize(1);
}

namespace {

// One slot being read.
struct Reading {
  desk::Desk& desk;
  Language language;
  FormField& field;
  FormSlot& slot;
  ReadForm& out;

  std::string part(const char* name) const { return std::string(slot.raw.get(name)); }
  void refuse(std::string why) {
    slot.error = std::move(why);
    out.refused = true;
  }
  void refuse(Word why) { refuse(std::string(say(language, why))); }
  void take(Json value) {
    const auto read = record::read_value(value);
    if (!read.ok()) return refuse(read.error().sentence());
    out.values.emplace_back(field.id, std::move(value));
  }
};

void read_text(Reading& in) {
  if (in.part("text").empty()) return;
  Json value = Json::object();
  value.set("text", in.part("text"));
  if (!in.part("lang").empty()) value.set("lang", in.part("lang"));
  in.take(std::move(value));
}

// A choice whose label, or whose code, is what was typed; else those that hold it.
std::string choose(Reading& in, const std::string& typed) {
  const auto wanted = lower(typed);
  std::vector<Choice> like;
  for (const auto& choice : in.field.choices) {
    std::string label = lower(choice.label);
    while (label.rfind("\u2003", 0) == 0) label.erase(0, 3);
    const auto code = choice.value.substr(choice.value.rfind('/') + 1);
    if (label == wanted || code == typed) return choice.value;
    if (label.find(wanted) != std::string::npos && like.size() < 12) like.push_back(choice);
  }
  in.refuse(like.empty() ? Word::nothing_like_it : Word::which_of_these);
  in.slot.matches = std::move(like);
  return "";
}

void read_term(Reading& in) {
  auto codes = in.slot.raw.all("code");
  codes.erase(std::remove(codes.begin(), codes.end(), ""), codes.end());
  if (codes.empty() && !in.part("text").empty()) {
    const auto chosen = choose(in, in.part("text"));
    if (!chosen.empty()) codes.push_back(chosen);
  }
  for (const auto& code : codes) {
    const bool known = std::any_of(in.field.choices.begin(), in.field.choices.end(),
                                   [&](const auto& one) { return one.value == code; });
    if (!known) return in.refuse(Word::nothing_like_it);
    Json value = Json::object();
    value.set("term", code);
    in.take(std::move(value));
  }
}

// Of a list too long to offer, what is called like that.
void find_things(Reading& in, std::string typed) {
  typed.erase(std::remove(typed.begin(), typed.end(), '"'), typed.end());
  for (const auto& target : in.field.targets) {
    const auto* type = in.desk.pack().find_type(target);
    const auto* naming = type ? naming_property(*type) : nullptr;
    if (!naming) continue;
    const auto found = desk::list_record(
        in.desk, {target, naming->id + " contains \"" + typed + "\"", "", false, 0, 12});
    if (!found.ok()) continue;  // then what is offered already must do
    for (const auto& row : found->rows) {
      const bool known = std::any_of(in.field.choices.begin(), in.field.choices.end(),
                                     [&](const auto& one) { return one.value == row.id; });
      if (!known) in.field.choices.push_back({row.id, row.label, false});
    }
  }
}

// The thing that was picked, found by what was typed, or made in passing; "" where none.
std::string read_id(Reading& in) {
  if (!in.part("new").empty() && !in.field.in_passing.empty()) {
    for (const auto& type : in.desk.pack().types) {
      if (type.label.in(code_of(in.language)) != in.field.in_passing) continue;
      const auto* naming = naming_property(type);
      if (!naming) continue;
      const auto id = in.desk.vault().new_id().str();
      in.out.made.push_back(
          {id, type.id, naming->id, in.part("new"), naming->value == ValueType::name});
      return id;
    }
  }
  if (!in.part("id").empty()) {
    const auto id = in.part("id");
    const bool known = std::any_of(in.field.choices.begin(), in.field.choices.end(),
                                   [&](const auto& one) { return one.value == id; });
    if (known || in.field.search) return id;
    in.refuse(Word::nothing_like_it);
    return "";
  }
  if (in.part("text").empty()) return "";
  if (in.field.search) find_things(in, in.part("text"));
  return choose(in, in.part("text"));
}

void read_pointer(Reading& in, const char* key) {
  const auto id = read_id(in);
  if (id.empty()) return;
  Json value = Json::object();
  value.set(key, id);
  in.take(std::move(value));
}

void read_date(Reading& in) {
  const auto typed = in.part("text");
  if (typed.empty()) return;
  Json value = Json::object();
  const auto calendar = text::parse_calendar(in.part("cal"));
  const auto picked = PartialDate::parse(in.part("pick"));
  const auto edtf = PartialDate::parse(typed);
  if (picked && !in.slot.raw.has("again")) {
    value.set("date", picked->edtf()).set("as_said", typed);
    if (calendar) value.set("cal", text::word(*calendar));
  } else if (edtf && (!calendar || *calendar == text::Calendar::gregorian)) {
    value.set("date", edtf->edtf());
  } else {
    const auto read = text::read_date(typed, {calendar, text::DayOrder::unknown});
    if (!read.ok()) {
      in.refuse(read.error().sentence());
      const auto readings = text::date_readings(typed, {calendar, text::DayOrder::unknown});
      if (!readings.ok() || readings->size() < 2) return;
      for (const auto& one : *readings) {
        in.slot.matches.push_back({one.date.edtf(), one.date.edtf() + " (" +
                                   text::word(one.calendar) + ")", false});
      }
      return;
    }
    value.set("date", read->date.edtf()).set("cal", text::word(read->calendar));
    value.set("as_said", typed);
  }
  in.take(std::move(value));
}

// "20.8961234" -> 1e-7 degree; nothing where it is no number of degrees.
std::optional<std::int64_t> degrees(const std::string& typed) {
  const bool south = !typed.empty() && typed[0] == '-';
  const auto text = typed.substr(south ? 1 : 0);
  const auto dot = text.find('.');
  auto fraction = dot == std::string::npos ? std::string() : text.substr(dot + 1);
  if (fraction.size() > 7) fraction.resize(7);
  while (fraction.size() < 7) fraction.push_back('0');
  const auto whole = parse_int(text.substr(0, dot));
  const auto rest = parse_int(fraction);
  if (!whole || !rest || *whole < 0 || *whole > 180) return std::nullopt;
  return (*whole * 10'000'000 + *rest) * (south ? -1 : 1);
}

void read_place(Reading& in) {
  Json place = Json::object();
  const auto id = read_id(in);
  if (!in.slot.error.empty()) return;
  if (!id.empty()) place.set("entity", id);
  if (!in.part("said").empty()) place.set("as_said", in.part("said"));
  if (!in.part("lat").empty() || !in.part("lon").empty()) {
    const auto lat = degrees(in.part("lat")), lon = degrees(in.part("lon"));
    if (!lat || !lon) return in.refuse(Word::degrees_wanted);
    const auto radius = parse_int(in.part("radius"));
    place.set("lat", *lat).set("lon", *lon).set("radius_m", radius.value_or(0));
  }
  if (place.members().empty()) return;
  for (const auto* part : {"precision", "publish"}) {
    if (!in.part(part).empty()) place.set(part, in.part(part));
  }
  Json value = Json::object();
  value.set("place", std::move(place));
  in.take(std::move(value));
}

void read_number(Reading& in) {
  if (in.part("num").empty()) return;
  Json value = Json::object();
  value.set("num", in.part("num"));
  if (!in.field.choices.empty()) {
    if (in.part("counts").empty()) return in.refuse(Word::unit_wanted);
    value.set("counts", in.part("counts"));
  } else if (!in.field.unit.empty()) {
    value.set("unit", in.field.unit);
  }
  in.take(std::move(value));
}

void read_name(Reading& in) {
  Json value = Json::object();
  Json variants = Json::array();
  for (int n = 0; n < 3; ++n) {
    const auto at = std::to_string(n);
    const auto name = std::string(in.slot.raw.get("name" + at));
    const auto lang = std::string(in.slot.raw.get("lang" + at));
    if (name.empty()) continue;
    const bool first = value.members().empty();
    Json variant = Json::object();
    auto& into = first ? value : variant;
    into.set("name", name);
    if (!lang.empty()) into.set("lang", lang);
    if (!first) variants.push(std::move(variant));
  }
  if (value.members().empty()) return;
  if (!variants.items().empty()) value.set("variants", std::move(variants));
  in.take(std::move(value));
}

void read_boolean(Reading& in) {
  if (in.part("yes").empty()) return;
  Json value = Json::object();
  value.set("bool", in.part("yes") == "yes");
  in.take(std::move(value));
}

void read_url(Reading& in) {
  if (in.part("url").empty()) return;
  Json value = Json::object();
  value.set("url", in.part("url"));
  in.take(std::move(value));
}

}  // namespace

Status read_field(desk::Desk& desk, Language language, FormField& field, ReadForm& out) {
  for (auto& slot : field.slots) {
    Reading in{desk, language, field, slot, out};
    switch (field.kind) {
      case ValueType::text: read_text(in); break;
      case ValueType::term: read_term(in); break;
      case ValueType::entity: read_pointer(in, "entity"); break;
      case ValueType::fragment: read_pointer(in, "fragment"); break;
      case ValueType::date: read_date(in); break;
      case ValueType::place: read_place(in); break;
      case ValueType::number: read_number(in); break;
      case ValueType::name: read_name(in); break;
      case ValueType::boolean: read_boolean(in); break;
      case ValueType::url: read_url(in); break;
    }
  }
  return {};
}

}  // namespace kotobune::web
