// The form of a thing, generated from what the pack declares. It asks nothing of the browser but
// forms: searching a long list, one more line and choosing between readings all come back as pages.
#include <algorithm>

#include "web/pages_record.h"

namespace kotobune::web {

namespace {

using pack::ValueType;

constexpr std::pair<const char*, Word> calendars[] = {
    {"", Word::calendar_as_written},    {"gregorian", Word::calendar_gregorian},
    {"buddhist", Word::calendar_buddhist}, {"burmese", Word::calendar_burmese},
    {"islamic", Word::calendar_islamic},   {"japanese", Word::calendar_japanese}};
constexpr std::pair<const char*, Word> precisions[] = {
    {"", Word::not_said},
    {"point", Word::precision_point},       {"building", Word::precision_building},
    {"village", Word::precision_village},   {"township", Word::precision_township},
    {"district", Word::precision_district}, {"region", Word::precision_region},
    {"country", Word::precision_country}};
constexpr std::pair<const char*, Word> reliabilities[] = {
    {"", Word::not_judged}, {"A", Word::grade_a}, {"B", Word::grade_b}, {"C", Word::grade_c},
    {"D", Word::grade_d},   {"E", Word::grade_e}, {"F", Word::grade_f}};
constexpr std::pair<const char*, Word> credibilities[] = {
    {"", Word::not_judged}, {"1", Word::grade_1}, {"2", Word::grade_2}, {"3", Word::grade_3},
    {"4", Word::grade_4},   {"5", Word::grade_5}, {"6", Word::grade_6}};

// One slot being drawn: names of its parts.
struct Drawing {
  const Frame& frame;
  const FormField& field;
  const FormSlot& slot;
  std::size_t n;

