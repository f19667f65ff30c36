// cmark-gfm reports line and column of inlines, mostly right; every text is therefore looked up in
// the source from a cursor that only moves forward, and its span counts as exact only where the
// bytes there are the text. Private-use marks (token.h) anchor the cursor.
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>

#include <algorithm>
#include <memory>

#include "base/text.h"
#include "report/errors.h"
#include "report/markdown.h"

namespace kotobune::report {
namespace {

constexpr int deepest = 16;
constexpr std::size_t widest_table = 64;
// How far behind the cursor a text may begin: markup, escapes and short link targets lie between.
constexpr std::size_t farthest = 400;

struct FreeNode {
  void operator()(cmark_node* node) const { cmark_node_free(node); }
};
struct FreeParser {
  void operator()(cmark_parser* parser) const { cmark_parser_free(parser); }
};

std::string literal_of(cmark_node* node) {
  const char* literal = cmark_node_get_literal(node);
  return literal == nullptr ? std::string() : std::string(literal);
}

struct Style {
  bool bold = false;
  bool italic = false;
  std::string link;
};

class Walk {
 public:
  Walk(const SourceText& source, const std::string& masked, Tree& tree, Diagnostics& diagnostics)
      : source_(source), masked_("", masked), tree_(tree), diagnostics_(diagnostics) {}

  void document(cmark_node* root) { children(root, Block{}, 0); }

 private:
  Span span_of(cmark_node* node) const {
    const std::size_t begin =
        masked_.byte_at(cmark_node_get_start_line(node), cmark_node_get_start_column(node));
    const std::size_t end =
        masked_.byte_at(cmark_node_get_end_line(node), cmark_node_get_end_column(node) + 1);
    return {begin, std::max(begin, end)};
  }

  void children(cmark_node* parent, const Block& outer, int depth) {
    if (depth > deepest) {
      diagnostics_.error("SY-6", span_of(parent),
                         "Lists and quotations are nested too deeply here.",
                         "Nest at most 16 levels.");
      return;
    }
    for (cmark_node* node = cmark_node_first_child(parent); node != nullptr;
         node = cmark_node_next(node)) {
      block(node, outer, depth);
    }
  }

  void block(cmark_node* node, Block outer, int depth) {
    outer.span = span_of(node);
    cursor_ = outer.span.begin;
    limit_ = outer.span.end;
    const cmark_node_type type = cmark_node_get_type(node);
    if (type == CMARK_NODE_PARAGRAPH || type == CMARK_NODE_HEADING) {
      outer.kind = type == CMARK_NODE_HEADING ? BlockKind::heading : BlockKind::paragraph;
      outer.level = type == CMARK_NODE_HEADING ? cmark_node_get_heading_level(node) : 0;
      inlines(node, {}, outer.pieces);
      add(std::move(outer));
    } else if (type == CMARK_NODE_BLOCK_QUOTE) {
      ++outer.quote_depth;
      children(node, outer, depth + 1);
    } else if (type == CMARK_NODE_LIST) {
      list(node, outer, depth);
    } else if (type == CMARK_NODE_CODE_BLOCK) {
      outer.kind = BlockKind::code;
      outer.pieces.push_back(
          {PieceKind::code, outer.span, literal_of(node), false, false, false, "", 0});
      add(std::move(outer));
    } else if (type == CMARK_NODE_THEMATIC_BREAK) {
      if (tree_.directives.is_fence(outer.span.begin)) return;
      outer.kind = BlockKind::rule;
      add(std::move(outer));
    } else if (type == CMARK_NODE_HTML_BLOCK) {
      html(outer.span);
    } else if (type == CMARK_NODE_FOOTNOTE_DEFINITION) {
      footnote(node, outer.span);
    } else if (std::string_view(cmark_node_get_type_string(node)) == "table") {
      table(node, std::move(outer));
    }
  }

  void html(Span span) {
    diagnostics_.error("SY-4", span, "HTML cannot stand in a report.",
                       "Say it in plain text; a < that is meant as a sign is written \\<.");
  }

