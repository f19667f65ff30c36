#!/usr/bin/env python3
"""Builds a defence file from public facts, by the commands a person would type.

    python3 samples/nabari/make.py CASE [--program build/kotobune]

The passphrase comes from KOTOBUNE_PASSPHRASE_FILE. For each public source a card that says where
the fact was read is sealed; every statement rests on its source's card. Stops at the first refusal.
"""
import argparse
import json
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent


def run(program, case, *words):
    command = [program, *(["-C", case] if case else []), *words, "--json"]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(words)}\n{done.stderr}{done.stdout}")
    return json.loads(done.stdout)


class Batch:
    """Commands with the case opened once: its passphrase is stretched once, not eighty times."""

    def __init__(self, program, case):
        self.process = subprocess.Popen([program, "-C", case, "--json", "batch"], text=True,
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def run(self, *words):
        self.process.stdin.write(json.dumps(words, ensure_ascii=False) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        answered = json.loads(line) if line else {"ok": False, "error": "the program ended"}
        if not answered["ok"]:
            raise SystemExit(f"{' '.join(words)}\n{answered['error']}")
        return answered["answer"]

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def found(program, case):
    sheet = f"{case}.sheet.txt"
    answer = run(program, None, "case", "create", case, "--title", "Nabari, from public facts",
                 "--prefix", "NB", "--name", "Sample", "--sheet", sheet)
    rows = [line.split() for line in pathlib.Path(sheet).read_text("utf-8").split("\n")]
    group = next(row[1] for row in rows if len(row) == 2 and row[0] == answer["asked_group"])
    run(program, case, "case", "confirm", group)
    run(program, case, "pack", "upgrade", "defence")


def card_of(code, source, entities):
    lines = [f"Public source {code}: {source['ref']}", "",
             "Read in public, not disclosed evidence. Cited for:"]
    for entity in entities:
        for by, values in entity["said"]:
            if by == code:
                lines += [f"- {entity['key']}.{name}: {value}" for name, value in values.items()]
    return "\n".join(lines) + "\n"


def add_sources(batch, file):
    """Sources that are public pages, each with its card; what anybody may read needs no consent."""
    exhibits = {}
    with tempfile.TemporaryDirectory() as folder:
        for number, (code, source) in enumerate(file["sources"].items(), 1):
            batch.run("source", "add", code, "--role", source["role"], "--level", "S0")
            card = pathlib.Path(folder) / f"{code}.txt"
            card.write_text(card_of(code, source, file["entities"]), "utf-8")
            batch.run("exhibit", "seal", str(card), "--source", code)
            exhibits[code] = f"NB-{number:04}"
            batch.run("exhibit", "describe", exhibits[code], "--for-readers",
                      f"note on a public page ({source['role']})", "--level", "S0")
    listed = batch.run("entity", "list", "source")["entities"]
    for source in listed:
        batch.run("assert", "source", "--entity", source["id"], "--set", "kind=public")
    return exhibits


def state_all(batch, file, exhibits):
    ids = {}
    for entity in file["entities"]:
        for code, values in entity["said"]:
            line = ["assert", entity["type"], "--informant", code, "--basis", exhibits[code]]
            if entity["key"] in ids:
                line += ["--entity", ids[entity["key"]]]
            for name, value in values.items():
                if value.startswith("entity:"):
                    value = f"entity:{ids[value[7:]]}"
                line += ["--set", f"{name}={value}"]
            ids[entity["key"]] = batch.run(*line)["entity"]
    return ids


def main():
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("case")
    words.add_argument("--program", default="build/kotobune")
    chosen = words.parse_args()
    file = json.loads((HERE / "file.json").read_text("utf-8"))
    found(chosen.program, chosen.case)
    batch = Batch(chosen.program, chosen.case)
    exhibits = add_sources(batch, file)
    ids = state_all(batch, file, exhibits)
    for given in file["numbers"]:
        batch.run("number", "give", ids[given["of"]], "--style", given["style"])
    batch.close()
    print(json.dumps(ids))
    return 0


if __name__ == "__main__":
    sys.exit(main())
