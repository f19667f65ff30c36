"""A table of 100,000 rows brought in, a twentieth of it edited and brought in again; a million.

  table.py PROGRAM PACKS FOLDER [ROWS]

Prints a table for RESULTS.md. Wall and CPU seconds are of the whole command (opening the case and
its index included), peak memory is of the largest process of it: the program or its reader.
"""
import os
import re
import subprocess
import sys
import time
from pathlib import Path

MAPPING = """name = "list"
type = "person"
key = ["No"]
[[column]]
column = "Name"
property = "name"
[[column]]
column = "Sex"
property = "sex"
[[column]]
column = "Died"
property = "died"
[[column]]
column = "Work"
property = "occupation"
"""


def table(rows, edited_every=0):
    lines = ["No,Name,Sex,Died,Work"]
    for row in range(rows):
        work = "farmer" if not edited_every or row % edited_every else "driver"
        lines.append("%d,Fictional Person %d,%s,2013-03-%02d,%s"
                     % (row, row, "female" if row % 2 else "male", row % 28 + 1, work))
    return "\n".join(lines) + "\n"


class Case:
    def __init__(self, program, packs, folder):
        self.program, self.folder = program, Path(folder)
        self.folder.mkdir(parents=True)
        (self.folder / "pass").write_text("four words and a boat\n")
        self.env = dict(os.environ, KOTOBUNE_PASSPHRASE_FILE=str(self.folder / "pass"),
                        KOTOBUNE_TEST_LOG_N="10", KOTOBUNE_CASE=str(self.folder / "case"),
                        KOTOBUNE_PACKS=str(packs), LC_ALL="C.UTF-8")
        sheet = self.run("case", "create", self.env["KOTOBUNE_CASE"], "--title", "Bench",
                         "--prefix", "MS", "--fictional")
        number = re.search(r"group (\d+)", sheet)[1]
        self.run("case", "confirm", re.search(r"^\s*%s\s+(\S+)\s*$" % number, sheet, re.M)[1])
        (self.folder / "map.toml").write_text(MAPPING)

    def run(self, *words, may_refuse=False):
        done = subprocess.run([self.program, *words], env=self.env, capture_output=True, text=True,
                              check=False)
        if done.returncode and not may_refuse:
            raise SystemExit("%s: %s" % (words, done.stdout + done.stderr))
        return done.stdout + done.stderr

    def measured(self, *words, may_refuse=False):
        """(what it printed, wall s, CPU s, peak MiB of the largest process)"""
        start = time.monotonic()
        child = subprocess.Popen([self.program, *words], env=self.env, stdout=subprocess.PIPE,
                                 stderr=subprocess.STDOUT)
        printed = child.stdout.read().decode(errors="replace")
        _, status, used = os.wait4(child.pid, 0)
        if status and not may_refuse:
            raise SystemExit("%s: %s" % (words, printed[-2000:]))
        return (printed, time.monotonic() - start, used.ru_utime + used.ru_stime,
                used.ru_maxrss / 1024)

    def seal(self, name, text):
        (self.folder / name).write_text(text)
        self.run("exhibit", "seal", str(self.folder / name))
        return "MS-%04d" % len(list(self.folder.glob("*.csv")))


def main():
    program, packs, folder = sys.argv[1:4]
    rows = int(sys.argv[4]) if len(sys.argv) > 4 else 100_000
    case = Case(program, packs, folder)
    first, second = case.seal("a.csv", table(rows)), case.seal("b.csv", table(rows, 20))
    mapping = str(case.folder / "map.toml")
    million = case.seal("c.csv", "No,Name\n" + "".join("%d,x\n" % at for at in range(1_000_000)))
    print("| step | wall s | CPU s | peak MiB |\n|---|---|---|---|")
    for label, words in (
            (f"dry run, {rows:,} new rows", ("check", first)),
            (f"commit, {rows:,} new rows", ("run", first)),
            (f"dry run, {rows // 20:,} of {rows:,} rows edited", ("check", second)),
            (f"commit, {rows // 20:,} of {rows:,} rows edited", ("run", second)),
            ("a million rows: refused", ("check", million))):
        printed, wall, cpu, peak = case.measured("import", *words, "--map", mapping,
                                                 may_refuse="million" in label)
        said = printed.splitlines()[0]
        print(f"| {label} | {wall:.1f} | {cpu:.1f} | {peak:.0f} |   <!-- {said} -->", flush=True)


if __name__ == "__main__":
    main()
