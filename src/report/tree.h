// The report as we work on it: a flat list of blocks, each with pieces (runs of text of one kind)
// that know the bytes they came from. Lists and quotations are depths on the blocks; a report has
// no deeper structure that a check or a writer would need.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "report/directives.h"
#include "report/front_matter.h"
#include "report/token.h"

namespace kotobune::report {

enum class PieceKind { text, code, soft_break, line_break, token, footnote };

struct Piece {
  PieceKind kind = PieceKind::text;
  Span span;
  std::string text;    // text, code
  bool exact = false;  // span holds exactly `text`
  bool bold = false;
  bool italic = false;
  std::string link;       // target, where it stands in a link
  std::size_t index = 0;  // token: in Tree::tokens; footnote: in Tree::footnotes
};

enum class BlockKind { heading, paragraph, code, table, rule };

struct TableRow {
  bool header = false;
  std::vector<std::vector<Piece>> cells;
};

struct Block {
  BlockKind kind = BlockKind::paragraph;
  Span span;
  int level = 0;               // heading
  std::vector<Piece> pieces;   // heading, paragraph; code: one piece
  std::vector<TableRow> rows;  // table
  int list_depth = 0;
  bool ordered = false;
  int item_number = 0;      // ordered lists
  bool item_start = false;  // first block of its list item
  int quote_depth = 0;
  int directive = -1;  // in Tree::directives, -1 outside
};

struct Footnote {
  Span span;
  std::vector<Piece> pieces;
};

struct Tree {
  FrontMatter head;
  Directives directives;
  std::vector<Token> tokens;
  std::vector<Block> blocks;
  std::vector<Footnote> footnotes;
};

// Source -> tree. What is wrong goes to `diagnostics`; a tree comes out in any case. The only error
// is a parser out of memory.
Result<Tree> parse_report(const SourceText& source, Diagnostics& diagnostics);

}  // namespace kotobune::report
