// Every command with its help. The help is the manual: it says what happens to the evidence.
#include "cli/arguments.h"
#include "cli/commands_import.h"
#include "cli/commands_locks.h"
#include "cli/commands_work.h"

namespace kotobune::cli {

namespace {

std::vector<CommandSpec> case_commands() {
  return {
      {"case",
       "create",
       "FOLDER",
       "found a new case in an empty folder",
       "  Makes the keys and prints the recovery sheet. Nothing can be sealed before a part of the "
       "sheet\n"
       "  was typed back (`case confirm`): a sheet nobody copied is the usual way to lose "
       "everything.",
       {{"title", "TEXT", "what the case is called inside"},
        {"name", "TEXT", "your name, as records will carry it"},
        {"prefix", "LETTERS", "of exhibit numbers, EX by default"},
        {"device", "TEXT", "what this computer is called"},
        {"fictional", "", "a practice case: says so everywhere"},
        {"sheet", "FILE", "write the sheet to this file instead of printing it"}},
       1,
       1},
      {"case",
       "confirm",
       "GROUP",
       "type back the group of the recovery sheet that was asked for",
       "",
       {},
       1,
       1},
      {"case", "show", "", "what is in the case, and how it stands", "", {}, 0, 0},
      {"case",
       "verify",
       "",
       "re-read everything and name what is damaged, missing or altered",
       "  Exit code 4 where anything is found.",
       {},
       0,
       0},
      {"case",
       "export",
       "FOLDER",
       "write exhibits with proofs as a BagIt 1.0 bag",
       "  A bag is a disclosure: only exhibits whose sources agreed to the purpose are in it, as "
       "copies\n"
       "  of the document. What is kept back is listed with its reason. Without --with-records an\n"
       "  expert sees that an entry is in the log and has our word that it is of this file; with "
       "it she\n"
       "  can compute that, and reads the name and path the file was found under.",
       {{"purpose", "CODE", "P11 (court) by default"},
        {"to", "TEXT", "who receives it"},
        {"exhibit", "NUMBER", "only this one; repeat for each", true},
        {"with-records", "", "the records' lines too; they hold original names and paths"}},
       1,
       1},
      {"case", "rebuild", "", "make the index again from the logs", "", {}, 0, 0},
      {"case",
       "recover",
       "",
       "open the case on this computer with the recovery sheet",
       "  Asks for the code, or reads it from the file named by --sheet.",
       {{"sheet", "FILE", "a file with the recovery code"},
        {"name", "TEXT", "your name"},
        {"prefix", "LETTERS", "of the numbers this computer will give"},
        {"device", "TEXT", "this computer"}},
       0,
       0},
  };
}

std::vector<CommandSpec> exhibit_commands() {
  return {
      {"exhibit",
       "seal",
       "PATH",
       "seal a file, or everything in a folder",
       "  The source is only read. What cannot be sealed is named, the rest is sealed. Cut off, it "
       "is\n"
       "  taken up by the same command again.",
       {{"source", "CODE", "who it came from (W-01)"},
        {"from", "TEXT", "who handed it over, in words"},
        {"lang", "CODE", "main language (my, th, ja, en)"}},
       1,
       1},
      {"exhibit", "list", "", "all exhibits", "", {}, 0, 0},
      {"exhibit", "show", "NUMBER", "one exhibit: seal, text, custody, consent", "", {}, 1, 1},
      {"exhibit",
       "open",
       "NUMBER FILE",
       "decrypt an original into a file of your own",
       "  The copy leaves the protection of the case; delete it when you are done.",
       {},
       2,
       2},
  };
}

std::vector<CommandSpec> exhibit_care_commands() {
  return {
      {"exhibit",
       "describe",
       "NUMBER",
       "say what an exhibit is",
       "  A report for outsiders prints the words for readers, never the file name or the title.",
       {{"title", "TEXT", "what the team calls it"},
        {"for-readers", "TEXT", "what a reader outside is told it is; names nobody"},
        {"level", "S0..S4", "how far it is protected"}},
       1,
       1},
      {"exhibit",
       "erase",
       "NUMBER",
       "erase an original and everything drawn from it, for good",
       "  Shows what would go; --yes does it. The log keeps its commitments, so that the case "
       "still\n"
       "  verifies and shows that something was there. What was disclosed already is not recalled "
       "by\n"
       "  this: the recipients are named.",
       {{"why", "TEXT", "the reason, kept in the case; names nobody"}, {"yes", "", "do it"}},
       1,
       1},
      {"exhibit", "source", "NUMBER CODE", "say who an exhibit came from", "", {}, 2, 2},
      {"custody",
       "add",
       "NUMBER",
       "add an entry to the custody of an exhibit",
       "",
       {{"act", "WORD", "received, handed-over, stored, inspected"},
        {"from", "TEXT", ""},
        {"to", "TEXT", ""},
        {"when", "DATE", ""},
        {"why", "TEXT", ""}},
       1,
       1},
      {"custody", "list", "NUMBER", "who held an exhibit, when, why", "", {}, 1, 1},
      {"source",
       "erase",
       "CODE",
       "erase who she is, all she said and what came from her alone",
       "  Her consents stay: they hold codes only, and say that she agreed or took it back.",
       {{"why", "TEXT", "the reason, kept in the case; names nobody"}, {"yes", "", "do it"}},
       1,
       1},
      {"source",
       "add",
       "[CODE]",
       "add a source under a pseudonym",
       "  Names go to the closed circle `identities`; everywhere else the code stands.",
       {{"role", "TEXT", "how she may be described: \"a teacher\""},
        {"level", "S0-S4", "protection, S2 by default"},
        {"name", "LANG:NAME", "her name in a script; repeat for each", true},
        {"kin", "RELATION:CODE", "related to another source (driver:W-03)", true},
        {"minor", "", "under 18"}},
       0,
       1},
      {"source", "list", "", "all sources, by code", "", {}, 0, 0},
  };
}

std::vector<CommandSpec> record_commands() {
  return {
      {"consent", "show", "CODE", "what a source agreed to", "", {}, 1, 1},
      {"assert",
       "",
       "TYPE",
       "add statements to the record",
       "  --set property=value ; a value may be term:VOC/CODE, entity:ID, "
       "date:EDTF or the words it was said in, name:LANG:NAME, num:N, num:N person.",
       {{"entity", "ID", "about this one; a new one without it"},
        {"set", "PROPERTY=VALUE", "", true},
        {"basis", "NUMBER", "exhibit it rests on; repeat", true},
        {"informant", "CODE", ""},
        {"replaces", "ASSERTION", "takes the place of this value (see `entity show`)", true},
        {"grade", "B2", ""}},
       1,
       1},
  };
}

std::vector<CommandSpec> entity_commands() {
  return {
      {"entity",
       "list",
       "[TYPE]",
       "what the record is about",
       "  --where takes the conditions of a question: \"date in 2013-03 and place.name = Tarn\".",
       {{"where", "CONDITIONS", ""},
        {"sort", "PROPERTY", ""},
        {"descending", "", "from last to first"}},
       0,
       1},
      {"entity", "history", "ID", "every value ever recorded of it, and who replaced it", "", {}, 1,
       1},
      {"check", "run", "", "what the practice asks for and the record lacks", "", {}, 0, 0},
      {"check",
       "waive",
       "CHECK ENTITY",
       "silence one finding, with a reason that stays",
       "",
       {{"why", "TEXT", "why it may stay so"}},
       2,
       2},
      {"dispute",
       "reopen",
       "ENTITY PROPERTY",
       "take back what settled a disagreement",
       "",
       {{"why", "TEXT", "your reason"}},
       2,
       2},
      {"entity", "show", "ID", "one, with every current value and who says so", "", {}, 1, 1},
      {"dispute", "list", "", "where sources disagree and nobody has settled it", "", {}, 0, 0},
      {"dispute",
       "settle",
       "ENTITY PROPERTY",
       "say which of several values is followed, and why",
       "  Nothing is deleted: the others stay, marked. A new value opens the question again.",
       {{"prefer", "ASSERTION", "one of the statements that say it (see `entity show`)"},
        {"why", "TEXT", "your reason"}},
       2,
       2},
  };
}

std::vector<CommandSpec> finding_commands() {
  return {
      {"batch",
       "",
       "[FILE]",
       "do many commands with the case opened once",
       "  Each line of FILE, or of standard input, is one command as a JSON array of words:\n"
       "    [\"source\", \"add\", \"W-01\", \"--role\", \"a teacher\"]\n"
       "  and is answered by one line: {\"ok\":true,\"exit\":0,\"answer\":{...}} or\n"
       "  {\"ok\":false,\"exit\":1,\"error\":{...}}. It stops at the first refusal; what was done\n"
       "  before stays done. `case create`, `case recover`, `serve` and `batch` are for alone.",
       {{"keep-going", "", "go on behind a refusal"}},
       0,
       1},
      {"search",
       "",
       "WORDS",
       "find words in the exhibits, in their own script",
       "",
       {{"limit", "N", "20 by default"}},
       1,
       1},
      {"question",
       "",
       "WORDS",
       "count, list or tabulate what is recorded",
       "  One text in the language of reports, for example:\n"
       "    \"count victims where act.type under killing and act.date in 2025-03\"\n"
       "    \"table acts by type, month where place under Tarn policy range\"\n"
       "    \"list persons show age where act/victim.type under torture and not age < 18\"\n"
       "  A number never rests on a guess: what may belong as well, what sources disagree about "
       "and\n"
       "  what is closed stands below it.",
       {},
       1,
       1},
  };
}

std::vector<CommandSpec> report_commands() {
  return {
      {"report",
       "check",
       "FILE",
       "check a report source; exit 1 while a point is open",
       "",
       {{"facts", "FILE", "ratifications of the State (toml)"},
        {"watch", "", "check again whenever the file changes, until it is gone"}},
       1,
       1},
      {"report",
       "language-server",
       "",
       "show the same refusals in an editor that speaks LSP, over standard input and output",
       "  Tell your editor to start `kotobune -C CASE report language-server` for Markdown files.\n"
       "  The passphrase comes from KOTOBUNE_PASSPHRASE_FILE or _FD. What the editor keeps of a "
       "report\n"
       "  lies outside the case.",
       {},
       0,
       0},
      {"report",
       "build",
       "FILE",
       "build an internal draft, or release it",
       "  A release is refused while an error stands. A draft is always possible and stays in the "
       "case;\n"
       "  --draft-to copies it out for your own eyes, with the banner on each page.",
       {{"release", "FOLDER", "release into this new folder"},
        {"pdf", "", "a PDF as well (made with LibreOffice and qpdf)"},
        {"to", "TEXT", "who receives the release"},
        {"draft-to", "FOLDER", "copy the internal draft out"}},
       1,
       1},
      {"report", "explain", "CODE", "what a check means and how to mend it", "", {}, 1, 1},
      {"report",
       "save",
       "FILE",
       "keep a report source in the case",
       "",
       {{"draft", "NAME", "report by default"}},
       1,
       1},
      {"serve",
       "",
       "",
       "open the workbench for the browser, on this computer only",
       "",
       {{"port", "N", "8750 by default"},
        {"sample", "FOLDER", "the practice case"},
        {"sample-passphrase", "FILE", "what opens it"},
        {"home", "FOLDER", "where new cases are made"}},
       0,
       0},
  };
}

std::vector<CommandSpec> pack_commands() {
  return {
      {"pack", "list", "", "the practice packs that came with the program", "", {}, 0, 0},
      {"pack",
       "check",
       "FOLDER",
       "find everything wrong with a pack, with file and line",
       "  Needs no case. Exit code 1 where something has to be mended; notes do not count.",
       {},
       1,
       1},
      {"pack",
       "show",
       "[NAME]",
       "types, properties, words and checks of a pack",
       "",
       {{"type", "ID", "only this type"}, {"lang", "CODE", "en by default"}},
       0,
       1},
      {"pack",
       "upgrade",
       "[NAME]",
       "put a pack, or a newer version of it, in force in the case",
       "  Statements stay as they are. It is refused where a type, property or term that the case "
       "uses\n"
       "  would disappear, and where something would be protected less.",
       {{"dry-run", "", "only say what would change"},
        {"accept-lower", "", "take a pack that protects less; the log keeps it"}},
       0,
       1},
      {"pack",
       "import-thesaurus",
       "DUMP FOLDER",
       "make a pack of the HURIDOCS lists from an OpenEvSys dump",
       "  Reads the SQL as data and runs none of it.",
       {},
       2,
       2},
  };
}

}  // namespace

const std::vector<CommandSpec>& commands() {
  static const std::vector<CommandSpec> all = [] {
    std::vector<CommandSpec> out;
    for (const auto& part :
         {case_commands(), exhibit_commands(), exhibit_care_commands(), record_commands(),
          entity_commands(), finding_commands(), import_commands(), report_commands(),
          pack_commands(), lock_commands(), review_commands(), task_commands(), view_commands()}) {
      out.insert(out.end(), part.begin(), part.end());
    }
    return out;
  }();
  return all;
}

}  // namespace kotobune::cli
