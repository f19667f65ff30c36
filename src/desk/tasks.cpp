#include "desk/tasks.h"

#include <algorithm>
#include <set>

#include "base/encode.h"
#include "base/partial_date.h"
#include "base/text.h"
#include "desk/errors.h"
#include "desk/reports.h"

namespace kotobune::desk {

namespace {

constexpr std::int64_t day_ms = 86'400'000;
constexpr const char* task_type = "task";
constexpr const char* kinds = "task-kind";
constexpr const char* words[] = {"written", "consent ends", "lock ends", "asked"};

std::int64_t today(Desk& desk) { return desk.vault().world().clock.now().ms / day_ms; }

std::optional<std::int64_t> first_day(const std::string& edtf) {
  const auto date = PartialDate::parse(edtf);
  if (!date) return std::nullopt;
  // "[..2027]" has no first day; it is waited for until its last.
  return date->earliest_day() ? date->earliest_day() : date->latest_day();
}

Status needs_day(const std::string& edtf) {
  if (!first_day(edtf)) return Error(errors::date_malformed, {{"date", edtf}});
  return {};
}

const ValueRow* value_of(const EntityRow& entity, const std::string& property) {
  for (const auto& value : entity.values) {
    if (value.property == property) return &value;
  }
  return nullptr;
}

std::string shown_of(const EntityRow& entity, const std::string& property) {
  const auto* value = property.empty() ? nullptr : value_of(entity, property);
  return value == nullptr ? std::string() : value->shown;
}

Json text_value(const std::string& text) {
  Json value = Json::object();
  value.set("text", text);
  return value;
}

Json date_value(const std::string& edtf) {
  Json value = Json::object();
  value.set("date", edtf);
  return value;
}

class Gathering {
 public:
  explicit Gathering(Desk& desk) : desk_(desk), today_(today(desk)) {}

  Result<std::vector<Task>> run() {
    TRY(written());
    TRY(consents());
    TRY(locks());
    TRY(asks());
    return std::move(out_);
  }

 private:
  void put(Task task) {
    const auto day = first_day(task.due);
    if (!day) return;  // of a newer writer; the entity's page shows it
    task.due_day = *day;
    const bool open = task.done.empty();
    task.overdue = open && task.due_day < today_;
    task.reminded = open && task.remind_day && *task.remind_day <= today_;
    out_.push_back(std::move(task));
  }

  Status written() {
    for (const auto& type : desk_.pack().types) {
      for (const auto& property : type.properties) {
        if (property.deadline) TRY(written(type, property));
      }
    }
    return {};
  }

  Status written(const pack::Type& type, const pack::Property& property) {
    TRY_LET(rows, desk_.index().entities(type.id));
    for (const auto& row : rows) {
      TRY_LET(entity, desk_.index().entity(row.id));
      if (!entity) continue;
      Task task;
      // Of several days that stand side by side the first one counts.
      for (const auto& value : entity->values) {
        if (value.property != property.id) continue;
        const auto& day = value.value["date"].str();
        if (task.due.empty() || first_day(day) < first_day(task.due)) task.due = day;
      }
      if (task.due.empty()) continue;
      task.id = row.id + "/" + property.id;
      task.entity = row.id;
      task.type = type.id;
      task.property = property.id;
      task.title = entity->label;
      task.kind = property.id == "due" ? kind_of(*entity, type) : property.label.in("en");
      task.owner = shown_of(*entity, property.deadline->owner);
      task.done = shown_of(*entity, property.deadline->closed_by);
      task.remind_day = first_day(shown_of(*entity, property.deadline->remind));
      if (task.title.empty() || task.title == type.id) task.title = type.label.in("en");
      put(std::move(task));
    }
    return {};
  }

  // The word of its kind, where the type has one; else what the type is called.
  std::string kind_of(const EntityRow& entity, const pack::Type& type) const {
    const auto* known = type.find("kind");
    const auto* value = value_of(entity, "kind");
    if (known == nullptr || value == nullptr) return type.label.in("en");
    const auto* words_of = desk_.pack().find_vocabulary(known->vocabulary);
    const auto* term = words_of == nullptr ? nullptr : words_of->find(value->shown);
    return term == nullptr ? value->shown : term->label.in("en");
  }

