// Founding a case and recovering it: the two visits of the paper root (docs/format.md section 7).
//
// Founding writes what every later opening replays by the general code: the root's log with
// genesis, compartments, the device's log, its admission and the grants. case.json comes last: a
// folder cut off earlier is no case yet and can be founded again after it is emptied.
#include "base/encode.h"
#include "base/errors.h"
#include "base/version.h"
#include "log/checkpoint.h"
#include "vault/case.h"
#include "vault/errors.h"
#include "vault/outbox.h"
#include "vault/padding.h"
#include "vault/publication.h"

namespace kotobune::vault {

namespace {

constexpr std::array<const char*, 3> first_compartments = {
    record::case_compartment, record::main_compartment, record::identities_compartment};
constexpr std::size_t shortest_passphrase = 12;
constexpr int calibrated_ms = 1000;

struct GrantLine {
  std::string compartment;
  std::int64_t epoch;
  const crypt::Identity* identity;
};

// One JSON object a line, padded with line feeds: `age -d` prints the keys.
Bytes grant_plaintext(const std::vector<GrantLine>& lines) {
  std::string text;
  for (const auto& line : lines) {
    const auto key = line.identity->str();
    Json json = Json::object();
    json.set("comp", line.compartment).set("epoch", line.epoch).set("key", as_chars(key.view()));
    text += json.dump() + "\n";
  }
  Bytes out = to_bytes(text);
  wipe(text.data(), text.size());
  out.resize(padded_size(out.size()), '\n');
  return out;
}

Json log_add(const LogId& log, const crypt::SigningKey& key, const CreateOptions& options,
             const std::string& person) {
  Json write = Json::array();
  for (const auto* compartment : first_compartments) write.push(compartment);
  Json body = Json::object();
  body.set("log", log.str())
      .set("vkey", log::log_verifier(key.public_key()).str())
      .set("prefix", options.prefix)
      .set("device", options.device)
      .set("person", person)
      .set("name", options.person_name)
      .set("write", std::move(write));
  return body;
}

Json grant_body(const std::string& to, const ObjectId& object,
                const std::vector<GrantLine>& lines) {
  Json compartments = Json::array();
  for (const auto& line : lines) {
    compartments.push(Json(Json::Array{Json(line.compartment), Json(line.epoch)}));
  }
  Json body = Json::object();
  body.set("to", to).set("obj", object.str()).set("comps", std::move(compartments));
  return body;
}

Status check_place(World& world, const std::string& path) {
  const auto entries = world.disk.list(path);
  if (entries.ok() && !entries->empty()) return Error(errors::case_exists, {{"path", path}});
  if (!entries.ok() && !entries.error().is(errors::file_missing)) return entries.error();
  return world.disk.make_directory(path);
}

}  // namespace

// Writes the root's log of a new case.
class Founder {
 public:
  Founder(World& world, const Layout& layout, const CreateOptions& options)
      : world_(world), layout_(layout), options_(options), root_(RootKey::generate(world.random)),
        case_id_(random_case_id(world)), root_log_(log::log_id_of(root_.signing.public_key())),
        keystore_(Keystore::generate(world.random, case_id_, root_log_, "p1", options.person_name)),
        writer_(world, "root", 0) {}

  Result<Case::Founded> found(ByteView passphrase) {
    const auto device_log = log::log_id_of(keystore_.log_key.public_key());
    std::vector<crypt::Identity> identities;
    for (std::size_t i = 0; i < first_compartments.size(); ++i) {
      identities.push_back(crypt::Identity::generate(world_.random));
    }
    std::vector<GrantLine> lines;
    for (std::size_t i = 0; i < identities.size(); ++i)
      lines.push_back({first_compartments[i], 1, &identities[i]});
    case_recipient_ = identities[0].recipient();

    TRY(add("genesis", genesis()));
    for (const auto& line : lines) {
      Json body = Json::object();
      body.set("comp", line.compartment)
          .set("epoch", line.epoch)
          .set("recipient", line.identity->recipient().str());
      TRY(add("comp.new", std::move(body)));
    }
    TRY(add("log.add", log_add(device_log, keystore_.log_key, options_, "p1")));
    Json admin = Json::object();
    admin.set("log", device_log.str()).set("person", "p1");
    TRY(add("admin.add", std::move(admin)));
    TRY(grant(device_log.str(), keystore_.device.recipient(), lines));
    TRY(grant(root_log_.str(), root_.identity.recipient(), lines));
    TRY(write_device_log(device_log));
    TRY(publish());
    return finish(passphrase);
  }

 private:
  static CaseId random_case_id(World& world) {
    Bytes id(16);
    world.random.fill(id);
    return CaseId(hex(id));
  }

