#include "vault/verify.h"

#include <map>
#include <set>

#include "base/encode.h"
#include "base/errors.h"
#include "crypt/digest.h"
#include "log/note.h"
#include "log/tree.h"
#include "vault/errors.h"
#include "vault/log_files.h"
#include "vault/outbox.h"

namespace kotobune::vault {

class Verifier {
 public:
  Verifier(Case& opened, const VerifyProgress& progress) : case_(opened), progress_(progress) {}

  Result<VerifyReport> run() {
    TRY_LET(logs, list_logs(case_.world_, case_.layout_));
    TRY(check_objects());
    for (const auto& log : logs) check_log(log);
    check_admitted(logs);
    check_orders();
    TRY_LET(waiting, case_.outbox_->records(0));
    report_.unpublished = waiting.size();
    for (const auto& record : waiting) {
      take({case_.own_log_, record.index, record.compartment, record.line, record.places, false});
    }
    check_contents();
    return std::move(report_);
  }

 private:
  struct Content {
    std::string what;
    std::string sha256;
    std::vector<Place> places;
    std::uint64_t size = 0;
  };

  void find(Damage damage, std::string what, std::string path, std::string detail) {
    report_.findings.push_back({damage, std::move(what), std::move(path), std::move(detail)});
  }
  std::string relative(const std::string& path) const {
    return path.substr(std::min(path.size(), case_.layout_.root().size() + 1));
  }

  // Every file under objects/ has the SHA-256 it is named after.
  Status check_objects() {
    TRY_LET(folders, case_.world_.disk.list(case_.layout_.objects()));
    for (const auto& folder : folders) {
      TRY_LET(names, case_.world_.disk.list(case_.layout_.objects() + "/" + folder.name));
      for (const auto& name : names) {
        if (name.name.find('.') != std::string::npos) continue;
        const auto path = case_.layout_.objects() + "/" + folder.name + "/" + name.name;
        const auto digest = hash_file(path);
        ++report_.objects;
        if (!digest.ok()) {
          find(Damage::unreadable, "object " + name.name, relative(path),
               digest.error().sentence());
        } else if (*digest != name.name) {
          bad_objects_.insert(name.name);
          find(Damage::altered, "object " + name.name, relative(path),
               "Its bytes have the SHA-256 " + *digest +
                   ": they were changed after they were sealed.");
        }
      }
    }
    return {};
  }

  Result<std::string> hash_file(const std::string& path) {
    TRY_LET(file, case_.world_.disk.open(path, OpenMode::read));
    crypt::Sha256 hash;
    Bytes buffer(1u << 20);
    for (std::uint64_t offset = 0;;) {
      TRY_LET(got, file->read_at(offset, buffer));
      if (got == 0) break;
      hash.update(ByteView(buffer).first(got));
      offset += got;
    }
    return hex(ByteView(hash.finish()));
  }

  void check_log(const LogId& log) {
    ++report_.logs;
    const auto what = "log " + log.str();
    const auto path = "logs/" + log.str();
    auto files = LogFiles::open(case_.world_, case_.layout_, log);
    if (!files.ok()) return find(Damage::altered, what, path + "/vkey", files.error().sentence());
    const auto heads = files->heads();
    if (!heads.ok()) return find(Damage::altered, what, path + "/cp", heads.error().sentence());
    if (heads->empty()) return;
    const auto tree = files->verify_tree(heads->back());
    if (!tree.ok()) find(Damage::altered, what, path + "/tile", tree.error().sentence());
    check_history(*files, *heads, what);
    const auto copy = case_.world_.disk.read_all(case_.layout_.log(log) + "/checkpoint", 1u << 20);
    if (!copy.ok() || to_string(*copy) != heads->back().note) {
      find(Damage::altered, what, path + "/checkpoint",
           "It is not the copy of the newest checkpoint.");
    }
    const auto read = case_.read_published(log, 0, [&](const StoredRecord& stored) -> Status {
      take(stored);
      return {};
    }, false);
    if (!read.ok()) {
      const auto object = read.error().parameter("object");
      const auto missing = read.error().is(errors::file_missing);
      if (!object.empty() && bad_objects_.count(object)) return;  // named already
      find(missing ? Damage::missing : Damage::altered, what,
           missing ? relative(read.error().parameter("path")) : path, read.error().sentence());
    }
  }

  // Older checkpoints must be states of the same tree: nothing was taken out or exchanged.
  void check_history(LogFiles& files, const std::vector<LogHead>& heads, const std::string& what) {
    log::Tree tree;
    std::size_t next = 0;
    const auto rights = case_.constitution_.logs.find(files.id().str());
    const bool cut = rights != case_.constitution_.logs.end() && rights->second.cut;
    for (std::uint64_t i = 0; i < heads.back().size; ++i) {
      const auto entry = files.commitment_at(i, heads.back().size);
      if (!entry.ok()) return find(Damage::missing, what, "", entry.error().sentence());
      tree.append(log::leaf_hash(*entry));
      // A cut names the branch it cuts: another one under the same key is somebody else's work.
      if (cut && static_cast<std::int64_t>(tree.size()) == *rights->second.cut &&
          hex(ByteView(tree.root())) != rights->second.cut_root) {
        find(Damage::altered, what, "",
             "At entry " + std::to_string(i) + " it is not the log that an administrator cut.");
      }
      while (next < heads.size() && heads[next].size == tree.size()) {
        if (tree.root() != heads[next].root) {
          find(Damage::altered, what, relative(files.manifest_path(heads[next])),
               "Checkpoint " + heads[next].name() + " is not an earlier state of this log.");
        }
        ++next;
      }
    }
  }

