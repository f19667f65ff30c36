#!/usr/bin/env python3
"""The house rules a machine can hold: sizes, error ids, leftovers, paths of our own computers."""
import re
import subprocess
import sys

from house import ROOT, Complaints, files, text_of

MOST_LINES, MOST_COLUMNS, MOST_FUNCTION_LINES = 500, 100, 70
CODE = {".h", ".cpp", ".py", ".ts", ".mjs", ".cmake", ".sql", ".sh"}
# The first two digits of an id tell the room that raises it.
ROOMS = ["base", "crypt", "db", "text", "log", "record", "vault", "evidence", "pack", "disclosure",
         "index", "intake", "report", "release", "web", "cli", "desk"]
# Spelled in pieces, so that this file does not complain about itself.
LEFTOVER = re.compile(r"\b(" + "|".join(["TO" + "DO", "FIX" + "ME", "XX" + "X"]) + r")\b")
MACHINE = re.compile("|".join(["/wo" + r"rk/(main|shared)", "/ro" + "ot/", "/ho" + r"me/[a-z]+/",
                               r"/tmp/b" + r"-[a-z]", r"\.\./sha" + "red"]))
MAY_NAME_SHARED = {".ci/run"}
DEFINITION = re.compile(r'^inline constexpr Code\s+([a-z0-9_]+)\s*\{\s*"(E\d{4})"',
                        re.MULTILINE)
HEADING = re.compile(r"^## (E\d{4}) ([a-z0-9_]+)$", re.MULTILINE)


def check_sizes(path, lines, complaints):
    if len(lines) > MOST_LINES:
        complaints.add(path, 0, f"{len(lines)} lines; {MOST_LINES} is the limit")
    for number, line in enumerate(lines, 1):
        if len(line) > MOST_COLUMNS:
            complaints.add(path, number, f"{len(line)} columns; {MOST_COLUMNS} is the limit")


def check_functions(path, lines, complaints):
    """Good enough for our own layout: a function opens at the margin and closes at the margin."""
    opened = 0
    for number, line in enumerate(lines, 1):
        if line.startswith("}") and opened:
            if number - opened + 1 > MOST_FUNCTION_LINES:
                complaints.add(path, opened, f"a function of {number - opened + 1} lines; "
                                             f"{MOST_FUNCTION_LINES} is the limit")
            opened = 0
        # TEST_CASE tells a story and may be as long as it is.
        elif re.match(r"[A-Za-z_].*\) (const |noexcept |override )*\{$", line):
            opened = 0 if line.startswith(("TEST_CASE", "namespace")) else number


def check_text(path, text, complaints):
    for number, line in enumerate(text.splitlines(), 1):
        if LEFTOVER.search(line):
            complaints.add(path, number, f"a leftover: {LEFTOVER.search(line)[0]}")
        machine = MACHINE.search(line)
        if machine and str(path) not in MAY_NAME_SHARED:
            complaints.add(path, number, f"a path of one machine: {machine[0]}")


def read_codes(texts, complaints):
    """id -> name of every error, from the errors.h of the rooms; nowhere else may one be made."""
    codes = {}
    for path, text in texts.items():
        if path.parts[0] != "src" or path.suffix not in (".h", ".cpp"):
            continue
        for found in DEFINITION.finditer(text):
            line = text.count("\n", 0, found.start()) + 1
            name, code = found[1], found[2]
            if path.name != "errors.h":
                complaints.add(path, line, f"{code} is made outside an errors.h")
            elif ROOMS.index(path.parts[1]) != int(code[1:3]):
                complaints.add(path, line, f"{code} is not of the room {path.parts[1]}")
            if code in codes:
                complaints.add(path, line, f"{code} is taken by {codes[code]}")
            codes[code] = name
    return codes


def check_documents(codes, texts, complaints):
    told = {}
    for path, text in texts.items():
        if path.parts[:2] != ("docs", "errors.d"):
            continue
        for found in HEADING.finditer(text):
            line = text.count("\n", 0, found.start()) + 1
            code, name = found[1], found[2]
            if code in told:
                complaints.add(path, line, f"{code} is told twice")
            told[code] = name
            if code not in codes:
                complaints.add(path, line, f"there is no error {code}")
            elif codes[code] != name:
                complaints.add(path, line, f"{code} is called {codes[code]}, not {name}")
            if ROOMS.index(path.stem) != int(code[1:3]):
                complaints.add(path, line, f"{code} is not of the room {path.stem}")
    for code in sorted(set(codes) - set(told)):
        complaints.add(f"docs/errors.d/{ROOMS[int(code[1:3])]}.md", 0,
                       f"no paragraph about {code} {codes[code]}")
    asked = subprocess.run([sys.executable, str(ROOT / "tools" / "errors_doc.py"), "--check"],
                           capture_output=True, text=True, check=False)
    if asked.returncode != 0:
        complaints.add("docs/errors.md", 0, (asked.stdout + asked.stderr).strip())


def tell_untested(codes, texts):
    tests = "\n".join(text for path, text in texts.items()
                      if path.name.endswith("_test.cpp") or path.parts[0] == "tests")
    missing = [f"{code} {name}" for code, name in sorted(codes.items())
               if code not in tests and not re.search(rf"\b{name}\b", tests)]
    if missing:
        print(f"note: {len(missing)} refusals are named by no test: {', '.join(missing)}")


def main():
    complaints = Complaints()
    texts = {path: text for path in files() if (text := text_of(path)) is not None}
    for path, text in texts.items():
        check_text(path, text, complaints)
        if path.suffix in CODE or path.name == "CMakeLists.txt":
            lines = text.splitlines()
            check_sizes(path, lines, complaints)
            if path.suffix == ".cpp":
                check_functions(path, lines, complaints)
        if path.suffix == ".h" and "#pragma once" not in text:
            complaints.add(path, 0, "a header without #pragma once")
    codes = read_codes(texts, complaints)
    check_documents(codes, texts, complaints)
    tell_untested(codes, texts)
    complaints.finish(f"{len(texts)} files and {len(codes)} refusals keep the house rules")


main()
