#!/usr/bin/env python3
"""The practice mission, from its originals to a withdrawal, as its story promises (fictional).

    practice_test.py PROGRAM SOURCE_DIR

Six faults are planted in the draft; each is refused by its own code, and nothing else is. The
mended report is released; no name of a source stands in any byte that leaves, nor in the internal
draft, nor in what the program says. Withdrawing a consent turns the report red again and names who
was told.
"""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata
import zipfile

PROGRAM = str(pathlib.Path(sys.argv[1]).resolve())
SOURCE = pathlib.Path(sys.argv[2]).resolve()
MISSION = SOURCE / "samples" / "tarn-valley"
PLANTED = ["CO-4", "GR-1", "GR-4", "NO-1", "PR-1", "PR-2"]
# What the draft is warned of: the letter and the table disagree, and a village is named.
WARNED = {"EV-5", "PR-4"}


def fail(why):
    sys.exit(f"practice: {why}")


def squeeze(text):
    """White space, zero width and case do not hide a name."""
    text = unicodedata.normalize("NFC", text)
    return re.sub(r"[\s\u200b\u200c\u200d\u00a0]+", "", text).casefold()


class Case:
    def __init__(self, path):
        self.path, self.said = str(path), ""

    def run(self, *words, expect=0):
        done = subprocess.run([PROGRAM, "-C", self.path, *words], capture_output=True, text=True)
        self.said += done.stdout + done.stderr
        if done.returncode != expect:
            fail(f"{' '.join(words)}: exit {done.returncode}, expected {expect}\n"
                 f"{done.stdout}{done.stderr}")
        return done.stdout + done.stderr


def texts_of(folder):
    """Every text in a folder of outputs: files, their names, and what archives hold."""
    for path in sorted(folder.rglob("*")):
        yield str(path.relative_to(folder)), path.name
        if not path.is_file():
            continue
        yield str(path), path.read_bytes().decode("utf-8", "replace")
        if path.suffix == ".pdf":
            yield f"text of {path}", subprocess.run(["pdftotext", str(path), "-"], check=True,
                                                    capture_output=True, text=True).stdout
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                for name in archive.namelist():
                    content = archive.read(name).decode("utf-8", "replace")
                    # Runs may cut a name in two; the text without its tags shows it whole.
                    yield f"{path}!{name}", content
                    yield f"{path}!{name} (text)", re.sub(r"<[^>]*>", "", content)


def protected_names():
    mission = json.loads((MISSION / "mission.json").read_text("utf-8"))
    # W-02 agreed to be named in every use.
    return [(source["code"], name["text"]) for source in mission["sources"]
            for name in source["names"] if source["code"][0] == "W" and source["code"] != "W-02"]


def must_not_leak(where, text, names):
    squeezed = squeeze(text)
    for code, name in names:
        if squeeze(name) in squeezed:
            fail(f"a name of {code} stands in {where}")


def outside_words(folder):
    """What leaves has its own numbers and words: no exhibit number, source code or file name."""
    files = [item["file"] for item in
             json.loads((MISSION / "mission.json").read_text("utf-8"))["exhibits"]]
    for where, text in texts_of(folder):
        for inside in re.findall(r"\b(?:MS-\d{4}|[WO]-\d{2})\b", text):
            fail(f"{inside} stands in {where}")
        for name in files:
            if name in text:
                fail(f"the file name {name} stands in {where}")


def look_in_office(folder):
    """A second program must be able to open the report; skipped where there is none."""
    office = shutil.which("soffice")
    if not office:
        print("practice: LibreOffice is not here; the report was not opened in it")
        return
    report = next(folder.rglob("*.docx"))
    subprocess.run([office, f"-env:UserInstallation=file://{folder}/office", "--headless",
                    "--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(folder / "seen"),
                    str(report)], check=True, capture_output=True, timeout=180)
    seen = next((folder / "seen").glob("*.txt")).read_text("utf-8")
    for words in ("Eleven nights", "14 people were killed"):
        if words not in " ".join(seen.split()):
            fail(f"LibreOffice does not show \"{words}\"")


def codes_in(text, severity="error"):
    return sorted(re.findall(rf": {severity}: .*\[([A-Z]{{2}}-\d+)\]$", text, re.M))


def main():
    os.environ["KOTOBUNE_PACKS"] = str(SOURCE / "packs")
    os.environ["KOTOBUNE_TEST_LOG_N"] = "10"
    names = protected_names()
    with tempfile.TemporaryDirectory() as folder:
        at = pathlib.Path(folder)
        (at / "pass").write_text("four words and a boat\n")
        os.environ["KOTOBUNE_PASSPHRASE_FILE"] = str(at / "pass")
        subprocess.run([sys.executable, str(MISSION / "make.py"), str(at / "case"), "--program",
                        PROGRAM], check=True, stdout=subprocess.DEVNULL)
        case = Case(at / "case")
        draft = str(MISSION / "draft.md")
        checked = case.run("report", "check", draft, expect=1)
        found = codes_in(checked)
        warned = set(codes_in(checked, "warning"))
        if warned != WARNED:
            fail(f"the draft is warned of {warned}, expected {WARNED}\n{checked}")
        if found != PLANTED:
            fail(f"the draft is refused for {found}, planted are {PLANTED}")
        case.run("report", "build", draft, "--release", str(at / "refused"), "--to", "the public",
                 expect=1)
        if (at / "refused").exists():
            fail("a refused release left files")
        case.run("report", "build", draft, "--draft-to", str(at / "draft"))
        mended = str(MISSION / "mended.md")
        case.run("report", "check", mended)
        printing = ["--pdf"] if shutil.which("soffice") and shutil.which("qpdf") else []
        case.run("report", "build", mended, "--release", str(at / "out"), "--to", "the public",
                 *printing)
        if printing and not (at / "out" / "report.pdf").exists():
            fail("no PDF was made")
        for folder_of_outputs in ("draft", "out"):
            for where, text in texts_of(at / folder_of_outputs):
                must_not_leak(where, text, names)
        outside_words(at / "out")
        look_in_office(at / "out")

        case.run("exhibit", "list")
        case.run("source", "list")
        told = case.run("consent", "withdraw", "W-03")
        if "the public" not in told:
            fail(f"the withdrawal names nobody who was told: {told}")
        if "CO-2" not in codes_in(case.run("report", "check", mended, expect=1)):
            fail("the report stands although W-03 withdrew")
        must_not_leak("what the program says", case.said, names)
        case.run("case", "verify")
    print("practice: six refusals, one release, one withdrawal")


main()
