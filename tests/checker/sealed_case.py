"""What a reader of sealed cases needs from the published specifications.

RFC 6962 trees, C2SP tiles and signed notes, age, zstd frames and strict JSON, each as
docs/format.md uses it. Functions return None or raise ValueError; they never print.
"""
import base64
import hashlib
import json
import os
import re
import struct
import subprocess
import tempfile

LINE_LIMIT, CHUNK = 1 << 20, 1 << 20
LEAF, NODE = b"\x00", b"\x01"


def sha(data):
    return hashlib.sha256(data).digest()


def read(path):
    with open(path, "rb") as file:
        return file.read()


def pad(n):
    """PADME with a floor (section 5)."""
    if n <= 4096:
        return 4096
    e = n.bit_length() - 1
    step = 1 << (e - e.bit_length())
    return (n + step - 1) // step * step


def strict_json(line):
    """One line of section 4.1: no floats, no duplicate keys, no wide integers, at most 16 deep."""
    def pairs(items):
        out = dict(items)
        if len(out) != len(items):
            raise ValueError("duplicate key")
        return out

    def integer(text):
        if abs(int(text)) > 2 ** 53 - 1:
            raise ValueError("integer too wide")
        return int(text)

    def refuse(text):
        raise ValueError("not an integer: " + text)

    def depth(value):
        inner = value.values() if isinstance(value, dict) else value
        if not isinstance(value, (dict, list)):
            return 0
        return 1 + max((depth(x) for x in inner), default=0)

    if len(line) > LINE_LIMIT:
        raise ValueError("line longer than 1 MiB")
    value = json.loads(line.decode("utf-8"), object_pairs_hook=pairs, parse_int=integer,
                       parse_float=refuse, parse_constant=refuse)
    if not isinstance(value, dict) or depth(value) > 16:
        raise ValueError("not an object of at most 16 levels")
    return value


# --- RFC 6962 tree, tiles of C2SP tlog-tiles ------------------------------------------------

def tree_root(hashes):
    """Root over hashes of perfect subtrees of one size, in order."""
    if not hashes:
        return sha(b"")
    if len(hashes) == 1:
        return hashes[0]
    split = 1 << ((len(hashes) - 1).bit_length() - 1)
    return sha(NODE + tree_root(hashes[:split]) + tree_root(hashes[split:]))


def tile_name(n):
    parts = ["%03d" % (n % 1000)]
    while n >= 1000:
        n //= 1000
        parts.insert(0, "x%03d" % (n % 1000))
    return "/".join(parts)


def read_tile(folder, n, width):
    """The bytes of tile n with at least `width` entries: the full tile, or the partial one."""
    full = os.path.join(folder, tile_name(n))
    for path in (full, "%s.p/%d" % (full, width)):
        if os.path.isfile(path):
            return read(path)
    return None


