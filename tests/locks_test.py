#!/usr/bin/env python3
"""Consent, the second lock, withdrawal, erasure and the receipt, by the command line (fictional).

    locks_test.py PROGRAM SOURCE_DIR
"""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

PROGRAM = str(pathlib.Path(sys.argv[1]).resolve())
SOURCE = pathlib.Path(sys.argv[2]).resolve()
FORMS = "text quote+paraphrase+document copy"
SECRET = "Zarkaanavel"  # stands in one file and in one statement, and nowhere after the erasure


def fail(why):
    sys.exit(f"locks: {why}")


class Case:
    def __init__(self, root):
        self.root, self.path = root, str(root / "case")
        os.environ["KOTOBUNE_PACKS"] = str(SOURCE / "packs")
        os.environ["KOTOBUNE_TEST_LOG_N"] = "10"
        os.environ["KOTOBUNE_PASSPHRASE_FILE"] = str(root / "pass")
        (root / "pass").write_text("four words and a boat\n")
        done = subprocess.run([PROGRAM, "case", "create", self.path, "--title", "Riverbend",
                               "--name", "A. Tester", "--prefix", "EX", "--fictional", "--sheet",
                               str(root / "sheet"), "--json"], capture_output=True, check=True)
        asked = str(json.loads(done.stdout)["asked_group"])
        rows = [line.split() for line in (root / "sheet").read_text("utf-8").split("\n")]
        group = next(row[1] for row in rows if len(row) == 2 and row[0] == asked)
        subprocess.run([PROGRAM, "-C", self.path, "case", "confirm", group], check=True,
                       capture_output=True)

    def batch(self, *commands):
        lines = "".join(json.dumps(words, ensure_ascii=False) + "\n" for words in commands)
        done = subprocess.run([PROGRAM, "-C", self.path, "--json", "batch", "--keep-going"],
                              input=lines.encode(), capture_output=True, check=False)
        return [json.loads(line) for line in done.stdout.decode().splitlines()[:len(commands)]]

    def do(self, *commands):
        out = []
        for words, one in zip(commands, self.batch(*commands)):
            if not one["ok"]:
                fail(f"{' '.join(words)}: {one['error']}")
            out.append(one["answer"])
        return out

    def refused(self, code, *words):
        one = self.batch(list(words))[0]
        if one["ok"] or one["error"]["error"] != code:
            fail(f"{' '.join(words)} should be refused with {code}: {one}")


def seal(case, number, text, source):
    path = case.root / f"paper{number}.txt"
    path.write_text(text + "\n", "utf-8")
    return ["exhibit", "seal", str(path), "--source", source, "--lang", "en"]


def consents(case):
    case.do(["source", "add", "W-01", "--role", "a teacher"],
            ["source", "add", "W-02", "--role", "a farmer"],
            ["source", "add", "W-03", "--role", "a nurse", "--name", "en:Orlanthe Quist"],
            ["source", "add", "W-04", "--role", "a driver", "--level", "S4"],
            seal(case, 1, "soldiers slept in the classrooms", "W-01"),
            seal(case, 2, "the mill burned in the night", "W-02"),
            seal(case, 3, f"the ferry sank; {SECRET} saw it", "W-03"),
            seal(case, 4, "the sheet that two people signed", "W-01"),
            ["exhibit", "describe", "EX-0001", "--for-readers", "A letter"])
    todo = case.do(["consent", "todo"])[0]["todo"]
    if {one["source"] for one in todo} != {"W-01", "W-02", "W-03", "W-04"}:
        fail(f"the list of those nobody asked is {todo}")
    # One form, two people, two items; each agrees for her own.
    case.do(["consent", "give", "W-01", "--also", "W-02", "--form", "EX-0004", "--method",
             "written", "--given", "2025-06-01", "--exhibit", "EX-0001", "--exhibit", "EX-0002",
             "--purpose", f"P3=yes:pseudonym:{FORMS}", "--purpose", f"P11=ask"])
    case.refused("E1683", "consent", "give", "W-01", "--also", "W-02", "--exhibit", "EX-0001",
                 "--exhibit", "EX-0002", "--exhibit", "EX-0003", "--purpose", "P3=yes")
    case.refused("E1681", "consent", "give", "W-01", "--method", "she said so to Maria",
                 "--purpose", "P3=no")
    case.refused("E1682", "consent", "give", "W-01", "--method", "oral-by-phone", "--purpose",
                 "P3=no")
    # By telephone, years later: who called, who listened.
    case.do(["consent", "give", "W-03", "--method", "oral-by-phone", "--caller", "p2", "--witness",
             "p3", "--given", "2026-01-15", "--purpose", f"P3=yes:pseudonym:{FORMS}"])
    # She wants to be asked first: a yes holds for what she was asked about.
    case.refused("E1685", "consent", "answer", "W-01", "--purpose", "P4=yes")
    case.refused("E1686", "consent", "answer", "W-01", "--purpose", f"P11=yes:role:{FORMS}")


