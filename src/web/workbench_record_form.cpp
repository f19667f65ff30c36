// Adding to the record: the form of a thing, what was typed in it, and what became of it.
#include <algorithm>

#include "base/text.h"
#include "desk/errors.h"
#include "web/errors.h"
#include "web/pages_record.h"
#include "web/told.h"
#include "web/value_form.h"
#include "web/workbench_impl.h"

namespace kotobune::web {

namespace {

constexpr std::size_t most_cited = 60;

// What the form is about, worked out the same way when it is shown and when it comes back.
struct Asked {
  const pack::Type* type = nullptr;
  std::string entity;    // "" for a new thing
  std::string property;  // "" for all of them
  std::string assertion; // that is corrected, or ""
};

Result<Asked> what_is_asked(desk::Desk& open, const Visit& visit) {
  Asked out;
  out.entity = visit.parts.get("id");
  std::string type(visit.parts.get("type"));
  if (!out.entity.empty()) {
    TRY_LET(row, open.index().entity(out.entity));
    if (!row) return Error(errors::entity_unknown, {{"entity", out.entity}});
    type = row->type;
  }
  out.type = open.pack().find_type(type);
  if (!out.type) return Error(errors::type_unknown, {{"what", type}});
  out.property = visit.request.query.get("p");
  out.assertion = visit.request.query.get("a");
  if (!out.property.empty() && !out.type->find(out.property)) {
    return Error(errors::type_unknown, {{"what", type + "." + out.property}});
  }
  return out;
}

// As a form of the pack groups them; else what is wanted and named first, and the rest behind.
Result<std::vector<FormPart>> parts_of(desk::Desk& open, Language language, const Asked& asked) {
  std::vector<FormPart> out;
  const auto offered = [&](const pack::Property& property) {
    const bool one = asked.property.empty() || asked.property == property.id;
    const bool here = property.compartment.empty() || open.vault().can_read(property.compartment);
    return one && here && !property.retired;
  };
  std::vector<std::string> placed;
  const auto put = [&](FormPart& part, const pack::Property& property) -> Status {
    const bool twice = std::find(placed.begin(), placed.end(), property.id) != placed.end();
    if (!offered(property) || twice) return {};
    TRY_LET(field, form_field(open, language, *asked.type, property));
    part.fields.push_back(std::move(field));
    placed.push_back(property.id);
    return {};
  };
  for (const auto& form : open.pack().forms) {
    if (form.type != asked.type->id) continue;
    for (const auto& section : form.sections) {
      FormPart part{section.label.in(code_of(language)), true, {}};
      for (const auto& id : section.properties) {
        if (const auto* property = asked.type->find(id)) TRY(put(part, *property));
      }
      out.push_back(std::move(part));
    }
  }
  FormPart first{asked.type->label.in(code_of(language)), true, {}};
  FormPart rest{std::string(say(language, Word::more_fields)), false, {}};
  const bool grouped = !out.empty();
  for (const auto& property : asked.type->properties) {
    const bool early = !asked.property.empty() || property.required ||
                       (!grouped && first.fields.size() < 6);
    TRY(put(early ? first : rest, property));
  }
  out.insert(grouped ? out.end() : out.begin(), std::move(first));
  out.push_back(std::move(rest));
  out.erase(std::remove_if(out.begin(), out.end(), [](const auto& p) { return p.fields.empty(); }),
            out.end());
  return out;
}

Status fill_frame(desk::Desk& open, Language language, const Asked& asked, RecordFormView& view) {
  const auto code = code_of(language);
  view.type_label = asked.type->label.in(code);
  const auto base = Url("/record") / asked.type->id;
  view.back = (asked.entity.empty() ? base : base / asked.entity).str();
  auto action = asked.entity.empty() ? base / "new" : base / asked.entity / "edit";
  if (!asked.property.empty()) action = action.with("p", asked.property);
  if (!asked.assertion.empty()) action = action.with("a", asked.assertion);
  view.action = action.str();
  Told told(open, language);
  if (asked.entity.empty()) {
    view.title = fill(say(language, Word::new_of), {{"type", view.type_label}});
  } else {
    TRY_LET(label, told.label_of(asked.entity));
    view.title = asked.property.empty()
                     ? label
                     : label + ": " + told.property_label(asked.type->id, asked.property);
  }
  TRY_LET(parts, parts_of(open, language, asked));
  view.parts = std::move(parts);
  TRY_LET(sources, open.index().sources());
  for (const auto& one : sources)
    view.informants.push_back({one.code, one.code + " - " + one.role, false});
  TRY_LET(cited, desk::cited_before(open));
  for (auto at = cited.rbegin(); at != cited.rend() && view.cited.size() < most_cited; ++at) {
    auto words = at->exhibit + (at->page > 0 ? " p" + std::to_string(at->page) : "");
    if (!at->quote.empty()) words += ": " + at->quote;
    view.cited.push_back({at->id, std::move(words), false});
  }
  return {};
}

void choose_informant(RecordFormView& view, std::string_view code) {
  for (auto& one : view.informants) one.selected = one.value == code;
}

Status keep_bases(desk::Desk& open, const std::vector<std::string>& ids, RecordFormView& view) {
  for (const auto& id : ids) {
    TRY_LET(basis, desk::basis_of(open, id));
    const auto number = basis.exhibit.empty() ? id : basis.exhibit;
    view.kept.push_back({number, basis.quote, "", basis.closed});
    view.kept_ids.push_back(id);
  }
  return {};
}

// A value that is corrected stands in the form as it is, with who said so and on what basis.
Status fill_from_value(desk::Desk& open, const Asked& asked, RecordFormView& view) {
  if (asked.entity.empty()) return {};
  TRY_LET(row, open.index().entity(asked.entity));
  for (const auto& value : row->values) {
    if (value.property == asked.property) view.seen.push_back(value.assertion);
    if (value.assertion != asked.assertion) continue;
    for (auto& part : view.parts) {
      for (auto& field : part.fields) {
        if (field.id == value.property) field.slots = {slot_of(value.value)};
      }
    }
    choose_informant(view, value.informant);
    if (value.grade.size() == 2) {
      view.reliability = value.grade.substr(0, 1);
      view.credibility = value.grade.substr(1);
    }
    view.replaces = {value.assertion};
    TRY(keep_bases(open, value.bases, view));
  }
  return {};
}

Status take_form(desk::Desk& open, const Fields& form, RecordFormView& view) {
  for (auto& part : view.parts) {
    for (auto& field : part.fields) take_typed(form, field);
  }
  choose_informant(view, form.get("informant"));
  view.reliability = form.get("reliability");
  view.credibility = form.get("credibility");
  view.exhibit = trim_ascii(form.get("exhibit"));
  view.page = trim_ascii(form.get("page"));
  view.quote = trim_ascii(form.get("quote"));
  for (auto& one : view.cited) one.selected = one.value == form.get("cited");
  view.replaces = form.all("replaces");
  view.seen = form.all("seen");
  return keep_bases(open, form.all("keep"), view);
}

// The part of an exhibit she names is found and pinned at once, or refused with what stands there.
Result<std::vector<std::string>> read_bases(desk::Desk& open, Language language,
                                            const Fields& form, RecordFormView& view) {
  auto out = view.kept_ids;
  if (!form.get("cited").empty()) out.emplace_back(form.get("cited"));
  if (view.exhibit.empty() && view.quote.empty()) return out;
  if (view.exhibit.empty()) {
    view.basis_error = say(language, Word::exhibit_wanted);
    return out;
  }
  const auto page = static_cast<int>(parse_int(view.page).value_or(0));
  const auto pinned = desk::pin_quote(open, view.exhibit, page, view.quote);
  if (pinned.ok()) {
    out.push_back(*pinned);
    return out;
  }
  view.basis_error = pinned.error().sentence();
  if (pinned.error().is(errors::quote_missing)) {
    TRY_LET(text, desk::text_around(open, view.exhibit, page));
    view.basis_text = std::move(text);
  }
  return out;
}

Status make_in_passing(desk::Desk& open, const std::string& informant,
                       const std::vector<InPassing>& made) {
  for (const auto& one : made) {
    Json value = Json::object();
    value.set(one.is_name ? "name" : "text", one.label);
    desk::Change change{one.id, one.type, informant, "", {}, {}, {}};
    change.values.emplace_back(one.property, std::move(value));
    TRY_LET(id, desk::change_record(open, change));
    ensure(id == one.id, "a thing made in passing keeps the id that the value names");
  }
  return {};
}

// What somebody else recorded of this property since the form was shown.
Status show_clash(desk::Desk& open, Language language, const Asked& asked, RecordFormView& view) {
  TRY_LET(row, open.index().entity(asked.entity));
  Told told(open, language);
  view.replaces.clear();
  for (const auto& value : row->values) {
    if (value.property != asked.property) continue;
    const bool known = std::find(view.seen.begin(), view.seen.end(), value.assertion) !=
                       view.seen.end();
    if (known) continue;
    TRY_LET(said, told.statement(value));
    view.clash.push_back(std::move(said));
    view.replaces.push_back(value.assertion);
  }
  for (const auto& one : view.replaces) view.seen.push_back(one);
  return {};
}

}  // namespace

Result<Response> Workbench::Impl::record_form(Visit& visit) {
  TRY_LET(open, open_desk(visit));
  TRY_LET(asked, what_is_asked(*open, visit));
  RecordFormView view;
  TRY(fill_frame(*open, visit.session.language, asked, view));
  TRY(fill_from_value(*open, asked, view));
  const auto shown = frame(visit, Frame::Tab::record);
  return show(shown, record_form_page(shown, view));
}

Result<Response> Workbench::Impl::record_save(Visit& visit) {
  TRY_LET(open, open_desk(visit));
  TRY_LET(asked, what_is_asked(*open, visit));
  const auto language = visit.session.language;
  RecordFormView view;
  TRY(fill_frame(*open, language, asked, view));
  TRY(take_form(*open, visit.form, view));
  const auto again = [&](int status) -> Result<Response> {
    const auto shown = frame(visit, Frame::Tab::record);
    for (auto& part : view.parts) {
      for (const auto& field : part.fields) {
        for (const auto& slot : field.slots) part.open = part.open || !slot.error.empty();
        part.open = part.open || visit.form.get("more") == field.id ||
                    visit.form.get("find") == field.id;
      }
    }
    return show(shown, record_form_page(shown, view), status);
  };
  ReadForm read;
  for (auto& part : view.parts) {
    for (auto& field : part.fields) TRY(read_field(*open, language, field, read));
  }
  if (visit.form.has("more") || visit.form.has("find")) return again(200);
  if (asked.entity.empty() && !read.refused) {
    for (auto& part : view.parts) {
      for (auto& field : part.fields) {
        const bool answered = std::any_of(read.values.begin(), read.values.end(),
                                          [&](const auto& one) { return one.first == field.id; });
        if (!field.required || answered) continue;
        field.slots.front().error = say(language, Word::field_wanted);
        read.refused = true;
      }
    }
  }
  if (!read.refused && read.values.empty()) view.error = say(language, Word::nothing_typed);
  // A basis is pinned only when the rest is right: a refused form records nothing.
  if (read.refused || !view.error.empty()) return again(422);
  TRY_LET(bases, read_bases(*open, language, visit.form, view));
  if (!view.basis_error.empty()) return again(422);
  const std::string informant(visit.form.get("informant"));
  desk::Change change{asked.entity, asked.type->id, informant, "", std::move(bases), {}, {}};
  if (!view.reliability.empty() && !view.credibility.empty())
    change.grade = view.reliability + view.credibility;
  if (!visit.form.has("both")) change.replaces = view.replaces;
  change.values = std::move(read.values);
  const auto id = desk::change_record(*open, change);
  if (id.ok()) {
    TRY(make_in_passing(*open, informant, read.made));
    say_next(visit, Message::Tone::good, std::string(say(language, Word::recorded)),
             std::string(say(language, Word::recorded_more)));
    return Response::redirect((Url("/record") / asked.type->id / *id).str());
  }
  if (!id.error().is(errors::changed_meanwhile)) {
    view.error = id.error().sentence();
    return again(422);
  }
  TRY(show_clash(*open, language, asked, view));
  return again(409);
}

}  // namespace kotobune::web
