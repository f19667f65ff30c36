#!/usr/bin/env python3
"""Spreadsheets as partners send them, brought into the record through the command line.

  import_test.py PROGRAM SOURCE_DIR

All data is fictional. An .xlsx is made here by hand, as a zip of XML, so that merged headers, blank
rows, date styles and formulas are what a spreadsheet program writes.
"""
import io
import json
import sys
import tempfile
import zipfile

from cli_bench import Bench

PROGRAM, SOURCE = sys.argv[1], sys.argv[2]
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def check(holds, text):
    if not holds:
        sys.exit("import test: " + text)


def xlsx(rows, merges=(), name="List"):
    """`rows`: {row number: {column letter: value}}; a value is a text, a number, ("date", serial)
    or ("formula", stored value)."""
    lines = []
    for number, cells in sorted(rows.items()):
        line = '<row r="%d">' % number
        for column, value in sorted(cells.items()):
            place = "%s%d" % (column, number)
            if isinstance(value, str):
                line += '<c r="%s" t="inlineStr"><is><t>%s</t></is></c>' % (place, value)
            elif isinstance(value, tuple) and value[0] == "date":
                line += '<c r="%s" s="1"><v>%d</v></c>' % (place, value[1])
            elif isinstance(value, tuple):
                line += '<c r="%s"><f>1+1</f><v>%s</v></c>' % (place, value[1])
            else:
                line += '<c r="%s"><v>%s</v></c>' % (place, value)
        lines.append(line + "</row>")
    merged = "".join('<mergeCell ref="%s"/>' % one for one in merges)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/workbook.xml", '<workbook xmlns="%s" xmlns:r="%s"><sheets><sheet name='
                      '"%s" sheetId="1" r:id="r1"/></sheets></workbook>' % (SHEET, LINKS, name))
        book.writestr("xl/_rels/workbook.xml.rels", '<Relationships><Relationship Id="r1" '
                      'Target="worksheets/sheet1.xml"/></Relationships>')
        book.writestr("xl/styles.xml", '<styleSheet xmlns="%s"><cellXfs><xf numFmtId="0"/>'
                      '<xf numFmtId="14"/></cellXfs></styleSheet>' % SHEET)
        book.writestr("xl/worksheets/sheet1.xml", '<worksheet xmlns="%s"><sheetData>%s</sheetData>'
                      '<mergeCells>%s</mergeCells></worksheet>' % (SHEET, "".join(lines), merged))
    return out.getvalue()


def words(value):
    """What an assertion says, of whatever type."""
    said = value["value"]
    return next(said[key] for key in ("name", "text", "term", "date") if key in said)


class Tables:
    def __init__(self, bench):
        self.bench, self.maps = bench, 0

    def sealed(self, name, content):
        """The number of the sealed table."""
        path = self.bench.write(name, content)
        return self.bench.seal(path)[path]["number"]

    def mapping(self, toml):
        self.maps += 1
        path = "%s/map%d.toml" % (self.bench.folder, self.maps)
        with open(path, "w", encoding="utf-8") as file:
            file.write(toml)
        return path

    def ask(self, verb, number, mapping, *more):
        status, printed = self.bench.call("--json", "import", verb, number, "--map", mapping, *more)
        try:
            return status, json.loads(printed)
        except ValueError:
            sys.exit("import %s gave %d: %s" % (verb, status, printed))

    def values(self, kind):
        """{property: [values]} of each entity of a type."""
        listed = json.loads(self.bench.run("--json", "entity", "list", kind))["entities"]
        out = []
        for one in listed:
            shown = json.loads(self.bench.run("--json", "entity", "show", one["id"]))
            said = {}
            for value in shown["values"]:
                said.setdefault(value["property"], []).append(value)
            out.append(said)
        return out


HEAD = 'name = "%s"\ntype = "person"\nkey = ["%s"]\n'
COLUMN = '[[column]]\ncolumn = "%s"\nproperty = "%s"\n%s\n'
LIST_MAP = HEAD % ("partner-list", "No") + """header_rows = 2
informant = "W-03"
grade = "C3"
file_column = "Photo"
""" + COLUMN % ("Victim / Name", "name", 'lang = "en"') + \
    COLUMN % ("Victim / Sex", "sex", 'words = { M = "male", F = "female" }') + \
    COLUMN % ("Victim / Work", "occupation", 'lang = "my"\n@FONT@') + \
    COLUMN % ("Died", "died", "@CALENDAR@") + COLUMN % ("Passport", "id-documents", "")
ROWS = {
    1: {"A": "No", "B": "Victim", "E": "Died", "F": "Photo", "G": "Passport", "H": "Remarks"},
    2: {"B": "Name", "C": "Sex", "D": "Work"},
    4: {"A": 1, "B": "Aung Fictional", "C": "M", "D": "ေက်ာင္းဆရာ", "E": "20/3/2556",
        "F": "photos/1.jpg", "G": "NP-777001"},
    5: {"A": 2, "B": "Mya Fictional", "C": "F", "E": ("date", 41353), "F": "lost.jpg"},
    7: {"A": 3, "B": ("formula", "Hla Fictional"), "C": "F", "E": "3 มีนาคม 2556"}}