def answer(case):
    out = case.root / "before"
    kept = case.do(["case", "export", str(out), "--purpose", "P11", "--to", "the court"])[0]
    reasons = {one["number"]: one["code"] for one in kept["refused"]}
    if reasons.get("EX-0001") != "CO-3":
        fail(f"EX-0001 should wait for her answer: {reasons}")
    case.do(["consent", "answer", "W-01", "--purpose", f"P11=yes:pseudonym:{FORMS}", "--exhibit",
             "EX-0001", "--method", "oral-by-phone", "--caller", "p2", "--witness", "p3"])
    kept = case.do(["case", "export", str(case.root / "court"), "--purpose", "P11", "--to",
                    "the court"])[0]
    if "EX-0001" not in kept["exhibits"] or "EX-0002" in kept["exhibits"]:
        fail(f"after her answer the bag holds {kept['exhibits']}")


def second_lock(case):
    """Consent is there, and the lock holds all the same; it is lifted by superseding."""
    locked = case.do(["restriction", "add", "--rule", "JP-CCP-281-4", "--exhibit", "EX-0001"],
                     ["restriction", "add", "--rule", "embargo", "--until", "2199-01-01",
                      "--exhibit", "EX-0003"])
    case.refused("E1691", "restriction", "add", "--rule", "embargo", "--exhibit", "EX-0001")
    case.refused("E1689", "restriction", "add", "--rule", "wish", "--exhibit", "EX-0001")
    kept = case.do(["case", "export", str(case.root / "locked"), "--purpose", "P3", "--to",
                    "the public"])[0]
    reasons = {one["number"]: one for one in kept["refused"]}
    if reasons["EX-0001"]["code"] != "UR-1" or reasons["EX-0003"]["code"] != "UR-2":
        fail(f"the second lock does not hold: {reasons}")
    if "embargo until 2199-01-01" not in reasons["EX-0003"]["reason"]:
        fail(f"the reason does not say until when: {reasons['EX-0003']}")
    for one in locked:
        lock = one["restrictions"][0]
        case.refused("E1616", "restriction", "lift", lock)
        case.do(["restriction", "lift", lock, "--why", "the order was revoked"])
        case.refused("E1692", "restriction", "lift", lock, "--why", "again")
    standing = case.do(["restriction", "list"])[0]["restrictions"]
    if len(standing) != 2 or any(one["in_force"] for one in standing):
        fail(f"after lifting the locks are {standing}")
    kept = case.do(["case", "export", str(case.root / "open"), "--purpose", "P3", "--to",
                    "the public"])[0]
    if set(kept["exhibits"]) != {"EX-0001", "EX-0002", "EX-0003"}:
        fail(f"after lifting the bag holds {kept['exhibits']}")


def receipts(case):
    seen = {}
    for language in ("en", "ja", "my", "th"):
        paper = case.do(["source", "receipt", "W-03", "--language", language, "--call",
                         "the blue shop"])[0]
        seen[language] = "\n".join(paper["lines"])
        number = paper["number"]
        for secret in ("W-03", "Orlanthe", "Quist", "Riverbend", "nurse", "witness", "testimony"):
            if secret in seen[language]:
                fail(f"the receipt in {language} says {secret}")
        if "the blue shop" not in seen[language]:
            fail("the receipt does not say whom to call")
    if len(set(seen.values())) != 4 or not re.fullmatch(r"\d{4} \d{4}", number):
        fail(f"receipts: {seen}")
    case.refused("E1694", "source", "receipt", "W-04")
    case.do(["source", "receipt", "W-04", "--although-sealed"])
    case.refused("E1696", "source", "receipt", "W-03", "--call", "ask Orlanthe  Quist")
    for end in ("html", "docx"):
        case.do(["source", "receipt", "W-03", "--to", str(case.root / f"paper.{end}")])
        if not (case.root / f"paper.{end}").stat().st_size:
            fail("an empty receipt was written")
    became = case.do(["source", "became", number.replace(" ", "-")])[0]
    if became["source"] != "W-03" or not any(one["to"] == "the public" and
                                             one["identity"] == "pseudonym"
                                             for one in became["became"]):
        fail(f"what became of her testimony: {became}")
    case.refused("E1695", "source", "became", "0000 0000")


