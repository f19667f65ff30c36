#!/usr/bin/env python3
"""Kills `kotobune exhibit seal` with SIGKILL at random moments, on the real disk.

  kill_test.py PROGRAM SOURCE_DIR [SEED]

Each round hands over some new files, among them a large one and a duplicate, and kills the program
while it seals them. Then the case must verify, every exhibit that was listed before must still be
listed with the same number and bytes, and no number may stand twice. At the end the folder seals
to the last file. The seed decides the moments; it is printed.
"""
import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time

from cli_bench import Bench

PROGRAM, SOURCE = sys.argv[1], sys.argv[2]
SEED = int(sys.argv[3]) if len(sys.argv) > 3 else 20130320
ROUNDS, SECONDS = 30, 40


def fail(text):
    sys.exit("kill test: %s (seed %d)" % (text, SEED))


class Killing(Bench):
    def add_files(self, number, dice):
        for name in range(6):
            words = "round %d, file %d: %s\n" % (number, name, "words " * dice.randrange(900))
            self.write("r%02d-%d.txt" % (number, name), words.encode())
        large = dice.randbytes(dice.randrange(200_000, 3_000_000))
        for name in ("large", "twice"):
            self.write("r%02d-%s.bin" % (number, name), large)

    def seal_and_kill(self, after_s):
        with subprocess.Popen([self.program, "exhibit", "seal", self.files], env=self.env,
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            try:
                process.wait(after_s)
                return False
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
                process.wait()
                return True

    def handed_over(self):
        out = set()
        for name in os.listdir(self.files):
            with open(os.path.join(self.files, name), "rb") as file:
                out.add(hashlib.sha256(file.read()).hexdigest())
        return out


def main():
    began, dice = time.monotonic(), random.Random(SEED)
    with tempfile.TemporaryDirectory() as folder:
        bench = Killing(PROGRAM, SOURCE, folder)
        bench.found()
        whole_s, before, killed, rounds = 0.0, {}, 0, 0
        for rounds in range(1, ROUNDS + 1):
            bench.add_files(rounds, dice)
            if rounds % 3 == 1:  # now and then to the end: what is cut off must not pile up
                start = time.monotonic()
                bench.run("exhibit", "seal", bench.files)
                whole_s = time.monotonic() - start
            else:
                killed += bench.seal_and_kill(dice.uniform(0.01, whole_s))
            bench.run("case", "verify")
            now = bench.listed()
            lost = [number for number in before if now.get(number) != before[number]]
            if lost:
                fail("after round %d these are lost or changed: %s" % (rounds, lost))
            before = now
            if time.monotonic() - began > SECONDS:
                break
        bench.run("exhibit", "seal", bench.files)
        if set(bench.listed().values()) != bench.handed_over():
            fail("what is listed at the end is not what was handed over")
        without_text = [one["number"] for one in json.loads(
            bench.run("--json", "exhibit", "list"))["exhibits"]
            if one["mime"] == "text/plain" and one["text"] != "text"]
        if without_text:
            fail("sealed, but never searchable: %s" % without_text)
        bench.run("case", "verify")
        if killed == 0:
            fail("nothing was killed: the moments are chosen badly")
        print("ok: killed %d of %d sealings, %d exhibits (seed %d)"
              % (killed, rounds, len(bench.listed()), SEED))


if __name__ == "__main__":
    main()
