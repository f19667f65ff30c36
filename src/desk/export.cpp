#include "desk/export.h"

#include <algorithm>

#include "base/encode.h"
#include "base/errors.h"
#include "base/limits.h"
#include "base/version.h"
#include "desk/errors.h"
#include "desk/export_records.h"
#include "desk/material.h"
#include "release/bag.h"
#include "release/errors.h"
#include "report/audience.h"

namespace kotobune::desk {

namespace {

// The audience of a purpose, by the names that reports use; the code where there is none.
std::string audience_of(disclosure::Purpose purpose) {
  for (const auto& name : report::audience_names()) {
    if (report::purpose_of(name) == purpose) return name;
  }
  return std::string(disclosure::code_of(purpose));
}

// What one exhibit in the bag depends on.
struct Leaving {
  release::BagExhibit bag;
  std::string compartment;
  bool named = false;     // names of people who agreed to it stand in its text
  bool searched = false;
  std::vector<disclosure::Decision> decisions;
};

class Exporter {
 public:
  Exporter(Desk& desk, const ExportOptions& options, std::string folder)
      : desk_(desk), options_(options), folder_(std::move(folder)) {}
  Result<Exported> run();

 private:
  Status prepare();
  Status check_folder(std::uint64_t wanted_bytes);
  Result<std::vector<std::string>> wanted() const;
  Status consider(const std::string& number);
  // "" where every protected name in the text may be told, else whose may not.
  std::string untold_name(const std::string& text, Leaving& one) const;
  Status fill(const ExhibitRecord& record, const report::ExhibitView& view, Leaving& one);
  Status add_line(const ExhibitRecord& record, Leaving& one);
  Result<release::PlannedBag> plan() const;
  Json disclosure_body(const std::string& compartment, const release::PlannedBag& bag) const;
  Json depends_of(const std::string& compartment) const;
  Status record(const release::PlannedBag& bag);
  void refuse(const std::string& number, const disclosure::Decision& decision) {
    out_.refused.push_back({number, decision.code(), decision.reason(), decision.advice()});
  }
  void refuse(const std::string& number, const Error& error) {
    out_.refused.push_back({number, error.code().id, error.sentence(), error.advice()});
  }