def withdrawal(case):
    """First one item, then everything: reached at once, everywhere, in the same run."""
    case.do(["assert", "event", "--set", f"title={SECRET} at the ferry", "--informant", "W-03",
             "--basis", "EX-0003"])
    told = case.do(["consent", "withdraw", "W-01", "--purpose", "P3", "--exhibit", "EX-0001",
                    "--why", "her brother asked her to"])[0]
    if not told["recalls"] or not any("the public" in one for one in told["reaches"]):
        fail(f"the withdrawal of one item reaches {told}")
    letter = case.do(["recall", "show", told["recalls"][0]])[0]["letter"]
    if "the public" not in letter or "W-01" in letter or "teacher" in letter:
        fail(f"the letter says {letter}")
    case.do(["recall", "sent", told["recalls"][0], "--when", "2026-02-01"])
    kept = case.do(["case", "export", str(case.root / "less"), "--purpose", "P3", "--to", "x"])[0]
    reasons = {one["number"]: one["code"] for one in kept["refused"]}
    if reasons.get("EX-0001") != "CO-2" or "EX-0002" not in kept["exhibits"]:
        fail(f"one item was withdrawn, and {reasons}")
    draft = case.root / "draft.md"
    draft.write_text("---\ntitle: T\nprofile: mission-report\naudience: public\nlanguage: en\n"
                     "standard: reasonable-grounds\n---\n\n# F\n\n::: context\nIt sank "
                     "[@EX-0003 \"the ferry sank\"].\n:::\n", "utf-8")
    answers = case.batch(["consent", "withdraw", "W-03"], ["search", "ferry"], ["exhibit", "list"],
                         ["exhibit", "show", "EX-0003"], ["entity", "list"], ["dispute", "list"],
                         ["report", "build", str(draft), "--draft-to", str(case.root / "d")],
                         ["report", "check", str(draft)],
                         ["case", "export", str(case.root / "none"), "--purpose", "P3", "--to",
                          "x"], ["exhibit", "open", "EX-0003", str(case.root / "opened")])
    shown = json.dumps(answers[1:], ensure_ascii=False)
    if SECRET in shown or "ferry sank" in shown.replace("the ferry sank\\\"]", ""):
        where = [one for one in answers[1:] if SECRET in json.dumps(one)]
        fail(f"she took it back, and it is still shown: {where or shown}")
    if answers[1]["answer"]["total"] != 0 or "CO-2" not in json.dumps(answers[7]):
        fail(f"search or report do not know of it: {answers[1]} {answers[7]}")
    if answers[9]["ok"] or (case.root / "opened").exists():
        fail(f"an original of hers was opened: {answers[9]}")


def decrypted(case):
    """Every byte that the program can still read: whatever it lists, shows or finds."""
    said = case.batch(["exhibit", "list"], ["entity", "list"], ["search", SECRET],
                      ["source", "list"], ["dispute", "list"], ["recall", "list"])
    for entity in said[1]["answer"]["entities"]:
        said += case.batch(["entity", "show", entity["id"]])
    return json.dumps(said, ensure_ascii=False)


def erasure(case):
    gone = case.do(["source", "erase", "W-03", "--yes", "--why", "she asked for it"])[0]
    if not gone["erased"]:
        fail("nothing was erased")
    if SECRET in decrypted(case):
        fail("what was erased can still be read")
    for path in pathlib.Path(case.path).rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            for form in (SECRET.encode(), SECRET.encode("utf-16-le"), b"Orlanthe"):
                if form in data:
                    fail(f"erased bytes stand in {path}")
    checker = SOURCE / "tests" / "checker" / "check_case.py"
    if not checker.exists():
        fail("the independent checker is gone")
    case.do(["case", "rebuild"])
    if SECRET in decrypted(case):
        fail("what was erased came back with a rebuild")
    verified = subprocess.run([PROGRAM, "-C", case.path, "case", "verify"], capture_output=True,
                              check=False)
    if verified.returncode != 0:
        fail(f"the log does not verify after the erasure: {verified.stdout.decode()}")


def main():
    with tempfile.TemporaryDirectory() as folder:
        case = Case(pathlib.Path(folder))
        consents(case)
        answer(case)
        second_lock(case)
        receipts(case)
        withdrawal(case)
        erasure(case)
    print("locks: consents, answers, restrictions, receipts, withdrawals and an erasure")


main()
