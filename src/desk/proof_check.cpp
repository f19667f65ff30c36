#include "desk/proof_check.h"

#include <algorithm>
#include <set>

#include "base/encode.h"
#include "base/errors.h"
#include "base/text.h"
#include "crypt/digest.h"
#include "desk/errors.h"
#include "desk/export_records.h"
#include "log/proof.h"

namespace kotobune::desk {

namespace {

constexpr std::uint64_t tag_file_bytes = 64u << 20;

// "<64 hex>  <name>" lines, as sha256sum writes and BagIt asks for.
struct Listed {
  std::string sha256, name;
};

std::optional<std::vector<Listed>> parse_manifest(std::string_view text) {
  std::vector<Listed> out;
  for (const auto line : split(text, '\n')) {
    if (line.empty()) continue;
    if (line.size() < 67 || !parse_hex(line.substr(0, 64)) || line.substr(64, 2) != "  ")
      return std::nullopt;
    out.push_back({std::string(line.substr(0, 64)), std::string(line.substr(66))});
  }
  return out;
}

// A name that leads out of the bag must not make us read other files of this computer.
bool stays_inside(std::string_view name) {
  if (name.empty() || name.front() == '/') return false;
  if (name.find('\\') != std::string_view::npos) return false;
  const auto parts = split(name, '/');
  return std::none_of(parts.begin(), parts.end(),
                      [](auto part) { return part.empty() || part == "." || part == ".."; });
}

class BagCheck {
 public:
  BagCheck(World& world, std::string folder, const BagProgress& progress)
      : disk_(world.disk), folder_(std::move(folder)), progress_(progress) {}

  Result<BagReport> run() {
    TRY_LET(tags, manifest("tagmanifest-sha256.txt"));
    TRY_LET(payload, manifest("manifest-sha256.txt"));
    TRY_LET(text, read("statement.json"));
    auto statement = parse_json(text);
    if (!statement.ok() || (*statement)["format"].str() != "sealed-case-bag")
      return no_bag("its statement.json is none of ours");
    read_info();
    for (const auto& file : tags) check_file(file);
    for (const auto& file : payload) check_file(file);
    TRY(check_unlisted(payload));
    std::set<std::string> stated;
    for (const auto& exhibit : (*statement)["exhibits"].items()) {
      stated.insert(exhibit["file"].str());
      check_exhibit((*statement)["case"].str(), exhibit);
    }
    for (const auto& file : payload) {
      if (!stated.count(file.name)) find(file.name, "It is in the bag, but no entry speaks of it.");
    }
    out_.logs.assign(logs_.begin(), logs_.end());
    return std::move(out_);
  }

 private:
  Error no_bag(std::string why) const {
    return Error(errors::not_a_bag,
                 {{"path", Text::shown(folder_).str()}, {"why", std::move(why)}});
  }
  void find(std::string file, std::string detail) {
    out_.findings.push_back({Text::shown(file).str(), std::move(detail)});
  }
  Result<std::string> read(const std::string& name) {
    const auto path = folder_ + "/" + name;
    if (!disk_.exists(path)) return no_bag(name + " is missing");
    TRY_LET(bytes, disk_.read_all(path, tag_file_bytes));
    return to_string(bytes);
  }
  Result<std::vector<Listed>> manifest(const std::string& name) {
    TRY_LET(text, read(name));
    auto listed = parse_manifest(text);
    if (!listed) return no_bag(name + " is not well-formed");
    return std::move(*listed);
  }
  void read_info() {
    const auto info = read("bag-info.txt");
    if (!info.ok()) return;
    constexpr std::string_view key = "Bagging-Date: ";
    for (const auto line : split(*info, '\n')) {
      if (line.substr(0, key.size()) == key) out_.bagged_on = line.substr(key.size());
    }
  }

  Result<std::string> hash_file(const std::string& name) {
    TRY_LET(file, disk_.open(folder_ + "/" + name, OpenMode::read));
    crypt::Sha256 hash;
    Bytes buffer(1u << 20);
    for (std::uint64_t offset = 0;;) {
      TRY_LET(got, file->read_at(offset, buffer));
      if (got == 0) break;
      hash.update(ByteView(buffer).first(got));
      offset += got;
      done_ += got;
      if (progress_) progress_(done_);
    }
    return hex(ByteView(hash.finish()));
  }

  void check_file(const Listed& file) {
    if (!stays_inside(file.name)) return find(file.name, "Its name leads out of the bag.");
    if (!disk_.exists(folder_ + "/" + file.name)) return find(file.name, "It is missing.");
    const auto digest = hash_file(file.name);
    ++out_.files;
    if (!digest.ok()) return find(file.name, digest.error().sentence());
    digests_[file.name] = *digest;
    if (*digest != file.sha256)
      find(file.name, "It is not what was exported: its SHA-256 differs.");
  }

  Status check_unlisted(const std::vector<Listed>& payload) {
    if (!disk_.exists(folder_ + "/data")) return {};
    TRY_LET(entries, disk_.list(folder_ + "/data"));
    for (const auto& entry : entries) {
      const auto name = "data/" + entry.name;
      const bool listed = std::any_of(payload.begin(), payload.end(),
                                      [&](const Listed& one) { return one.name == name; });
      if (!listed) find(name, "It was added: no manifest lists it.");
    }
    return {};
  }

