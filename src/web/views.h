// What a page shows: small structs of strings and numbers that were disclosed for the person at the
// screen before they came here. No record, no key and no protected name has a type that fits in.
// Strings are UTF-8 and not yet escaped (the Html writer escapes). Counts are plain numbers; dates
// and sizes come formatted. `lang` is a BCP 47 code of a text where it is known, else "".
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "web/strings.h"

namespace kotobune::web {

struct Message {
  enum class Tone { info, good, warn, bad };
  Tone tone = Tone::info;
  std::string title;
  std::string text;
  std::string code;  // E...., or ""
};

// What stands round every page.
struct Frame {
  Language language = Language::en;
  std::string form_token;
  std::string here;        // path of this page, to come back to after a change of language
  bool case_open = false;
  std::string case_name;
  bool fictional = false;  // the practice mission says so on every page
  enum class Tab { none, home, exhibits, sources, search, report, verify };
  Tab tab = Tab::none;
  std::vector<Message> messages;
};

struct CaseLink {
  std::string name;
  std::string folder;
  std::string last_opened;
};
struct FirstView {
  std::vector<CaseLink> cases;
};

struct OpenView {
  std::string folder;
  std::vector<CaseLink> cases;
  std::string error;  // sentence beside the field, or ""
};
struct UnlockView {
  std::string folder;
  std::string case_name;
  bool was_idle = false;
  std::string error;
};
struct NewCaseView {
  std::string title, folder, prefix, person;  // as typed
  std::string error_title, error_folder, error_prefix, error_passphrase;
};
struct RecoveryView {
  std::string title, case_id, made_on;
  std::vector<std::string> groups;  // parts of the code, as printed
  int asked_group = 1;              // which part must be typed back, from 1
  std::string error;
};

struct Item {
  std::string text;
  std::string detail;
  std::string link;  // local path, or ""
};
struct HomeView {
  std::vector<Item> waiting;
  std::vector<Item> at_risk;
  std::vector<Item> next_dates;
  std::int64_t originals = 0;
  std::string integrity;  // "all re-read 2 minutes ago"
  bool integrity_good = true;
  std::vector<std::string> damaged;  // files that differ, by name
  std::string last_copy;             // "" where none was ever made
};

enum class ConsentState { yes, no, ask_first, unknown, withdrawn };
struct ConsentChip {
  std::string purpose;  // "public report"
  ConsentState state = ConsentState::unknown;
  std::string identity;  // "pseudonym", "named", "" where it does not matter
};

struct ExhibitRow {
  std::string number, name, type, size, sealed_at, source;
  std::string warning;  // "" or "no text could be read"
};
struct ExhibitsView {
  std::vector<ExhibitRow> rows;
  std::int64_t total = 0;
  int page = 1;
  int pages = 1;
};

struct Choice {
  std::string value;
  std::string label;
  bool selected = false;
};
struct UploadView {
  std::vector<Choice> sources;
};
struct SealedView {  // the answer to an upload
  struct Row {
    std::string number, name, outcome;
    enum class Kind { sealed, duplicate, refused } kind = Kind::sealed;
  };
  std::vector<Row> rows;
};

struct TextPage {
  int number = 1;
  std::string text;
  std::string lang;
};
struct CustodyRow {
  std::string when, who, what;
};
struct ExhibitView {
  std::string number, name, type, size, sha256, sealed_at, sealed_by, source;
  std::string text_tool;  // "pdftotext 22.12", "" where there is no text
  std::string no_text_reason;
  std::vector<TextPage> pages;
  std::vector<CustodyRow> custody;
  std::string log_index, checkpoint;
  std::vector<ConsentChip> consent;
  std::string quote, quote_error;  // the cite form as typed
  int quote_page = 0;
  std::string cited;               // the citation that was just made, "" otherwise
  std::vector<Choice> reports;
  bool graphic = false;            // blurred until asked for
  std::string picture;             // local address of a picture, or ""
};

struct SourceRow {
  std::string code, role, protection;
  std::int64_t exhibits = 0;
  std::vector<ConsentChip> consent;
};
struct SourcesView {
  std::vector<SourceRow> rows;
  std::string next_code;  // the pseudonym offered for a new source: "W-08"
};
struct ConsentLine {
  std::string code;     // "P3"
  std::string purpose;
  std::string state;    // yes no ask unknown withdrawn
  std::string identity; // none pseudonym role named
};
struct SourceView {
  std::string code, role, protection, reliability;
  bool identity_known = false;  // real name is kept in the closed circle; never shown here
  std::string given_at, given_how;
  std::vector<ConsentLine> lines;
  std::vector<std::string> exhibits;
  std::vector<std::string> must_be_told;  // disclosures that a withdrawal reaches
};

struct SnippetPart {
  std::string text;
  bool hit = false;
};
struct SearchHit {
  std::string number, name, place, lang;  // place: "page 3", "12:30"
  int page = 0;
  std::vector<SnippetPart> snippet;
};
struct SearchView {
  std::string query;
  bool asked = false;
  std::int64_t total = 0;
  std::vector<SearchHit> hits;
};

struct ReportDiagnostic {
  bool is_error = true;
  std::string code, sentence, mend, excerpt;
  int line = 0;
  int column = 0;
  std::string fix_id, fix_label;  // a change that one button makes, or ""
};
struct ProseBlock {
  enum class Kind { heading, subheading, paragraph, finding, open_point };
  Kind kind = Kind::paragraph;
  struct Run {
    std::string text;
    std::string exhibit;  // a citation: links to this number
  };
  std::vector<Run> runs;
  std::string lang;
  std::string note;       // grade, or why the point is open
};
struct ReportView {
  std::string id, title, profile, audience, source;
  std::string base;  // version the text in the form was made from
  std::vector<ProseBlock> prose;
  std::vector<ReportDiagnostic> diagnostics;
  bool checked = false;
  std::string words;  // "1 240 of 10 700 words"
  struct Built {
    std::string name, link, size;
  };
  std::vector<Built> built;
};
struct ReportsView {
  struct Row {
    std::string id, title, audience, changed;
    std::int64_t open_points = -1;  // -1: not checked yet
  };
  std::vector<Row> rows;
};

struct VerifyView {
  bool asked = false;
  enum class Verdict { genuine, altered, unknown } verdict = Verdict::unknown;
  std::string file_name, sha256, explanation, sealed_at, number;
};

}  // namespace kotobune::web