MERGES = ["A1:A2", "B1:D1", "E1:E2", "F1:F2", "G1:G2", "H1:H2"]


def list_map(tables, font, calendar):
    return tables.mapping(LIST_MAP.replace("@FONT@", font).replace("@CALENDAR@", calendar))


def test_partner_list(bench, tables):
    for folder, content in (("photos", b"a picture"), ("scans", b"another")):
        bench.write_in(folder, "1.jpg", content)
        bench.seal(bench.files + "/" + folder)
    number = tables.sealed("list.xlsx", xlsx(ROWS, MERGES))
    status, said = tables.ask("check", number, list_map(tables, "", ""))
    refused = {one["cell"]: one for one in said["refusals"]}
    check(status == 1 and set(refused) == {"D4", "E4"}, "refused: %s" % said)
    check("Zawgyi" in refused["D4"]["why"], "Zawgyi is not named: %s" % refused)
    check("NP-777001" not in json.dumps(said["refusals"] + said["notes"]), "a cell is repeated")
    before = bench.run("--json", "entity", "list", "person")
    bench.refused("E1112", 1, "import", "run", number, "--map", list_map(tables, "", ""))
    check(bench.run("--json", "entity", "list", "person") == before, "a refused run left something")

    mapping = list_map(tables, 'font = "zawgyi"', 'calendar = "buddhist"\norder = "day-first"')
    status, planned = tables.ask("check", number, mapping)
    check(status == 0 and planned["rows"] == 3 and planned["created"] == 3, str(planned))
    notes = " ".join(planned["notes"])
    for word in ("Remarks", "F5", "formula"):
        check(word in notes, "the notes do not tell of %s: %s" % (word, notes))
    status, done = tables.ask("run", number, mapping)
    check(status == 0 and done["changes"] and done["batch"], str(done))
    told = [[one["cell"], one["act"], one["after"]] for one in planned["changes"]]
    check(told == [[one["cell"], one["act"], one["after"]] for one in done["changes"]],
          "the run did something else than the check showed")

    people = {words(one["name"][0]): one for one in tables.values("person")}
    check(len(people) == 3, str(people))
    aung = people["Aung Fictional"]
    check(aung["occupation"][0]["value"]["text"] == "ကျောင်းဆရာ", str(aung["occupation"]))
    check(aung["died"][0]["value"]["date"] == "2013-03-20", str(aung["died"]))
    check(aung["died"][0]["value"]["as_said"] == "20/3/2556", "the wording is gone")
    check("F4" not in notes, "the photograph was not found: %s" % notes)
    check(people["Mya Fictional"]["died"][0]["value"]["date"] == "2013-03-20", "a date cell moved")
    check(people["Hla Fictional"]["died"][0]["value"]["date"] == "2013-03-03", "a Thai date")

    status, again = tables.ask("run", number, mapping)
    check(again["unchanged"] == 3 and not again["changes"] and not again["batch"], str(again))
    return mapping, done["batch"]


def test_edited(bench, tables, mapping, first):
    rows = {at: dict(cells) for at, cells in ROWS.items()}
    rows[4]["C"] = "F"
    del rows[4]["G"]
    rows[8] = {"A": 4, "B": "Nu Fictional", "C": "F"}
    number = tables.sealed("list-2.xlsx", xlsx(rows, MERGES))
    status, said = tables.ask("run", number, mapping)
    acts = {one["cell"]: one["act"] for one in said["changes"]}
    check(status == 0 and acts == {"C4": "changed", "G4": "emptied", "B8": "added", "C8": "added"},
          "other rows than the edited ones: %s" % said)
    check(len(tables.values("person")) == 4, "the new row is missing")

    undone = json.loads(bench.run("--json", "import", "undo", said["batch"]))
    check(undone["brought_back"] == 2, str(undone))
    people = {words(one["name"][0]): one for one in tables.values("person")}
    check(len(people) == 3 and words(people["Aung Fictional"]["sex"][0]) == "sex/male",
          "the undo did not bring back what was: %s" % people)
    bench.refused("E1113", 1, "import", "undo", said["batch"])
    status, again = tables.ask("run", number, mapping)
    acts = {one["cell"]: one["act"] for one in again["changes"]}
    check(acts == {"C4": "changed", "G4": "emptied", "B8": "added", "C8": "added"},
          "importing again after the undo: %s" % again)
    bench.run("import", "undo", first)
    bench.run("import", "undo", again["batch"])
    check(tables.values("person") == [], "two undos left something: %s" % tables.values("person"))


NAMES = "No,Name\n1,%s\n2,Plain Fictional\n"