  // Why the exhibit is not proven, "" where it is.
  Result<std::string> fault_of(const std::string& case_id, const Json& exhibit) {
    const auto& number = exhibit["number"].str();
    const auto& name = exhibit["file"].str();
    const auto& log = exhibit["log"].str();
    const auto found = digests_.find(name);
    if (found == digests_.end() || found->second != exhibit["sha256"].str())
      return std::string("Its file is not the one the statement speaks of.");
    auto commitment = parse_hex(exhibit["commitment"].str());
    if (!commitment || commitment->size() != 32 || !stays_inside(number) || !stays_inside(log))
      return std::string("The statement about it is not well-formed.");
    TRY_LET(vkey, read("keys/" + log + ".vkey"));
    TRY_LET(key, log::parse_log_vkey(trim_ascii(vkey), LogId(log)));
    TRY_LET(text, read("proofs/" + number + ".tlog-proof"));
    TRY_LET(proof, log::Proof::parse(text));
    if (proof.index != static_cast<std::uint64_t>(exhibit["index"].int_or(-1)))
      return std::string("Its proof is of another entry.");
    TRY_LET(checkpoint, log::verify_proof(proof, *commitment, key));
    logs_.insert(log);
    if (exhibit["record"].is_null()) return std::string();
    const auto record_name = exhibit["record"].str();
    if (!stays_inside(record_name)) return std::string("Its record lies outside the bag.");
    TRY_LET(line, read(record_name));
    const auto told = record::commitment(CaseId(case_id), LogId(log), line);
    if (!std::equal(told.begin(), told.end(), commitment->begin(), commitment->end()))
      return std::string("Its record is not the one the log committed to.");
    TRY_LET(record, record::parse_record(line));
    if (record.body["sha256"].str() != exhibit["sha256"].str())
      return std::string("Its record speaks of another file.");
    ++out_.with_record;
    return std::string();
  }

  void check_exhibit(const std::string& case_id, const Json& exhibit) {
    const auto& number = exhibit["number"].str();
    const auto fault = fault_of(case_id, exhibit);
    if (!fault.ok()) return find(number, fault.error().sentence());
    if (!fault->empty()) return find(number, *fault);
    ++out_.exhibits;
  }

  Disk& disk_;
  std::string folder_;
  const BagProgress& progress_;
  BagReport out_;
  std::map<std::string, std::string> digests_;
  std::set<std::string> logs_;
  std::uint64_t done_ = 0;
};

}  // namespace

struct FileDigest::Impl {
  crypt::Sha256 hash;
};

FileDigest::FileDigest() : impl_(std::make_unique<Impl>()) {}
FileDigest::~FileDigest() = default;

void FileDigest::update(ByteView bytes) {
  impl_->hash.update(bytes);
  size_bytes_ += bytes.size();
}

std::string FileDigest::sha256() { return hex(ByteView(impl_->hash.finish())); }

Result<std::optional<ProvenExhibit>> find_by_sha256(Desk& desk, const std::string& sha256) {
  TRY_LET(row, desk.index().exhibit_by_sha256(sha256));
  if (!row) return std::optional<ProvenExhibit>();
  TRY_LET(proven, prove_exhibit(desk, row->number));
  return std::optional<ProvenExhibit>(std::move(proven));
}

Result<ProvenExhibit> prove_exhibit(Desk& desk, const std::string& number) {
  TRY_LET(row, desk.index().exhibit(number));
  if (!row) return Error(errors::exhibit_not_here, {{"number", number}});
  ProvenExhibit out;
  out.number = row->number;
  out.sealed_ms = row->sealed_ms;
  TRY_LET(records, ExportRecords::read(desk.vault()));
  const auto found = records.exhibits.find(row->id);
  if (found == records.exhibits.end())
    return Error(errors::exhibit_not_proven, {{"number", number}});
  const auto& stored = found->second.stored;
  // The index keeps what it was told when the record came; the log itself knows better.
  if (!stored.published) return out;
  out.log = stored.log.str();
  out.log_index = static_cast<std::uint64_t>(stored.index);
  TRY_LET(proofs, LogProofs::open(desk.vault(), stored.log));
  const auto commitment = record::commitment(desk.vault().id(), stored.log, stored.line);
  TRY_LET(proof, proofs.prove(out.log_index, commitment));
  TRY_LET(parsed, log::Proof::parse(proof));
  TRY_LET(key, log::parse_log_vkey(proofs.vkey(), stored.log));
  TRY_LET(checkpoint, log::open_checkpoint(parsed.checkpoint, key));
  out.checkpoint = checkpoint.origin + ", " + std::to_string(checkpoint.size) + " entries, root " +
                   hex(ByteView(checkpoint.root)).substr(0, 16);
  out.proof = std::move(proof);
  return out;
}

Result<BagReport> check_bag(World& world, const std::string& folder, const BagProgress& progress) {
  return BagCheck(world, folder, progress).run();
}

}  // namespace kotobune::desk
