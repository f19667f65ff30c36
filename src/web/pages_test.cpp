// Every page is rendered with a day of the (fictional) practice mission, and once more with hostile
// text in every string. With KOTOBUNE_PAGES_DIR set, the pages are written there to be looked at.
#include <doctest/doctest.h>

#include <cstdlib>

#include "base/text.h"
#include "base/world.h"
#include "web/assets.h"
#include "web/pages.h"

namespace kotobune::web {
namespace {

// Gives the sample text, or the hostile one in its place.
struct Sample {
  Language language = Language::en;
  std::string hostile;

  std::string operator()(const char* value) const { return hostile.empty() ? value : hostile; }

  Frame frame(Frame::Tab tab) const {
    Frame frame;
    frame.language = language;
    frame.form_token = (*this)("k3v7q2");
    frame.here = (*this)("/case");
    frame.case_open = tab != Frame::Tab::none;
    frame.case_name = (*this)("Tarn Valley");
    frame.fictional = frame.case_open;
    frame.tab = tab;
    return frame;
  }
  std::vector<ConsentChip> consent() const {
    return {{(*this)("UN procedures"), ConsentState::yes, (*this)("pseudonym")},
            {(*this)("public report"), ConsentState::ask_first, ""},
            {(*this)("press"), ConsentState::no, ""},
            {(*this)("court"), ConsentState::unknown, ""},
            {(*this)("training"), ConsentState::withdrawn, ""}};
  }
  std::vector<Choice> choices() const {
    return {{(*this)("W-01"), (*this)("W-01, a teacher"), true},
            {(*this)(""), (*this)("Not known yet"), false}};
  }
};

using Pages = std::vector<std::pair<std::string, std::string>>;

void add_entry_pages(const Sample& s, Pages& out) {
  const Frame frame = s.frame(Frame::Tab::none);
  const std::vector<CaseLink> cases = {
      {s("Tarn Valley (fictional)"), s("/srv/nadi/cases/tarn"), s("yesterday")},
      {s("River 2026"), s("/media/stick/river"), s("12 November")}};
  out.emplace_back("first", render(frame, first_page(frame, {cases, true})));
  OpenView open{s("/srv/nadi/cases"), cases, s("There is no case in this folder."),
                s("/media/stick/river"), s("B. Sato"), s("The code does not fit.")};
  out.emplace_back("open", render(frame, open_page(frame, open)));
  out.emplace_back("unlock", render(frame, unlock_page(frame, {s("/srv/nadi/cases/tarn"),
                                                               s("Tarn Valley"), true,
                                                               s("This passphrase does not open "
                                                                 "it.")})));
  NewCaseView fresh{s("River 2026"), s("/srv/nadi/cases/river"), s("RV"), s("N. Arai"), "", "",
                    s("Use two to four capital letters."), ""};
  out.emplace_back("new", render(frame, new_case_page(frame, fresh)));
  RecoveryView sheet;
  for (const char* group : {"QQPZRY", "9X8GF2", "TVDW0S", "3JN54K", "HCE6MU", "A7LQPZ", "RY9X8G",
                            "F2TVDW", "0S3JN5", "4KHC"}) {
    sheet.groups.push_back(s(group));
  }
  sheet.title = s("River 2026");
  sheet.case_id = s("9f2c41d07aee41b2b7c5c11d0a4e8f10");
  sheet.made_on = s("2026-11-25");
  sheet.asked_group = 7;
  sheet.error = s("Part 7 reads otherwise on the sheet.");
  out.emplace_back("recovery", render(frame, recovery_page(frame, sheet)));
  out.emplace_back("refusal", render(frame, refusal_page(frame, {Message::Tone::bad,
                                                                 s("There is no page here."),
                                                                 s("Go back."), s("E1407")})));
  VerifyView verify;
  verify.asked = verify.case_open = true;
  verify.verdict = VerifyView::Verdict::genuine;
  verify.file_name = s("MS-0009.wav");
  verify.size = s("2.1 MB");
  verify.sha256 = s("b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9");
  verify.expected = s("b94d27b9");
  verify.number = s("MS-0009");
  verify.sealed_at = s("2025-06-21 14:02 UTC");
  verify.log_index = s("57");
  verify.checkpoint = s("sealed-case.invalid/1f, 214 entries, root 9a");
  verify.proof = s("c2sp.org/tlog-proof@v1");
  out.emplace_back("verify", render(frame, verify_page(frame, verify)));
  verify = {};
  verify.bag = VerifyView::Bag{s("/media/stick/bag"), s("2026-01-02"), 12, 3, 1, {s("9f2c")},
                               {{s("data/MS-0004.pdf"), s("It is missing."), ""}}};
  out.emplace_back("verify-bag", render(frame, verify_page(frame, verify)));
}

WorkView working(const Sample& s, bool running) {
  WorkView work;
  work.kind = WorkKind::folder;
  work.running = running;
  work.progress = {12, 90, 1'200'000, 8'000'000, s("photos/IMG_2041.jpg")};
  work.files = s("12 / 90");
  work.bytes = s("1.2 MB / 8.0 MB");
  return work;
}

void add_home(const Sample& s, Pages& out) {
  Frame frame = s.frame(Frame::Tab::home);
  frame.messages.push_back({Message::Tone::good, s("31 originals sealed."),
                            s("Each was copied byte for byte and read back."), ""});
  HomeView home;
  home.waiting = {{s("Say who gave MS-0028"), s("sealed yesterday, no "
                                                "source"), s("/exhibits/MS-0028")},
                  {s("Two accounts of the number of dead disagree"), s("11 and 14"), s("/search")}};
  home.at_risk = {{s("W-05 is 15: his own agreement is missing"), s("his guardian agreed"),
                   s("/sources/W-05")}};
  home.next_dates = {{s("Reply of the Ministry of Defence"), s("due 1 March 2027"), ""}};
  home.originals = 31;
  home.integrity = s("all re-read 2 minutes ago");
  out.emplace_back("home", render(frame, home_page(frame, home)));
  home.damaged = {{s("MS-0009"), s("Its bytes were changed."), s("objects/4f/4fe1c0")}};
  home.integrity = s("30 of 31 re-read well, 1 differs");
  home.integrity_good = false;
  home.last_copy = s("3 days ago");
  home.work = working(s, true);
  out.emplace_back("home-damaged", render(frame, home_page(frame, home)));
}

void add_exhibits(const Sample& s, Pages& out) {
  const Frame frame = s.frame(Frame::Tab::exhibits);
  ExhibitsView list;
  list.rows = {{s("MS-0004"), s("interview W-03, second talk.pdf"), s("PDF"), s("212 kB"),
                s("2025-06-09"), s("W-03"), ""},
               {s("MS-0010"), s("ကျေးရွာအုပ်ချုပ်ရေးမှူးစာ.pdf"), s("PDF"), s("1.1 MB"),
                s("2025-06-11"), s("W-02"), ""},
               {s("MS-0013"), s("聞き取りメモ.txt"), s("text"), s("3 kB"), s("2025-06-12"),
                s("W-01"), ""},
               {s("MS-0027"), s("จดหมายคลินิก.pdf"), s("PDF"), s("88 kB"), s("2025-06-19"),
                s("W-06"),
                s("no text could be read")}};
  list.total = 31;
  list.pages = 2;
  out.emplace_back("exhibits", render(frame, exhibits_page(frame, list)));
  out.emplace_back("exhibits-empty", render(frame, exhibits_page(frame, {})));
  out.emplace_back("upload", render(frame, upload_page(frame, {s.choices(), working(s, true)})));
  out.emplace_back("work", render(frame, work_page(frame, working(s, true))));
  using Kind = SealedView::Kind;
  WorkView done = working(s, false);
  done.outcome = Message{Message::Tone::warn, s("Stopped."), s("Seal it again."), s("E1417")};
  done.sealed = SealedView{
      {{s("MS-0032"), s("photos/IMG_2041.jpg"), Kind::sealed, "", s("a picture")},
       {s("MS-0004"), s("copy of interview.pdf"), Kind::received_again, "", ""},
       {s("MS-0005"), s("interview.pdf"), Kind::sealed_before, "", ""},
       {"", s("notes/empty.txt"), Kind::refused, s("The file is empty. Copy it again."), ""}},
      true, 1};
  out.emplace_back("sealed", render(frame, work_page(frame, done)));

  ExhibitView one;
  one.number = s("MS-0010");
  one.name = s("ကျေးရွာအုပ်ချုပ်ရေးမှူးစာ.pdf");
  one.type = s("PDF, 2 pages");
  one.size = s("1.1 MB");
  one.sha256 = s("b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9");
  one.sealed_at = s("11 June 2025, 09:41");
  one.source = s("W-02");
  one.text_tool = s("pdftotext 22.12");
  one.pages = {{1, s("ကျေးရွာအုပ်ချုပ်ရေးမှူးရုံး\nစုစုပေါင်း သေဆုံးသူ ၁၁ ဦး၊ အိမ်ခြေ ၁၀ လုံး "
                     "မီးလောင်ပျက်စီးပါသည်။"),
                s("my")},
               {2, s("Received at the monastery on 28 March. The letter was dictated; it was "
                     "written down before anyone knew about the third village."), s("en")}};
  one.custody = {{s("28 March 2025"), s("W-02"), s("Received at the monastery")},
                 {s("11 June 2025, 09:30"), s("T. Lwin"), s("Handed to the mission")},
                 {s("11 June 2025, 09:41"), s("N. Arai"), s("Sealed")}};
  one.log_index = s("57 of 214");
  one.checkpoint = s("CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=");
  one.consent = s.consent();
  one.quote = s("သေဆုံးသူ ၁၂ ဦး");
  one.quote_error = s("This passage does not stand on page 1. The nearest is “သေဆုံးသူ ၁၁ ဦး”.");
  one.quote_page = 1;
  one.cited = s("[@MS-0010 p1 \"သေဆုံးသူ ၁၁ ဦး\"]");
  one.cited_in = "/reports/eleven-nights";
  one.cited_title = s("Eleven nights");
  one.proof = s("c2sp.org/tlog-proof@v1");
  one.reports = s.choices();
  one.picture = s.hostile;  // an address that must not become one
  out.emplace_back("exhibit", render(frame, exhibit_page(frame, one)));
}

void add_sources(const Sample& s, Pages& out) {
  const Frame frame = s.frame(Frame::Tab::sources);
  SourcesView list{{{s("W-01"), s("a teacher"), s("S3"), 6, s.consent()},
                    {s("W-05"), s("a boy of 15"), s("S3"), 2,
                     {{s("public report"), ConsentState::unknown, ""}}}},
                   s("W-08")};
  out.emplace_back("sources", render(frame, sources_page(frame, list)));
  out.emplace_back("sources-empty", render(frame, sources_page(frame, {})));
  SourceView one;
  one.code = s("W-03");
  one.role = s("a mother of three");
  one.protection = s("S3 - naming endangers");
  one.minor = one.guardian = true;
  one.relations = {{s("mother-of"), s("W-05")}};
  one.identity_known = true;
  one.given_at = s("9 June 2025");
  one.given_how = s("spoken, in Burmese, recorded");
  one.lines = {{s("P1"), s("keep in our archive"), s("yes"), s("named")},
               {s("P3"), s("our public report"), s("yes"), s("pseudonym")},
               {s("P4"), s("press, social media, film"), s("no"), s("none")},
               {s("P5"), s("UN special procedures"), s("ask"), s("pseudonym")},
               {s("P11"), s("national or international court"), s("unknown"), s("none")}};
  one.exhibits = {s("MS-0004"), s("MS-0021")};
  one.must_be_told = {s("Special Rapporteur on education, letter of 3 August 2025")};
  out.emplace_back("source", render(frame, source_page(frame, one)));
}

void add_search(const Sample& s, Pages& out) {
  const Frame frame = s.frame(Frame::Tab::search);
  SearchView view{s("သေဆုံးသူ"), true, 3,
                  {{s("MS-0010"), s("letter.pdf"), s("page 1"), s("my"), 1,
                    {{s("စုစုပေါင်း "
                        ""), false}, {s("သေဆုံးသူ"), true}, {s(" ၁၁ ဦး၊ အိမ်ခြေ"), false}}},
                   {s("MS-0015"), s("partner note.txt"), s("page 1"), s("en"), 1,
                    {{s("We count fourteen "), false}, {s("dead"), true}, {s(" in "
                        "three."), false}}}}};
  out.emplace_back("search", render(frame, search_page(frame, view)));
  out.emplace_back("search-none",
                   render(frame, search_page(frame, {s("nothing"), true, 0, {}})));
}

void add_report(const Sample& s, Pages& out) {
  const Frame frame = s.frame(Frame::Tab::report);
  out.emplace_back("reports", render(frame, reports_page(frame, {{
      {s("eleven-nights"), s("Eleven nights"), s("public"), s("changed an hour ago"), 6},
      {s("letter"), s("Letter to the Special Rapporteur"), s("UN"), s("yesterday"), 0},
      {s("new"), s("ဆယ့်တစ်ည"), s("public"), s("today"), -1}}})));
  ReportView view;
  view.id = s("eleven-nights");
  view.title = s("Eleven nights");
  view.profile = s("mission-report");
  view.audience = s("public");
  view.source = s("---\ntitle: \"Eleven nights\"\nprofile: mission-report\naudience: "
                  "public\n---\n\n# Findings\n\n::: finding {#school "
                  "grade=reasonable-grounds}\nIn March 2025 soldiers used the school of a village "
                  "in the district\nas a barracks for eleven nights [@MS-0004 p2 \"slept in the "
                  "classrooms\"].\n:::\n\n::: finding {#lane grade=alleged}\nOn 20 March soldiers "
                  "shot @W-03's brother in Tarn\n[@MS-0004 p2 \"shot my brother\"].\n:::\n");
  view.language = s("en");
  view.banner = s("Draft - not releasable - 6 open points");
  using Kind = ProseBlock::Kind;
  const auto run = [](std::string words, std::string exhibit, bool open_point) {
    ProseRun one;
    one.text = std::move(words);
    one.exhibit = std::move(exhibit);
    one.open_point = open_point;
    return one;
  };
  view.prose = {
      {Kind::heading, 0, {run(s("Findings"), "", false)}, false, {}},
      {Kind::paragraph, 3,
       {run(s("In March 2025 soldiers used the school as a barracks"), "", false),
        run(s("MS-0004"), s("MS-0004"), false), run(s("[open point 1: PR-2]"), "", true)},
       false, {}},
      {Kind::quotation, 0, {run(s("slept in the classrooms"), "", false)}, false, {}},
      {Kind::item, 0, {run(s("Order all units out."), "", false)}, false, {}},
      {Kind::table, 0, {}, true,
       {{{run(s("Exhibit"), "", false)}}, {{run(s("MS-1"), "", false)}}}}};
  view.diagnostics = {
      {true, s("PR-4"), s("“W-03's brother”, the day and the place together tell every neighbour "
                          "who W-03 is."),
       s("Leave out one of the three, or write “a relative of a witness”."),
       s("On 20 March soldiers shot @W-03's brother in Tarn"), 52, 1, s("kin-52"), s("Write “a "
                                                                                     "man”"),
       "", ""},
      {true, s("CO-1"), s("W-01 agreed to use by the UN, not by the press or in a public report."),
       s("Ask W-01 again, cite another source, or change the audience."), "", 40, 12, "", "",
       "/sources/W-01", s("W-01")},
      {false, s("LX-2"), s("“systematic” rests on one source."), s("Name a second, independent "
                                                                   "one."), "",
       61, 34, "", "", "", ""}};
  view.built = {{s("docx"), s("/reports/eleven-nights/built/7.docx"), s("just now"), s("48 kB")}};
  out.emplace_back("report", render(frame, report_page(frame, view)));
  view.diagnostics.clear();
  out.emplace_back("report-clean", render(frame, report_page(frame, view)));
}

Pages render_all(const Sample& sample) {
  Pages pages;
  add_entry_pages(sample, pages);
  add_home(sample, pages);
  add_exhibits(sample, pages);
  add_sources(sample, pages);
  add_search(sample, pages);
  add_report(sample, pages);
  return pages;
}

std::size_t count(const std::string& text, std::string_view piece) {
  std::size_t found = 0;
  for (std::size_t at = text.find(piece); at != std::string::npos; at = text.find(piece, at + 1)) {
    ++found;
  }
  return found;
}

TEST_CASE("no page lets markup through that a person typed, in any language") {
  for (const char* attack :
       {"<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onfocus='alert(1)",
        "</textarea><script>alert(1)</script>", "</title><svg onload=alert(1)>",
        "javascript:alert(1)", "//evil.example/x", "\"><base href=//evil.example>"}) {
    for (const Language language : all_languages) {
      const Sample plain{language, "harmless"};
      const Sample hostile{language, attack};
      const Pages calm = render_all(plain);
      const Pages attacked = render_all(hostile);
      REQUIRE(calm.size() == attacked.size());
      for (std::size_t i = 0; i < attacked.size(); ++i) {
        CAPTURE(attacked[i].first);
        CAPTURE(attack);
        const std::string& page = attacked[i].second;
        CHECK(page.find("<script>") == std::string::npos);
        CHECK(page.find("<svg") == std::string::npos);
        CHECK(page.find("<base") == std::string::npos);
        CHECK(page.find("<img src=x") == std::string::npos);
        CHECK(page.find("onfocus='") == std::string::npos);
        CHECK(page.find("href=\"javascript:") == std::string::npos);
        CHECK(page.find("src=\"javascript:") == std::string::npos);
        CHECK(page.find("href=\"//") == std::string::npos);
        // Same tags as with a harmless word, but for links whose address was refused.
        CHECK(count(page, "<script") == 1);
        CHECK(count(page, "<form") == count(calm[i].second, "<form"));
        CHECK(count(page, "<li") == count(calm[i].second, "<li"));
      }
    }
  }
}

TEST_CASE("every form that changes something carries the token of its session") {
  for (const auto& [name, page] : render_all(Sample{})) {
    CAPTURE(name);
    const std::size_t posts = count(page, "method=\"post\"");
    CHECK(posts > 0);  // the language form stands on every page
    CHECK(count(page, "name=\"csrf\" value=\"k3v7q2\"") == posts);
  }
}

TEST_CASE("pages keep to the strict content policy and say where they lie") {
  for (const auto& [name, page] : render_all(Sample{})) {
    CAPTURE(name);
    CHECK(count(page, " style=\"") == 0);
    CHECK(count(page, "<style") == 0);
    CHECK(count(page, "http://") == 0);
    CHECK(count(page, "https://") == 0);
    CHECK(count(page, "<h1") == 1);
    CHECK(page.size() < 100'000);
    CHECK(page.find("Nothing leaves this computer.") != std::string::npos);
    // Every label names an input that is there.
    for (std::size_t at = page.find("<label for=\""); at != std::string::npos;
         at = page.find("<label for=\"", at + 1)) {
      const std::size_t begin = at + 12;
      const std::string id = page.substr(begin, page.find('"', begin) - begin);
      CHECK_MESSAGE(count(page, " id=\"" + id + "\"") == 1, id);
    }
  }
}

TEST_CASE("the first screen speaks four languages") {
  for (const Language language : all_languages) {
    const Sample sample{language, ""};
    const std::string page = render_all(sample).front().second;
    CHECK(page.find("<html lang=\"" + std::string(code_of(language))) != std::string::npos);
    for (const Word word : {Word::first_practice, Word::first_new, Word::first_open,
                            Word::first_verify, Word::nothing_leaves, Word::nav_exhibits,
                            Word::seal_button, Word::check_button, Word::release_button}) {
      if (language != Language::en) CHECK(say(language, word) != say(Language::en, word));
    }
    CHECK((page.find(std::string(say(language, Word::machine_translated))) != std::string::npos) ==
          (language != Language::en));
  }
  CHECK(parse_language("my") == Language::my);
  CHECK_FALSE(parse_language("xx").has_value());
  CHECK(fill("{n} of {m}", {{"n", "1"}, {"m", "{n}"}}) == "1 of {n}");
}

TEST_CASE("pages are written to be looked at, when asked") {
  const char* folder = std::getenv("KOTOBUNE_PAGES_DIR");
  if (folder == nullptr) {
    MESSAGE("KOTOBUNE_PAGES_DIR is not set: pages are not written");
    return;
  }
  Disk& disk = real_world().disk;
  const auto write = [&](const std::string& path, std::string_view content) {
    REQUIRE(disk.make_directory(parent_path(path)).ok());
    REQUIRE(disk.write_replacing(path, as_bytes(content)).ok());
  };
  const std::string root = folder;
  for (const EmbeddedFile& file : embedded_files()) {
    write(root + asset_url(file.name).str(), as_chars(ByteView(file.data, file.size_bytes)));
  }
  for (const Language language : all_languages) {
    for (const auto& [name, page] : render_all(Sample{language, ""})) {
      write(root + "/" + std::string(code_of(language)) + "-" + name + ".html", page);
    }
  }
}

}  // namespace
}  // namespace kotobune::web