  Json genesis() const {
    Json root = Json::object();
    root.set("recipient", root_.identity.recipient().str())
        .set("vkey", log::log_verifier(root_.signing.public_key()).str());
    Json body = Json::object();
    body.set("case", case_id_.str())
        .set("title", options_.title)
        .set("fictional", options_.fictional);
    body.set("format", "sealed-case/v1").set("root", std::move(root));
    return body;
  }

  Status add(std::string_view kind, Json body) {
    TRY_LET(line, writer_.write(kind, std::move(body)));
    lines_.push_back({static_cast<std::int64_t>(lines_.size()), std::move(line.text), {}, line.id});
    return {};
  }

  Status put(ByteView file, bool segment) {
    const ObjectId name(hex(ByteView(crypt::sha256(file))));
    TRY(world_.disk.make_directory(layout_.object_folder(name)));
    TRY(world_.disk.write_new(layout_.object(name), file));
    objects_.push_back({name, file.size(), segment});
    return {};
  }

  Status grant(const std::string& to, const crypt::Recipient& recipient,
               const std::vector<GrantLine>& lines) {
    TRY_LET(sealed, crypt::age_encrypt(grant_plaintext(lines), {recipient}, world_.random));
    TRY(put(sealed, false));
    return add("comp.grant", grant_body(to, objects_.back().name, lines));
  }

  Status write_device_log(const LogId& device_log) {
    TRY(world_.disk.make_directory(layout_.log(device_log)));
    return world_.disk.write_new(
        layout_.log(device_log) + "/vkey",
        as_bytes(log::log_verifier(keystore_.log_key.public_key()).str() + "\n"));
  }

  Status publish() {
    TRY_LET(segment, crypt::age_encrypt(encode_segment(root_log_, lines_), {*case_recipient_},
                                        world_.random));
    TRY(put(segment, true));
    Json segments = Json::array();
    Json blobs = Json::array();
    for (const auto& object : objects_) {
      Json one = Json::object();
      one.set("o", object.name.str()).set("n", object.size_bytes);
      (object.segment ? segments : blobs).push(std::move(one));
    }
    Json body = Json::object();
    body.set("heads", Json::object()).set("prev", Json(Json::Array{Json(0), Json("")}));
    body.set("segs", std::move(segments)).set("blobs", std::move(blobs)).set("app", program_words);
    TRY_LET(commit, writer_.write("commit", std::move(body)));
    PublicationInput input{case_id_, root_log_, root_.signing, {},
                           0,        {},        world_.random, *case_recipient_};
    for (const auto& line : lines_) input.lines.push_back(&line.line);
    input.lines.push_back(&commit.text);
    TRY_LET(publication, prepare_publication(input));
    TRY(world_.disk.make_directory(layout_.log(root_log_)));
    TRY(world_.disk.write_new(
        layout_.log(root_log_) + "/vkey",
        as_bytes(log::log_verifier(root_.signing.public_key()).str() + "\n")));
    return write_publication(world_.disk, layout_, publication);
  }

  Result<Case::Founded> finish(ByteView passphrase) {
    const int log_n =
        options_.log_n ? options_.log_n : crypt::calibrate_scrypt(world_.clock, calibrated_ms);
    TRY(world_.disk.make_directory(layout_.staging()));
    TRY(save_keystore(world_, layout_.keystore(), keystore_, passphrase, log_n));
    auto sheet =
        make_sheet(root_, case_id_.str(), options_.title, world_.clock.now(), world_.random);
    {
      const auto key = keystore_.database_key("outbox-v1", 0);
      TRY_LET(outbox, Outbox::open(world_, layout_.outbox(), key.view()));
      std::string asked;
      for (const char c : sheet.groups[sheet.asked_group])
        asked.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c);
      TRY(outbox->set_value("sheet_check", hex(ByteView(crypt::hmac_sha256(keystore_.secret.view(),
                                                                           as_bytes(asked))))));
      TRY(outbox->set_value("sheet_group", std::to_string(sheet.asked_group)));
      TRY(outbox->set_value("sheet_confirmed", "0"));
    }
    Json file = Json::object();
    file.set("case", case_id_.str())
        .set("format", "sealed-case")
        .set("genesis", root_log_.str())
        .set("v", 1);
    TRY(world_.disk.write_new(layout_.case_file(), as_bytes(file.dump() + "\n")));
    TRY_LET(lock, world_.disk.lock(layout_.lock()));
    TRY_LET(opened, Case::open_with(world_, layout_, std::move(keystore_), std::move(lock),
                                    Case::Role::device));
    return Case::Founded{std::move(opened), std::move(sheet)};
  }

