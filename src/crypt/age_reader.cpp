// Reading an age file: the header first, then any chunk, each authenticated before a byte leaves.
//
// Invariants:
//   1. what is handed out comes from `plain`, and `plain` holds an authenticated chunk or nothing;
//   2. the size is believed only after the last chunk proved, by its mark, to be the last.
#include <algorithm>

#include "base/limits.h"
#include "crypt/age.h"
#include "crypt/age_header.h"
#include "crypt/age_primitives.h"
#include "crypt/age_wrap.h"
#include "crypt/errors.h"

namespace kotobune::crypt {
namespace {

using Position = ChunkCipher::Position;

Error damaged(const char* why) { return Error(errors::age_damaged, {{"why", why}}); }

// The bytes of an age file, from a File (read into a buffer) or from memory (borrowed, no copy).
class Source {
 public:
  explicit Source(ByteView bytes) : bytes_(bytes), size_(bytes.size()) {}
  Source(std::unique_ptr<File> file, std::uint64_t size) : file_(std::move(file)), size_(size) {}

  std::uint64_t size() const { return size_; }
  // The view lives until the next take(). Fewer bytes than asked only at the end.
  Result<ByteView> take(std::uint64_t offset, std::size_t count) {
    if (offset >= size_) return ByteView();
    count = static_cast<std::size_t>(std::min<std::uint64_t>(count, size_ - offset));
    if (!file_) return bytes_.subspan(static_cast<std::size_t>(offset), count);
    if (buffer_.size() < count) buffer_.resize(count);
    TRY_LET(got, file_->read_at(offset, ByteSpan(buffer_).first(count)));
    if (got != count) return damaged("the file became shorter while it was read");
    return ByteView(buffer_).first(count);
  }

 private:
  std::unique_ptr<File> file_;
  ByteView bytes_;
  std::uint64_t size_;
  Bytes buffer_;
};

struct Opened {
  Secret file_key;
  std::size_t index = 0;  // of the identity that opened it
};

// Reads ever larger beginnings until the header's end is in one of them, so that a small file
// costs one small read.
Result<AgeHeader> read_header(Source& source, ByteView& prefix) {
  for (std::size_t ask = 1024;; ask *= 4) {
    ask = std::min(ask, limits::age_header_bytes);
    TRY_LET(got, source.take(0, ask));
    prefix = got;
    const bool whole = got.size() < ask || ask == limits::age_header_bytes;
    if (whole || age_header_end(got)) break;
  }
  TRY_LET(header, parse_age_header(prefix));
  TRY(check_stanzas(header));
  return header;
}

// Why no key fitted: said as exactly as the header allows.
Error nobody_opens(const AgeHeader& header, bool with_passphrase) {
  bool ours = false;
  for (const AgeStanza& stanza : header.stanzas) {
    const std::string& kind = stanza.arguments[0];
    if (kind == "scrypt" && !with_passphrase) return Error(errors::age_needs_passphrase);
    ours = ours || kind == "scrypt" || kind == "X25519";
  }
  if (ours) return Error(errors::age_wrong_key);
  const std::string kind = header.stanzas[0].arguments[0].substr(0, 40);
  return Error(errors::age_unsupported, {{"what", "a recipient of the kind " + kind}});
}

Result<Opened> try_identities(const AgeHeader& header,
                              const std::vector<const Identity*>& identities) {
  for (std::size_t index = 0; index < identities.size(); ++index) {
    for (const AgeStanza& stanza : header.stanzas) {
      TRY_LET(file_key, unwrap_with_identity(stanza, *identities[index]));
      if (file_key) return Opened{*std::move(file_key), index};
    }
  }
  return nobody_opens(header, false);
}

Result<Opened> try_passphrase(const AgeHeader& header, ByteView passphrase, int max_log_n) {
  TRY_LET(file_key, unwrap_with_passphrase(header.stanzas[0], passphrase, max_log_n));
  if (file_key) return Opened{*std::move(file_key), 0};
  return nobody_opens(header, true);
}

}  // namespace

struct AgeReader::Impl {
  Impl(Source from, std::uint64_t start, ByteView key, std::size_t index)
      : source(std::move(from)),
        payload_start(start),
        identity_index(index),
        cipher(ChunkCipher::Direction::open, key),
        plain(static_cast<std::size_t>(
            std::min<std::uint64_t>(ChunkCipher::plain_bytes, sealed_size()))) {}

  std::uint64_t sealed_size() const { return source.size() - payload_start; }
  std::uint64_t chunk_count() const {
    return sealed_size() / ChunkCipher::sealed_bytes +
           (sealed_size() % ChunkCipher::sealed_bytes != 0 ? 1 : 0);
  }
  ByteView chunk() const { return plain.view().first(filled); }

  Result<ByteView> take_chunk(std::uint64_t number) {
    return source.take(payload_start + number * ChunkCipher::sealed_bytes,
                       ChunkCipher::sealed_bytes);
  }
  bool open_chunk(std::uint64_t number, Position position, ByteView sealed) {
    filled = sealed.size() - ChunkCipher::tag_bytes;
    const bool opened = cipher.open(number, position, sealed, plain.span().first(filled));
    if (!opened) filled = 0;
    held = opened ? std::optional(number) : std::nullopt;
    return opened;
  }
  // Makes `number` the held chunk; the number of chunks is that of the file's size.
  Status hold(std::uint64_t number) {
    if (held == number) return {};
    TRY_LET(sealed, take_chunk(number));
    const bool last = number + 1 == chunk_count();
    if (sealed.size() < ChunkCipher::tag_bytes) return damaged("its last chunk is cut off");
    if (last && number > 0 && sealed.size() == ChunkCipher::tag_bytes) {
      return damaged("its last chunk is empty");
    }
    if (open_chunk(number, last ? Position::last : Position::middle, sealed)) return {};
    return damaged("a chunk fails its authentication");
  }

