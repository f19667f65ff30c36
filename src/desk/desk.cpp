#include "desk/desk.h"

#include <algorithm>

#include "base/encode.h"
#include "base/errors.h"
#include "base/limits.h"
#include "base/text.h"
#include "crypt/digest.h"
#include "desk/errors.h"
#include "desk/people.h"

namespace kotobune::desk {

namespace {

constexpr std::size_t apply_batch = 2000;
constexpr std::uint64_t text_limit_bytes = limits::text_derivative_bytes;

// Text cut at the page ends of its record, which count code points.
std::vector<std::string> cut_pages(const std::string& text, const std::vector<std::int64_t>& ends) {
  std::vector<std::string> pages;
  std::size_t at = 0;
  std::int64_t done = 0;
  for (const auto end : ends) {
    const auto start = at;
    for (; done < end && at < text.size(); ++done) at += code_point_at(text, at).size_bytes;
    pages.push_back(text.substr(start, at - start));
  }
  if (pages.empty() || at < text.size()) pages.push_back(text.substr(at));
  return pages;
}

}  // namespace

Result<std::unique_ptr<Desk>> Desk::open(World& world, const std::string& path, ByteView passphrase,
                                         const std::string& packs_folder) {
  TRY_LET(opened, vault::Case::open(world, path, passphrase));
  return around(world, std::move(opened), packs_folder);
}

Result<std::unique_ptr<Desk>> Desk::around(World& world, std::unique_ptr<vault::Case> opened,
                                           const std::string& packs_folder) {
  std::unique_ptr<Desk> desk(new Desk(world, std::move(opened)));
  TRY(desk->learn_packs(packs_folder));
  TRY(desk->start());
  return desk;
}

Status Desk::start() {
  TRY_LET(generation, vault_->local_value("index_generation"));
  const auto number = generation ? std::stoll(*generation) : 0;
  const auto key = vault_->keystore().database_key("index-v1", number);
  auto opened = index::Index::open(world_, vault_->layout().index(), key.view());
  if (!opened.ok()) {
    // The index holds nothing of its own: one that does not open is made again, under a new key.
    if (opened.error().code().error_class != ErrorClass::integrity &&
        opened.error().code().error_class != ErrorClass::refused) {
      return opened.error();
    }
    return rebuild();
  }
  index_ = std::move(opened).value();
  view_ = std::make_unique<CaseIndex>(*vault_, *index_);
  TRY(refresh());
  return complete_texts();
}

Status Desk::rebuild() {
  view_.reset();
  index_.reset();
  for (const char* suffix : {"", "-wal", "-shm", ".new", ".new-wal"}) {
    const auto path = vault_->layout().index() + suffix;
    if (world_.disk.exists(path)) TRY(world_.disk.remove(path));
  }
  TRY_LET(generation, vault_->local_value("index_generation"));
  const auto number = (generation ? std::stoll(*generation) : 0) + 1;
  TRY(vault_->set_local_value("index_generation", std::to_string(number)));
  const auto key = vault_->keystore().database_key("index-v1", number);
  TRY(fill_anew(key.view()));
  TRY_LET(opened, index::Index::open(world_, vault_->layout().index(), key.view()));
  index_ = std::move(opened);
  view_ = std::make_unique<CaseIndex>(*vault_, *index_);
  TRY(refresh());
  return complete_texts();
}

// All at once, with more memory and the sorting last: a quarter of the time of reading batch by
// batch.
Status Desk::fill_anew(ByteView key) {
  TRY_LET(fresh,
          index::Index::open(world_, vault_->layout().index(), key, index::Load::rebuild));
  TRY(fresh->set_logs(log_names()));
  std::vector<std::pair<RecordId, std::vector<vault::Place>>> places;
  TRY(fresh->rebuild([&](const index::Index::Put& put) -> Status {
    vault::Cursor from;
    return vault_->read(from, [&](const vault::StoredRecord& stored) -> Status {
      const auto input = valid_input(stored);
      if (!input) return {};
      if (!stored.places.empty()) {
        TRY_LET(parsed, record::parse_record(stored.line));
        places.emplace_back(parsed.id, stored.places);
      }
      return put(*input);
    });
  }));
  return vault_->remember_places(places);
}

std::vector<index::LogName> Desk::log_names() const {
  std::vector<index::LogName> logs;
  for (const auto& [id, rights] : vault_->constitution().logs) {
    const bool own = id == vault_->own_log().str();
    // Of the logs of others only what is published reaches us.
    logs.push_back({id, rights.prefix, rights.person, own ? vault_->published_size() : 0});
  }
  return logs;
}

// Validity: admitted, not cut, and allowed to write in the compartment whose key opened it.
std::optional<index::Input> Desk::valid_input(const vault::StoredRecord& stored) const {
  const auto& constitution = vault_->constitution();
  if (!constitution.may_write(stored.log, stored.compartment, stored.index)) return std::nullopt;
  return index::Input{stored.log.str(),
                      stored.index,
                      stored.compartment,
                      stored.line,
                      stored.published,
                      constitution.logs.at(stored.log.str()).admin};
}

Status Desk::refresh() {
  TRY(index_->set_logs(log_names()));
  TRY_LET(applied, index_->cursor());
  vault::Cursor cursor(applied.begin(), applied.end());
  std::vector<index::Input> batch;
  std::vector<std::pair<RecordId, std::vector<vault::Place>>> places;
  std::vector<record::Record> texts;
  const auto flush = [&]() -> Status {
    if (!places.empty()) TRY(vault_->remember_places(places));
    places.clear();
    if (!batch.empty()) TRY(index_->apply(batch));
    batch.clear();
    return {};
  };
  TRY(vault_->read(cursor, [&](const vault::StoredRecord& stored) -> Status {
    auto input = valid_input(stored);
    if (!input) return {};
    if (!stored.places.empty()) {
      TRY_LET(parsed, record::parse_record(stored.line));
      places.emplace_back(parsed.id, stored.places);
      if (parsed.kind == "derivative" && parsed.body["what"].str() == "text")
        texts.push_back(std::move(parsed));
    }
    batch.push_back(std::move(*input));
    return batch.size() >= apply_batch ? flush() : Status();
  }));
  TRY(flush());
  for (const auto& text : texts) {
    std::vector<std::int64_t> ends;
    for (const auto& end : text.body["pages"].items()) ends.push_back(end.int_or(0));
    TRY(add_text(text.id, text.body["of"].str(), text.body["sha256"].str(), ends));
  }
  return {};
}

// Texts whose records are in the index and whose words are not: after a rebuild, or where the
// program was cut off between the two.
Status Desk::complete_texts() {
  TRY_LET(missing, index_->texts_missing());
  for (const auto& text : missing) {
    TRY(add_text(RecordId(text.id), text.exhibit, text.sha256, text.page_ends));
  }
  return {};
}

// A sealed text into the index, cut at the page ends its record names.
Status Desk::add_text(const RecordId& derivative, const std::string& exhibit,
                      const std::string& sha256, const std::vector<std::int64_t>& page_ends) {
  TRY_LET(there, index_->has_text(exhibit, sha256));
  if (there) return {};
  TRY_LET(places, vault_->places_of(derivative));
  TRY_LET(bytes, vault_->read_content_all(places, text_limit_bytes));
  return index_->add_text(exhibit, sha256, cut_pages(to_string(bytes), page_ends));
}

Status Desk::append_and_publish(std::vector<vault::NewRecord> records) {
  TRY(may_record(*this, records));
  TRY(seal_pack());
  TRY(vault_->append(std::move(records)));
  TRY(vault_->publish());
  return refresh();
}

Status Desk::add_records(std::vector<vault::NewRecord> records) {
  return append_and_publish(std::move(records));
}

Result<std::string> Desk::record_disclosure(std::vector<vault::NewRecord> records) {
  TRY(may_record(*this, records));
  TRY(seal_pack());
  // By which practice it was decided: a later version may protect more or less.
  Json packs = Json::array();
  for (const auto& one : vault_->constitution().packs) {
    packs.push(Json(Json::Array{Json(one.name), Json(one.version), Json(one.sha256)}));
  }
  for (auto& record : records) record.body.set("packs", packs);
  TRY_LET(ids, vault_->append(std::move(records)));
  TRY(vault_->publish());
  TRY(refresh());
  return ids.front().str();
}

Result<std::vector<vault::Place>> Desk::open_places(const std::string& number) {
  TRY_LET(row, view_->exhibit(number));
  if (!row) return Error(errors::exhibit_not_here, {{"number", number}});
  if (!row->closed.empty()) {
    return Error(errors::exhibit_closed, {{"number", number}, {"reason", row->closed}});
  }
  return vault_->places_of(RecordId(row->id));
}

Result<Bytes> Desk::exhibit_content(const std::string& number, std::uint64_t limit_bytes) {
  TRY_LET(places, open_places(number));
  return vault_->read_content_all(places, limit_bytes);
}

Status Desk::copy_exhibit(const std::string& number, const std::function<Status(ByteView)>& sink) {
  TRY_LET(places, open_places(number));
  return vault_->read_content(places, sink);
}

Result<vault::VerifyReport> Desk::verify(const vault::VerifyProgress& progress) {
  TRY_LET(report, vault::verify_case(*vault_, progress));
  last_verification_ = report;
  last_verified_at_ = world_.clock.now();
  return report;
}

Status Desk::save_draft(const std::string& draft, const std::string& title,
                        std::string_view source) {
  TRY(may(*this, Right::state));
  if (source.size() > limits::report_source_bytes) {
    return Error(errors::too_large,
                 {{"path", "the report"}, {"limit", std::to_string(limits::report_source_bytes)}});
  }
  TRY_LET(object, vault_->put_object(record::main_compartment, as_bytes(source)));
  TRY_LET(drafts, view_->drafts());
  Json body = Json::object();
  body.set("draft", draft).set("title", title).set("size", source.size());
  body.set("sha256", hex(ByteView(crypt::sha256(as_bytes(source)))));
  // The new version takes the place of all that were in force: of two, a reader would get either.
  std::vector<std::string> before;
  for (const auto& row : drafts) {
    if (row.draft != draft) continue;
    body.set("parent", row.id);
    before.push_back(row.id);
  }
  std::vector<vault::NewRecord> records;
  records.push_back({"draft",
                     record::main_compartment,
                     std::move(body),
                     std::move(before),
                     {{object, 0, source.size()}}});
  return append_and_publish(std::move(records));
}

Result<std::optional<std::string>> Desk::load_draft(const std::string& draft) {
  TRY_LET(drafts, view_->drafts());
  for (const auto& row : drafts) {
    if (row.draft != draft) continue;
    TRY_LET(places, vault_->places_of(RecordId(row.id)));
    TRY_LET(bytes, vault_->read_content_all(places, limits::report_source_bytes));
    return std::optional<std::string>(to_string(bytes));
  }
  return std::optional<std::string>();
}

}  // namespace kotobune::desk
