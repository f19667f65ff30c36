#!/usr/bin/env python3
"""Plants words that stand nowhere else in every protected field of every type of every pack, in
four scripts, and looks for them in whatever the program puts out.

    canary_test.py PROGRAM SOURCE_DIR

Who may see what is stated in `may_see`; everything else is a leak. The fields come from `pack show
--json`, so that a new one is planted by itself. The test can fail: each word is first shown to her
who may see it, and one in the field made for readers outside must be found where it goes.
"""
import http.client
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from canary_words import Words  # noqa: E402

PROGRAM = str(pathlib.Path(sys.argv[1]).resolve())
SOURCE = pathlib.Path(sys.argv[2]).resolve()
# What the engine reads itself; words in it would change what is tested, and none is protected.
STEERING = {("source", p) for p in ("code", "role", "kind", "minor", "sensitivity", "level")} | {
    ("exhibit", p) for p in ("source", "sensitivity")}
FOR_READERS = ("exhibit", "described-as")
AUDIENCES = {"public": "P3", "press": "P4", "un": "P5", "treaty-body": "P8", "court": "P11",
             "partner": "P12", "training": "P13"}
FORMS = "text quote+paraphrase+voice+face+document copy+medical data"


def fail(why):
    sys.exit(f"canary: {why}")


class Program:
    def __init__(self, root):
        self.root, self.case, self.batch, self.outputs = root, root / "case", None, 0
        self.env = {"PATH": os.environ["PATH"], "HOME": str(root / "home"),
                    "TMPDIR": str(root / "tmp"), "KOTOBUNE_PACKS": str(SOURCE / "packs"),
                    "KOTOBUNE_TEST_LOG_N": "10", "LC_ALL": "C.UTF-8",
                    "KOTOBUNE_PASSPHRASE_FILE": str(root / "pass")}
        self.env |= {name: os.environ[name] for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS")
                     if name in os.environ}
        for folder in ("home", "tmp", "cwd", "out", "in"):
            (root / folder).mkdir()
        (root / "pass").write_text("four words and a boat\n")

    def start(self, *words, **more):
        return subprocess.Popen([PROGRAM, *words], env=self.env, cwd=self.root / "cwd",
                                stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, **more)

    def run(self, *words):
        """Exit code, standard output and standard error, as bytes."""
        running = self.start(*words)
        out, said = running.communicate()
        return running.returncode, out, said

    def all(self, commands):
        """Each of many commands through one batch: (words, answer, raw line)."""
        lines = "".join(json.dumps(words, ensure_ascii=False) + "\n" for words in commands)
        running = self.start("-C", str(self.case), "--json", "batch", "--keep-going")
        out, said = running.communicate(lines.encode())
        self.said = said
        answers = out.decode().splitlines()[:len(commands)]
        if len(answers) != len(commands):
            fail(f"{len(answers)} of {len(commands)} commands were answered:\n{said.decode()}")
        return [(words, json.loads(line), line) for words, line in zip(commands, answers)]

    def do(self, commands):
        done = self.all(commands)
        for words, answer, _ in done:
            if not answer["ok"]:
                fail(f"{' '.join(words)}: {answer['error']}")
        return [answer["answer"] for _, answer, _ in done]


class Planter:
    """One entity of each type, with a word of ours in each field that takes words."""

    def __init__(self, program, words):
        self.program, self.words, self.planted, self.left_out = program, words, {}, []
        self.types = {}
        for pack in json.loads(program.run("pack", "list", "--json")[1])["packs"]:
            shown = json.loads(program.run("pack", "show", pack["name"], "--json")[1])
            for type_, properties in shown["properties"].items():
                known = self.types.setdefault(type_, {})
                known.update({p["id"]: p for p in properties if not p["retired"]})

    def value(self, type_, one, who):
        """The --set values of one field, or nothing where no word of ours fits in."""
        field = (type_, one["id"], who)
        kind = one["value"]
        if kind not in ("text", "name", "date", "number", "url"):
            return []
        new = self.words.plant((type_, one["id"], one["level"], one["compartment"], who))
        self.planted.setdefault(field, [])
        if kind == "text":
            kept = [new[s] for s in ("en", "my", "th", "ja", "number")]
            said = [" ".join(kept)]
        elif kind == "name":
            kept = [new[s] for s in ("en", "my", "th", "ja")]
            said = [f"name:{s}:{new[s]}" for s in ("en", "my", "th", "ja")]
        elif kind == "date":
            kept = [new["date"]]
            said = [f"date:{new['date']}"]
        elif kind == "number":
            kept = [new["number"]]
            tail = f" {one['counts'][0]}" if one["counts"] else f":{one['unit']}" \
                if one["unit"] else ""
            said = [f"num:{new['number']}{tail}"]
        else:
            kept = [new["en"]]
            said = [f"url:https://{new['en']}.example/"]
        self.planted[field] += kept
        return said

    def plant(self, who, exhibit, entities):
        """Statements of one source, resting on one exhibit. Returns the ids by type."""
        commands = []
        for type_, properties in sorted(self.types.items()):
            sets = []
            for one in properties.values():
                if (type_, one["id"]) in STEERING:
                    continue
                if type_ == "exhibit" and one["id"] in ("title", "described-as"):
                    continue  # by `exhibit describe`, which is how they are set
                for said in self.value(type_, one, who):
                    sets += ["--set", f"{one['id']}={said}"]
            if not sets:
                continue
            words = ["assert", type_, "--informant", who, "--basis", exhibit, *sets]
            if type_ in entities:
                words += ["--entity", entities[type_]]
            commands.append(words)
        answers = self.program.do(commands)
        return {words[1]: answer["entity"] for words, answer in zip(commands, answers)}


