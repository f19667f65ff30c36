// Values to and from JSON. Reading takes each key out of a copy of the object; what is left over is
// what this version does not know, and is kept.
#include <algorithm>
#include <array>

#include "base/text.h"
#include "record/errors.h"
#include "record/value.h"

namespace kotobune::record {

namespace {

// By these keys a value tells its type; exactly one must be there.
constexpr std::array<std::string_view, 10> keys = {"text", "term", "entity",   "date", "place",
                                                   "num",  "name", "fragment", "bool", "url"};
constexpr std::array<const char*, 11> kind_words = {
    "text", "term", "entity", "date", "place", "number", "name", "fragment", "boolean", "url", ""};
constexpr std::size_t url_bytes = 8192;

Error malformed(std::string why) {
  return Error(errors::value_malformed, {{"why", std::move(why)}});
}

bool is_alnum(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// Codes of packs: vocabularies, terms, calendars, units. "deadly-use-of-force", "02011111".
bool is_code(std::string_view text) {
  return !text.empty() && text.size() <= 128 && is_alnum(text.front()) &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return is_alnum(c) || c == '-' || c == '_' || c == '.' || c == '/';
         });
}

// Well-formed as BCP 47 has it: "my", "my-Mymr", "zh-Hant-TW".
bool is_language(std::string_view text) {
  for (const auto part : split(text, '-')) {
    if (part.empty() || part.size() > 8 || !std::all_of(part.begin(), part.end(), is_alnum)) {
      return false;
    }
  }
  return true;
}

bool is_script(std::string_view text) {
  const auto lower = [](char c) { return c >= 'a' && c <= 'z'; };
  return text.size() == 4 && text[0] >= 'A' && text[0] <= 'Z' && lower(text[1]) &&
         lower(text[2]) && lower(text[3]);
}

bool is_url(std::string_view text) {
  const auto colon = text.find(':');
  if (text.size() > url_bytes || colon == 0 || colon == std::string_view::npos) return false;
  const auto scheme = text.substr(0, colon);
  return colon + 1 < text.size() && !(scheme[0] >= '0' && scheme[0] <= '9') &&
         std::all_of(scheme.begin(), scheme.end(),
                     [](char c) { return is_alnum(c) || c == '+' || c == '-' || c == '.'; }) &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return static_cast<unsigned char>(c) > ' ' && c != 0x7F && c != '"' && c != '<' &&
                  c != '>';
         });
}

// Takes keys out of an object and remembers the first complaint.
class Taker {
 public:
  explicit Taker(const Json& object) : rest_(object) {}

  std::optional<Json> take(std::string_view key) {
    auto& members = rest_.members();
    const auto found = std::find_if(members.begin(), members.end(),
                                    [&](const Json::Member& one) { return one.first == key; });
    if (found == members.end()) return std::nullopt;
    Json out = std::move(found->second);
    members.erase(found);
    return out;
  }

  // A string that satisfies `good`; "" where the key is absent and may be. An optional key that
  // holds "" says nothing and is left where it is, since old records have some.
  template <typename Good>
  std::string string(std::string_view key, bool required, Good good, const char* must_be) {
    const auto* there = rest_.find(key);
    if (!required && there != nullptr && there->is_string() && there->str().empty()) return {};
    const auto value = take(key);
    if (!value && !required) return {};
    if (!value || !value->is_string() || value->str().empty() || !good(value->str())) {
      complain("\"" + std::string(key) + "\" must be " + must_be);
      return {};
    }
    return value->str();
  }
  std::string words(std::string_view key, bool required) {
    return string(key, required, [](const std::string&) { return true; }, "a text, not empty");
  }
  std::string language() {
    return string("lang", false, is_language, "a language tag such as my or zh-Hant");
  }
  std::string script() {
    return string("script", false, is_script, "a script code of four letters such as Mymr");
  }
  std::string id(std::string_view key, bool required) {
    return string(key, required, is_record_id, "an id of 26 characters");
  }
  std::optional<std::int64_t> whole(std::string_view key) {
    const auto value = take(key);
    if (!value) return std::nullopt;
    if (!value->is_int()) complain("\"" + std::string(key) + "\" must be a whole number");
    return value->int_or(0);
  }
  void complain(std::string why) {
    if (complaint_.empty()) complaint_ = std::move(why);
  }

  const std::string& complaint() const { return complaint_; }
  Json rest() { return std::move(rest_); }

