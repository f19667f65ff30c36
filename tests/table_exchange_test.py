#!/usr/bin/env python3
"""Tables that leave, and what other systems export, through the command line.

  table_exchange_test.py PROGRAM SOURCE_DIR

Fictional data. An own copy goes into another case and must say the same there; what is made for the
public must not hold what its sources did not agree to; Martus, OpenEvSys and Uwazi files are read
with our mappings and everything without a home is listed.
"""
import csv
import io
import json
import os
import sys
import tempfile
import zipfile

from cli_bench import Bench

PROGRAM, SOURCE = sys.argv[1], sys.argv[2]


def check(holds, text):
    if not holds:
        sys.exit("table exchange test: " + text)


def asked(bench, *words):
    status, printed = bench.call("--json", *words)
    try:
        return status, json.loads(printed)
    except ValueError:
        sys.exit("%s gave %d: %s" % (" ".join(words), status, printed))


def new_bench(folder, name):
    path = os.path.join(folder, name)
    os.mkdir(path)
    bench = Bench(PROGRAM, SOURCE, path)
    bench.found()
    return bench


def sealed(bench, name, content):
    path = bench.write(name, content)
    return bench.seal(path)[path]["number"]


def values(bench, kind):
    """{entity id: sorted (property, value as JSON)}"""
    out = {}
    for one in asked(bench, "entity", "list", kind)[1]["entities"]:
        shown = asked(bench, "entity", "show", one["id"])[1]["values"]
        out[one["id"]] = sorted((value["property"], json.dumps(value["value"], sort_keys=True))
                                for value in shown)
    return out


# What a spreadsheet would run, and what a cell could lose.
HARD = ["=HYPERLINK(\"http://example.org\")", "+1", "-1+2", "@SUM(A1)", "'quoted", "a, \"b\"; c",
        "json:{}", "two | three", "ကျောင်းဆရာ", "x" * 3000]


def fill(bench):
    for text in HARD:
        bench.run("assert", "person", "--set", "occupation=" + text, "--set",
                  "name=name:my:စမ်းသပ်", "--set", "sex=term:sex/female", "--set",
                  "born=date:20 มีนาคม 2556", "--set", "dependants=num:3 person", "--set",
                  "id-documents=NP-%d" % len(text), "--set", "deceased=bool:no")


def test_own_copy(folder, bench):
    fill(bench)
    was = values(bench, "person")
    check(len(was) == len(HARD), "not all persons are there")
    for form in ("csv", "xlsx"):
        out = os.path.join(folder, "copy-" + form)
        status, done = asked(bench, "entity", "export", "person", out, "--format", form, "--all",
                             "--to", "our own archive")
        check(status == 0 and done["rows"] == len(HARD), str(done))
        said = " ".join(done["leaves"])
        check("No passphrase" in said and "closed circle" in said, "what leaves: " + said)
        name = os.path.join(out, "person." + form)
        with open(name, "rb") as file:
            content = file.read()
        if form == "csv":
            for row in csv.reader(io.StringIO(content.decode("utf-8-sig"))):
                check(not any(cell[:1] in ("=", "+", "-", "@", "\t", "\r") for cell in row),
                      "a formula is written: %s" % row)
        other = new_bench(folder, "other-" + form)
        number = sealed(other, "person." + form, content)
        mapping = os.path.join(out, "person.map.toml")
        other.run("import", "run", number, "--map", mapping)
        now = values(other, "person")
        check(len(now) == len(was), "%s: %d became %d" % (form, len(was), len(now)))
        for one in was:
            check(now.get(one) == was[one],
                  "%s: %s became %s" % (form, str(was[one])[:400], str(now.get(one))[:400]))

        # An edited copy changes its own case by id: that cell and nothing else.
        if form != "csv":
            continue
        edited = sealed(bench, "edited.csv", content.replace(b"sex/female", b"sex/male", 1))
        status, done = asked(bench, "import", "run", edited, "--map", mapping)
        check(len(done["changes"]) == 1 and done["changes"][0]["act"] == "changed", str(done))
        now = values(bench, "person")
        check(sum(now[one] != was[one] for one in was) == 1 and len(now) == len(was),
              "other entities than the edited one changed")
        bench.run("import", "undo", done["batch"])


