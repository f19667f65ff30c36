// Signed notes, checkpoints and proofs: what is accepted, and every way to be refused.
#include "log/note.h"

#include <doctest/doctest.h>

#include "base/encode.h"
#include "log/checkpoint.h"
#include "log/errors.h"
#include "log/proof.h"
#include "log/test_logs.h"

using namespace kotobune;
using namespace kotobune::log;

TEST_CASE("a verifier key is read and written as one line") {
  const VerifierKey key{"example.com/foo", KeyType::log, test_key(7).public_key()};
  const auto read = VerifierKey::parse(key.str());
  REQUIRE(read.ok());
  CHECK(*read == key);
}

TEST_CASE("a verifier key that is not one is refused") {
  const std::string good = VerifierKey{"n", KeyType::log, test_key(7).public_key()}.str();
  std::string other_id = good;
  other_id[2] = other_id[2] == '0' ? '1' : '0';
  std::string upper = good;
  for (char& c : upper) {
    if (c >= 'a' && c <= 'f') c = static_cast<char>(c - 32);
  }
  Bytes short_key(32, 1);
  for (const std::string& bad :
       {std::string(), std::string("n"), std::string("n+00000000"), other_id, upper, good + "\n",
        " " + good, "a b" + good.substr(1), good.substr(1), "n+00000000+" + base64(short_key),
        "n+00000000+" + base64(Bytes(33, 2)), std::string("n+zz+AA==")}) {
    CAPTURE(bad);
    CHECK(VerifierKey::parse(bad).error().is(log::errors::key_malformed));
  }
}

