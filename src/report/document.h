// The document as every writer sees it: no names of sources that the audience may not see, no
// positions of the source but one span a block for diagnostics. Writers never reach behind it.
#pragma once

#include <string>
#include <vector>

#include "report/source_text.h"

namespace kotobune::report {

struct Run {
  std::string text;
  bool bold = false;
  bool italic = false;
  bool code = false;
  bool open_point = false;  // the mark of an open point, or words it speaks of
  bool line_break = false;  // a break instead of text
  std::string link;
  int footnote = 0;  // 1-based; a reference instead of text
};

enum class DocumentBlockKind { heading, paragraph, table, code, rule };

struct DocumentRow {
  bool header = false;
  std::vector<std::vector<Run>> cells;
};

struct DocumentBlock {
  DocumentBlockKind kind = DocumentBlockKind::paragraph;
  int level = 0;       // heading: 1..6
  int number = 0;      // numbered paragraph; 0 = none
  std::string anchor;  // name of a finding or ask, for links
  int list_depth = 0;
  int item_number = 0;  // ordered list
  bool item_start = false;
  int quote_depth = 0;
  std::vector<Run> runs;
  std::vector<DocumentRow> rows;
  std::string caption;  // table
  Span source;
};

struct Document {
  std::string title;
  std::string subtitle;
  std::string language;         // BCP 47
  std::string banner;           // "Draft - not releasable - 7 open points"; "" in a release
  std::string footnotes_title;  // "Notes"
  std::vector<DocumentBlock> blocks;
  std::vector<std::vector<Run>> footnotes;
};

std::string plain_text(const std::vector<Run>& runs);

}  // namespace kotobune::report