 private:
  Json rest_;
  std::string complaint_;
};

NameVariant read_variant(Taker& taker) {
  NameVariant out;
  out.name = taker.words("name", true);
  out.lang = taker.language();
  out.script = taker.script();
  return out;
}

NameValue read_name(Taker& taker) {
  NameValue out;
  out.variants.push_back(read_variant(taker));
  const auto more = taker.take("variants");
  if (!more) return out;
  if (!more->is_array() || more->items().empty()) {
    taker.complain("\"variants\" must be a list of names, not empty");
  }
  for (const auto& item : more->items()) {
    if (!item.is_object()) {
      taker.complain("each of \"variants\" must be an object with \"name\"");
      break;
    }
    Taker inner(item);
    out.variants.push_back(read_variant(inner));
    if (!inner.complaint().empty()) taker.complain(inner.complaint());
    out.variants.back().more = inner.rest();
  }
  return out;
}

std::optional<GeoPoint> read_point(Taker& taker) {
  const auto lat = taker.whole("lat"), lon = taker.whole("lon"), radius = taker.whole("radius_m");
  if (!lat && !lon && !radius) return std::nullopt;
  if (!lat || !lon || !radius) {
    taker.complain("\"lat\", \"lon\" and \"radius_m\" stand together or not at all");
    return std::nullopt;
  }
  const GeoPoint out{*lat, *lon, *radius};
  if (!is_valid(out)) taker.complain("\"lat\", \"lon\" or \"radius_m\" lies outside the earth");
  return out;
}

PlaceValue read_place(Taker& outer) {
  PlaceValue out;
  const auto given = outer.take("place");
  if (!given->is_object()) {
    outer.complain("\"place\" must be an object");
    return out;
  }
  Taker taker(*given);
  out.entity = EntityId(taker.id("entity", false));
  out.as_said = taker.words("as_said", false);
  out.lang = taker.language();
  out.at = read_point(taker);
  for (const auto& [key, target] : {std::make_pair("precision", &out.precision),
                                    std::make_pair("publish", &out.publish)}) {
    const auto level =
        taker.string(key, false, [](const std::string& s) { return parse_place_precision(s); },
                     "point, building, village, township, district, region or country");
    *target = parse_place_precision(level);
  }
  if (out.entity.empty() && out.as_said.empty() && !out.at) {
    taker.complain("a place needs \"entity\", \"as_said\" or coordinates");
  }
  if (!taker.complaint().empty()) outer.complain(taker.complaint());
  out.more = taker.rest();
  return out;
}

DateValue read_date(Taker& taker) {
  DateValue out;
  const auto edtf = taker.words("date", true);
  const auto date = PartialDate::parse(edtf);
  if (!date || date->edtf() != edtf) {
    taker.complain("\"date\" must be a date of EDTF such as 2013-03-20, 2013-03 or 1961~");
  } else {
    out.date = *date;
  }
  out.calendar = taker.string("cal", false, is_code, "the code of a calendar");
  out.as_said = taker.words("as_said", false);
  out.lang = taker.language();
  return out;
}

NumberValue read_number(Taker& taker) {
  NumberValue out;
  const auto text = taker.words("num", true);
  const auto amount = Decimal::parse(text);
  if (!amount) {
    taker.complain("\"num\" must be a decimal in a string such as \"11\" or \"1.5\"");
  } else {
    out.amount = *amount;
  }
  out.unit = taker.words("unit", false);
  out.counts = taker.string("counts", false, is_code, "the code of a counting unit");
  if (!out.unit.empty() && !out.counts.empty()) {
    taker.complain("a number measures (\"unit\") or counts (\"counts\"), never both");
  }
  if (!out.counts.empty() && amount && (!amount->is_whole() || amount->is_negative())) {
    taker.complain("a count must be a whole number from 0 on");
  }
  return out;
}

TermValue read_term(Taker& taker) {
  const auto whole = taker.string("term", true, is_code, "\"<vocabulary>/<code>\"");
  const auto slash = whole.find('/');
  if (slash == std::string::npos || slash == 0 || slash + 1 == whole.size()) {
    taker.complain("\"term\" must be \"<vocabulary>/<code>\"");
    return {};
  }
  return {whole.substr(0, slash), whole.substr(slash + 1)};
}

void set_if(Json& out, const char* key, const std::string& value) {
  if (!value.empty()) out.set(key, value);
}

