// Of whom is it unknown what she agreed to? Old material came with no sheet; unknown is not yes, so
// it waits, and this is the list that a person works down.
#include <algorithm>
#include <set>

#include "desk/consents.h"

namespace kotobune::desk {

namespace {

constexpr int purposes_known = 14;

// The purposes that a record says are unknown, or that nothing speaks of where nothing is recorded.
void read_states(const std::vector<disclosure::Consent>& consents, ConsentTodo& out) {
  out.nothing_recorded = consents.empty();
  for (int p = 1; p <= purposes_known; ++p) {
    const auto code = "P" + std::to_string(p);
    const auto purpose = *disclosure::parse_purpose(code);
    bool unknown = consents.empty(), ask = false;
    for (const auto& consent : consents) {
      const auto* said = consent.all_items ? consent.find(purpose) : nullptr;
      if (said == nullptr) continue;
      unknown = unknown || said->state == disclosure::ConsentState::unknown;
      ask = ask || said->state == disclosure::ConsentState::ask;
    }
    if (unknown) out.unknown.push_back(code);
    if (ask) out.to_ask.push_back(code);
  }
}

struct DraftText {
  std::string title, text;
};

Result<std::vector<DraftText>> drafts_of(Desk& desk) {
  std::vector<DraftText> out;
  TRY_LET(rows, desk.index().drafts());
  for (const auto& row : rows) {
    TRY_LET(text, desk.load_draft(row.draft));
    if (text) out.push_back({row.title, std::move(*text)});
  }
  return out;
}

// A code or number that stands in a text by itself: W-1 is not W-10.
bool names(const std::string& text, const std::string& code) {
  for (auto at = text.find(code); at != std::string::npos; at = text.find(code, at + 1)) {
    const char next = at + code.size() < text.size() ? text[at + code.size()] : ' ';
    if (next < '0' || next > '9') return true;
  }
  return false;
}

ConsentTodo::Step step_of(const ConsentTodo& todo,
                          const std::vector<disclosure::Consent>& consents, bool reachable) {
  for (const auto& consent : consents) {
    const auto* recontact = consent.find(disclosure::Purpose::recontact);
    if (recontact == nullptr) continue;
    if (recontact->state == disclosure::ConsentState::no ||
        recontact->state == disclosure::ConsentState::withdrawn) {
      return ConsentTodo::Step::may_not_be_called;
    }
  }
  if (!reachable) return ConsentTodo::Step::no_way_to_her;
  return todo.minor ? ConsentTodo::Step::ask_guardian : ConsentTodo::Step::ask;
}

// Does the closed circle hold a way to her? Who may not read it is told that there is none known.
Result<bool> is_reachable(Desk& desk, const std::string& id) {
  TRY_LET(view, desk.index().raw().entity(desk.index().reader(), id));
  return std::any_of(view.values.begin(), view.values.end(), [](const auto& value) {
    return value.current && (value.property == "contact" || value.property == "safe-contact");
  });
}

}  // namespace

std::string_view words_of(ConsentTodo::Step step) {
  switch (step) {
    case ConsentTodo::Step::ask: return "ask her, in a safe way, and record the answer";
    case ConsentTodo::Step::ask_guardian:
      return "ask the child in words it understands, and the guardian, and record both answers";
    case ConsentTodo::Step::no_way_to_her:
      return "no way to reach her is known here: ask whoever brought the material";
    case ConsentTodo::Step::may_not_be_called:
      return "she does not want to be contacted: leave it in the archive, or ask whoever brought "
             "her";
  }
  return "";
}

Result<std::vector<ConsentTodo>> consent_todo(Desk& desk) {
  auto& index = desk.index();
  TRY_LET(sources, index.sources());
  TRY_LET(rows, index.raw().exhibits(index.reader()));
  TRY_LET(statements, index.raw().statements_by_informant(index.reader()));
  TRY_LET(drafts, drafts_of(desk));
  std::vector<ConsentTodo> out;
  for (const auto& source : sources) {
    TRY_LET(facts, index.facts_about_source(source.code));
    if (facts.origin != disclosure::Origin::person) continue;
    ConsentTodo todo;
    todo.code = source.code;
    todo.role = source.role;
    todo.minor = source.minor;
    TRY_LET(consents, index.consents(source.code));
    read_states(consents, todo);
    if (todo.unknown.empty() && todo.to_ask.empty()) continue;
    std::set<std::string> citing;
    for (const auto& row : rows) {
      if (!std::count(row.sources.begin(), row.sources.end(), source.code)) continue;
      ++todo.exhibits;
      todo.bytes += row.size_bytes;
      for (const auto& draft : drafts) {
        if (names(draft.text, row.number)) citing.insert(draft.title);
      }
    }
    for (const auto& draft : drafts) {
      if (names(draft.text, source.code)) citing.insert(draft.title);
    }
    todo.waiting.assign(citing.begin(), citing.end());
    if (const auto found = statements.find(source.id); found != statements.end()) {
      todo.statements = found->second;
    }
    TRY_LET(reachable, is_reachable(desk, source.id));
    todo.step = step_of(todo, consents, reachable);
    out.push_back(std::move(todo));
  }
  std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) {
    return a.exhibits + a.statements > b.exhibits + b.statements;
  });
  return out;
}

}  // namespace kotobune::desk
