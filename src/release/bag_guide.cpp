// VERIFY.md: how a stranger checks a bag with what every computer has. The program in it is part of
// the promise: tests/independent_test.sh cuts it out of a bag and runs it.
#include "release/bag.h"

namespace kotobune::release {

namespace {

constexpr const char* guide_head = R"md(# How to check this bag

Open `verify.html` in a browser and choose this folder: it does all of the following offline.
Whoever does not trust a page of ours does it by hand:

You need `sha256sum`, `python3` and `openssl` (3.0 or newer), and no program of ours. All formats
are published: BagIt 1.0 (RFC 8493), transparency log (RFC 6962, section 2.1), signed note,
checkpoint and proof (C2SP `signed-note`, `tlog-checkpoint`, `tlog-proof`), Ed25519 (RFC 8032).

## What it proves, and what it does not

It proves that the files under `data/` are those the bag was made with, and that an entry for each
of them stands in a log that can only grow: once a checkpoint of the log is known to anybody, no
entry under it can be changed, taken out or put in between unseen.

It does not prove that what a file says is true, nor who made it, nor who typed it in, nor that
nothing was left out of the bag: exhibits whose sources did not agree to this use are not here.
It proves no date by itself. The time in a record is what a computer's clock showed. A date
follows only from a checkpoint that somebody independent saw, signed or time-stamped: compare the
checkpoint at the end of a proof with any copy you got earlier or from somebody else.
The keys under `keys/` came with the bag. Compare them with a copy got another way, for instance
read out by telephone: whoever can exchange the bag can exchange the keys.

## 1. The files

    sha256sum -c manifest-sha256.txt
    sha256sum -c tagmanifest-sha256.txt

Every line must say OK, and there must be no file in `data/` that is not listed.

## 2. The entries

`statement.json` names for each exhibit its file, its log, its index in the log and its commitment:
the 32 bytes that the log holds for it.
)md";

constexpr const char* guide_with_records = R"md(
Where `records/<number>.json` is given, compute the commitment yourself. It is the SHA-256 of these
bytes one after the other (LF is one line feed; the file ends without one):

    "sealed-case/v1/record" LF  case  LF  log  LF  the bytes of records/<number>.json

`case` and `log` stand in `statement.json`. It must be equal to `commitment`, and `b.sha256` in the
record must be the SHA-256 of the file: this ties the file to the entry of the log. A record holds
the name and the path a file was found under; treat it as confidential as the file.
)md";

constexpr const char* guide_without_records = R"md(
Where an exhibit has no record in this bag, its commitment is our statement: the record stays with
us, because it holds the name and the path the file was found under, which can betray a source.
The commitment binds us all the same. Whoever doubts it may ask for the record, for instance under
seal: it is a line of JSON whose `b.sha256` is the SHA-256 of the file, and the SHA-256 of

    "sealed-case/v1/record" LF  case  LF  log  LF  the line without its line feed

must be equal to `commitment`. No other line can be made to fit (it holds 16 random bytes, so it
cannot be guessed from the commitment either). Until it is shown, the proof says that an entry was
in the log, and our word says that it is the entry of this file.
)md";

constexpr const char* guide_proof = R"md(
## 3. The proofs and the signature

`proofs/<number>.tlog-proof` holds the index, the hashes that lead from the entry to the root of the
log, an empty line, and the checkpoint: the log's name, size and root, signed. The leaf is
SHA-256(0x00, commitment), a node is SHA-256(0x01, left, right). The log's name is made of its key:
`log` is the first 32 hex digits of SHA-256("sealed-case/v1/log" LF, the 32 bytes of the key).
The Ed25519 signature is over the text of the checkpoint with its last line feed.

The program below does steps 2 and 3. Read it, save it as `check.py` outside the bag, and run
`python3 check.py` in the folder of the bag. With Go, `golang.org/x/mod/sumdb/note` opens the
checkpoint by the line in `keys/`, and `tlog.CheckRecord` checks the path.

