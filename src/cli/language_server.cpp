#include "cli/language_server.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "desk/reports.h"
#include "report/audience.h"
#include "report/explain.h"
#include "report/front_matter.h"

namespace kotobune::cli {

namespace {

// LSP 3.17, the numbers it uses.
constexpr int parse_error = -32700, unknown_method = -32601, request_failed = -32803;
constexpr int full_text = 1;
constexpr int severity_error = 1, severity_warning = 2, severity_note = 3;
constexpr int kind_keyword = 14, kind_reference = 18, kind_value = 12;

Json response(const Json& id, Json result) {
  Json out = Json::object();
  out.set("jsonrpc", "2.0").set("id", id).set("result", std::move(result));
  return out;
}
Json failure(const Json& id, int code, const std::string& words) {
  Json error = Json::object();
  error.set("code", code).set("message", words);
  Json out = Json::object();
  out.set("jsonrpc", "2.0").set("id", id).set("error", std::move(error));
  return out;
}
Json notice(const char* method, Json parameters) {
  Json out = Json::object();
  out.set("jsonrpc", "2.0").set("method", method).set("params", std::move(parameters));
  return out;
}

Json capabilities() {
  Json triggers = Json::array();
  for (const char* one : {"@", "{", ":", "-"}) triggers.push(one);
  Json completion = Json::object();
  completion.set("triggerCharacters", std::move(triggers));
  Json what = Json::object();
  what.set("textDocumentSync", full_text)
      .set("hoverProvider", true)
      .set("completionProvider", std::move(completion));
  Json program = Json::object();
  program.set("name", "kotobune");
  Json out = Json::object();
  out.set("capabilities", std::move(what)).set("serverInfo", std::move(program));
  return out;
}

Json range_of(const report::SourceText& text, report::Span span) {
  Json out = Json::object();
  out.set("start", position_of(text, span.begin)).set("end", position_of(text, span.end));
  return out;
}

Json diagnostic_json(const report::SourceText& text, const report::Diagnostic& one) {
  const int severity = one.severity == report::Severity::error     ? severity_error
                       : one.severity == report::Severity::warning ? severity_warning
                                                                   : severity_note;
  Json out = Json::object();
  out.set("range", range_of(text, one.span))
      .set("severity", severity)
      .set("code", one.code)
      .set("source", "kotobune")
      .set("message", one.sentence + (one.advice.empty() ? "" : "\n" + one.advice));
  return out;
}

Json item(const std::string& label, int kind, const std::string& detail) {
  Json out = Json::object();
  out.set("label", label).set("kind", kind);
  if (!detail.empty()) out.set("detail", detail);
  return out;
}

bool is_code_byte(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
}

// The code around a byte: "MS-0004", "W-03".
std::string code_at(std::string_view text, std::size_t at) {
  std::size_t begin = std::min(at, text.size()), end = begin;
  while (begin > 0 && is_code_byte(text[begin - 1])) --begin;
  while (end < text.size() && is_code_byte(text[end])) ++end;
  return std::string(text.substr(begin, end - begin));
}

}  // namespace

std::size_t byte_of(const report::SourceText& text, std::int64_t line, std::int64_t character) {
  if (line < 0) return 0;
  if (line >= text.line_count()) return text.text().size();
  const auto span = text.line_span(static_cast<int>(line) + 1);
  std::size_t at = span.begin;
  for (std::int64_t units = 0; at < span.end && units < character;) {
    const auto point = code_point_at(text.text(), at);
    units += point.value >= 0x10000 ? 2 : 1;
    at += point.size_bytes;
  }
  return at;
}

Json position_of(const report::SourceText& text, std::size_t byte) {
  const auto place = text.place(std::min(byte, text.text().size()));
  const auto span = text.line_span(place.line);
  std::int64_t units = 0;
  for (std::size_t at = span.begin; at < byte && at < span.end;) {
    const auto point = code_point_at(text.text(), at);
    units += point.value >= 0x10000 ? 2 : 1;
    at += point.size_bytes;
  }
  Json out = Json::object();
  out.set("line", std::int64_t{place.line - 1}).set("character", units);
  return out;
}

std::vector<Json> LanguageServer::take(const Json& message) {
  std::vector<Json> out;
  const auto& method = message["method"].str();
  const auto* id = message.find("id");
  if (method.empty()) {
    if (id != nullptr && message.find("result") == nullptr) {
      out.push_back(failure(*id, parse_error, "A message names a method."));
    }
    return out;
  }
  std::vector<Json> notices;
  auto answered = answer(method, message["params"], notices);
  if (id != nullptr) {
    if (!answered.ok()) {
      out.push_back(failure(*id, request_failed, answered.error().sentence()));
    } else if (answered->has_value()) {
      out.push_back(response(*id, std::move(**answered)));
    } else {
      out.push_back(failure(*id, unknown_method, method + " is not known here."));
    }
  } else if (!answered.ok()) {
    Json said = Json::object();
    said.set("type", severity_error).set("message", answered.error().sentence());
    out.push_back(notice("window/showMessage", std::move(said)));
  }
  for (auto& one : notices) out.push_back(std::move(one));
  return out;
}

Result<std::optional<Json>> LanguageServer::answer(const std::string& method,
                                                   const Json& parameters,
                                                   std::vector<Json>& notices) {
  const auto& document = parameters["textDocument"];
  const auto& uri = document["uri"].str();
  if (method == "initialize") return std::optional<Json>(capabilities());
  if (method == "initialized") {
    Json said = Json::object();
    said.set("type", severity_note)
        .set("message",
             "What your editor keeps of this report lies outside the case, unprotected.");
    notices.push_back(notice("window/showMessage", std::move(said)));
    return std::optional<Json>(Json());
  }
  if (method == "shutdown") {
    shut_down_ = true;
    return std::optional<Json>(Json());
  }
  if (method == "exit") {
    ended_ = true;
    return std::optional<Json>(Json());
  }
  if (method == "textDocument/didOpen" || method == "textDocument/didChange") {
    const auto& changes = parameters["contentChanges"].items();
    const auto& text = changes.empty() ? document["text"].str() : changes.back()["text"].str();
    open_.insert_or_assign(uri, report::SourceText(file_name_of(uri), text));
    TRY_LET(found, diagnostics(uri));
    notices.push_back(notice("textDocument/publishDiagnostics", std::move(found)));
    return std::optional<Json>(Json());
  }
  if (method == "textDocument/didClose") {
    open_.erase(uri);
    found_.erase(uri);
    return std::optional<Json>(Json());
  }
  const auto opened = open_.find(uri);
  if (opened == open_.end()) return std::optional<Json>();
  const auto& position = parameters["position"];
  const auto at = byte_of(opened->second, position["line"].int_or(0),
                          position["character"].int_or(0));
  if (method == "textDocument/hover") {
    for (const auto& one : found_[uri]) {
      const auto* why = one.span.contains(at) ? report::explain(one.code) : nullptr;
      if (why == nullptr) continue;
      Json out = Json::object();
      out.set("contents", std::string(why->title) + ": " + std::string(why->text) + " (" +
                              std::string(why->source) + ")");
      return std::optional<Json>(std::move(out));
    }
    return hover(opened->second, at);
  }
  if (method == "textDocument/completion") {
    TRY_LET(items, completion(opened->second, at));
    return std::optional<Json>(std::move(items));
  }
  return std::optional<Json>();
}

Result<Json> LanguageServer::diagnostics(const std::string& uri) {
  const auto& text = open_.at(uri);
  TRY(desk_.refresh());
  TRY_LET(checked, desk::check_report(desk_, text.name(), text.text()));
  Json list = Json::array();
  for (const auto& one : checked.diagnostics) list.push(diagnostic_json(text, one));
  found_[uri] = std::move(checked.diagnostics);
  Json out = Json::object();
  out.set("uri", uri).set("diagnostics", std::move(list));
  return out;
}

// Codes only, and what the team calls things: never a name.
Result<std::optional<std::string>> LanguageServer::words_about(const std::string& word) {
  TRY_LET(exhibit, desk_.index().exhibit(word));
  if (exhibit) {
    auto out = exhibit->number + ": " +
               (exhibit->given_title.empty() ? exhibit->mime : exhibit->given_title);
    if (!exhibit->closed.empty()) return std::optional<std::string>(exhibit->number +
                                                                    ": not shown, " +
                                                                    exhibit->closed);
    if (!exhibit->source.empty()) out += "\nfrom " + exhibit->source;
    if (!exhibit->described_as.empty()) out += "\nprinted as: " + exhibit->described_as;
    if (exhibit->pages > 0) out += "\n" + std::to_string(exhibit->pages) + " pages";
    return std::optional<std::string>(std::move(out));
  }
  TRY_LET(source, desk_.index().source(word));
  if (!source) return std::optional<std::string>();
  return std::optional<std::string>(source->code + ": " + source->role + ", protection " +
                                    source->level);
}

Result<std::optional<Json>> LanguageServer::hover(const report::SourceText& text, std::size_t at) {
  const auto word = code_at(text.text(), at);
  if (word.empty()) return std::optional<Json>(Json());
  TRY_LET(words, words_about(word));
  if (!words) return std::optional<Json>(Json());
  Json out = Json::object();
  out.set("contents", *words);
  return std::optional<Json>(std::move(out));
}

Result<Json> LanguageServer::completion(const report::SourceText& text, std::size_t at) {
  Json out = Json::array();
  const auto& all = text.text();
  const auto place = text.place(at);
  const auto span = text.line_span(place.line);
  const auto before = std::string_view(all).substr(span.begin, at - span.begin);
  if (before.rfind("profile:", 0) == 0) {
    for (const auto& one : desk_.pack().profiles) {
      out.push(item(one.id, kind_value, one.label.in("en")));
    }
    return out;
  }
  if (before.rfind("audience:", 0) == 0) {
    for (const auto& one : report::audience_names()) out.push(item(one, kind_value, ""));
    return out;
  }
  const auto open = before.rfind("{{"), close = before.rfind("}}");
  if (open != std::string_view::npos && (close == std::string_view::npos || close < open)) {
    std::set<std::string> words{"count", "table", "list", "exhibits", "methodology"};
    for (const auto& type : desk_.pack().types) {
      words.insert(type.id + "s");
      for (const auto& property : type.properties) words.insert(property.id);
    }
    for (const auto& vocabulary : desk_.pack().vocabularies) {
      for (const auto& term : vocabulary.terms) words.insert(term.id);
    }
    for (const auto& word : words) out.push(item(word, kind_keyword, ""));
    return out;
  }
  std::size_t begin = before.size();
  while (begin > 0 && is_code_byte(before[begin - 1])) --begin;
  if (begin == 0 || before[begin - 1] != '@') return out;
  const auto scope = desk_.index().member_scope();
  TRY_LET(exhibits, desk_.index().exhibits(scope));
  for (const auto& one : exhibits.open(scope)) {
    if (one.closed.empty()) out.push(item(one.number, kind_reference, one.given_title));
  }
  TRY_LET(sources, desk_.index().sources());
  for (const auto& one : sources) out.push(item(one.code, kind_reference, one.role));
  return out;
}

}  // namespace kotobune::cli