  void list(cmark_node* node, const Block& outer, int depth) {
    int number = cmark_node_get_list_start(node);
    for (cmark_node* item = cmark_node_first_child(node); item != nullptr;
         item = cmark_node_next(item)) {
      Block inner = outer;
      inner.list_depth = outer.list_depth + 1;
      inner.ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
      inner.item_number = inner.ordered ? number++ : 0;
      const std::size_t first = tree_.blocks.size();
      children(item, inner, depth + 1);
      if (first < tree_.blocks.size()) tree_.blocks[first].item_start = true;
    }
  }

  void footnote(cmark_node* node, Span span) {
    Footnote note{span, {}};
    for (cmark_node* child = cmark_node_first_child(node); child != nullptr;
         child = cmark_node_next(child)) {
      if (cmark_node_get_type(child) != CMARK_NODE_PARAGRAPH) {
        diagnostics_.error("SY-4", span_of(child), "A footnote holds only paragraphs.",
                           "Move lists and tables into the text.");
        continue;
      }
      if (!note.pieces.empty()) {
        note.pieces.push_back({PieceKind::line_break, span, "", false, false, false, "", 0});
      }
      const Span own = span_of(child);
      cursor_ = own.begin;
      limit_ = own.end;
      inlines(child, {}, note.pieces);
    }
    tree_.footnotes.push_back(std::move(note));
  }

  void table(cmark_node* node, Block out) {
    out.kind = BlockKind::table;
    if (cmark_gfm_extensions_get_table_columns(node) > widest_table) {
      diagnostics_.error("SY-6", out.span, "This table has more than 64 columns.", "Divide it.");
      return;
    }
    for (cmark_node* row = cmark_node_first_child(node); row != nullptr;
         row = cmark_node_next(row)) {
      TableRow line;
      line.header = cmark_gfm_extensions_get_table_row_is_header(row) != 0;
      const Span span = span_of(row);
      cursor_ = std::max(cursor_, span.begin);
      limit_ = out.span.end;
      for (cmark_node* cell = cmark_node_first_child(row); cell != nullptr;
           cell = cmark_node_next(cell)) {
        line.cells.emplace_back();
        inlines(cell, {}, line.cells.back());
      }
      out.rows.push_back(std::move(line));
    }
    add(std::move(out));
  }

  void add(Block block) {
    block.directive = tree_.directives.at(block.span.begin);
    tree_.blocks.push_back(std::move(block));
  }

  void inlines(cmark_node* parent, const Style& style, std::vector<Piece>& out) {
    for (cmark_node* node = cmark_node_first_child(parent); node != nullptr;
         node = cmark_node_next(node)) {
      Style inner = style;
      Piece piece;
      piece.bold = style.bold;
      piece.italic = style.italic;
      piece.link = style.link;
      piece.span = {cursor_, cursor_};
      const cmark_node_type type = cmark_node_get_type(node);
      if (type == CMARK_NODE_TEXT) {
        text(literal_of(node), piece, out);
      } else if (type == CMARK_NODE_CODE) {
        piece.kind = PieceKind::code;
        piece.text = literal_of(node);
        piece.exact = locate(piece.text, piece.span);
        out.push_back(piece);
      } else if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK) {
        piece.kind = type == CMARK_NODE_SOFTBREAK ? PieceKind::soft_break : PieceKind::line_break;
        out.push_back(piece);
      } else if (type == CMARK_NODE_EMPH) {
        inner.italic = true;
        inlines(node, inner, out);
      } else if (type == CMARK_NODE_STRONG) {
        inner.bold = true;
        inlines(node, inner, out);
      } else if (type == CMARK_NODE_LINK) {
        const char* url = cmark_node_get_url(node);
        inner.link = url == nullptr ? "" : url;
        check_link(inner.link);
        inlines(node, inner, out);
      } else if (type == CMARK_NODE_HTML_INLINE) {
        locate(literal_of(node), piece.span);
        html(piece.span);
      } else if (type == CMARK_NODE_IMAGE) {
        diagnostics_.error("SY-4", piece.span, "Pictures cannot stand in a report yet.",
                           "Cite the exhibit; a redacted copy is attached to a release.");
      } else if (type == CMARK_NODE_FOOTNOTE_REFERENCE) {
        piece.kind = PieceKind::footnote;
        const auto number = parse_int(literal_of(node));
        if (number && *number > 0) {
          piece.index = static_cast<std::size_t>(*number) - 1;
          out.push_back(piece);
        }
      }
    }
  }