  Status consents() {
    TRY_LET(sources, desk_.index().sources());
    for (const auto& source : sources) {
      TRY_LET(sheets, desk_.index().consents(source.code));
      for (const auto& sheet : sheets) {
        // One entry for each day of a sheet: fourteen uses that end together are one task.
        std::map<std::int64_t, std::vector<std::string>> ends;
        for (const auto& one : sheet.purposes) {
          if (one.state != disclosure::ConsentState::yes || !one.expiry_day) continue;
          ends[*one.expiry_day].emplace_back(disclosure::code_of(one.purpose));
        }
        for (const auto& [day, purposes] : ends) {
          Task task;
          task.id = sheet.record_id + "/" + std::to_string(day);
          task.source = TaskSource::consent_ends;
          task.title = source.code + ": her consent ends (" + join(purposes, ", ") + ")";
          task.kind = "Consent";
          task.due = Instant{day * day_ms}.iso_date();
          task.subject = source.code;
          put(std::move(task));
        }
      }
    }
    return {};
  }

  Status locks() {
    TRY_LET(rows, desk_.index().raw().restriction_ends(desk_.index().reader()));
    for (const auto& row : rows) {
      Task task;
      task.id = row.id;
      task.source = TaskSource::restriction_ends;
      task.title = "A lock ends: " + row.rule;
      task.kind = "Lock";
      // It holds until the last day that `until` may mean (docs/format.md 4.6).
      const auto until = PartialDate::parse(row.until);
      if (!until || !until->latest_day()) continue;
      task.due = Instant{*until->latest_day() * day_ms}.iso_date();
      put(std::move(task));
    }
    return {};
  }

  Status asks() {
    TRY_LET(rows, desk_.index().raw().others(desk_.index().reader(), "ask"));
    for (const auto& row : rows) {
      Task task;
      task.id = row.id;
      task.source = TaskSource::ask;
      task.title = row.body["text"].str();
      task.kind = "Ask";
      task.due = row.body["due"].str();
      const auto& state = row.body["state"].str();
      if (state == "kept" || state == "broken") continue;
      put(std::move(task));
    }
    TRY_LET(drafts, desk_.index().drafts());
    for (const auto& draft : drafts) {
      TRY_LET(text, desk_.load_draft(draft.draft));
      if (!text) continue;
      std::size_t n = 0;
      for (const auto& [day, to] : asks_of(*text)) {
        Task task;
        task.id = "draft-" + draft.draft + "/" + std::to_string(++n);
        task.source = TaskSource::ask;
        task.title = "Asked of " + to;
        task.kind = "Ask";
        task.due = day;
        task.subject = draft.draft;
        put(std::move(task));
      }
    }
    return {};
  }

