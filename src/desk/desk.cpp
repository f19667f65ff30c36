#include "desk/desk.h"

#include <algorithm>

#include "base/encode.h"
#include "base/errors.h"
#include "base/limits.h"
#include "base/text.h"
#include "crypt/digest.h"
#include "desk/errors.h"
#include "intake/extract.h"
#include "intake/mime.h"

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

// What sealing asks about every file, answered by the index.
class Known : public evidence::KnownExhibits {
 public:
  explicit Known(index::Index& index) : index_(index) {}
  Result<std::optional<evidence::KnownExhibit>> by_path(const std::string& path, std::uint64_t size,
                                                        std::int64_t modified_ns) override {
    TRY_LET(row, index_.exhibit_by_path(path, static_cast<std::int64_t>(size), modified_ns / 1'000'000'000,
                                        modified_ns % 1'000'000'000));
    return known(row);
  }
  Result<std::optional<evidence::KnownExhibit>> by_sha256(const std::string& sha256) override {
    TRY_LET(row, index_.exhibit_by_sha256(sha256));
    return known(row);
  }

 private:
  static std::optional<evidence::KnownExhibit> known(const std::optional<index::ExhibitRow>& row) {
    if (!row) return std::nullopt;
    return evidence::KnownExhibit{ExhibitId(row->id), row->number};
  }
  index::Index& index_;
};

}  // namespace

Result<std::unique_ptr<Desk>> Desk::open(World& world, const std::string& path, ByteView passphrase,
                                         const std::string& packs_folder) {
  TRY_LET(opened, vault::Case::open(world, path, passphrase));
  return around(world, std::move(opened), packs_folder);
}

Result<std::unique_ptr<Desk>> Desk::around(World& world, std::unique_ptr<vault::Case> opened,
                                           const std::string& packs_folder) {
  TRY_LET(pack, pack::load(world.disk, packs_folder + "/fact-finding"));
  std::unique_ptr<Desk> desk(new Desk(world, std::move(opened), std::move(pack)));
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
  return refresh();
}

Status Desk::rebuild() {
  index_.reset();
  for (const char* suffix : {"", "-wal", "-shm"}) {
    const auto path = vault_->layout().index() + suffix;
    if (world_.disk.exists(path)) TRY(world_.disk.remove(path));
  }
  TRY_LET(generation, vault_->local_value("index_generation"));
  const auto number = (generation ? std::stoll(*generation) : 0) + 1;
  TRY(vault_->set_local_value("index_generation", std::to_string(number)));
  const auto key = vault_->keystore().database_key("index-v1", number);
  TRY_LET(opened, index::Index::open(world_, vault_->layout().index(), key.view()));
  index_ = std::move(opened);
  return refresh();
}

Status Desk::refresh() {
  TRY_LET(applied, index_->cursor());
  vault::Cursor cursor(applied.begin(), applied.end());
  std::vector<index::Input> batch;
  const auto flush = [&]() -> Status {
    if (batch.empty()) return {};
    TRY(index_->apply(batch));
    batch.clear();
    return {};
  };
  TRY(vault_->read(cursor, [&](const vault::StoredRecord& stored) -> Status {
    const auto& logs = vault_->constitution().logs;
    const auto rights = logs.find(stored.log.str());
    if (rights == logs.end()) return {};
    // Validity: admitted, not cut, and allowed to write in the compartment whose key opened it.
    if (!vault_->constitution().may_write(stored.log, stored.compartment, stored.index)) return {};
    batch.push_back({stored.log.str(), stored.index, stored.compartment, stored.line, stored.published,
                     rights->second.prefix, stored.places.empty() ? "" : vault::to_json(stored.places).dump()});
    return batch.size() >= apply_batch ? flush() : Status();
  }));
  TRY(flush());
  TRY_LET(missing, index_->missing_texts());
  for (const auto& text : missing) {
    TRY_LET(places, index_->places_of(text.derivative_id));
    TRY_LET(json, parse_json(places));
    TRY_LET(bytes, vault_->read_content_all(vault::places_from_json(json), text_limit_bytes));
    TRY(index_->add_text(text.exhibit_id, text.sha256, cut_pages(to_string(bytes), text.page_ends)));
  }
  return {};
}

Status Desk::append_and_publish(std::vector<vault::NewRecord> records) {
  TRY(vault_->append(std::move(records)));
  TRY(vault_->publish());
  return refresh();
}

Result<SealSummary> Desk::seal(const std::string& path, const std::string& source_code,
                               const std::string& received_from, const std::string& language,
                               const std::function<bool(const evidence::SealProgress&)>& progress) {
  evidence::SealOptions options;
  if (!source_code.empty()) {
    TRY_LET(source, index_->source(source_code));
    if (!source) return Error(errors::source_unknown, {{"code", source_code}});
    options.source = EntityId(source->id);
  }
  options.received_from = received_from;
  options.language = language;
  options.sniff = [](ByteView head, const std::string& name) { return intake::sniff_mime(head, name); };
  options.progress = progress;
  Known known(*index_);
  SealSummary summary;
  TRY_LET(report, evidence::seal(*vault_, path, known, options));
  summary.report = std::move(report);
  TRY(refresh());
  for (const auto& file : summary.report.files) {
    if (file.outcome == evidence::SealOutcome::sealed) TRY(draw_text(file, summary));
  }
  TRY(vault_->publish());
  TRY(refresh());
  return summary;
}

// Text is a derivative: drawn out once, sealed, and never drawn again by a rebuild.
Status Desk::draw_text(const evidence::SealedFile& file, SealSummary& summary) {
  if (!intake::has_text(file.mime) || file.size_bytes > text_limit_bytes) return {};
  TRY_LET(content, exhibit_content(file.number, text_limit_bytes));
  auto extracted = intake::extract_text(file.mime, content);
  Json body = Json::object();
  body.set("of", file.id.str()).set("of_sha256", file.sha256).set("what", "text");
  vault::NewRecord record{"derivative", record::main_compartment, {}, {}, {}, vault_->new_id()};
  if (!extracted.ok() || !*extracted) {
    const auto why = extracted.ok() ? std::string("no text could be drawn out of it") : extracted.error().sentence();
    body.set("unread", why).set("mime", file.mime);
    summary.unread.push_back({file.number, why});
  } else {
    const auto& text = **extracted;
    Json ends = Json::array();
    for (const auto end : text.page_ends_code_points) ends.push(Json(static_cast<std::int64_t>(end)));
    body.set("tool", text.tool).set("tool_version", text.tool_version).set("params", text.parameters);
    body.set("sha256", hex(ByteView(crypt::sha256(as_bytes(text.text)))));
    body.set("size", text.text.size()).set("mime", "text/plain").set("pages", std::move(ends));
    if (!text.text.empty()) {
      TRY_LET(object, vault_->put_object(record::main_compartment, as_bytes(text.text)));
      record.places.push_back({object, 0, text.text.size()});
    }
    ++summary.texts;
  }
  record.body = std::move(body);
  TRY(vault_->append_one(std::move(record)));
  return {};
}

Result<Bytes> Desk::exhibit_content(const std::string& number, std::uint64_t limit_bytes) {
  TRY_LET(row, index_->exhibit(number));
  if (!row) return Error(errors::exhibit_not_here, {{"number", number}});
  TRY_LET(places, index_->places_of(row->id));
  TRY_LET(json, parse_json(places));
  return vault_->read_content_all(vault::places_from_json(json), limit_bytes);
}

Status Desk::copy_exhibit(const std::string& number, const std::function<Status(ByteView)>& sink) {
  TRY_LET(row, index_->exhibit(number));
  if (!row) return Error(errors::exhibit_not_here, {{"number", number}});
  TRY_LET(places, index_->places_of(row->id));
  TRY_LET(json, parse_json(places));
  return vault_->read_content(vault::places_from_json(json), sink);
}

Result<vault::VerifyReport> Desk::verify(const vault::VerifyProgress& progress) {
  TRY_LET(report, vault::verify_case(*vault_, progress));
  last_verification_ = report;
  last_verified_at_ = world_.clock.now();
  return report;
}

Status Desk::save_draft(const std::string& draft, const std::string& title, std::string_view source) {
  if (source.size() > limits::report_source_bytes) {
    return Error(errors::too_large, {{"path", "the report"}, {"limit", std::to_string(limits::report_source_bytes)}});
  }
  TRY_LET(object, vault_->put_object(record::main_compartment, as_bytes(source)));
  TRY_LET(drafts, index_->drafts());
  Json body = Json::object();
  body.set("draft", draft).set("title", title).set("size", source.size());
  body.set("sha256", hex(ByteView(crypt::sha256(as_bytes(source)))));
  for (const auto& row : drafts) {
    if (row.draft == draft) body.set("parent", row.record_id);
  }
  std::vector<vault::NewRecord> records;
  records.push_back({"draft", record::main_compartment, std::move(body), {}, {{object, 0, source.size()}}});
  return append_and_publish(std::move(records));
}

Result<std::optional<std::string>> Desk::load_draft(const std::string& draft) {
  TRY_LET(drafts, index_->drafts());
  for (const auto& row : drafts) {
    if (row.draft != draft) continue;
    TRY_LET(places, index_->places_of(row.record_id));
    TRY_LET(json, parse_json(places));
    TRY_LET(bytes, vault_->read_content_all(vault::places_from_json(json), limits::report_source_bytes));
    return std::optional<std::string>(to_string(bytes));
  }
  return std::optional<std::string>();
}

}  // namespace kotobune::desk