class Hunt:
    """Collects what was found where it must not be."""

    def __init__(self, words):
        self.words, self.leaks, self.looked = words, {}, 0

    def look(self, where, data, allowed=lambda field: False):
        self.looked += 1
        for word, field in self.words.find(data).items():
            if not allowed(field):
                self.leaks.setdefault((field, where), word)

    def finish(self):
        for (field, where), word in sorted(self.leaks.items(), key=str)[:60]:
            print(f"canary: {'.'.join(map(str, field[:2]))} ({', '.join(map(str, field[2:]))}) "
                  f"stands in {where}: {word}")
        if self.leaks:
            fail(f"{len(self.leaks)} leaks")


def protected(field):
    """From S2 on a field is for the team and nobody else; S0 and S1 may be told outside."""
    return field[2] >= "S2"


def found_case(program):
    sheet = program.root / "sheet"
    code, out, said = program.run("case", "create", str(program.case), "--title", "Practice",
                                  "--name", "A. Tester", "--prefix", "EX", "--fictional", "--sheet",
                                  str(sheet), "--json")
    if code != 0:
        fail(said.decode())
    asked = str(json.loads(out)["asked_group"])
    rows = [line.split() for line in sheet.read_text("utf-8").split("\n")]
    group = next(row[1] for row in rows if len(row) == 2 and row[0] == asked)
    code, _, said = program.run("-C", str(program.case), "case", "confirm", group)
    if code != 0:
        fail(said.decode())
    code, _, said = program.run("-C", str(program.case), "pack", "upgrade", "defence")
    if code != 0:
        fail(said.decode())


def fill_case(program, words, planter):
    """W-01 agreed to everything, W-02 was never asked, W-03 takes everything back at the end.
    Each gave one file, whose name, folder and text hold words too, and informs about one entity of
    each type."""
    entities, commands = {}, []
    for number, who in enumerate(("W-01", "W-02", "W-03"), 1):
        names = words.plant(("source", "name", "S3", "identities", who))
        planter.planted[("source", "name", who)] = [names[s] for s in ("en", "my", "th", "ja")]
        file_words = words.plant(("file", "name", "S2", "", who))
        text_words = words.plant(("file", "text", "S2", "", who))
        folder = program.root / "in" / file_words["th"]
        folder.mkdir()
        path = folder / f"{file_words['en']} {file_words['my']}.txt"
        path.write_text(" ".join(text_words[s] for s in ("en", "my", "th", "ja")) +
                        " soldiers slept in the classrooms\n", "utf-8")
        planter.planted[("file", "text", who)] = [text_words["en"]]
        commands += [["source", "add", who, "--role", "a teacher"] +
                     [w for s in ("en", "my", "th", "ja") for w in ("--name", f"{s}:{names[s]}")]]
        commands += [["exhibit", "seal", str(path), "--source", who, "--lang", "en"]]
        title = words.plant(("exhibit", "title", "S1", "", who))
        shown = words.plant((*FOR_READERS, "S0", "", who))
        commands += [["exhibit", "describe", f"EX-{number:04d}", "--title", title["en"],
                      "--for-readers", f"A letter, {shown['en']}"]]
        planter.planted[("exhibit", "title", who)] = [title["en"]]
    every = [w for n in range(1, 15) for w in ("--purpose", f"P{n}=yes:named:{FORMS}")]
    commands += [["consent", "give", who, "--given", "2025-06-01", "--method", "written", *every]
                 for who in ("W-01", "W-03")]
    program.do(commands)
    known = program.do([["entity", "list", "source"]])[0]["entities"]
    by_code = {one["label"]: one["id"] for one in known}
    for number, who in enumerate(("W-01", "W-02", "W-03"), 1):
        entities[who] = planter.plant(who, f"EX-{number:04d}", {"source": by_code[who]})
        entities[who].setdefault("source", by_code[who])
    program.run("-C", str(program.case), "case", "rebuild")
    return entities


