#!/usr/bin/env python3
"""Merges docs/errors.d/<room>.md into docs/errors.md, sorted by id.

Each room keeps the paragraphs of its own refusals; the reader looks an id up in one file.
`--check` writes nothing and ends with 1 where docs/errors.md is not in step.
"""
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "docs" / "errors.d"
TARGET = ROOT / "docs" / "errors.md"
HEADING = re.compile(r"^## (E\d{4}) ([a-z0-9_]+)$")
HEAD = """# What a refusal means

Refusing, with a reason, is what this program does for a living. Every refusal carries an id; look
it up here. The sentence on the screen says what happened and what to do next; these paragraphs say
why.

The exit code of a command tells the kind: 1 refused, 2 not understood, 3 the computer (disk,
permission, missing program), 4 something was altered or is not what it claims to be.

*This file is made by `tools/errors_doc.py` from `docs/errors.d/`; change it there.*
"""


def paragraphs():
    """(id, name, text, source file) of every paragraph, in the order of the ids."""
    found = []
    for source in sorted(SOURCES.glob("*.md")):
        current = None
        for line in source.read_text(encoding="utf-8").splitlines():
            matched = HEADING.match(line)
            if matched:
                current = [matched[1], matched[2], [], source]
                found.append(current)
            elif line.startswith("## "):
                raise SystemExit(f"{source.relative_to(ROOT)}: not a heading of an error: {line}")
            elif current is not None:
                current[2].append(line)
    return sorted(((i, n, "\n".join(t).strip(), s) for i, n, t, s in found), key=lambda p: p[:2])


def merged():
    parts = [HEAD] + [f"## {i} {name}\n{text}\n" for i, name, text, _ in paragraphs()]
    return "\n".join(parts)


def main():
    text = merged()
    if "--check" in sys.argv[1:]:
        if not TARGET.exists() or TARGET.read_text(encoding="utf-8") != text:
            print("docs/errors.md is not in step: run tools/errors_doc.py")
            return 1
        return 0
    TARGET.write_text(text, encoding="utf-8")
    print(f"docs/errors.md: {text.count(chr(10) + '## E')} refusals")
    return 0


if __name__ == "__main__":
    sys.exit(main())
