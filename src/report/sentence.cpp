#include "report/sentence.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace kotobune::report {
namespace {

constexpr std::array<std::string_view, 28> abbreviations{
    "a.m", "p.m", "mr",  "mrs", "ms",  "dr",  "prof", "gen",  "col",   "capt",
    "lt",  "sgt", "maj", "no",  "nos", "art", "arts", "para", "paras", "p",
    "pp",  "st",  "ca",  "cf",  "vs",  "vol", "e.g",  "i.e"};

constexpr std::string_view object_mark = "\uFFFC";

bool ends_always(char32_t c) {
  return c == U'\u3002' || c == U'\uff01' || c == U'\uff1f' || c == U'\u104b' || c == U'\u0964' ||
         c == U'\u06d4' || c == U'\u061f' || c == U'\u17d4';
}

bool closes(char32_t c) {
  return c == U'"' || c == U'\'' || c == U')' || c == U'\u201d' || c == U'\u2019' ||
         c == U'\u300d' || c == U'\uff09' || c == U'\u00bb';
}

// Does the '.' at `at` end a sentence? Not in "3.5", "p. 4", "J. Smith", "e.g. this".
bool full_stop_ends(std::string_view text, std::size_t at) {
  std::size_t begin = at;
  while (begin > 0 && text[begin - 1] != ' ' && text[begin - 1] != '(') --begin;
  const std::string word = ascii_lower(text.substr(begin, at - begin));
  if (word.size() == 1 && word[0] >= 'a' && word[0] <= 'z') return false;
  return std::find(abbreviations.begin(), abbreviations.end(), word) == abbreviations.end();
}

class Cutter {
 public:
  Cutter(const Tree& tree, std::size_t block) : tree_(tree) { now_.block = block; }

  void piece(const Piece& piece) {
    switch (piece.kind) {
      case PieceKind::text:
      case PieceKind::code: text(piece); break;
      case PieceKind::soft_break:
      case PieceKind::line_break: text_break(piece); break;
      case PieceKind::token: token(piece); break;
      case PieceKind::footnote: break;
    }
  }

  std::vector<Sentence> finish() {
    end();
    return std::move(out_);
  }

 private:
  // A full stop only ends the sentence once the next word begins, so that closing quotation marks
  // and citations behind it still belong to it. Latin full stops need a space first ("3.5").
  void text(const Piece& piece) {
    std::size_t from = 0;
    for (std::size_t at = 0; at < piece.text.size();) {
      const CodePoint point = code_point_at(piece.text, at);
      const bool space = point.value == U' ' || point.value == U'\t';
      if (pending_ && space) {
        spaced_ = true;
      } else if (pending_ && !closes(point.value)) {
        if (spaced_ || ended_always_) {
          append(piece, from, at);
          from = at;
          end();
        }
        pending_ = false;
      }
      note_end(piece.text, at, point.value);
      at += point.size_bytes;
    }
    append(piece, from, piece.text.size());
  }

  void note_end(const std::string& text, std::size_t at, char32_t c) {
    if (ends_always(c)) {
      pending_ = true;
      ended_always_ = true;
    } else if (c == U'!' || c == U'?' || (c == U'.' && full_stop_ends(text, at))) {
      pending_ = true;
      ended_always_ = false;
      spaced_ = false;
    }
  }

  void text_break(const Piece& piece) {
    if (pending_) spaced_ = true;
    if (!now_.text.empty() && now_.text.back() != ' ') now_.text += ' ';
    now_.span.end = std::max(now_.span.end, piece.span.begin);
  }

  void token(const Piece& piece) {
    const Token& token = tree_.tokens[piece.index];
    const bool cites = token.kind == TokenKind::citation || token.kind == TokenKind::uncited;
    if (pending_ && !cites) end();
    begin_at(piece.span.begin);
    now_.tokens.emplace_back(piece.index, now_.text.size());
    if (token.kind == TokenKind::mention) {
      now_.exact.emplace_back(now_.text.size(), piece.span);
      now_.text += token.text;
    } else {
      now_.text += object_mark;
    }
    now_.span.end = piece.span.end;
  }

  void begin_at(std::size_t byte) {
    if (now_.text.empty() && now_.tokens.empty()) now_.span = {byte, byte};
  }

  void append(const Piece& piece, std::size_t from, std::size_t to) {
    if (to <= from) return;
    if (now_.text.empty() && now_.tokens.empty()) {
      while (from < to && piece.text[from] == ' ') ++from;
      if (to <= from) return;
    }
    const Span span =
        piece.exact ? Span{piece.span.begin + from, piece.span.begin + to} : piece.span;
    begin_at(span.begin);
    if (piece.exact) now_.exact.emplace_back(now_.text.size(), span);
    now_.text += piece.text.substr(from, to - from);
    now_.span.end = std::max(now_.span.end, span.end);
  }

  void end() {
    pending_ = false;
    ended_always_ = false;
    spaced_ = false;
    const std::size_t block = now_.block;
    if (!now_.text.empty()) out_.push_back(std::move(now_));
    now_ = Sentence{};
    now_.block = block;
  }

  const Tree& tree_;
  Sentence now_;
  std::vector<Sentence> out_;
  bool pending_ = false;       // a full stop was read
  bool ended_always_ = false;  // one that needs no space behind it
  bool spaced_ = false;        // and a space after it
};

}  // namespace

bool Sentence::has(const Tree& tree, TokenKind kind) const {
  return std::any_of(tokens.begin(), tokens.end(),
                     [&](const auto& one) { return tree.tokens[one.first].kind == kind; });
}

bool Sentence::has_words() const {
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = code_point_at(text, at);
    const bool ascii_word = (point.value >= '0' && point.value <= '9') ||
                            (point.value >= 'A' && point.value <= 'Z') ||
                            (point.value >= 'a' && point.value <= 'z');
    const bool mark = point.value == 0xFFFC || (point.value >= 0x2000 && point.value < 0x2070) ||
                      (point.value >= 0x3000 && point.value < 0x3020) || point.value == 0xA0;
    if (ascii_word || (point.value >= 0xC0 && !mark && !ends_always(point.value))) return true;
    at += point.size_bytes;
  }
  return false;
}

Span Sentence::source_span(std::size_t begin, std::size_t end) const {
  for (auto one = exact.rbegin(); one != exact.rend(); ++one) {
    if (one->first > begin) continue;
    const std::size_t from = one->second.begin + (begin - one->first);
    const std::size_t to = one->second.begin + (end - one->first);
    if (to <= one->second.end) return {from, to};
    break;
  }
  return span;
}

std::vector<Sentence> sentences_of(const std::vector<Piece>& pieces, const Tree& tree,
                                   std::size_t block) {
  Cutter cutter(tree, block);
  for (const Piece& piece : pieces) cutter.piece(piece);
  return cutter.finish();
}

std::vector<Sentence> read_sentences(const Tree& tree) {
  std::vector<Sentence> out;
  for (std::size_t i = 0; i < tree.blocks.size(); ++i) {
    if (tree.blocks[i].kind != BlockKind::paragraph) continue;
    for (Sentence& one : sentences_of(tree.blocks[i].pieces, tree, i))
      out.push_back(std::move(one));
  }
  return out;
}

}  // namespace kotobune::report