TEST_CASE("the vector's checkpoint carries a log's and a cosigner's signature") {
  const std::string vectors = vectors_folder();
  if (vectors.empty()) {
    MESSAGE("skipped: KOTOBUNE_SHARED is not set");
    return;
  }
  const std::string keys = file_text(vectors + "/tlog/log70000/vkeys");
  const std::size_t end = keys.find('\n');
  const auto log_key = VerifierKey::parse(keys.substr(0, end));
  const auto witness_key = VerifierKey::parse(keys.substr(end + 1, keys.size() - end - 2));
  REQUIRE(log_key.ok());
  REQUIRE(witness_key.ok());
  const std::string text = file_text(vectors + "/tlog/log70000/checkpoint");
  const auto note = parse_note(text);
  REQUIRE(note.ok());
  CHECK(note->str() == text);
  const auto signers = verify_note(*note, {*log_key, *witness_key});
  REQUIRE(signers.ok());
  REQUIRE(signers->size() == 2);
  CHECK((*signers)[1].time_s == 1'790'000'000);
  CHECK(sign_text(note->text, log_key->name, test_key(7)) == note->signatures[0]);
  CHECK(cosign_text(note->text, witness_key->name, test_key(9), 1'790'000'000) ==
        note->signatures[1]);
}

TEST_CASE("a signature by a key we do not know is ignored, a wrong one by a known key is not") {
  const crypt::SigningKey mine = test_key(1);
  const crypt::SigningKey other = test_key(2);
  const std::string text = "one\n\ntwo\n";
  const VerifierKey key{"mine", KeyType::log, mine.public_key()};
  Note note{text, {sign_text(text, "other", other), sign_text(text, "mine", mine)}};
  auto read = parse_note(note.str());
  REQUIRE(read.ok());
  CHECK(read->text == text);
  CHECK(verify_note(*read, {key})->size() == 1);
  CHECK(verify_note(*read, {}).error().is(log::errors::note_unsigned));

  Note forged = note;
  forged.text = "one\n\n2\n";
  const auto refused = verify_note(forged, {key});
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.error().is(log::errors::note_signature_wrong));
  CHECK(refused.error().parameter("name") == "mine");

  // One right signature does not heal a wrong one by another known key.
  Note half = note;
  half.signatures[0].signature[3] ^= 1;
  const VerifierKey other_key{"other", KeyType::log, other.public_key()};
  CHECK(verify_note(half, {key}).ok());
  CHECK(verify_note(half, {key, other_key}).error().is(log::errors::note_signature_wrong));

  Note twice = note;
  twice.signatures.push_back(twice.signatures[1]);
  CHECK(verify_note(twice, {key})->size() == 1);

  Note short_one = note;
  short_one.signatures[1].signature.resize(9);
  CHECK(verify_note(short_one, {key}).error().is(log::errors::note_signature_wrong));
}

TEST_CASE("a cosignature binds its time") {
  const crypt::SigningKey key = test_key(9);
  const std::string text = "t\n";
  Note note{text, {cosign_text(text, "w", key, 1'790'000'000)}};
  const VerifierKey verifier{"w", KeyType::cosigner, key.public_key()};
  CHECK(verify_note(note, {verifier}).ok());
  note.signatures[0].signature[7] ^= 1;
  CHECK(verify_note(note, {verifier}).error().is(log::errors::note_signature_wrong));
  note.signatures[0].signature.resize(8);
  CHECK(verify_note(note, {verifier}).error().is(log::errors::note_signature_wrong));
}

TEST_CASE("bytes that are no signed note are refused") {
  const std::string dash = "\xE2\x80\x94 ";
  std::string many = "t\n\n";
  for (int i = 0; i < 65; ++i) many += dash + "n AAAAAAA=\n";
  for (const std::string& bad :
       {std::string(), std::string("t\n"), std::string("t\n\n"), "t\n\n" + dash + "n AAAAAAA=",
        std::string("t\n\n- n AAAAAAA=\n"), "t\n\n" + dash + "n\n", "t\n\n" + dash + "n AAAAAA\n",
        "t\n\n" + dash + "n AAAAAA==\n", "t\n\n" + dash + "a+b AAAAAAA=\n",
        "t\n\n" + dash + " AAAAAAA=\n", "t\r\n\n" + dash + "n AAAAAAA=\n",
        "\xff\n\n" + dash + "n AAAAAAA=\n", "t\n\n" + dash + "n AAAAAAA=\nx\n", many,
        std::string(2u << 20, 'a')}) {
    CAPTURE(bad.substr(0, 40));
    CHECK(parse_note(bad).error().is(log::errors::note_malformed));
  }
  CHECK(parse_note("t\n\n" + dash + "n AAAAAAA=\n").ok());
}

TEST_CASE("names with spaces of any script cannot sign") {
  CHECK(is_key_name("example.com/log"));
  CHECK(is_key_name("\xE8\xA8\x80"));
  CHECK_FALSE(is_key_name(""));
  CHECK_FALSE(is_key_name("a b"));
  CHECK_FALSE(is_key_name("a+b"));
  CHECK_FALSE(is_key_name("a\xC2\xA0" "b"));
  CHECK_FALSE(is_key_name("a\xE3\x80\x80" "b"));
  CHECK_FALSE(is_key_name("a\xff"));
}

TEST_CASE("a log's name says nothing but its key") {
  const crypt::PublicKey key = test_key(3).public_key();
  const LogId id = log_id_of(key);
  Bytes hashed = to_bytes("sealed-case/v1/log\n");
  append(hashed, ByteView(key));
  CHECK(id.str() == hex(ByteView(crypt::sha256(hashed)).first(16)));
  CHECK(log_verifier(key).name == "sealed-case.invalid/" + id.str());
  CHECK(parse_log_vkey(log_verifier(key).str() + "\n", id).ok());
  const LogId other = log_id_of(test_key(4).public_key());
  CHECK(parse_log_vkey(log_verifier(key).str(), other)
            .error().is(log::errors::checkpoint_of_other_log));
}

TEST_CASE("a checkpoint is opened by its own log's key only") {
  const crypt::SigningKey key = test_key(3);
  const Hash root = leaf_hash(as_bytes("x"));
  const std::string note = sign_checkpoint(1, root, key);
  const auto opened = open_checkpoint(note, log_verifier(key.public_key()));
  REQUIRE(opened.ok());
  CHECK(opened->size == 1);
  CHECK(opened->root == root);
  CHECK(opened->file_name() == "0000000000000001-" + hex(ByteView(root).first(8)));
  CHECK(open_checkpoint(note, log_verifier(test_key(4).public_key()))
            .error().is(log::errors::note_unsigned));

  // Signed by the right key, over another log's origin.
  const std::string name = log_verifier(key.public_key()).name;
  const std::string text = Checkpoint{"sealed-case.invalid/other", 1, root}.text();
  const std::string swapped = Note{text, {sign_text(text, name, key)}}.str();
  CHECK(open_checkpoint(swapped, log_verifier(key.public_key()))
            .error().is(log::errors::checkpoint_of_other_log));
}

TEST_CASE("a checkpoint text of another shape is refused") {
  const std::string root = base64(leaf_hash(as_bytes("x")));
  CHECK(parse_checkpoint_text("o\n1\n" + root + "\n").ok());
  for (const std::string& bad :
       {std::string(), "o\n1\n" + root, "o\n1\n" + root + "\nextension\n", "\n1\n" + root + "\n",
        "o\n01\n" + root + "\n", "o\n-1\n" + root + "\n", "o\n+1\n" + root + "\n",
        "o\n\n" + root + "\n",
        "o\n99999999999999999999\n" + root + "\n", std::string("o\n1\nAAAA\n"),
        "o\n1\n" + root.substr(0, 43) + "\n", "o\n0\n" + root + "\n", std::string("o\n1\n")}) {
    CAPTURE(bad);
    CHECK(parse_checkpoint_text(bad).error().is(log::errors::checkpoint_malformed));
  }
}

TEST_CASE("a proof file is verified by the log's key alone") {
  const crypt::SigningKey key = test_key(3);
  MemoryLog log;
  REQUIRE(log.add(vector_entries(0, 300)).ok());
  Proof proof;
  proof.extra = to_bytes("MS-0007");
  proof.index = 123;
  proof.hashes = log.tree.prove_inclusion(123, 300).value();
  proof.checkpoint = sign_checkpoint(300, log.tree.root(), key);
  const std::string text = proof.str();
  const auto read = Proof::parse(text);
  REQUIRE(read.ok());
  CHECK(read->str() == text);
  const VerifierKey verifier = log_verifier(key.public_key());
  CHECK(verify_proof(*read, vector_entry(123), verifier)->size == 300);
  CHECK(verify_proof(*read, vector_entry(124), verifier).error().is(log::errors::proof_wrong));

  Proof elsewhere = *read;
  elsewhere.index = 124;
  CHECK(verify_proof(elsewhere, vector_entry(123), verifier)
            .error().is(log::errors::proof_wrong));
  Proof forged = *read;
  forged.checkpoint.replace(forged.checkpoint.find("\n300\n"), 5, "\n301\n");
  CHECK(verify_proof(forged, vector_entry(123), verifier)
            .error().is(log::errors::note_signature_wrong));

  MemoryLog single;
  REQUIRE(single.add(vector_entries(5, 6)).ok());
  const Proof bare{std::nullopt, 0, {}, sign_checkpoint(1, single.tree.root(), key)};
  CHECK(verify_proof(Proof::parse(bare.str()).value(), vector_entry(5), verifier).ok());
}

TEST_CASE("a file that is no proof is refused") {
  const std::string head = "c2sp.org/tlog-proof@v1\n";
  const std::string hash = base64(leaf_hash(as_bytes("x"))) + "\n";
  std::string many = head + "index 1\n";
  for (int i = 0; i < 64; ++i) many += hash;
  for (const std::string& bad :
       {std::string(), head, std::string("c2sp.org/tlog-proof@v2\nindex 0\n\n"),
        head + "index 00\n\n", head + "index -1\n\n", head + "index\n\n",
        head + "extra ?\nindex 0\n\n",
        head + "extra AA==\n\n", head + "index 0\nAAAA\n\n", head + "index 0\n" + hash,
        head + "index 0\r\n\n", many + "\n", head + "index 0\n" + std::string(3u << 20, '\n')}) {
    CAPTURE(bad.substr(0, 60));
    CHECK(Proof::parse(bad).error().is(log::errors::proof_malformed));
  }
}
