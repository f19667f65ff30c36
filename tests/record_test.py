#!/usr/bin/env python3
"""The record by the command line: two who say otherwise, one who settles it, what is missing.

  record_test.py PROGRAM SOURCE_DIR      All of it is fictional.
"""
import json
import sys
import tempfile

from cli_bench import Bench

PROGRAM, SOURCE = sys.argv[1], sys.argv[2]


def check(holds, text):
    if not holds:
        sys.exit("record test: " + text)


def main():
    with tempfile.TemporaryDirectory() as home:
        bench = Bench(PROGRAM, SOURCE, home)
        bench.found()

        def at(*words, fails=False):
            status, printed = bench.call("--json", *words)
            check((status != 0) == fails, " ".join(words) + ": " + printed)
            return json.loads(printed) if printed.startswith("{") else {}

        for code in ("W-01", "W-02"):
            at("source", "add", code, "--role", "a villager")
        event = at("assert", "event", "--set", "title=The school", "--set", "date=date:2013-03-20",
                   "--informant", "W-01", "--grade", "B2")["entity"]
        at("assert", "event", "--entity", event, "--set", "date=date:2013-03-21", "--informant",
           "W-02", "--grade", "C3")
        disputes = at("dispute", "list")["disputes"]
        check(len(disputes) == 1 and disputes[0]["property"] == "date", str(disputes))
        dates = [v for v in at("entity", "show", event)["values"] if v["property"] == "date"]
        at("dispute", "settle", event, "date", "--prefer", dates[0]["assertion"], "--why",
           "she was there")
        check(not at("dispute", "list")["disputes"], "settled, and still listed")
        at("dispute", "reopen", event, "date", fails=True)
        at("dispute", "reopen", event, "date", "--why", "a third was heard")
        check(len(at("dispute", "list")["disputes"]) == 1, "opened again, and not listed")

        # Who replaces a value names it; who comes second is refused.
        title = [v for v in at("entity", "show", event)["values"] if v["property"] == "title"][0]
        at("assert", "event", "--entity", event, "--set", "title=The school at Ford",
           "--replaces", title["assertion"])
        at("assert", "event", "--entity", event, "--set", "title=The market",
           "--replaces", title["assertion"], fails=True)
        past = at("entity", "history", event)["values"]
        titles = [(v["value"]["text"], v["current"]) for v in past if v["property"] == "title"]
        check(titles == [("The school", False), ("The school at Ford", True)], str(titles))

        check(len(at("entity", "list", "event", "--where", "date in 2013-03")["entities"]) == 1,
              "a filter loses what it should find")
        check(not at("entity", "list", "event", "--where", "date in 2014")["entities"],
              "a filter finds what it should not")
        interview = at("assert", "interview", "--set", "language=Burmese")["entity"]
        found = at("check", "run")
        check(any(f["check"] == "FF-1" and f["entity"] == interview for f in found["findings"]),
              str(found))
        at("check", "waive", "FF-1", interview, fails=True)
        at("check", "waive", "FF-1", interview, "--why", "made on paper, sealed later")
        after = at("check", "run")
        check(after["open"] == found["open"] - 1, "a silenced finding still counts as open")
    print("record test: well")


main()
