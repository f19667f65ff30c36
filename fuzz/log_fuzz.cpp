// What a log shows to strangers: notes, checkpoints, keys, proofs, tile names, bundles. Each has
// one spelling: what is read is written back byte for byte. First byte: which.
#include "crypt/sign.h"
#include "law.h"
#include "log/checkpoint.h"
#include "log/note.h"
#include "log/proof.h"
#include "log/tile.h"

using namespace kotobune;
using namespace kotobune::fuzz;

namespace {

const crypt::SigningKey& the_key() {
  static const auto key = crypt::SigningKey::from_seed(Bytes(32, 7));
  return key;
}

void check_note(std::string_view text) {
  const auto note = log::parse_note(text);
  if (!note.ok()) return;
  require(note->str() == text);
  static_cast<void>(log::verify_note(*note, {log::log_verifier(the_key().public_key())}).ok());
}

// A checkpoint of ours with foreign bytes over a part of it must not open as another one.
void check_forged(ByteView script) {
  static const log::Hash root{};
  static const auto sound = log::sign_checkpoint(42, root, the_key());
  auto note = sound;
  for (; script.size() >= 2; script = script.subspan(2)) {
    note[script[0] % note.size()] = static_cast<char>(script[1]);
  }
  const auto opened = log::open_checkpoint(note, log::log_verifier(the_key().public_key()));
  if (opened.ok()) require(opened->size == 42 && opened->root == root);
}

void check_proof(std::string_view text) {
  const auto proof = log::Proof::parse(text);
  if (!proof.ok()) return;
  require(proof->str() == text);
  const auto key = log::log_verifier(the_key().public_key());
  static_cast<void>(log::verify_proof(*proof, Bytes(32, 1), key).ok());
}

void check_bundle(std::uint8_t width, ByteView bytes) {
  const auto entries = log::parse_bundle(bytes, width + 1u, "tile/entries/000");
  if (!entries.ok()) return;
  require(entries->size() == width + 1u);
  const auto again = log::write_bundle(*entries);
  require(again.ok() && std::equal(again->begin(), again->end(), bytes.begin(), bytes.end()));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto input = take(data, size);
  const auto text = input.text();
  switch (input.choice % 7) {
    case 0: check_note(text); break;
    case 1: check_forged(input.bytes); break;
    case 2: check_proof(text); break;
    case 3:
      if (const auto key = log::VerifierKey::parse(text); key.ok()) require(key->str() == text);
      break;
    case 4:
      if (const auto tile = log::TileName::parse(text)) require(tile->path() == text);
      break;
    case 5:
      if (const auto point = log::parse_checkpoint_text(text); point.ok())
        require(point->text() == text);
      break;
    default:
      if (!input.bytes.empty()) check_bundle(input.bytes[0], input.bytes.subspan(1));
  }
  return 0;
}
