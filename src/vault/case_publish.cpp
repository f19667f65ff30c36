// Publishing: from the outbox into the case's own files (docs/format.md section 6).
#include <algorithm>

#include "base/encode.h"
#include "base/limits.h"
#include "base/version.h"
#include "log/checkpoint.h"
#include "log/tile.h"
#include "vault/case.h"
#include "vault/errors.h"
#include "vault/log_files.h"
#include "vault/outbox.h"
#include "vault/padding.h"
#include "vault/publication.h"

namespace kotobune::vault {

namespace {

// One list of lines for each segment to write: by compartment, cut where 4 MiB are reached.
std::vector<std::pair<std::string, std::vector<SegmentLine>>> group(
    const std::vector<OutboxRecord>& records) {
  std::map<std::string, std::vector<SegmentLine>> open;
  std::vector<std::pair<std::string, std::vector<SegmentLine>>> out;
  std::map<std::string, std::size_t> sizes;
  for (const auto& record : records) {
    auto& lines = open[record.compartment];
    auto& size = sizes[record.compartment];
    if (!lines.empty() && size + record.line.size() > limits::segment_bytes) {
      out.emplace_back(record.compartment, std::move(lines));
      lines.clear();
      size = 0;
    }
    lines.push_back({record.index, record.line, record.places, record.id});
    size += record.line.size();
  }
  for (auto& [compartment, lines] : open) {
    if (!lines.empty()) out.emplace_back(compartment, std::move(lines));
  }
  return out;
}

Json object_list(const std::vector<StagedObject>& objects, bool segments) {
  Json out = Json::array();
  for (const auto& object : objects) {
    if (object.segment != segments) continue;
    Json one = Json::object();
    one.set("o", object.name.str()).set("n", object.size_bytes);
    out.push(std::move(one));
  }
  return out;
}

}  // namespace

Bytes manifest_plaintext(std::string_view commit_line) {
  Bytes out = to_bytes(commit_line);
  out.resize(padded_size(out.size() + 1), '\n');
  return out;
}

Result<PendingPublication> prepare_publication(const PublicationInput& in) {
  log::Tree tree;
  if (in.old_size > 0) {
    TRY_LET(resumed, log::Tree::resume(in.old_size, log::tile_nodes(in.old_size, in.reader)));
    tree = std::move(resumed);
  }
  std::vector<Bytes> entries;
  for (const auto* line : in.lines) {
    const auto c = record::commitment(in.case_id, in.log, *line);
    tree.append(log::leaf_hash(c));
    entries.emplace_back(c.begin(), c.end());
  }
  TRY_LET(manifest,
          crypt::age_encrypt(manifest_plaintext(*in.lines.back()), {in.case_recipient}, in.random));
  const auto root = tree.root();
  const std::string base = "logs/" + in.log.str() + "/";
  PendingPublication out;
  out.size = static_cast<std::int64_t>(tree.size());
  out.root_hex = hex(ByteView(root));
  const auto name = Layout::checkpoint_name(tree.size(), out.root_hex);
  out.files.push_back({base + "m/" + name + ".age", std::move(manifest)});
  TRY_LET(tiles, log::grow(tree, in.old_size, entries, in.reader));
  for (auto& tile : tiles) out.files.push_back({base + tile.path, std::move(tile.bytes)});
  out.note = log::sign_checkpoint(tree.size(), root, in.key);
  out.files.push_back({base + "cp/" + name, to_bytes(out.note)});
  out.files.push_back({base + "checkpoint", to_bytes(out.note)});
  return out;
}

Status write_publication(Disk& disk, const Layout& layout, const PendingPublication& publication) {
  for (const auto& file : publication.files) {
    const auto path = layout.root() + "/" + file.path;
    TRY(disk.make_directory(parent_path(path)));
    const bool replaceable = file_name_of(file.path) == "checkpoint";
    TRY(replaceable ? disk.write_replacing(path, file.content)
                    : disk.write_new(path, file.content));
  }
  return {};
}

Status Case::publish() {
  TRY(finish_publication());
  TRY(settle_staging());
  const auto old_size = outbox_->published_size();
  TRY_LET(records, outbox_->records(old_size));
  if (records.empty()) return {};
  TRY_LET(objects, outbox_->objects(true));
  std::vector<StagedObject> segments;
  for (const auto& [compartment, lines] : group(records)) {
    TRY_LET(sealed, [&]() -> Result<Bytes> {
      const auto* epoch = constitution_.newest(compartment);
      ensure(epoch != nullptr, "append admits only compartments that exist");
      TRY_LET(recipient, crypt::Recipient::parse(epoch->recipient));
      return crypt::age_encrypt(encode_segment(own_log_, lines), {recipient}, world_.random);
    }());
    const ObjectId name(hex(crypt::sha256(sealed)));
    TRY(world_.disk.write_new(layout_.staging() + "/" + name.str(), sealed));
    segments.push_back({name, sealed.size(), true});
  }
  for (const auto& segment : segments) objects.push_back(segment);

  Json heads = Json::object();
  TRY_LET(logs, list_logs(world_, layout_));
  for (const auto& log : logs) {
    TRY_LET(files, files_of(log));
    TRY_LET(all, files.heads());
    if (all.empty() || log == own_log_) continue;
    heads.set(log.str(),
              Json(Json::Array{Json(all.back().size), Json(hex(ByteView(all.back().root)))}));
  }
  TRY_LET(own_root, outbox_->value("own_root"));
  Json body = Json::object();
  body.set("heads", std::move(heads))
      .set("prev", Json(Json::Array{Json(old_size), Json(own_root.value_or(""))}))
      .set("segs", object_list(objects, true))
      .set("blobs", object_list(objects, false))
      .set("app", program_words);
  TRY_LET(repack, outbox_->value("repack"));
  if (repack) {
    TRY_LET(laid_anew, parse_json(*repack));
    body.set("repack", std::move(laid_anew));
  }
  TRY_LET(commit, writer_->write("commit", std::move(body)));
  TRY_LET(case_recipient,
          crypt::Recipient::parse(constitution_.newest(record::case_compartment)->recipient));
  PublicationInput input{case_id_,
                         own_log_,
                         keystore_.log_key,
                         {},
                         static_cast<std::uint64_t>(old_size),
                         LogFiles::reader_of(world_, layout_, own_log_),
                         world_.random,
                         case_recipient};
  for (const auto& record : records) input.lines.push_back(&record.line);
  input.lines.push_back(&commit.text);
  TRY_LET(publication, prepare_publication(input));
  TRY(outbox_->begin_publication(publication, segments));
  return finish_publication();
}

Status Case::finish_publication() {
  TRY_LET(pending, outbox_->pending_publication());
  if (!pending) return {};
  TRY(settle_staging());
  TRY(write_publication(world_.disk, layout_, *pending));
  return outbox_->end_publication(*pending);
}

Status Case::settle_staging() {
  TRY_LET(objects, outbox_->objects(false));
  std::vector<std::string> folders;
  for (const auto& object : objects) {
    const auto from = layout_.staging() + "/" + object.name.str();
    const auto folder = layout_.object_folder(object.name);
    if (std::find(folders.begin(), folders.end(), folder) == folders.end()) {
      TRY(world_.disk.make_directory(folder));
      folders.push_back(folder);
    }
    // Moved by an earlier attempt: its folder is synced all the same, since that attempt may have
    // ended in between. Once it counts as settled, what is left in staging is swept away.
    if (!world_.disk.exists(from)) continue;
    TRY(world_.disk.rename(from, layout_.object(object.name)));
  }
  for (const auto& folder : folders) TRY(world_.disk.sync_directory(folder));
  if (!folders.empty()) TRY(world_.disk.sync_directory(layout_.objects()));
  if (!objects.empty()) TRY(outbox_->mark_settled());
  return {};
}

}  // namespace kotobune::vault
