#!/usr/bin/env python3
"""Brings the lines of C++ files that are too long to 100 columns and leaves all others as they are.

    tools/fit_lines.py src/vault/*.cpp

Code is broken by clang-format, only around the long lines. In comments the words that stick out
move on to the next line of the same paragraph.
"""
import re
import subprocess
import sys
from pathlib import Path

COLUMNS = 100
COMMENT = re.compile(r"^(\s*//) (\S.*)$")


def fit_comments(lines):
    out, at = [], 0
    lines = list(lines)
    while at < len(lines):
        line = lines[at]
        matched = COMMENT.match(line)
        if matched and len(line) > COLUMNS and " " in line[len(matched[1]) + 1:COLUMNS + 1]:
            cut = line.rfind(" ", 0, COLUMNS + 1)
            rest = line[cut + 1:]
            following = COMMENT.match(lines[at + 1]) if at + 1 < len(lines) else None
            # A list item, a numbered line or another indentation begins something of its own.
            joins = following and following[1] == matched[1] and not re.match(
                r"(-|\*|\d+[.)]|#) ?", following[2])
            if joins:
                lines[at + 1] = f"{matched[1]} {rest} {following[2]}"
            else:
                lines.insert(at + 1, f"{matched[1]} {rest}")
            line = line[:cut]
        out.append(line)
        at += 1
    return out


def fit(path):
    text = path.read_text(encoding="utf-8")
    lines = fit_comments(text.splitlines())
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    ranges = [f"--lines={number}:{number}" for number, line in enumerate(lines, 1)
              if len(line) > COLUMNS and not COMMENT.match(line)]
    if ranges:
        subprocess.run(["clang-format", "-i", "--sort-includes=0", *ranges, str(path)], check=True)
    left = [number for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
            if len(line) > COLUMNS]
    for number in left:
        print(f"{path}:{number}: still too long; break it by hand")
    return bool(left)


if __name__ == "__main__":
    sys.exit(max([fit(Path(name)) for name in sys.argv[1:]], default=False))
