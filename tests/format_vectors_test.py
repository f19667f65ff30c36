#!/usr/bin/env python3
"""Reads every vector of the format with programs that are not ours.

  format_vectors_test.py SOURCE_DIR

tests/vectors/format/*/ is read by test_evidence too; here by the checker that was written from
docs/format.md alone, and, where Go is installed, its logs by Go's transparency-log library. Both
must find the records, exhibits and log states of expected.json.
"""
import base64
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

SOURCE = os.path.realpath(sys.argv[1])
VECTORS = os.path.join(SOURCE, "tests/vectors/format")
GO = "/usr/share/gocode"


def run(*words, **how):
    done = subprocess.run(words, capture_output=True, text=True, check=False, **how)
    if done.returncode != 0:
        sys.exit("%s: %s%s" % (" ".join(words), done.stdout, done.stderr))
    return done.stdout


def check(name, verify_log):
    folder = os.path.join(VECTORS, name)
    with open(folder + "/expected.json", encoding="utf-8") as file:
        lines = [one for one in json.load(file)["all"] if one]
    records = [one for one in lines if "k" in one]
    told = run(sys.executable, "-B", SOURCE + "/tests/checker/check_case.py", folder + "/case",
               folder + "/root.key")
    want = "ok: %d records, %d exhibits" % (
        len(records), sum(one["k"] == "exhibit" for one in records))
    if told.strip().split("\n")[-1] != want:
        sys.exit("%s: the checker says %r, not %r" % (name, told, want))
    newest = {}
    for one in lines:
        if "root" in one and one["size"] > newest.get(one["log"], {"size": 0})["size"]:
            newest[one["log"]] = one
    for log, state in newest.items():
        if verify_log is None:
            continue
        told = run(verify_log, "%s/case/logs/%s" % (folder, log))
        size, root = re.search(r"size (\d+) root (\S+),", told).groups()
        if (int(size), base64.b64decode(root).hex()) != (state["size"], state["root"]):
            sys.exit("%s: Go finds another state of log %s: %s" % (name, log, told))


def main():
    for tool in ("age", "zstd", "openssl"):
        if shutil.which(tool) is None:
            print("skipped: %s is not installed" % tool)
            sys.exit(77)
    with tempfile.TemporaryDirectory() as scratch:
        verify_log = None
        if shutil.which("go") and os.path.isdir(GO + "/src/golang.org/x/mod/sumdb"):
            verify_log = scratch + "/verify_log"
            env = dict(os.environ, HOME=scratch, GOFLAGS="", GO111MODULE="off", GOPATH=GO)
            env.setdefault("GOCACHE", scratch + "/go")
            run("go", "build", "-o", verify_log, SOURCE + "/tests/go/verify_log.go", env=env)
        names = sorted(os.listdir(VECTORS))
        for name in names:
            check(name, verify_log)
    print("ok: %d vectors%s" % (len(names), "" if verify_log else ", Go is not here"))


if __name__ == "__main__":
    main()
