// Everything wrong with a pack is told at once; translations, checks, pages; versions; thesauri.
#include <doctest/doctest.h>

#include <algorithm>

#include "base/errors.h"
#include "base/fake_world.h"
#include "pack/compare.h"
#include "pack/errors.h"
#include "pack/pack.h"
#include "pack/thesaurus.h"

namespace kotobune::pack {
namespace {

const char* head = "[pack]\nname = \"small\"\nversion = \"1\"\nlanguages = [\"en\"]\n"
                   "licence = \"CC0-1.0\"\nlabel = \"Small\"\n";
const char* types = R"([[type]]
id = "act"
label = "Act"
help = "One victim, one type."
[[type.property]]
id = "type"
value = "term"
vocabulary = "kind"
label = "Type"
[[type.property]]
id = "date"
value = "date"
label = "Date"
[[type.property]]
id = "victim"
value = "entity"
targets = ["act"]
many = true
sensitivity = "S3"
compartment = "identities"
label = "Victim"
)";
const char* words = R"([vocabulary]
id = "kind"
source = "own"
label = "Kinds"
[[term]]
id = "killing"
label = "Killing"
)";

Files small() {
  return {{"pack.toml", head}, {"types.toml", types}, {"vocab/kind.toml", words}};
}
Files with(const std::string& path, const std::string& text) {
  Files files = small();
  files.push_back({path, text});
  return files;
}
void replace(Files& files, const std::string& path, const std::string& from,
             const std::string& to) {
  for (File& file : files) {
    if (file.path != path) continue;
    const std::size_t at = file.text.find(from);
    REQUIRE(at != std::string::npos);
    file.text.replace(at, from.size(), to);
  }
}
std::string po(const std::string& context, const std::string& english, const std::string& text,
               const char* flag = "") {
  return std::string(flag) + "msgctxt \"" + context + "\"\nmsgid \"" + english +
         "\"\nmsgstr \"" + text + "\"\n";
}

}  // namespace

TEST_CASE("all that is wrong is told, by file and line, not only the first") {
  Files files = small();
  replace(files, "pack.toml", "licence", "license");
  replace(files, "types.toml", "sensitivity = \"S3\"", "sensitvity = \"S3\"");
  replace(files, "types.toml", "[\"act\"]", "[\"person\"]");
  replace(files, "vocab/kind.toml", "id = \"killing\"\nlabel = \"Killing\"",
          "id = \"a\"\nparent = \"b\"\nlabel = \"A\"\n[[term]]\nid = \"b\"\nparent = \"a\"\n"
          "[[term]]\nid = \"b\"\nlabel = \"B\"");
  const Checked checked = check(files);
  std::vector<std::string> told;
  for (const Error& fault : checked.faults) {
    told.push_back(fault.parameter("file") + ":" + fault.parameter("line") + " " +
                   std::string(fault.code().id));
  }
  const auto has = [&](const char* wanted) {
    INFO(wanted);
    CHECK(std::find(told.begin(), told.end(), wanted) != told.end());
  };
  has("pack.toml:5 E0802");        // license
  has("pack.toml:1 E0803");        // licence
  has("types.toml:17 E0806");      // person
  has("types.toml:19 E0802");      // sensitvity
  has("vocab/kind.toml:6 E0807");  // the circle
  has("vocab/kind.toml:10 E0803");  // the label of b
  CHECK(std::count_if(told.begin(), told.end(), [](const std::string& one) {
          return one.ends_with("E0805");  // b twice
        }) == 1);
  CHECK(std::is_sorted(told.begin(), told.end(), [](const auto& left, const auto& right) {
    return left.substr(0, left.find(':')) < right.substr(0, right.find(':'));
  }));
}

TEST_CASE("a translation is used, and one a machine made says so") {
  const auto pack = parse(with("i18n/ja.po", po("type/act", "Act", "行為", "#, fuzzy\n") + "\n" +
                                                 po("type/act/type", "Type", "種\\\"類\\\"")));
  REQUIRE(pack.ok());
  const Type* act = pack->find_type("act");
  CHECK(act->label.in("ja") == "行為");
  CHECK(act->label.needs_review("ja"));
  CHECK(act->find("type")->label.in("ja") == "種\"類\"");
  CHECK_FALSE(act->find("type")->label.needs_review("ja"));
  CHECK(act->find("date")->label.in("ja") == "Date");
}

