// Writing an age file: header, nonce, then chunks of 64 KiB as they fill up.
//
// A chunk is sealed only when more plaintext follows or the file ends, because the last chunk is
// marked as such and must not be empty unless the whole file is.
#include <algorithm>

#include "base/limits.h"
#include "crypt/age.h"
#include "crypt/age_header.h"
#include "crypt/age_primitives.h"
#include "crypt/age_wrap.h"
#include "crypt/errors.h"

namespace kotobune::crypt {
namespace {

constexpr std::size_t version_bytes = 22;        // "age-encryption.org/v1\n"
constexpr std::size_t x25519_stanza_bytes = 98;  // "-> X25519 " 43 "\n" 43 "\n"
constexpr std::size_t mac_line_bytes = 48;       // "--- " 43 "\n"
constexpr std::size_t recipient_limit =
    (limits::age_header_bytes - version_bytes - mac_line_bytes) / x25519_stanza_bytes;

}  // namespace

struct AgeWriter::Impl {
  Impl(ByteView key, Sink to) : cipher(ChunkCipher::Direction::seal, key), sink(std::move(to)) {}

  Status seal(ByteView chunk, ChunkCipher::Position position) {
    const ByteSpan out = ByteSpan(sealed).first(chunk.size() + ChunkCipher::tag_bytes);
    cipher.seal(counter++, position, chunk, out);
    Status written = sink(out);
    if (!written.ok()) failure = written.error();
    return written;
  }

  // Seals the whole chunks at the front of `plaintext` that have more behind them, from where they
  // lie; returns the rest, 1 to 65536 bytes (or 0 of 0).
  Result<ByteView> seal_whole_chunks(ByteView plaintext) {
    while (plaintext.size() > ChunkCipher::plain_bytes) {
      TRY(seal(plaintext.first(ChunkCipher::plain_bytes), ChunkCipher::Position::middle));
      plaintext = plaintext.subspan(ChunkCipher::plain_bytes);
    }
    return plaintext;
  }

