// One record, its rows: which member of a body goes where (docs/format.md section 4.4).
#include <limits>

#include "base/encode.h"
#include "base/text.h"
#include "index/projector.h"

namespace kotobune::index {
namespace {

// A name that is not UTF-8 stands as base64 under <key>_b64.
std::string name_in(const Json& body, const std::string& key) {
  const auto* encoded = body.find(key + "_b64");
  if (encoded == nullptr) return body[key].str();
  const auto bytes = parse_base64_unpadded(encoded->str());
  if (bytes) return to_string(*bytes);
  const auto padded = parse_base64(encoded->str());
  return padded ? to_string(*padded) : std::string();
}

std::string listed(const Json& value) { return value.is_null() ? std::string() : value.dump(); }

// A word, or what stands in for one: some writers give a list or a bool where a word would do.
std::string word(const Json& value) {
  return value.is_string() || value.is_null() ? value.str() : value.dump();
}

bool given(const Json& value) {
  return value.bool_or(false) || value.str() == "yes" || value.str() == "given";
}

}  // namespace

std::string shown_value(const Json& value) {
  for (const auto* key : {"text", "name", "date", "url", "num"}) {
    if (const auto* found = value.find(key)) {
      std::string out = found->is_int() ? std::to_string(found->int_or(0)) : found->str();
      const std::string& unit = value["unit"].str();
      if (key == std::string_view("num") && !unit.empty()) out += " " + unit;
      return out;
    }
  }
  if (const auto* term = value.find("term")) {
    const auto slash = term->str().rfind('/');
    return slash == std::string::npos ? term->str() : term->str().substr(slash + 1);
  }
  if (const auto* yes = value.find("bool")) return yes->bool_or(false) ? "yes" : "no";
  if (const auto* place = value.find("place")) return (*place)["as_said"].str();
  return value.is_string() ? value.str() : std::string();
}

std::string reference_of(const Json& value) {
  if (const auto* entity = value.find("entity")) return entity->str();
  if (const auto* place = value.find("place")) return (*place)["entity"].str();
  return value["fragment"].str();
}

Status Projector::put_row(const record::Record& record, const Place& place, std::int64_t rid) {
  const std::string& kind = record.kind;
  if (kind == "assert") return put_assertions(record, place.compartment, rid);
  if (kind == "exhibit") return put_exhibit(record, place);
  if (kind == "derivative") return put_derivative(record, place.compartment);
  if (kind == "consent") return put_consent(record, place.compartment);
  if (kind == "restriction") return put_restriction(record, place.compartment);
  if (kind == "disclosure") return put_disclosure(record, place.compartment);
  if (kind == "erase") return put_erase(record, place.compartment);
  return put_small(record, place.compartment);
}

Status Projector::put_exhibit(const record::Record& record, const Place& place) {
  const Json& body = record.body;
  return sql_.run(
      "INSERT INTO exhibit(id, log, no, sha256, size, mime, title, name, path, mtime_ns, lang, "
      "batch, comp, ms) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
      record.id.str(), place.log, body["no"].int_or(0), body["sha256"].str(),
      body["size"].int_or(0), body["mime"].str(), body["title"].str(), name_in(body, "name"),
      name_in(body, "path"), body["mtime_ns"].is_string()
                                 ? parse_int(body["mtime_ns"].str()).value_or(0)
                                 : body["mtime_ns"].int_or(0),
      word(body["lang"]), word(body["batch"]), place.compartment, record.wall_ms());
}

Status Projector::put_derivative(const record::Record& record, std::int64_t compartment) {
  const Json& body = record.body;
  const std::string tool = body["tool"].str() +
      (body["tool_version"].str().empty() ? std::string() : " " + body["tool_version"].str());
  return sql_.run(
      "INSERT INTO derivative(id, exhibit, of_sha256, what, tool, sha256, size, mime, pages, "
      "unread, comp) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
      record.id.str(), body["of"].str(), body["of_sha256"].str(), body["what"].str(), tool,
      body["sha256"].str(), body["size"].int_or(0), body["mime"].str(), listed(body["pages"]),
      word(body["unread"]), compartment);
}

Status Projector::put_assertions(const record::Record& record, std::int64_t compartment,
                                 std::int64_t rid) {
  const Json& body = record.body;
  std::int64_t n = 0;
  for (const auto& one : body["a"].items()) {
    const Json& value = one["val"];
    TRY(sql_.run("INSERT INTO assertion(rid, n, entity, type, property, value, shown, ref, "
                 "informant, grade, bases, comp) "
                 "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
                 rid, n, body["e"].str(), body["type"].str(), one["p"].str(), value.dump(),
                 shown_value(value), reference_of(value), body["inf"].str(), one["grade"].str(),
                 listed(one["bases"]), compartment));
    ++n;
  }
  return {};
}

Status Projector::put_consent(const record::Record& record, std::int64_t compartment) {
  const Json& body = record.body;
  const std::string& id = record.id.str();
  TRY(sql_.run("INSERT INTO consent(id, source, items, giver, method, given, expires, minor, "
               "guardian, assent, t, body, comp) "
               "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
               id, body["src"].str(), listed(body["items"]), word(body["giver"]),
               word(body["method"]), word(body["given"]), word(body["expires"]),
               given(body["minor"]) ? 1 : 0, given(body["guardian"]) ? 1 : 0,
               given(body["assent"]) ? 1 : 0, record.t, body.dump(), compartment));
  for (const auto& [purpose, said] : body["purposes"].members()) {
    TRY(sql_.run("INSERT OR IGNORE INTO consent_purpose(id, purpose, state, identity, modality) "
                 "VALUES (?1, ?2, ?3, ?4, ?5)",
                 id, purpose, said["state"].str(), said["identity"].str(),
                 listed(said["modality"])));
  }
  return {};
}

Status Projector::put_restriction(const record::Record& record, std::int64_t compartment) {
  const Json& body = record.body;
  return sql_.run("INSERT INTO restriction(id, items, rule, until, giver, allowed, comp) "
                  "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                  record.id.str(), listed(body["items"]), word(body["rule"]), word(body["until"]),
                  word(body["from"]), listed(body["allowed"]), compartment);
}

Status Projector::put_disclosure(const record::Record& record, std::int64_t compartment) {
  const Json& body = record.body;
  const std::string& id = record.id.str();
  TRY(sql_.run("INSERT INTO disclosure(id, audience, purpose, channel, body, t, ms, comp) "
               "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
               id, word(body["audience"]), word(body["purpose"]), word(body["channel"]),
               body.dump(), record.t, record.wall_ms(), compartment));
  const auto depend = [&](const std::string& on) -> Status {
    if (on.empty()) return {};
    return sql_.run("INSERT OR IGNORE INTO disclosure_depends(on_id, id) VALUES (?1, ?2)", on, id);
  };
  for (const auto& item : body["depends"].items()) {
    TRY(depend(item["id"].str()));
    for (const auto* list : {"consent", "restriction"}) {
      for (const auto& lock : item[list].items()) TRY(depend(lock.str()));
    }
  }
  return {};
}

Status Projector::put_small(const record::Record& record, std::int64_t compartment) {
  const Json& body = record.body;
  const std::string& id = record.id.str();
  const std::string& kind = record.kind;
  if (kind == "custody") {
    return sql_.run("INSERT INTO custody(id, exhibit, act, day, giver, taker, why, t, comp) "
                    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                    id, body["ex"].str(), body["act"].str(), word(body["when"]),
                    word(body["from"]), word(body["to"]), word(body["why"]), record.t,
                    compartment);
  }
  if (kind == "fragment") {
    return sql_.run("INSERT INTO fragment(id, exhibit, ex_sha256, drv_sha256, selector, quote, "
                    "comp) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                    id, body["ex"].str(), body["ex_sha256"].str(), body["drv_sha256"].str(),
                    body["sel"].dump(), body["quote"].str(), compartment);
  }
  if (kind == "same") {
    for (const auto& entity : body["e"].items()) {
      TRY(sql_.run("INSERT OR IGNORE INTO same(id, entity, comp) VALUES (?1, ?2, ?3)", id,
                   entity.str(), compartment));
    }
    return {};
  }
  if (kind == "draft") {
    return sql_.run("INSERT INTO draft(id, draft, title, sha256, size, parent, t, comp) "
                    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                    id, body["draft"].str(), body["title"].str(), body["sha256"].str(),
                    body["size"].int_or(0), body["parent"].str(), record.t, compartment);
  }
  if (kind == "note") {
    TRY(sql_.run("INSERT INTO note(id, text, t, comp) VALUES (?1, ?2, ?3, ?4)", id,
                 body["text"].str(), record.t, compartment));
    for (const auto& about : body["about"].items()) {
      TRY(sql_.run("INSERT OR IGNORE INTO note_about(about, id) VALUES (?1, ?2)", about.str(), id));
    }
    return {};
  }
  if (kind == "ask" || kind == "waiver" || kind == "recall" || kind == "review") {
    return sql_.run("INSERT INTO other(id, kind, body, t, comp) VALUES (?1, ?2, ?3, ?4, ?5)", id,
                    kind, body.dump(), record.t, compartment);
  }
  return {};  // control records and kinds of a newer version have no rows of their own
}

}  // namespace kotobune::index
