#!/usr/bin/env python3
"""Builds the practice case out of mission.json, by the same commands a person would type.

    python3 samples/tarn-valley/make.py CASE [--program build/kotobune] [--dry-run]

The passphrase comes from KOTOBUNE_PASSPHRASE_FILE. The recovery sheet is left beside the case, as
CASE.sheet.txt. --dry-run prints the commands instead. Stops at the first refusal.

Positions of places are not typed: the command line has no word for them.
"""
import argparse
import json
import pathlib
import shlex
import subprocess
import sys
import tempfile
import tomllib

HERE = pathlib.Path(__file__).resolve().parent
PACK = HERE.parent.parent / "packs" / "fact-finding"


class Refused(Exception):
    pass


class Program:
    """The command line, or a list of what would be typed. Commands on a case go through one
    `kotobune batch`, so that its passphrase is stretched once and not two hundred times."""

    def __init__(self, path, dry_run):
        self.path, self.dry_run, self.count, self.batch = path, dry_run, 0, None

    def run(self, *words):
        if self.dry_run:
            print(shlex.join([self.path, *words]))
            self.count += 1
            return {"entity": f"entity{self.count}", "asked_group": "1", "entities": []}
        if self.batch and words[0] == "-C":
            return self.in_batch(words[2:])
        command = [self.path, *words, "--json"]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode != 0:
            raise Refused(f"{shlex.join(command)}\n{done.stderr}{done.stdout}")
        return json.loads(done.stdout)

    def open(self, case):
        if not self.dry_run:
            self.batch = subprocess.Popen([self.path, "-C", case, "--json", "batch"], text=True,
                                          stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def in_batch(self, words):
        self.batch.stdin.write(json.dumps(words, ensure_ascii=False) + "\n")
        self.batch.stdin.flush()
        line = self.batch.stdout.readline()
        answered = json.loads(line) if line else {"ok": False, "error": "the program ended"}
        if not answered["ok"]:
            raise Refused(f"{shlex.join(words)}\n{answered['error']}")
        return answered["answer"]

    def close(self):
        if self.batch:
            self.batch.stdin.close()
            self.batch.wait()


def found_case(program, mission, case):
    sheet = f"{case}.sheet.txt"
    answer = program.run("case", "create", case, "--fictional", "--title", mission["title"],
                         "--prefix", mission["prefix"], "--name", mission["team"][0]["name"],
                         "--sheet", sheet)
    group = "GROUP"
    if not program.dry_run:
        rows = [line.split() for line in pathlib.Path(sheet).read_text("utf-8").split("\n")]
        group = next(row[1] for row in rows if len(row) == 2 and row[0] == answer["asked_group"])
    program.run("-C", case, "case", "confirm", group)
    program.open(case)


def add_sources(program, mission, case):
    for source in mission["sources"]:
        words = ["source", "add", source["code"], "--role", source["role"],
                 "--level", source["sensitivity"]]
        for name in source["names"]:
            words += ["--name", f"{name['lang']}-{name['script']}:{name['text']}"]
        for relation in source.get("relations", []):
            words += ["--kin", f"{relation['type']}:{relation['to']}"]
        program.run("-C", case, *words, *(["--minor"] if source.get("minor") else []))


def give_consents(program, mission, case):
    """One record a source: a later record would supersede purposes the first one did not name."""
    by_source = {}
    for consent in mission["consents"]:
        by_source.setdefault(consent["source"], []).append(consent)
    for source, consents in by_source.items():
        words = ["consent", "give", source, "--given", consents[0]["at"],
                 "--method", consents[0]["method"]]
        for consent in consents:
            for purpose in consent["purposes"]:
                forms = "+".join(consent.get("modalities", []))
                tail = f":{consent['identity']}:{forms}" if "identity" in consent else ""
                words += ["--purpose", f"{purpose}={consent['state']}{tail}"]
        if consents[0].get("capacity") == "minor":
            words.append("--minor")
            words += ["--guardian"] if consents[0]["guardian_consent"] == "yes" else []
            words += ["--assent"] if consents[0]["assent"] == "yes" else []
        program.run("-C", case, *words)


def seal_exhibits(program, mission, case, originals):
    """One by one and in order, so that each gets the number by which the report cites it."""
    for exhibit in mission["exhibits"]:
        program.run("-C", case, "exhibit", "seal", str(originals / exhibit["file"]),
                    "--source", exhibit["source"], "--lang", exhibit["languages"][0])
        words = ["--title", exhibit["title"], "--level", exhibit["sensitivity"]]
        if "readers" in exhibit:
            words += ["--for-readers", exhibit["readers"]]
        program.run("-C", case, "exhibit", "describe", exhibit["number"], *words)
    for entry in mission["custody"]:
        program.run("-C", case, "custody", "add", entry["exhibit"], "--act", "handed-over",
                    "--from", entry["from"], "--to", entry["to"], "--when", entry["at"],
                    "--why", entry["reason"])


def spoken(property_, value, ids):
    """The values of --set for one value of mission.json."""
    kind = property_["value"]
    if kind == "term":
        return [f"term:{property_['vocabulary']}/{value}"]
    if kind == "entity":
        return [f"entity:{ids[value]}"]
    if kind == "date":
        return [f"date:{value}"]
    if kind == "number":
        return [f"num:{value}"]
    if kind == "boolean":
        return [f"bool:{'true' if value else 'false'}"]
    if kind == "name":
        return [f"name:{name['lang']}-{name['script']}:{name['text']}" for name in value]
    if kind == "text":
        return [value["text"] if isinstance(value, dict) else value]
    return []


def assert_entities(program, mission, case):
    types = tomllib.loads((PACK / "types.toml").read_text("utf-8"))["type"]
    properties = {(t["id"], p["id"]): p for t in types for p in t["property"]}
    known = program.run("-C", case, "entity", "list", "source")["entities"]
    ids = {entity["label"]: entity["id"] for entity in known}
    if program.dry_run:
        ids = {source["code"]: source["code"] for source in mission["sources"]}
    for entity in mission["entities"]:
        calls = {}
        for value in entity["values"]:
            bases = tuple(basis["exhibit"] for basis in value.get("basis", []))
            grade = f"{value['source_grade']}{value['information_grade']}" \
                if "source_grade" in value else ""
            call = calls.setdefault((value.get("informant", ""), bases, grade), [])
            call += [f"{value['p']}={said}" for said in
                     spoken(properties[entity["type"], value["p"]], value["v"], ids)]
        for (informant, bases, grade), sets in calls.items():
            words = ["assert", entity["type"]]
            words += ["--entity", ids[entity["key"]]] if entity["key"] in ids else []
            words += ["--informant", informant] if informant else []
            words += ["--grade", grade] if grade else []
            for basis in bases:
                words += ["--basis", basis]
            for said in sets:
                words += ["--set", said]
            if sets:
                ids[entity["key"]] = program.run("-C", case, *words)["entity"]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("case")
    parser.add_argument("--program", default="kotobune")
    parser.add_argument("--dry-run", action="store_true")
    chosen = parser.parse_args()
    mission = json.loads((HERE / "mission.json").read_text("utf-8"))
    program = Program(chosen.program, chosen.dry_run)
    with tempfile.TemporaryDirectory() as folder:
        originals = pathlib.Path(folder) / "originals"
        subprocess.run([sys.executable, str(HERE / "generate.py"), str(originals)], check=True)
        try:
            found_case(program, mission, chosen.case)
            add_sources(program, mission, chosen.case)
            give_consents(program, mission, chosen.case)
            seal_exhibits(program, mission, chosen.case, originals)
            assert_entities(program, mission, chosen.case)
            program.run("-C", chosen.case, "report", "save", str(HERE / "draft.md"))
            program.run("-C", chosen.case, "case", "verify")
        except Refused as refused:
            print(f"refused: {refused}", file=sys.stderr)
            return 1
        finally:
            program.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
