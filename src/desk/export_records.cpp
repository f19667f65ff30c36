#include "desk/export_records.h"

#include "log/errors.h"
#include "record/record.h"
#include "vault/errors.h"

namespace kotobune::desk {

namespace {

// The text derivatives of an exhibit may stand before it in another log, so both are kept by id.
struct Collector {
  ExportRecords out;
  std::map<std::string, std::vector<std::vector<vault::Place>>> texts;

  Status take(const vault::StoredRecord& stored) {
    TRY_LET(record, record::parse_record(stored.line));
    const auto& body = record.body;
    if (record.kind == "exhibit") {
      ExhibitRecord one;
      one.stored = stored;
      one.sha256 = body["sha256"].str();
      one.mime = body["mime"].str();
      one.size_bytes = static_cast<std::uint64_t>(body["size"].int_or(0));
      one.odd_name = body.find("name_b64") != nullptr || body.find("path_b64") != nullptr;
      // The first record that claims an id holds it; a later one is a collision or a forgery.
      out.exhibits.emplace(record.id.str(), std::move(one));
    } else if (record.kind == "derivative") {
      const bool text = body["mime"].str().rfind("text/", 0) == 0;
      if (text && !stored.places.empty()) texts[body["of"].str()].push_back(stored.places);
    } else if (record.kind == "consent") {
      out.source_of[record.id.str()] = body["src"].str();
    } else if (record.kind == "restriction") {
      out.restrictions.insert(record.id.str());
    }
    return {};
  }
};

}  // namespace

Result<ExportRecords> ExportRecords::read(vault::Case& vault) {
  Collector collector;
  vault::Cursor from;
  const auto sink = [&](const vault::StoredRecord& stored) -> Status {
    const bool valid =
        vault.constitution().may_write(stored.log, stored.compartment, stored.index);
    return valid ? collector.take(stored) : Status();
  };
  TRY(vault.read(from, sink));
  for (auto& [exhibit, texts] : collector.texts) {
    const auto found = collector.out.exhibits.find(exhibit);
    if (found != collector.out.exhibits.end()) found->second.texts = std::move(texts);
  }
  return std::move(collector.out);
}

Result<LogProofs> LogProofs::open(vault::Case& vault, const LogId& log) {
  TRY_LET(files, vault::LogFiles::open(vault.world(), vault.layout(), log));
  TRY_LET(heads, files.heads());
  if (heads.empty()) {
    return Error(errors::log_altered, {{"log", log.str()}, {"why", "it has no checkpoint"}});
  }
  TRY_LET(key, log::parse_log_vkey(files.vkey(), log));
  return LogProofs(std::move(files), std::move(heads.back()), std::move(key));
}

Result<std::string> LogProofs::prove(std::uint64_t index, ByteView commitment) const {
  TRY_LET(hashes, log::prove_inclusion(index, head_.size, nodes_));
  log::Proof proof;
  proof.index = index;
  proof.hashes = std::move(hashes);
  proof.checkpoint = head_.note;
  // Checked as its reader will: a proof that does not hold must not reach a court.
  TRY_LET(checkpoint, log::verify_proof(proof, commitment, key_));
  ensure(checkpoint.size == head_.size, "a proof rests on the head it was made for");
  return proof.str();
}

}  // namespace kotobune::desk
