// What a page shows: small structs of strings and numbers that were disclosed for the person at the
// screen before they came here. No record, no key and no protected name has a type that fits in.
// Strings are UTF-8 and not yet escaped (the Html writer escapes). Counts are plain numbers; dates
// and sizes come formatted. `lang` is a BCP 47 code of a text where it is known, else "".
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
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
  enum class Tab { none, home, exhibits, sources, record, search, report, verify };
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
  bool practice = true;  // is there a practice mission on this computer?
};

struct OpenView {
  std::string folder;
  std::vector<CaseLink> cases;
  std::string error;  // sentence beside the field, or ""
  std::string recover_folder, recover_person, recover_error;
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
// A work that takes longer than a page, see work.h.
enum class WorkKind { none, upload, folder, verify, copy };
struct WorkProgress {
  std::uint64_t files_done = 0, files_total = 0;  // files_total 0: not known
  std::uint64_t bytes_done = 0, bytes_total = 0;
  std::string current;  // name of the file at hand, "" where there is none
};

struct SealedView {  // what became of each file of a sealing
  enum class Kind { sealed, received_again, sealed_before, refused };
  struct Row {
    std::string number, name;
    Kind kind = Kind::sealed;
    std::string reason;  // of a refusal, with its way out
    std::string unread;  // sealed, but no text could be drawn out: why
  };
  std::vector<Row> rows;
  bool stopped = false;  // before the last file
  int page = 1;
};

struct WorkView {
  WorkKind kind = WorkKind::none;
  bool running = false, stopping = false;
  WorkProgress progress;
  std::string files, bytes;  // "12 of 90", "1.2 GB of 8.0 GB"
  std::optional<SealedView> sealed;
  std::optional<Message> outcome;
};

struct HomeView {
  std::vector<Item> waiting;
  std::vector<Item> at_risk;
  std::vector<Item> next_dates;
  std::int64_t originals = 0;
  std::string integrity;  // "all re-read 2 minutes ago"
  bool integrity_good = true;
  struct Damaged {
    std::string what, detail, path;  // "MS-0009", sentence, file of the case
  };
  std::vector<Damaged> damaged;
  std::string last_copy;             // "" where none was ever made
  bool copy_old = false;             // long ago, or much was added since
  std::optional<WorkView> work;      // that runs now
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
  std::string only;  // "no-source", "unread", or "" for all
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
  std::optional<WorkView> work;  // that runs now: another sealing has to wait
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
  std::string number, name, type, size, sha256, sealed_at, source;
  std::string text_tool;  // "pdftotext 22.12", "" where there is no text
  std::string no_text_reason;
  std::vector<TextPage> pages;
  std::vector<CustodyRow> custody;
  bool published = true;
  std::string log_index, checkpoint, proof;  // where the proof was asked for
  std::vector<ConsentChip> consent;
  std::vector<Choice> sources;     // to choose from, where none is stated yet
  std::string quote, quote_error;  // the cite form as typed
  int quote_page = 0;
  std::string cited;               // the citation that was just made, "" otherwise
  std::string cited_in, cited_title;  // report it was put into, or ""
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
  std::string code, role, protection;
  bool identity_known = false;  // real name is kept in the closed circle; never shown here
  bool minor = false, guardian = false, assent = false;
  std::vector<std::pair<std::string, std::string>> relations;  // words, code of the other
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
  std::string link, link_label;   // the page where it is mended, or ""
};
// What the report will read like, from the same document the writers print.
struct ProseRun {
  std::string text;
  bool strong = false, emphasis = false, code = false;
  bool open_point = false;  // the mark of an open point, or the words it speaks of
  std::string exhibit;      // a citation: links to this number
};
struct ProseBlock {
  enum class Kind { heading, subheading, paragraph, item, quotation, table };
  Kind kind = Kind::paragraph;
  int number = 0;  // of the paragraph; 0: none
  std::vector<ProseRun> runs;
  bool header = false;  // table: its first row is one
  std::vector<std::vector<std::vector<ProseRun>>> rows;
};
struct ReportView {
  std::string id, title, profile, audience, source;
  std::string base;  // version the text in the form was made from
  std::string language;            // of the text
  std::string banner;              // of a draft: how many points are open
  std::vector<ProseBlock> prose;
  std::vector<ReportDiagnostic> diagnostics;
  struct Built {
    std::string name, link, made, size;
  };
  std::vector<Built> built;
  std::string released;            // how often, and when last; "" where never
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
  bool case_open = false;
  enum class Verdict { genuine, altered, unknown } verdict = Verdict::unknown;
  std::string file_name, size, sha256, expected;
  std::string number, sealed_at, log_index, checkpoint, proof;  // of an exhibit of the open case
  struct Bag {
    std::string folder, bagged_on;
    std::int64_t files = 0, exhibits = 0, with_record = 0;
    std::vector<std::string> logs;
    std::vector<Item> findings;  // empty: everything fits
  };
  std::optional<Bag> bag;
};

}  // namespace kotobune::web
