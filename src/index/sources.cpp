// Questions about sources, and the facts the gate decides by.
#include <algorithm>

#include "index/errors.h"
#include "index/impl.h"

namespace kotobune::index {

namespace {

using disclosure::ConsentState;

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
  // Superseded spellings too: a name once recorded can stand in an old text.
  TRY(impl_->sql.each(
      "SELECT DISTINCT a.entity, a.value FROM assertion a JOIN compartment c ON c.nr = a.comp "
      "WHERE c.name <> 'main' AND c.name <> 'case' AND a.property IN ('name', 'alias') "
      "ORDER BY a.entity, a.value",
      [&](db::Statement& row) {
        const auto value = parse_json(row.text(1));
        if (!value.ok()) return;
        const auto* source = book->by_entity(row.text(0));
        const Json& name = value->find("name") != nullptr ? (*value)["name"] : (*value)["text"];
        if (name.str().empty()) return;
        out.push_back({text(row, 0), source == nullptr ? "" : source->row.code, name.str(),
                       (*value)["lang"].str(), (*value)["script"].str()});
      }));
  return out;
}

}  // namespace kotobune::index
