#!/usr/bin/env python3
"""What people really have, on the real disk, through the real program.

  bad_input_test.py PROGRAM SOURCE_DIR

Every refusal must name the file, say what to do and leave the rest sealed. Parts that need a
right this computer does not give (a small file system, another user) say that they are skipped.
A sparse file of 4.3 GiB is sealed where KOTOBUNE_SLOW_TESTS is set.
"""
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile

from cli_bench import Bench

PROGRAM, SOURCE = sys.argv[1], sys.argv[2]


def check(holds, text):
    if not holds:
        sys.exit("bad input test: " + text)


def odd_files(bench):
    """40 things in one folder, of which 33 are files that must be sealed."""
    names = ["ကျောင်း ဓာတ်ပုံ.txt", "โรงเรียน.txt", "شهادة.txt", "証言.txt", "📷🔥.txt",
             "n" * 251 + ".txt", "ကျ" * 42, " blanks ", "-rf", "line\nbreak.txt", "quote'\"`$.txt"]
    names += ["plain %02d.txt" % number for number in range(33 - len(names) - 1)]
    for name in names:
        bench.write(name, ("content of %s\n" % name).encode())
    bench.write(b"\xff\xfenot utf-8\x80.txt".decode("utf-8", "surrogateescape"), b"no text\n")
    bench.write("empty.txt", b"")
    os.symlink("plain 00.txt", bench.files + "/link to a file")
    os.symlink("..", bench.files + "/link to a folder")
    os.symlink("loop", bench.files + "/loop")
    os.symlink("nothing", bench.files + "/dangling")
    os.symlink("/dev/zero", bench.files + "/link to a device")
    os.mkfifo(bench.files + "/pipe")
    return {"empty.txt": "E0701", "link to a file": "E0703", "link to a folder": "E0703",
            "loop": "E0703", "dangling": "E0703", "link to a device": "E0703", "pipe": "E0704"}


def contents(folder):
    out = set()
    for name in os.listdir(os.fsencode(folder)):
        path = os.path.join(os.fsencode(folder), name)
        if os.path.isfile(path) and not os.path.islink(path) and os.path.getsize(path):
            with open(path, "rb") as file:
                out.add(hashlib.sha256(file.read()).hexdigest())
    return out


def test_odd_files(bench):
    want = odd_files(bench)
    check(len(os.listdir(bench.files)) == 40, "there are not 40 things in the folder")
    before = {name: os.lstat(os.path.join(bench.files, name)) for name in os.listdir(bench.files)}
    done = bench.seal(status=1)
    check(len(done) == 40, "40 things were handed over, %d are told of" % len(done))
    for name, code in want.items():
        one = done[os.path.join(bench.files, name)]
        check(one.get("error") == code, "%s: %s" % (name, one))
        check(name in one["what"], "the refusal does not name %s" % name)
    sealed = [one for one in done.values() if one["outcome"] == "sealed"]
    check(len(sealed) == 33, "%d files were sealed, not 33" % len(sealed))
    check(set(bench.listed().values()) == contents(bench.files), "other bytes were sealed")
    for name, stat in before.items():
        now = os.lstat(os.path.join(bench.files, name))
        check((now.st_mtime_ns, now.st_size, now.st_mode) ==
              (stat.st_mtime_ns, stat.st_size, stat.st_mode), "%s was touched" % name)
    again = bench.seal(status=1)
    check(sum(one["outcome"] == "sealed before" for one in again.values()) == 33,
          "sealing again does not recognize everything")
    bench.run("case", "verify")


def test_places(bench):
    for path, code, status in ((bench.folder + "/nowhere", "E0001", 3), ("/dev/null", "E0704", 1),
                               (bench.case + "/objects", "E0708", 1)):
        bench.refused(code, status, "exhibit", "seal", path)
    os.mkdir(bench.folder + "/nothing")
    bench.refused("E0705", 1, "exhibit", "seal", bench.folder + "/nothing")
    # From within, by a relative path: the case is still known by what it is.
    bench.refused("E0708", 1, "exhibit", "seal", ".", cwd=bench.case + "/objects")
    holds_case = bench.seal(bench.folder)
    check(any(one.get("error") == "E0708" for one in holds_case.values()), "the case sealed itself")
    check(not any("/objects/" in path for path in holds_case), "objects of the case were sealed")
    bench.run("case", "verify")


