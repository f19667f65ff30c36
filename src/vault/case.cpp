#include "vault/case.h"

#include <algorithm>

#include "base/encode.h"
#include "base/errors.h"
#include "base/text.h"
#include "crypt/digest.h"
#include "crypt/errors.h"
#include "log/checkpoint.h"
#include "vault/errors.h"
#include "vault/log_files.h"
#include "vault/object_writer.h"
#include "vault/outbox.h"

namespace kotobune::vault {

namespace {

constexpr std::uint64_t case_file_bytes = 1u << 16;
constexpr std::uint64_t largest_grant_bytes = 64u << 10;

struct CaseFile {
  CaseId id;
  LogId root_log;
};

Result<CaseFile> read_case_file(World& world, const Layout& layout) {
  const auto bytes = world.disk.read_all(layout.case_file(), case_file_bytes);
  const Error not_a_case(errors::not_a_case, {{"path", layout.root()}});
  if (!bytes.ok()) return bytes.error().is(errors::file_missing) ? not_a_case : bytes.error();
  const auto json = parse_json(trim_ascii(as_chars(*bytes)));
  if (!json.ok() || (*json)["format"].str() != "sealed-case") return not_a_case;
  const auto version = (*json)["v"].int_or(0);
  if (version != 1) return Error(errors::case_too_new, {{"version", std::to_string(version)}});
  CaseFile out{CaseId((*json)["case"].str()), LogId((*json)["genesis"].str())};
  if (out.id.str().size() != 32 || out.root_log.str().size() != 32) return not_a_case;
  return out;
}

}  // namespace

Case::Case(World& world, Layout layout, Keystore keystore)
    : world_(world),
      layout_(std::move(layout)),
      keystore_(std::move(keystore)),
      known_heads_(std::make_unique<KnownHeads>()),
      unsynced_(std::make_unique<SyncQueue>()) {}

Case::~Case() = default;

Result<std::unique_ptr<Case>> Case::open(World& world, const std::string& path,
                                         ByteView passphrase) {
  const Layout layout(path);
  TRY(read_case_file(world, layout));
  TRY(world.disk.make_directory(layout.local()));
  TRY_LET(lock, world.disk.lock(layout.lock()));
  TRY_LET(keystore, load_keystore(world, layout.keystore(), passphrase));
  return open_with(world, layout, std::move(keystore), std::move(lock), Role::device);
}

Result<std::unique_ptr<Case>> Case::open_with(World& world, const Layout& layout, Keystore keystore,
                                              std::unique_ptr<File> lock, Role role) {
  TRY_LET(file, read_case_file(world, layout));
  if (keystore.case_id != file.id || keystore.root_log != file.root_log) {
    return Error(errors::log_altered,
                 {{"log", file.root_log.str()},
                  {"why", "case.json names another case than this computer's keys"}});
  }
  std::unique_ptr<Case> out(new Case(world, layout, std::move(keystore)));
  out->lock_ = std::move(lock);
  out->case_id_ = file.id;
  out->root_log_ = file.root_log;
  TRY(out->load(role));
  return out;
}

Status Case::load(Role role) {
  own_log_ = log::log_id_of(keystore_.log_key.public_key());
  TRY(world_.disk.make_directory(layout_.staging()));
  const auto key = keystore_.database_key("outbox-v1", 0);
  TRY_LET(outbox,
          Outbox::open(world_, role == Role::root ? layout_.root_outbox() : layout_.outbox(),
                       key.view()));
  outbox_ = std::move(outbox);
  TRY(finish_publication());
  TRY(settle_staging());
  TRY_LET(staged, world_.disk.list(layout_.staging()));
  for (const auto& entry : staged) TRY(world_.disk.remove(layout_.staging() + "/" + entry.name));
  writer_ = std::make_unique<record::Writer>(world_, keystore_.person, outbox_->last_t());
  TRY(recall_heads());
  TRY(check_own_head(role));
  TRY(remember_heads());
  TRY(learn_grants());
  TRY(replay());
  for (const auto& grant : constitution_.grants) {
    if (grant.to != own_log_.str()) continue;
    TRY_LET(known, outbox_->value("grant:" + grant.object.str()));
    if (known) continue;
    TRY_LET(bytes, world_.disk.read_all(layout_.object(grant.object), largest_grant_bytes));
    TRY_LET(plain, crypt::age_decrypt(bytes, {&keystore_.device}));
    TRY(add_grant(grant.object, plain));
  }
  TRY_LET(confirmed, outbox_->value("sheet_confirmed"));
  sheet_confirmed_ = confirmed.value_or("1") == "1";
  TRY_LET(asked, outbox_->value("sheet_group"));
  asked_group_ = asked ? static_cast<std::size_t>(std::stoul(*asked)) : 0;
  return finish_erasures();
}

Result<LogFiles> Case::files_of(const LogId& log) {
  return LogFiles::open(world_, layout_, log, known_heads_.get());
}

// A row a checkpoint: "head:<log>:<name>" -> its note. The outbox opens only under this device's
// key, so what stands there was checked here.
Status Case::recall_heads() {
  TRY_LET(rows, outbox_->values("head:"));
  for (const auto& [key, note] : rows) {
    const auto colon = key.find(':');
    const auto checkpoint = log::parse_checkpoint_text(note.substr(0, note.find("\n\n") + 1));
    if (colon == std::string::npos || !checkpoint.ok()) continue;  // it is read again
    known_heads_->heads.insert({{LogId(key.substr(0, colon)), key.substr(colon + 1)},
                                {checkpoint->size, checkpoint->root, note}});
  }
  return {};
}

Status Case::remember_heads() {
  std::vector<std::pair<std::string, std::string>> rows;
  for (const auto& [log, name] : known_heads_->fresh) {
    rows.emplace_back("head:" + log.str() + ":" + name, known_heads_->heads.at({log, name}).note);
  }
  known_heads_->fresh.clear();
  return rows.empty() ? Status() : outbox_->set_values(rows);
}

Status Case::replay() {
  passed_over_.clear();
  control_cache_.clear();
  TRY_LET(control, control_records());
  TRY_LET(constitution, record::replay_control(case_id_, root_log_, control));
  constitution_ = std::move(constitution);
  learn_orders(control);
  for (const auto& object : passed_over_) {
    if (replaced_.count(object.str())) continue;
    return Error(errors::object_missing, {{"object", object.str()}});
  }
  return control_cache_.empty() ? Status() : outbox_->set_values(control_cache_);
}

// Heads not seen before are recomputed whole; our own may never be behind what we signed.
Status Case::check_own_head(Role role) {
  TRY_LET(logs, list_logs(world_, layout_));
  std::uint64_t own_size = 0;
  for (const auto& log : logs) {
    TRY_LET(files, files_of(log));
    TRY_LET(heads, files.heads());
    if (heads.empty()) continue;
    if (log == own_log_) {
      own_size = heads.back().size;
      if (role == Role::root)
        TRY(outbox_->adopt(heads.back().size, hex(ByteView(heads.back().root))));
    }
    const auto key = "verified:" + log.str();
    TRY_LET(seen, outbox_->value(key));
    if (seen && *seen == heads.back().name()) continue;
    TRY(files.verify_tree(heads.back()));
    TRY(outbox_->set_value(key, heads.back().name()));
  }
  if (static_cast<std::int64_t>(own_size) < outbox_->published_size())
    return Error(errors::restored_copy);
  return {};
}

Status Case::add_grant(const ObjectId& object, ByteView plaintext) {
  for (const auto line : split(as_chars(plaintext), '\n')) {
    if (trim_ascii(line).empty()) continue;
    const auto json = parse_json(line);
    if (!json.ok())
      return Error(errors::object_unreadable,
                   {{"object", object.str()}, {"why", "a grant is malformed"}});
    TRY_LET(identity, crypt::Identity::parse((*json)["key"].str()));
    const auto& compartment = (*json)["comp"].str();
    const auto epoch = (*json)["epoch"].int_or(1);
    const bool known = std::any_of(keys_.begin(), keys_.end(), [&](const auto& key) {
      return key.compartment == compartment && key.epoch == epoch;
    });
    if (!known) keys_.push_back({compartment, epoch, std::move(identity)});
  }
  return outbox_->set_value("grant:" + object.str(), "1");
}

// The first grant is found by trying: grants say to nobody whom they are for. Later openings
// remember which objects they were.
Status Case::learn_grants() {
  bool any = false;
  TRY_LET(remembered, outbox_->value("grants"));
  std::vector<std::string> candidates;
  if (remembered) {
    for (const auto name : split(*remembered, ' ')) candidates.emplace_back(name);
  } else {
    TRY_LET(folders, world_.disk.list(layout_.objects()));
    for (const auto& folder : folders) {
      TRY_LET(names, world_.disk.list(layout_.objects() + "/" + folder.name));
      for (const auto& name : names) candidates.push_back(name.name);
    }
  }
  std::vector<std::string> found;
  for (const auto& name : candidates) {
    const ObjectId object(name);
    TRY_LET(info, world_.disk.info(layout_.object(object)));
    if (info.size_bytes > largest_grant_bytes) continue;
    TRY_LET(bytes, world_.disk.read_all(layout_.object(object), largest_grant_bytes));
    const auto plain = crypt::age_decrypt(bytes, {&keystore_.device});
    if (!plain.ok()) continue;
    TRY(add_grant(object, *plain));
    found.push_back(name);
    any = true;
  }
  if (!any) return Error(errors::no_keystore, {{"path", layout_.root()}});
  return outbox_->set_value("grants", join(found, " "));
}

std::vector<const crypt::Identity*> Case::identities() const {
  std::vector<const crypt::Identity*> out;
  for (const auto& key : keys_) out.push_back(&key.identity);
  return out;
}

bool Case::can_read(std::string_view compartment) const {
  return std::any_of(keys_.begin(), keys_.end(),
                     [&](const auto& key) { return key.compartment == compartment; });
}

const std::string& Case::prefix() const {
  static const std::string none;
  const auto found = constitution_.logs.find(own_log_.str());
  return found == constitution_.logs.end() ? none : found->second.prefix;
}

RecordId Case::new_id() { return writer_->new_id(); }
std::int64_t Case::published_size() const { return outbox_->published_size(); }

std::int64_t Case::unpublished_count() const {
  return outbox_->next_index() - outbox_->published_size();
}

Status Case::confirm_sheet(std::string_view typed_group) {
  TRY_LET(expected, outbox_->value("sheet_check"));
  const auto typed = ascii_lower(trim_ascii(typed_group));
  const auto check = hex(ByteView(crypt::hmac_sha256(keystore_.secret.view(), as_bytes(typed))));
  if (expected.value_or("") != check) {
    return Error(errors::recovery_code_wrong, {{"why", "the group differs from the sheet"}});
  }
  TRY(outbox_->set_value("sheet_confirmed", "1"));
  sheet_confirmed_ = true;
  return {};
}

std::string Case::object_path(const ObjectId& object) const {
  const auto staged = layout_.staging() + "/" + object.str();
  return world_.disk.exists(staged) ? staged : layout_.object(object);
}

Result<std::vector<StagedObject>> Case::staged_of(const std::vector<NewRecord>& records) {
  std::vector<StagedObject> out;
  for (const auto& record : records) {
    for (const auto& place : record.places) {
      const auto path = layout_.staging() + "/" + place.object.str();
      const bool listed =
          std::any_of(out.begin(), out.end(), [&](auto& o) { return o.name == place.object; });
      if (listed || !world_.disk.exists(path)) continue;
      TRY_LET(info, world_.disk.info(path));
      out.push_back({place.object, info.size_bytes, false});
    }
  }
  return out;
}

Result<RecordId> Case::append_one(NewRecord record) {
  std::vector<NewRecord> one;
  one.push_back(std::move(record));
  TRY_LET(ids, append(std::move(one)));
  return ids.front();
}

Result<std::vector<RecordId>> Case::append(std::vector<NewRecord> records) {
  if (!sheet_confirmed_) return Error(errors::sheet_not_confirmed);
  // A publication that the disk cut off has given the next index to its commit already (V4).
  TRY(finish_publication());
  TRY_LET(staged, staged_of(records));
  TRY(unsynced_->flush());
  if (!staged.empty()) TRY(world_.disk.sync_directory(layout_.staging()));
  std::vector<OutboxRecord> rows;
  std::vector<RecordId> ids;
  std::vector<std::pair<std::string, std::string>> values;
  std::optional<std::int64_t> next_exhibit;
  auto index = outbox_->next_index();
  for (auto& record : records) {
    if (!constitution_.may_write(own_log_, record.compartment, index)) {
      return Error(errors::not_a_member, {{"compartment", record.compartment}});
    }
    if (record.kind == "exhibit") next_exhibit = record.body["no"].int_or(0) + 1;
    TRY_LET(line, writer_->write(record.kind, std::move(record.body), std::move(record.supersedes),
                                 record.id));
    ids.push_back(line.id);
    rows.push_back(
        {index, record.compartment, line.id, std::move(line.text), std::move(record.places)});
    ++index;
  }
  if (next_exhibit) values.emplace_back("next_exhibit", std::to_string(*next_exhibit));
  TRY(outbox_->add(rows, staged, writer_->last_t(), values));
  return ids;
}

Result<std::int64_t> Case::next_exhibit_number() {
  TRY_LET(value, outbox_->value("next_exhibit"));
  return value ? std::int64_t{std::stoll(*value)} : std::int64_t{1};
}

Result<std::optional<std::string>> Case::local_value(std::string_view key) {
  return outbox_->value("app:" + std::string(key));
}

Status Case::set_local_value(std::string_view key, std::string_view value) {
  return outbox_->set_value("app:" + std::string(key), value);
}

Result<std::unique_ptr<ObjectWriter>> Case::begin_object(std::string_view compartment) {
  if (!sheet_confirmed_) return Error(errors::sheet_not_confirmed);
  const auto* epoch = constitution_.newest(compartment);
  if (!epoch) return Error(errors::not_a_member, {{"compartment", std::string(compartment)}});
  TRY_LET(recipient, crypt::Recipient::parse(epoch->recipient));
  return make_object_writer(world_, layout_.staging(), recipient, *unsynced_);
}

Status Case::forget_staged(const ObjectId& object) {
  const auto path = layout_.staging() + "/" + object.str();
  if (!world_.disk.exists(path)) return {};
  return world_.disk.remove(path);
}

Result<ObjectId> Case::put_object(std::string_view compartment, ByteView plaintext) {
  TRY_LET(writer, begin_object(compartment));
  TRY(writer->write(plaintext));
  return writer->finish();
}

Status Case::read_content(const std::vector<Place>& places,
                          const std::function<Status(ByteView)>& sink) {
  Bytes buffer(256u << 10);
  for (const auto& place : places) {
    const auto unreadable = [&](const Error& error) {
      return Error(errors::object_unreadable,
                   {{"object", place.object.str()}, {"why", error.sentence()}});
    };
    auto file = world_.disk.open(object_path(place.object), OpenMode::read);
    if (!file.ok()) {
      if (!file.error().is(errors::file_missing)) return file.error();
      return Error(errors::object_missing, {{"object", place.object.str()}});
    }
    const auto reader = crypt::AgeReader::open(std::move(file).value(), identities());
    if (!reader.ok()) return unreadable(reader.error());
    for (std::uint64_t done = 0; done < place.length;) {
      const auto want = std::min<std::uint64_t>(buffer.size(), place.length - done);
      const auto got = (*reader)->read_at(place.offset + done, ByteSpan(buffer).first(want));
      if (!got.ok()) return unreadable(got.error());
      if (*got != want)
        return unreadable(Error(errors::object_unreadable, {{"why", "it is too short"}}));
      TRY(sink(ByteView(buffer).first(*got)));
      done += *got;
    }
  }
  return {};
}

Result<Bytes> Case::read_content_all(const std::vector<Place>& places, std::uint64_t limit_bytes) {
  Bytes out;
  TRY(read_content(places, [&](ByteView bytes) -> Status {
    if (out.size() + bytes.size() > limit_bytes) {
      return Error(errors::too_large,
                   {{"path", "the exhibit"}, {"limit", std::to_string(limit_bytes)}});
    }
    kotobune::append(out, bytes);
    return {};
  }));
  return out;
}

Result<std::vector<Place>> Case::places_of(const RecordId& id) { return outbox_->places_of(id); }

Status Case::remember_places(const std::vector<std::pair<RecordId, std::vector<Place>>>& places) {
  return outbox_->remember_all(places);
}

Result<std::string> Case::heads() {
  TRY_LET(logs, list_logs(world_, layout_));
  std::vector<std::string> out;
  for (const auto& log : logs) {
    TRY_LET(files, files_of(log));
    TRY_LET(heads, files.heads());
    if (heads.empty()) continue;
    out.push_back(log.str() + ":" + std::to_string(heads.back().size) + ":" +
                  hex(ByteView(heads.back().root)));
  }
  return join(out, " ");
}

}  // namespace kotobune::vault
