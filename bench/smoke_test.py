#!/usr/bin/env python3
"""Runs every benchmark at a tiny scale, so that none rots. It says nothing about speed.

  smoke_test.py PROGRAMS PROGRAM
"""
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
SECTIONS = ("## Sealing", "## Fold and rebuild", "## Opening", "## Idle memory", "## Reports")


def main():
    programs, program = sys.argv[1:3]
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "results.md"
        subprocess.run([sys.executable, "-B", str(HERE / "run.py"), programs, "--program", program,
                        "--scale", "0.001", "--rounds", "1", "--records", "300",
                        "--fast", folder, "--disk", folder, "--only-ours", "--out", str(out)],
                       check=True)
        text = out.read_text()
        missing = [section for section in SECTIONS if section not in text]
        if missing:
            sys.exit(f"no figures for {missing}\n{text}")
        print(text)


main()
