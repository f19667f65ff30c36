#!/usr/bin/env python3
"""Checks the practice mission against itself, without the program: run it after changing a text.

1. every exhibit has its file, every file its exhibit, and each says that it is fictional;
2. every quotation of the two reports and of mission.json stands in the text it cites;
3. the numbers of the story hold: 41 rows, 3 duplicates, 38 acts, 14 dead, 11 in the letter;
4. no real name of a source stands in any original, nor in the mended report.
"""
import csv
import json
import pathlib
import re
import sys
import unicodedata

HERE = pathlib.Path(__file__).resolve().parent
FICTIONAL = ("fictional", "စိတ်ကူးယဉ်", "สมมติ", "架空")


def squeeze(text):
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text))


def text_of(name):
    """The pages of an original as text; None where it has none."""
    if name.endswith(".pdf"):
        source = (HERE / "pdf" / (name[:-4] + ".txt")).read_text("utf-8")
        return source.split("=== page\n")
    path = HERE / "texts" / name
    return [path.read_text("utf-8")] if path.exists() else None


def citations(report):
    for inside in re.findall(r"\[(@MS-[^\]]*)\]", report):
        for number, page, quote, times in re.findall(
                r'@(MS-\d{4})(?:\s+p(\d+))?(?:\s+"([^"]*)")?(?:\s+t=([\d:,]+))?', inside):
            yield number, int(page or 0), quote, [t for t in times.split(",") if t]


def bases(mission):
    for item in mission["entities"]:
        for value in item["values"]:
            for basis in value.get("basis", []):
                yield (basis["exhibit"], basis.get("page", 0), basis.get("quote", ""),
                       basis.get("t", []))
    for ask in mission["asks"]:
        for basis in ask["basis"]:
            yield basis["exhibit"], basis.get("page", 0), basis["quote"], []


def check_places(where, cited, files, wrong):
    for number, page, quote, times in cited:
        pages = text_of(files[number])
        if pages is None:
            wrong.append(f"{where}: {number} has no text")
            continue
        text = squeeze(pages[page - 1] if page else "\n".join(pages))
        if quote and squeeze(quote) not in text:
            wrong.append(f"{where}: {number} does not say \"{quote}\"")
        wrong += [f"{where}: {number} has no time {t}" for t in times if f"[{t}]" not in text]


def check_numbers(mission, wrong):
    with open(HERE / "texts" / "partner-list.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    acts = [e for e in mission["entities"] if e["type"] == "act"]
    kinds = {e["key"]: {v["p"]: v["v"] for v in e["values"]} for e in acts}
    killings = [k for k in kinds.values() if k["type"] == "deadly-use-of-force"]
    letter = text_of("headman-letter-my.txt")[0]
    found = {"rows": len(rows), "dead rows": sum(r["what"] == "shot dead" for r in rows),
             "acts": len(acts), "dead": len({k["victim"] for k in killings}),
             "in the letter": len(re.findall(r"^[၀-၉]+။ ", letter, re.M)),
             "originals": len(mission["exhibits"])}
    wanted = {"rows": 41, "dead rows": 17, "acts": 38, "dead": 14, "in the letter": 11,
              "originals": 31}
    wrong += [f"{k}: {found[k]}, not {n}" for k, n in wanted.items() if found[k] != n]


def main():
    mission = json.loads((HERE / "mission.json").read_text("utf-8"))
    files = {e["number"]: e["file"] for e in mission["exhibits"]}
    wrong = []
    names = [name["text"] for source in mission["sources"] if source["code"].startswith("W-")
             for name in source["names"]]
    for name in files.values():
        pages = text_of(name)
        if pages is None:
            continue
        text = "\n".join(pages)
        if not name.endswith(".pdf") and not any(word in text.casefold() for word in FICTIONAL):
            wrong.append(f"{name} does not say that it is fictional")
        wrong += [f"{name} holds a real name of a source" for n in names if n in text]
    for report in ("draft.md", "mended.md"):
        check_places(report, citations((HERE / report).read_text("utf-8")), files, wrong)
    mended = (HERE / "mended.md").read_text("utf-8")
    wrong += ["mended.md holds a real name of a source" for n in names if n in mended]
    check_places("mission.json", bases(mission), files, wrong)
    check_numbers(mission, wrong)
    for line in wrong:
        print(line, file=sys.stderr)
    if not wrong:
        print("the practice mission agrees with itself")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