```python
)md";

constexpr const char* guide_program =
    R"py(import base64, hashlib, json, os, subprocess, sys, tempfile

def sha(data):
    return hashlib.sha256(data).digest()

def read(name):
    with open(name, "rb") as file:
        return file.read()

def hash_of_file(name):
    digest = hashlib.sha256()
    with open(name, "rb") as file:
        for piece in iter(lambda: file.read(1 << 20), b""):
            digest.update(piece)
    return digest.hexdigest()

def root_of(leaf, index, size, path):
    """RFC 9162, section 2.1.3.2."""
    node, last, root = index, size - 1, leaf
    assert 0 <= index < size, "the index lies outside the log"
    for other in path:
        assert last > 0, "the proof is too long"
        if node % 2 or node == last:
            root = sha(b"\x01" + other + root)
            while node % 2 == 0 and node > 0:
                node, last = node >> 1, last >> 1
        else:
            root = sha(b"\x01" + root + other)
        node, last = node >> 1, last >> 1
    assert last == 0, "the proof is too short"
    return root

def check_signature(text, signatures, log):
    name, key_id, key = read("keys/%s.vkey" % log).decode().strip().split("+", 2)
    key = base64.b64decode(key)
    assert key[:1] == b"\x01" and len(key) == 33, "the key is not Ed25519"
    assert sha(name.encode() + b"\n" + key)[:4].hex() == key_id, "the key id is wrong"
    named = hashlib.sha256(b"sealed-case/v1/log\n" + key[1:]).hexdigest()[:32]
    assert named == log and name == "sealed-case.invalid/" + log, "the key is of another log"
    for line in signatures.decode().splitlines():
        dash, signer, blob = line.split(" ")
        blob = base64.b64decode(blob)
        if dash != "\u2014" or signer != name or blob[:4].hex() != key_id:
            continue
        with tempfile.TemporaryDirectory() as folder:
            der = bytes.fromhex("302a300506032b6570032100") + key[1:]
            for part, data in (("key", der), ("text", text), ("signature", blob[4:])):
                with open(os.path.join(folder, part), "wb") as file:
                    file.write(data)
            done = subprocess.run(
                ["openssl", "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", "key",
                 "-rawin", "-in", "text", "-sigfile", "signature"],
                cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        assert done.returncode == 0, "the signature is wrong"
        return
    raise AssertionError("the log did not sign this checkpoint")

def check(one, case):
    assert hash_of_file(one["file"]) == one["sha256"], "the file is not the one stated"
    commitment = bytes.fromhex(one["commitment"])
    if one["record"]:
        line = read(one["record"])
        head = "sealed-case/v1/record\n%s\n%s\n" % (case, one["log"])
        assert sha(head.encode() + line) == commitment, "the record is not the one committed to"
        assert json.loads(line)["b"]["sha256"] == one["sha256"], "the record is of another file"
    proof, text, signatures = read("proofs/%s.tlog-proof" % one["number"]).split(b"\n\n", 2)
    text += b"\n"
    lines = proof.decode().split("\n")
    assert lines.pop(0) == "c2sp.org/tlog-proof@v1", "this is no proof"
    lines = [line for line in lines if not line.startswith("extra ")]
    assert lines.pop(0) == "index %d" % one["index"], "the proof is of another entry"
    origin, size, root = text.decode().splitlines()
    assert origin == "sealed-case.invalid/" + one["log"], "the checkpoint is of another log"
    path = [base64.b64decode(line) for line in lines]
    found = root_of(sha(b"\x00" + commitment), one["index"], int(size), path)
    assert found == base64.b64decode(root), "the entry is not in the log"
    check_signature(text, signatures, one["log"])
    return "in the log" + ("" if one["record"] else ", by the commitment stated")

bad = 0
statement = json.loads(read("statement.json"))
for one in statement["exhibits"]:
    try:
        print(one["number"], "ok:", check(one, statement["case"]))
    except Exception as error:
        bad += 1
        print(one["number"], "BAD:", error)
sys.exit(1 if bad else 0)
)py";

}  // namespace

std::string verify_guide(bool records) {
  std::string out = guide_head;
  if (records) out += guide_with_records;
  out += guide_without_records;
  out += guide_proof;
  out += guide_program;
  out += "```\n";
  return out;
}

}  // namespace kotobune::release