TEST_CASE("texts over several lines are one text") {
  const auto pack = parse(with("i18n/ja.po", "msgctxt \"type/act\"\nmsgid \"\"\n\"A\"\n\"ct\"\n"
                                             "msgstr \"\"\n\"行\"\n\"為\"\n"));
  REQUIRE(pack.ok());
  CHECK(pack->find_type("act")->label.in("ja") == "行為");
  CHECK_FALSE(pack->find_type("act")->label.needs_review("ja"));
}

TEST_CASE("a translation of other English, or of nothing, is noted and marked") {
  const Checked checked = check(with("i18n/ja.po", po("type/act", "Deed", "行為") + "\n" +
                                                       po("type/gone", "Gone", "無")));
  CHECK(checked.faults.empty());
  CHECK(checked.pack.find_type("act")->label.needs_review("ja"));
  CHECK(checked.notices.size() == 2);
}

TEST_CASE("what is not a .po is refused with its line") {
  for (const char* bad : {"msgctxt \"a\nmsgid \"b\"\n", "msgid \"a\"\nmsgstr[0] \"b\"\n",
                          "msgstr \"a\"\n", "\"loose\"\n", "msgid \"a\\q\"\n",
                          "msgid \"a\"\nmsgid \"b\"\n"}) {
    CAPTURE(bad);
    const auto pack = parse(with("i18n/ja.po", bad));
    REQUIRE_FALSE(pack.ok());
    CHECK(pack.error().is(errors::pack_translation_wrong));
  }
  CHECK(parse(with("i18n/ja.po", po("type/act", "Act", "a") + "\n" + po("type/act", "Act", "b")))
            .error()
            .is(errors::pack_name_twice));
}

TEST_CASE("checks, forms and pages name what is there, in the right kind") {
  const std::string check_head = "[[check]]\nid = \"C-1\"\nseverity = \"error\"\nlabel = \"x\"\n";
  CHECK(parse(with("checks/a.toml", check_head + "on = \"act\"\nneeds = [\"date\"]\n")).ok());
  CHECK(parse(with("checks/a.toml", check_head + "on = \"act\"\nneeds = [\"day\"]\n"))
            .error().is(errors::pack_name_unknown));
  CHECK(parse(with("checks/a.toml", check_head + "on = \"act\"\n"))
            .error().is(errors::pack_value_wrong));
  CHECK(parse(with("checks/a.toml", check_head + "view = \"none\"\n"))
            .error().is(errors::pack_name_unknown));
  CHECK(parse(with("checks/a.toml", check_head + "on = \"act\"\nneeds = [\"date\"]\n"
                                    "when = { property = \"type\", is = \"theft\" }\n"))
            .error().is(errors::pack_name_unknown));
  const std::string page = "[[page]]\nid = \"p\"\ntype = \"act\"\nlabel = \"x\"\n";
  CHECK(parse(with("pages.toml", page + "kind = \"calendar\"\ndate = \"date\"\n")).ok());
  CHECK(parse(with("pages.toml", page + "kind = \"calendar\"\ndate = \"type\"\n"))
            .error().is(errors::pack_value_wrong));
  CHECK(parse(with("pages.toml", page + "kind = \"board\"\n")).error()
            .is(errors::pack_value_wrong));
  CHECK(parse(with("pages.toml", page + "kind = \"wall\"\n")).error()
            .is(errors::pack_value_wrong));
  const std::string form = "[form]\nid = \"f\"\ntype = \"act\"\nlabel = \"x\"\n[[section]]\n"
                           "id = \"s\"\nlabel = \"x\"\n";
  CHECK(parse(with("forms/f.toml", form + "properties = [\"date\"]\n")).ok());
  CHECK(parse(with("forms/f.toml", form + "properties = [\"date\", \"date\"]\n"))
            .error().is(errors::pack_name_twice));
  CHECK(parse(with("views/v.sql", "SELECT 1")).error().is(errors::pack_key_missing));
  CHECK(parse(with("templates/t.md", "no head")).error().is(errors::pack_key_missing));
  CHECK(parse(with("templates/t.md", "---\ntitle: t\nprofile: none\n---\ntext\n"))
            .error().is(errors::pack_name_unknown));
  CHECK(parse(with("lessons/l.md", "---\ntitle: t\nlanguage: en\n---\ntext\n")).ok());
}