  World& world_;
  Layout layout_;
  CreateOptions options_;
  RootKey root_;
  CaseId case_id_;
  LogId root_log_;
  Keystore keystore_;
  record::Writer writer_;
  std::optional<crypt::Recipient> case_recipient_;
  std::vector<SegmentLine> lines_;
  std::vector<StagedObject> objects_;
};

Result<Case::Founded> Case::create(World& world, const std::string& path,
                                   const CreateOptions& options, ByteView passphrase) {
  if (passphrase.size() < shortest_passphrase) return Error(errors::passphrase_too_short);
  TRY(check_place(world, path));
  return Founder(world, Layout(path), options).found(passphrase);
}

Result<std::unique_ptr<Case>> Case::recover(World& world, const std::string& path,
                                            std::string_view code, const CreateOptions& options,
                                            ByteView passphrase) {
  if (passphrase.size() < shortest_passphrase) return Error(errors::passphrase_too_short);
  const Layout layout(path);
  TRY_LET(root, RootKey::parse(code));
  TRY_LET(bytes, world.disk.read_all(layout.case_file(), 1u << 16));
  TRY_LET(file, parse_json(as_chars(bytes).substr(0, as_chars(bytes).find('\n'))));
  const CaseId case_id(file["case"].str());
  const auto root_log = log::log_id_of(root.signing.public_key());
  if (root_log.str() != file["genesis"].str()) {
    return Error(errors::recovery_code_wrong, {{"why", "it belongs to another case"}});
  }
  TRY(world.disk.make_directory(layout.staging()));
  TRY_LET(lock, world.disk.lock(layout.lock()));
  auto keystore = Keystore::generate(world.random, case_id, root_log, "", options.person_name);
  {
    // The root visits with a throw-away outbox; it leaves the new device's admission and goes.
    Secret once(32);
    world.random.fill(once.span());
    TRY(remove_root_outbox(world, layout));
    Keystore as_root{case_id, root_log, "root", "root", root.identity.clone(),
                     crypt::SigningKey::from_seed(root.signing.seed()), std::move(once)};
    TRY_LET(visit, open_with(world, layout, std::move(as_root), nullptr, Role::root));
    keystore.person = "p" + std::to_string(visit->constitution_.logs.size());
    TRY(visit->admit(keystore, options));
  }
  TRY(remove_root_outbox(world, layout));
  const int log_n =
      options.log_n ? options.log_n : crypt::calibrate_scrypt(world.clock, calibrated_ms);
  TRY(save_keystore(world, layout.keystore(), keystore, passphrase, log_n));
  return open_with(world, layout, std::move(keystore), std::move(lock), Role::device);
}

Status Case::remove_root_outbox(World& world, const Layout& layout) {
  for (const char* suffix : {"", "-wal", "-shm"}) {
    const auto path = layout.root_outbox() + suffix;
    if (world.disk.exists(path)) TRY(world.disk.remove(path));
  }
  return {};
}

Status Case::admit(const Keystore& device, CreateOptions options) {
  const auto log = log::log_id_of(device.log_key.public_key());
  // A prefix is granted once: a second device of the same wish gets a number behind it.
  const auto wish = options.prefix;
  const auto taken = [&] {
    for (const auto& [id, rights] : constitution_.logs) {
      if (rights.prefix == options.prefix) return true;
    }
    return false;
  };
  for (int n = 2; taken(); ++n) options.prefix = wish + std::to_string(n);
  std::vector<GrantLine> lines;
  for (const auto& key : keys_) lines.push_back({key.compartment, key.epoch, &key.identity});
  TRY(world_.disk.make_directory(layout_.log(log)));
  TRY(world_.disk.write_new(layout_.log(log) + "/vkey",
                            as_bytes(log::log_verifier(device.log_key.public_key()).str() + "\n")));
  TRY_LET(sealed,
          crypt::age_encrypt(grant_plaintext(lines), {device.device.recipient()}, world_.random));
  const ObjectId object(hex(ByteView(crypt::sha256(sealed))));
  TRY(world_.disk.write_new(layout_.staging() + "/" + object.str(), sealed));
  std::vector<NewRecord> records;
  records.push_back({"log.add",
                     record::case_compartment,
                     log_add(log, device.log_key, options, device.person),
                     {},
                     {}});
  Json admin = Json::object();
  admin.set("log", log.str()).set("person", device.person);
  records.push_back({"admin.add", record::case_compartment, std::move(admin), {}, {}});
  NewRecord grant{
      "comp.grant", record::case_compartment, grant_body(log.str(), object, lines), {}, {}};
  grant.places.push_back({object, 0, 0});  // so that the manifest announces it
  records.push_back(std::move(grant));
  TRY(append(std::move(records)));
  return publish();
}

}  // namespace kotobune::vault
