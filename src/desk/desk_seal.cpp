// Sealing at the desk: a folder at once, or an upload piece by piece; then the texts are drawn out.
#include "base/encode.h"
#include "base/errors.h"
#include "base/limits.h"
#include "crypt/digest.h"
#include "desk/desk.h"
#include "desk/errors.h"
#include "desk/people.h"
#include "evidence/errors.h"
#include "evidence/sealer.h"
#include "intake/extract.h"
#include "intake/mime.h"

namespace kotobune::desk {

namespace {

constexpr std::size_t batch_texts = 64;  // made durable together
constexpr std::uint64_t text_limit_bytes = limits::text_derivative_bytes;

// What sealing asks about every file, answered by the index as it is at that moment.
class Known : public evidence::KnownExhibits {
 public:
  explicit Known(Desk& desk) : desk_(desk) {}
  Result<std::optional<evidence::KnownExhibit>> by_path(const std::string& path, std::uint64_t size,
                                                        std::int64_t modified_ns) override {
    TRY_LET(row,
            desk_.index().exhibit_by_path(path, static_cast<std::int64_t>(size), modified_ns));
    return known(row);
  }
  Result<std::optional<evidence::KnownExhibit>> by_sha256(const std::string& sha256) override {
    TRY_LET(row, desk_.index().exhibit_by_sha256(sha256));
    return known(row);
  }

 private:
  static std::optional<evidence::KnownExhibit> known(const std::optional<ExhibitRow>& row) {
    if (!row) return std::nullopt;
    return evidence::KnownExhibit{ExhibitId(row->id), row->number, row->path};
  }
  Desk& desk_;
};

// Holds the right to hand out exhibit numbers for as long as it lives.
class Busy {
 public:
  explicit Busy(bool& flag) : flag_(flag) { flag_ = true; }
  ~Busy() { flag_ = false; }
  Busy(const Busy&) = delete;
  Busy& operator=(const Busy&) = delete;

 private:
  bool& flag_;
};

}  // namespace

Result<evidence::SealOptions> Desk::seal_options(const std::string& source_code,
                                                 const std::string& received_from,
                                                 const std::string& language) {
  if (sealing_) return Error(errors::sealing_busy);
  TRY(seal_pack());
  evidence::SealOptions options;
  if (!source_code.empty()) {
    TRY_LET(source, view_->source(source_code));
    if (!source) return Error(errors::source_unknown, {{"code", source_code}});
    options.source = EntityId(source->id);
  }
  options.received_from = received_from;
  options.language = language;
  options.sniff = [](ByteView head, const std::string& name) {
    return intake::sniff_mime(head, name);
  };
  return options;
}

Result<SealSummary> Desk::seal(const std::string& path, const std::string& source_code,
                               const std::string& received_from, const std::string& language,
                               const std::function<bool(const evidence::SealProgress&)>& progress) {
  TRY(may(*this, Right::seal));
  TRY_LET(options, seal_options(source_code, received_from, language));
  options.progress = progress;
  const Busy busy(sealing_);
  Known known(*this);
  TRY_LET(report, evidence::seal(*vault_, path, known, options));
  return finish_sealing(std::move(report));
}

Result<SealSummary> Desk::finish_sealing(evidence::SealReport report) {
  SealSummary summary;
  summary.report = std::move(report);
  TRY(refresh());
  std::vector<vault::NewRecord> texts;
  for (const auto& file : summary.report.files) {
    if (file.outcome == evidence::SealOutcome::refused) continue;
    TRY_LET(row, view_->exhibit(file.number));
    // A sealing that was cut off after the files and before the texts is taken up here too.
    if (!row || !row->closed.empty() || !row->text_state.empty()) continue;
    TRY_LET(text, draw_text(*row, summary));
    texts.push_back(std::move(text));
    if (texts.size() >= batch_texts) {
      TRY(vault_->append(std::move(texts)));
      texts.clear();
    }
  }
  if (!texts.empty()) TRY(vault_->append(std::move(texts)));
  TRY(vault_->publish());
  TRY(refresh());
  return summary;
}

// Text is a derivative: drawn out once, sealed, and never drawn again by a rebuild.
Result<vault::NewRecord> Desk::draw_text(const ExhibitRow& exhibit, SealSummary& summary) {
  std::string why_not = "it is larger than what text is drawn from";
  Result<std::optional<intake::Extracted>> extracted{std::nullopt};
  if (exhibit.size_bytes <= static_cast<std::int64_t>(text_limit_bytes)) {
    TRY_LET(content, exhibit_content(exhibit.number, text_limit_bytes));
    extracted = intake::extract_text(exhibit.mime, content, &why_not);
  }
  Json body = Json::object();
  body.set("of", exhibit.id).set("of_sha256", exhibit.sha256).set("what", "text");
  vault::NewRecord record{"derivative", exhibit.compartment, {}, {}, {}, vault_->new_id()};
  if (!extracted.ok() || !*extracted) {
    const auto why = extracted.ok() ? why_not : extracted.error().sentence();
    body.set("unread", why).set("mime", exhibit.mime);
    summary.unread.push_back({exhibit.number, why});
  } else {
    const auto& text = **extracted;
    Json ends = Json::array();
    for (const auto end : text.page_ends_code_points)
      ends.push(Json(static_cast<std::int64_t>(end)));
    body.set("tool", text.tool)
        .set("tool_version", text.tool_version)
        .set("params", text.parameters);
    body.set("sha256", hex(ByteView(crypt::sha256(as_bytes(text.text)))));
    body.set("size", text.text.size()).set("mime", "text/plain").set("pages", std::move(ends));
    if (!text.text.empty()) {
      TRY_LET(object, vault_->put_object(exhibit.compartment, as_bytes(text.text)));
      record.places.push_back({object, 0, text.text.size()});
    }
    ++summary.texts;
  }
  record.body = std::move(body);
  return record;
}

struct Upload::Impl {
  Desk& desk;
  Busy busy;
  Known known;
  std::unique_ptr<evidence::Sealer> sealer;
  Impl(Desk& the_desk, bool& flag) : desk(the_desk), busy(flag), known(the_desk) {}
};

Upload::Upload(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Upload::~Upload() = default;

Result<std::unique_ptr<Upload>> Desk::begin_upload(const std::string& source_code,
                                                   const std::string& received_from,
                                                   const std::string& language) {
  TRY(may(*this, Right::seal));
  TRY_LET(options, seal_options(source_code, received_from, language));
  auto impl = std::make_unique<Upload::Impl>(*this, sealing_);
  TRY_LET(sealer, evidence::Sealer::begin(*vault_, impl->known, options));
  impl->sealer = std::move(sealer);
  return std::unique_ptr<Upload>(new Upload(std::move(impl)));
}

Status Upload::begin_file(const std::string& relative_path) {
  return impl_->sealer->begin_file({relative_path, std::nullopt});
}

Status Upload::write(ByteView bytes) { return impl_->sealer->write(bytes); }

Status Upload::end_file() {
  auto ended = impl_->sealer->end_file();
  // An empty file is noted in the report already.
  if (!ended.ok() && ended.error().is(errors::empty_file)) return {};
  return ended;
}

void Upload::abandon_file(const Error& reason) { impl_->sealer->abandon_file(reason); }

Result<SealSummary> Upload::finish() {
  TRY_LET(report, impl_->sealer->finish());
  return impl_->desk.finish_sealing(std::move(report));
}

}  // namespace kotobune::desk