  Desk& desk_;
  const ExportOptions& options_;
  std::string folder_;
  std::unique_ptr<CaseMaterial> material_;
  disclosure::Scope scope_;
  Instant now_;
  ExportRecords records_;
  std::map<std::string, LogProofs> proofs_;
  std::vector<Leaving> leaving_;
  Exported out_;
};

Status Exporter::prepare() {
  const auto purpose = disclosure::parse_purpose(options_.purpose);
  if (!purpose) return Error(errors::purpose_unknown, {{"purpose", options_.purpose}});
  if (options_.recipient.empty()) return Error(errors::nobody_named);
  TRY(check_folder(0));
  // A proof needs a checkpoint over every exhibit.
  TRY(desk_.vault().publish());
  TRY(desk_.refresh());
  now_ = desk_.vault().world().clock.now();
  TRY_LET(material, CaseMaterial::make(desk_));
  material_ = std::move(material);
  if (!material_->scan_complete()) return Error(errors::scan_incomplete);
  scope_.reader = disclosure::Audience{audience_of(*purpose)};
  scope_.purpose = *purpose;
  scope_.log_heads = material_->log_heads();
  TRY_LET(records, ExportRecords::read(desk_.vault()));
  records_ = std::move(records);
  return {};
}

// Asked before the disclosure is recorded, so that the log does not tell of a bag nobody got.
Status Exporter::check_folder(std::uint64_t wanted_bytes) {
  auto& disk = desk_.vault().world().disk;
  if (disk.exists(folder_)) {
    TRY_LET(info, disk.info(folder_));
    const Error taken(errors::folder_not_empty, {{"path", folder_}});
    if (info.kind != FileKind::directory) return taken;
    TRY_LET(entries, disk.list(folder_));
    if (!entries.empty()) return taken;
  }
  const auto parent = parent_path(folder_);
  if (wanted_bytes == 0 || parent.empty() || !disk.exists(parent)) return {};
  TRY_LET(free, disk.free_bytes(parent));
  if (free < wanted_bytes) return Error(errors::disk_full, {{"path", folder_}});
  return {};
}

Result<std::vector<std::string>> Exporter::wanted() const {
  if (options_.exhibits.empty()) return material_->exhibit_numbers();
  std::vector<std::string> out;
  for (const auto& number : options_.exhibits) {
    if (!material_->exhibit(number)) return Error(errors::exhibit_not_here, {{"number", number}});
    if (std::find(out.begin(), out.end(), number) == out.end()) out.push_back(number);
  }
  return out;
}

std::string Exporter::untold_name(const std::string& text, Leaving& one) const {
  for (const auto& hit : material_->scan_names(text)) {
    const auto source = material_->source(hit.code);
    if (!source) return hit.code;
    auto decision = material_->decide_source(*source, scope_, disclosure::Identity::named,
                                             disclosure::Modality::document_copy);
    if (!decision.allowed()) return hit.code;
    one.named = true;
    one.decisions.push_back(std::move(decision));
  }
  return "";
}

Status Exporter::consider(const std::string& number) {
  const auto view = material_->exhibit(number);
  ensure(view.has_value(), "wanted() asked for exhibits that are there");
  auto decision = material_->decide_exhibit(*view, scope_, disclosure::Identity::pseudonym,
                                            disclosure::Modality::document_copy);
  if (!decision.allowed()) {
    refuse(number, decision);
    return {};
  }
  const auto found = records_.exhibits.find(view->id);
  if (found == records_.exhibits.end() || found->second.sha256 != view->sha256) {
    refuse(number, Error(errors::exhibit_not_proven, {{"number", number}}));
    return {};
  }
  if (view->state != report::ExhibitState::sealed) {
    refuse(number, Error(errors::exhibit_damaged, {{"number", number}}));
    return {};
  }
  Leaving one;
  one.decisions.push_back(std::move(decision));
  one.compartment = found->second.stored.compartment;
  for (const auto& places : found->second.texts) {
    TRY_LET(bytes, desk_.vault().read_content_all(places, limits::text_derivative_bytes));
    const auto code = untold_name(to_string(bytes), one);
    if (!code.empty()) {
      refuse(number, Error(errors::scan_hit, {{"code", code}, {"file", number}}));
      return {};
    }
    one.searched = true;
  }
  TRY(fill(found->second, *view, one));
  leaving_.push_back(std::move(one));
  return {};
}

Status Exporter::fill(const ExhibitRecord& record, const report::ExhibitView& view, Leaving& one) {
  const auto& stored = record.stored;
  auto proofs = proofs_.find(stored.log.str());
  if (proofs == proofs_.end()) {
    TRY_LET(opened, LogProofs::open(desk_.vault(), stored.log));
    proofs = proofs_.emplace(stored.log.str(), std::move(opened)).first;
  }
  const auto commitment = record::commitment(desk_.vault().id(), stored.log, stored.line);
  const auto index = static_cast<std::uint64_t>(stored.index);
  TRY_LET(proof, proofs->second.prove(index, commitment));
  one.bag.number = view.number;
  one.bag.id = view.id;
  one.bag.sha256 = record.sha256;
  one.bag.mime = record.mime;
  one.bag.size_bytes = record.size_bytes;
  one.bag.log = stored.log.str();
  one.bag.log_index = index;
  one.bag.commitment = hex(ByteView(commitment));
  one.bag.vkey = proofs->second.vkey();
  one.bag.proof = std::move(proof);
  auto& vault = desk_.vault();
  one.bag.content = [&vault, places = stored.places](const release::ByteSink& sink) {
    return vault.read_content(places, sink);
  };
  return options_.with_records ? add_line(record, one) : Status();
}

// The line tells the name and the path the file was found under (docs/decisions/0003).
Status Exporter::add_line(const ExhibitRecord& record, Leaving& one) {
  const auto& number = one.bag.number;
  if (record.odd_name) {
    const Error why(errors::record_not_scannable, {{"number", number}});
    out_.records_kept.push_back({number, why.code().id, why.sentence(), why.advice()});
    return {};
  }
  TRY_LET(readable, release::readable_text(record.stored.line));
  const auto hits = material_->scan_names(record.stored.line + "\n" + readable);
  if (!hits.empty()) {
    const Error why(errors::scan_hit,
                    {{"code", hits.front().code}, {"file", "the record of " + number}});
    out_.records_kept.push_back({number, why.code().id, why.sentence(), why.advice()});
    return {};
  }
  one.bag.record_line = record.stored.line;
  return {};
}

Result<release::PlannedBag> Exporter::plan() const {
  std::vector<release::BagExhibit> exhibits;
  std::vector<disclosure::Decision> decisions;
  for (const auto& one : leaving_) {
    exhibits.push_back(one.bag);
    decisions.insert(decisions.end(), one.decisions.begin(), one.decisions.end());
  }
  const disclosure::Gate gate(scope_);
  TRY_LET(passed, gate.pass(std::move(exhibits), decisions));
  const auto scan = [this](std::string_view text) -> std::string {
    const auto hits = material_->scan_names(text);
    return hits.empty() ? "" : hits.front().code;
  };
  return release::plan_bag(std::move(passed), scope_, {desk_.vault().id().str(), now_}, scan);
}

Json Exporter::depends_of(const std::string& compartment) const {
  Json depends = Json::array();
  const auto add = [&](const std::string& id, const Leaving& one) {
    Json consent = Json::array();
    Json restriction = Json::array();
    for (const auto& decision : one.decisions) {
      for (const auto& lock : decision.rests_on()) {
        (records_.restrictions.count(lock) ? restriction : consent).push(lock);
      }
    }
    Json entry = Json::object();
    entry.set("id", id).set("identity", one.named ? "named" : "pseudonym");
    entry.set("modality", disclosure::word_of(disclosure::Modality::document_copy));
    entry.set("consent", std::move(consent)).set("restriction", std::move(restriction));
    depends.push(std::move(entry));
  };
  std::set<std::string> sources;
  for (const auto& one : leaving_) {
    if (one.compartment != compartment) continue;
    add(one.bag.id, one);
    for (const auto& decision : one.decisions) {
      for (const auto& lock : decision.rests_on()) {
        // A withdrawal asks for the person first: her entity stands in the consent.
        const auto source = records_.source_of.find(lock);
        if (source != records_.source_of.end() && sources.insert(source->second).second) {
          add(source->second, one);
        }
      }
    }
  }
  return depends;
}

Json Exporter::disclosure_body(const std::string& compartment,
                               const release::PlannedBag& bag) const {
  std::set<std::string> numbers;
  Json unread = Json::array();
  for (const auto& one : leaving_) {
    if (one.compartment != compartment) continue;
    numbers.insert(one.bag.number);
    if (!one.searched) unread.push(one.bag.id);
  }
  Json outputs = Json::array();
  for (const auto& file : bag.outputs()) {
    if (!file.number.empty() && numbers.count(file.number) == 0) continue;
    Json one = Json::object();
    one.set("role", file.role).set("name", file.name).set("size", file.size_bytes);
    one.set("sha256", file.sha256);
    outputs.push(std::move(one));
  }
  Json scan = Json::object();
  scan.set("state", unread.items().empty() ? "complete" : "partial").set("hits", 0);
  if (!unread.items().empty()) scan.set("unread", std::move(unread));
  Json body = Json::object();
  body.set("audience", std::get<disclosure::Audience>(scope_.reader).name)
      .set("purpose", disclosure::code_of(scope_.purpose))
      .set("recipients", options_.recipient)
      .set("channel", "bag")
      .set("title", "Bag of exhibits")
      .set("heads", scope_.log_heads)
      .set("program", program_words)
      .set("outputs", std::move(outputs))
      .set("depends", depends_of(compartment))
      .set("aliases", Json::array())
      .set("waivers", Json::array())
      .set("approvers", Json(Json::Array{Json(material_->viewer())}))
      .set("scan", std::move(scan));
  return body;
}

// One record for each compartment: what is in a closed circle is not told outside it.
Status Exporter::record(const release::PlannedBag& bag) {
  std::set<std::string> compartments;
  for (const auto& one : leaving_) compartments.insert(one.compartment);
  std::vector<vault::NewRecord> records;
  for (const auto& compartment : compartments) {
    vault::NewRecord record;
    record.kind = "disclosure";
    record.compartment = compartment;
    record.body = disclosure_body(compartment, bag);
    records.push_back(std::move(record));
  }
  TRY_LET(id, desk_.record_disclosure(std::move(records)));
  out_.disclosure_id = std::move(id);
  return {};
}

Result<Exported> Exporter::run() {
  TRY(prepare());
  TRY_LET(numbers, wanted());
  for (const auto& number : numbers) TRY(consider(number));
  if (leaving_.empty()) return std::move(out_);
  for (const auto& one : leaving_) {
    out_.exhibits.push_back(one.bag.number);
    out_.payload_bytes += one.bag.size_bytes;
    if (!one.searched) out_.not_searched.push_back(one.bag.number);
  }
  TRY_LET(bag, plan());
  TRY(check_folder(out_.payload_bytes));
  // The record first: what leaves without a trace must not be possible, a trace without a file may.
  TRY(record(bag));
  TRY(release::write_bag(desk_.vault().world().disk, folder_, bag));
  out_.folder = folder_;
  return std::move(out_);
}

}  // namespace

Result<Exported> export_bag(Desk& desk, const ExportOptions& options, const std::string& folder) {
  return Exporter(desk, options, folder).run();
}

}  // namespace kotobune::desk
