// case create | confirm | show | verify | rebuild | recover
#include "base/errors.h"
#include "base/terminal.h"
#include "base/text.h"
#include "cli/errors.h"
#include "cli/handlers.h"

namespace kotobune::cli {

namespace {

vault::CreateOptions create_options(const Arguments& arguments) {
  vault::CreateOptions options;
  options.title = arguments.value("title", "Untitled case");
  options.person_name = arguments.value("name", "Case lead");
  options.prefix = arguments.value("prefix", "EX");
  options.device = arguments.value("device", "laptop");
  options.fictional = arguments.has("fictional");
  if (const char* log_n = std::getenv("KOTOBUNE_TEST_LOG_N")) {
    options.log_n =
        static_cast<int>(parse_int(log_n).value_or(0));  // weak on purpose, for tests only
  }
  return options;
}

const char* damage_word(vault::Damage damage) {
  switch (damage) {
    case vault::Damage::missing: return "missing";
    case vault::Damage::altered: return "altered";
    case vault::Damage::unreadable: return "unreadable";
  }
  return "";
}

}  // namespace

Result<Answer> case_create(const Context& context) {
  TRY_LET(passphrase, context.passphrase(Ask::twice));
  const auto& path = context.arguments.positional.front();
  TRY_LET(founded, vault::Case::create(context.world, path, create_options(context.arguments),
                                       passphrase.view()));
  Answer answer;
  const auto group = std::to_string(founded.sheet.asked_group + 1);
  answer.json.set("case", founded.opened->id().str()).set("path", path).set("asked_group", group);
  if (context.arguments.has("sheet")) {
    const auto file = context.arguments.value("sheet");
    TRY(context.world.disk.write_new(file, as_bytes(founded.sheet.text())));
    answer.lines = {"The case lies at " + path + ".", "The recovery sheet was written to " + file +
                    ": print it, then delete the file."};
  } else {
    if (context.arguments.json) answer.json.set("sheet", founded.sheet.text());
    answer.lines = {"The case lies at " + path + ".", "", founded.sheet.text()};
  }
  answer.lines.push_back("Now type group " + group + " of the sheet back: kotobune -C " + path +
                         " case confirm GROUP");
  return answer;
}

Result<Answer> case_confirm(const Context& context) {
  TRY_LET(path, context.case_path());
  TRY_LET(passphrase, context.passphrase(Ask::once));
  TRY_LET(opened, vault::Case::open(context.world, path, passphrase.view()));
  TRY(opened->confirm_sheet(context.arguments.positional.front()));
  Answer answer;
  answer.json.set("confirmed", true);
  answer.lines = {"The sheet is confirmed. Evidence can be sealed now."};
  return answer;
}

Result<Answer> case_recover(const Context& context) {
  TRY_LET(path, context.case_path());
  std::string code;
  if (context.arguments.has("sheet")) {
    TRY_LET(bytes, context.world.disk.read_all(context.arguments.value("sheet"), 1u << 16));
    // A whole sheet, or the code alone: the line of the prefix, then the numbered groups.
    bool inside = false;
    for (const auto line : split(as_chars(bytes), '\n')) {
      const auto text = std::string(trim_ascii(line));
      if (starts_with_ignoring_case(text, "AGE-SECRET-KEY-1")) {
        code = text;
        inside = true;
      } else if (inside && !text.empty() && text.front() >= '0' && text.front() <= '9' &&
                 text.find("  ") != std::string::npos) {
        code += text.substr(text.rfind(' ') + 1);
      } else if (inside) {
        break;
      }
    }
  } else {
    TRY_LET(typed, ask_passphrase("Recovery code: "));
    code = to_string(typed.view());
  }
  TRY_LET(passphrase, context.passphrase(Ask::twice));
  TRY_LET(opened, vault::Case::recover(context.world, path, code, create_options(context.arguments),
                                       passphrase.view()));
  wipe(code.data(), code.size());
  Answer answer;
  answer.json.set("case", opened->id().str()).set("prefix", opened->prefix());
  answer.lines = {"This computer is now a device of the case. Its exhibits will be numbered " +
                  opened->prefix() + "-0001 on."};
  return answer;
}

Result<Answer> case_show(const Context& context) {
  TRY_LET(desk, context.open());
  TRY_LET(statistics, desk->index().statistics());
  const auto& constitution = desk->vault().constitution();
  Answer answer;
  answer.json.set("case", desk->vault().id().str()).set("title", constitution.title);
  answer.json.set("fictional", constitution.fictional).set("exhibits", statistics.exhibits);
  answer.json.set("records", statistics.records).set("sources", statistics.sources);
  answer.json.set("bytes", statistics.bytes)
      .set("sheet_confirmed", desk->vault().sheet_confirmed());
  answer.json.set("prefix", desk->vault().prefix());
  if (constitution.fictional)
    answer.lines.push_back("FICTIONAL: nobody and nothing in this case is real.");
  for (auto& line : table(
           {{"Case", constitution.title},
            {"Id", desk->vault().id().str()},
            {"Exhibits", std::to_string(statistics.exhibits) + ", " + size_words(statistics.bytes)},
            {"Sources", std::to_string(statistics.sources)},
            {"Records", std::to_string(statistics.records)},
            {"Devices", std::to_string(constitution.logs.size() - 1)}})) {
    answer.lines.push_back(std::move(line));
  }
  if (!desk->vault().sheet_confirmed()) {
    answer.lines.push_back(
        "The recovery sheet is not confirmed: nothing can be sealed yet (group " +
        std::to_string(desk->vault().asked_group() + 1) + ").");
  }
  return answer;
}

namespace {

// The vault alone is opened: a case whose index does not open can still be verified.
Result<vault::VerifyReport> re_read(const Context& context) {
  const auto progress = [](std::uint64_t done, std::uint64_t total) {
    print_progress("re-reading " + size_words(static_cast<std::int64_t>(done)) + " of " +
                   size_words(static_cast<std::int64_t>(total)));
  };
  if (context.shared) return context.shared->verify(progress);
  TRY_LET(path, context.case_path());
  TRY_LET(passphrase, context.passphrase(Ask::once));
  TRY_LET(opened, vault::Case::open(context.world, path, passphrase.view()));
  return vault::verify_case(*opened, progress);
}

}  // namespace

Result<Answer> case_verify(const Context& context) {
  TRY_LET(report, re_read(context));
  end_progress();
  Answer answer;
  Json findings = Json::array();
  for (const auto& finding : report.findings) {
    Json one = Json::object();
    one.set("damage", damage_word(finding.damage))
        .set("what", finding.what)
        .set("path", finding.path);
    one.set("detail", finding.detail);
    findings.push(std::move(one));
    answer.lines.push_back(std::string(damage_word(finding.damage)) + ": " + finding.what +
                           (finding.path.empty() ? "" : " (" + finding.path + ")") + "\n  " +
                           finding.detail);
  }
  answer.json.set("sound", report.sound())
      .set("findings", std::move(findings))
      .set("exhibits", report.exhibits);
  answer.json.set("records", report.records)
      .set("objects", report.objects)
      .set("bytes", report.bytes);
  answer.lines.push_back(
      std::to_string(report.exhibits) + " originals, " + std::to_string(report.records) +
      " records, " + std::to_string(report.objects) + " objects re-read (" +
      size_words(static_cast<std::int64_t>(report.bytes)) + "): " +
      (report.sound() ? "all as sealed." : std::to_string(report.findings.size()) + " findings."));
  answer.lines.push_back(
      "This shows that the bytes are unaltered since they were sealed, not that they are true.");
  answer.exit_code = report.sound() ? 0 : 4;
  return answer;
}

Result<Answer> case_rebuild(const Context& context) {
  TRY_LET(desk, context.open());
  TRY(desk->rebuild());
  TRY_LET(statistics, desk->index().statistics());
  Answer answer;
  answer.json.set("records", statistics.records);
  answer.lines = {"The index was made again from " + std::to_string(statistics.records) +
                  " records."};
  return answer;
}

}  // namespace kotobune::cli
