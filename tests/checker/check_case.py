#!/usr/bin/env python3
"""Checks a sealed case, version 1, without the program that wrote it.

Usage: check_case.py CASE_DIR ROOT_KEY_FILE      (the key file is one line AGE-SECRET-KEY-1...)

Written from docs/format.md alone; needs python3, age, zstd and openssl. Prints one line a
finding (`bad:` means altered or malformed, `note:` means worth knowing) and ends with
`ok: N records, M exhibits`, or with exit status 1 when anything was bad.
"""
import hashlib
import os
import re
import struct
import subprocess
import sys
import tempfile

from sealed_case import (LEAF, Keys, age_open, hash_content, pad, read, read_checkpoint,
                         read_entries, read_segment, read_vkey, sha, strict_json,
                         tile_findings, tree_root)

SMALL = 64 << 10
UNCUT = 1 << 60
bad_count = 0


def bad(text):
    global bad_count
    bad_count += 1
    print("bad: " + text)


def note(text):
    print("note: " + text)


class Log:
    def __init__(self, log, folder):
        self.log, self.folder = log, folder
        self.public, self.entries, self.states, self.records = None, [], {}, {}

    def root_at(self, size):
        return tree_root([sha(LEAF + entry) for entry in self.entries[:size]])


class Case:
    def __init__(self, folder, root_key, scratch):
        self.dir, self.root_key, self.keys = folder, root_key, Keys(scratch)
        self.logs, self.loc, self.replaced, self.segments, self.listed = {}, {}, set(), [], set()
        self.gone = set(os.listdir(os.path.join(folder, "gone"))) \
            if os.path.isdir(os.path.join(folder, "gone")) else set()

    def read_case_json(self):
        data = read(os.path.join(self.dir, "case.json"))
        self.head = strict_json(data[:-1])
        want = '{"case":"%s","format":"sealed-case","genesis":"%s","v":1}\n' % (
            self.head.get("case"), self.head.get("genesis"))
        if self.head.get("v") != 1:
            sys.exit("bad: case.json is of a version this reader does not know")
        if data != want.encode() or not re.fullmatch("[0-9a-f]{32}", self.head["case"]):
            bad("case.json is not spelled as section 2 prescribes")

    def check_objects_and_find_grants(self):
        root = os.path.join(self.dir, "objects")
        for shard in sorted(os.listdir(root)):
            for name in sorted(os.listdir(os.path.join(root, shard))):
                if ".tmp-" in name:
                    continue
                path = os.path.join(root, shard, name)
                with open(path, "rb") as file:
                    digest = hashlib.file_digest(file, "sha256").hexdigest()
                if digest != name or shard != name[:2]:
                    bad("object %s: its name is not its SHA-256" % name)
                if name in self.gone:
                    note("object %s is ordered gone and still here" % name)
                if os.path.getsize(path) <= SMALL:
                    self.try_grant(name, age_open(path, self.root_key))

    def try_grant(self, name, plain):
        if plain is None:
            return
        if len(plain) != pad(len(plain.rstrip(b"\n")) + 1):
            bad("grant %s: padding is not as prescribed" % name)
        for line in filter(None, plain.split(b"\n")):
            grant = strict_json(line)
            self.keys.add(grant["comp"], grant["key"])
        self.listed.add(name)

    def check_logs(self):
        root = os.path.join(self.dir, "logs")
        for name in sorted(os.listdir(root)):
            log = Log(name, os.path.join(root, name))
            try:
                log.public = read_vkey(name, log.folder)
                self.check_checkpoints(log)
            except (ValueError, OSError) as error:
                bad("log %s: %s" % (name, error))
                continue
            self.logs[name] = log

    def check_checkpoints(self, log):
        names = sorted(n for n in os.listdir(os.path.join(log.folder, "cp")) if ".tmp-" not in n)
        for name in names:
            data = read(os.path.join(log.folder, "cp", name))
            size, root = read_checkpoint(log.log, data, log.public)
            if name != "%016x-%s" % (size, root.hex()[:16]):
                bad("log %s: checkpoint %s bears another name" % (log.log, name))
            if size in log.states and log.states[size][0] != root:
                bad("log %s: two checkpoints of size %d differ" % (log.log, size))
            entries = read_entries(log.folder, size)
            if entries is None:
                bad("log %s: entry bundles for size %d are missing" % (log.log, size))
                continue
            log.entries = entries if size > len(log.entries) else log.entries
            leaves = [sha(LEAF + entry) for entry in entries]
            if tree_root(leaves) != root:
                bad("log %s: the entries do not give the root of %s" % (log.log, name))
            for finding in tile_findings(log.folder, leaves):
                bad("log %s: %s" % (log.log, finding))
            log.states[size] = (root, name)
        newest = read(os.path.join(log.folder, "checkpoint"))
        if not names or newest != read(os.path.join(log.folder, "cp", names[-1])):
            bad("log %s: `checkpoint` is not a copy of the newest under cp/" % log.log)

    def commitment(self, log, line):
        return sha(b"sealed-case/v1/record\n" + self.head["case"].encode() + b"\n" +
                   log.log.encode() + b"\n" + line)

    def take_record(self, log, index, line, comp):
        where = "log %s record %d" % (log.log, index)
        if index >= len(log.entries):
            bad(where + " lies beyond the published size")
        elif self.commitment(log, line) != log.entries[index]:
            bad(where + ": commitment does not match the log's entry")
            return
        try:
            record = strict_json(line)
            if not re.fullmatch("[a-z2-7]{26}", record["id"]):
                raise ValueError("id is not 26 digits of base32")
            if len(record["s"]) != 22 or not re.fullmatch("[0-9a-f]{16}", record["t"]):
                raise ValueError("salt or time is malformed")
            if log.records.setdefault(index, (record, comp))[0] != record:
                raise ValueError("told twice, differently")
        except (KeyError, TypeError, ValueError) as error:
            bad("%s: %s" % (where, error))

    def read_manifests(self):
        if "case" not in self.keys.files:
            return bad("no grant to the root opens the compartment `case`")
        for log in self.logs.values():
            previous = None
            for size, (root, name) in sorted(log.states.items()):
                plain = age_open(os.path.join(log.folder, "m", name + ".age"),
                                 self.keys.files["case"])
                if plain is None:
                    bad("log %s: manifest %s does not open" % (log.log, name))
                    continue
                line = plain.rstrip(b"\n")
                if len(plain) != pad(len(line) + 1):
                    bad("log %s: manifest %s: padding is not as prescribed" % (log.log, name))
                self.take_record(log, size - 1, line, "case")
                body = log.records.get(size - 1, ({"k": ""}, ""))[0]
                if body["k"] == "commit":
                    self.take_commit(log, body["b"], previous)
                else:
                    bad("log %s: manifest %s is not a commit" % (log.log, name))
                previous = [size, root.hex()]
        return None

    def take_commit(self, log, body, previous):
        # The format does not say how "none before" is written: null, absent and size 0 are taken.
        prev = body.get("prev") or [0, ""]
        if (prev[0] != 0 if previous is None else prev != previous):
            bad("log %s: a commit does not name the checkpoint before it" % log.log)
        for other, (size, root) in body.get("heads", {}).items():
            peer = self.logs.get(other)
            if peer is None or size > len(peer.entries):
                bad("log %s saw %d records of log %s that are not here" % (log.log, size, other))
            elif peer.root_at(size).hex() != root:
                bad("log %s saw another history of log %s at size %d" % (log.log, other, size))
        for repack in body.get("repack", []):
            self.replaced.update(repack["old"])
        self.gone.update(body.get("gone", []))
        for kind in ("segs", "blobs"):
            for item in body.get(kind, []):
                self.listed.add(item["o"])
                path = os.path.join(self.dir, "objects", item["o"][:2], item["o"])
                if os.path.isfile(path) and os.path.getsize(path) != item["n"]:
                    bad("object %s: size differs from the manifest" % item["o"])
                elif not os.path.isfile(path) and not item["o"] in self.gone | self.replaced:
                    bad("object %s is named in a manifest and missing" % item["o"])
        self.segments += [(log, item["o"]) for item in body.get("segs", [])]

    def read_segments(self):
        for log, name in self.segments:
            path = os.path.join(self.dir, "objects", name[:2], name)
            if not os.path.isfile(path):
                continue
            opened = ((c, age_open(path, f)) for c, f in self.keys.files.items())
            comp, plain = next(((c, p) for c, p in opened if p is not None), (None, None))
            try:
                if plain is None:
                    raise ValueError("opens with no key granted to the root")
                header, lines = read_segment(plain)
                indices = [i for start, end in header["r"] for i in range(start, end)]
                if header["seg"] != 1 or header["log"] != log.log or len(indices) != len(lines):
                    raise ValueError("header does not fit its lines or its log")
            except (KeyError, ValueError, TypeError, IndexError, struct.error,
                    subprocess.CalledProcessError) as error:
                bad("segment %s: %s" % (name, error))
                continue
            for index, line in zip(indices, lines):
                self.take_record(log, index, line, comp)
            for record, parts in header["loc"].items():
                self.loc[record] = (comp, parts)
        for log in self.logs.values():
            for index in set(range(len(log.entries))) - set(log.records):
                what = note if self.replaced else bad
                what("log %s: no segment holds record %d" % (log.log, index))

    def replay_control(self):
        """Sections 7: prints every record that is not valid."""
        genesis = self.head["genesis"]
        first = self.logs[genesis].records.get(0, ({},))[0] if genesis in self.logs else {}
        if first.get("k") != "genesis" or first["b"].get("case") != self.head["case"]:
            return bad("log %s does not begin with this case's genesis" % genesis)
        admins, writes, cuts, place = [genesis], {genesis: None}, {}, 0
        while place < len(admins):
            log = self.logs.get(admins[place])
            for index, (record, comp) in sorted(log.records.items()) if log else []:
                body, kind = record.get("b", {}), record.get("k")
                if comp != "case" or index >= cuts.get(log.log, UNCUT):
                    continue
                if kind == "log.add":
                    writes.setdefault(body["log"], body["write"])
                elif kind == "admin.add" and body["log"] not in admins:
                    admins.append(body["log"])
                elif kind == "log.cut":
                    senior = body["log"] not in admins or admins.index(body["log"]) > place
                    if senior or body["log"] == log.log:
                        cuts[body["log"]] = min(body["size"], cuts.get(body["log"], UNCUT))
            place += 1
        for log in self.logs.values():
            if log.log not in writes:
                note("log %s is not admitted: its records are not valid" % log.log)
                continue
            for index, (record, comp) in sorted(log.records.items()):
                if index >= cuts.get(log.log, UNCUT):
                    note("log %s record %d lies above the log's cut" % (log.log, index))
                elif comp != "case" and writes[log.log] is not None \
                        and comp not in writes[log.log]:
                    bad("log %s record %d: may not write in `%s`" % (log.log, index, comp))
        return None

    def check_contents(self):
        """Every record with content: exhibits, derivatives, drafts."""
        exhibits = 0
        for log in self.logs.values():
            for record, comp in log.records.values():
                body, identity = record["b"], self.keys.files.get(comp)
                exhibits += record["k"] == "exhibit"
                if "sha256" not in body or record["k"] not in ("exhibit", "derivative", "draft"):
                    continue
                where = "%s %s" % (record["k"], record["id"])
                if record["id"] not in self.loc:
                    bad(where + ": no segment says where its content lies")
                    continue
                parts = self.loc[record["id"]][1]
                if any(part["o"] in self.gone for part in parts):
                    note(where + ": its content was erased by order")
                    continue
                try:
                    size, digest = hash_content(self.dir, parts, [identity])
                    if size != body["size"] or digest != body["sha256"]:
                        bad(where + ": content is not what was sealed")
                except (KeyError, TypeError, ValueError) as error:
                    bad("%s: %s" % (where, error))
        return exhibits


def main():
    if len(sys.argv) != 3:
        sys.exit("usage: check_case.py CASE_DIR ROOT_KEY_FILE")
    with tempfile.TemporaryDirectory() as scratch:
        case = Case(sys.argv[1], sys.argv[2], scratch)
        case.read_case_json()
        case.check_objects_and_find_grants()
        case.check_logs()
        case.read_manifests()
        case.read_segments()
        case.replay_control()
        exhibits = case.check_contents()
        records = sum(len(log.records) for log in case.logs.values())
    if bad_count:
        print("bad: %d findings" % bad_count)
        sys.exit(1)
    print("ok: %d records, %d exhibits" % (records, exhibits))


if __name__ == "__main__":
    main()
