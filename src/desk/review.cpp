#include "desk/review.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "desk/errors.h"
#include "desk/people.h"
#include "index/errors.h"

namespace kotobune::desk {

namespace {

constexpr const char* words[] = {"none", "open", "agreed", "doubted", "rejected"};

std::string record_of(const std::string& id) { return id.substr(0, id.find('/')); }

// Sources and exhibits are put down by sealing and sheets; what is stated about them is reviewed
// where somebody asks for it.
bool reviewed_unasked(const std::string& type) { return type != "source" && type != "exhibit"; }

Status fill_statement(Desk& desk, const std::string& entity, QueueItem& item) {
  TRY_LET(view, desk.index().entity(entity));
  if (!view) return {};
  item.kind = "statement";
  item.entity = entity;
  item.type = view->type;
  item.label = view->label;
  for (const auto& value : view->values) {
    if (value.assertion != item.id) continue;
    const auto* known = desk.pack().find_property(view->type, value.property);
    item.property = known ? known->label.in("en") : value.property;
    item.shown = value.shown;
    if (const auto target = value.value["entity"].str(); !target.empty()) {
      TRY_LET(other, desk.index().entity(target));
      if (other) item.shown = other->label;
    }
  }
  return {};
}

// Titles of texts and disclosures; the number of an exhibit.
Status fill_record(Desk& desk, const index::RecordMark& mark, QueueItem& item) {
  item.kind = mark.kind;
  if (mark.kind == "exhibit") {
    TRY_LET(row, desk.index().exhibit(mark.id));
    if (row) item.label = row->number + "  " + row->title;
  } else if (mark.kind == "draft") {
    TRY_LET(rows, desk.index().drafts());
    for (const auto& row : rows) {
      if (row.id == mark.id) item.label = row.title;
    }
  } else if (mark.kind == "disclosure") {
    TRY_LET(rows, desk.index().disclosures());
    for (const auto& row : rows) {
      if (row.id == mark.id) item.label = row.title + " - " + row.recipients;
    }
  }
  return {};
}

// Which entity a statement is about.
Result<std::map<std::string, index::StatementMark>> marks_of(Desk& desk,
                                                            const std::set<std::string>& ids) {
  std::map<std::string, index::StatementMark> out;
  if (ids.empty()) return out;
  TRY(desk.index().raw().each_statement(desk.index().reader(), [&](const auto& mark) {
    if (ids.count(mark.assertion)) out.emplace(mark.assertion, mark);
    return out.size() < ids.size();
  }));
  return out;
}

Result<std::vector<std::string>> resolved(Desk& desk, const std::vector<std::string>& ids) {
  std::vector<std::string> out;
  std::set<std::string> statements;
  for (const auto& typed : ids) {
    std::string id = typed;
    if (!is_record_id(record_of(typed))) {
      TRY_LET(exhibit, desk.index().exhibit(typed));
      if (!exhibit) return Error(errors::nothing_to_review, {{"id", typed}});
      id = exhibit->id;
    }
    TRY_LET(author, author_of(desk, id));
    if (author.empty()) return Error(errors::nothing_to_review, {{"id", typed}});
    if (id.find('/') != std::string::npos) statements.insert(id);
    out.push_back(std::move(id));
  }
  TRY_LET(marks, marks_of(desk, statements));
  for (const auto& id : statements) {
    if (!marks.count(id)) return Error(errors::nothing_to_review, {{"id", id}});
  }
  return out;
}

// A review lies where the thing lies: who may not read it must not learn that it was doubted.
Result<vault::NewRecord> review_of(Desk& desk, const std::string& id, ReviewState state,
                                   const std::string& why) {
  TRY_LET(mark, desk.index().raw().record_mark(desk.index().reader(), record_of(id)));
  Json body = Json::object();
  body.set("of", Json(Json::Array{Json(id)})).set("state", words[static_cast<int>(state)]);
  if (!why.empty()) body.set("why", why);
  return vault::NewRecord{"review", mark->compartment, std::move(body), {}, {}};
}

bool knows_person(Desk& desk, const std::string& person) {
  const auto all = people(desk);
  return std::any_of(all.begin(), all.end(),
                     [&](const auto& one) { return one.code == person && one.active; });
}

bool wanted(const QueueItem& item, const QueueFilter& filter) {
  if (item.kind.empty() || (item.kind == "statement" && item.shown.empty())) return false;
  if (!filter.to.empty() && item.opinion.to != filter.to) return false;
  const bool settled =
      item.opinion.state == ReviewState::agreed || item.opinion.state == ReviewState::rejected;
  return filter.settled || !settled || !item.opinion.to.empty();
}

}  // namespace

const char* word(ReviewState state) { return words[static_cast<int>(state)]; }

std::optional<ReviewState> parse_review_state(std::string_view typed) {
  for (std::size_t i = 0; i < std::size(words); ++i) {
    if (typed == words[i]) return static_cast<ReviewState>(i);
  }
  return std::nullopt;
}

Result<Reviews> Reviews::read(Desk& desk) {
  TRY_LET(rows, desk.index().raw().others(desk.index().reader(), "review"));
  Reviews out;
  for (const auto& row : rows) {
    // A state of a newer program is taken for a doubt: it may be one.
    Opinion one{parse_review_state(row.body["state"].str()).value_or(ReviewState::doubted), row.by,
                row.body["why"].str(), row.body["to"].str(), row.at_ms};
    for (const auto& of : row.body["of"].items()) out.said_[of.str()].push_back(one);
  }
  return out;
}

Opinion Reviews::of(const std::string& id, const std::string& author) const {
  Opinion out;
  const auto found = said_.find(id);
  if (found == said_.end()) return out;
  std::map<std::string, Opinion> last;  // by reviewer
  std::map<std::string, Opinion> asked; // by who was asked
  for (const auto& one : found->second) {
    if (one.state == ReviewState::asked) {
      asked[one.to] = one;
    } else if (one.by != author) {
      last[one.by] = one;
      asked.erase(one.by);
      asked.erase("");  // asked of nobody in particular: anybody's word answers
    }
  }
  for (const auto& [by, one] : last) {
    if (out.state == ReviewState::none || one.state > out.state) out = one;
  }
  if (asked.empty()) return out;
  if (out.state == ReviewState::none) out = asked.begin()->second;
  out.to = asked.begin()->second.to;
  return out;
}

Result<std::string> author_of(Desk& desk, const std::string& id) {
  TRY_LET(mark, desk.index().raw().record_mark(desk.index().reader(), record_of(id)));
  return mark ? mark->by : std::string();
}

Result<std::optional<QueueItem>> review_item(Desk& desk, const Reviews& reviews,
                                             const std::string& id) {
  TRY_LET(mark, desk.index().raw().record_mark(desk.index().reader(), record_of(id)));
  if (!mark) return std::optional<QueueItem>();
  QueueItem item;
  item.id = id;
  item.author = mark->by;
  item.own = mark->by == desk.vault().keystore().person;
  item.opinion = reviews.of(id, mark->by);
  if (id.find('/') == std::string::npos) {
    TRY(fill_record(desk, *mark, item));
  } else {
    TRY_LET(marks, marks_of(desk, {id}));
    if (!marks.empty()) TRY(fill_statement(desk, marks.begin()->second.entity, item));
  }
  return std::optional<QueueItem>(std::move(item));
}

Result<Queue> review_queue(Desk& desk, const QueueFilter& filter) {
  TRY_LET(reviews, Reviews::read(desk));
  Queue out;
  std::set<std::string> asked;  // somebody said something about them
  std::set<std::string> statements;
  for (const auto& [id, said] : reviews.all()) {
    asked.insert(id);
    if (id.find('/') != std::string::npos) statements.insert(id);
  }
  const auto add = [&](QueueItem item) {
    if (out.items.size() < filter.limit && wanted(item, filter))
      out.items.push_back(std::move(item));
  };
  TRY_LET(marks, marks_of(desk, statements));
  for (const auto& id : asked) {
    QueueItem item;
    item.id = id;
    const auto found = marks.find(id);
    if (id.find('/') == std::string::npos) {
      TRY_LET(one, review_item(desk, reviews, id));
      if (one) item = std::move(*one);
    } else if (found != marks.end()) {
      item.author = found->second.by;
      item.own = item.author == desk.vault().keystore().person;
      item.opinion = reviews.of(id, item.author);
      TRY(fill_statement(desk, found->second.entity, item));
    }
    add(std::move(item));
  }
  if (!filter.to.empty()) return out;  // only what she was asked: no look at the whole record
  std::vector<index::StatementMark> unseen;
  TRY(desk.index().raw().each_statement(desk.index().reader(), [&](const auto& mark) {
    if (!reviewed_unasked(mark.type) && !asked.count(mark.assertion)) return true;
    ++out.statements;
    const auto opinion = reviews.of(mark.assertion, mark.by);
    if (opinion.state == ReviewState::agreed) ++out.agreed;
    const bool room = unseen.size() + out.items.size() < filter.limit;
    if (room && !asked.count(mark.assertion)) unseen.push_back(mark);
    return true;
  }));
  for (const auto& mark : unseen) {
    QueueItem item;
    item.id = mark.assertion;
    item.author = mark.by;
    item.own = mark.by == desk.vault().keystore().person;
    TRY(fill_statement(desk, mark.entity, item));
    add(std::move(item));
  }
  // What somebody is waiting for comes first; the order within stays.
  std::stable_partition(out.items.begin(), out.items.end(),
                        [](const QueueItem& item) { return !item.opinion.to.empty(); });
  return out;
}

Status ask_review(Desk& desk, const std::vector<std::string>& ids, const std::string& to,
                  const std::string& why) {
  TRY_LET(wanted_ids, resolved(desk, ids));
  if (!to.empty() && !knows_person(desk, to))
    return Error(errors::reviewer_unknown, {{"person", to}});
  std::vector<vault::NewRecord> records;
  for (const auto& id : wanted_ids) {
    TRY_LET(author, author_of(desk, id));
    if (author == to) return Error(errors::own_review, {{"person", to}});
    TRY_LET(record, review_of(desk, id, ReviewState::asked, why));
    if (!to.empty()) record.body.set("to", to);
    records.push_back(std::move(record));
  }
  return desk.add_records(std::move(records));
}

Status review(Desk& desk, const std::vector<std::string>& ids, ReviewState state,
              const std::string& why) {
  if (trim_ascii(why).empty()) return Error(errors::reason_missing);
  ensure(state > ReviewState::asked, "a review agrees, doubts or rejects");
  TRY_LET(wanted_ids, resolved(desk, ids));
  const auto& me = desk.vault().keystore().person;
  std::vector<vault::NewRecord> records;
  for (const auto& id : wanted_ids) {
    TRY_LET(author, author_of(desk, id));
    if (author == me) return Error(errors::own_review, {{"person", me}});
    TRY_LET(record, review_of(desk, id, state, why));
    records.push_back(std::move(record));
  }
  return desk.add_records(std::move(records));
}

}  // namespace kotobune::desk
