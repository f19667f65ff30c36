#include "cli/set_value.h"

#include "base/partial_date.h"
#include "record/value.h"
#include "text/calendar.h"

namespace kotobune::cli {

namespace {

Result<Json> date_value(const std::string& said) {
  Json value = Json::object();
  if (const auto date = PartialDate::parse(said)) {
    value.set("date", date->edtf());
    return value;
  }
  TRY_LET(read, text::read_date(said));
  value.set("date", read.date.edtf()).set("cal", text::word(read.calendar)).set("as_said", said);
  return value;
}

Json number_value(const std::string& typed) {
  Json value = Json::object();
  const auto end = typed.find_first_of(" :");
  value.set("num", typed.substr(0, end));
  if (end == std::string::npos) return value;
  value.set(typed[end] == ':' ? "unit" : "counts", typed.substr(end + 1));
  return value;
}

}  // namespace

Result<Json> parse_set_value(const std::string& typed) {
  const auto colon = typed.find(':');
  const auto kind = colon == std::string::npos ? std::string() : typed.substr(0, colon);
  const auto rest = colon == std::string::npos ? typed : typed.substr(colon + 1);
  Json value = Json::object();
  if (kind == "term" || kind == "entity" || kind == "url") {
    value.set(kind, rest);
  } else if (kind == "date") {
    TRY_LET(date, date_value(rest));
    value = std::move(date);
  } else if (kind == "num") {
    value = number_value(rest);
  } else if (kind == "bool") {
    value.set("bool", rest == "true" || rest == "yes");
  } else if (kind == "name") {
    const auto second = rest.find(':');
    value.set("name", second == std::string::npos ? rest : rest.substr(second + 1));
    if (second != std::string::npos) value.set("lang", rest.substr(0, second));
  } else {
    value.set("text", typed);
  }
  TRY(record::read_value(value));
  return value;
}

}  // namespace kotobune::cli
