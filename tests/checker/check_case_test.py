#!/usr/bin/env python3
"""Builds a small case by hand from docs/format.md, then damages it in named ways.

Each damage must be found by check_case.py; the whole case must pass. Needs age and openssl.
"""
import base64
import hashlib
import json
import os
import shutil
import struct
import subprocess
import sys
import tempfile

from sealed_case import pad, sha, tree_root

HERE = os.path.dirname(os.path.abspath(__file__))
CASE = "00112233445566778899aabbccddeeff"


def run(*args, data=None):
    return subprocess.run(args, input=data, capture_output=True, check=True).stdout


def write(path, data):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(data)


def age_key():
    lines = run("age-keygen").decode().split("\n")
    return lines[2], lines[1].split()[-1]


class Maker:
    """One log and what it publishes."""

    def __init__(self, folder, whose):
        self.dir = folder
        self.pem = folder + whose + ".pem"
        run("openssl", "genpkey", "-algorithm", "ed25519", "-out", self.pem)
        self.public = run("openssl", "pkey", "-in", self.pem, "-pubout", "-outform", "DER")[-32:]
        self.log = sha(b"sealed-case/v1/log\n" + self.public)[:16].hex()
        self.name = ("sealed-case.invalid/" + self.log).encode()
        self.key_id = sha(self.name + b"\n\x01" + self.public)[:4]
        self.entries, self.lines, self.states = [], [], []

    def record(self, kind, body):
        number = len(self.entries)
        rid = base64.b32encode(sha(self.public + bytes([number]))[:16]).decode().lower().rstrip("=")
        body.update(v=1, at={"ms": number, "off": 0, "src": "system"}, by="MS")
        line = json.dumps({"id": rid, "k": kind, "t": "%016x" % number, "crit": False, "sup": [],
                           "s": base64.b64encode(bytes([number] * 16)).decode().rstrip("="),
                           "b": body}, sort_keys=True, separators=(",", ":")).encode()
        head = "sealed-case/v1/record\n%s\n%s\n" % (CASE, self.log)
        self.entries.append(sha(head.encode() + line))
        return rid, line

    def put(self, plain, recipient):
        sealed = run("age", "-r", recipient, data=plain)
        name = hashlib.sha256(sealed).hexdigest()
        write("%s/objects/%s/%s" % (self.dir, name[:2], name), sealed)
        return {"o": name, "n": len(sealed)}

    def signed(self, text):
        write(self.dir + ".note", text)
        signature = run("openssl", "pkeyutl", "-sign", "-inkey", self.pem, "-rawin",
                        "-in", self.dir + ".note")
        return text + "\n\u2014 ".encode() + self.name + b" " + \
            base64.b64encode(self.key_id + signature) + b"\n"

    def vkey(self):
        blob = base64.b64encode(b"\x01" + self.public).decode()
        return "%s+%s+%s" % (self.name.decode(), self.key_id.hex(), blob)

    def segment(self, start, lines, loc, recipient):
        header = json.dumps({"seg": 1, "log": self.log, "loc": loc,
                             "r": [[start, start + len(lines)]]}).encode()
        frame = run("zstd", "-c", data=b"".join(x + b"\n" for x in [header] + lines))
        fill = pad(len(frame) + 8) - len(frame) - 8
        return self.put(frame + struct.pack("<II", 0x184D2A50, fill) + bytes(fill), recipient)

    def publish(self, segs, blobs, recipient):
        prev = self.states[-1] if self.states else None
        line = self.record("commit", {"heads": {}, "prev": prev, "segs": segs, "blobs": blobs,
                                      "gone": [], "app": "test"})[1]
        size, leaves = len(self.entries), [sha(b"\0" + e) for e in self.entries]
        root = tree_root(leaves)
        name, folder = "%016x-%s" % (size, root.hex()[:16]), "%s/logs/%s/" % (self.dir, self.log)
        write(folder + "m/%s.age" % name,
              run("age", "-r", recipient, data=line + b"\n" * (pad(len(line) + 1) - len(line))))
        write(folder + "tile/0/000.p/%d" % size, b"".join(leaves))
        write(folder + "tile/entries/000.p/%d" % size,
              b"".join(b"\0\x20" + e for e in self.entries))
        signed = self.signed(self.name + b"\n%d\n" % size + base64.b64encode(root) + b"\n")
        write(folder + "cp/" + name, signed)
        write(folder + "checkpoint", signed)
        self.states.append([size, root.hex()])