def test_doors(bench):
    bench.passphrase("five other words entirely wrong")
    bench.refused("E0604", 1, "exhibit", "list")
    bench.passphrase("four words and a boat")
    bench.refused("E0601", 1, "-C", bench.folder + "/nowhere", "exhibit", "list")
    bench.write("a.txt", b"words\n")
    bench.refused("E0601", 1, "-C", bench.files, "exhibit", "list")
    bench.refused("E0603", 1, "case", "create", bench.files, "--title", "x", "--prefix", "X")
    newer = bench.folder + "/newer"
    shutil.copytree(bench.case, newer)
    with open(newer + "/case.json", encoding="ascii") as file:
        text = file.read()
    with open(newer + "/case.json", "w", encoding="ascii") as file:
        file.write(text.replace('"v":1', '"v":2'))
    tree = sorted((path, sorted(names)) for path, _, names in os.walk(newer))
    for words in (("exhibit", "list"), ("exhibit", "seal", bench.files), ("case", "verify")):
        told = bench.refused("E0602", 1, "-C", newer, *words)
        check("newer" in told, "it is not said what to do with a newer case")
    check(tree == sorted((path, sorted(names)) for path, _, names in os.walk(newer)),
          "a newer case was written to")


def as_nobody(*words):
    return ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", *words]


def test_read_only(bench):
    """Root may write anywhere, so somebody else has to try."""
    able = os.geteuid() == 0 and shutil.which("setpriv") and subprocess.run(
        as_nobody("test", "-r", bench.env["KOTOBUNE_PASSPHRASE_FILE"], "-a", "-x", bench.program),
        check=False).returncode == 0
    if not able:
        return "skipped: a read-only case (needs root, setpriv and a program all may run)"
    copy = bench.folder + "/read-only"
    shutil.copytree(bench.case, copy)
    subprocess.run(["chmod", "-R", "a+rX,a-w", copy], check=True)
    for target, words in ((copy, ("exhibit", "list")),
                          (bench.folder, ("case", "create", bench.folder + "/x", "--title", "x",
                                          "--prefix", "X"))):
        done = subprocess.run(as_nobody(bench.program, "-C", target, *words), env=bench.env,
                              capture_output=True, check=False)
        printed = (done.stdout + done.stderr).decode()
        check(done.returncode == 3 and "E0004" in printed, "read-only: %s" % printed)
    return None


def test_full_disk(bench):
    """A file system of 3 MB runs full in the middle, gets room and goes on."""
    small = bench.folder + "/small"
    os.mkdir(small)
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", small], check=False,
                      capture_output=True).returncode != 0:
        return "skipped: a full disk (needs the right to mount)"
    try:
        bench.case = bench.env["KOTOBUNE_CASE"] = small + "/case"
        bench.found()
        bench.files = bench.folder + "/few"
        os.mkdir(bench.files)
        bench.write("a.txt", b"sealed while there was room\n")
        bench.seal(status=0)
        first = bench.listed()
        bench.write("big.bin", os.urandom(4 << 20))
        told = bench.refused("E0003", 3, "exhibit", "seal", bench.files)
        check("acknowledged" in told, "a full disk is not told")
        check(bench.listed() == first, "a full disk lost what was acknowledged")
        bench.run("case", "verify")
        subprocess.run(["mount", "-o", "remount,size=30m", small], check=True)
        bench.seal(status=0)
        check(set(bench.listed().values()) == contents(bench.files), "it does not go on")
        bench.run("case", "verify")
    finally:
        subprocess.run(["umount", small], check=True)
    return None


def test_large(bench):
    if not os.environ.get("KOTOBUNE_SLOW_TESTS"):
        return "skipped: a sparse file of 4.3 GiB (set KOTOBUNE_SLOW_TESTS)"
    folder = bench.folder + "/large"
    os.mkdir(folder)
    size = 4_617_089_843
    with open(folder + "/recording.wav", "wb") as file:
        file.truncate(size)
    (one,) = bench.seal(folder, status=0).values()
    check(one["outcome"] == "sealed" and one["size"] == size, str(one))
    bench.run("case", "verify")
    return None


def main():
    for test in (test_odd_files, test_places, test_doors, test_read_only, test_full_disk,
                 test_large):
        with tempfile.TemporaryDirectory() as folder:
            os.chmod(folder, 0o755)
            bench = Bench(PROGRAM, SOURCE, folder)
            os.chmod(folder + "/pass", 0o644)
            bench.found()
            skipped = test(bench)
        print(skipped or "ok: " + test.__name__[5:].replace("_", " "))


if __name__ == "__main__":
    main()