def test_audience(folder, bench):
    bench.run("source", "add", "W-01", "--role", "a teacher", "--name", "en:Hla Hla Nwe")
    bench.run("source", "add", "W-02", "--role", "a monk")
    bench.run("consent", "give", "W-01", "--purpose",
              "P3=yes:pseudonym:text quote+paraphrase", "--given", "2026-01-01")
    def place(name, kind, publish, within=""):
        words = ["assert", "place", "--set", "name=name:en:" + name, "--set",
                 "kind=term:place-precision/" + kind, "--set",
                 "published-precision=term:place-precision/" + publish]
        return asked(bench, *words, *(["--set", "within=entity:" + within] if within else []))[1]
    district = place("Tarn District", "district", "district")["entity"]
    village = place("Upper Hamlet", "village", "district", district)["entity"]
    bench.run("assert", "event", "--informant", "W-01", "--set", "title=-5 people came", "--set",
              "date=date:2013-03-20", "--set", "place=entity:" + village)
    bench.run("assert", "event", "--informant", "W-02", "--set", "title=Not agreed Fictional")
    bench.run("assert", "event", "--set", "title=Nobody said Fictional")
    out = os.path.join(folder, "public")
    status, done = asked(bench, "entity", "export", "event", out, "--to", "the public")
    with open(os.path.join(out, "event.csv"), encoding="utf-8-sig") as file:
        text = file.read()
    check(status == 0 and done["rows"] == 1 and done["disclosure"], str(done))
    check("'-5 people came" in text and "Tarn District" in text, text)
    for never in ("Upper Hamlet", "Not agreed", "Nobody said", "W-01", village):
        check(never not in text, "%s left: %s" % (never, text))
    reasons = " ".join(one["why"] for one in done["kept_back"])
    check("CO-1" in reasons and "nobody is recorded" in reasons, "why: " + reasons)
    for form, needle in (("jsonl", '"title":["-5 people came"]'), ("geojson", '"Feature"'),
                         ("xlsx", None)):
        out = os.path.join(folder, "public-" + form)
        bench.run("entity", "export", "event", out, "--format", form, "--to", "the public")
        with open(os.path.join(out, "event." + form), "rb") as file:
            content = file.read()
        check(needle is None or needle.encode() in content, "%s: %s" % (form, content))
        if form == "geojson":
            json.loads(content)
    # People point at themselves (S2): nothing of them leaves, not even where nobody was asked.
    bench.refused("E1313", 1, "entity", "export", "person", folder + "/no", "--to", "the public")
    # A count below five is told as that.
    for number in range(6):
        bench.run("assert", "event", "--informant", "W-01", "--set", "used-as=barracks")
    bench.run("assert", "event", "--informant", "W-01", "--set", "used-as=prison")
    out = os.path.join(folder, "counts")
    bench.run("entity", "export", "event", out, "--count-by", "used-as", "--to", "the public")
    with open(os.path.join(out, "event.csv"), encoding="utf-8-sig") as file:
        counts = dict(list(csv.reader(file))[1:])
    check(counts == {"barracks": "6", "prison": "fewer than 5"}, str(counts))
    # A protected name in what she said stops the file.
    bench.run("assert", "event", "--informant", "W-01", "--set", "title=Daw Hla Hla Nwe came")
    bench.refused("E1303", 1, "entity", "export", "event", folder + "/named", "--to", "the public")
    check(not os.path.exists(folder + "/named"), "a refused export left a folder")
    reached = bench.run("consent", "withdraw", "W-01", "--purpose", "P3")
    check("Table of event" in reached, "the withdrawal does not find the table: " + reached)
    bench.refused("E1313", 1, "entity", "export", "event", folder + "/no", "--to", "the public")