  // Only addresses a reader can see through: a script or a private drive has no place in a report.
  void check_link(const std::string& url) {
    for (const char* scheme : {"https://", "http://", "mailto:", "#"}) {
      if (starts_with_ignoring_case(url, scheme)) return;
    }
    diagnostics_.error("SY-4", {cursor_, cursor_}, "This link leads to no public address.",
                       "Link to an https address, or cite the exhibit.");
  }

  // Finds `text` in the source at or behind the cursor; moves the cursor behind it.
  bool locate(const std::string& text, Span& span) {
    if (text.empty()) return false;
    const std::size_t found = masked_.text().find(text, cursor_);
    if (found == std::string::npos || found > cursor_ + farthest ||
        found + text.size() > limit_ + 1) {
      span = {cursor_, cursor_};
      return false;
    }
    span = {found, found + text.size()};
    cursor_ = span.end;
    return true;
  }

  // Cuts a literal at the marks of tokens; the filler behind a mark is as long as the token.
  void text(const std::string& literal, const Piece& like, std::vector<Piece>& out) {
    std::size_t begin = 0;
    std::size_t at = 0;
    const auto flush = [&](std::size_t end) {
      if (end <= begin) return;
      Piece piece = like;
      piece.text = literal.substr(begin, end - begin);
      piece.exact = locate(piece.text, piece.span);
      // cmark cuts at every special character; contiguous pieces of one style are one text again.
      if (!out.empty() && joins(out.back(), piece)) {
        out.back().text += piece.text;
        out.back().span.end = piece.span.end;
      } else {
        out.push_back(std::move(piece));
      }
    };
    while (at < literal.size()) {
      const CodePoint point = code_point_at(literal, at);
      const std::size_t index = point.value - first_token_mark;
      if (point.value < first_token_mark || index >= tree_.tokens.size()) {
        at += point.size_bytes;
        continue;
      }
      flush(at);
      Piece piece = like;
      piece.kind = PieceKind::token;
      piece.index = index;
      piece.span = tree_.tokens[index].span;
      piece.exact = true;
      cursor_ = piece.span.end;
      at += piece.span.end - piece.span.begin;
      begin = at;
      out.push_back(std::move(piece));
    }
    flush(literal.size());
  }

  static bool joins(const Piece& last, const Piece& next) {
    return last.kind == PieceKind::text && last.exact && next.exact &&
           last.span.end == next.span.begin && last.bold == next.bold &&
           last.italic == next.italic && last.link == next.link;
  }

  const SourceText& source_;
  SourceText masked_;  // its lines differ from the source where a token ran over a line end
  Tree& tree_;
  Diagnostics& diagnostics_;
  std::size_t cursor_ = 0;
  std::size_t limit_ = 0;
};

}  // namespace

Status read_markdown(const SourceText& source, const std::string& masked, Tree& tree,
                     Diagnostics& diagnostics) {
  cmark_gfm_core_extensions_ensure_registered();
  const std::unique_ptr<cmark_parser, FreeParser> parser(cmark_parser_new(CMARK_OPT_FOOTNOTES));
  cmark_syntax_extension* table = cmark_find_syntax_extension("table");
  if (parser == nullptr || table == nullptr) {
    return Error(errors::parser_failed, {{"why", "the CommonMark library gave no parser"}});
  }
  cmark_parser_attach_syntax_extension(parser.get(), table);
  cmark_parser_feed(parser.get(), masked.data(), masked.size());
  const std::unique_ptr<cmark_node, FreeNode> root(cmark_parser_finish(parser.get()));
  if (root == nullptr) return Error(errors::parser_failed, {{"why", "no tree came out"}});
  Walk(source, masked, tree, diagnostics).document(root.get());
  return {};
}

}  // namespace kotobune::report
