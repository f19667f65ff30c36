// Sentences: the unit of citing. Cut at . ! ? and at the full stops of Burmese, Japanese, Hindi and
// Arabic script; abbreviations and numbers do not end one. Thai has none: a paragraph is a
// sentence. A citation right behind the full stop belongs to the sentence before it.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "report/tree.h"

namespace kotobune::report {

struct Sentence {
  Span span;              // of its words, without a citation behind the full stop
  std::string text;       // as read; a mention as its code, other tokens as one U+FFFC
  std::size_t block = 0;  // in Tree::blocks
  std::vector<std::pair<std::size_t, std::size_t>> tokens;  // {index, offset in text}
  std::vector<std::pair<std::size_t, Span>> exact;          // {offset in text, source span}, rising

  bool has(const Tree& tree, TokenKind kind) const;
  bool has_words() const;  // anything but marks and spaces
  // The source span of text[begin, end), or the whole sentence where it is not exact.
  Span source_span(std::size_t begin, std::size_t end) const;
};

// Sentences of paragraphs (lists and quotations too); headings, code and tables have none.
std::vector<Sentence> read_sentences(const Tree& tree);
// Of one table cell or any list of pieces.
std::vector<Sentence> sentences_of(const std::vector<Piece>& pieces, const Tree& tree,
                                   std::size_t block);

}  // namespace kotobune::report
