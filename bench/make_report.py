#!/usr/bin/env python3
"""Makes a folder of exhibits (plain texts of three pages) and a report that cites them, fictional.

  make_report.py FOLDER PAGES CITATIONS    writes FOLDER/exhibits/*.txt and FOLDER/report.md
"""
import random
import sys
from pathlib import Path

WORDS = ("the soldiers came to school and stayed for eleven nights while people of lower village "
         "waited by river with what they could carry until morning when trucks left").split()
WORDS_A_PAGE, EXHIBITS = 400, 40
HEAD = """---
title: "Measured nights"
profile: mission-report
audience: public
standard: reasonable-grounds
language: en
---
# Findings
"""


def sentence(dice, words):
    text = " ".join(dice.choice(WORDS) for _ in range(words))
    return text[0].upper() + text[1:]


def make(folder, pages, citations, seed=20250320):
    """Each finding is a paragraph of cited sentences; each citation quotes its exhibit."""
    dice = random.Random(seed)
    folder = Path(folder)
    (folder / "exhibits").mkdir(parents=True)
    quotes = []
    for number in range(EXHIBITS):
        lines = [f"Exhibit {number}, fictional"]
        for page in range(3):
            for line in range(40):
                quote = f"line {line} of page {page} of {number} tells that " + sentence(dice, 8)
                lines.append(quote)
                quotes.append((f"BM-{number + 1:04}", quote))
            lines[-1] += "\f" if page < 2 else ""
        (folder / "exhibits" / f"exhibit-{number:03}.txt").write_text("\n".join(lines) + "\n")
    words_each = max(8, pages * WORDS_A_PAGE // citations - 12)
    out = [HEAD]
    for number in range(citations):
        if number % 5 == 0:
            out.append(f"\n::: finding {{#f{number} grade=reasonable-suspicion}}")
        exhibit, quote = dice.choice(quotes)
        out.append(f'According to one source, {sentence(dice, words_each).lower()} '
                   f'[@{exhibit} "{quote}"].')
        if number % 5 == 4 or number == citations - 1:
            out.append(":::")
    (folder / "report.md").write_text("\n".join(out) + "\n")


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    make(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