  std::string name(std::string_view part) const {
    return field.id + "." + std::to_string(n) + "." + std::string(part);
  }
  std::string_view raw(std::string_view part) const { return slot.raw.get(part); }
  std::string_view say(Word key) const { return web::say(frame.language, key); }
};

template <std::size_t size>
Html words_select(const Frame& frame, std::string_view name, std::string_view label,
                  const std::pair<const char*, Word> (&list)[size], std::string_view chosen,
                  bool with_code = false) {
  Html h;
  h << "<select" << attr("name", name) << attr("aria-label", label) << ">";
  for (const auto& [value, key] : list) {
    h << "<option" << attr("value", value) << flag("selected", chosen == value) << ">"
      << word(frame, key);
    if (with_code && *value != '\0') h << " (" << text(value) << ")";
    h << "</option>";
  }
  h << "</select>";
  return h;
}

Html input(const Drawing& d, std::string_view part, std::string_view label,
           std::string_view placeholder = "") {
  Html h;
  h << "<input dir=\"auto\" autocomplete=\"off\"" << attr("name", d.name(part))
    << attr("value", d.raw(part)) << attr("aria-label", label);
  if (part == "text" || part == "name0" || part == "num" || part == "url" || part == "said")
    h << attr("id", "f-" + d.name(""));
  if (!placeholder.empty()) h << attr("placeholder", placeholder);
  if (!d.slot.error.empty()) {
    h << attr("aria-invalid", "true") << attr("aria-describedby", "e-" + d.name(""));
  }
  h << ">";
  return h;
}

Html choices(const Drawing& d, std::string_view part, std::string_view label) {
  Html h;
  h << "<select" << attr("name", d.name(part)) << attr("id", "f-" + d.name(""))
    << attr("aria-label", label);
  if (!d.slot.error.empty()) h << attr("aria-invalid", "true");
  h << "><option value=\"\">" << word(d.frame, Word::not_said) << "</option>";
  for (const auto& one : d.field.choices) {
    h << "<option" << attr("value", one.value) << flag("selected", d.raw(part) == one.value) << ">"
      << text(one.label) << "</option>";
  }
  h << "</select>";
  return h;
}

Html ticks(const Drawing& d) {
  Html h;
  const auto chosen = d.slot.raw.all("code");
  h << "<div class=\"ticks\">";
  for (const auto& one : d.field.choices) {
    const bool on = std::find(chosen.begin(), chosen.end(), one.value) != chosen.end();
    h << "<label class=\"tick\"><input type=\"checkbox\"" << attr("name", d.name("code"))
      << attr("value", one.value) << flag("checked", on) << "><span>" << text(one.label)
      << "</span></label>";
  }
  h << "</div>";
  return h;
}

Html search_input(const Drawing& d) {
  Html h;
  h << "<div class=\"inline\">" << input(d, "text", d.field.label, d.say(Word::type_to_find))
    << "<button name=\"find\"" << attr("value", d.field.id) << ">"
    << word(d.frame, Word::search_button) << "</button></div>";
  return h;
}

Html term(const Drawing& d) {
  if (d.field.search) return search_input(d);
  return d.field.many ? ticks(d) : choices(d, "code", d.field.label);
}

Html thing(const Drawing& d) {
  Html h;
  h << (d.field.search ? search_input(d) : choices(d, "id", d.field.label));
  if (!d.field.in_passing.empty()) {
    h << "<span class=\"hint\">" << word(d.frame, Word::or_new) << " " << text(d.field.in_passing)
      << "</span>" << input(d, "new", d.say(Word::or_new), d.say(Word::new_thing_hint));
  }
  return h;
}

Html date(const Drawing& d) {
  Html h;
  h << "<div class=\"inline\">" << input(d, "text", d.field.label, "2013-03-20")
    << words_select(d.frame, d.name("cal"), d.say(Word::calendar), calendars, d.raw("cal"))
    << "</div>";
  if (!d.raw("pick").empty() && d.slot.matches.empty()) {
    h << "<label class=\"tick\"><input type=\"checkbox\"" << attr("name", d.name("pick"))
      << attr("value", d.raw("pick")) << " checked><span>" << word(d.frame, Word::read_as) << " "
      << text(d.raw("pick")) << "</span></label>";
  }
  return h;
}

Html place(const Drawing& d) {
  Html h;
  h << choices(d, "id", d.field.label) << "<div class=\"grid cols\">"
    << "<div class=\"field\">" << input(d, "said", d.say(Word::place_said), d.say(Word::place_said))
    << "</div><div class=\"field\">"
    << input(d, "lat", d.say(Word::latitude), d.say(Word::latitude))
    << "</div><div class=\"field\">"
    << input(d, "lon", d.say(Word::longitude), d.say(Word::longitude))
    << "</div><div class=\"field\">" << input(d, "radius", d.say(Word::radius), d.say(Word::radius))
    << "</div></div><div class=\"grid cols\"><div class=\"field\"><span class=\"hint\">"
    << word(d.frame, Word::known_how) << "</span>"
    << words_select(d.frame, d.name("precision"), d.say(Word::known_how), precisions,
                    d.raw("precision"))
    << "</div><div class=\"field\"><span class=\"hint\">" << word(d.frame, Word::told_how)
    << "</span>"
    << words_select(d.frame, d.name("publish"), d.say(Word::told_how), precisions, d.raw("publish"))
    << "</div></div>";
  return h;
}

Html number(const Drawing& d) {
  Html h;
  h << "<div class=\"inline\">" << input(d, "num", d.field.label);
  if (!d.field.choices.empty()) h << choices(d, "counts", d.say(Word::counted_in));
  if (!d.field.unit.empty()) h << "<span>" << text(d.field.unit) << "</span>";
  h << "</div>";
  return h;
}

Html name(const Drawing& d) {
  Html h;
  for (const auto* at : {"0", "1", "2"}) {
    const auto part = std::string("name") + at, lang = std::string("lang") + at;
    h << "<div class=\"inline name-line\">"
      << input(d, part, d.field.label, *at == '0' ? "" : d.say(Word::name_other_script))
      << input(d, lang, d.say(Word::language_code), "my") << "</div>";
  }
  return h;
}

Html long_text(const Drawing& d) {
  Html h;
  h << "<textarea dir=\"auto\" rows=\"2\"" << attr("name", d.name("text"))
    << attr("id", "f-" + d.name("")) << attr("aria-label", d.field.label);
  if (!d.slot.error.empty()) h << attr("aria-invalid", "true");
  h << ">" << text(d.raw("text")) << "</textarea><div class=\"inline lang-line\">"
    << input(d, "lang", d.say(Word::language_code), d.say(Word::language_code)) << "</div>";
  return h;
}

Html boolean(const Drawing& d) {
  static constexpr std::pair<const char*, Word> answers[] = {
      {"", Word::not_said}, {"yes", Word::state_yes}, {"no", Word::state_no}};
  return words_select(d.frame, d.name("yes"), d.field.label, answers, d.raw("yes"));
}

Html value_input(const Drawing& d) {
  switch (d.field.kind) {
    case ValueType::text: return long_text(d);
    case ValueType::term: return term(d);
    case ValueType::entity: return thing(d);
    case ValueType::fragment: return choices(d, "id", d.field.label);
    case ValueType::date: return date(d);
    case ValueType::place: return place(d);
    case ValueType::number: return number(d);
    case ValueType::name: return name(d);
    case ValueType::boolean: return boolean(d);
    case ValueType::url: return input(d, "url", d.field.label, "https://");
  }
  return {};
}

Html form_field(const Frame& frame, const FormField& field) {
  Html h;
  h << "<div class=\"field\"><label" << attr("for", "f-" + field.id + ".0.") << ">"
    << text(field.label);
  if (field.required) h << " <span class=\"soft small\">" << word(frame, Word::wanted) << "</span>";
  h << "</label>";
  if (!field.help.empty()) h << "<span class=\"hint\">" << text(field.help) << "</span>";
  const auto part = field.kind == ValueType::date   ? "pick"
                    : field.kind == ValueType::term ? "code"
                                                    : "id";
  for (std::size_t n = 0; n < field.slots.size(); ++n) {
    const auto& slot = field.slots[n];
    const Drawing d{frame, field, slot, n};
    h << value_input(d) << field_error("e-" + d.name(""), slot.error);
    for (const auto& match : slot.matches) {
      h << "<label class=\"tick\"><input type=\"radio\"" << attr("name", d.name(part))
        << attr("value", match.value) << "><span>" << text(match.label) << "</span></label>";
    }
  }
  const bool more = field.many && !(field.kind == ValueType::term && !field.search);
  if (more) {
    h << "<button class=\"small quiet\" name=\"more\"" << attr("value", field.id) << ">"
      << word(frame, Word::one_more) << "</button>";
  }
  h << "</div>";
  return h;
}

Html who_says(const Frame& frame, const RecordFormView& view) {
  Html h;
  h << "<fieldset class=\"card\"><legend>" << word(frame, Word::who_says)
    << "</legend><div class=\"grid cols\"><div class=\"field\"><label for=\"informant\">"
    << word(frame, Word::informant) << "</label><select id=\"informant\" name=\"informant\">"
    << "<option value=\"\">" << word(frame, Word::nobody_named) << "</option>";
  for (const auto& one : view.informants) {
    h << "<option" << attr("value", one.value) << flag("selected", one.selected) << ">"
      << text(one.label) << "</option>";
  }
  h << "</select></div><div class=\"field\"><span class=\"label\">"
    << word(frame, Word::source_grade) << "</span>"
    << words_select(frame, "reliability", say(frame.language, Word::source_grade), reliabilities,
                    view.reliability, true)
    << "</div><div class=\"field\"><span class=\"label\">" << word(frame, Word::word_grade)
    << "</span>"
    << words_select(frame, "credibility", say(frame.language, Word::word_grade), credibilities,
                    view.credibility, true)
    << "</div></div></fieldset>";
  return h;
}

Html basis_picker(const Frame& frame, const RecordFormView& view) {
  Html h;
  h << "<fieldset class=\"card\"><legend>" << word(frame, Word::basis)
    << "</legend><p class=\"hint\">" << word(frame, Word::basis_hint) << "</p>";
  for (std::size_t i = 0; i < view.kept.size(); ++i) {
    h << "<label class=\"tick\"><input type=\"checkbox\" name=\"keep\" checked"
      << attr("value", view.kept_ids[i]) << "><span>" << text(view.kept[i].number);
    if (!view.kept[i].quote.empty())
      h << ": <q dir=\"auto\">" << text(view.kept[i].quote) << "</q>";
    h << "</span></label>";
  }
  if (!view.cited.empty()) {
    h << "<div class=\"field\"><label for=\"cited\">" << word(frame, Word::cited_before)
      << "</label><select id=\"cited\" name=\"cited\"><option value=\"\">"
      << word(frame, Word::not_said) << "</option>";
    for (const auto& one : view.cited) {
      h << "<option" << attr("value", one.value) << flag("selected", one.selected) << ">"
        << text(one.label) << "</option>";
    }
    h << "</select></div>";
  }
  h << "<div class=\"grid cols\"><div class=\"field\"><label for=\"exhibit\">"
    << word(frame, Word::exhibit_number)
    << "</label><input id=\"exhibit\" name=\"exhibit\" autocomplete=\"off\""
    << attr("value", view.exhibit);
  if (!view.basis_error.empty()) {
    h << attr("aria-invalid", "true") << attr("aria-describedby", "basis-error");
  }
  h << "></div><div class=\"field\"><label for=\"page\">" << word(frame, Word::page_label)
    << "</label><input id=\"page\" name=\"page\" inputmode=\"numeric\"" << attr("value", view.page)
    << "></div></div><div class=\"field\"><label for=\"quote\">" << word(frame, Word::quote_words)
    << "</label><textarea id=\"quote\" name=\"quote\" rows=\"2\" dir=\"auto\">" << text(view.quote)
    << "</textarea>" << field_error("basis-error", view.basis_error);
  if (!view.basis_text.empty()) {
    h << "<p class=\"small soft\">" << word(frame, Word::stands_there)
      << "</p><blockquote class=\"original\" dir=\"auto\">" << text(view.basis_text)
      << "</blockquote>";
  }
  h << "</div></fieldset>";
  return h;
}

}  // namespace

Document record_form_page(const Frame& frame, const RecordFormView& view) {
  Html h;
  h << "<p class=\"small\">" << linked(view.back, view.type_label) << "</p><h1>"
    << text(view.title) << "</h1>";
  if (!view.error.empty()) h << alert({Message::Tone::bad, view.error, "", ""});
  h << "<form method=\"post\" class=\"record-form\"" << action(way(view.action)) << ">"
    << form_token(frame);
  for (const auto& one : view.replaces)
    h << "<input type=\"hidden\" name=\"replaces\"" << attr("value", one) << ">";
  for (const auto& one : view.seen)
    h << "<input type=\"hidden\" name=\"seen\"" << attr("value", one) << ">";
  if (!view.clash.empty()) {
    h << "<section class=\"card clash\"><h2>" << word(frame, Word::clash_title) << "</h2><p>"
      << word(frame, Word::clash_more) << "</p>";
    for (const auto& one : view.clash) h << statement(frame, one);
    h << "<div class=\"actions\"><button class=\"primary\">" << word(frame, Word::clash_mine)
      << "</button><button name=\"both\" value=\"yes\">" << word(frame, Word::clash_both)
      << "</button><a class=\"button\"" << href(way(view.back)) << ">"
      << word(frame, Word::clash_theirs) << "</a></div></section>";
  }
  // Pressing Enter saves; it must not press the first button that stands in a field.
  h << "<button class=\"visually-hidden\" tabindex=\"-1\" aria-hidden=\"true\">"
    << word(frame, Word::save) << "</button>";
  for (const auto& part : view.parts) {
    h << "<details class=\"card\"" << flag("open", part.open) << "><summary>" << text(part.label)
      << "</summary>";
    for (const auto& field : part.fields) h << form_field(frame, field);
    h << "</details>";
  }
  h << who_says(frame, view) << basis_picker(frame, view)
    << "<div class=\"actions\"><button class=\"primary\">" << word(frame, Word::save)
    << "</button><a class=\"button\"" << href(way(view.back)) << ">"
    << word(frame, Word::cancel) << "</a></div></form>";
  return {view.title, std::move(h), Document::Width::narrow};
}

}  // namespace kotobune::web
