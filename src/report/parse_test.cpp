// From bytes to the tree: what is read, where it stands, and each thing the syntax refuses.
#include <doctest/doctest.h>

#include "report/tree.h"

namespace kotobune::report {
namespace {

const std::string head = "---\ntitle: \"Nobody came\"\naudience: public # all\n---\n";

struct Parsed {
  explicit Parsed(const std::string& text) : source("draft.md", text), diagnostics(source) {
    auto result = parse_report(source, diagnostics);
    REQUIRE(result.ok());
    tree = std::move(result).value();
  }
  std::string at(Span span) const {
    return source.text().substr(span.begin, span.end - span.begin);
  }
  SourceText source;
  Diagnostics diagnostics;
  Tree tree;
};

std::string all_text(const std::vector<Piece>& pieces) {
  std::string out;
  for (const Piece& piece : pieces) {
    if (piece.kind == PieceKind::text || piece.kind == PieceKind::code) out += piece.text;
    if (piece.kind == PieceKind::token) out += "<" + std::to_string(piece.index) + ">";
    if (piece.kind == PieceKind::soft_break) out += " ";
  }
  return out;
}

}  // namespace

TEST_CASE("the head is read, quoted or plain") {
  const Parsed parsed(head + "Text.\n");
  CHECK(parsed.tree.head.value("title") == "Nobody came");
  CHECK(parsed.tree.head.value("audience") == "public");
  CHECK(parsed.diagnostics.items().empty());
}

TEST_CASE("a head that two readers could read differently is refused") {
  CHECK(Parsed("Text\n").diagnostics.has("SY-1"));
  CHECK(Parsed("---\ntitle: x\n").diagnostics.has("SY-1"));
  CHECK(Parsed("---\ntitle x\n---\n").diagnostics.has("SY-1"));
  CHECK(Parsed("---\ntitle: [x, y]\n---\n").diagnostics.has("SY-1"));
  CHECK(Parsed("---\ntitle: \"x\" y\n---\n").diagnostics.has("SY-1"));
  CHECK(Parsed("---\ntitle: x\ntitle: y\n---\n").diagnostics.has("SY-1"));
}

TEST_CASE("blocks get their kind, name and attributes, and close lists and paragraphs") {
  const Parsed parsed(
      head + "- a list\n::: finding {#school grade=reasonable-grounds}\n- another\n:::\nEnd\n");
  REQUIRE(parsed.tree.directives.items.size() == 1);
  const Directive& one = parsed.tree.directives.items[0];
  CHECK(one.id == "school");
  REQUIRE(one.find("grade") != nullptr);
  CHECK(one.find("grade")->value == "reasonable-grounds");
  CHECK(parsed.at(one.find("grade")->span) == "grade=reasonable-grounds");
  REQUIRE(parsed.tree.blocks.size() == 3);
  CHECK(parsed.tree.blocks[0].directive == -1);
  CHECK(parsed.tree.blocks[1].directive == 0);
  CHECK(parsed.tree.blocks[1].list_depth == 1);
  CHECK(parsed.tree.blocks[2].directive == -1);
  CHECK(parsed.diagnostics.items().empty());
}

TEST_CASE("blocks that do not fit together are reported") {
  CHECK(Parsed(head + "::: finding\nx\n").diagnostics.has("SY-2"));
  CHECK(Parsed(head + "x\n\n:::\n").diagnostics.has("SY-2"));
  CHECK(Parsed(head + "::: fact\nx\n:::\n").diagnostics.has("SY-2"));
  CHECK(Parsed(head + "::: finding {grade}\nx\n:::\n").diagnostics.has("SY-2"));
  CHECK(Parsed(head + "::: finding\n::: ask\nx\n:::\n").diagnostics.has("SY-2"));
  CHECK(Parsed(head + "::: ask {#a}\nx\n:::\n::: ask {#a}\nx\n:::\n").diagnostics.has("SY-2"));
  CHECK(Parsed(head + "```\n::: finding\n```\n").diagnostics.items().empty());
}

TEST_CASE("citations keep page, times and quotations, over a line end too") {
  const Parsed parsed(head +
                      "Soldiers *slept*\nthere [@MS-0004 p2 \"slept in the\nclassrooms, *all* 9\"; "
                      "@MS-0009 t=12:30,1:13:05-1:14:00] for days.\n");
  CHECK(parsed.diagnostics.items().empty());
  REQUIRE(parsed.tree.tokens.size() == 1);
  const Token& token = parsed.tree.tokens[0];
  REQUIRE(token.parts.size() == 2);
  CHECK(token.parts[0].exhibit == "MS-0004");
  CHECK(token.parts[0].page == 2);
  CHECK(token.parts[0].quote == "slept in the classrooms, *all* 9");
  REQUIRE(token.parts[1].times.size() == 2);
  CHECK(token.parts[1].times[0].begin_ms == 750000);
  CHECK(token.parts[1].times[1].end_ms == 4440000);
  REQUIRE(parsed.tree.blocks.size() == 1);
  CHECK(all_text(parsed.tree.blocks[0].pieces) == "Soldiers slept there <0> for days.");
  for (const Piece& piece : parsed.tree.blocks[0].pieces) {
    if (piece.kind == PieceKind::text) {
      CHECK(piece.exact);
      CHECK(parsed.at(piece.span) == piece.text);
    }
  }
}

TEST_CASE("malformed citations are reported where they stand") {
  CHECK(Parsed(head + "x [@MS-1 p0].\n").diagnostics.has("SY-3"));
  CHECK(Parsed(head + "x [@MS-1 q2].\n").diagnostics.has("SY-3"));
  CHECK(Parsed(head + "x [@].\n").diagnostics.has("SY-3"));
  CHECK(Parsed(head + "x [@MS-1 t=1].\n").diagnostics.has("SY-3"));
  const Parsed parsed(head + "x [@MS-1 \"open].\n\nnext\n");
  REQUIRE(parsed.diagnostics.has("SY-3"));
  CHECK(parsed.diagnostics.items()[0].line == 5);
  CHECK(parsed.diagnostics.items()[0].column == 3);
}

TEST_CASE("mentions and computed text are tokens, an e-mail address and code are not") {
  const Parsed parsed(head + "@W-03 said {{count victims}} and a@W-03, `@W-04`, \\@W-05.\n");
  REQUIRE(parsed.tree.tokens.size() == 2);
  CHECK(parsed.tree.tokens[0].text == "W-03");
  CHECK(parsed.tree.tokens[1].text == "count victims");
  CHECK(Parsed(head + "{{count victims\n\nx\n").diagnostics.has("SY-5"));
  CHECK(Parsed(head + "x {{uncited}}\n").diagnostics.has("SY-5"));
  CHECK(Parsed(head + "x {{uncited \"known to all\"}}\n").tree.tokens[0].text == "known to all");
}

TEST_CASE("tables, footnotes and lists come out flat with their depth") {
  const Parsed parsed(
      head +
      "# Title\n\n1. one\n   - two\n\n| a | b |\n|---|---|\n| c [@MS-1 \"x | y\"] | d |\n\n"
      "> quoted[^n]\n\n[^n]: The note.\n");
  CHECK(parsed.diagnostics.items().empty());
  const auto& blocks = parsed.tree.blocks;
  REQUIRE(blocks.size() == 5);
  CHECK(blocks[0].kind == BlockKind::heading);
  CHECK(blocks[1].ordered);
  CHECK(blocks[2].list_depth == 2);
  REQUIRE(blocks[3].kind == BlockKind::table);
  CHECK(blocks[3].rows[0].header);
  CHECK(all_text(blocks[3].rows[1].cells[0]) == "c <0>");
  CHECK(blocks[4].quote_depth == 1);
  REQUIRE(parsed.tree.footnotes.size() == 1);
  CHECK(all_text(parsed.tree.footnotes[0].pieces) == "The note.");
}

TEST_CASE("HTML, pictures, odd links and odd bytes are refused") {
  CHECK(Parsed(head + "<b>x</b>\n").diagnostics.has("SY-4"));
  CHECK(Parsed(head + "<div>\nx\n</div>\n").diagnostics.has("SY-4"));
  CHECK(Parsed(head + "![x](y.png)\n").diagnostics.has("SY-4"));
  CHECK(Parsed(head + "[x](javascript:alert)\n").diagnostics.has("SY-4"));
  CHECK(Parsed(head + "[x](https://un.org)\n").diagnostics.items().empty());
  CHECK(Parsed(head + "x\x01y\n").diagnostics.has("SY-6"));
  CHECK(Parsed(head + "\xff\n").diagnostics.has("SY-6"));
  CHECK(Parsed(head + "\U000F0000\n").diagnostics.has("SY-6"));
}

TEST_CASE("line ends of Windows change nothing") {
  const Parsed parsed("---\r\ntitle: x\r\n---\r\nText.\r\n\r\nMore.\r\n");
  CHECK(parsed.diagnostics.items().empty());
  CHECK(parsed.tree.blocks.size() == 2);
}

}  // namespace kotobune::report