def make(folder, cut=None):
    """The root admits a device, which seals one file; `cut` = (size, root) of the device's log."""
    root, device = Maker(folder, "root"), Maker(folder, "device")
    root_key, root_public = age_key()
    keys = {comp: age_key() for comp in ("case", "main")}
    write(folder + "/case.json", ('{"case":"%s","format":"sealed-case","genesis":"%s","v":1}\n'
                                  % (CASE, root.log)).encode())
    for maker in (root, device):
        write("%s/logs/%s/vkey" % (folder, maker.log), (maker.vkey() + "\n").encode())
    content = b"the school was burnt\n" * 4000
    rid, line = device.record("exhibit", {"no": 1, "sha256": sha(content).hex(),
                                          "size": len(content)})
    body = device.put(content + bytes(pad(len(content)) - len(content)), keys["main"][1])
    where = {rid: [{"o": body["o"], "off": 0, "len": len(content)}]}
    device.publish([device.segment(0, [line], where, keys["main"][1])], [body], keys["case"][1])

    grant = b"".join(json.dumps({"comp": c, "epoch": 1, "key": k[0]}).encode() + b"\n"
                     for c, k in keys.items())
    grant_object = root.put(grant + b"\n" * (pad(len(grant)) - len(grant)), root_public)
    control = [("genesis", {"case": CASE}),
               ("log.add", {"log": device.log, "vkey": device.vkey(), "prefix": "MS",
                            "write": ["case", "main"]}),
               ("comp.grant", {"to": root.log, "obj": grant_object["o"]})]
    if cut:
        size, digest = cut
        control.append(("log.cut", {"log": device.log, "size": size,
                                    "root": digest or tree_root([sha(b"\0" + device.entries[0])])
                                    .hex()}))
    lines = [root.record(kind, body)[1] for kind, body in control]
    root.publish([root.segment(0, lines, {}, keys["case"][1])], [grant_object], keys["case"][1])
    write(folder + ".key", root_key.encode() + b"\n")
    return root, device, body["o"]


def flip(path):
    with open(path, "r+b") as file:
        file.seek(-1, 2)
        last = file.read(1)[0]
        file.seek(-1, 2)
        file.write(bytes([last ^ 1]))


def replace(path, old, new):
    with open(path, "rb") as file:
        data = file.read()
    assert old in data
    write(path, data.replace(old, new, 1))


def expect(case, key, expected, good):
    done = subprocess.run([sys.executable, HERE + "/check_case.py", case, key],
                          capture_output=True, text=True, check=False)
    if expected not in done.stdout or (done.returncode == 0) != good:
        sys.exit("expected %r, got:\n%s%s" % (expected, done.stdout, done.stderr))


def damaged_cases(scratch):
    good = os.path.join(scratch, "good")
    root = make(good)[0]
    log = "logs/%s/" % root.log
    newest = sorted(os.listdir(os.path.join(good, log, "cp")))[-1]
    objects = [os.path.join(d, f) for d, _, fs in os.walk(good + "/objects") for f in fs]
    largest = os.path.relpath(max(objects, key=os.path.getsize), good)
    damages = [
        ("", None, "ok: 6 records, 1 exhibits"),
        (largest, flip, "its name is not its SHA-256"),
        (largest, os.remove, "is named in a manifest and missing"),
        (log + "tile/entries/000.p/4", flip, "do not give the root"),
        (log + "tile/0/000.p/4", flip, "does not match the entries"),
        (log + "tile/0/000.p/4", os.remove, "hash tile 0/0 is missing"),
        (log + "vkey", lambda p: replace(p, b"+", b"+0"), "vkey's hash does not match"),
        (log + "cp/" + newest, lambda p: replace(p, b"\n4\n", b"\n5\n"), "no valid signature"),
        (log + "checkpoint", lambda p: replace(p, b"\n4\n", b"\n5\n"), "is not a copy"),
        (log + "m/%s.age" % newest, flip, "does not open"),
        ("case.json", lambda p: replace(p, CASE.encode(), CASE[::-1].encode()),
         "commitment does not match"),
    ]
    for path, damage, expected in damages:
        case = os.path.join(scratch, "case")
        shutil.copytree(good, case)
        if damage:
            damage(os.path.join(case, path))
        expect(case, good + ".key", expected, damage is None)
        shutil.rmtree(case)
    return len(damages)


def cut_cases(scratch):
    """A log that was cut: above the cut nothing counts; another branch is found out."""
    cut = os.path.join(scratch, "cut")
    make(cut, (1, None))
    expect(cut, cut + ".key", "record 1 lies above the log's cut", True)
    branch = os.path.join(scratch, "branch")
    make(branch, (1, "00" * 32))
    expect(branch, branch + ".key", "is another branch than the one that was cut", False)
    return 2


def erased_cases(scratch):
    """An object may be missing on the order of an admin, and of nobody else."""
    case = os.path.join(scratch, "erased")
    root, device, name = make(case)
    os.remove("%s/objects/%s/%s" % (case, name[:2], name))
    text = "sealed-case/v1/gone\n%s\n%s\n" % (CASE, name)
    order = "%s/gone/%s" % (case, name)
    write(order, root.signed(text.encode()))
    expect(case, case + ".key", "its content was erased by order", True)
    for forged in (device.signed(text.encode()),
                   root.signed(text.replace(CASE, CASE[::-1]).encode()),
                   root.signed(text.encode()).replace(b"gone", b"here"), text.encode()):
        write(order, forged)
        expect(case, case + ".key", "is not an order of an admin", False)
    return 5


def main():
    with tempfile.TemporaryDirectory() as scratch:
        count = damaged_cases(scratch) + cut_cases(scratch) + erased_cases(scratch)
    print("check_case: %d cases as expected" % count)


if __name__ == "__main__":
    main()