TEST_CASE("a sealed pack of a newer program is read, and what is not known of it is S4") {
  Files files = small();
  replace(files, "types.toml", "value = \"date\"", "value = \"duration\"");
  replace(files, "types.toml", "id = \"type\"\n", "id = \"type\"\nlock = \"two persons\"\n");
  files.push_back({"rituals.toml", "[x]\n"});
  CHECK_FALSE(parse(files).ok());
  const auto sealed = parse(files, nullptr, Reading::sealed);
  REQUIRE(sealed.ok());
  CHECK(sealed->find_property("act", "date") == nullptr);
  CHECK(sealed->sensitivity_of("act", "date") == 4);
  CHECK(sealed->sensitivity_of("act", "type") == 4);
  CHECK(sealed->sensitivity_of("act", "victim") == 3);
  // A key that the newer pack calls harmless takes no protection away and adds none.
  replace(files, "pack.toml", "licence", "harmless = [\"lock\"]\nlicence");
  CHECK(parse(files, nullptr, Reading::sealed)->sensitivity_of("act", "type") == 1);
}

TEST_CASE("a pack adds to another, and two do not define the same") {
  const auto base = parse(small());
  REQUIRE(base.ok());
  const std::string more_head = "[pack]\nname = \"more\"\nversion = \"1\"\nextends = \"small\"\n"
                                "languages = [\"en\"]\nlicence = \"x\"\nlabel = \"More\"\n";
  Files more{{"pack.toml", more_head},
             {"types.toml", "[[type]]\nid = \"act\"\nextend = true\n[[type.property]]\n"
                            "id = \"place\"\nvalue = \"text\"\nlabel = \"Place\"\n"}};
  CHECK(parse(more).error().is(errors::pack_base_missing));
  const auto added = parse(more, &*base);
  REQUIRE(added.ok());
  Pack joined = *base;
  REQUIRE(merge(joined, *added).ok());
  CHECK(joined.find_property("act", "place") != nullptr);
  CHECK(joined.find_property("act", "victim") != nullptr);
  CHECK(merge(joined, *added).error().is(errors::pack_clash));
}

TEST_CASE("a newer pack may not lose what is used, nor protect less unasked") {
  const auto before = parse(small());
  Uses uses;
  uses.types = {"act"};
  uses.properties = {{"act", "victim"}, {"act", "type"}};
  uses.terms = {{"kind", "killing"}};
  const auto after = [&](const char* path, const char* from, const char* to) {
    Files files = small();
    replace(files, path, from, to);
    auto pack = parse(files);
    REQUIRE_MESSAGE(pack.ok(), pack.error().sentence());
    return may_replace(*before, *pack, uses, Weaker::refuse);
  };
  const auto lost = after("vocab/kind.toml", "killing", "murder");
  CHECK(lost.error().is(errors::pack_would_lose));
  CHECK(lost.error().parameter("names") == "kind/killing");
  CHECK(after("types.toml", "id = \"victim\"", "id = \"person\"").error()
            .is(errors::pack_would_lose));
  CHECK(after("types.toml", "value = \"entity\"\ntargets = [\"act\"]", "value = \"text\"").error()
            .is(errors::pack_would_lose));
  CHECK(after("types.toml", "id = \"date\"", "id = \"day\"").ok());  // nobody used it
  CHECK(after("vocab/kind.toml", "id = \"killing\"", "id = \"killing\"\nretired = true").ok());
  CHECK(after("types.toml", "\"S3\"", "\"S2\"").error().is(errors::pack_protects_less));
  CHECK(after("types.toml", "compartment = \"identities\"\n", "").error()
            .is(errors::pack_protects_less));
}