Json variant_json(const NameVariant& variant, Json out) {
  out.set("name", variant.name);
  set_if(out, "lang", variant.lang);
  set_if(out, "script", variant.script);
  return out;
}

Json place_json(const PlaceValue& place) {
  Json out = place.more;
  set_if(out, "entity", place.entity.str());
  set_if(out, "as_said", place.as_said);
  set_if(out, "lang", place.lang);
  if (place.at) {
    out.set("lat", place.at->lat_e7).set("lon", place.at->lon_e7);
    out.set("radius_m", place.at->radius_m);
  }
  if (place.precision) out.set("precision", word(*place.precision));
  if (place.publish) out.set("publish", word(*place.publish));
  return out;
}

struct Printer {
  Json out;  // begins with the keys that are kept

  void operator()(const TextValue& value) {
    out.set("text", value.text);
    set_if(out, "lang", value.lang);
    set_if(out, "script", value.script);
  }
  void operator()(const TermValue& value) { out.set("term", value.vocabulary + "/" + value.code); }
  void operator()(const EntityValue& value) { out.set("entity", value.entity.str()); }
  void operator()(const DateValue& value) {
    out.set("date", value.date.edtf());
    set_if(out, "cal", value.calendar);
    set_if(out, "as_said", value.as_said);
    set_if(out, "lang", value.lang);
  }
  void operator()(const PlaceValue& value) { out.set("place", place_json(value)); }
  void operator()(const NumberValue& value) {
    out.set("num", value.amount.text());
    set_if(out, "unit", value.unit);
    set_if(out, "counts", value.counts);
  }
  void operator()(const NameValue& value) {
    ensure(!value.variants.empty(), "a name has at least one variant");
    out = variant_json(value.variants.front(), std::move(out));
    if (value.variants.size() < 2) return;
    Json variants = Json::array();
    for (std::size_t i = 1; i < value.variants.size(); ++i) {
      variants.push(variant_json(value.variants[i], value.variants[i].more));
    }
    out.set("variants", std::move(variants));
  }
  void operator()(const FragmentValue& value) { out.set("fragment", value.record.str()); }
  void operator()(const BooleanValue& value) { out.set("bool", value.yes); }
  void operator()(const UrlValue& value) { out.set("url", value.url); }
  void operator()(const UnknownValue& value) { out = value.whole; }
};

}  // namespace

const char* word(ValueKind kind) { return kind_words[static_cast<std::size_t>(kind)]; }

Result<Value> read_value(const Json& json) {
  if (!json.is_object() || json.members().empty()) {
    return malformed("a value must be an object with at least one key");
  }
  std::string_view found;
  for (const auto key : keys) {
    if (json.find(key) == nullptr) continue;
    if (!found.empty()) {
      return malformed("it has both \"" + std::string(found) + "\" and \"" + std::string(key) +
                       "\"; a value is of one type");
    }
    found = key;
  }
  Value out;
  if (found.empty()) {
    out.of = UnknownValue{json};
    return out;
  }
  Taker taker(json);
  if (found == "text") {
    // An empty text is an answer that was left blank, and old records hold some.
    const auto text = taker.take("text");
    if (!text->is_string()) taker.complain("\"text\" must be a text");
    out.of = TextValue{text->str(), taker.language(), taker.script()};
  } else if (found == "term") {
    out.of = read_term(taker);
  } else if (found == "entity") {
    out.of = EntityValue{EntityId(taker.id("entity", true))};
  } else if (found == "date") {
    out.of = read_date(taker);
  } else if (found == "place") {
    out.of = read_place(taker);
  } else if (found == "num") {
    out.of = read_number(taker);
  } else if (found == "name") {
    out.of = read_name(taker);
  } else if (found == "fragment") {
    out.of = FragmentValue{RecordId(taker.id("fragment", true))};
  } else if (found == "bool") {
    const auto yes = taker.take("bool");
    if (!yes->is_bool()) taker.complain("\"bool\" must be true or false");
    out.of = BooleanValue{yes->bool_or(false)};
  } else {
    out.of = UrlValue{taker.string("url", true, is_url, "an address such as https://...")};
  }
  if (!taker.complaint().empty()) return malformed(taker.complaint());
  out.more = taker.rest();
  return out;
}

Json to_json(const Value& value) {
  Printer printer{value.more};
  std::visit(printer, value.of);
  return std::move(printer.out);
}

}  // namespace kotobune::record