  Source source;
  std::uint64_t payload_start;  // of the first chunk
  std::size_t identity_index;
  ChunkCipher cipher;
  Secret plain;  // one chunk, or less where the whole file is less
  std::size_t filled = 0;
  std::optional<std::uint64_t> held;        // the chunk that `plain` holds
  std::optional<std::uint64_t> proven_size;  // of the plaintext
};

AgeReader::AgeReader(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
AgeReader::~AgeReader() = default;

namespace {

using TryKeys = std::function<Result<Opened>(const AgeHeader&)>;

Result<std::unique_ptr<AgeReader>> open_source(Source source, const TryKeys& try_keys) {
  ByteView prefix;
  TRY_LET(header, read_header(source, prefix));
  TRY_LET(opened, try_keys(header));
  const Digest mac = header_mac(opened.file_key.view(), prefix.first(header.covered_bytes));
  if (!equal_constant_time(mac, header.mac)) return Error(errors::age_header_altered);
  TRY_LET(nonce, source.take(header.size_bytes, payload_nonce_bytes));
  if (nonce.size() != payload_nonce_bytes) {
    return Error(errors::age_malformed, {{"why", "the nonce after the header is cut off"}});
  }
  const Secret key = payload_key(opened.file_key.view(), nonce);
  return std::make_unique<AgeReader>(std::make_unique<AgeReader::Impl>(
      std::move(source), header.size_bytes + payload_nonce_bytes, key.view(), opened.index));
}

Result<Bytes> read_whole(AgeReader& reader, std::size_t file_bytes) {
  Bytes out;
  out.reserve(file_bytes);
  const Status read = reader.read_all([&out](ByteView bytes) -> Status {
    append(out, bytes);
    return {};
  });
  if (read.ok()) return out;
  wipe(out.data(), out.size());  // half a plaintext is not handed out as if it were one
  return read.error();
}

}  // namespace

Result<std::unique_ptr<AgeReader>> AgeReader::open(
    std::unique_ptr<File> file, const std::vector<const Identity*>& identities) {
  TRY_LET(info, file->info());
  return open_source(Source(std::move(file), info.size_bytes), [&](const AgeHeader& header) {
    return try_identities(header, identities);
  });
}

Result<std::unique_ptr<AgeReader>> AgeReader::open_bytes(
    ByteView file, const std::vector<const Identity*>& identities) {
  return open_source(Source(file), [&](const AgeHeader& header) {
    return try_identities(header, identities);
  });
}

std::size_t AgeReader::identity_index() const { return impl_->identity_index; }

Result<std::uint64_t> AgeReader::size() {
  Impl& state = *impl_;
  if (state.proven_size) return *state.proven_size;
  const std::uint64_t chunks = state.chunk_count();
  if (chunks == 0) return damaged("it ends before its first chunk");
  TRY(state.hold(chunks - 1));
  state.proven_size = (chunks - 1) * ChunkCipher::plain_bytes + state.filled;
  return *state.proven_size;
}

Result<std::size_t> AgeReader::read_at(std::uint64_t offset, ByteSpan out) {
  Impl& state = *impl_;
  TRY_LET(end, size());
  std::size_t done = 0;
  while (done < out.size() && offset < end) {
    TRY(state.hold(offset / ChunkCipher::plain_bytes));
    const auto within = static_cast<std::size_t>(offset % ChunkCipher::plain_bytes);
    const std::size_t take = std::min(state.filled - within, out.size() - done);
    std::copy_n(state.chunk().begin() + within, take, out.begin() + done);
    done += take;
    offset += take;
  }
  return done;
}

// In order, as a stream: where a file was cut off or continued at a chunk's edge, the authentic
// chunks before that place have gone to the sink when the error is found, as age itself does.
Status AgeReader::read_all(const std::function<Status(ByteView)>& sink) {
  Impl& state = *impl_;
  for (std::uint64_t number = 0;; ++number) {
    TRY_LET(sealed, state.take_chunk(number));
    if (sealed.empty()) return damaged("it ends before its last chunk");
    if (sealed.size() < ChunkCipher::tag_bytes) return damaged("its last chunk is cut off");
    const bool full = sealed.size() == ChunkCipher::sealed_bytes;
    if (number > 0 && sealed.size() == ChunkCipher::tag_bytes) {
      return damaged("its last chunk is empty");
    }
    // A chunk's place tells how it is marked; the other mark is tried to name the damage and to
    // hand out what is authentic.
    const bool at_end = number + 1 == state.chunk_count();
    bool last = at_end;
    bool opened = state.open_chunk(number, last ? Position::last : Position::middle, sealed);
    if (!opened && full) {
      last = !last;
      opened = state.open_chunk(number, last ? Position::last : Position::middle, sealed);
      state.held.reset();  // authentic, but not at this place: hold() must not take it for sound
    }
    if (!opened) return damaged("a chunk fails its authentication");
    if (!state.chunk().empty()) TRY(sink(state.chunk()));
    if (last && !at_end) return damaged("something was added after its end");
    if (last) return {};
  }
}

Result<Bytes> age_decrypt(ByteView file, const std::vector<const Identity*>& identities) {
  TRY_LET(reader, AgeReader::open_bytes(file, identities));
  return read_whole(*reader, file.size());
}

Result<Bytes> age_decrypt_with_passphrase(ByteView file, ByteView passphrase, int max_log_n) {
  TRY_LET(reader, open_source(Source(file), [&](const AgeHeader& header) {
            return try_passphrase(header, passphrase, max_log_n);
          }));
  return read_whole(*reader, file.size());
}

}  // namespace kotobune::crypt