  void check_admitted(const std::vector<LogId>& logs) {
    for (const auto& log : logs) {
      const auto found = case_.constitution_.logs.find(log.str());
      if (found == case_.constitution_.logs.end() || found->second.vkey.empty()) {
        find(Damage::altered, "log " + log.str(), "logs/" + log.str(),
             "No administrator admitted this log: its records do not count.");
      }
    }
  }

  // gone/<object>: an administrator's signed order, and the object no longer there.
  void check_orders() {
    const auto& gone = case_.layout_.gone();
    if (!case_.world_.disk.exists(gone)) return;
    const auto entries = case_.world_.disk.list(gone);
    if (!entries.ok()) return find(Damage::unreadable, "gone", "gone", entries.error().sentence());
    std::vector<log::VerifierKey> admins;
    for (const auto& [id, rights] : case_.constitution_.logs) {
      auto key = log::VerifierKey::parse(rights.vkey);
      if (rights.admin && key.ok()) admins.push_back(std::move(*key));
    }
    for (const auto& entry : *entries) {
      if (entry.name.find('.') != std::string::npos) continue;  // left by a power cut
      const auto path = gone + "/" + entry.name;
      const auto bytes = case_.world_.disk.read_all(path, 1u << 16);
      const auto note = bytes.ok() ? log::parse_note(as_chars(*bytes))
                                   : Result<log::Note>(bytes.error());
      const auto text = "sealed-case/v1/gone\n" + case_.case_id_.str() + "\n" + entry.name + "\n";
      if (!note.ok() || note->text != text || !log::verify_note(*note, admins).ok()) {
        find(Damage::altered, "order " + entry.name, relative(path),
             "It is not the signed order of an administrator of this case.");
      } else if (case_.world_.disk.exists(case_.layout_.object(ObjectId(entry.name)))) {
        find(Damage::altered, "object " + entry.name,
             relative(case_.layout_.object(ObjectId(entry.name))),
             "It was ordered erased and lies here again. Opening the case removes it.");
      }
    }
  }

  void take(const StoredRecord& stored) {
    ++report_.records;
    const auto record = record::parse_record(stored.line);
    if (!record.ok()) {
      return find(Damage::altered,
                  "entry " + std::to_string(stored.index) + " of log " + stored.log.str(), "",
                  record.error().sentence());
    }
    const bool exhibit = record->kind == "exhibit";
    if (!exhibit && record->kind != "derivative") return;
    const auto rights = case_.constitution_.logs.find(stored.log.str());
    const auto prefix =
        rights == case_.constitution_.logs.end() ? std::string("?") : rights->second.prefix;
    auto number = std::to_string(record->body["no"].int_or(0));
    if (number.size() < 4) number.insert(0, 4 - number.size(), '0');
    if (exhibit) numbers_[record->id.str()] = prefix + "-" + number;
    if (!exhibit && record->body["sha256"].str().empty())
      return;  // sealed unread: nothing to check
    const auto& of = record->body["of"].str();
    Content content{
        exhibit ? prefix + "-" + number : "the text of " + (numbers_.count(of) ? numbers_[of] : of),
        record->body["sha256"].str(), stored.places,
        static_cast<std::uint64_t>(record->body["size"].int_or(0))};
    total_ += content.size;
    ++(exhibit ? report_.exhibits : report_.derivatives);
    contents_.push_back(std::move(content));
  }

  void check_contents() {
    for (const auto& content : contents_) {
      crypt::Sha256 hash;
      std::uint64_t size = 0;
      const auto read = case_.read_content(content.places, [&](ByteView bytes) -> Status {
        hash.update(bytes);
        size += bytes.size();
        report_.bytes += bytes.size();
        if (progress_) progress_(report_.bytes, total_);
        return {};
      });
      const auto path = content.places.empty()
                            ? std::string()
                            : relative(case_.object_path(content.places.front().object));
      if (!read.ok()) {
        find(read.error().is(errors::object_missing) ? Damage::missing : Damage::altered,
             content.what, path, read.error().sentence());
      } else if (size != content.size || hex(ByteView(hash.finish())) != content.sha256) {
        find(Damage::altered, content.what, path,
             "What is read back is not what was sealed: its SHA-256 differs.");
      }
    }
  }

  Case& case_;
  const VerifyProgress& progress_;
  VerifyReport report_;
  std::set<std::string> bad_objects_;
  std::map<std::string, std::string> numbers_;
  std::vector<Content> contents_;
  std::uint64_t total_ = 0;
};

Result<VerifyReport> verify_case(Case& opened, const VerifyProgress& progress) {
  return Verifier(opened, progress).run();
}

}  // namespace kotobune::vault
