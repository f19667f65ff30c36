// exhibit seal | list | show | open | source, custody add | list, search
#include "base/errors.h"
#include "base/text.h"
#include "cli/errors.h"
#include "cli/handlers.h"
#include "desk/errors.h"

namespace kotobune::cli {

namespace {

const char* outcome_word(evidence::SealOutcome outcome) {
  switch (outcome) {
    case evidence::SealOutcome::sealed: return "sealed";
    case evidence::SealOutcome::duplicate: return "received again";
    case evidence::SealOutcome::already_sealed: return "sealed before";
    case evidence::SealOutcome::refused: return "refused";
  }
  return "";
}

Json to_json(const desk::ExhibitRow& row) {
  Json json = Json::object();
  json.set("number", row.number).set("id", row.id).set("name", Text::shown(row.name).str());
  json.set("title", row.title).set("mime", row.mime).set("sha256", row.sha256);
  json.set("size", row.size_bytes).set("lang", row.language).set("source", row.source);
  json.set("sealed", Instant{row.sealed_ms}.iso());
  json.set("text", row.text_state).set("published", row.published);
  return json;
}

}  // namespace

Result<Answer> exhibit_seal(const Context& context) {
  TRY_LET(desk, context.open());
  const auto& arguments = context.arguments;
  TRY_LET(summary, desk->seal(arguments.positional.front(), arguments.value("source"),
                              arguments.value("from"), arguments.value("lang"),
                              [](const evidence::SealProgress& p) {
                                print_progress(std::to_string(p.files_done) + " of " +
                                               std::to_string(p.files_total) + "  " +
                                               size_words(static_cast<std::int64_t>(p.bytes_done)) +
                                               "  " + p.current);
                                return true;
                              }));
  end_progress();
  Answer answer;
  Json files = Json::array();
  std::vector<std::vector<std::string>> rows;
  for (const auto& file : summary.report.files) {
    Json one = Json::object();
    one.set("path", Text::shown(file.path).str()).set("outcome", outcome_word(file.outcome));
    one.set("number", file.number)
        .set("sha256", file.sha256)
        .set("size", file.size_bytes)
        .set("mime", file.mime);
    if (file.reason) {
      one.set("error", file.reason->code().id).set("what", file.reason->sentence());
      answer.exit_code = 1;
    }
    files.push(std::move(one));
    rows.push_back({outcome_word(file.outcome), file.number,
                    size_words(static_cast<std::int64_t>(file.size_bytes)),
                    Text::shown(file_name_of(file.path)).str()});
    if (file.reason) rows.push_back({"", file.reason->code().id, "", file.reason->sentence()});
  }
  answer.lines = table(rows);
  for (const auto& unread : summary.unread) {
    answer.lines.push_back(unread.number + " is sealed unread: " + unread.why);
  }
  using Outcome = evidence::SealOutcome;
  answer.lines.push_back(
      std::to_string(summary.report.count(Outcome::sealed)) + " sealed, " +
      std::to_string(summary.report.count(Outcome::duplicate)) + " received again, " +
      std::to_string(summary.report.count(Outcome::already_sealed)) + " sealed before, " +
      std::to_string(summary.report.count(Outcome::refused)) + " refused. " +
      std::to_string(summary.texts) + " can be searched.");
  answer.json.set("files", std::move(files))
      .set("sealed", std::int64_t(summary.report.count(Outcome::sealed)));
  answer.json.set("refused", std::int64_t(summary.report.count(Outcome::refused)));
  return answer;
}

Result<Answer> exhibit_list(const Context& context) {
  TRY_LET(desk, context.open());
  const auto scope = member_scope(*desk);
  TRY_LET(disclosed, desk->index().exhibits(scope));
  Answer answer;
  Json list = Json::array();
  std::vector<std::vector<std::string>> rows;
  for (const auto& row : disclosed.open(scope)) {
    list.push(to_json(row));
    rows.push_back({row.number, row.source.empty() ? "-" : row.source, size_words(row.size_bytes),
                    row.mime, row.title});
  }
  answer.lines = table(rows);
  answer.json.set("exhibits", std::move(list));
  return answer;
}

Result<Answer> exhibit_show(const Context& context) {
  TRY_LET(desk, context.open());
  TRY_LET(row, desk->index().exhibit(context.arguments.positional.front()));
  if (!row)
    return Error(errors::exhibit_not_here, {{"number", context.arguments.positional.front()}});
  TRY_LET(custody, desk->index().custody(row->id));
  Answer answer;
  answer.json = to_json(*row);
  answer.lines = table({{"Exhibit", row->number},
                        {"Title", row->title},
                        {"Type", row->mime},
                        {"Size", std::to_string(row->size_bytes) + " bytes"},
                        {"SHA-256", row->sha256},
                        {"Source", row->source.empty() ? "not recorded" : row->source},
                        {"Sealed", Instant{row->sealed_ms}.iso()},
                        {"Text", row->text_state.empty() ? "none" : row->text_state}});
  for (const auto& entry : custody) {
    answer.lines.push_back("  " + entry.when + "  " + entry.act +
                           (entry.from.empty() ? "" : " from " + entry.from) +
                           (entry.to.empty() ? "" : " to " + entry.to) +
                           (entry.why.empty() ? "" : " (" + entry.why + ")"));
  }
  return answer;
}

Result<Answer> exhibit_open(const Context& context) {
  TRY_LET(desk, context.open());
  const auto& target = context.arguments.positional[1];
  // Made at the first byte: a refusal leaves no file behind that looks like an original.
  std::unique_ptr<File> file;
  std::uint64_t offset = 0;
  const auto write = [&](ByteView bytes) -> Status {
    if (!file) {
      TRY_LET(made, context.world.disk.open(target, OpenMode::create_new));
      file = std::move(made);
    }
    TRY(file->write_at(offset, bytes));
    offset += bytes.size();
    return {};
  };
  const Status copied = desk->copy_exhibit(context.arguments.positional[0], write);
  const Status synced = copied.ok() && file ? file->sync() : Status();
  if (!copied.ok() || !synced.ok()) {
    // Half an original is none; where it cannot be removed the refusal is still the first thing.
    if (file) (void)context.world.disk.remove(target);
    return copied.ok() ? synced.error() : copied.error();
  }
  Answer answer;
  answer.json.set("file", target).set("size", offset);
  answer.lines = {"Decrypted into " + target + ". It is outside the protection of the case now."};
  return answer;
}

Result<Answer> exhibit_describe(const Context& context) {
  TRY_LET(desk, context.open());
  const auto& a = context.arguments;
  const auto said = [&](const char* option) {
    return a.has(option) ? std::optional<std::string>(a.value(option)) : std::nullopt;
  };
  TRY(desk->describe_exhibit(a.positional.front(),
                             {said("title"), said("for-readers"), said("level")}));
  Answer answer;
  answer.lines = {a.positional.front() + " is described."};
  return answer;
}

Result<Answer> exhibit_source(const Context& context) {
  TRY_LET(desk, context.open());
  TRY(desk->set_source_of(context.arguments.positional[0], context.arguments.positional[1]));
  Answer answer;
  answer.lines = {context.arguments.positional[0] + " came from " +
                  context.arguments.positional[1] + "."};
  return answer;
}

Result<Answer> custody_add(const Context& context) {
  TRY_LET(desk, context.open());
  const auto& a = context.arguments;
  TRY(desk->add_custody(a.positional.front(), a.value("act", "inspected"), a.value("from"),
                        a.value("to"), a.value("when", context.world.clock.now().iso_date()),
                        a.value("why")));
  Answer answer;
  answer.lines = {"Added."};
  return answer;
}

Result<Answer> custody_list(const Context& context) {
  TRY_LET(desk, context.open());
  TRY_LET(row, desk->index().exhibit(context.arguments.positional.front()));
  if (!row)
    return Error(errors::exhibit_not_here, {{"number", context.arguments.positional.front()}});
  TRY_LET(custody, desk->index().custody(row->id));
  Answer answer;
  Json list = Json::array();
  std::vector<std::vector<std::string>> rows{
      {Instant{row->sealed_ms}.iso_date(), "sealed", "", "", ""}};
  for (const auto& entry : custody) {
    Json one = Json::object();
    one.set("act", entry.act)
        .set("from", entry.from)
        .set("to", entry.to)
        .set("when", entry.when)
        .set("why", entry.why);
    list.push(std::move(one));
    rows.push_back({entry.when, entry.act, entry.from, entry.to, entry.why});
  }
  answer.lines = table(rows);
  answer.json.set("custody", std::move(list));
  return answer;
}

Result<Answer> search(const Context& context) {
  TRY_LET(desk, context.open());
  const auto limit = parse_int(context.arguments.value("limit", "20")).value_or(20);
  TRY_LET(found,
          desk->index().search(context.arguments.positional.front(), static_cast<int>(limit)));
  Answer answer;
  Json hits = Json::array();
  answer.lines.push_back(std::to_string(found.total) + " places");
  for (const auto& hit : found.hits) {
    Json one = Json::object();
    one.set("exhibit", hit.exhibit).set("page", hit.page).set("snippet", hit.snippet);
    hits.push(std::move(one));
    answer.lines.push_back(hit.exhibit + " p" + std::to_string(hit.page) + "  " + hit.snippet);
  }
  answer.json.set("total", found.total).set("hits", std::move(hits));
  return answer;
}

}  // namespace kotobune::cli
