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
                         read_entries, read_segment, read_vkey, sha, signed_by, strict_json,
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
        self.repacks, self.repacked, self.gone, self.missing = [], set(), set(), set()
        self.erased = set()  # (log, index) of entries whose records an admin ordered erased

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
            self.repacks.append((log.log, repack))
            self.repacked.update(repack["new"])
        for kind in ("segs", "blobs"):
            for item in body.get(kind, []):
                self.listed.add(item["o"])
                path = os.path.join(self.dir, "objects", item["o"][:2], item["o"])
                if os.path.isfile(path) and os.path.getsize(path) != item["n"]:
                    bad("object %s: size differs from the manifest" % item["o"])
                elif not os.path.isfile(path):
                    self.missing.add(item["o"])
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
                if header["log"] != log.log and name in self.repacked:
                    log = self.logs[header["log"]]
                if header["seg"] != 1 or header["log"] != log.log or len(indices) != len(lines):
                    raise ValueError("header does not fit its lines or its log")
                if indices != sorted(set(indices)):
                    raise ValueError("ranges do not rise")
            except (KeyError, ValueError, TypeError, IndexError, struct.error,
                    subprocess.CalledProcessError) as error:
                bad("segment %s: %s" % (name, error))
                continue
            for index, line in zip(indices, lines):
                self.take_record(log, index, line, comp)
            for record, parts in header["loc"].items():
                self.loc.setdefault(record, []).append((comp, parts))

    def object_path(self, name):
        return os.path.join(self.dir, "objects", name[:2], name)

    def read_orders(self, admins):
        """Section 7.4: `gone/<object>`, a note signed by an admin's log."""
        folder = os.path.join(self.dir, "gone")
        for name in sorted(os.listdir(folder)) if os.path.isdir(folder) else []:
            text = "sealed-case/v1/gone\n%s\n%s\n" % (self.head["case"], name)
            data = read(os.path.join(folder, name))
            if any(signed_by(data, text, log.log, log.public) for log in self.logs.values()
                   if log.log in admins):
                self.gone.add(name)
                if os.path.isfile(self.object_path(name)):
                    note("object %s is ordered gone and still here" % name)
            else:
                bad("gone/%s is not an order of an admin" % name)

    def check_gaps(self):
        for log in self.logs.values():
            for index in sorted(set(range(len(log.entries))) - set(log.records)):
                what = note if (log.log, index) in self.erased else bad
                what("log %s: no segment holds record %d" % (log.log, index))

    def replay_control(self):
        """Section 7.1: who is admitted, in order of seniority; prints every record not valid."""
        genesis = self.head["genesis"]
        first = self.logs[genesis].records.get(0, ({},))[0] if genesis in self.logs else {}
        if first.get("k") != "genesis" or first["b"].get("case") != self.head["case"]:
            return bad("log %s does not begin with this case's genesis" % genesis)
        admins, writes, cuts, place = [genesis], {genesis: ["case"]}, {}, 0

        def replay(name, is_admin):
            log = self.logs.get(name)
            for index, (record, comp) in sorted(log.records.items()) if log else []:
                body, kind = record.get("b", {}), record.get("k")
                if comp != "case" or "case" not in writes[name] or \
                        index >= cuts.get(name, (UNCUT,))[0]:
                    continue
                if kind == "log.succ" and body["log"] not in writes and name != genesis \
                        and body["size"] == index:
                    writes[body["log"]] = writes[name]
                    if is_admin:
                        admins.append(body["log"])
                    if name not in cuts:
                        cuts[name] = (index + 1, name, None)
                elif is_admin and kind == "log.add":
                    writes.setdefault(body["log"], body["write"])
                elif is_admin and kind == "admin.add":
                    if body["log"] in writes and body["log"] not in admins:
                        admins.append(body["log"])
                elif is_admin and kind == "log.cut" and body["log"] != genesis:
                    senior = body["log"] not in admins[:place + 1] or body["log"] == name
                    if senior and cuts.get(body["log"], (0, name))[1] == name:
                        cuts[body["log"]] = (body["size"], name, body["root"])

        while place < len(admins):
            replay(admins[place], True)
            place += 1
        for name in list(writes):
            if name not in admins:
                replay(name, False)
        for name, (size, _, root) in cuts.items():
            log = self.logs.get(name)
            if root is not None and log and size <= len(log.entries) \
                    and log.root_at(size).hex() != root:
                bad("log %s is another branch than the one that was cut" % name)
        for log, repack in self.repacks:
            here = all(os.path.isfile(self.object_path(name)) for name in repack["new"])
            if log in admins and here:
                self.replaced.update(repack["old"])
        self.read_orders(admins)
        for name in admins:
            records = self.logs[name].records.values() if name in self.logs else []
            for record, _ in records:
                if record.get("k") == "erase":
                    self.erased.update(tuple(entry) for entry in record["b"].get("entries", []))
        for name in sorted(self.missing - self.gone - self.replaced):
            bad("object %s is named in a manifest and missing" % name)
        for log in self.logs.values():
            if log.log not in writes:
                note("log %s is not admitted: its records are not valid" % log.log)
                continue
            for index, (record, comp) in sorted(log.records.items()):
                if index >= cuts.get(log.log, (UNCUT,))[0]:
                    note("log %s record %d lies above the log's cut" % (log.log, index))
                elif comp not in writes[log.log] and record.get("k") != "commit":
                    bad("log %s record %d: may not write in `%s`" % (log.log, index, comp))
        return None

    def check_content(self, where, body, places, identity):
        """`loc` is only told: any place that gives the bytes will do."""
        why = "content is not what was sealed"
        for parts in places:
            try:
                if hash_content(self.dir, parts, [identity]) == (body["size"], body["sha256"]):
                    return
            except (KeyError, TypeError, ValueError) as error:
                why = str(error)
        bad("%s: %s" % (where, why))

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
                places = [parts for _, parts in self.loc[record["id"]]
                          if not any(part["o"] in self.gone for part in parts)]
                if not places:
                    note(where + ": its content was erased by order")
                    continue
                self.check_content(where, body, places, identity)
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
        case.check_gaps()
        exhibits = case.check_contents()
        records = sum(len(log.records) for log in case.logs.values())
    if bad_count:
        print("bad: %d findings" % bad_count)
        sys.exit(1)
    print("ok: %d records, %d exhibits" % (records, exhibits))


if __name__ == "__main__":
    main()
