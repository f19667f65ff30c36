// Reading fails closed: a word nobody knows is a no, an expiry that is no date has passed, a rule
// of a newer version locks like a court order.
#include "index/fact_book.h"

#include <algorithm>
#include <limits>

#include "base/partial_date.h"

namespace kotobune::index {

using disclosure::Level;

std::optional<disclosure::Modality> modality_of(std::string_view word) {
  std::string spaced(word);
  std::replace(spaced.begin(), spaced.end(), '-', ' ');
  if (spaced == "quote") spaced = "text quote";
  if (spaced == "document") spaced = "document copy";
  if (spaced == "medical") spaced = "medical data";
  return disclosure::parse_modality(spaced);
}

Result<FactBook> FactBook::read(Statements& sql) {
  FactBook book;
  TRY(book.read_sources(sql));
  book.spread_levels();
  TRY(book.read_exhibits(sql));
  TRY(book.read_consents(sql));
  TRY(book.read_restrictions(sql));
  return book;
}

Status FactBook::read_sources(Statements& sql) {
  // Of several current codes the smallest is hers, so that every device calls her the same.
  TRY(sql.each("SELECT entity, min(shown), comp FROM assertion WHERE property = 'code' AND current "
               "AND shown <> '' GROUP BY entity",
               [&](db::Statement& row) {
                 SourceFacts& facts = sources_[text(row, 0)];
                 facts.row.entity = text(row, 0);
                 facts.row.code = text(row, 1);
                 facts.compartment = row.integer(2);
                 entity_of_code_.emplace(facts.row.code, facts.row.entity);
               }));
  TRY(sql.each(
      "SELECT entity, property, shown FROM assertion WHERE current "
      "AND property IN ('kind', 'role', 'minor', 'sensitivity') ORDER BY entity, property, shown",
      [&](db::Statement& row) {
        const auto found = sources_.find(text(row, 0));
        if (found == sources_.end()) return;
        SourceRow& source = found->second.row;
        const auto property = row.text(1);
        if (property == "kind") source.kind = text(row, 2);
        if (property == "role") source.role_words = text(row, 2);
        if (property == "minor") source.minor = source.minor || row.text(2) == "yes";
        if (property == "sensitivity") {
          // In order of the words, so the strictest of several stays.
          source.level = disclosure::parse_level(row.text(2)).value_or(Level::s4);
        }
      }));
  return sql.each(
      "SELECT DISTINCT entity, property, ref FROM assertion WHERE current AND ref <> '' "
      "AND property LIKE '%-of' ORDER BY entity, property, ref",
      [&](db::Statement& row) {
        const std::string from = text(row, 0), kind = text(row, 1), to = text(row, 2);
        const auto source = sources_.find(from), other = sources_.find(to);
        if (source != sources_.end()) {
          source->second.row.relations.push_back(
              {kind, to, other == sources_.end() ? "" : other->second.row.code, true});
        }
        if (other != sources_.end()) {
          other->second.row.relations.push_back(
              {kind, from, source == sources_.end() ? "" : source->second.row.code, false});
        }
      });
}

// Protection inherits along relations: who drives her is looked for as she is.
void FactBook::spread_levels() {
  for (auto& [entity, facts] : sources_) facts.row.effective_level = facts.row.level;
  bool changed = true;
  while (changed) {  // ends: levels only rise, and there are five
    changed = false;
    for (auto& [entity, facts] : sources_) {
      for (const auto& relation : facts.row.relations) {
        const auto other = sources_.find(relation.other);
        if (other == sources_.end()) continue;
        if (other->second.row.effective_level > facts.row.effective_level) {
          facts.row.effective_level = other->second.row.effective_level;
          changed = true;
        }
      }
    }
  }
}

Status FactBook::read_exhibits(Statements& sql) {
  TRY(sql.each("SELECT e.id, CASE WHEN l.prefix = '' THEN '' ELSE l.prefix || '-' END || "
               "printf('%04d', e.no) FROM exhibit e JOIN log l ON l.nr = e.log",
               [&](db::Statement& row) { exhibits_[text(row, 0)].number = text(row, 1); }));
  TRY(sql.each("SELECT entity, ref, min(comp) FROM assertion WHERE property = 'source' AND current "
               "AND ref <> '' GROUP BY entity, ref ORDER BY entity, ref",
               [&](db::Statement& row) {
                 const auto found = exhibits_.find(text(row, 0));
                 if (found != exhibits_.end()) {
                   found->second.sources.emplace_back(text(row, 1), row.integer(2));
                 }
               }));
  return sql.each("SELECT entity, max(shown) FROM assertion WHERE property = 'sensitivity' "
                  "AND current GROUP BY entity",
                  [&](db::Statement& row) {
                    const auto found = exhibits_.find(text(row, 0));
                    if (found == exhibits_.end()) return;
                    found->second.level =
                        disclosure::parse_level(row.text(1)).value_or(Level::s4);
                  });
}

namespace {

void read_items(std::string_view text, bool& all, std::vector<std::string>& exhibits) {
  const auto items = parse_json(text);
  all = items.ok() && items->str() == "all";
  if (!items.ok()) return;
  for (const auto& item : items->items()) exhibits.push_back(item.str());
}

std::optional<std::int64_t> last_day(std::string_view edtf) {
  if (edtf.empty()) return std::nullopt;
  const auto date = PartialDate::parse(edtf);
  // "2028" may mean its first day; a consent is not stretched by a doubt.
  if (date && date->earliest_day()) return date->earliest_day();
  return std::numeric_limits<std::int64_t>::min();
}

disclosure::RestrictionKind rule_of(std::string_view word) {
  using disclosure::RestrictionKind;
  if (word == "court-disclosed-evidence" || word == "UR-1") {
    return RestrictionKind::court_disclosed_evidence;
  }
  if (word == "licence") return RestrictionKind::licence;
  if (word == "embargo") return RestrictionKind::embargo;
  return RestrictionKind::court_order;
}

}  // namespace

Status FactBook::read_consents(Statements& sql) {
  std::map<std::string, std::size_t> at;
  TRY(sql.each("SELECT id, source, items, expires, minor, guardian, assent FROM consent "
               "WHERE current ORDER BY id",
               [&](db::Statement& row) {
                 disclosure::Consent consent;
                 consent.record_id = text(row, 0);
                 const auto* source = by_entity(row.text(1));
                 consent.source = source == nullptr ? text(row, 1) : source->row.code;
                 read_items(row.text(2), consent.all_items, consent.exhibits);
                 expiries_[consent.record_id] = text(row, 3);
                 consent.minor = row.integer(4) != 0 || (source != nullptr && source->row.minor);
                 consent.guardian_agreed = row.integer(5) != 0;
                 consent.assent_given = row.integer(6) != 0;
                 at[consent.record_id] = consents_.size();
                 consents_of_.emplace(consent.source, consents_.size());
                 consents_.push_back(std::move(consent));
               }));
  return sql.each(
      "SELECT id, purpose, state, identity, modality FROM consent_purpose ORDER BY id, purpose",
      [&](db::Statement& row) {
        const auto found = at.find(text(row, 0));
        const auto purpose = disclosure::parse_purpose(row.text(1));
        if (found == at.end() || !purpose) return;
        auto& consent = consents_[found->second];
        disclosure::PurposeConsent said;
        said.purpose = *purpose;
        said.state =
            disclosure::parse_state(row.text(2)).value_or(disclosure::ConsentState::no);
        said.identity =
            disclosure::parse_identity(row.text(3)).value_or(disclosure::Identity::none);
        const auto modalities = parse_json(row.text(4));
        if (modalities.ok()) {
          for (const auto& one : modalities->items()) {
            if (const auto modality = modality_of(one.str())) said.modalities.push_back(*modality);
          }
        }
        said.expiry_day = last_day(expiries_[consent.record_id]);
        consent.purposes.push_back(std::move(said));
      });
}

Status FactBook::read_restrictions(Statements& sql) {
  return sql.each(
      "SELECT id, items, rule, until, allowed FROM restriction WHERE current ORDER BY id",
      [&](db::Statement& row) {
        disclosure::Restriction lock;
        lock.record_id = text(row, 0);
        read_items(row.text(1), lock.all_items, lock.exhibits);
        lock.kind = rule_of(row.text(2));
        if (!row.text(3).empty()) {
          // The other way round than consent: a lock lasts as long as its end may mean.
          const auto until = PartialDate::parse(row.text(3));
          if (until) lock.until_day = until->latest_day();
        }
        const auto allowed = parse_json(row.text(4));
        if (allowed.ok()) {
          for (const auto& one : allowed->items()) {
            if (const auto use = disclosure::parse_purpose(one.str())) lock.allowed.push_back(*use);
          }
        }
        restrictions_.push_back(std::move(lock));
      });
}

const SourceFacts* FactBook::by_entity(std::string_view entity) const {
  const auto found = sources_.find(std::string(entity));
  return found == sources_.end() ? nullptr : &found->second;
}

const SourceFacts* FactBook::by_code(std::string_view code) const {
  const auto found = entity_of_code_.find(code);
  return found == entity_of_code_.end() ? nullptr : by_entity(found->second);
}

const ExhibitFacts* FactBook::exhibit(std::string_view id) const {
  const auto found = exhibits_.find(std::string(id));
  return found == exhibits_.end() ? nullptr : &found->second;
}

const std::string& FactBook::expiry_of(std::string_view consent_id) const {
  static const std::string none;
  const auto found = expiries_.find(consent_id);
  return found == expiries_.end() ? none : found->second;
}

disclosure::Facts FactBook::base(const Reader& reader) const {
  disclosure::Facts facts;
  facts.today = reader.today;
  facts.not_held = reader.not_held;
  facts.unknown_critical_record = reader.unknown_critical;
  facts.restrictions = restrictions_;
  return facts;
}

void FactBook::add_consents(disclosure::Facts& facts) const {
  const auto [from, to] = consents_of_.equal_range(facts.source);
  for (auto one = from; one != to; ++one) facts.consents.push_back(consents_[one->second]);
}

disclosure::Facts FactBook::facts_of_source(const Reader& reader, const SourceFacts& source) const {
  disclosure::Facts facts = base(reader);
  facts.origin = source.row.kind == "public" ? disclosure::Origin::published
                                             : disclosure::Origin::person;
  facts.source = source.row.code;
  facts.level = source.row.effective_level;
  add_consents(facts);
  return facts;
}

std::vector<disclosure::Facts> FactBook::facts_of_exhibit(const Reader& reader,
                                                          std::string_view id) const {
  const ExhibitFacts* exhibit_facts = exhibit(id);
  std::vector<disclosure::Facts> out;
  if (exhibit_facts != nullptr) {
    for (const auto& [entity, compartment] : exhibit_facts->sources) {
      const SourceFacts* source = by_entity(entity);
      SourceFacts unnamed;  // a source without a code: her consents stand under the entity's id
      unnamed.row.code = entity;
      out.push_back(facts_of_source(reader, source == nullptr ? unnamed : *source));
    }
  }
  if (out.empty()) out.push_back(base(reader));  // origin unrecorded
  for (auto& facts : out) {
    facts.exhibit = std::string(id);
    if (exhibit_facts == nullptr) {
      // Text without a record: nobody knows what it is, so a lock could lie in what is missing.
      facts.not_held.push_back(std::string(id));
      continue;
    }
    facts.exhibit_number = exhibit_facts->number;
    facts.level = std::max(facts.level, exhibit_facts->level);
  }
  return out;
}

bool FactBook::visible(const Reader& reader, std::string_view exhibit_id) const {
  for (const auto& facts : facts_of_exhibit(reader, exhibit_id)) {
    if (!disclosure::decide(reader.scope, facts).allowed()) return false;
  }
  return true;
}

}  // namespace kotobune::index
