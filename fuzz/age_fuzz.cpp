// Foreign bytes given to the age reader. Three laws, beside not crashing:
//   1. a header that parses is written back byte for byte (one spelling);
//   2. whatever opens reads alike as a stream and by seeking, or fails;
//   3. a sound file, edited as the input says, fails or is the sound file still.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <optional>

#include "base/world.h"
#include "crypt/age.h"
#include "crypt/age_header.h"
#include "crypt/bech32.h"

using namespace kotobune;
using namespace kotobune::crypt;

namespace {

void require(bool law) {
  if (!law) std::abort();
}

class CountingRandom : public Random {
 public:
  void fill(ByteSpan out) override {
    for (auto& byte : out) byte = next_++;
  }

 private:
  std::uint8_t next_ = 1;
};

const Identity& the_identity() {
  static const Identity identity = Identity::from_scalar(Bytes(32, 42));
  return identity;
}

const Bytes& sound_plain() {
  static const Bytes plain(65536 + 100, 'k');
  return plain;
}

const Bytes& sound_file() {
  static const Bytes file = [] {
    CountingRandom random;
    return age_encrypt(sound_plain(), {the_identity().recipient()}, random).value();
  }();
  return file;
}

std::optional<Bytes> read_stream(AgeReader& reader) {
  Bytes plain;
  const Status read = reader.read_all([&plain](ByteView bytes) -> Status {
    append(plain, bytes);
    return {};
  });
  if (!read.ok()) return std::nullopt;
  return plain;
}

// Laws 1 and 2.
void check_foreign(ByteView file) {
  if (const auto header = parse_age_header(file); header.ok()) {
    const auto text = age_header_text(header->stanzas) + age_mac_text(header->mac);
    require(text == as_chars(file.first(header->size_bytes)));
    require(age_header_end(file) == header->size_bytes);
  }
  auto reader = AgeReader::open_bytes(file, {&the_identity()});
  if (!reader.ok()) return;
  const auto plain = read_stream(**reader);
  if (!plain) return;
  const auto size = (*reader)->size();
  require(size.ok() && *size == plain->size());
  Bytes again(plain->size());
  require((*reader)->read_at(0, again).ok() && again == *plain);
}

// Law 3. Each three bytes of the script are an edit: place (two bytes, from the file's start or its
// end) and what to do there.
void check_edited(ByteView script) {
  Bytes file = sound_file();
  for (; script.size() >= 3 && !file.empty(); script = script.subspan(3)) {
    const std::size_t near = (script[0] & 0x7fu) << 8 | script[1];
    const std::size_t at = std::min(file.size() - 1, near);
    const std::size_t place = script[0] & 0x80u ? file.size() - 1 - at : at;
    const auto cursor = file.begin() + static_cast<std::ptrdiff_t>(place);
    const std::uint8_t edit = script[2];
    if (edit == 0) file.erase(cursor);
    else if (edit == 1) file.erase(cursor, file.end());
    else if (edit == 2) file.insert(cursor, static_cast<std::uint8_t>(place));
    else *cursor ^= edit;
  }
  auto reader = AgeReader::open_bytes(file, {&the_identity()});
  const auto plain = reader.ok() ? read_stream(**reader) : std::nullopt;
  require(!plain || (file == sound_file() && *plain == sound_plain()));
}

void check_key_text(ByteView bytes) {
  const auto text = as_chars(bytes);
  if (const auto decoded = bech32_decode(text)) {
    const bool capitals = std::any_of(text.begin(), text.end(),
                                      [](char c) { return c >= 'A' && c <= 'Z'; });
    const bool has_letter_in_prefix =
        std::any_of(decoded->prefix.begin(), decoded->prefix.end(),
                    [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); });
    // A prefix without letters does not tell the case in which to write it back.
    if (has_letter_in_prefix || !capitals) {
      require(as_chars(bech32_encode(decoded->prefix, decoded->data.view()).view()) == text);
    }
  }
  if (const auto key = Recipient::parse(text); key.ok()) require(key->str() == text);
  if (const auto key = Identity::parse(text); key.ok()) {
    require(as_chars(key->str().view()) == text);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ByteView input(data, size);
  if (size > 0 && data[0] == 0) {
    check_edited(input.subspan(1));
  } else if (size > 0 && data[0] == 1) {
    check_key_text(input.subspan(1));
  } else {
    check_foreign(input);
  }
  return 0;
}
