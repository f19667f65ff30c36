#include "index/reading.h"

#include <algorithm>

#include "base/json.h"

namespace kotobune::index {

namespace {

constexpr std::string_view columns =
    "SELECT a.entity, r.id || '/' || a.n, a.shown, a.ref, a.informant, a.bases, a.value "
    "FROM assertion a JOIN record r ON r.rid = a.rid ";

}  // namespace

Status Reading::begin() {
  TRY(sql_.each("SELECT a.entity, b.entity FROM same a JOIN same b ON b.id = a.id "
                "WHERE a.entity < b.entity AND a.current AND readable(a.comp) "
                "ORDER BY a.entity, b.entity",
                [&](db::Statement& row) {
                  const auto left = root_of(text(row, 0)), right = root_of(text(row, 1));
                  if (left != right) same_[std::max(left, right)] = std::min(left, right);
                }));
  // The last word of a reviewer on each counts.
  return sql_.each(
      "SELECT body FROM other WHERE kind = 'review' AND current AND readable(comp) ORDER BY t, id",
      [&](db::Statement& row) {
        const auto body = parse_json(text(row, 0));
        if (!body.ok()) return;
        for (const auto& of : (*body)["of"].items()) {
          if ((*body)["state"].str() == "rejected") {
            rejected_.insert(of.str());
          } else {
            rejected_.erase(of.str());
          }
        }
      });
}

std::string Reading::root_of(std::string id) const {
  for (auto up = same_.find(id); up != same_.end(); up = same_.find(id)) id = up->second;
  return id;
}

bool Reading::is_closed(const std::string& informant) {
  if (informant.empty() || !closed_) return false;
  const auto known = closed_of_.find(informant);
  if (known != closed_of_.end()) return known->second;
  return closed_of_[informant] = closed_(informant);
}

bool Reading::take(db::Statement& row, Said& out) {
  out.assertion = text(row, 1);
  if (rejected_.count(out.assertion) > 0) return false;
  out.informant = text(row, 4);
  if (is_closed(out.informant) || hidden_(text(row, 0))) {
    left_out_.insert(out.assertion);
    return false;
  }
  out.entity = root_of(text(row, 0));
  out.shown = text(row, 2);
  out.ref = text(row, 3);
  if (!out.ref.empty()) out.ref = root_of(out.ref);
  out.bases = text(row, 5);
  out.value = text(row, 6);
  return true;
}

Result<const Reading::Loaded*> Reading::load(const Step& step) {
  const auto key = (step.inverse ? "<" : ">") + step.type + "/" + step.property;
  const auto found = loaded_.find(key);
  if (found != loaded_.end()) return &found->second;
  auto& out = loaded_[key];
  const auto put = [&](db::Statement& row) {
    Said one;
    if (take(row, one)) out.all.push_back(std::move(one));
  };
  const auto where = std::string(columns) +
                     "WHERE a.property = ?1 AND a.current AND readable(a.comp)" +
                     (step.type.empty() ? "" : " AND a.type = ?2") +
                     " ORDER BY a.entity, a.shown, a.ref, r.id, a.n";
  if (step.type.empty()) {
    TRY(sql_.each(where, put, step.property));
  } else {
    TRY(sql_.each(where, put, step.property, step.type));
  }
  for (const auto& one : out.all) {
    if (step.inverse && one.ref.empty()) continue;
    out.from[step.inverse ? one.ref : one.entity].push_back(&one);
  }
  return &out;
}

Result<const std::vector<const Said*>*> Reading::step(const Step& step, const std::string& entity) {
  TRY_LET(loaded, load(step));
  const auto found = loaded->from.find(entity);
  return found == loaded->from.end() ? nullptr : &found->second;
}

Result<std::vector<std::string>> Reading::entities(const std::string& type) {
  std::vector<std::string> out;
  TRY(all_of_type(type, [&](const Said& one) {
    if (out.empty() || out.back() != one.entity) out.push_back(one.entity);
  }));
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

Status Reading::all_of_type(const std::string& type,
                            const std::function<void(const Said&)>& sink) {
  const auto query = std::string(columns) +
                     "WHERE a.type = ?1 AND a.current AND readable(a.comp) "
                     "ORDER BY a.entity, a.property, r.id, a.n";
  return sql_.each(query,
                   [&](db::Statement& row) {
                     Said one;
                     if (take(row, one)) sink(one);
                   },
                   type);
}

Result<std::string> Reading::label_of(const std::string& entity) {
  TRY_LET(label, whole_label_of(entity));
  return std::move(label.shown);
}

Result<Reading::Label> Reading::whole_label_of(const std::string& entity) {
  if (!labels_loaded_) {
    TRY(sql_.each("SELECT a.entity, a.shown, a.informant, r.id || '/' || a.n, "
                  "a.type, a.property FROM assertion a JOIN record r ON r.rid = a.rid "
                  "WHERE a.property IN ('code', 'title', 'name') AND a.current "
                  "AND readable(a.comp) AND a.shown <> '' "
                  "ORDER BY a.entity, a.property = 'name', a.property = 'title', a.shown",
                  [&](db::Statement& row) {
                    // A label is a value like the others: what she took back does not come in
                    // by the title.
                    if (rejected_.count(text(row, 3)) > 0 || is_closed(text(row, 2))) return;
                    if (hidden_(text(row, 0))) return;
                    labels_.emplace(root_of(text(row, 0)),
                                    Label{text(row, 1), text(row, 4), text(row, 5)});
                  }));
    labels_loaded_ = true;
  }
  const auto found = labels_.find(entity);
  return found == labels_.end() ? Label{entity, "", ""} : found->second;
}

}  // namespace kotobune::index