def show_to_the_owner(program, words, planter, entities):
    """What is not there cannot leak: each word is first read by one who may read it."""
    seen = set()
    for _, _, line in program.all([["entity", "show", one] for who in entities.values()
                                   for one in who.values()] + [["exhibit", "list"]]):
        seen |= set(words.find(line.encode()))
    for _, answer, line in program.all([["search", f"classrooms {w[0]}"] for f, w in
                                        planter.planted.items() if f[:2] == ("file", "text")]):
        seen |= set(words.find(line.encode()))
    missing = [(field, word) for field, kept in planter.planted.items()
               for word in kept if word not in seen]
    if missing:
        fail(f"{len(missing)} planted words were never seen by their owner, as {missing[:5]}")
    print(f"canary: {sum(map(len, planter.planted.values()))} words in {len(planter.planted)} "
          f"fields of {len(planter.types)} types, each read by its owner")


def report(audience, body):
    return (f"---\ntitle: A test\nprofile: mission-report\naudience: {audience}\n"
            f"standard: reasonable-grounds\nlanguage: en\n---\n\n# Findings\n\n"
            f"::: context\n{body}\n:::\n")


def questions(planter):
    for type_, properties in sorted(planter.types.items()):
        yield "{{list " + type_ + "s}}"
        for one in properties:
            yield "{{table " + type_ + "s by " + one + "}}"
    yield "{{list victims}}"
    yield "{{exhibits}}"
    yield "{{methodology}}"


def look_outside(program, words, planter, hunt):
    """Everything that leaves for somebody: bags for all purposes, reports for all audiences."""
    out = program.root / "out"
    commands, wanted = [], list(questions(planter))
    for number in range(1, 15):
        commands += [["case", "export", str(out / f"bag{number}"), "--purpose", f"P{number}",
                      "--to", "the office"]]
    commands += [["case", "export", str(out / "bag-with-records"), "--purpose", "P11", "--to",
                  "the court", "--with-records"]]
    for audience in AUDIENCES:
        # One question a report finds what each of them prints; a refused one releases nothing.
        for number, question in enumerate(wanted if audience == "public" else wanted[-3:]):
            draft = program.root / "in" / f"{audience}{number}.md"
            draft.write_text(report(audience, question), "utf-8")
            commands += [["report", "build", str(draft), "--release",
                          str(out / f"{audience}{number}"), "--to", "the office"]]
        draft = program.root / "in" / f"{audience}-cites.md"
        draft.write_text(report(audience, "It is so [@EX-0001 \"soldiers slept in the classrooms\"]"
                                          ". @W-01 says so.\n\n{{exhibits}}"), "utf-8")
        commands += [["report", "build", str(draft), "--release", str(out / f"{audience}-cites"),
                      "--to", "the office"]]
    answered = program.all(commands)
    released = sum(1 for words_, answer, _ in answered if words_[0] == "report" and answer["ok"]
                   and answer["exit"] == 0)
    if released < 20:
        fail(f"only {released} reports were released: " +
             str([a for w, a, _ in answered if w[0] == "report"][:3]))
    told = set()
    for path in sorted(out.rglob("*")):
        if not path.is_file():
            continue
        where, data = path.relative_to(out), path.read_bytes()
        told |= {field[:2] for field in words.find(data).values()}
        bag = where.parts[0].startswith("bag")
        # W-01 agreed to be named and to have her original handed over, for every use, and W-03 has
        # not taken it back yet; a bag with records says what the file was called, and says so.
        def hers(field):
            if not protected(field):
                return True
            if field[4] not in ("W-01", "W-03"):
                return False
            if field[:2] == ("source", "name") or (bag and field[:2] == ("file", "text")):
                return True
            return where.parts[0] == "bag-with-records" and field[:2] == ("file", "name")
        hunt.look(f"out/{where}", data + b"\n" + str(where).encode(), hers)
    if FOR_READERS not in told:
        fail("what is made for readers outside was not found outside: this test cannot fail")
    print(f"canary: {released} reports and {len(list(out.glob('bag*')))} bags searched")