  Desk& desk_;
  std::int64_t today_;
  std::vector<Task> out_;
};

// The written task that a person names by its id or by its entity alone.
Result<Task> named(Desk& desk, const std::string& id) {
  TRY_LET(all, tasks(desk, {"", true, {}}));
  for (auto& task : all) {
    const bool same = task.id == id || (!task.entity.empty() && task.entity == id);
    if (same && task.source == TaskSource::written) return std::move(task);
  }
  return Error(errors::task_unknown, {{"task", id}});
}

// One more value of a written task, in the place of what stood there; with a note where one is
// given and the type can hold it.
Status restate(Desk& desk, const Task& task, const std::string& property, Json value,
               const std::string& note) {
  TRY_LET(entity, desk.index().entity(task.entity));
  if (!entity) return Error(errors::task_unknown, {{"task", task.id}});
  std::vector<std::string> before;
  for (const auto& old : entity->values) {
    if (old.property == property) before.push_back(old.assertion);
  }
  TRY_LET(mark, desk.index().raw().record_mark(
      desk.index().reader(), entity->values.front().assertion.substr(
          0, entity->values.front().assertion.find('/'))));
  if (!mark) return Error(errors::task_unknown, {{"task", task.id}});
  Json::Array said;
  const auto say = [&](const std::string& what, Json as) {
    Json one = Json::object();
    one.set("p", what).set("val", std::move(as));
    said.push_back(std::move(one));
  };
  say(property, std::move(value));
  if (!note.empty() && desk.pack().find_property(task.type, "note")) say("note", text_value(note));
  Json body = Json::object();
  body.set("e", task.entity).set("type", task.type).set("a", Json(std::move(said)));
  std::vector<vault::NewRecord> records;
  records.push_back({"assert", mark->compartment, std::move(body), std::move(before), {}});
  return desk.add_records(std::move(records));
}

// A code, a number or an id, as the id that the record points at.
Result<Json> pointed(Desk& desk, const std::string& typed) {
  std::string id;
  TRY_LET(source, desk.index().source(typed));
  TRY_LET(exhibit, desk.index().exhibit(typed));
  if (source) id = source->id;
  else if (exhibit) id = exhibit->id;
  if (id.empty()) {
    TRY_LET(entity, desk.index().entity(typed));
    if (!entity) return Error(errors::entity_unknown, {{"entity", typed}});
    id = entity->id;
  }
  Json value = Json::object();
  value.set("entity", id);
  return value;
}

}  // namespace

const char* word(TaskSource source) { return words[static_cast<int>(source)]; }

Result<std::vector<Task>> tasks(Desk& desk, const TaskFilter& filter) {
  TRY_LET(all, Gathering(desk).run());
  std::erase_if(all, [&](const Task& task) {
    if (!filter.done && !task.done.empty()) return true;
    if (!filter.owner.empty() && task.owner != filter.owner) return true;
    return filter.until_day && task.due_day > *filter.until_day;
  });
  std::sort(all.begin(), all.end(), [](const Task& a, const Task& b) {
    const auto key = [](const Task& task) {
      return std::make_tuple(!task.done.empty(), !task.overdue, task.due_day, task.title, task.id);
    };
    return key(a) < key(b);
  });
  return all;
}

Result<std::string> add_task(Desk& desk, const NewTask& task) {
  TRY(needs_day(task.due));
  if (!task.remind.empty()) TRY(needs_day(task.remind));
  const auto* vocabulary = desk.pack().find_vocabulary(kinds);
  if (!task.kind.empty() && (vocabulary == nullptr || vocabulary->find(task.kind) == nullptr)) {
    return Error(errors::type_unknown, {{"what", std::string(kinds) + "/" + task.kind}});
  }
  NewAssertion said;
  said.type = task_type;
  const auto say = [&](const char* property, Json value) {
    said.values.push_back({property, std::move(value), {}, ""});
  };
  say("title", text_value(task.title));
  say("due", date_value(task.due));
  if (!task.remind.empty()) say("remind", date_value(task.remind));
  if (!task.owner.empty()) say("owner", text_value(task.owner));
  if (!task.kind.empty()) {
    Json term = Json::object();
    term.set("term", std::string(kinds) + "/" + task.kind);
    say("kind", std::move(term));
  }
  for (const auto& about : task.about) {
    TRY_LET(value, pointed(desk, about));
    say("about", std::move(value));
  }
  return desk.assert_values(said);
}

Status finish_task(Desk& desk, const std::string& id, const std::string& day,
                   const std::string& note) {
  TRY(needs_day(day));
  TRY_LET(task, named(desk, id));
  const auto* property = desk.pack().find_property(task.type, task.property);
  if (property->deadline->closed_by.empty()) {
    return Error(errors::task_unknown, {{"task", id}});  // such a date is moved, never done
  }
  return restate(desk, task, property->deadline->closed_by, date_value(day), note);
}

Status move_task(Desk& desk, const std::string& id, const std::string& due,
                 const std::string& why) {
  if (trim_ascii(why).empty()) return Error(errors::reason_missing);
  TRY(needs_day(due));
  TRY_LET(task, named(desk, id));
  return restate(desk, task, task.property, date_value(due), why);
}

}  // namespace kotobune::desk
