// Writes one encrypted object into the staging folder: encrypt, hash the ciphertext on its way,
// sync, name by hash. What is staged without an outbox row is swept away at the next opening.
#include "base/encode.h"
#include "crypt/digest.h"
#include "vault/case.h"
#include "vault/object_writer.h"
#include "vault/padding.h"

namespace kotobune::vault {

namespace {

constexpr std::size_t write_behind_bytes = 1u << 20;

}  // namespace

struct ObjectWriter::Impl {
  World* world = nullptr;
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
    append(pending, ciphertext);
    if (pending.size() >= write_behind_bytes) TRY(flush());
    return {};
  }
};

Result<std::unique_ptr<ObjectWriter>> make_object_writer(World& world, const std::string& staging,
                                                         const crypt::Recipient& recipient) {
  auto impl = std::make_unique<ObjectWriter::Impl>();
  auto* raw = impl.get();  // stays where it is: the writer owns it for its whole life
  Bytes dice(12);
  world.random.fill(dice);
  impl->world = &world;
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
  const Bytes zeros(64u << 10, 0);
  for (auto left = padded_size(in.plaintext_bytes) - in.plaintext_bytes; left > 0;) {
    const auto step = std::min<std::uint64_t>(left, zeros.size());
    TRY(in.age->write(ByteView(zeros).first(step)));
    left -= step;
  }
  TRY(in.age->finish());
  TRY(in.flush());
  TRY(in.file->sync());
  in.file.reset();
  const ObjectId name(hex(in.hash.finish()));
  TRY(in.world->disk.rename(in.temporary, in.staging + "/" + name.str()));
  in.finished = true;
  return name;
}

}  // namespace kotobune::vault