def look_withdrawn(program, words, planter, entities, hunt):
    """W-03 takes everything back: within this run no list, search or page shows her words."""
    told = program.do([["consent", "withdraw", "W-03"]])[0]
    commands = [[noun, verb] for noun, verb in (
        ("exhibit", "list"), ("source", "list"), ("entity", "list"), ("dispute", "list"),
        ("case", "show"), ("pack", "list"))]
    commands += [["exhibit", "show", "EX-0003"], ["custody", "list", "EX-0003"],
                 ["consent", "show", "W-03"]]
    commands += [["exhibit", "open", "EX-0003", str(program.root / "out" / "opened")]]
    for type_, one in entities["W-03"].items():
        if type_ != "source":
            commands += [["entity", "show", one], ["entity", "list", type_]]
    mine = [word for field, kept in planter.planted.items() if field[2] == "W-03" for word in kept]
    commands += [["search", word] for word in mine[:60]]
    # What she typed to search for is hers and stands in the command alone, not in an answer.
    hers = lambda field: field[4] != "W-03"
    for typed, _, line in program.all(commands):
        hunt.look(f"withdrawn: {' '.join(typed[:2])}", line.encode(), hers)
    for typed in commands[:12]:
        _, out, said = program.run("-C", str(program.case), *typed)
        hunt.look(f"withdrawn, as text: {' '.join(typed[:2])}", out + said, hers)
    if (program.root / "out" / "opened").exists():
        fail("an original was opened although its source took everything back")
    return told


def look_at_errors(program, words, entities, hunt):
    """A refusal names the field and never the value: it ends up in the logs of a script."""
    new = words.plant(("typed", "value", "S3", "", ""))
    typed = [["assert", "person", "--set", f"born=date:{new['en']} {new['my']}"],
             ["assert", "person", "--set", f"age=num:{new['th']}"],
             ["assert", "source", "--set", f"name=name:en:{new['en']}\x01"],
             ["assert", "person", "--set", f"sex=term:{new['ja']}"],
             ["assert", "person", "--entity", entities["W-01"]["person"], "--set", new["en"]],
             ["source", "add", "--kin", new["en"]],
             ["source", "add", "W-01", "--name", f"en:{new['en']}"],
             ["search", f"\"{new['my']}"], ["consent", "give", "W-02", "--purpose", new["en"]]]
    for one in typed:
        code, out, said = program.run("-C", str(program.case), *one)
        hunt.look(f"what is said to {' '.join(one[:2])} {one[-1].split('=')[0][:6]}", out + said)


class Browser:
    """As much of a browser as forms and links need."""

    def __init__(self, program):
        self.program = program
        self.server = program.start("-C", str(program.case), "serve", "--port", "0")
        line = b""
        while b"http://" not in line:
            line = self.server.stdout.readline()
            if not line:
                fail(f"the workbench did not start: {self.server.stderr.read().decode()}")
        self.at = urllib.parse.urlsplit(line.decode().strip())
        self.cookie = ""

    def ask(self, method, path, form=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.at.port, timeout=60)
        headers = {"Cookie": self.cookie} if self.cookie else {}
        body = None
        if form is not None:
            body = urllib.parse.urlencode(form)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            headers["Origin"] = f"http://127.0.0.1:{self.at.port}"
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        data = answer.read()
        set_cookie = answer.getheader("set-cookie")
        if set_cookie:
            self.cookie = set_cookie.split(";")[0]
        connection.close()
        return answer.status, dict(answer.getheaders()), data

    def token(self, path):
        found = re.search(rb'name="token" value="([^"]+)"|name="([a-z_-]*token[a-z_-]*)" '
                          rb'value="([^"]+)"', self.ask("GET", path)[2])
        return (found.group(1) or found.group(3)).decode() if found else ""

    def unlock(self):
        self.ask("GET", f"{self.at.path}?{self.at.query}")
        page = self.ask("GET", f"/unlock?folder={self.program.case}")[2].decode()
        form = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))
        form["passphrase"] = "four words and a boat"
        form.setdefault("folder", str(self.program.case))
        status, headers, _ = self.ask("POST", "/unlock", form)
        status, _, page = self.ask("GET", "/sources")
        if status != 200 or b"W-01" not in page:
            fail(f"the workbench was not unlocked: {status}")

    def close(self):
        self.server.terminate()
        return self.server.communicate()