TEST_CASE("the dump of the official lists becomes a pack") {
  // Made up: no term of HURIDOCS stands here.
  const char* sql = R"(-- dump
SET foreign_key_checks = 0; /* ; */
CREATE TABLE `mt_vocab` (`vocab_number` varchar(14) DEFAULT 'x;''y');
INSERT INTO `mt_index` (`no`, `term`) VALUES (4, 'Made-up acts');
INSERT INTO `mt_vocab` (`vocab_number`, `huri_code`, `english`, `french`, `otherlanguages`,
  `list_code`, `visible`, `term_order`, `parent_vocab_number`, `term_level`) VALUES
('01000000000004', '010000000000', 'It''s all "bad"', NULL, '', 4, 'y', 2, '0', 0),
('01010000000004', '010100000000', 'One; kind', '', '', 4, 'n', 1, '01000000000004', 1),
('01020000000004', '010200000000', 'Orphan', '', '', 4, 'y', 3, '09990000000004', 1);
INSERT INTO mt_4_types_of_acts (vocab_number) SELECT vocab_number from mt_vocab;
INSERT INTO `mt_vocab_l10n` (`msgid`, `locale`, `msgstr`) VALUES ('01000000000004','fr','Tout\'');
)";
  const auto made = read_thesaurus(sql);
  REQUIRE_MESSAGE(made.ok(), made.error().sentence());
  CHECK(made->summary.terms == 3);
  CHECK(made->summary.lists == 1);
  CHECK(made->summary.orphans == 1);
  const Pack base;
  const auto pack = parse(made->files, &base);
  REQUIRE(pack.ok());
  const Vocabulary* acts = pack->find_vocabulary("mt-04");
  REQUIRE(acts != nullptr);
  CHECK(acts->label.in("en") == "Made-up acts");
  CHECK(acts->huridocs == "MT4");
  CHECK(acts->terms[0].id == "01010000000004");  // by term_order
  CHECK(acts->terms[0].retired);
  CHECK(acts->is_under("01010000000004", "01000000000004"));
  CHECK(acts->find("01000000000004")->label.in("en") == "It's all \"bad\"");
  CHECK(acts->find("01000000000004")->label.in("fr") == "Tout'");
}

TEST_CASE("a dump that is hostile or cut off is refused with its line, and nothing of it is run") {
  const std::string into = "INSERT INTO mt_vocab VALUES\n";
  const std::string row = "('01','01','A',NULL,NULL,4,'y',1,'0',0)";
  CHECK(read_thesaurus(into + row + ";").ok());
  for (const std::string& bad :
       {std::string(""), std::string("SELECT 1;"), into + "('01','01','A",
        into + "('01','01',CONCAT('A','B'),NULL,NULL,4,'y',1,'0',0);",
        into + "('../x','01','A',NULL,NULL,4,'y',1,'0',0);",
        into + "('01','x\"','A',NULL,NULL,4,'y',1,'0',0);",
        into + "('01','01','A',NULL,NULL,'../../x','y',1,'0',0);",
        into + "('01','01','',NULL,NULL,4,'y',1,'0',0);", into + row + "," + row + ";",
        into + "('01','01','A',NULL,NULL,4,'y',1,'02',0),"
               "('02','02','B',NULL,NULL,4,'y',1,'01',0);",
        into + row + ";INSERT INTO mt_vocab_l10n VALUES('01','../fr','x');",
        into + row + " UNION SELECT 1;", into + "(" + std::string(200, ',') + ");"}) {
    CAPTURE(bad);
    CHECK_FALSE(read_thesaurus(bad).ok());
  }
  CHECK(read_thesaurus(into + "\n('01'").error().parameter("line") == "3");
  CHECK(read_thesaurus("\xff").error().is(errors::not_utf8));
  // A line break in a word cannot begin a line of the TOML.
  const auto made =
      read_thesaurus(into + "('01','01','A\\nretired = true\\n\"',NULL,NULL,4,'y',1,'0',0);");
  REQUIRE(made.ok());
  const Pack base;
  CHECK_FALSE(parse(made->files, &base)->vocabularies.at(0).terms.at(0).retired);
}

TEST_CASE("the packs we ship are understood, and every property of theirs helps who fills it in") {
  const std::string packs = std::string(KOTOBUNE_SOURCE_DIR) + "/packs";
  for (const char* name : {"fact-finding", "defence"}) {
    CAPTURE(name);
    const auto pack = load(real_world().disk, packs + "/" + name);
    REQUIRE_MESSAGE(pack.ok(), pack.error().sentence());
    for (const Type& type : pack->types) {
      CHECK_MESSAGE(!type.help.empty(), type.id);
      for (const Property& property : type.properties) {
        CHECK_MESSAGE(!property.help.empty(), type.id, ".", property.id);
        if (!property.retired && property.value == ValueType::name && type.id == "source") {
          CHECK(property.compartment == "identities");
        }
      }
    }
  }
}

}  // namespace kotobune::pack
