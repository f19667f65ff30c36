// Four eyes, as the compiler asks for them (report/material.h).
#include "base/encode.h"
#include "crypt/digest.h"
#include "desk/material.h"
#include "desk/review.h"

namespace kotobune::desk {

Status CaseMaterial::load_reviews() const {
  if (eyes_) return {};
  Eyes eyes;
  TRY_LET(reviews, Reviews::read(desk_));
  const auto weigh = [&](const std::string& exhibit, ReviewState state) {
    auto& [agreed, doubted] = eyes.exhibits[exhibit];
    agreed = agreed || state == ReviewState::agreed;
    doubted = doubted || state == ReviewState::doubted || state == ReviewState::rejected;
  };
  std::map<std::string, std::vector<index::StatementMark>> by_entity;
  TRY(desk_.index().raw().each_statement(desk_.index().reader(), [&](const auto& mark) {
    if (reviews.has(mark.assertion)) by_entity[mark.entity].push_back(mark);
    return true;
  }));
  for (const auto& [entity, marks] : by_entity) {
    TRY_LET(view, desk_.index().entity(entity));
    for (const auto& mark : marks) {
      const auto state = reviews.of(mark.assertion, mark.by).state;
      if (state == ReviewState::agreed) eyes.agreed.insert(mark.assertion);
      if (!view) continue;
      for (const auto& value : view->values) {
        if (value.assertion != mark.assertion) continue;
        for (const auto& basis : value.bases) weigh(basis, state);
      }
      weigh(entity, state);  // where the statement is about an exhibit
    }
  }
  for (const auto& [number, row] : exhibits_) {
    if (!reviews.has(row.id)) continue;
    TRY_LET(author, author_of(desk_, row.id));
    weigh(row.id, reviews.of(row.id, author).state);
  }
  TRY_LET(drafts, desk_.index().drafts());
  for (const auto& draft : drafts) {
    TRY_LET(versions, desk_.index().raw().draft_versions(desk_.index().reader(), draft.draft));
    for (const auto& version : versions) {
      if (!reviews.has(version.id)) continue;
      TRY_LET(author, author_of(desk_, version.id));
      const auto opinion = reviews.of(version.id, author);
      if (opinion.state == ReviewState::agreed) eyes.texts[version.sha256] = opinion.by;
    }
  }
  eyes_ = std::move(eyes);
  return {};
}

bool CaseMaterial::exhibit_reviewed(const report::ExhibitView& exhibit) const {
  if (!load_reviews().ok()) return false;
  const auto found = eyes_->exhibits.find(exhibit.id);
  return found != eyes_->exhibits.end() && found->second.first && !found->second.second;
}

std::size_t CaseMaterial::count_unreviewed(const std::set<std::string>& assertions) const {
  if (!load_reviews().ok()) return assertions.size();
  std::size_t open = 0;
  for (const auto& one : assertions) open += eyes_->agreed.count(one) == 0 ? 1 : 0;
  return open;
}

std::string CaseMaterial::approver_of(std::string_view source_text) const {
  if (!load_reviews().ok()) return "";
  const auto found = eyes_->texts.find(hex(ByteView(crypt::sha256(as_bytes(source_text)))));
  return found == eyes_->texts.end() ? std::string() : found->second;
}

}  // namespace kotobune::desk
