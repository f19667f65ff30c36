// The index: what the records say, arranged for questions. A projection that is thrown away and
// made anew at will; the case alone is the truth.
//
// Invariants:
//   X1  the tables depend on the set of records put in, not on their order or their batches;
//   X2  one apply() is one transaction: all of it or nothing, the cursors included;
//   X3  a record put in twice counts once;
//   X4  an erased record leaves no row behind, and cannot come back by arriving late;
//   X5  what a reader may not see is left out before counting, not after.
// The caller hands over only valid records (docs/format.md section 7): the index judges no log.
//
// Properties the index itself knows by name (everything else is the pack's affair):
//   of a source     code, kind ("public": no person behind it), role, minor, sensitivity, <x>-of
//   of an exhibit   source, sensitivity
//   in `identities` name, alias
// An Index is for one thread; open another one for another thread.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/world.h"
#include "index/views.h"
#include "pack/pack.h"

namespace kotobune::index {

// Another number in the file, or another tokenizer: the file is emptied and must be filled anew.
inline constexpr int projection_version = 4;
inline constexpr std::size_t text_limit_bytes = 64u << 20;  // of one derivative

// A valid record as it lies in the case.
struct Input {
  std::string log;
  std::int64_t index = 0;
  std::string compartment;
  std::string line;
  bool published = true;
  bool by_admin = true;  // the log is an admin's: only those may order an erasure
};

// How far each log was read: the next index, by log id.
using Cursor = std::map<std::string, std::int64_t>;

// What the constitution of the case says of a log; gives exhibits their prefix.
struct LogName {
  std::string log;
  std::string prefix;
  std::string person;
  std::int64_t published = 0;  // entries below this are under a signed checkpoint
};

enum class Load { daily, rebuild };  // rebuild: more memory, sorted once at the end

class Index {
 public:
  // Errors: those of db. A file of another version is emptied: cursor() is then empty.
  static Result<std::unique_ptr<Index>> open(World& world, const std::string& path, ByteView key,
                                             Load load = Load::daily);
  ~Index();
  Index(const Index&) = delete;
  Index& operator=(const Index&) = delete;

  // Puts records in. Error: index_record_unreadable, with log and index; nothing was put in then.
  Status apply(std::span<const Input> inputs);
  // The whole case at once, whatever was here before: `read` puts in every record, in any order.
  using Put = std::function<Status(const Input&)>;
  Status rebuild(const std::function<Status(const Put&)>& read);
  Status clear();
  Result<Cursor> cursor();
  Status set_logs(const std::vector<LogName>& logs);

  // Pages of a derivative's text, from page 1. Replaces what was there of the same derivative.
  // Errors: text_of_erased, text_too_long.
  Status add_text(std::string_view exhibit_id, std::string_view derivative_sha256,
                  const std::vector<std::string>& pages);
  // Is the text of this derivative here already?
  Result<bool> has_text(std::string_view exhibit_id, std::string_view derivative_sha256);
  // Texts whose records are here and whose pages are not.
  Result<std::vector<DerivativeRow>> texts_missing();
  // Makes the bytes of deleted text leave the file as far as SQLite can.
  Status scrub();

  // Exhibits.
  Result<std::vector<ExhibitRow>> exhibits(const Reader& reader);
  Result<ExhibitRow> exhibit(const Reader& reader, std::string_view number);  // no_such_exhibit
  Result<ExhibitRow> exhibit_by_id(const Reader& reader, std::string_view id);
  Result<std::vector<ExhibitRow>> exhibits_with_sha256(const Reader& reader,
                                                       std::string_view sha256);
  // Found in this place with this size and time: most likely sealed before, so not hashed again.
  Result<std::vector<ExhibitRow>> exhibits_found_at(const Reader& reader, std::string_view path,
                                                    std::int64_t size_bytes, std::int64_t mtime_ns);
  Result<std::int64_t> next_exhibit_number(std::string_view log);
  Result<std::vector<DerivativeRow>> derivatives(const Reader& reader, std::string_view exhibit_id);
  Result<std::vector<PageText>> pages(const Reader& reader, std::string_view exhibit_id);
  Result<std::vector<CustodyRow>> custody(const Reader& reader, std::string_view exhibit_id);
  Result<std::vector<FragmentRow>> fragments(const Reader& reader, std::string_view exhibit_id);
  Result<std::optional<FragmentRow>> fragment(const Reader& reader, std::string_view id);

