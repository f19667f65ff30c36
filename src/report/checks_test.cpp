// Every check of a submission, met and broken, one by one. The text around them is the same, so
// that what differs is what is checked.
#include <doctest/doctest.h>

#include "report/compile.h"
#include "report/explain.h"
#include "report/fake_material.h"
#include "report/norm_mention.h"
#include "report/small_cells.h"

namespace kotobune::report {
namespace {

// A report of one context block, with more lines in its head.
std::string with_head(const std::string& lines, const std::string& text = "It rained.") {
  return "---\ntitle: \"Nobody came\"\nprofile: mission-report\naudience: public\n"
         "standard: reasonable-grounds\nlanguage: en\n" + lines + "---\n::: context\n" + text +
         "\n:::\n";
}
std::string says(const std::string& text) { return with_head("", text); }
std::string finding(const std::string& text, const std::string& attributes = "#f") {
  return with_head("") + "::: finding {" + attributes + "}\n" + text +
         " [@MS-0004 p2 \"slept in the classrooms\"; @MS-0009 t=12:30].\n:::\n";
}

std::string check(const std::string& text, const FakeMaterial& material = {}) {
  auto result = compile(SourceText("draft.md", text), material, BuildKind::release);
  REQUIRE(result.ok());
  std::string out;
  for (const Diagnostic& one : result->diagnostics) {
    CHECK_MESSAGE(explain(one.code) != nullptr, one.code);
    CHECK(one.sentence.back() == '.');
    CHECK_FALSE(one.advice.empty());
    out += one.code + (one.severity == Severity::error ? " " : "w ");
  }
  return out;
}
std::string advice(const std::string& text, const FakeMaterial& material = {}) {
  auto result = compile(SourceText("draft.md", text), material, BuildKind::release);
  REQUIRE(result.ok());
  REQUIRE_FALSE(result->diagnostics.empty());
  return result->diagnostics.front().advice;
}

template <typename Change>
FakeMaterial profiled(Change change) {
  FakeMaterial material;
  change(material.profiles["mission-report"]);
  return material;
}

}  // namespace

TEST_CASE("NO-1: a treaty that did not bind the State on the day of the facts") {
  CHECK(check(finding("The arrests breached article 9 of the ICCPR")) == "NO-1 ");
  CHECK(advice(finding("The arrests breached article 9 of the ICCPR")).find("Universal") !=
        std::string::npos);
  CHECK(check(finding("She was tortured, against article 7 of the ICCPR")) == "NO-1 ");
  CHECK(advice(finding("She was tortured, against article 7 of the ICCPR")).find("UDHR 5") !=
        std::string::npos);
  CHECK(check(says("The State has not ratified the ICCPR.")) == "");
  CHECK(check(finding("Women were sold, against article 6 of CEDAW", "#f on=2013-03")) == "");
  CHECK(check(finding("Women were sold, against article 6 of CEDAW", "#f on=1995")) == "NO-1 ");
  CHECK(check(finding("Women were sold, against article 6 of CEDAW", "#f on=1997")) == "NO-1w ");
  CHECK(check(finding("It breached the Universal Declaration of Human Rights")) == "");
  CHECK(check(says("A cat slept on the wall.")) == "");
  CHECK(check(finding("Soldiers came", "#f norm=\"ICCPR 9\"")) == "NO-1 ");
  CHECK(check(finding("Soldiers came", "#f norm=\"UDHR 9\"")) == "");
}

TEST_CASE("NO-2: articles that are not there, norms nobody knows, reservations") {
  CHECK(check(finding("It breached article 99 of the UDHR")) == "NO-2w ");
  CHECK(check(finding("Soldiers came", "#f norm=\"UHDR 9\"")) == "NO-2 ");
  FakeMaterial reserved;
  pack::Party party;
  party.state = "ZZ";
  party.reservations = {"1"};
  for (auto& norm : reserved.norm_list) {
    if (norm.id == "CAT") norm.parties = {party};
  }
  const auto text = with_head("state: ZZ\n", "It breached article 1 of the CAT.");
  CHECK(check(text, reserved) == "NO-2w ");
  CHECK(check(text) == "");
}

TEST_CASE("norms are found as people write them") {
  const auto norms = FakeMaterial().norm_list;
  const auto found = [&](const char* text) {
    std::string out;
    for (const auto& one : find_norms(text, norms)) {
      out += one.norm->id;
      for (const auto& article : one.articles) out += " " + article;
      out += ";";
    }
    return out;
  };
  CHECK(found("articles 9 and 14 (3) (g) of the ICCPR") == "ICCPR 9 14.3g;");
  CHECK(found("ICCPR, art. 14(3)(g)") == "ICCPR 14.3g;");
  CHECK(found("the International Covenant on Civil and Political Rights, article 7") ==
        "ICCPR 7;");
  CHECK(found("ICCPR 9, CAT 1") == "ICCPR 9;CAT 1;");
  CHECK(found("the ICCPR-OP1") == "ICCPR-OP1;");
  CHECK(found("a cat and a concat") == "");
  CHECK(article_of("14 (3) (g)") == "14.3g");
  CHECK(article_of("14.3.g") == "14.3g");
  CHECK(article_of("281-4") == "281-4");
  CHECK(article_of("nine") == "");
}

TEST_CASE("NO-3 and FM-7: what the addressee asks for") {
  const auto norms = profiled([](Profile& p) { p.rests_on_norms = true; });
  CHECK(check(finding("Soldiers came"), norms) == "NO-3w ");
  CHECK(check(finding("Soldiers came, against article 9 of the UDHR"), norms) == "");
  CHECK(check(finding("Soldiers came", "#f norm=\"UDHR 9\""), norms) == "");
  const auto wants = profiled([](Profile& p) { p.wants = {"keywords"}; });
  CHECK(check(says("It rained."), wants) == "FM-7w ");
  CHECK(check(with_head("keywords: schools\n"), wants) == "");
}

TEST_CASE("ME: who may submit, where else, which fields, when") {
  const auto status = profiled([](Profile& p) {
    p.status = {"general", "special"};
    p.words_by_status = {{"general", 100}, {"special", 1}};
  });
  CHECK(check(says("It rained."), status) == "ME-1 ");
  CHECK(check(with_head("status: roster\n"), status) == "ME-1 ");
  CHECK(check(with_head("status: general\n"), status) == "");
  CHECK(check(with_head("status: special\n"), status) == "FM-1 ");

  auto procedure = profiled([](Profile& p) { p.procedure = "ICCPR-OP1"; });
  CHECK(check(says("It rained."), procedure) == "ME-2w ");  // nobody looked it up
  procedure.profiles["mission-report"].procedure = "CEDAW";
  CHECK(check(says("It rained."), procedure) == "");
  CHECK(check(with_head("period: 1990\n"), procedure) == "ME-2 ");
  CHECK(check(with_head("period: 1990\ncontinuing: yes\n"), procedure) == "");
  procedure.profiles["mission-report"].procedure = "ICCPR";
  CHECK(check(says("It rained."), procedure) == "ME-2 ");

  const auto one_body = profiled([](Profile& p) { p.one_body = true; });
  CHECK(check(says("It rained."), one_body) == "ME-3 ");
  CHECK(check(with_head("pending-elsewhere: CAT\n"), one_body) == "ME-3 ");
  CHECK(check(with_head("pending-elsewhere: no\n"), one_body) == "");

  const auto needs = profiled([](Profile& p) { p.needs = {"victim", "remedies"}; });
  CHECK(check(says("It rained."), needs) == "ME-4 ME-5w ");
  const std::string remedies = "::: context {field=remedies}\nNone was open.\n:::\n";
  CHECK(check(with_head("victim: a teacher\n") + remedies, needs) == "");
  CHECK(check(with_head("victim: a teacher\n") + "::: context {field=remedies}\n:::\n", needs) ==
        "ME-5w ");

  auto late = profiled([](Profile& p) {
    p.within_months = 60;
    p.checked_on = "2026-01-01";
  });
  late.day = 20454 + 30;  // 2026-01-31
  CHECK(check(with_head("exhausted: 2024-01-01\n"), late) == "");
  CHECK(check(with_head("exhausted: 2019-01-01\n"), late) == "ME-6w ");
  CHECK(check(says("The so-called government lies.")) == "ME-7w ");
  CHECK(check(says("The government denies it.")) == "");
}

TEST_CASE("FM: one State, submitters in order, words, symbols, oral statements") {
  const auto one_state = profiled([](Profile& p) { p.one_state = true; });
  CHECK(check(says("It rained."), one_state) == "FM-5 ");
  CHECK(check(with_head("state: JP\n"), one_state) == "");
  CHECK(check(with_head("state: Japan and Myanmar\n"), one_state) == "FM-5 ");

  auto joint = profiled([](Profile& p) { p.joint = true; });
  CHECK(check(says("It rained."), joint) == "FM-6 ");
  CHECK(check(with_head("submitters: \"A (general); B (special); C\"\n"), joint) == "");
  CHECK(check(with_head("submitters: \"B (special); A (general)\"\n"), joint) == "FM-6 ");
  joint.profiles["mission-report"].status = {"general", "special"};
  CHECK(check(with_head("status: general\nsubmitters: \"A (general); C\"\n"), joint) == "FM-6 ");

  const auto words = profiled([](Profile& p) { p.forbidden = {"shadow report"}; });
  CHECK(check(says("This shadow report is about schools."), words) == "FM-8w ");
  CHECK(check(says("This report is about schools."), words) == "");

  CHECK(check(says("See CCPR/C/JPN/CO/7 and A/HRC/56/22 and A/HRC/WG.6/42/JPN/3.")) == "");
  CHECK(check(says("See CCPR/C/JP/CO/7.")) == "FM-10w ");
  CHECK(check(says("See A/HRC/JPN/3.")) == "FM-10w ");
  CHECK(check(says("He and/or she came.")) == "");

  const auto oral = profiled([](Profile& p) {
    p.word_limit = 2;
    p.limit_warns = true;
  });
  CHECK(check(says("It rained all day."), oral) == "FM-11w ");
  CHECK(check(says("It rained."), oral) == "");
  CHECK(check(with_head("colour: blue\n")) == "SY-1w ");
}

TEST_CASE("SY-1: the form and the audience ask for the same consent") {
  const auto un = profiled([](Profile& p) { p.purpose = "P8"; });
  CHECK(check(says("It rained."), un) == "SY-1 ");
  CHECK(check(says("It rained."), profiled([](Profile& p) { p.purpose = "P3"; })) == "");
}

TEST_CASE("TI: deadlines and rules looked up long ago") {
  auto material = profiled([](Profile& p) { p.checked_on = "2026-01-01"; });
  material.day = 20454 + 30;  // 2026-01-31
  CHECK(check(with_head("deadline: 2026-03-01\n"), material) == "");
  CHECK(check(with_head("deadline: 2026-02-03\n"), material) == "TI-1w ");
  CHECK(check(with_head("deadline: 2026-01-30\n"), material) == "TI-1 ");
  CHECK(check(with_head("deadline: soon\n"), material) == "TI-1 ");
  material.day += 200;
  CHECK(check(says("It rained."), material) == "TI-2w ");
  material.profiles["mission-report"].checked_on = "never";
  CHECK(check(says("It rained."), material) == "TI-2w ");
}

TEST_CASE("GR: medical findings, totals, estimates") {
  CHECK(check(says("The scars prove torture.")) == "GR-3 ");
  CHECK(check(says("The scars are consistent with torture.")) == "");
  CHECK(check(says("The documents prove the order.")) == "");
  const std::string table = "| place | dead |\n|---|---|\n| a | 6 |\n| b | 8 |\n| Total | ";
  CHECK(check(says(table + "14 |")) == "");
  CHECK(check(says(table + "15 |")) == "GR-4 ");
  CHECK(check(says("An estimated 300 houses burned.")) == "GR-4w ");
  CHECK(check(says("An estimated 300 houses burned, between 250 and 360.")) == "");
}

TEST_CASE("EV and EX: what is cited, looked at") {
  const auto cited = finding("Soldiers used the school");
  CHECK(check(cited) == "");
  FakeMaterial material;
  material.exhibits["MS-0004"].custody_gap = "it went to A, and then came from B";
  CHECK(check(cited, material) == "EV-2 ");
  material = FakeMaterial();
  material.exhibits["MS-0004"].verification_failed = true;
  CHECK(check(cited, material) == "EV-6 ");
  material = FakeMaterial();
  material.contrary["MS-0004"] = {{"MS-0014", "dead"}};
  CHECK(check(cited, material) == "EV-5w ");
  material.contrary["MS-0004"] = {{"MS-0009", "dead"}};  // cited as well
  CHECK(check(cited, material) == "");
  material = FakeMaterial();
  material.sources["W-01"].relations = {"W-02"};
  CHECK(check(cited, material) == "EV-4w ");
  auto court = profiled([](Profile& p) { p.translations_certified = true; });
  CHECK(check(cited, court) == "");
  court.exhibits["MS-0004"].language = "my";
  CHECK(check(cited, court) == "EX-1 ");
  court.exhibits["MS-0004"].translation_certified = true;
  CHECK(check(cited, court) == "");
}

TEST_CASE("PR-4: places are told as finely as they may be") {
  FakeMaterial material;
  material.limits = {{"Hill village", "district", "Tarn"}};
  CHECK(check(says("Hill village burned."), material) == "PR-4w ");
  CHECK(advice(says("Hill village burned."), material).find("Tarn") != std::string::npos);
  CHECK(check(says("Tarn burned."), material) == "");
}

TEST_CASE("RE-1: an ask has an addressee, a day and one act") {
  const auto ask = [](const char* attributes, const char* text) {
    return with_head("") + "::: ask {" + attributes + "}\n" + text + "\n:::\n";
  };
  CHECK(check(ask("#a to=ministry by=2027-03", "Publish the order.")) == "");
  CHECK(check(ask("#a by=2027-03", "Publish the order.")) == "RE-1w ");
  CHECK(check(ask("#a to=ministry", "Publish the order.")) == "RE-1w ");
  CHECK(check(ask("#a to=ministry by=2027-03", "Consider publishing the order.")) == "RE-1w ");
}

TEST_CASE("small cells of tables of people are hidden from outsiders") {
  Evaluated table;
  table.unit = "victims";
  table.rows = {{"a", "12"}, {"b", "3"}, {"c", "40"}};
  CHECK(suppress_small_cells(table));
  // One hidden cell could be had from a total: the next smallest is hidden too.
  CHECK(table.rows[0].back() == "under 15");
  CHECK(table.rows[1].back() == "1-4");
  CHECK(table.rows[2].back() == "40");
  table.rows = {{"a", "1"}, {"b", "3"}, {"c", "40"}};
  CHECK(suppress_small_cells(table));
  CHECK(table.rows[2].back() == "40");
  table.rows = {{"a", "5"}, {"b", "0"}};
  CHECK_FALSE(suppress_small_cells(table));
  CHECK(counts_people("act.victims"));
  CHECK_FALSE(counts_people("acts"));
}

TEST_CASE("a computed number says what it cannot know") {
  FakeMaterial material;
  Evaluated value;
  value.number = 12;
  value.at_most = 14;
  value.unit = "acts";
  value.uncertain = 2;
  material.answers["count acts"] = value;
  CHECK(check(says("In all {{count acts}} acts."), material) == "GR-4w ");
  value.policy_stated = true;
  material.answers["count acts policy range"] = value;
  CHECK(check(says("In all {{count acts policy range}} acts."), material) == "");
  value.left_out = 1;
  material.answers["count acts policy range"] = value;
  CHECK(check(says("In all {{count acts policy range}} acts."), material) == "CO-2w ");
}

}  // namespace kotobune::report