def read_entries(folder, size):
    """The 32-byte commitments [0, size), or None where a bundle is missing or malformed."""
    out = []
    for n in range((size + 255) // 256):
        width = min(256, size - n * 256)
        data = read_tile(os.path.join(folder, "tile", "entries"), n, width)
        if data is None or len(data) < 34 * width or len(data) % 34:
            return None
        rows = [data[i:i + 34] for i in range(0, len(data), 34)]
        if any(row[:2] != b"\x00\x20" for row in rows):
            return None
        out += [row[2:] for row in rows[:width]]
    return out


def tile_findings(folder, leaves):
    """One sentence for each hash tile that is missing or is not that of these leaves."""
    level, hashes, findings = 0, leaves, []
    while hashes:
        for n in range((len(hashes) + 255) // 256):
            want = b"".join(hashes[n * 256:n * 256 + 256])
            data = read_tile(os.path.join(folder, "tile", str(level)), n, len(want) // 32)
            if data is None:
                findings.append("hash tile %d/%d is missing" % (level, n))
            elif data[:len(want)] != want:
                findings.append("hash tile %d/%d does not match the entries" % (level, n))
        whole = len(hashes) // 256
        hashes = [tree_root(hashes[n * 256:n * 256 + 256]) for n in range(whole)]
        level += 1
    return findings


# --- signed notes ---------------------------------------------------------------------------

def read_vkey(log, folder):
    """The public key, checked against key hash, key name and log id (section 3)."""
    text = read(os.path.join(folder, "vkey")).decode("ascii").rstrip("\n")
    name, key_hash, blob = text.split("+", 2)
    key = base64.b64decode(blob, validate=True)
    if len(key) != 33 or key[0] != 1:
        raise ValueError("vkey is not of type 0x01")
    if name != "sealed-case.invalid/" + log:
        raise ValueError("vkey bears another name")
    if sha(name.encode() + b"\n" + key)[:4].hex() != key_hash:
        raise ValueError("vkey's hash does not match")
    if sha(b"sealed-case/v1/log\n" + key[1:])[:16].hex() != log:
        raise ValueError("log id is not that of the key")
    return key[1:]


def ed25519_ok(public, message, signature):
    with tempfile.TemporaryDirectory() as scratch:
        names = [os.path.join(scratch, n) for n in ("key", "message", "signature")]
        der = bytes.fromhex("302a300506032b6570032100") + public
        for name, data in zip(names, (der, message, signature)):
            with open(name, "wb") as file:
                file.write(data)
        return subprocess.run(
            ["openssl", "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", names[0],
             "-rawin", "-in", names[1], "-sigfile", names[2]],
            capture_output=True, check=False).returncode == 0


def read_checkpoint(log, data, public):
    """(size, root) of a checkpoint whose signature holds."""
    text = data.rpartition(b"\n\n")[0] + b"\n"
    lines = text.decode("utf-8").split("\n")
    name = "sealed-case.invalid/" + log
    if len(lines) != 4 or lines[3] or lines[0] != name:
        raise ValueError("not a checkpoint of this log")
    if not re.fullmatch(r"0|[1-9][0-9]*", lines[1]):
        raise ValueError("size is not a plain decimal")
    if not signed_by(data, text.decode("utf-8"), log, public):
        raise ValueError("no valid signature of the log's key")
    return int(lines[1]), base64.b64decode(lines[2], validate=True)


def signed_by(note, text, log, public):
    """True where the note is this text, signed by the key of this log."""
    body, _, signatures = note.rpartition(b"\n\n")
    name = "sealed-case.invalid/" + log
    key_id = sha(name.encode() + b"\n\x01" + public)[:4]
    for line in signatures.decode("utf-8").split("\n") if body + b"\n" == text.encode() else []:
        if line.startswith("\u2014 " + name + " "):
            blob = base64.b64decode(line.rsplit(" ", 1)[1], validate=True)
            if blob[:4] == key_id and ed25519_ok(public, text.encode(), blob[4:]):
                return True
    return False


# --- age, zstd ------------------------------------------------------------------------------

class Keys:
    """age identity files: one for each compartment with all its epochs."""

    def __init__(self, scratch):
        self.scratch, self.files = scratch, {}

    def add(self, comp, key):
        path = self.files.setdefault(
            comp, os.path.join(self.scratch, "key-%d" % len(self.files)))
        with open(path, "a", encoding="ascii") as file:
            file.write(key + "\n")


def age_open(path, identity):
    done = subprocess.run(["age", "-d", "-i", identity, path], capture_output=True, check=False)
    return done.stdout if done.returncode == 0 else None


def zstd_frame_length(data):
    """Length of the first zstd frame (RFC 8878 section 3.1.1); what follows is padding."""
    if data[:4] != b"\x28\xb5\x2f\xfd":
        raise ValueError("segment does not begin with a zstd frame")
    head = data[4]
    single, checksum = head >> 5 & 1, head >> 2 & 1
    at = 5 + (not single) + (0, 1, 2, 4)[head & 3] + ((single, 2, 4, 8)[head >> 6])
    last = 0
    while not last:
        block = int.from_bytes(data[at:at + 3], "little")
        last, kind, size = block & 1, block >> 1 & 3, block >> 3
        at += 3 + (1 if kind == 1 else size)
    return at + 4 * checksum


def read_segment(plain):
    """(header, lines) of a segment's plaintext (section 5.1)."""
    frame = zstd_frame_length(plain)
    magic, length = struct.unpack("<II", plain[frame:frame + 8])
    if magic != 0x184D2A50 or frame + 8 + length != len(plain):
        raise ValueError("no single skippable frame after the zstd frame")
    if len(plain) != pad(frame + 8) or any(plain[frame + 8:]):
        raise ValueError("padding is not as prescribed")
    done = subprocess.run(["zstd", "-d", "-c"], input=plain[:frame], capture_output=True,
                          check=True)
    lines = done.stdout.split(b"\n")
    if lines.pop() != b"":
        raise ValueError("last line has no line feed")
    return strict_json(lines[0]), lines[1:]


def hash_content(case_dir, parts, identity_files):
    """(size, sha256 hex) of the content that lies at `parts`, read in a stream."""
    total, digest = 0, hashlib.sha256()
    for part in parts:
        path = os.path.join(case_dir, "objects", part["o"][:2], part["o"])
        for identity in identity_files:
            with subprocess.Popen(["age", "-d", "-i", identity, path], stdout=subprocess.PIPE,
                                  stderr=subprocess.DEVNULL) as age:
                skip, left, seen = part["off"], part["len"], 0
                while True:
                    data = age.stdout.read(CHUNK)
                    if not data:
                        break
                    seen += len(data)
                    data = data[min(skip, len(data)):] if skip else data
                    skip = max(0, part["off"] - seen)
                    digest.update(data[:left])
                    left -= len(data[:left])
            if age.returncode == 0 and left == 0:
                total += part["len"]
                break
            if seen:
                raise ValueError("object %s is altered or too short" % part["o"])
        else:
            raise ValueError("object %s does not open" % part["o"])
    return total, digest.hexdigest()
