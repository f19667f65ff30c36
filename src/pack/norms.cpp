#include "pack/norms.h"

#include <algorithm>
#include <array>
#include <set>

#include "base/partial_date.h"
#include "pack/errors.h"
#include "pack/read.h"

namespace kotobune::pack {
namespace {

constexpr std::array<std::string_view, 4> kind_words{"treaty", "protocol", "universal", "national"};

// "9", "14.3", "14.3g", "I": digits or letters, a point, digits, a letter.
bool is_article(std::string_view id) {
  return !id.empty() && id.size() <= 12 && std::all_of(id.begin(), id.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           c == '.' || c == '-';
  });
}

void read_article(const std::string& file, const Node& node, Norm& norm, Faults& faults) {
  TableReader table(file, node, faults);
  Article out;
  out.id = table.text("id");
  if (!out.id.empty() && !is_article(out.id)) table.wrong("id", out.id, "an article such as 14.3g");
  out.label = table.labels("label");
  out.elements = table.texts_or_none("elements");
  table.finish();
  if (norm.find(out.id) != nullptr) {
    faults.add(complaint(errors::pack_name_twice, file, table.line(), {{"name", out.id}}));
  }
  norm.articles.push_back(std::move(out));
}

void read_party(const std::string& file, const Node& node, Norm& norm, Faults& faults) {
  TableReader table(file, node, faults);
  Party out;
  out.state = table.text("state");
  out.bound = table.boolean_or("bound", true);
  out.since = table.text_or("since", "");
  out.reservations = table.texts_or_none("reservations");
  const bool code = out.state.size() == 2 && out.state[0] >= 'A' && out.state[0] <= 'Z' &&
                    out.state[1] >= 'A' && out.state[1] <= 'Z';
  if (!code) table.wrong("state", out.state, "two capital letters, as of ISO 3166-1");
  if (!out.since.empty() && !PartialDate::parse(out.since)) {
    table.wrong("since", out.since, "a date, 1979-09-21");
  }
  table.finish();
  norm.parties.push_back(std::move(out));
}

}  // namespace

const Article* Norm::find(std::string_view article) const {
  const auto found = std::find_if(articles.begin(), articles.end(),
                                  [&](const Article& one) { return one.id == article; });
  return found == articles.end() ? nullptr : &*found;
}

const Article* Norm::covering(std::string_view article) const {
  if (const auto* exact = find(article)) return exact;
  const bool letter = !article.empty() && article.back() >= 'a' && article.back() <= 'z';
  if (letter && article.find('.') != std::string_view::npos) {
    return covering(article.substr(0, article.size() - 1));
  }
  const auto point = article.rfind('.');
  return point == std::string_view::npos ? nullptr : covering(article.substr(0, point));
}

const Party* Norm::party(std::string_view code) const {
  const auto found = std::find_if(parties.begin(), parties.end(),
                                  [&](const Party& one) { return one.state == code; });
  return found == parties.end() ? nullptr : &*found;
}

void read_norm(const std::string& file, const Node& root, Pack& pack, Faults& faults) {
  TableReader top(file, root, faults);
  const Node* head = top.child("norm");
  if (head == nullptr || head->kind != NodeKind::table) return top.missing("norm");
  const auto articles = top.tables_or_none("article");
  const auto parties = top.tables_or_none("party");
  top.finish();
  TableReader table(file, *head, faults);
  Norm out;
  out.file = file;
  out.line = table.line();
  out.id = table.id();
  const std::string kind = table.text("kind");
  const auto found = std::find(kind_words.begin(), kind_words.end(), kind);
  if (found == kind_words.end()) {
    table.wrong("kind", kind, "treaty, protocol, universal or national");
  } else {
    out.kind = static_cast<NormKind>(found - kind_words.begin());
  }
  out.state = table.text_or("state", "");
  out.label = table.labels("label");
  out.names = table.texts_or_none("names");
  out.source = table.text("source");
  out.checked_on = table.text("checked_on");
  const bool day = out.checked_on == "never" ||
                   (out.checked_on.size() == 10 && Instant::parse(out.checked_on));
  if (!day) table.wrong("checked_on", out.checked_on, "a day, YYYY-MM-DD, or never");
  if ((out.kind == NormKind::national) == out.state.empty()) {
    table.wrong("state", out.state, "given for national law, and for nothing else");
  }
  table.finish();
  for (const Node* one : articles) read_article(file, *one, out, faults);
  for (const Node* one : parties) read_party(file, *one, out, faults);
  // A norm read in part would let a claim rest on what does not bind.
  if (faults.reading == Reading::sealed && !table.without_fault()) return;
  pack.norms.push_back(std::move(out));
}

}  // namespace kotobune::pack
