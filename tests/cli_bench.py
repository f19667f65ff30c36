"""A fictional case worked on through the command line, for the tests on the real disk."""
import json
import os
import re
import subprocess
import sys


class Bench:
    def __init__(self, program, source, folder):
        self.program, self.folder = os.path.realpath(program), folder
        self.files = os.path.join(folder, "in")
        self.case = os.path.join(folder, "case")
        os.mkdir(self.files)
        self.passphrase("four words and a boat")
        self.env = dict(os.environ, KOTOBUNE_PASSPHRASE_FILE=os.path.join(folder, "pass"),
                        KOTOBUNE_TEST_LOG_N="10", KOTOBUNE_CASE=self.case, LC_ALL="C.UTF-8",
                        KOTOBUNE_PACKS=os.path.join(os.path.realpath(source), "packs"))

    def passphrase(self, words):
        with open(os.path.join(self.folder, "pass"), "w", encoding="ascii") as file:
            file.write(words + "\n")

    def call(self, *words, **how):
        """Exit status and everything that was printed."""
        done = subprocess.run([self.program, *words], env=self.env, capture_output=True,
                              check=False, **how)
        return done.returncode, (done.stdout + done.stderr).decode(errors="replace")

    def run(self, *words):
        status, printed = self.call(*words)
        if status != 0:
            sys.exit("%s gave %d: %s" % (" ".join(words), status, printed))
        return printed

    def refused(self, code, status, *words, **how):
        """The command must end with this status and name this code; returns what it printed."""
        got, printed = self.call(*words, **how)
        if got != status or code not in printed:
            sys.exit("%s gave %d, not %d with %s: %s"
                     % (" ".join(words), got, status, code, printed))
        return printed

    def found(self, path=None):
        sheet = self.run("case", "create", path or self.case, "--title", "Tarn", "--prefix", "MS",
                         "--fictional")
        number = re.search(r"group (\d+)", sheet).group(1)
        group = re.search(r"^\s*%s\s+(\S+)\s*$" % number, sheet, re.M).group(1)
        self.run("-C", path or self.case, "case", "confirm", group)

    def write(self, name, content):
        path = os.path.join(self.files, name)
        with open(path, "wb") as file:
            file.write(content)
        return path

    def write_in(self, folder, name, content):
        os.makedirs(os.path.join(self.files, folder), exist_ok=True)
        return self.write(os.path.join(folder, name), content)

    def seal(self, path=None, status=None):
        """What became of each file, by its path."""
        got, printed = self.call("--json", "exhibit", "seal", path or self.files)
        if status is not None and got != status:
            sys.exit("sealing gave %d, not %d: %s" % (got, status, printed))
        return {one["path"]: one for one in json.loads(printed)["files"]}

    def listed(self):
        """SHA-256 by number; no number and no content may stand twice."""
        exhibits = json.loads(self.run("--json", "exhibit", "list"))["exhibits"]
        numbers = {one["number"]: one["sha256"] for one in exhibits}
        if len(numbers) != len(exhibits) or len(set(numbers.values())) != len(numbers):
            sys.exit("a number or a content stands twice")
        return numbers
