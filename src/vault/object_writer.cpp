// Writes one encrypted object into the staging folder: encrypt, hash the ciphertext on its way,
// sync, name by hash. What is staged without an outbox row is swept away at the next opening.
#include <array>

#include "base/encode.h"
#include "crypt/digest.h"
#include "vault/case.h"
#include "vault/object_writer.h"
#include "vault/padding.h"

namespace kotobune::vault {

namespace {

constexpr std::size_t most_open_files = 128;
// Ciphertext comes in chunks of 64 KiB, and each is written as it comes. Gathering more saves few
// calls, and a buffer of a megabyte for every object cost more in fresh memory than the encryption
// (200 photographs: 2.7 times the time, bench/RESULTS.md).
constexpr std::size_t write_at_once_bytes = 64u << 10;
constexpr std::array<std::uint8_t, 16u << 10> zeros{};

}  // namespace

struct ObjectWriter::Impl {
  World* world = nullptr;
  SyncQueue* queue = nullptr;
  std::string staging;
  std::string temporary;
  std::unique_ptr<File> file;
  std::unique_ptr<crypt::AgeWriter> age;
  crypt::Sha256 hash;
  Bytes pending;
  std::uint64_t file_offset = 0;
  std::uint64_t plaintext_bytes = 0;
  bool finished = false;

  Status flush() {
    TRY(file->write_at(file_offset, pending));
    file_offset += pending.size();
    pending.clear();
    return {};
  }
  Status take(ByteView ciphertext) {
    hash.update(ciphertext);
    if (pending.empty() && ciphertext.size() >= write_at_once_bytes) {
      TRY(file->write_at(file_offset, ciphertext));
      file_offset += ciphertext.size();
      return {};
    }
    append(pending, ciphertext);  // the header, and the chunk behind it; the last chunk
    if (pending.size() >= write_at_once_bytes) TRY(flush());
    return {};
  }
};

Result<std::unique_ptr<ObjectWriter>> make_object_writer(World& world, const std::string& staging,
                                                         const crypt::Recipient& recipient,
                                                         SyncQueue& queue) {
  auto impl = std::make_unique<ObjectWriter::Impl>();
  auto* raw = impl.get();  // stays where it is: the writer owns it for its whole life
  Bytes dice(12);
  world.random.fill(dice);
  impl->world = &world;
  impl->queue = &queue;
  impl->staging = staging;
  impl->temporary = staging + "/t-" + hex(dice);
  TRY_LET(file, world.disk.open(impl->temporary, OpenMode::create_new));
  impl->file = std::move(file);
  TRY_LET(age, crypt::AgeWriter::create({recipient}, world.random, [raw](ByteView ciphertext) {
            return raw->take(ciphertext);
          }));
  impl->age = std::move(age);
  return std::make_unique<ObjectWriter>(std::move(impl));
}

Status SyncQueue::add(std::unique_ptr<File> file) {
  file->begin_sync();
  files_.push_back(std::move(file));
  return files_.size() < most_open_files ? Status() : flush();
}

Status SyncQueue::flush() {
  // Whatever fails, none of them is waited for twice: the next flush would say that all is well.
  const auto files = std::move(files_);
  files_.clear();
  for (const auto& file : files) TRY(file->sync());
  return {};
}

ObjectWriter::ObjectWriter(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

ObjectWriter::~ObjectWriter() {
  // An abandoned object is only a temporary file; a failure to remove it is swept up at opening.
  if (!impl_ || impl_->finished) return;
  impl_->file.reset();
  (void)impl_->world->disk.remove(impl_->temporary);
}

Status ObjectWriter::write(ByteView plaintext) {
  impl_->plaintext_bytes += plaintext.size();
  return impl_->age->write(plaintext);
}

std::uint64_t ObjectWriter::written_bytes() const { return impl_->plaintext_bytes; }

Result<ObjectId> ObjectWriter::finish() {
  auto& in = *impl_;
  for (auto left = padded_size(in.plaintext_bytes) - in.plaintext_bytes; left > 0;) {
    const auto step = std::min<std::uint64_t>(left, zeros.size());
    TRY(in.age->write(ByteView(zeros).first(step)));
    left -= step;
  }
  TRY(in.age->finish());
  TRY(in.flush());
  TRY(in.queue->add(std::move(in.file)));
  const ObjectId name(hex(in.hash.finish()));
  TRY(in.world->disk.rename(in.temporary, in.staging + "/" + name.str()));
  in.finished = true;
  return name;
}

}  // namespace kotobune::vault
