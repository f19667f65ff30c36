// The work of a team: review and dates. Help texts beside commands.cpp.
#include "cli/commands_work.h"

namespace kotobune::cli {

std::vector<CommandSpec> review_commands() {
  const OptionSpec why{"why", "TEXT", "your reason, kept in the case", false};
  const char* const ids =
      "  Named are statements (see `entity show`, `review queue`), numbers of exhibits, texts and\n"
      "  disclosures. Nobody reviews what she wrote herself; of several reviewers the gravest "
      "word\n"
      "  counts. A doubt is answered by a new statement, which is reviewed anew.";
  return {
      {"review", "queue", "", "what waits for a second pair of eyes",
       "  First what somebody was asked to look at, then what nobody looked at yet.",
       {{"to", "CODE", "only what this person was asked"}, {"all", "", "settled ones too"}}, 0, 0},
      {"review", "ask", "ID...", "ask a person to look at something", ids,
       {{"to", "CODE", "whom; anybody without it"}, why}, 1, 500},
      {"review", "agree", "ID...", "say that it stands, and why", ids, {why}, 1, 500},
      {"review", "doubt", "ID...", "say what speaks against it", ids, {why}, 1, 500},
      {"review", "reject", "ID...", "say that it does not stand, and why", ids, {why}, 1, 500},
      {"review", "compare", "TYPE", "how far readers agree who coded the same things",
       "  Krippendorff's alpha for each property, with its interval. No figure is printed for too\n"
       "  few things in common, or where all values are the same: the reason stands instead.",
       {{"reader", "CODE", "compare these readers; repeat. All without it", true},
        {"by-exhibit", "", "readers made things of their own out of the same exhibits"}}, 1, 1},
  };
}

std::vector<CommandSpec> task_commands() {
  return {
      {"task", "add", "TEXT", "something that has to be done by a day",
       "  Names nobody: codes of sources are enough.",
       {{"due", "DATE", "the last day"},
        {"remind", "DATE", "a day before it"},
        {"kind", "CODE", "court, consent, un, donor, safety, follow-up, other"},
        {"owner", "CODE", "who sees to it; you without it"},
        {"about", "WHAT", "a source, an exhibit, an id; repeat", true}}, 1, 1},
      {"task", "list", "", "all days to come, overdue ones first",
       "  Tasks, deadlines of the practice pack, ends of consents and of locks, asks.",
       {{"owner", "CODE", "only hers"}, {"all", "", "done ones too"}}, 0, 0},
      {"task", "done", "ID", "close a task", "",
       {{"on", "DATE", "today without it"}, {"note", "TEXT", "how it ended"}}, 1, 1},
      {"task", "move", "ID DATE", "give a task another day",
       "  Only what somebody wrote down. The end of a consent is moved by a new consent.",
       {{"why", "TEXT", "your reason"}}, 2, 2},
      {"task", "calendar", "FILE", "write the open days as an iCalendar file",
       "  A calendar leaves the case: each entry is called \"Reminder\" and a number that `task\n"
       "  list` explains. It is recorded as a disclosure.",
       {{"to", "TEXT", "whose calendar"},
        {"owner", "CODE", "only hers"},
        {"titles", "", "with the titles; refused where a protected name stands in one"}}, 1, 1},
  };
}

std::vector<CommandSpec> view_commands() {
  return {
      {"view", "list", "", "the views of the packs in force", "", {}, 0, 0},
      {"view", "show", "ID", "what a view of a pack gives in this case",
       "  Runs over what you may see, in a database that holds nothing else.", {}, 1, 1},
      {"matrix", "show", "PAGE", "each thing against each other: argument-matrix", "", {}, 1, 1},
      {"matrix", "print", "PAGE FOLDER", "a matrix on paper (A4), as Word file and page",
       "  A working copy for your own eyes. With --to it is released to a court: it passes the\n"
       "  gate for everything it rests on, is scanned, and is recorded as a disclosure.",
       {{"to", "TEXT", "who receives it"}, {"channel", "TEXT", "by hand"}}, 2, 2},
      {"versions", "show", "PAGE [ID]", "what changed from statement to statement",
       "  Without an ID: who has versions.", {}, 1, 2},
      {"number", "give", "ENTITY", "give the next number of a style, as courts number exhibits",
       "  A number is never given twice, even where it was taken back.",
       {{"style", "CODE", "JP-ko, JP-otsu, JP-ben; see the pack"},
        {"number", "N", "this one, where the court gave it"},
        {"property", "ID", "court-number without it"}}, 1, 1},
      {"case", "hand-over", "FOLDER", "hand a file over to another counsel",
       "  Writes the list of what goes, with digests, locks and open days, for both to sign;\n"
       "  records custody of each exhibit and a disclosure. The files go by `case export`.",
       {{"to", "TEXT", "who receives it"},
        {"from", "TEXT", "who hands it over; you without it"},
        {"exhibit", "NUMBER", "only this one; repeat for each", true},
        {"why", "TEXT", "the reason"}}, 1, 1},
  };
}

}  // namespace kotobune::cli