MARTUS = """<?xml version="1.0" encoding="UTF-8"?>
<MartusBulletins><MartusBulletinExportFormatVersion>3</MartusBulletinExportFormatVersion>
<MartusBulletin><MainFieldSpecs/><FieldValues>
<Field tag="title"><Value>A school was shut (fictional)</Value></Field>
<Field tag="eventdate"><Value>2013-03-20</Value></Field>
<Field tag="publicinfo"><Value>Soldiers came &amp; stayed.</Value></Field>
<Field tag="privateinfo"><Value>Told by Fictional Person.</Value></Field></FieldValues>
<BulletinMetaData><LocalId>D-1</LocalId><BulletinStatus>Sealed</BulletinStatus></BulletinMetaData>
<TopAttachmentList><Attachment><Filename>school.jpg</Filename></Attachment></TopAttachmentList>
</MartusBulletin></MartusBulletins>
"""
OPENEVSYS = """-- a dump; fictional
CREATE TABLE IF NOT EXISTS `person` (
  `person_record_number` VARCHAR(45) NOT NULL , -- it's the number
  `person_name` VARCHAR(500) DEFAULT 'x,)', `sex` VARCHAR(14), `religion` VARCHAR(14),
  PRIMARY KEY (`person_record_number`) ) ENGINE=InnoDB;
INSERT INTO `person` VALUES ('P-1','Aung O\\'Fictional; Esq.','02',NULL),('P-2','Mya','99','1');
INSERT INTO `event` (`event_record_number`, `event_title`, `initial_date`) VALUES
 ('E-1','The school','2013-03-20');
INSERT INTO `act` (`act_record_number`,`event`,`victim`,`type_of_act`) VALUES
 ('A-1','E-1','P-1','010101010000'), ('A-2','E-9','P-1',NULL);
INSERT INTO `mlt_act_method` VALUES ('A-1','5'),('A-1','6');
"""


def test_foreign(folder):
    bench = new_bench(folder, "foreign")
    number = sealed(bench, "bulletins.xml", MARTUS.encode())
    status, done = asked(bench, "import", "run", number, "--from", "martus")
    check(status == 0 and done["created"] == 1, str(done))
    (event,) = values(bench, "event").values()
    check(("title", '{"text": "A school was shut (fictional)"}') in event and
          ("date", '{"date": "2013-03-20"}') in event and
          ("description", '{"text": "Soldiers came & stayed."}') in event, str(event))
    lost = {one["column"]: one["values"] for one in done["losses"] if one["values"]}
    check(lost == {"privateinfo": 1, "BulletinStatus": 1}, "martus lost %s" % lost)
    check(any("not sealed" in note for note in done["notes"]), "the attachment: %s" % done["notes"])
    bench.run("import", "undo", done["batch"])

    number = sealed(bench, "dump.sql", OPENEVSYS.encode())
    status, planned = asked(bench, "import", "check", number, "--from", "openevsys")
    status, done = asked(bench, "import", "run", number, "--from", "openevsys")
    check(status == 0 and done["created"] == 5, str(done))
    cells = {one["cell"] for one in done["refusals"]}
    check(len(cells) == len(planned["refusals"]), "the check refused other cells than the run")
    people = {dict(said).get("name"): one for one, said in values(bench, "person").items()}
    aung = people['{"name": "Aung O\'Fictional; Esq."}']
    acts = [dict(said) for said in values(bench, "act").values()]
    check(len(acts) == 2 and all(act["victim"] == '{"entity": "%s"}' % aung for act in acts),
          "the acts do not name their victim: %s" % acts)
    check(sum("event" in act for act in acts) == 1, "an act names an event that is not there")
    lost = {(one["sheet"], one["column"]): one["values"] for one in done["losses"] if one["values"]}
    check(lost == {("person", "religion"): 1, ("mlt_act_method", ""): 2}, "sql lost %s" % lost)

    zipped = io.BytesIO()
    with zipfile.ZipFile(zipped, "w") as archive:
        archive.writestr("import.csv", "title,id,Date\nA hearing (fictional),u1,2013-03-20\n")
        archive.writestr("hearing.pdf", b"%PDF")
    number = sealed(bench, "uwazi.zip", zipped.getvalue())
    status, done = asked(bench, "import", "run", number, "--from", "uwazi")
    check(status == 0 and done["created"] == 1 and done["format"] == "uwazi-zip", str(done))
    check([(one["column"], one["values"]) for one in done["losses"]] == [("Date", 1)], str(done))
    printed = bench.run("import", "map", "uwazi")
    more = os.path.join(folder, "uwazi.toml")
    with open(more, "w", encoding="utf-8") as file:
        file.write(printed + '[[import.column]]\ncolumn = "Date"\nproperty = "date"\n')
    status, done = asked(bench, "import", "run", number, "--map", more)
    check([one["cell"] for one in done["changes"]] == ["C2"], "the added column: %s" % done)


def main():
    with tempfile.TemporaryDirectory() as folder:
        bench = new_bench(folder, "case")
        test_own_copy(folder, bench)
        test_audience(folder, bench)
        test_foreign(folder)
        bench.run("case", "verify")
    print("tables leave by the gate and come back whole; other systems' files find their home")


main()