  // Sources and what they agreed to.
  Result<std::vector<SourceRow>> sources(const Reader& reader);
  Result<SourceRow> source(const Reader& reader, std::string_view code);  // no_such_source
  Result<std::vector<PurposeNow>> consents_of(const Reader& reader, std::string_view code);
  // Every consent record of hers, the newest last.
  Result<std::vector<ConsentPaper>> consent_papers(const Reader& reader, std::string_view code);
  // How many current statements rest on each informant, by entity id.
  Result<std::map<std::string, std::int64_t>> statements_by_informant(const Reader& reader);
  // The records of what one informant said, superseded ones too.
  Result<std::vector<std::string>> records_of_informant(const Reader& reader,
                                                        std::string_view informant);
  // Locks that nothing superseded; those whose end has passed too.
  Result<std::vector<RestrictionRow>> restrictions(const Reader& reader);
  // All that the gate needs but identity and modality, which the output decides. One entry for each
  // source of the exhibit; the use is allowed only where all are. Never empty.
  Result<std::vector<disclosure::Facts>> facts_of_exhibit(const Reader& reader,
                                                          std::string_view id);
  Result<disclosure::Facts> facts_of_source(const Reader& reader, std::string_view code);
  // Names, and whatever else is kept as words in a closed circle, whoever asks: for the leak scan
  // alone. Names first.
  Result<std::vector<ProtectedName>> protected_names();

  // The record.
  Result<std::vector<EntityRow>> entities(const Reader& reader, std::string_view type);
  Result<std::vector<std::string>> entity_types(const Reader& reader);
  Result<EntityView> entity(const Reader& reader, std::string_view id);  // no_such_entity
  // Every record that can be erased with an exhibit: itself, texts, fragments, custody, what is
  // said of it and notes about it; superseded and retracted ones too. For erasure alone.
  Result<std::vector<std::string>> hanging_on_exhibit(std::string_view id);
  // The same of an entity: all that is said of it, and, of a source, all that she said.
  Result<std::vector<std::string>> hanging_on_entity(std::string_view id);
  // Entities with more than one current value of one property: where sources may disagree.
  Result<std::vector<std::string>> with_several_values(const Reader& reader);
  Result<std::vector<std::string>> place_names(const Reader& reader);
  // `count ...`, `table ...`, `list ...`, see index/question.h. Error: question_malformed.
  Result<Answer> answer(const Reader& reader, std::string_view question, const pack::Pack& pack);

  // What left, and what we wrote.
  Result<std::vector<DisclosureRow>> disclosures(const Reader& reader);
  Result<std::vector<DisclosureRow>> disclosures_resting_on(const Reader& reader,
                                                            std::string_view id);
  Result<std::vector<DraftRow>> drafts(const Reader& reader);          // newest version of each
  Result<std::vector<DraftRow>> draft_versions(const Reader& reader, std::string_view draft);
  Result<std::vector<NoteRow>> notes_about(const Reader& reader, std::string_view id);
  Result<std::vector<OtherRow>> others(const Reader& reader, std::string_view kind);

  // Who wrote it, when; nothing where this reader has no such record.
  Result<std::optional<RecordMark>> record_mark(const Reader& reader, std::string_view id);
  // Every current statement, newest first. `use` returns false to stop.
  Status each_statement(const Reader& reader,
                        const std::function<bool(const StatementMark&)>& use);
  // Locks in force that say when they end.
  Result<std::vector<RestrictionEnd>> restriction_ends(const Reader& reader);
  Result<Statistics> statistics(const Reader& reader);

  // Errors: those of text/query.h.
  Result<SearchResult> search(const Reader& reader, std::string_view typed, int limit,
                              int offset = 0);

  // Same records put in, same number; for tests and for comparing with a rebuild. No proof.
  Result<std::uint64_t> content_mark();

 private:
  struct Impl;
  explicit Index(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace kotobune::index
