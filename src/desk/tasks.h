// What has to be done by a day, in one list: tasks that somebody wrote, dates of the practice pack
// that are deadlines, ends of consents and of locks, and what was asked of an addressee. Only the
// first two can be closed or moved here; the others follow from what they are about.
//
// A day that is known only as "2027-03" is due on its first day: a doubt never gives more time.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "desk/desk.h"

namespace kotobune::desk {

enum class TaskSource : std::uint8_t {
  written,          // an entity of a type whose date is a deadline
  consent_ends,
  restriction_ends,
  ask               // of an addressee, from a record or from a text that is being written
};
const char* word(TaskSource source);

struct Task {
  std::string id;        // stable: entity and property, or what it follows from
  TaskSource source = TaskSource::written;
  std::string title;     // for the team; holds codes, never names
  std::string kind;      // label of its kind, in English
  std::string due;       // EDTF
  std::int64_t due_day = 0;     // first day that it may mean, since 1970-01-01
  std::optional<std::int64_t> remind_day;
  std::string owner;     // "" where nobody
  std::string entity, type, property;  // written: where it stands
  std::string subject;   // what a page shows it by: a source's code, the name of a draft, or ""
  std::string done;      // EDTF, "" while open
  bool overdue = false;  // open, and its day has passed
  bool reminded = false; // open, and the day to be reminded has come
};

struct TaskFilter {
  std::string owner;             // "" all
  bool done = false;             // closed ones too
  std::optional<std::int64_t> until_day;
};
// Overdue first, then by day.
Result<std::vector<Task>> tasks(Desk& desk, const TaskFilter& filter = {});

struct NewTask {
  std::string title;
  std::string kind;     // code of the vocabulary "task-kind", or ""
  std::string due;      // EDTF
  std::string remind;   // EDTF, or "" for none
  std::string owner;
  std::vector<std::string> about;  // codes of sources, numbers of exhibits, ids
};
// The entity's id. Errors: date_malformed, type_unknown (no pack in force has tasks; a kind it does
// not know), entity_unknown.
Result<std::string> add_task(Desk& desk, const NewTask& task);
// `id` as in Task, or the entity alone. Errors: task_unknown, date_malformed; move: reason_missing.
Status finish_task(Desk& desk, const std::string& id, const std::string& day,
                   const std::string& note);
Status move_task(Desk& desk, const std::string& id, const std::string& due, const std::string& why);

// Writes the open ones as a calendar file (RFC 5545) into `path`. What a calendar says is read by
// telephones and their makers: without `with_titles` each entry is called "Reminder" and a number
// that only this case can read. It is a release: scanned, and recorded as a disclosure.
// Errors: nobody_named, scan_incomplete, scan_hit, file_exists, those of the disk.
struct CalendarOptions {
  std::string recipient;     // whose calendar, in words
  bool with_titles = false;
  TaskFilter filter;
};
struct CalendarWritten {
  std::string disclosure_id;
  std::size_t entries = 0;
};
Result<CalendarWritten> export_calendar(Desk& desk, const CalendarOptions& options,
                                        const std::string& path);
// The number by which an entry of a calendar is found again in the list.
std::string calendar_number(Desk& desk, const Task& task);

}  // namespace kotobune::desk
