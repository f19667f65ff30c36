// The desk: an opened case with everything a person works on it with - vault, index, practice pack.
//
// CLI and workbench are two doors to the same desk: what can be done at one can be done at the
// other, with the same refusals. Whatever changes the case goes through here: records are appended,
// the index follows, and what was just acknowledged is published, so that a checkpoint covers it.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/world.h"
#include "disclosure/consent.h"
#include "evidence/seal.h"
#include "desk/case_index.h"
#include "pack/compare.h"
#include "pack/pack.h"
#include "vault/case.h"
#include "vault/verify.h"

namespace kotobune::desk {

struct NewSource {
  std::string code;            // "W-03"; empty: the next free one
  std::string role;            // how she may be described without naming her: "a teacher"
  std::string level = "S2";    // protection
  std::vector<std::pair<std::string, std::string>> names;    // name, language; -> identities
  std::vector<std::pair<std::string, std::string>> related;  // relation, code of the other source
  bool minor = false;
};

struct NewConsent {
  std::string source;                                  // code
  std::map<std::string, disclosure::PurposeConsent> purposes;  // by purpose code
  std::vector<std::string> exhibits;                   // numbers; empty: everything of hers
  std::string method;                                  // "written", "oral-witnessed", ...
  std::string given;                                   // date, EDTF
  // Date, EDTF. Left out, what is still a yes keeps the earliest end that it had: saving a sheet
  // again never makes a consent last longer.
  std::string expires;
  bool minor = false;
  bool guardian = false;
  bool assent = false;
  // How it was given. A consent can never be erased, so these are codes, never names.
  std::string form;                                    // number of the exhibit that is the sheet
  std::string giver;                                   // self, guardian, relative, representative
  std::string caller, witness, collector, interpreter;
  std::string language;
  std::string asked;    // EDTF: when she was asked who wanted to be asked first
};

struct NewAssertion {
  std::string entity;       // id, or empty for a new one
  std::string type;         // "event"
  std::string informant;    // source code; may be empty
  struct Value {
    std::string property;
    Json value;
    std::vector<std::string> bases;  // exhibit numbers or record ids
    std::string grade;
  };
  std::vector<Value> values;
  std::string compartment = "main";  // of the entity; a property with one of its own goes there
};

// What an exhibit is called; what is not given stays as it is.
struct Description {
  std::optional<std::string> title;         // for the team; may hold codes of sources
  std::optional<std::string> described_as;  // for readers outside: names nobody
  std::optional<std::string> level;         // protection, "S2"
};

struct SealSummary {
  evidence::SealReport report;
  struct Unread {
    std::string number;
    std::string why;
  };
  std::vector<Unread> unread;  // sealed, but no text could be drawn out
  std::uint64_t texts = 0;
};

class Desk;

// Sealing what arrives piece by piece, as from a browser: none of it lies in the clear on this
// computer at any time. One file refused does not stop the rest. Obtained from Desk::begin_upload;
// the desk outlives it. Dropped without finish: what is not durable yet is forgotten.
class Upload {
 public:
  ~Upload();
  Status begin_file(const std::string& relative_path);
  Status write(ByteView bytes);
  Status end_file();  // errors are those of the case; the file's own stand in the summary
  void abandon_file(const Error& reason);
  // Makes everything durable, draws out the texts, publishes.
  Result<SealSummary> finish();

