#include "report/layout.h"

#include <algorithm>

#include "base/text.h"
#include "report/layout_tables.h"

namespace kotobune::report {
namespace {

using disclosure::Identity;

std::string time_words(std::int64_t ms) {
  const std::int64_t seconds = ms / 1000;
  const auto two = [](std::int64_t n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  const std::string tail = two(seconds / 60 % 60) + ":" + two(seconds % 60);
  return seconds < 3600 ? tail : std::to_string(seconds / 3600) + ":" + tail;
}

class LayOut {
 public:
  LayOut(const Build& build, BuildKind kind, const std::vector<Diagnostic>& open_points)
      : build_(build), kind_(kind), open_points_(open_points), placed_(open_points.size(), false) {}

  Layout run() {
    Document& document = out_.document;
    document.title = build_.tree.head.value("title");
    document.subtitle = build_.tree.head.value("subtitle");
    document.language = build_.tree.head.value("language");
    if (document.language.empty()) document.language = "en";
    if (document.title.empty()) document.title = "Report";
    if (kind_ == BuildKind::internal_draft) {
      const std::size_t count = open_points_.size();
      document.banner = "Draft - not releasable - " + std::to_string(count) +
                        (count == 1 ? " open point" : " open points");
    }
    document.footnotes_title = "Notes";
    collect_annexes();
    for (const Block& block : build_.tree.blocks) lay_block(block);
    if (kind_ == BuildKind::internal_draft) {
      list_open_points();
      conceal_names();
    }
    return std::move(out_);
  }

 private:
  bool draft() const { return kind_ == BuildKind::internal_draft; }

  // Outsiders get Annex 1..n in the order of first citation; members keep the exhibit numbers.
  void collect_annexes() {
    for (const ResolvedToken& token : build_.resolved) {
      for (const ResolvedPart& part : token.parts) {
        if (!part.exhibit) continue;
        auto& list = out_.annexes;
        if (std::find(list.begin(), list.end(), part.exhibit->number) == list.end()) {
          list.push_back(part.exhibit->number);
        }
      }
    }
  }

  std::string annex_words(const std::string& number) const {
    if (draft()) return number;
    const auto found = std::find(out_.annexes.begin(), out_.annexes.end(), number);
    return "Annex " + std::to_string(found - out_.annexes.begin() + 1);
  }

  void lay_block(const Block& block) {
    if (lay_table_token(block)) return;
    DocumentBlock to;
    to.source = block.span;
    to.list_depth = block.list_depth;
    to.item_number = block.item_number;
    to.item_start = block.item_start;
    to.quote_depth = block.quote_depth;
    to.level = block.level;
    anchor(block, to);
    switch (block.kind) {
      case BlockKind::heading: to.kind = DocumentBlockKind::heading; break;
      case BlockKind::paragraph: to.kind = DocumentBlockKind::paragraph; break;
      case BlockKind::code: to.kind = DocumentBlockKind::code; break;
      case BlockKind::rule: to.kind = DocumentBlockKind::rule; break;
      case BlockKind::table: to.kind = DocumentBlockKind::table; break;
    }
    for (const Piece& piece : block.pieces) lay_piece(piece, to.runs);
    for (const TableRow& row : block.rows) {
      DocumentRow line{row.header, {}};
      for (const auto& cell : row.cells) {
        line.cells.emplace_back();
        for (const Piece& piece : cell) lay_piece(piece, line.cells.back());
      }
      to.rows.push_back(std::move(line));
    }
    const bool body =
        to.kind == DocumentBlockKind::paragraph && to.list_depth == 0 && to.quote_depth == 0;
    if (body && build_.profile && build_.profile->numbered_paragraphs) to.number = ++paragraph_;
    mark_block(block.span, to.runs);
    out_.document.blocks.push_back(std::move(to));
  }

  void anchor(const Block& block, DocumentBlock& to) {
    if (block.directive < 0 || block.directive == last_directive_) return;
    last_directive_ = block.directive;
    to.anchor = build_.tree.directives.items[static_cast<std::size_t>(block.directive)].id;
  }

  // A paragraph that is nothing but {{table ...}} or {{exhibits}} becomes that table.
  bool lay_table_token(const Block& block) {
    if (block.kind != BlockKind::paragraph || block.pieces.size() != 1 ||
        block.pieces[0].kind != PieceKind::token) {
      return false;
    }
    const ResolvedToken& token = build_.resolved[block.pieces[0].index];
    std::vector<DocumentBlock> blocks;
    if (token.computed == ComputedKind::exhibits) {
      blocks = exhibit_table(build_, out_.annexes, draft());
    } else if (token.computed == ComputedKind::methodology) {
      blocks = methodology(build_);
    } else if (token.computed == ComputedKind::table) {
      blocks = evaluated_table(*token.evaluated, build_.outside.outside() && !draft());
    } else {
      return false;
    }
    for (DocumentBlock& one : blocks) {
      one.source = block.span;
      const bool body = one.kind == DocumentBlockKind::paragraph;
      if (body && build_.profile && build_.profile->numbered_paragraphs) one.number = ++paragraph_;
      if (&one == &blocks.back()) mark_block(block.span, one.runs);
      out_.document.blocks.push_back(std::move(one));
    }
    return true;
  }

  void lay_piece(const Piece& piece, std::vector<Run>& runs) {
    Run like;
    like.bold = piece.bold;
    like.italic = piece.italic;
    like.link = piece.link;
    switch (piece.kind) {
      case PieceKind::text:
      case PieceKind::code:
        like.code = piece.kind == PieceKind::code;
        lay_text(piece, like, runs);
        break;
      case PieceKind::soft_break:
        like.text = soft_break_of(runs);
        if (!like.text.empty()) runs.push_back(like);
        break;
      case PieceKind::line_break:
        like.line_break = true;
        runs.push_back(like);
        break;
      case PieceKind::token: lay_token(piece, like, runs); break;
      case PieceKind::footnote: lay_footnote(piece, runs); break;
    }
  }

  // A line end in the source is a space, except between characters of scripts without spaces.
  static std::string soft_break_of(const std::vector<Run>& runs) {
    if (runs.empty() || runs.back().text.empty()) return runs.empty() ? "" : " ";
    const std::string& last = runs.back().text;
    std::size_t at = last.size() - 1;
    while (at > 0 && (static_cast<unsigned char>(last[at]) & 0xC0) == 0x80) --at;
    const char32_t c = code_point_at(last, at).value;
    const bool unspaced = (c >= 0x3001 && c < 0xA000) || (c >= 0xFF01 && c < 0xFF60);
    return unspaced ? "" : " ";
  }

  // Text is cut where an open point ends, so that its mark stands right behind the words.
  void lay_text(const Piece& piece, Run like, std::vector<Run>& runs) {
    std::size_t from = 0;
    if (piece.exact) {
      for (std::size_t i = 0; i < open_points_.size(); ++i) {
        const std::size_t end = open_points_[i].span.end;
        if (placed_[i] || end <= piece.span.begin + from || end > piece.span.end) continue;
        const std::size_t to = end - piece.span.begin;
        like.text = piece.text.substr(from, to - from);
        from = to;
        runs.push_back(like);
        mark(i, runs);
      }
    }
    like.text = piece.text.substr(from);
    if (!like.text.empty()) runs.push_back(like);
  }

  void lay_footnote(const Piece& piece, std::vector<Run>& runs) {
    if (piece.index >= build_.tree.footnotes.size()) return;
    std::vector<Run> note;
    for (const Piece& one : build_.tree.footnotes[piece.index].pieces) {
      if (one.kind == PieceKind::footnote) continue;  // no note inside a note
      if (one.kind == PieceKind::token &&
          build_.tree.tokens[one.index].kind == TokenKind::citation) {
        note.push_back(text_run(citation_words(one.index)));
        continue;
      }
      lay_piece(one, note);
    }
    add_note(std::move(note), runs);
  }

  static Run text_run(std::string text) {
    Run run;
    run.text = std::move(text);
    return run;
  }

  void add_note(std::vector<Run> note, std::vector<Run>& runs) {
    out_.document.footnotes.push_back(std::move(note));
    Run reference;
    reference.footnote = static_cast<int>(out_.document.footnotes.size());
    runs.push_back(reference);
  }

  void lay_token(const Piece& piece, Run like, std::vector<Run>& runs) {
    const Token& token = build_.tree.tokens[piece.index];
    const ResolvedToken& resolved = build_.resolved[piece.index];
    switch (token.kind) {
      case TokenKind::citation:
        // The space in front of a citation is the author's, the reader wants none before a note.
        while (!runs.empty() && !runs.back().text.empty() && runs.back().text.back() == ' ') {
          runs.back().text.pop_back();
        }
        add_note({text_run(citation_words(piece.index))}, runs);
        break;
      case TokenKind::mention:
        like.text = mention_words(token, resolved);
        runs.push_back(like);
        break;
      case TokenKind::computed:
        like.text = computed_words(resolved);
        like.open_point = resolved.computed == ComputedKind::none;
        runs.push_back(like);
        break;
      case TokenKind::uncited:
        if (draft()) {
          like.text = " [not cited: " + token.text + "]";
          like.open_point = true;
          runs.push_back(like);
        }
        break;
    }
    mark_within(token.span, runs);
  }

  std::string citation_words(std::size_t index) {
    const Token& token = build_.tree.tokens[index];
    std::string out;
    for (std::size_t i = 0; i < token.parts.size(); ++i) {
      const CitedPart& part = token.parts[i];
      const ResolvedPart& resolved = build_.resolved[index].parts[i];
      if (!out.empty()) out += "; ";
      out += resolved.exhibit ? annex_words(part.exhibit) : part.exhibit;
      if (part.page) out += ", p. " + std::to_string(*part.page);
      for (const TimeSpan& time : part.times) {
        out += ", at " + time_words(time.begin_ms);
        if (time.end_ms > time.begin_ms) out += "\u2013" + time_words(time.end_ms);
      }
      if (part.quote.empty()) continue;
      const auto& decision = draft() ? resolved.inside : resolved.outside;
      if (decision && decision->allowed()) {
        if (draft()) out_.inside.push_back(*decision);
        out += ": \u201c" + part.quote + "\u201d";
      } else {
        out += ": [words withheld]";
      }
    }
    return out + ".";
  }

  std::string mention_words(const Token& token, const ResolvedToken& resolved) {
    if (draft() || !resolved.source) return token.text;
    std::string words;
    switch (resolved.shown) {
      case Identity::named: words = resolved.name; break;
      case Identity::pseudonym: words = alias(token.text); break;
      case Identity::role: words = resolved.source->role_words; break;
      case Identity::aggregate:
      case Identity::none: words = "a source"; break;
    }
    remember(token.text, words);
    return words;
  }

  // Witness 1, 2, ... in the order they appear: the code itself could tell place and order.
  std::string alias(const std::string& code) {
    for (const auto& [known, words] : out_.aliases) {
      if (known == code) return words;
    }
    return "Witness " + std::to_string(++witnesses_);
  }
  void remember(const std::string& code, const std::string& words) {
    for (const auto& [known, ignored] : out_.aliases) {
      if (known == code) return;
    }
    out_.aliases.emplace_back(code, words);
  }

  static std::string computed_words(const ResolvedToken& resolved) {
    if (resolved.evaluated && resolved.evaluated->number) {
      const auto& value = *resolved.evaluated;
      const bool range = value.policy_stated && value.at_most && *value.at_most != *value.number;
      return std::to_string(*value.number) +
             (range ? "\u2013" + std::to_string(*value.at_most) : "");
    }
    return "[not computed]";
  }

  void mark(std::size_t index, std::vector<Run>& runs) {
    placed_[index] = true;
    Run run;
    run.open_point = true;
    run.text = " [open point " + std::to_string(index + 1) + ": " + open_points_[index].code + "]";
    runs.push_back(std::move(run));
  }

  void mark_within(Span span, std::vector<Run>& runs) {
    for (std::size_t i = 0; i < open_points_.size(); ++i) {
      const Span at = open_points_[i].span;
      if (!placed_[i] && at.begin >= span.begin && at.end <= span.end && at.end > at.begin) {
        mark(i, runs);
      }
    }
  }

  // What could not be put behind its words is put at the end of its paragraph.
  void mark_block(Span span, std::vector<Run>& runs) {
    for (std::size_t i = 0; i < open_points_.size(); ++i) {
      if (!placed_[i] && span.contains(open_points_[i].span.begin)) mark(i, runs);
    }
  }

  void list_open_points() {
    if (open_points_.empty()) return;
    DocumentBlock title;
    title.kind = DocumentBlockKind::heading;
    title.level = 1;
    title.runs = {text_run("Open points")};
    out_.document.blocks.push_back(std::move(title));
    int number = 0;
    for (const Diagnostic& one : open_points_) {
      DocumentBlock item;
      item.list_depth = 1;
      item.item_number = ++number;
      item.item_start = true;
      Run run = text_run("[" + one.code + "] " + one.sentence + " " + one.advice);
      run.open_point = true;
      item.runs.push_back(std::move(run));
      out_.document.blocks.push_back(std::move(item));
    }
  }

  // A draft is pseudonymous. Names are looked for over the whole of a block, since emphasis could
  // cut one in two; what is found becomes the code, in the run where it begins.
  void conceal(std::vector<Run>& runs) {
    std::vector<NameHit> hits = build_.material.scan_names(plain_text(runs));
    for (auto hit = hits.rbegin(); hit != hits.rend(); ++hit) {
      std::size_t at = 0;
      bool first = true;
      for (Run& run : runs) {
        const std::size_t size = run.line_break ? 1 : run.text.size();
        const std::size_t begin = std::max(hit->begin, at);
        const std::size_t end = std::min(hit->end, at + size);
        if (begin < end && !run.line_break) {
          run.text.replace(begin - at, end - begin, first ? hit->code : "");
          first = false;
        }
        at += size;
      }
    }
  }

  void conceal_text(std::string& text) {
    std::vector<Run> runs{text_run(text)};
    conceal(runs);
    text = runs[0].text;
  }

  void conceal_names() {
    Document& document = out_.document;
    conceal_text(document.title);
    conceal_text(document.subtitle);
    for (DocumentBlock& block : document.blocks) {
      conceal(block.runs);
      conceal_text(block.caption);
      for (DocumentRow& row : block.rows) {
        for (auto& cell : row.cells) conceal(cell);
      }
    }
    for (auto& note : document.footnotes) conceal(note);
  }

  const Build& build_;
  BuildKind kind_;
  const std::vector<Diagnostic>& open_points_;
  std::vector<bool> placed_;
  Layout out_;
  int paragraph_ = 0;
  int witnesses_ = 0;
  int last_directive_ = -1;
};

}  // namespace

std::string plain_text(const std::vector<Run>& runs) {
  std::string out;
  for (const Run& run : runs) out += run.line_break ? "\n" : run.text;
  return out;
}

Layout lay_out(const Build& build, BuildKind kind, const std::vector<Diagnostic>& open_points) {
  return LayOut(build, kind, open_points).run();
}

}  // namespace kotobune::report
