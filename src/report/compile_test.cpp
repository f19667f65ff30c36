// Every check, met and broken; both kinds of build; the written files read back.
#include "report/compile.h"

#include <doctest/doctest.h>

#include "report/docx_parts.h"
#include "report/docx_writer.h"
#include "report/explain.h"
#include "report/fake_material.h"
#include "report/html_writer.h"

namespace kotobune::report {
namespace {

const std::string head =
    "---\ntitle: \"Nobody came\"\nprofile: mission-report\naudience: public\n"
    "standard: reasonable-grounds\nlanguage: en\n---\n";
const std::string both = "[@MS-0004 p2 \"slept in the classrooms\"; @MS-0009 t=12:30]";

std::string finding(const std::string& text) {
  return head + "::: finding {#f}\n" + text + "\n:::\n";
}

Compiled build(const std::string& text, const FakeMaterial& material = {},
               BuildKind kind = BuildKind::release) {
  auto result = compile(SourceText("draft.md", text), material, kind);
  REQUIRE(result.ok());
  return std::move(result).value();
}

std::string codes(const Compiled& compiled) {
  std::string out;
  for (const Diagnostic& one : compiled.diagnostics) out += one.code + " ";
  return out;
}

std::string check(const std::string& text, const FakeMaterial& material = {}) {
  const Compiled compiled = build(text, material);
  CHECK((count_errors(compiled.diagnostics) == 0) == compiled.document.has_value());
  return codes(compiled);
}

std::string html_of(const Compiled& compiled) {
  REQUIRE(compiled.document);
  return write_html(*compiled.document, compiled.scope);
}
Bytes docx_of(const Compiled& compiled) {
  REQUIRE(compiled.document);
  auto bytes = write_docx(*compiled.document, compiled.scope);
  REQUIRE(bytes.ok());
  return std::move(bytes).value();
}

}  // namespace

TEST_CASE("a finding that is cited, agreed to and safe is released") {
  const Compiled compiled = build(finding("Soldiers used the school as a barracks " + both + "."));
  CHECK(codes(compiled) == "");
  CHECK(compiled.releasable());
  CHECK(compiled.depends_on.exhibits == std::set<std::string>{"MS-0004", "MS-0009"});
  CHECK(compiled.depends_on.sources == std::set<std::string>{"W-01", "W-02"});
  CHECK(compiled.depends_on.locks == std::set<std::string>{"consent-W-01", "consent-W-02"});
  CHECK(compiled.annexes == std::vector<std::string>{"MS-0004", "MS-0009"});
}

TEST_CASE("EV-1: a sentence of a finding cites or says why not") {
  CHECK(check(finding("One " + both + ". Nobody came.")) == "EV-1 ");
  CHECK(check(finding("One " + both + ". Nobody came {{uncited \"known to all\"}}.")) == "");
  CHECK(check(finding("Nobody came at 3.5 p.m. to No. 7. " + both)) == "");
  CHECK(check(head + "::: context\nNobody came.\n:::\n") == "");
  CHECK(check(finding("\u8ab0\u3082\u6765\u306a\u304b\u3063\u305f\u3002\u5b66\u6821 " + both +
                      "\u3002")) == "EV-1 ");
}

TEST_CASE("EV-2: unknown exhibits get a suggestion, damaged and absent ones are named") {
  const Compiled compiled = build(finding("Seen [@MS-0041]. And " + both + "."));
  REQUIRE(compiled.diagnostics.size() == 1);
  CHECK(compiled.diagnostics[0].code == "EV-2");
  CHECK(compiled.diagnostics[0].advice.find("Did you mean MS-00") == 0);
  REQUIRE(compiled.diagnostics[0].fix);
  FakeMaterial material;
  material.exhibits["MS-0004"].state = ExhibitState::damaged;
  CHECK(check(finding("Seen " + both + "."), material) == "EV-2 ");
  material.exhibits["MS-0004"].state = ExhibitState::unknown;
  CHECK(check(finding("Seen " + both + "."), material) == "EV-2 ");
  CHECK(check(head + "@W-99 spoke.\n") == "EV-2 ");
}

TEST_CASE("EV-7: a quotation stands on the page it is said to stand on") {
  CHECK(check(head + "x [@MS-0004 p1 \"slept in the classrooms\"].\n") == "EV-7 ");
  const Compiled elsewhere = build(head + "x [@MS-0004 p1 \"slept in the classrooms\"].\n");
  CHECK(elsewhere.diagnostics[0].advice == "They stand on page 2.");
  CHECK(check(head + "x [@MS-0004 \"slept in the classrooms\"].\n") == "");
  CHECK(check(head + "x [@MS-0004 \"never said\"].\n") == "EV-7 ");
  CHECK(check(head + "x [@MS-0004 p4].\n") == "EV-7 ");
  CHECK(check(head + "x [@MS-0009 t=1:00:01].\n") == "EV-7 ");
  CHECK(check(head + "x [@MS-0020 \"no text\"].\n") == "EV-7 ");
}

TEST_CASE("CO and UR: the gate's refusal is the diagnostic") {
  using namespace disclosure;
  FakeMaterial material;
  const std::string text = head + "x [@MS-0004].\n";
  material.consent("W-01", Purpose::un_procedures, ConsentState::yes, Identity::pseudonym);
  const Compiled refused = build(text, material);
  REQUIRE(refused.diagnostics.size() == 1);
  CHECK(refused.diagnostics[0].code == "CO-1");
  CHECK(refused.diagnostics[0].sentence == "W-01 agreed to use by the UN, not in a public report.");
  CHECK_FALSE(refused.document);
  for (const auto& [state, code] :
       {std::pair{ConsentState::withdrawn, "CO-2 "}, std::pair{ConsentState::ask, "CO-3 "},
        std::pair{ConsentState::unknown, "CO-5 "}}) {
    material.consent("W-01", Purpose::public_report, state, Identity::pseudonym);
    CHECK(check(text, material) == code);
  }
  material.consents.erase("W-01");
  CHECK(check(text, material) == "CO-1 ");
  FakeMaterial minor;
  minor.consents["W-05"].minor = true;
  minor.consents["W-05"].guardian_agreed = true;
  CHECK(check(head + "x [@MS-0014].\n", minor) == "CO-4 ");
}

TEST_CASE("mentions show what was agreed to, outsiders see aliases") {
  const Compiled compiled = build(head + "@W-01 and @W-02 and @W-03 and @W-01 spoke.\n");
  CHECK(codes(compiled) == "");
  const std::string html = html_of(compiled);
  CHECK(html.find("Witness 1 and U Sanda and a mother and Witness 1 spoke.") != std::string::npos);
  CHECK(html.find("W-01") == std::string::npos);
}

TEST_CASE("PR-1: a protected name in any script stops a release and is never repeated") {
  for (const char* name : {"Daw Khin", "\u1012\u1031\u102b\u103a\u1001\u1004\u103a"}) {
    const SourceText source("draft.md", head + std::string("Then ") + name + " came.\n");
    auto compiled = compile(source, FakeMaterial(), BuildKind::release);
    REQUIRE(compiled.ok());
    CHECK(codes(*compiled) == "PR-1 ");
    CHECK_FALSE(compiled->document);
    CHECK(render(compiled->diagnostics, source).find(name) == std::string::npos);
  }
  FakeMaterial material;
  material.exhibits["MS-0004"].title = "Letter of Daw Khin";  // for the team; not printed
  CHECK(check(head + "x [@MS-0004].\n\n{{exhibits}}\n", material) == "");
  material.exhibits["MS-0004"].described_as = "Letter of Daw Khin";
  CHECK(check(head + "x [@MS-0004].\n\n{{exhibits}}\n", material) == "PR-1 ");
  CHECK(check(head + "x [@MS-0004].\n\n{{exhibits}}\n") == "");
  CHECK(check(head + "Then Daw **Khin** came.\n") == "PR-1 ");
  CHECK(check(head + "[x](https://a.org/Daw%20Khin)\n") == "");
  material.names["daw-khin"] = "W-03";
  CHECK(check(head + "[x](https://a.org/daw-khin)\n", material) == "PR-1 ");
}

TEST_CASE("PR-0: an incomplete scan releases nothing") {
  FakeMaterial material;
  material.complete = false;
  CHECK(check(head + "x\n", material) == "PR-0 ");
}

TEST_CASE("PR-2: the model of a refusal") {
  CHECK(check(head + "On 20 March soldiers shot W-03's brother in Tarn.\n") == "PR-2 ");
  CHECK(check(head + "On 20 March soldiers shot @W-03's brother in Tarn.\n") == "PR-2 ");
  CHECK(check(head + "In March soldiers shot W-03's brother in Tarn.\n") == "");
  CHECK(check(head + "On 20 March soldiers shot W-03's brother in the district.\n") == "");
  CHECK(check(head + "On 20 March soldiers shot a brother in Tarn.\n") == "");
  CHECK(check(head + "On 20 March soldiers shot W-02's brother in Tarn.\n") == "");
  CHECK(check(head + "3\u670820\u65e5\u3001W-"
                     "03\u306e\u5f1f\u304cTarn\u3067\u6483\u305f\u308c\u305f\u3002\n") == "PR-2 ");
}

TEST_CASE("GR-4: acts are not victims") {
  const Compiled typed = build(finding("In all 38 people were killed " + both + "."));
  CHECK(codes(typed) == "GR-4 ");
  REQUIRE(typed.diagnostics[0].fix);
  CHECK(typed.diagnostics[0].fix->replacement == "{{count victims where act.type under killing}}");
  CHECK(check(finding("In all thirty-eight people were killed " + both + ".")) == "GR-4 ");
  CHECK(check(finding("In all 14 people were killed " + both + ".")) == "");
  CHECK(check(finding("In all 38 acts are recorded " + both + ".")) == "");
  FakeMaterial material;
  material.answers["count acts"].number = 38;
  material.answers["count acts"].unit = "acts";
  material.answers["count victims"].number = 14;
  material.answers["count victims"].unit = "victims";
  CHECK(check(head + "In all {{count acts}} people died.\n", material) == "GR-4 ");
  CHECK(check(head + "In all {{count victims}} people died.\n", material) == "");
  CHECK(check(head + "In all {{count houses}} burned.\n", material) == "SY-5 ");
  CHECK(check(head + "In all {{frobnicate}} burned.\n", material) == "SY-5 ");
  material.answers["count victims"].touches_dispute = true;
  CHECK(check(head + "In all {{count victims}} people died.\n", material) == "EV-5 ");
}

TEST_CASE("a number is a use of what each source said that it counts") {
  FakeMaterial material;
  material.answers["count victims"].number = 14;
  material.answers["count victims"].unit = "victims";
  material.answers["count victims"].depends_on.sources = {"W-03"};
  const std::string report = head + "In all {{count victims}} people died.\n";
  CHECK(check(report, material) == "");
  material.consent("W-03", disclosure::Purpose::public_report,
                   disclosure::ConsentState::withdrawn, disclosure::Identity::pseudonym);
  CHECK(check(report, material) == "CO-2 ");
}

TEST_CASE("GR-1 and EV-3: one source carries one case") {
  CHECK(check(finding("The use was systematic [@MS-0004].")) == "EV-3 GR-1 ");
  CHECK(check(finding("The use was systematic " + both + ".")) == "");
  CHECK(check(finding("According to one source it was full [@MS-0004].")) == "");
  CHECK(check(head + "::: finding {grade=reasonable-grounds}\nx " + both + ".\n:::\n") == "");
  CHECK(check(head + "::: finding {grade=overwhelming}\nx " + both + ".\n:::\n") == "GR-1 ");
  CHECK(check(head + "::: finding {grade=sure}\nx " + both + ".\n:::\n") == "GR-1 ");
  FakeMaterial kin;
  kin.sources["W-01"].relations = {"W-02"};
  CHECK(check(finding("The use was systematic " + both + "."), kin) == "EV-4 GR-1 ");
}

TEST_CASE("GR-2, NO-1, FM and RE: the form") {
  const std::string bare =
      "---\ntitle: x\nprofile: mission-report\naudience: public\nlanguage: en\n---\n";
  CHECK(check(bare + "x\n") == "GR-2 ");
  CHECK(check(head + "This breaches article 6 of the ICCPR.\n") == "NO-1 ");
  CHECK(check(head + "The State has not ratified the ICCPR.\n") == "");
  CHECK(check(head + "This breaches CEDAW. The cat slept.\n") == "");
  FakeMaterial material;
  material.profiles["mission-report"].word_limit = 3;
  CHECK(check(head + "one two three four\n", material) == "FM-1 ");
  CHECK(check(head + "one two three [@MS-0004].\n", material) == "");
  material.profiles["mission-report"].footnotes_counted = true;
  CHECK(check(head + "one two three [@MS-0004].\n", material) == "FM-1 ");
  material.profiles["mission-report"] = {
      "mission-report", "", {}, false, {"fr"}, true, true, "", ""};
  CHECK(check(head + "x\n", material) == "FM-4 FM-0 ");
  CHECK(check(head + "::: ask {#a by=2027-03 rests-on=f}\nGo.\n:::\n") == "RE-1 RE-1 ");
  CHECK(check(finding("x " + both + ".") +
              "::: ask {#a to=army by=2027-03 rests-on=f}\nGo.\n:::\n") == "");
}

TEST_CASE("a head without audience or profile is refused, not guessed") {
  CHECK(check("---\ntitle: x\nstandard: y\nlanguage: en\n---\nx\n") == "SY-1 SY-1 ");
  CHECK(check("---\nprofile: mision-report\naudience: all\nstandard: y\nlanguage: en\n---\nx\n") ==
        "SY-1 SY-1 ");
}

TEST_CASE("an internal draft always renders, pseudonymous, with each open point marked") {
  const std::string text =
      finding("In all 38 people were killed [@MS-0041]. Nobody came to @W-03.") +
      "\nThen Daw *Khin* and Daw Khin came.\n";
  const Compiled compiled = build(text, {}, BuildKind::internal_draft);
  REQUIRE(compiled.document);
  CHECK_FALSE(compiled.releasable());
  const std::string html = html_of(compiled);
  const std::string count = std::to_string(compiled.diagnostics.size());
  CHECK(html.find("Draft - not releasable - " + count + " open points") != std::string::npos);
  for (std::size_t i = 1; i <= compiled.diagnostics.size(); ++i) {
    CHECK(html.find("[open point " + std::to_string(i) + ": ") != std::string::npos);
  }
  CHECK(html.find("Khin") == std::string::npos);
  CHECK(html.find("W-03") != std::string::npos);
  const auto docx = text_of_docx(docx_of(compiled));
  REQUIRE(docx.ok());
  CHECK(docx->find("Draft - not releasable - " + count + " open points") != std::string::npos);
  CHECK(docx->find("Khin") == std::string::npos);
}

TEST_CASE("same input, same bytes; nothing in the metadata") {
  const std::string text = head +
                           "# Findings\n\nText \u1019\u103c\u1014\u103a\u1019\u102c "
                           "\u0e44\u0e17\u0e22 \u65e5\u672c\u8a9e " +
                           both +
                           ".\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n1. one\n2. "
                           "two\n\n[UN](https://un.org)\n\n{{exhibits}}\n\n"
                           "{{methodology}}\n";
  const Compiled compiled = build(text);
  CHECK(codes(compiled) == "");
  const Bytes docx = docx_of(compiled);
  CHECK(docx == docx_of(build(text)));
  CHECK(html_of(compiled) == html_of(build(text)));
  const auto entries = read_zip(docx);
  REQUIRE(entries.ok());
  std::map<std::string, std::string> parts(entries->begin(), entries->end());
  const std::string& body = parts["word/document.xml"];
  CHECK(parts.count("docProps/app.xml") == 0);
  CHECK(parts["docProps/core.xml"].find("creator") == std::string::npos);
  CHECK(body.find("<w:pStyle w:val=\"Heading1\"/>") != std::string::npos);
  CHECK(body.find("<w:tblHeader/>") != std::string::npos);
  CHECK(body.find("w:cs=\"Padauk\"") != std::string::npos);
  CHECK(body.find("w:cs=\"Noto Sans Thai\"") != std::string::npos);
  CHECK(body.find("<w:lang w:eastAsia=\"ja-JP\"/>") != std::string::npos);
  CHECK(body.find("<w:footnoteReference w:id=\"1\"/>") != std::string::npos);
  CHECK(parts["word/footnotes.xml"].find("Annex 1, p. 2: \u201cslept in the classrooms\u201d") !=
        std::string::npos);
  CHECK(parts["word/footer1.xml"].find(" PAGE ") != std::string::npos);
  CHECK(parts["word/_rels/document.xml.rels"].find("https://un.org") != std::string::npos);
  REQUIRE(text_of_docx(docx).ok());
  CHECK(text_of_docx(as_bytes("no zip")).error().is(errors::docx_unreadable));
}

TEST_CASE("the HTML is whole and stands alone") {
  const std::string html = html_of(build(finding("Soldiers **slept** there " + both + ".")));
  CHECK(html.find("<script") == std::string::npos);
  CHECK(html.find("<html lang=\"en\" dir=\"ltr\">") != std::string::npos);
  CHECK(
      html.find("<p id=\"f\"><span class=\"number\">1.</span> Soldiers <strong>slept</strong> there"
                "<sup><a href=\"#note-1\" id=\"ref-1\" role=\"doc-noteref\">[1]</a></sup>.</p>") !=
      std::string::npos);
  CHECK(html.find("<li id=\"note-1\">Annex 1, p. 2: \u201cslept in the classrooms\u201d; Annex 2, "
                  "at 12:30.") != std::string::npos);
}

TEST_CASE("diagnostics are shown with line and caret, sorted by place") {
  const SourceText source("draft.md", head + "@W-99 spoke of [@MS-0041].\n");
  auto compiled = compile(source, FakeMaterial(), BuildKind::release);
  REQUIRE(compiled.ok());
  const std::string shown = render(compiled->diagnostics, source);
  CHECK(shown.find("draft.md:8:1: error: There is no source W-99 in this case. [EV-2]\n"
                   "    8 | @W-99 spoke of [@MS-0041].\n"
                   "      | ^~~~~\n") == 0);
  CHECK(shown.find("draft.md:8:18: error:") != std::string::npos);
}

TEST_CASE("every code has an explanation") {
  for (const std::string_view code : explained_codes()) CHECK(explain(code) != nullptr);
  for (const char* code : {"CO-1", "PR-2", "GR-4", "RE-1", "EV-7"}) CHECK(explain(code) != nullptr);
  CHECK(explain("XX-1") == nullptr);
}

}  // namespace kotobune::report