def paths_of(entities):
    fixed = ["/", "/case", "/exhibits", "/exhibits/add", "/sources", "/reports", "/verify", "/work",
             "/search", "/unlock", "/open", "/new", "/recovery", "/work.json"]
    fixed += [f"/exhibits/EX-{n:04d}" for n in (1, 2, 3)]
    fixed += [f"/sources/W-0{n}" for n in (1, 2, 3)]
    return fixed


def look_at_pages(program, words, planter, entities, hunt):
    browser = Browser(program)
    some = next(kept[0] for field, kept in planter.planted.items()
                if field == ("file", "text", "W-01"))
    wanted = paths_of(entities)
    # Whoever only knows the port: not a byte of the case.
    for path in wanted + [f"/search?q={some}"]:
        for method in ("GET", "POST"):
            status, headers, data = browser.ask(method, path, {} if method == "POST" else None)
            hunt.look(f"without a session: {method} {path.split('?')[0]}",
                      data + str(headers).encode() if "?" not in path else data)
    browser.unlock()
    seen, queue, pages = set(), list(wanted), 0
    addresses = re.compile(rb'(?:href|action|src|formaction)="([^"]*)"')
    while queue and pages < 150:
        path = queue.pop(0).split("#")[0]
        if path in seen or not path.startswith("/") or path.startswith(("/assets/", "/lock")):
            continue
        seen.add(path)
        status, headers, data = browser.ask("GET", path)
        pages += 1
        links = addresses.findall(data)
        # An address stays in the history of the browser, outside the case.
        hunt.look(f"the addresses of {path}", b"\n".join(links) + str(headers).encode())
        hunt.look(f"the page {path}", data, lambda field: field[4] != "W-03" and
                  field[3] != "identities")
        queue += [link.decode() for link in links if status == 200]
    if re.search(r'<form[^>]*method="get"', browser.ask("GET", "/search")[2].decode()):
        fail("what is searched for would stand in an address")
    out, said = browser.close()
    hunt.look("what the workbench prints", out + said)
    if pages < 20:
        fail(f"only {pages} pages were reached")
    print(f"canary: {pages} pages read")


def look_on_disk(program, hunt):
    """In the clear nothing lies anywhere: not in the case, not beside it."""
    for folder in ("case", "home", "tmp", "cwd"):
        for path in sorted((program.root / folder).rglob("*")):
            where = path.relative_to(program.root)
            hunt.look(f"the name of {where.parts[0]}/...", str(where).encode())
            if path.is_file():
                hunt.look(f"{where}", path.read_bytes())
    for folder in ("home", "tmp", "cwd"):
        left = [str(p) for p in (program.root / folder).rglob("*")]
        if left:
            fail(f"the program left files outside the case: {left[:5]}")


def look_at_writes(program, hunt):
    """Which files are opened for writing at all, told by the kernel; skipped without strace."""
    if not shutil.which("strace"):
        print("canary: no strace here; files that come and go were not watched")
        return
    trace = program.root / "trace"
    done = subprocess.run(
        ["strace", "-f", "-qq", "-e", "trace=openat,open,creat,memfd_create", "-s", "4096", "-o",
         str(trace), PROGRAM, "-C", str(program.case), "search", "classrooms"],
        env=program.env, cwd=program.root / "cwd", capture_output=True, check=False)
    if done.returncode != 0 and b"ptrace" in done.stderr:
        print("canary: strace is not permitted here")
        return
    for line in trace.read_text("utf-8", "replace").splitlines():
        written = re.search(r'"([^"]*)", [^)]*(?:O_WRONLY|O_RDWR|O_CREAT)', line)
        if written and not written.group(1).startswith((str(program.case), "/dev/")) and \
                " = -1 " not in line:
            # Paths under the case may be relative to a folder that was opened before.
            if written.group(1).startswith("/"):
                fail(f"a search writes outside the case: {written.group(1)}")


def main():
    with tempfile.TemporaryDirectory() as folder:
        program, words = Program(pathlib.Path(folder)), Words()
        hunt = Hunt(words)
        planter = Planter(program, words)
        found_case(program)
        entities = fill_case(program, words, planter)
        show_to_the_owner(program, words, planter, entities)
        look_outside(program, words, planter, hunt)
        look_at_errors(program, words, entities, hunt)
        look_withdrawn(program, words, planter, entities, hunt)
        look_at_pages(program, words, planter, entities, hunt)
        look_at_writes(program, hunt)
        look_on_disk(program, hunt)
        hunt.finish()
        print(f"canary: {len(words.fields)} words looked for in {hunt.looked} places; none leaked")


main()
