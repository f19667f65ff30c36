// Questions about sources, and the facts the gate decides by.
#include <algorithm>

#include "index/errors.h"
#include "index/impl.h"

namespace kotobune::index {

namespace {

using disclosure::ConsentState;

// Below this a word is in every text; no person is found by it.
constexpr std::size_t shortest_scanned = 2;  // bytes: one Han character is a name

int strictness(ConsentState state) {
  switch (state) {
    case ConsentState::withdrawn: return 4;
    case ConsentState::no: return 3;
    case ConsentState::ask: return 2;
    case ConsentState::unknown: return 1;
    case ConsentState::yes: return 0;
  }
  return 4;
}

Error no_source(std::string_view code) {
  return Error(errors::no_such_source, {{"code", std::string(code)}});
}

}  // namespace

Result<std::vector<SourceRow>> Index::sources(const Reader& reader) {
  TRY(impl_->admit(reader));
  TRY_LET(book, impl_->facts());
  std::vector<SourceRow> out;
  for (const auto& [entity, source] : book->sources()) {
    if (impl_->readable(source.compartment)) out.push_back(source.row);
  }
  std::sort(out.begin(), out.end(), [](const SourceRow& left, const SourceRow& right) {
    return std::tie(left.code, left.entity) < std::tie(right.code, right.entity);
  });
  return out;
}

Result<SourceRow> Index::source(const Reader& reader, std::string_view code) {
  TRY(impl_->admit(reader));
  TRY_LET(book, impl_->facts());
  const SourceFacts* found = book->by_code(code);
  if (found == nullptr || !impl_->readable(found->compartment)) return no_source(code);
  return found->row;
}

Result<std::vector<PurposeNow>> Index::consents_of(const Reader& reader, std::string_view code) {
  TRY_LET(row, source(reader, code));
  TRY_LET(book, impl_->facts());
  std::vector<PurposeNow> out;
  for (int number = 1; number <= 14; ++number) {
    PurposeNow now;
    now.purpose = static_cast<disclosure::Purpose>(number);
    for (const auto& consent : book->consents()) {
      const auto* said = consent.source == row.code ? consent.find(now.purpose) : nullptr;
      if (said == nullptr) continue;
      if (now.recorded && strictness(said->state) <= strictness(now.state)) continue;
      now = {now.purpose, true, said->state, said->identity, said->modalities,
             book->expiry_of(consent.record_id), consent.record_id, consent.all_items};
    }
    out.push_back(std::move(now));
  }
  return out;
}

Result<std::vector<ConsentPaper>> Index::consent_papers(const Reader& reader,
                                                        std::string_view code) {
  TRY_LET(row, source(reader, code));
  std::vector<ConsentPaper> out;
  TRY(impl_->sql.each("SELECT c.id, c.body, r.person, r.ms, c.current FROM consent c "
                      "JOIN record r ON r.id = c.id WHERE c.source = ?1 AND readable(c.comp) "
                      "ORDER BY c.t, c.id",
                      [&](db::Statement& found) {
                        auto body = parse_json(found.text(1));
                        out.push_back({text(found, 0), body.ok() ? std::move(*body) : Json(),
                                       text(found, 2), found.integer(3), found.integer(4) != 0});
                      },
                      row.entity));
  return out;
}

Result<std::map<std::string, std::int64_t>> Index::statements_by_informant(const Reader& reader) {
  TRY(impl_->admit(reader));
  std::map<std::string, std::int64_t> out;
  TRY(impl_->sql.each("SELECT informant, count(*) FROM assertion WHERE informant <> '' AND current "
                      "AND readable(comp) GROUP BY informant",
                      [&](db::Statement& row) { out[text(row, 0)] = row.integer(1); }));
  return out;
}

Result<std::vector<std::string>> Index::records_of_informant(const Reader& reader,
                                                             std::string_view informant) {
  TRY(impl_->admit(reader));
  std::vector<std::string> out;
  TRY(impl_->sql.each("SELECT DISTINCT r.id FROM assertion a JOIN record r ON r.rid = a.rid "
                      "WHERE a.informant = ?1 AND readable(a.comp) ORDER BY r.id",
                      [&](db::Statement& row) { out.push_back(text(row, 0)); }, informant));
  return out;
}

Result<std::vector<RestrictionRow>> Index::restrictions(const Reader& reader) {
  TRY(impl_->admit(reader));
  std::vector<RestrictionRow> out;
  TRY(impl_->sql.each(
      "SELECT x.id, x.rule, x.giver, x.until, x.items, x.allowed, x.comp, r.person, r.ms "
      "FROM restriction x JOIN record r ON r.id = x.id WHERE x.current AND readable(x.comp) "
      "ORDER BY r.t, x.id",
      [&](db::Statement& row) {
        RestrictionRow one;
        one.id = text(row, 0);
        one.rule = text(row, 1);
        one.from = text(row, 2);
        one.until = text(row, 3);
        const auto items = parse_json(row.text(4)), allowed = parse_json(row.text(5));
        one.all_items = items.ok() && items->str() == "all";
        if (items.ok()) {
          for (const auto& item : items->items()) one.exhibits.push_back(item.str());
        }
        if (allowed.ok()) {
          for (const auto& use : allowed->items()) one.allowed.push_back(use.str());
        }
        one.compartment = impl_->compartments[static_cast<std::size_t>(row.integer(6))];
        one.by = text(row, 7);
        one.at_ms = row.integer(8);
        out.push_back(std::move(one));
      }));
  return out;
}

Result<std::vector<disclosure::Facts>> Index::facts_of_exhibit(const Reader& reader,
                                                               std::string_view id) {
  TRY_LET(book, impl_->facts());
  return book->facts_of_exhibit(reader, id);
}

Result<disclosure::Facts> Index::facts_of_source(const Reader& reader, std::string_view code) {
  TRY_LET(book, impl_->facts());
  const SourceFacts* found = book->by_code(code);
  if (found == nullptr) return no_source(code);
  return book->facts_of_source(reader, *found);
}

Result<std::vector<ProtectedName>> Index::protected_names() {
  TRY_LET(book, impl_->facts());
  std::vector<ProtectedName> out;
  // Superseded spellings too: a name once recorded can stand in an old text. Whatever else is kept
  // in a closed circle as words (a number, an address) finds a person as surely as a name.
  TRY(impl_->sql.each(
      "SELECT DISTINCT a.entity, a.value, a.property FROM assertion a "
      "JOIN compartment c ON c.nr = a.comp WHERE c.name <> 'main' AND c.name <> 'case' "
      "ORDER BY a.property NOT IN ('name', 'alias'), a.entity, a.value, a.property",
      [&](db::Statement& row) {
        const auto value = parse_json(row.text(1));
        if (!value.ok()) return;
        const auto* source = book->by_entity(row.text(0));
        const Json& name = value->find("name") != nullptr ? (*value)["name"] : (*value)["text"];
        if (name.str().size() < shortest_scanned) return;
        out.push_back({text(row, 0), source == nullptr ? "" : source->row.code, name.str(),
                       (*value)["lang"].str(), (*value)["script"].str(), text(row, 2)});
      }));
  return out;
}

}  // namespace kotobune::index
