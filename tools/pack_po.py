#!/usr/bin/env python3
"""Keeps the translations of a pack: i18n/<language>.po beside its English sources.

    tools/pack_po.py packs/fact-finding          brings every .po in step with the English
    tools/pack_po.py --move packs/fact-finding   also moves other languages out of the TOML

A new text gets an empty entry; one whose English changed keeps its translation and is marked fuzzy;
one the pack no longer has goes. Entries marked fuzzy were made by a machine and need native review:
whoever speaks the language reads it, mends it and takes the mark away.
"""
import json
import re
import sys
import tomllib
from pathlib import Path

INLINE = re.compile(r"^(label|help|note) = (\{.*\})$", re.MULTILINE)
REVIEW = "# needs native review"


def walk(folder):
    """(context, {language: text}) of every text a person reads, in the order of the files."""
    def labels(context, table, key="label", suffix=""):
        text = table.get(key)
        if text:
            yield context + suffix, {"en": text} if isinstance(text, str) else text

    def load(path):
        return tomllib.loads(path.read_text(encoding="utf-8"))

    yield from labels("pack", load(folder / "pack.toml")["pack"])
    for path in sorted([*folder.glob("types.toml"), *folder.glob("types/*.toml")]):
        for one in load(path).get("type", []):
            context = f"type/{one['id']}"
            if not one.get("extend"):
                yield from labels(context, one)
            yield from labels(context, one, "help", " help")
            for item in one.get("property", []):
                yield from labels(f"{context}/{item['id']}", item)
                yield from labels(f"{context}/{item['id']}", item, "help", " help")
    for path in sorted(folder.glob("vocab/*.toml")):
        data = load(path)
        context = f"vocab/{data['vocabulary']['id']}"
        yield from labels(context, data["vocabulary"])
        for one in data.get("term", []):
            yield from labels(f"{context}/{one['id']}", one)
            yield from labels(f"{context}/{one['id']}", one, "note", " help")
    for path in sorted(folder.glob("profiles/*.toml")):
        one = load(path)["profile"]
        yield from labels(f"profile/{one['id']}", one)
    for path in sorted(folder.glob("views/*.sql")):
        yield f"view/{path.stem}", {"en": path.read_text(encoding="utf-8").splitlines()[0][3:]}
    for path in sorted(folder.glob("checks/*.toml")):
        for one in load(path).get("check", []):
            yield from labels(f"check/{one['id']}", one)
            yield from labels(f"check/{one['id']}", one, "help", " help")
    for path in sorted(folder.glob("forms/*.toml")):
        data = load(path)
        context = f"form/{data['form']['id']}"
        yield from labels(context, data["form"])
        for one in data.get("section", []):
            yield from labels(f"{context}/{one['id']}", one)
    if (folder / "pages.toml").exists():
        for one in load(folder / "pages.toml").get("page", []):
            yield from labels(f"page/{one['id']}", one)


def quoted(text):
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def read_po(path):
    """context -> (English, translation, fuzzy)."""
    found, entry, key = {}, {}, None
    if not path.exists():
        return found

    def end():
        if "msgctxt" in entry:
            found[entry["msgctxt"]] = (entry.get("msgid", ""), entry.get("msgstr", ""),
                                       entry.get("fuzzy", False))
        entry.clear()

    for line in path.read_text(encoding="utf-8").splitlines() + [""]:
        if not line.strip():
            end()
        elif line.startswith("#,") and "fuzzy" in line:
            entry["fuzzy"] = True
        elif line.startswith('"'):
            entry[key] += json.loads(line)
        elif not line.startswith("#"):
            key, text = line.split(" ", 1)
            entry[key] = json.loads(text)
    return found


def write_po(path, language, pack, texts, known):
    lines = [f"# {pack}: {language}. Entries marked fuzzy were made by a machine and need native",
             "# review: read the entry, mend it, take the mark away.", 'msgid ""', 'msgstr ""',
             f'"Language: {language}\\n"', '"Content-Type: text/plain; charset=UTF-8\\n"', ""]
    for context, by_language in texts:
        english = by_language["en"]
        source, translated, fuzzy = known.get(context, (english, "", False))
        if by_language.get(language):
            source, translated, fuzzy = english, by_language[language], True
        if translated and (fuzzy or source != english):
            lines += [REVIEW, "#, fuzzy"]
        lines += [f"msgctxt {quoted(context)}", f"msgid {quoted(english)}",
                  f"msgstr {quoted(translated)}", ""]
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join(lines), encoding="utf-8")
    there = sum(1 for context, _ in texts if known.get(context, ("", ""))[1] or
                dict(texts)[context].get(language))
    print(f"{path}: {there} of {len(texts)} texts")


def move_out(folder):
    for path in sorted(folder.rglob("*.toml")):
        text = path.read_text(encoding="utf-8")

        def english(matched):
            table = tomllib.loads(f"t = {matched[2]}")["t"]
            return f"{matched[1]} = {quoted(table['en'])}"

        path.write_text(INLINE.sub(english, text), encoding="utf-8")


def main():
    words = [word for word in sys.argv[1:] if word != "--move"]
    if len(words) != 1:
        print(__doc__)
        return 2
    folder = Path(words[0])
    head = tomllib.loads((folder / "pack.toml").read_text(encoding="utf-8"))["pack"]
    texts = list(walk(folder))
    inline = {language for _, one in texts for language in one} - {"en"}
    languages = inline | (set(head["languages"]) | set(head.get("partial", []))) - {"en"}
    for language in sorted(languages):
        path = folder / "i18n" / f"{language}.po"
        write_po(path, language, head["name"], texts, read_po(path))
    if "--move" in sys.argv[1:]:
        move_out(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