  ChunkCipher cipher;
  Sink sink;
  std::uint64_t counter = 0;
  Secret plain;            // one chunk that waits, made at the first need
  std::size_t filled = 0;  // bytes of `plain` that wait
  Bytes sealed = Bytes(ChunkCipher::sealed_bytes);
  bool finished = false;
  std::optional<Error> failure;  // of the sink: the file cannot be continued after it
};

AgeWriter::AgeWriter(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
AgeWriter::~AgeWriter() = default;

namespace {

using State = std::unique_ptr<AgeWriter::Impl>;

// Writes the header over `stanzas` and the nonce; returns the state that takes the plaintext.
Result<State> begin(const Secret& file_key, const std::vector<AgeStanza>& stanzas, Random& random,
                    AgeWriter::Sink sink) {
  std::string text = age_header_text(stanzas);
  text += age_mac_text(header_mac(file_key.view(), as_bytes(text)));
  ensure(text.size() <= limits::age_header_bytes, "we can read the header we write");
  std::array<std::uint8_t, payload_nonce_bytes> nonce{};
  random.fill(nonce);
  Bytes start = to_bytes(text);
  append(start, nonce);
  TRY(sink(start));
  const Secret key = payload_key(file_key.view(), nonce);
  return std::make_unique<AgeWriter::Impl>(key.view(), std::move(sink));
}

Secret new_file_key(Random& random) {
  Secret file_key(file_key_bytes);
  random.fill(file_key.span());
  return file_key;
}

Result<State> begin_for(const std::vector<Recipient>& recipients, Random& random,
                        AgeWriter::Sink sink) {
  if (recipients.empty() || recipients.size() > recipient_limit) {
    return Error(errors::age_recipient_count, {{"count", std::to_string(recipients.size())},
                                               {"limit", std::to_string(recipient_limit)}});
  }
  const Secret file_key = new_file_key(random);
  std::vector<AgeStanza> stanzas;
  for (const Recipient& recipient : recipients) {
    TRY_LET(stanza, wrap_for_recipient(file_key.view(), recipient, random));
    stanzas.push_back(std::move(stanza));
  }
  return begin(file_key, stanzas, random, std::move(sink));
}

Result<State> begin_with(ByteView passphrase, int log_n, Random& random, AgeWriter::Sink sink) {
  const Secret file_key = new_file_key(random);
  TRY_LET(stanza, wrap_with_passphrase(file_key.view(), passphrase, log_n, random));
  return begin(file_key, {std::move(stanza)}, random, std::move(sink));
}

}  // namespace

Result<std::unique_ptr<AgeWriter>> AgeWriter::create(const std::vector<Recipient>& recipients,
                                                     Random& random, Sink sink) {
  TRY_LET(state, begin_for(recipients, random, std::move(sink)));
  return std::make_unique<AgeWriter>(std::move(state));
}

Result<std::unique_ptr<AgeWriter>> AgeWriter::create_with_passphrase(ByteView passphrase,
                                                                     int log_n, Random& random,
                                                                     Sink sink) {
  TRY_LET(state, begin_with(passphrase, log_n, random, std::move(sink)));
  return std::make_unique<AgeWriter>(std::move(state));
}

Status AgeWriter::write(ByteView plaintext) {
  Impl& state = *impl_;
  ensure(!state.finished, "nothing is written after the end");
  if (state.failure) return *state.failure;
  while (!plaintext.empty()) {
    if (state.filled == ChunkCipher::plain_bytes) {
      TRY(state.seal(state.plain.view(), ChunkCipher::Position::middle));
      state.filled = 0;
    }
    if (state.filled == 0) {
      TRY_LET(rest, state.seal_whole_chunks(plaintext));
      plaintext = rest;
    }
    if (state.plain.empty()) state.plain = Secret(ChunkCipher::plain_bytes);
    const std::size_t take = std::min(plaintext.size(), ChunkCipher::plain_bytes - state.filled);
    std::copy_n(plaintext.begin(), take, state.plain.span().subspan(state.filled).begin());
    state.filled += take;
    plaintext = plaintext.subspan(take);
  }
  return {};
}

Status AgeWriter::finish() {
  Impl& state = *impl_;
  ensure(!state.finished, "a file ends once");
  if (state.failure) return *state.failure;
  state.finished = true;
  return state.seal(state.plain.view().first(state.filled), ChunkCipher::Position::last);
}

namespace {

// What is in memory already is sealed from there, without a chunk kept aside.
Status seal_all(const State& state, ByteView plaintext) {
  TRY_LET(rest, state->seal_whole_chunks(plaintext));
  return state->seal(rest, ChunkCipher::Position::last);
}

AgeWriter::Sink append_to(Bytes& out) {
  return [&out](ByteView bytes) -> Status {
    append(out, bytes);
    return {};
  };
}

}  // namespace

Result<Bytes> age_encrypt(ByteView plaintext, const std::vector<Recipient>& recipients,
                          Random& random) {
  Bytes out;
  out.reserve(age_size(plaintext.size(), recipients.size()));
  TRY_LET(state, begin_for(recipients, random, append_to(out)));
  TRY(seal_all(state, plaintext));
  return out;
}

Result<Bytes> age_encrypt_with_passphrase(ByteView plaintext, ByteView passphrase, int log_n,
                                          Random& random) {
  Bytes out;
  out.reserve(age_size(plaintext.size(), 1));
  TRY_LET(state, begin_with(passphrase, log_n, random, append_to(out)));
  TRY(seal_all(state, plaintext));
  return out;
}

std::uint64_t age_size(std::uint64_t plaintext_bytes, std::size_t recipients) {
  const std::uint64_t chunks =
      std::max<std::uint64_t>(1, plaintext_bytes / ChunkCipher::plain_bytes +
                                     (plaintext_bytes % ChunkCipher::plain_bytes != 0 ? 1 : 0));
  return version_bytes + x25519_stanza_bytes * recipients + mac_line_bytes + payload_nonce_bytes +
         plaintext_bytes + ChunkCipher::tag_bytes * chunks;
}

}  // namespace kotobune::crypt
