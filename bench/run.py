#!/usr/bin/env python3
"""Measures everything and writes bench/RESULTS.md: run on a machine with nothing else to do.

  run.py PROGRAMS [--program kotobune] [--scale 1] [--rounds 3] [--records 100000 300000 1000000]
         [--only seal,fold,open,serve,report] [--out RESULTS.md]

PROGRAMS is the folder of bench_seal, bench_fold and bench_desk (build/bench/bench).
"""
import argparse
import datetime
from pathlib import Path

import case
import report
import seal
import serve
import tools

HERE = Path(__file__).resolve().parent
VERSIONS = (["restic", "version"], ["borg", "--version"], ["age", "--version"],
            ["sha256sum", "--version"], ["openssl", "version"], ["c++", "--version"])


def parse():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("programs", type=Path)
    parser.add_argument("--program", type=Path)
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--records", type=int, nargs="+", default=[100_000, 300_000, 1_000_000])
    parser.add_argument("--only", default="seal,fold,open,serve,report")
    parser.add_argument("--only-ours", action="store_true", help="no other program beside ours")
    parser.add_argument("--fast", type=Path, default=Path("/dev/shm"))
    parser.add_argument("--disk", type=Path, default=Path("/var/tmp"))
    parser.add_argument("--out", type=Path, default=HERE / "RESULTS.md")
    return parser.parse_args()


def head():
    when = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d %H:%M UTC")
    versions = "; ".join(version for command in VERSIONS
                         if (version := tools.first_line(command)) != "not installed")
    return (f"# What was measured\n\n{when}. {tools.machine()}. Load at the start {tools.load()}.\n"
            f"{versions}.\n\nRepeat: `cmake --preset bench && cmake --build --preset bench && "
            "python3 bench/run.py build/bench/bench --program build/bench/kotobune`.")


def main():
    chosen = parse()
    programs = chosen.programs.resolve()
    program = (chosen.program or programs.parent / "kotobune").resolve()
    packs = HERE.parent / "packs"
    wanted = chosen.only.split(",")
    parts = [head()]
    if "seal" in wanted:
        peers = {"kotobune"} if chosen.only_ours else set(seal.PEERS) | set(seal.DISK_PEERS)
        parts.append(seal.section(programs, chosen.fast, chosen.disk, chosen.scale, chosen.rounds,
                                  peers))
    if "fold" in wanted:
        parts.append(case.fold(programs, chosen.fast, chosen.records, chosen.rounds))
    if "open" in wanted:
        parts.append(case.opening(programs, packs, chosen.fast, chosen.records, chosen.rounds))
    if "serve" in wanted:
        parts.append(serve.section(programs, program, packs, chosen.fast))
    if "report" in wanted:
        parts.append(report.section(programs, packs, chosen.fast, chosen.rounds, chosen.scale))
    remarks = HERE / "remarks.md"
    if remarks.exists():
        parts.append(remarks.read_text().strip())
    chosen.out.write_text("\n\n".join(parts) + "\n")
    print(chosen.out)


if __name__ == "__main__":
    main()
