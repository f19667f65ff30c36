#!/usr/bin/env python3
"""Builds the practice case out of mission.json, by the same commands a person would type.

    python3 samples/tarn-valley/make.py CASE [--program build/kotobune] [--dry-run]

The passphrase comes from KOTOBUNE_PASSPHRASE_FILE. --dry-run prints the commands instead. What
has many lines (assertions) goes through one file of JSON lines, because each call opens the
case anew. Stops at the first refusal and says which command was refused.
"""
import argparse
import json
import pathlib
import shlex
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent


def option(name, value):
    return [f"--{name}", str(value)] if value not in (None, "", []) else []


def case_command(mission, case):
    return (["case", "create", case, "--title", f"{mission['title']} ({mission['subtitle']})"]
            + option("prefix", mission["prefix"]) + option("pack", mission["pack"]))


def source_command(source):
    command = ["source", "add", source["code"], "--role", source["role"]]
    command += option("kind", source["kind"]) + option("sensitivity", source["sensitivity"])
    for name in source["names"]:
        command += ["--name", f"{name['text']}|{name['lang']}-{name['script']}"]
    if source.get("minor"):
        command.append("--minor")
    for relation in source.get("relations", []):
        command += ["--relation", f"{relation['type']}={relation['to']}"]
    return command


def consent_command(consent):
    command = ["consent", "give", consent["source"], "--state", consent["state"]]
    for purpose in consent["purposes"]:
        command += ["--purpose", purpose]
    for modality in consent.get("modalities", []):
        command += ["--modality", modality]
    for name in ("identity", "giver", "method", "at", "expires"):
        command += option(name, consent.get(name))
    if consent.get("capacity") == "minor":
        command += ["--minor", "--guardian", consent["guardian_consent"]]
        command += option("assent", consent["assent"])
    return command


def seal_command(exhibit, originals):
    command = ["exhibit", "seal", str(originals / exhibit["file"]), "--title", exhibit["title"]]
    for name in ("source", "received", "sensitivity"):
        command += option(name, exhibit[name])
    for language in exhibit["languages"]:
        command += ["--language", language]
    return command


def custody_command(entry):
    command = ["custody", "add", entry["exhibit"]]
    for name in ("from", "to", "at", "reason"):
        command += option(name, entry[name])
    return command


def assertion_lines(mission):
    """One line a record: one entity, one informant (docs/format.md, kind assert)."""
    for entity in mission["entities"]:
        by_informant = {}
        for value in entity["values"]:
            by_informant.setdefault(value.get("informant", "O-01"), []).append(value)
        for informant, values in by_informant.items():
            yield {"entity": entity["key"], "type": entity["type"], "informant": informant,
                   "a": [{k: v for k, v in value.items() if k != "informant"} for value in values]}


def commands(mission, case, originals, assertions):
    yield case_command(mission, case)
    inside = ["-C", case]
    for source in mission["sources"]:
        yield inside + source_command(source)
    for consent in mission["consents"]:
        yield inside + consent_command(consent)
    for exhibit in mission["exhibits"]:
        yield inside + seal_command(exhibit, originals)
    for entry in mission["custody"]:
        yield inside + custody_command(entry)
    yield inside + ["assert", "--from", str(assertions)]
    yield inside + ["case", "verify"]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("case")
    parser.add_argument("--program", default="kotobune")
    parser.add_argument("--dry-run", action="store_true")
    chosen = parser.parse_args()
    mission = json.loads((HERE / "mission.json").read_text("utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        originals = pathlib.Path(folder) / "originals"
        assertions = pathlib.Path(folder) / "assertions.jsonl"
        subprocess.run([sys.executable, str(HERE / "generate.py"), str(originals)], check=True)
        assertions.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n"
                                      for line in assertion_lines(mission)), "utf-8")
        for command in commands(mission, chosen.case, originals, assertions):
            shown = shlex.join([chosen.program] + command)
            if chosen.dry_run:
                print(shown)
                continue
            done = subprocess.run([chosen.program] + command)
            if done.returncode != 0:
                print(f"refused ({done.returncode}): {shown}", file=sys.stderr)
                return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
