#include "desk/receipt.h"

#include <algorithm>
#include <array>
#include <set>

#include "base/text.h"
#include "desk/errors.h"
#include "desk/material.h"

namespace kotobune::desk {

namespace {

using disclosure::ConsentState;
using disclosure::Identity;

struct Words {
  std::string_view key;
  std::array<std::string_view, 4> in;  // en, ja, my, th
};
constexpr Words all_words[] = {
#define RECEIPT(key, en, ja, my, th) {#key, {en, ja, my, th}},
#include "desk/receipt_words.def"
#undef RECEIPT
};
constexpr std::string_view languages[] = {"en", "ja", "my", "th"};
constexpr std::size_t digits_of_code = 8;
constexpr int tries = 50;

std::string_view say(std::string_view language, std::string_view key) {
  std::size_t at = 0;
  while (at + 1 < std::size(languages) && languages[at] != language) ++at;
  if (languages[at] != language) at = 0;
  for (const auto& words : all_words) {
    if (words.key == key) return words.in[at];
  }
  return key;
}

std::string only_digits(std::string_view typed) {
  std::string out;
  for (const char c : typed) {
    if (c >= '0' && c <= '9') out += c;
  }
  return out;
}

// The receipts of this case, by digits.
Result<std::map<std::string, std::string>> receipts_of(Desk& desk) {
  std::map<std::string, std::string> out;
  TRY_LET(sources, desk.index().sources());
  for (const auto& source : sources) {
    TRY_LET(view, desk.index().raw().entity(desk.index().reader(), source.id));
    for (const auto& value : view.values) {
      if (value.current && value.property == "receipt") {
        out[only_digits(value.value["text"].str())] = source.code;
      }
    }
  }
  return out;
}

// Dice and nothing else: no date, no office, no order in which people came.
Result<std::string> new_code(Desk& desk, const std::map<std::string, std::string>& taken) {
  for (int i = 0; i < tries; ++i) {
    Bytes dice(digits_of_code);
    desk.vault().world().random.fill(dice);
    std::string digits;
    bool fair = true;
    for (const auto byte : dice) {
      const auto one = static_cast<unsigned>(byte);
      fair = fair && one < 250;  // so that each digit is as likely as another
      digits += static_cast<char>('0' + one % 10);
    }
    if (fair && !taken.count(digits)) return digits.substr(0, 4) + " " + digits.substr(4);
  }
  return Error(errors::receipt_unknown);
}

Result<std::string> code_of(Desk& desk, const SourceRow& source) {
  TRY_LET(known, receipts_of(desk));
  for (const auto& [digits, code] : known) {
    if (code == source.code && digits.size() == digits_of_code) {
      return digits.substr(0, 4) + " " + digits.substr(4);
    }
  }
  TRY_LET(code, new_code(desk, known));
  Json text = Json::object();
  text.set("text", code);
  NewAssertion said;
  said.entity = source.id;
  said.type = "source";
  said.values.push_back({"receipt", std::move(text), {}, ""});
  TRY(desk.assert_values(said));
  return code;
}

report::DocumentBlock block(report::DocumentBlockKind kind, std::string text, int level = 0) {
  report::DocumentBlock out;
  out.kind = kind;
  out.level = level;
  report::Run run;
  run.text = std::move(text);
  out.runs.push_back(std::move(run));
  return out;
}

report::DocumentBlock item(std::string text) {
  auto out = block(report::DocumentBlockKind::paragraph, std::move(text));
  out.list_depth = 1;
  out.item_start = true;
  return out;
}

std::string use_line(std::string_view language, const index::PurposeNow& now) {
  std::string out(receipt_use(language, now.purpose));
  if (now.state == ConsentState::yes && now.identity > Identity::none) {
    out += " - " + std::string(say(language, disclosure::word_of(now.identity)));
  }
  if (now.state == ConsentState::yes && !now.expires.empty()) {
    out += " - " + std::string(say(language, "until")) + " " + now.expires;
  }
  return out;
}

void add_uses(report::Document& document, std::string_view language, std::string_view heading,
              const std::vector<index::PurposeNow>& uses, const std::vector<ConsentState>& states) {
  bool any = false;
  for (const auto& now : uses) {
    if (!now.recorded || std::count(states.begin(), states.end(), now.state) == 0) continue;
    if (!any) {
      document.blocks.push_back(block(report::DocumentBlockKind::heading,
                                      std::string(say(language, heading)), 2));
    }
    any = true;
    document.blocks.push_back(item(use_line(language, now)));
  }
}

Result<SourceRow> row_of(Desk& desk, const std::string& code) {
  TRY_LET(row, desk.index().source(code));
  if (!row) return Error(errors::source_unknown, {{"code", code}});
  return std::move(*row);
}

Status may_carry(const SourceRow& source, const ReceiptOptions& options) {
  if (source.level == "S4" && !options.although_sealed) {
    return Error(errors::receipt_endangers, {{"code", source.code}});
  }
  return {};
}

report::Document paper(std::string_view language, const std::string& code) {
  report::Document out;
  out.title = std::string(say(language, "number")) + " " + code;
  out.language = std::string(language);
  return out;
}

void add_way_back(report::Document& document, const ReceiptOptions& options) {
  document.blocks.push_back(block(report::DocumentBlockKind::paragraph,
                                  std::string(say(options.language, "change"))));
  if (options.call.empty()) return;
  document.blocks.push_back(block(report::DocumentBlockKind::paragraph,
                                  std::string(say(options.language, "call")) + ": " +
                                      options.call));
}

// The last look at it: no name in any script, no code, no title of the case.
Result<Receipt> finish(Desk& desk, const std::string& code, report::Document document) {
  std::string text = document.title;
  for (const auto& one : document.blocks) text += "\n" + report::plain_text(one.runs);
  TRY_LET(material, CaseMaterial::make(desk));
  const auto& title = desk.vault().constitution().title;
  bool tells = !material->scan_names(text).empty();
  tells = tells || (!title.empty() && text.find(title) != std::string::npos);
  for (const auto& source : material->source_codes()) {
    tells = tells || text.find(source) != std::string::npos;
  }
  if (tells) return Error(errors::receipt_tells);
  const auto scope = desk.index().member_scope();
  return Receipt{code, disclosure::Gate(scope).nothing_personal(std::move(document)), scope};
}

}  // namespace

std::string_view receipt_use(std::string_view language, disclosure::Purpose purpose) {
  return say(language, disclosure::code_of(purpose));
}

Result<Receipt> make_receipt(Desk& desk, const std::string& source,
                             const ReceiptOptions& options) {
  TRY_LET(row, row_of(desk, source));
  TRY(may_carry(row, options));
  TRY_LET(uses, desk.index().raw().consents_of(desk.index().reader(), source));
  TRY_LET(code, code_of(desk, row));
  auto document = paper(options.language, code);
  add_uses(document, options.language, "yes", uses, {ConsentState::yes});
  add_uses(document, options.language, "ask", uses, {ConsentState::ask});
  add_uses(document, options.language, "no", uses, {ConsentState::no, ConsentState::withdrawn});
  add_way_back(document, options);
  return finish(desk, code, std::move(document));
}

Result<std::string> source_of_receipt(Desk& desk, const std::string& typed) {
  TRY_LET(row, desk.index().source(typed));
  if (row) return row->code;
  const auto digits = only_digits(typed);
  if (digits.size() != digits_of_code) return Error(errors::receipt_unknown);
  TRY_LET(known, receipts_of(desk));
  const auto found = known.find(digits);
  if (found == known.end()) return Error(errors::receipt_unknown);
  return found->second;
}

namespace {

// Ids that mean her or her material, as disclosures name them.
Result<std::set<std::string>> ids_of(Desk& desk, const SourceRow& source) {
  auto& index = desk.index();
  std::set<std::string> out{source.id};
  TRY_LET(rows, index.raw().exhibits(index.reader()));
  for (const auto& row : rows) {
    if (!std::count(row.sources.begin(), row.sources.end(), source.code)) continue;
    out.insert(row.id);
    TRY_LET(fragments, index.raw().fragments(index.reader(), row.id));
    for (const auto& fragment : fragments) out.insert(fragment.id);
  }
  TRY_LET(said, index.raw().records_of_informant(index.reader(), source.id));
  out.insert(said.begin(), said.end());
  return out;
}

std::string record_part(const std::string& id) { return id.substr(0, id.find('/')); }

// The most that is seen of her in it; nothing where it does not rest on her.
std::optional<Identity> seen_in(const Json& body, const std::set<std::string>& hers) {
  std::optional<Identity> out;
  for (const auto& item : body["depends"].items()) {
    if (!hers.count(record_part(item["id"].str()))) continue;
    const auto identity =
        disclosure::parse_identity(item["identity"].str()).value_or(Identity::none);
    out = std::max(out.value_or(Identity::none), identity);
  }
  return out;
}

bool rests_on(const Json& ask, const std::string& disclosure, const std::set<std::string>& hers) {
  if (ask["of"].str() == disclosure) return true;
  if (!ask["of"].str().empty()) return false;
  for (const auto& id : ask["rests_on"].items()) {
    if (hers.count(record_part(id.str()))) return true;
  }
  return false;
}

}  // namespace

Result<std::vector<Became>> what_became(Desk& desk, const std::string& source) {
  auto& index = desk.index();
  TRY_LET(row, row_of(desk, source));
  TRY_LET(hers, ids_of(desk, row));
  TRY_LET(disclosures, index.raw().disclosures(index.reader()));
  TRY_LET(asks, index.raw().others(index.reader(), "ask"));
  std::vector<Became> out;
  for (const auto& one : disclosures) {
    const auto seen = seen_in(one.body, hers);
    if (!seen) continue;
    Became became;
    became.disclosure = one.id;
    became.day = Instant{one.at_ms}.iso_date();
    became.purpose = one.purpose;
    became.recipients = one.body["recipients"].str();
    became.title = one.body["title"].str();
    became.identity = disclosure::word_of(*seen);
    became.recalled = !one.recalls.empty();
    for (const auto& ask : asks) {
      if (!rests_on(ask.body, one.id, hers)) continue;
      became.followed.push_back({ask.body["to"].str(), ask.body["due"].str(),
                                 ask.body["text"].str(), ask.body["state"].str()});
    }
    out.push_back(std::move(became));
  }
  return out;
}

Result<Receipt> became_paper(Desk& desk, const std::string& source,
                             const ReceiptOptions& options) {
  TRY_LET(row, row_of(desk, source));
  TRY(may_carry(row, options));
  TRY_LET(became, what_became(desk, source));
  TRY_LET(code, code_of(desk, row));
  const auto& in = options.language;
  auto document = paper(in, code);
  document.blocks.push_back(block(report::DocumentBlockKind::heading,
                                  std::string(say(in, "became")), 2));
  if (became.empty()) document.blocks.push_back(item(std::string(say(in, "nothing"))));
  for (const auto& one : became) {
    const auto purpose = disclosure::parse_purpose(one.purpose);
    std::string line = one.day + " - ";
    line += purpose ? receipt_use(in, *purpose) : std::string_view(one.purpose);
    const auto identity = disclosure::parse_identity(one.identity);
    if (identity && *identity > Identity::none) line += " - " + std::string(say(in, one.identity));
    if (one.recalled) line += " - " + std::string(say(in, "recalled"));
    document.blocks.push_back(item(std::move(line)));
    for (const auto& ask : one.followed) {
      std::string then = std::string(say(in, "followed")) + ": " + ask.text;
      if (!ask.due.empty()) then += " (" + ask.due + ")";
      auto inner = item(std::move(then));
      inner.list_depth = 2;
      document.blocks.push_back(std::move(inner));
    }
  }
  add_way_back(document, options);
  return finish(desk, code, std::move(document));
}

}  // namespace kotobune::desk
