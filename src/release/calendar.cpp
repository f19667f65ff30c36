#include "release/calendar.h"

#include <cstdio>

#include "base/text.h"
#include "base/version.h"
#include "release/errors.h"
#include "release/releaser.h"

namespace kotobune::release {

namespace {

constexpr std::size_t line_octets = 75;  // RFC 5545 section 3.1, without the line break
constexpr std::int64_t day_ms = 86'400'000;

std::string basic_date(std::int64_t day) {
  const auto civil = civil_from_days(day);
  char out[16];
  std::snprintf(out, sizeof out, "%04d%02d%02d", civil.year, civil.month, civil.day);
  return out;
}

// "20261125T050725Z"
std::string basic_time(Instant at) {
  std::string out;
  for (const char c : at.iso().substr(0, 19)) {
    if (c != '-' && c != ':') out.push_back(c);
  }
  return out + "Z";
}

// Section 3.3.11: what would end a value or a line.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\' || c == ';' || c == ',') out.push_back('\\');
    if (c == '\n') out += "\\n";
    else if (static_cast<unsigned char>(c) >= 0x20) out.push_back(c);
  }
  return out;
}

bool begins_character(char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }

void put_line(std::string& out, std::string_view line) {
  std::size_t room = line_octets;
  while (line.size() > room) {
    std::size_t cut = room;
    while (cut > 0 && !begins_character(line[cut])) --cut;
    out.append(line.substr(0, cut)).append("\r\n ");
    line.remove_prefix(cut);
    room = line_octets - 1;  // the space that says "goes on" counts
  }
  out.append(line).append("\r\n");
}

void put_entry(std::string& out, const CalendarEntry& entry, const std::string& stamp) {
  put_line(out, "BEGIN:VEVENT");
  put_line(out, "UID:" + escaped(entry.uid));
  put_line(out, "DTSTAMP:" + stamp);
  put_line(out, "DTSTART;VALUE=DATE:" + basic_date(entry.day));
  put_line(out, "DTEND;VALUE=DATE:" + basic_date(entry.day + 1));
  put_line(out, "SUMMARY:" + escaped(entry.title));
  put_line(out, "CLASS:PRIVATE");
  put_line(out, "TRANSP:TRANSPARENT");
  if (entry.remind_days_before) {
    put_line(out, "BEGIN:VALARM");
    put_line(out, "ACTION:DISPLAY");
    put_line(out, "DESCRIPTION:" + escaped(entry.title));
    put_line(out, "TRIGGER:-P" + std::to_string(*entry.remind_days_before) + "D");
    put_line(out, "END:VALARM");
  }
  put_line(out, "END:VEVENT");
}

}  // namespace

std::string write_calendar(const std::vector<CalendarEntry>& entries, Instant made_at) {
  std::string out;
  put_line(out, "BEGIN:VCALENDAR");
  put_line(out, "VERSION:2.0");
  put_line(out, "PRODID:-//reminders//1//EN");
  put_line(out, "CALSCALE:GREGORIAN");
  for (const auto& entry : entries) put_entry(out, entry, basic_time(made_at));
  put_line(out, "END:VCALENDAR");
  return out;
}

Result<CalendarRelease> release_calendar(const std::vector<CalendarEntry>& entries,
                                         Instant made_at, const std::string& file_name,
                                         const report::Material& material,
                                         const Recipients& recipients,
                                         const std::vector<std::string>& rests_on) {
  if (recipients.words.empty()) return Error(errors::nobody_named);
  // Folding may cut a name in two: the scan reads the titles whole.
  std::string readable;
  for (const auto& entry : entries) readable += entry.title + "\n" + entry.uid + "\n";
  TRY_LET(file, Releaser(material).pass(file_name, "calendar",
                                        to_bytes(write_calendar(entries, made_at)), readable));
  Json output = Json::object();
  output.set("role", file.role()).set("size", file.bytes().size()).set("sha256", file.sha256());
  Json depends = Json::array();
  for (const auto& id : rests_on) {
    Json one = Json::object();
    one.set("id", id).set("modality", "paraphrase");
    depends.push(std::move(one));
  }
  Json scan = Json::object();
  scan.set("state", "complete").set("hits", 0);
  Json body = Json::object();
  body.set("audience", "calendar")
      .set("purpose", "P2")
      .set("recipients", recipients.words)
      .set("channel", recipients.channel)
      .set("approvers", Json(Json::Array{Json(recipients.approver)}))
      .set("title", std::to_string(entries.size()) + " dates")
      .set("heads", material.log_heads())
      .set("program", program_words)
      .set("outputs", Json(Json::Array{std::move(output)}))
      .set("depends", std::move(depends))
      .set("scan", std::move(scan));
  return CalendarRelease{std::move(file), std::move(body)};
}

}  // namespace kotobune::release
