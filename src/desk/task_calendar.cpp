// The calendar of tasks. What leaves is as little as a person needs to look into the case on the
// right day.
#include "base/encode.h"
#include "base/errors.h"
#include "crypt/digest.h"
#include "desk/material.h"
#include "desk/tasks.h"
#include "release/calendar.h"

namespace kotobune::desk {

namespace {

// Tied to this case: two calendars of two cases cannot be matched by the ids of a third.
std::string mark_of(Desk& desk, const Task& task) {
  const auto text = "calendar\n" + desk.vault().constitution().case_id.str() + "\n" + task.id;
  return hex(ByteView(crypt::sha256(as_bytes(text)))).substr(0, 32);
}

}  // namespace

std::string calendar_number(Desk& desk, const Task& task) {
  return mark_of(desk, task).substr(0, 6);
}

Result<CalendarWritten> export_calendar(Desk& desk, const CalendarOptions& options,
                                        const std::string& path) {
  TRY_LET(open, tasks(desk, options.filter));
  std::vector<release::CalendarEntry> entries;
  std::vector<std::string> rests_on;
  for (const auto& task : open) {
    release::CalendarEntry entry;
    entry.uid = mark_of(desk, task) + "@sealed-case.invalid";
    entry.title = "Reminder " + calendar_number(desk, task);
    if (options.with_titles) {
      entry.title = task.title;
      if (!task.entity.empty()) rests_on.push_back(task.entity);
    }
    entry.day = task.due_day;
    if (task.remind_day && *task.remind_day <= task.due_day) {
      entry.remind_days_before = task.due_day - *task.remind_day;
    }
    entries.push_back(std::move(entry));
  }
  TRY_LET(material, CaseMaterial::make(desk));
  auto& disk = desk.vault().world().disk;
  if (disk.exists(path)) return Error(errors::file_exists, {{"path", path}});
  TRY_LET(released,
          release::release_calendar(entries, desk.vault().world().clock.now(), file_name_of(path),
                                    *material,
                                    {options.recipient, "file", desk.vault().keystore().person},
                                    rests_on));
  std::vector<vault::NewRecord> records;
  records.push_back(
      {"disclosure", record::main_compartment, std::move(released.disclosure), {}, {}});
  TRY_LET(id, desk.record_disclosure(std::move(records)));
  TRY(disk.write_new(path, released.file.bytes()));
  return CalendarWritten{id, entries.size()};
}

}  // namespace kotobune::desk
