// restriction add | list | lift, source receipt | became
#include "base/text.h"
#include "cli/errors.h"
#include "cli/handlers.h"
#include "desk/receipt.h"
#include "desk/restrictions.h"
#include "report/docx_writer.h"
#include "report/html_writer.h"

namespace kotobune::cli {

Result<Answer> restriction_add(const Context& context) {
  TRY_LET(desk, context.open());
  const auto& a = context.arguments;
  desk::NewRestriction lock;
  lock.rule = a.value("rule");
  lock.exhibits = a.values("exhibit");
  lock.everything = a.has("everything");
  lock.allowed = a.values("allow");
  lock.from = a.value("from");
  lock.until = a.value("until");
  TRY_LET(ids, desk::add_restriction(*desk, lock));
  Answer answer;
  Json list = Json::array();
  for (const auto& id : ids) list.push(id);
  answer.lines = {"Locked: " + (lock.everything ? "everything" : join(lock.exhibits, ", ")) + ". " +
                  join(ids, ", ")};
  answer.json.set("restrictions", std::move(list));
  return answer;
}

Result<Answer> restriction_list(const Context& context) {
  TRY_LET(desk, context.open());
  TRY_LET(all, desk::restrictions(*desk));
  Answer answer;
  Json list = Json::array();
  std::vector<std::vector<std::string>> rows;
  for (const auto& one : all) {
    Json json = Json::object(), exhibits = Json::array(), allowed = Json::array();
    for (const auto& number : one.exhibits) exhibits.push(number);
    for (const auto& use : one.allowed) allowed.push(use);
    json.set("id", one.id).set("rule", one.rule).set("from", one.from).set("until", one.until);
    json.set("everything", one.everything).set("exhibits", std::move(exhibits));
    json.set("allowed", std::move(allowed)).set("in_force", one.in_force);
    list.push(std::move(json));
    rows.push_back({one.id, one.everything ? "everything" : join(one.exhibits, ", "),
                    std::string(desk::rule_words(one.rule)) +
                        (one.from.empty() ? "" : " (" + one.from + ")"),
                    one.until.empty() ? "no end" : "until " + one.until,
                    one.in_force ? "in force" : "over",
                    one.allowed.empty() ? "" : "open: " + join(one.allowed, ", ")});
  }
  answer.lines = rows.empty() ? std::vector<std::string>{"Nothing is locked but by consent."}
                              : table(rows);
  answer.json.set("restrictions", std::move(list));
  return answer;
}

Result<Answer> restriction_lift(const Context& context) {
  TRY_LET(desk, context.open());
  const auto& id = context.arguments.positional.front();
  TRY(desk::lift_restriction(*desk, id, context.arguments.value("why")));
  Answer answer;
  answer.lines = {"Lifted. The lock and its end stay in the log."};
  return answer;
}

namespace {

bool ends_with(const std::string& text, std::string_view end) {
  return text.size() >= end.size() && text.compare(text.size() - end.size(), end.size(), end) == 0;
}

desk::ReceiptOptions options_of(const Arguments& a) {
  return {a.value("language", "en"), a.value("call"), a.has("although-sealed")};
}

Status write_paper(const Context& context, const desk::Receipt& receipt, const std::string& path) {
  if (ends_with(path, ".docx")) {
    TRY_LET(docx, report::write_docx(receipt.document, receipt.scope));
    return context.world.disk.write_new(path, docx);
  }
  if (!ends_with(path, ".html")) {
    return Error(errors::bad_value, {{"value", path}, {"option", "--to"},
                                     {"allowed", "It ends in .html or .docx."}});
  }
  return context.world.disk.write_new(
      path, as_bytes(report::write_html(receipt.document, receipt.scope)));
}

// The paper itself, for the terminal.
void show_paper(const desk::Receipt& receipt, Answer& answer) {
  const auto& document = receipt.document.open(receipt.scope);
  answer.lines.push_back(document.title);
  for (const auto& block : document.blocks) {
    const std::string indent(static_cast<std::size_t>(block.list_depth) * 2, ' ');
    if (block.level > 0) answer.lines.push_back("");
    answer.lines.push_back(indent + report::plain_text(block.runs));
  }
  Json lines = Json::array();
  for (const auto& line : answer.lines) lines.push(line);
  answer.json.set("number", receipt.code).set("lines", std::move(lines));
}

Result<Answer> hand_out(const Context& context, const desk::Receipt& receipt) {
  Answer answer;
  const auto path = context.arguments.value("to");
  if (path.empty()) {
    show_paper(receipt, answer);
    return answer;
  }
  TRY(write_paper(context, receipt, path));
  answer.lines = {"Number " + receipt.code + ", written to " + path +
                  ". It is outside the case now: print it, then delete it."};
  answer.json.set("number", receipt.code).set("file", path);
  return answer;
}

}  // namespace

Result<Answer> source_receipt(const Context& context) {
  TRY_LET(desk, context.open());
  TRY_LET(receipt, desk::make_receipt(*desk, context.arguments.positional.front(),
                                      options_of(context.arguments)));
  return hand_out(context, receipt);
}

Result<Answer> source_became(const Context& context) {
  TRY_LET(desk, context.open());
  TRY_LET(source, desk::source_of_receipt(*desk, context.arguments.positional.front()));
  if (context.arguments.has("to") || context.arguments.has("language")) {
    TRY_LET(paper, desk::became_paper(*desk, source, options_of(context.arguments)));
    return hand_out(context, paper);
  }
  TRY_LET(became, desk::what_became(*desk, source));
  Answer answer;
  Json list = Json::array();
  for (const auto& one : became) {
    const auto purpose = disclosure::parse_purpose(one.purpose);
    answer.lines.push_back(one.day + "  \"" + one.title + "\" to " + one.recipients +
                           ", to be used " +
                           (purpose ? std::string(disclosure::use_words(*purpose)) : one.purpose));
    answer.lines.push_back("  she is seen as: " + (one.identity.empty() ? "none" : one.identity) +
                           (one.recalled ? "; asked back" : ""));
    Json followed = Json::array();
    for (const auto& ask : one.followed) {
      answer.lines.push_back("  then asked: " + ask.text +
                             (ask.due.empty() ? "" : ", by " + ask.due) +
                             (ask.state.empty() ? "" : ", " + ask.state));
      followed.push(ask.text);
    }
    Json json = Json::object();
    json.set("day", one.day).set("title", one.title).set("to", one.recipients);
    json.set("purpose", one.purpose).set("identity", one.identity).set("recalled", one.recalled);
    json.set("followed", std::move(followed));
    list.push(std::move(json));
  }
  if (became.empty()) answer.lines = {"Nothing that rests on her material has left so far."};
  answer.json.set("source", source).set("became", std::move(list));
  return answer;
}

}  // namespace kotobune::cli
