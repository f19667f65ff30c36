#include "cli/commands_locks.h"

namespace kotobune::cli {

namespace {

std::vector<CommandSpec> consent_commands() {
  return {
      {"consent",
       "give",
       "CODE",
       "record what a source agreed to",
       "  --purpose P3=yes:pseudonym:quote+paraphrase ; states: yes, no, ask, unknown.\n"
       "  P1 archive, P2 analysis, P3 public report, P4 press, P5 UN, P6 name to the government,\n"
       "  P7 name published by the UN, P8 treaty bodies and UPR, P9 complaint in her name, P10\n"
       "  disappearances, P11 court, P12 partner, P13 training, P14 contact again.\n"
       "  One signed form over many: seal it, then name it with --form, everybody on it with\n"
       "  --also and the items with --exhibit; each person agrees for what came from her.\n"
       "  By telephone (--method oral-by-phone) --caller and --witness stand for the signature.\n"
       "  A consent stays for ever: it holds codes, never names.",
       {{"purpose", "CODE=STATE[:IDENTITY[:FORMS]]", "one purpose; repeat for each", true},
        {"also", "CODE", "somebody else on the same form; repeat", true},
        {"exhibit", "NUMBER", "only for this exhibit; repeat", true},
        {"form", "NUMBER", "the sealed sheet that was signed"},
        {"method", "WORD", "written, thumb, audio, video, oral-witnessed, oral-by-phone"},
        {"given", "DATE", "the day it was given"},
        {"expires", "DATE", "the day on which it ends"},
        {"giver", "WORD", "self, guardian, relative, representative"},
        {"caller", "CODE", "who called"},
        {"witness", "CODE", "who listened"},
        {"collector", "CODE", "who asked"},
        {"interpreter", "CODE", "who interpreted"},
        {"lang", "CODE", "the language it was given in"},
        {"minor", "", "under 18 when it was given"},
        {"guardian", "", "the guardian agreed"},
        {"assent", "", "the child agreed"}},
       1,
       1},
  };
}

std::vector<CommandSpec> answer_commands() {
  return {
      {"consent",
       "answer",
       "CODE",
       "record what she answered who wanted to be asked first",
       "  A yes holds for the exhibits she was asked about. `ask` as the state says that she was\n"
       "  not reached: the asking is on record and nothing changes.",
       {{"purpose", "CODE=STATE[:IDENTITY[:FORMS]]", "yes, no, or ask where not reached", true},
        {"exhibit", "NUMBER", "what she was asked about; repeat", true},
        {"when", "DATE", "today by default"},
        {"method", "WORD", "oral-by-phone, written, ..."},
        {"caller", "CODE", "who called"},
        {"witness", "CODE", "who listened"}},
       1,
       1},
      {"consent",
       "withdraw",
       "CODE",
       "end a consent; names the disclosures it reaches",
       "  Counts at once, everywhere. For each recipient of what left already a recall is "
       "drafted:\n"
       "  see `recall list`. The reason is kept as a note, which can be erased.",
       {{"purpose", "CODE", "only this one; repeat; all without it", true},
        {"exhibit", "NUMBER", "only for this one; repeat; everything without it", true},
        {"when", "DATE", "today by default"},
        {"why", "TEXT", ""}},
       1,
       1},
      {"consent",
       "todo",
       "",
       "of whom it is unknown what they agreed to, and what to do",
       "",
       {},
       0,
       0},
      {"recall", "list", "", "recipients to be asked to give back, and who was", "", {}, 0, 0},
      {"recall", "show", "ID", "the letter", "", {}, 1, 1},
      {"recall",
       "sent",
       "ID",
       "record that it went",
       "",
       {{"when", "DATE", "today by default"}},
       1,
       1},
  };
}

std::vector<CommandSpec> restriction_commands() {
  return {
      {"restriction",
       "add",
       "",
       "lock material whoever agreed to its use",
       "  Kinds: court-disclosed-evidence (in Japan JP-CCP-281-4: using it outside the trial is "
       "an\n"
       "  offence), court-order, licence, embargo (needs --until).",
       {{"rule", "KIND", "which kind of lock"},
        {"exhibit", "NUMBER", "what it locks; repeat", true},
        {"everything", "", "all of the case, also what is still to come"},
        {"allow", "CODE", "a use it leaves open; repeat", true},
        {"from", "CODE", "who set it"},
        {"until", "DATE", "its last day"}},
       0,
       0},
      {"restriction", "list", "", "locks on the material, with their ends", "", {}, 0, 0},
      {"restriction",
       "lift",
       "ID",
       "end a lock before its time",
       "  Another record takes its place; the first one stays in the log.",
       {{"why", "TEXT", "your reason"}},
       1,
       1},
  };
}

std::vector<CommandSpec> receipt_commands() {
  return {
      {"source",
       "receipt",
       "CODE",
       "a paper she can carry: a number, what she said yes to, how to take it back",
       "  No name, no title, nothing of what it is about. Refused where even a paper endangers\n"
       "  (level S4), unless she asks for it. Printed here, or written with --to as .html or "
       ".docx.",
       {{"language", "CODE", "en, ja, my, th"},
        {"call", "TEXT", "whom to call or where to go, without a name"},
        {"to", "FILE", "write it to this file, .html or .docx"},
        {"although-sealed", "", "she asks for a paper although she is at level S4"}},
       1,
       1},
      {"source",
       "became",
       "CODE-OR-NUMBER",
       "what became of her testimony, by her code or the number of her receipt",
       "  What left that rests on her material: when, to whom, how she is seen in it, what was\n"
       "  asked for because of it. With --to a paper for her.",
       {{"language", "CODE", "of the paper: en, ja, my, th"},
        {"call", "TEXT", "whom to call or where to go, without a name"},
        {"to", "FILE", "write the paper to this file, .html or .docx"},
        {"although-sealed", "", "she asks for a paper although she is at level S4"}},
       1,
       1},
  };
}

}  // namespace

std::vector<CommandSpec> lock_commands() {
  auto out = consent_commands();
  for (const auto& part : {answer_commands(), restriction_commands(), receipt_commands()}) {
    out.insert(out.end(), part.begin(), part.end());
  }
  return out;
}

}  // namespace kotobune::cli