 private:
  friend class Desk;
  struct Impl;
  explicit Upload(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

class Desk {
 public:
  static Result<std::unique_ptr<Desk>> open(World& world, const std::string& path,
                                            ByteView passphrase, const std::string& packs_folder);
  // Takes a case that was just founded or recovered.
  static Result<std::unique_ptr<Desk>> around(World& world, std::unique_ptr<vault::Case> opened,
                                              const std::string& packs_folder);

  vault::Case& vault() { return *vault_; }
  CaseIndex& index() { return *view_; }
  // The practice in force in this case, with the packs that extend it; the program may come with
  // another version of it.
  const pack::Pack& pack() const { return pack_; }
  // Packs in force that this program cannot join to the practice: what they name counts as S4.
  const std::vector<std::string>& packs_not_joined() const { return packs_not_joined_; }
  Result<std::optional<pack::Pack>> pack_in_force(const std::string& name);
  // What the statements that this device can read name.
  Result<pack::Uses> uses();
  // Puts these files in force. Errors: pack_*; pack_would_lose, pack_protects_less, pack_not_newer
  // against the version in force; not_a_member.
  Status put_pack(const pack::Files& files, pack::Weaker weaker);
  const std::string& offered_pack_version() const { return offered_pack_version_; }

  // Reads new records into the index. Cheap where there are none.
  Status refresh();
  // Throws the index away and makes it again from the logs and the sealed texts.
  Status rebuild();

  Result<SealSummary> seal(const std::string& path, const std::string& source_code,
                           const std::string& received_from, const std::string& language,
                           const std::function<bool(const evidence::SealProgress&)>& progress);
  // Error: sealing_busy while another sealing goes on, by folder or by upload.
  Result<std::unique_ptr<Upload>> begin_upload(const std::string& source_code,
                                               const std::string& received_from,
                                               const std::string& language);
  bool is_sealing() const { return sealing_; }
  Result<std::string> add_source(const NewSource& source);     // its code
  Status set_source_of(const std::string& exhibit_number, const std::string& source_code);
  Status describe_exhibit(const std::string& exhibit_number, const Description& words);
  Status give_consent(const NewConsent& consent);
  // Ends one purpose ("P3") or all (""). What was disclosed on it stands in the result.
  Result<std::vector<std::string>> withdraw_consent(const std::string& source_code,
                                                    const std::string& purpose,
                                                    const std::string& why);
  Result<std::string> assert_values(const NewAssertion& assertion);  // the entity's id
  Status add_custody(const std::string& exhibit_number, const std::string& act,
                     const std::string& from, const std::string& to, const std::string& when,
                     const std::string& why);
  Status add_note(const std::vector<std::string>& about, const std::string& text);

  // Report sources live in the case. `draft` names one over its versions.
  Status save_draft(const std::string& draft, const std::string& title, std::string_view source);
  Result<std::optional<std::string>> load_draft(const std::string& draft);

  // Appends records and publishes them.
  Status add_records(std::vector<vault::NewRecord> records);
  // Appends disclosure records; the id of the first.
  Result<std::string> record_disclosure(std::vector<vault::NewRecord> records);

  // Errors: exhibit_not_here; exhibit_closed where its source said no or withdrew.
  Result<Bytes> exhibit_content(const std::string& number, std::uint64_t limit_bytes);
  Status copy_exhibit(const std::string& number, const std::function<Status(ByteView)>& sink);
  Result<vault::VerifyReport> verify(const vault::VerifyProgress& progress);
  std::optional<vault::VerifyReport> last_verification() const { return last_verification_; }
  Instant last_verified_at() const { return last_verified_at_; }

 private:
  Desk(World& world, std::unique_ptr<vault::Case> opened)
      : world_(world), vault_(std::move(opened)) {}
  Status learn_packs(const std::string& packs_folder);
  Result<bool> learn_packs_in_force();
  Status seal_pack();
  friend class Upload;
  Status start();
  Result<std::vector<vault::Place>> open_places(const std::string& number);
  Result<evidence::SealOptions> seal_options(const std::string& source_code,
                                             const std::string& received_from,
                                             const std::string& language);
  Result<SealSummary> finish_sealing(evidence::SealReport report);
  Result<vault::NewRecord> about_exhibit(const ExhibitRow& exhibit, const std::string& property,
                                         Json value);
  Result<std::string> compartment_of(const std::string& type, const std::string& property,
                                     const std::string& of_entity) const;
  Status append_and_publish(std::vector<vault::NewRecord> records);
  Status fill_anew(ByteView key);
  Status complete_texts();
  std::vector<index::LogName> log_names() const;
  std::optional<index::Input> valid_input(const vault::StoredRecord& stored) const;
  Status add_text(const RecordId& derivative, const std::string& exhibit,
                  const std::string& sha256, const std::vector<std::int64_t>& page_ends);
  Result<vault::NewRecord> draw_text(const ExhibitRow& exhibit, SealSummary& summary);

  World& world_;
  std::unique_ptr<vault::Case> vault_;
  std::unique_ptr<index::Index> index_;
  std::unique_ptr<CaseIndex> view_;
  pack::Pack pack_;
  std::string offered_pack_version_;
  std::vector<std::string> packs_not_joined_;
  std::string unsealed_pack_;  // the bundle, until it is in force; "" afterwards
  std::optional<vault::VerifyReport> last_verification_;
  Instant last_verified_at_;
  bool sealing_ = false;  // exhibit numbers are handed out by one sealing at a time
};

}  // namespace kotobune::desk
