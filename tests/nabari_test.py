#!/usr/bin/env python3
"""A defence file from public facts, made by its own script and read back as counsel would.

    nabari_test.py PROGRAM SOURCE_ROOT
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import zipfile

PROGRAM, ROOT = sys.argv[1], pathlib.Path(sys.argv[2])
failures = []


def check(truth, what):
    if not truth:
        failures.append(what)


class Case:
    def __init__(self, path):
        self.path = path

    def run(self, *words, fails=False):
        done = subprocess.run([PROGRAM, "-C", self.path, *words, "--json"], capture_output=True,
                              text=True)
        if (done.returncode != 0) != fails:
            raise SystemExit(f"{words}: exit {done.returncode}\n{done.stdout}{done.stderr}")
        return json.loads(done.stdout or done.stderr)


def column(view, name, row=0):
    return view["rows"][row][view["columns"].index(name)]


def read_derived(case):
    totals = case.run("view", "show", "interrogation-totals")
    check(column(totals, "sessions") == "6", "six sessions are recorded")
    check(column(totals, "minutes") == "", "no source gives an hour: no hour is told")
    check(column(totals, "sessions_of_unknown_length") == "6", "and the view says so")
    first = case.run("view", "show", "first-admission")
    check(column(first, "days_to_admission") == "4", "the admission came on the fifth day")
    check(column(first, "first_questioned") == "1961-03-29", "questioned from 29 March")
    days = case.run("view", "show", "interrogation-days")
    check(len(days["rows"]) == 6, "the log has a line a day")


def read_hours(case, ids):
    """Invented times in a copy of the log, to see that lengths are counted where they are known."""
    case.run("assert", "interrogation", "--set", f"suspect=entity:{ids['man']}", "--set",
             "start=date:1961-03-28T19:30:00+09:00", "--set", "end=date:1961-03-29T02:15:00+09:00",
             "--set", "admission=term:admission/denial")
    totals = case.run("view", "show", "interrogation-totals")
    check(column(totals, "minutes") == "405", "six hours and three quarters")
    check(column(totals, "longest_minutes") == "405", "in one stretch")
    check(column(totals, "night_minutes") == "255", "of it at night")
    check(column(totals, "sessions_of_unknown_length") == "6", "the others stay unknown")


def read_dates(case):
    disputes = case.run("dispute", "list")["disputes"]
    died = [one for one in disputes if one["property"] == "died"]
    check(len(died) == 1, "the day of his death is disputed")
    check(sorted(died[0]["values"]) == ["2015-10-04", "2015-10-05"], "both days stand side by side")
    check(any(one["property"] == "date" for one in disputes), "so is the year of the event")


def read_matrix(case, folder):
    matrix = case.run("matrix", "show", "argument-matrix")
    rows = [row["label"] for row in matrix["rows"]]
    check(rows[0] == "The crown was opened with the teeth", "rows follow the order of the file")
    check(len(rows) == 3 and len(matrix["columns"]) == 4, "three details, four items")
    facts = matrix["rows"][0]["facts"]
    check(facts["first-said-on"] == ["1961-04-02"], "when a detail was first said")
    check(facts["known-before"] != [], "whether the police knew it before")
    square = [cell for cell in matrix["cells"] if cell["row"] == rows[1]]
    check(square[0]["facts"]["effect"] == ["Contradicts"], "what the chemistry says of the poison")
    numbers = sorted(sum((c["facts"]["court-number"] for c in matrix["columns"]), []))
    check(numbers == ["弁1", "弁2"], f"exhibits are numbered as a Japanese court does: {numbers}")

    case.run("matrix", "print", "argument-matrix", f"{folder}/work")
    page = pathlib.Path(folder, "work", "argument-matrix.html").read_text("utf-8")
    check("Working copy" in page and "Contradicts" in page, "a working copy says so")
    released = case.run("matrix", "print", "argument-matrix", f"{folder}/court", "--to", "a court")
    check(released["disclosure"] != "", "what leaves is recorded")
    with zipfile.ZipFile(f"{folder}/court/matrix.docx") as docx:
        text = docx.read("word/document.xml").decode("utf-8")
    check("Working copy" not in text and "弁1" in text, "the released one is clean")


def read_requests(case, ids):
    check(case.run("view", "show", "request-reuse")["rows"] == [], "no ground stands twice yet")
    ground = ["--set", "ground=term:retrial-ground/JP-CCP-435-6"]
    case.run("assert", "request", "--entity", ids["r7"], *ground)
    case.run("assert", "request", "--entity", ids["r11"], *ground)
    reused = case.run("view", "show", "ground-reuse")
    check([column(reused, "number"), column(reused, "earlier_number")] == ["11", "7"],
          "a ground that was dismissed before is named")
    check(case.run("view", "show", "request-reuse")["rows"] == [], "its evidence is new")
    case.run("assert", "request", "--entity", ids["r11"], "--set",
             f"evidence=entity:{ids['chroma']}")
    check(len(case.run("view", "show", "request-reuse")["rows"]) == 1, "until it is not")


def read_locks(case, ids, folder):
    """Disclosed evidence comes under article 281-4 by itself."""
    paper = pathlib.Path(folder, "paper.txt")
    paper.write_text("An invented page of the prosecution.\n", "utf-8")
    case.run("exhibit", "seal", str(paper), "--source", "P-01")
    exhibit = case.run("exhibit", "show", "NB-0007")["id"]
    asked = case.run("assert", "disclosure-request", "--set", "item=The notebook")["entity"]
    item = case.run("assert", "evidence-item", "--set", "title=Notebook", "--set",
                    f"exhibit=entity:{exhibit}", "--set",
                    f"disclosed-under=entity:{asked}")["entity"]
    said = case.run("entity", "show", item)["values"]
    check(any(v["property"] == "restriction" for v in said), "the restriction is stated")
    refused = case.run("case", "export", f"{folder}/press", "--purpose", "P4", "--to", "a paper",
                       "--exhibit", "NB-0007", fails=True)
    check("281-4" in json.dumps(refused) or "UR-1" in json.dumps(refused), "no newspaper gets it")
    done = case.run("case", "hand-over", f"{folder}/over", "--to", "Counsel B", "--exhibit",
                    "NB-0007", "--why", "change of counsel")
    check(done["exhibits"] == 1, "the next counsel does")
    page = pathlib.Path(folder, "over", "hand-over.html").read_text("utf-8")
    check("only for the proceedings" in page, "and is told of the lock")
    custody = json.dumps(case.run("custody", "list", "NB-0007"))
    check("handed-over" in custody and "Counsel B" in custody, "custody says where it went")


def main():
    with tempfile.TemporaryDirectory() as folder:
        secret = pathlib.Path(folder, "passphrase")
        secret.write_text("four words and a boat\n", "utf-8")
        os.environ.update(KOTOBUNE_PASSPHRASE_FILE=str(secret), KOTOBUNE_TEST_LOG_N="10",
                          KOTOBUNE_PACKS=str(ROOT / "packs"))
        made = subprocess.run([sys.executable, str(ROOT / "samples/nabari/make.py"),
                               f"{folder}/case", "--program", PROGRAM], capture_output=True,
                              text=True)
        if made.returncode != 0:
            raise SystemExit(made.stdout + made.stderr)
        ids = json.loads(made.stdout)
        case = Case(f"{folder}/case")
        read_derived(case)
        read_dates(case)
        read_matrix(case, folder)
        read_requests(case, ids)
        read_hours(case, ids)
        read_locks(case, ids, folder)
    for failure in failures:
        print("not so:", failure)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