def test_encodings(bench, tables):
    for charset, python, name, lang in (
            ("windows-874", "cp874", "สมมติ ในเรื่อง", "th"),
            ("shift_jis", "cp932", "架空 花子", "ja"),
            ("utf-16", "utf-16", "架空 太郎", "ja"), ("euc-jp", "euc_jp", "架空 次郎", "ja")):
        content = (NAMES % name).encode(python)
        number = tables.sealed(charset + ".csv", content)
        head = HEAD % (charset, "No")
        columns = COLUMN % ("Name", "name", 'lang = "%s"' % lang)
        if charset != "utf-16":
            printed = bench.refused("E1103", 1, "import", "check", number, "--map",
                                    tables.mapping(head + columns))
            check("row 2" in printed and charset in printed, "no row or no guess: " + printed)
        status, said = tables.ask("check", number,
                                  tables.mapping(head + 'charset = "%s"\n' % charset + columns))
        after = [json.loads(one["after"])["name"] for one in said["changes"]]
        check(status == 0 and after == [name, "Plain Fictional"], "%s: %s" % (charset, said))

    # One cell pasted from elsewhere: refused by row, the others are read.
    rows = ["No,Name"] + ["%d,นาย สมมติ %d" % (at, at) for at in range(1, 30)]
    content = "\n".join(rows).encode() + b"\n30,caf\xe9 fictional\n"
    number = tables.sealed("one-wrong.csv", content)
    mapping = tables.mapping(HEAD % ("one-wrong", "No") + COLUMN % ("Name", "name", ""))
    status, said = tables.ask("check", number, mapping)
    check(status == 1 and [one["cell"] for one in said["refusals"]] == ["B31"] and
          said["created"] == 29, "the wrong cell: %s" % said["refusals"])
    bench.refused("E1103", 1, "import", "check", number, "--map", tables.mapping(
        HEAD % ("x", "No") + 'charset = "klingon"\n' + COLUMN % ("Name", "name", "")))


def test_wide_and_dates(bench, tables):
    wide = ",".join("c%d" % at for at in range(300)) + "\n" + ",".join(map(str, range(300)))
    number = tables.sealed("wide.csv", wide.encode())
    mapping = tables.mapping(HEAD % ("wide", "c0") + COLUMN % ("c299", "occupation", ""))
    status, said = tables.ask("check", number, mapping)
    check(status == 0 and said["created"] == 1 and len(said["notes"]) == 1, str(said)[:400])
    check("298 columns" in said["notes"][0] and len(said["notes"][0]) < 400, str(said["notes"]))

    dates = ["2013-03-20", "20 มีนาคม 2556", "平成25年3月20日", "20 March 2013", "๒๐ มี.ค. ๒๕๕๖",
             "11/3/2013", "31 April 2013", "2556-03-20"]
    lines = "No;Died\n\n" + "".join("%d;%s\n" % one for one in enumerate(dates)) + ";;\n"
    number = tables.sealed("dates.csv", lines.encode())
    mapping = tables.mapping(HEAD % ("dates", "No") + COLUMN % ("Died", "died", ""))
    status, said = tables.ask("check", number, mapping)
    got = [json.loads(one["after"])["date"] for one in said["changes"]]
    check(got == ["2013-03-20"] * 5, "three calendars: %s" % said)
    cells = [(one["cell"], one["error"]) for one in said["refusals"]]
    check([one[0] for one in cells] == ["B8", "B9", "B10"], "refused: %s" % cells)
    check(cells[0][1] == "E0309" and cells[1][1] == "E0310", "why: %s" % cells)
    status, done = tables.ask("run", number, mapping, "--leave-out")
    check(status == 0 and done["created"] == 5, "leaving out: %s" % done)
    bench.run("import", "undo", done["batch"])


def test_protected(bench, tables):
    """A key that is a protected name, and a mapping that names its column, stay in its circle."""
    number = tables.sealed("papers.csv", b"Paper,Name\nNP-900117,Khin Fictional\n")
    mapping = tables.mapping(HEAD % ("papers", "Paper") + COLUMN % ("Name", "name", "") +
                             COLUMN % ("Paper", "id-documents", ""))
    status, done = tables.ask("run", number, mapping)
    check(status == 0 and done["created"] == 1, str(done))
    shown = bench.run("entity", "list", "person")
    check("NP-900117" not in shown, "the passport is shown in a list")
    status, again = tables.ask("run", number, mapping)
    check(again["unchanged"] == 1, "a protected key is not known again: %s" % again)


def main():
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(PROGRAM, SOURCE, folder)
        bench.found()
        bench.run("source", "add", "W-03", "--role", "a partner")
        tables = Tables(bench)
        mapping, batch = test_partner_list(bench, tables)
        test_edited(bench, tables, mapping, batch)
        test_encodings(bench, tables)
        test_wide_and_dates(bench, tables)
        test_protected(bench, tables)
        bench.run("case", "verify")
    print("tables are brought in, changed and taken back")


main()
