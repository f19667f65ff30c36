#!/usr/bin/env python3
"""An editor speaks to the language server, and `report check --watch` follows a file.

  editor_test.py PROGRAM SOURCE_DIR
"""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time

PROGRAM, SOURCE = str(pathlib.Path(sys.argv[1]).resolve()), pathlib.Path(sys.argv[2]).resolve()
REPORT = """---
title: "Nobody came"
profile: mission-report
audience: public
standard: reasonable-grounds
language: en
---
::: context
A \U0001F6A4 came [@EX-0001 p1 "soldiers slept"], @W-01 said.
:::
"""


def check(condition, words):
    if not condition:
        sys.exit(f"editor: {words}")


def run(*words):
    done = subprocess.run([PROGRAM, *words], capture_output=True, text=True)
    check(done.returncode == 0, f"{words}: {done.stdout}{done.stderr}")
    return done.stdout


class Editor:
    def __init__(self, case):
        self.child = subprocess.Popen([PROGRAM, "-C", case, "report", "language-server"],
                                      stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.number = 0

    def send(self, method, parameters, asks=True):
        message = {"jsonrpc": "2.0", "method": method, "params": parameters}
        if asks:
            self.number += 1
            message["id"] = self.number
        self.raw(json.dumps(message).encode())

    def raw(self, body):
        self.child.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.child.stdin.flush()

    def next(self):
        length = 0
        while line := self.child.stdout.readline().strip():
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        return json.loads(self.child.stdout.read(length))


def speak(case):
    editor = Editor(case)
    editor.send("initialize", {"capabilities": {}})
    check(editor.next()["result"]["capabilities"]["hoverProvider"], "no hover is offered")
    editor.send("initialized", {}, asks=False)
    check("outside the case" in editor.next()["params"]["message"], "no word on what is kept")
    uri = "file:///tmp/draft.md"
    editor.send("textDocument/didOpen", {"textDocument": {"uri": uri, "text": REPORT}}, asks=False)
    found = editor.next()["params"]["diagnostics"]
    codes = {one["code"] for one in found}
    check(codes == {"CO-1"}, f"the first check says {codes}")
    line = REPORT.split("\n")[8]
    # Positions count UTF-16 units: the boat is two.
    units = len(line[:line.index("@EX")].encode("utf-16-le")) // 2
    starts = {one["range"]["start"]["character"] for one in found}
    check(units in starts, f"no diagnostic begins at {units}: {starts}")
    editor.send("textDocument/hover", {"textDocument": {"uri": uri},
                                       "position": {"line": 8, "character": units + 3}})
    check("No consent for this use" in editor.next()["result"]["contents"], "hover on a refusal")
    mended = REPORT.replace(', @W-01 said', '').replace("EX-0001", "EX-")
    editor.send("textDocument/didChange", {"textDocument": {"uri": uri},
                                           "contentChanges": [{"text": mended}]}, asks=False)
    editor.next()
    line = mended.split("\n")[8]
    at = len(line[:line.index("EX-") + 3].encode("utf-16-le")) // 2
    editor.send("textDocument/completion", {"textDocument": {"uri": uri},
                                            "position": {"line": 8, "character": at}})
    labels = [one["label"] for one in editor.next()["result"]]
    check("EX-0001" in labels and "W-01" in labels, f"completion offers {labels}")
    editor.send("textDocument/completion", {"textDocument": {"uri": uri},
                                            "position": {"line": 2, "character": 9}})
    check("upr-stakeholder" in [one["label"] for one in editor.next()["result"]], "profiles")
    editor.send("textDocument/rename", {"textDocument": {"uri": uri}})
    check(editor.next()["error"]["code"] == -32601, "an unknown method is answered")
    editor.raw(b"{ no json")
    check(editor.next()["error"]["code"] == -32700, "broken JSON is answered")
    editor.send("shutdown", {})
    check(editor.next()["result"] is None, "shutdown")
    editor.send("exit", {}, asks=False)
    check(editor.child.wait(10) == 0, "the server ended badly")


def follow(case, folder):
    draft = folder / "draft.md"
    draft.write_text(REPORT)
    out = open(folder / "said", "w+")
    child = subprocess.Popen([PROGRAM, "-C", case, "report", "check", "--watch", str(draft)],
                             stdout=out)

    def wait_for(words):
        for _ in range(600):
            said = (folder / "said").read_text()
            if words in said:
                return
            time.sleep(0.1)
        sys.exit(f"editor: --watch never said {words}:\n{said}")
    wait_for("[CO-1]")
    draft.write_text(REPORT.replace("audience: public", "audience: nobody"))
    wait_for("[SY-1]")
    draft.unlink()
    check(child.wait(20) == 1, "the exit code stands for the last check")


def main():
    os.environ.update(KOTOBUNE_PACKS=str(SOURCE / "packs"), KOTOBUNE_TEST_LOG_N="10")
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "pass").write_text("four words and a boat\n")
        os.environ["KOTOBUNE_PASSPHRASE_FILE"] = str(folder / "pass")
        case = str(folder / "case")
        sheet = run("case", "create", case, "--title", "Ford", "--fictional")
        asked = re.search(r"group (\d+)", sheet)[1]
        run("-C", case, "case", "confirm", re.search(rf"^\s*{asked}\s+(\S+)$", sheet, re.M)[1])
        (folder / "s.txt").write_text("The soldiers slept in the school.\n")
        run("-C", case, "source", "add", "W-01", "--role", "a teacher")
        run("-C", case, "exhibit", "seal", str(folder / "s.txt"), "--source", "W-01")
        speak(case)
        follow(case, folder)
    print("the editor is answered")


main()
