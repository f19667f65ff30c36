#include "report/token.h"

#include "base/text.h"

namespace kotobune::report {
namespace {

constexpr std::size_t longest_token = 4000;  // bytes; a quotation longer than this is a chapter

bool is_upper_or_digit(char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }
bool is_word(char c) {
  return is_upper_or_digit(c) || (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}

class Scanner {
 public:
  Scanner(const SourceText& source, std::string& masked, Diagnostics& diagnostics)
      : source_(source), masked_(masked), diagnostics_(diagnostics) {}

  std::vector<Token> run() {
    while (at_ < masked_.size()) {
      if (at_line_begin() && skip_code_fence()) continue;
      const std::string_view rest = std::string_view(masked_).substr(at_);
      if (rest.front() == '\\') {
        at_ += 2;
      } else if (rest.front() == '`') {
        skip_code_span();
      } else if (rest.starts_with("[@")) {
        citation();
      } else if (rest.starts_with("{{")) {
        computed();
      } else if (rest.front() == '@') {
        mention();
      } else {
        ++at_;
      }
    }
    return std::move(tokens_);
  }

 private:
  bool at_line_begin() const { return at_ == 0 || masked_[at_ - 1] == '\n'; }

  bool skip_code_fence() {
    const std::string_view rest = std::string_view(masked_).substr(at_);
    if (!rest.starts_with("```") && !rest.starts_with("~~~")) return false;
    const std::size_t close = masked_.find("\n" + std::string(rest.substr(0, 3)), at_);
    at_ = close == std::string::npos ? masked_.size() : close + 4;
    return true;
  }

  void skip_code_span() {
    std::size_t ticks = 0;
    while (at_ + ticks < masked_.size() && masked_[at_ + ticks] == '`') ++ticks;
    const std::string fence(ticks, '`');
    const std::size_t close = find_before_blank_line(fence, at_ + ticks);
    at_ = close == std::string::npos ? at_ + ticks : close + ticks;
  }

  // A token never runs over an empty line: an unclosed one must not swallow the report.
  std::size_t find_before_blank_line(std::string_view what, std::size_t from) const {
    const std::size_t found = masked_.find(what, from);
    if (found == std::string::npos) return found;
    return masked_.find("\n\n", from) < found ? std::string::npos : found;
  }

  // The closing bracket, not one inside a quotation.
  std::size_t citation_end() const {
    bool quoted = false;
    for (std::size_t i = at_ + 2; i < masked_.size() && i - at_ < longest_token; ++i) {
      const std::string_view rest = std::string_view(masked_).substr(i);
      if (rest.starts_with("\n\n")) return std::string::npos;
      if (rest.front() == '"') quoted = !quoted;
      if (rest.starts_with("\u201c")) quoted = true;
      if (rest.starts_with("\u201d")) quoted = false;
      if (rest.front() == ']' && !quoted) return i;
    }
    return std::string::npos;
  }

  void citation() {
    const std::size_t close = citation_end();
    if (close == std::string::npos) {
      diagnostics_.error("SY-3", {at_, at_ + 2}, "This citation does not end.",
                         "Close it with ], and close every quotation mark in it.");
      at_ += 2;
      return;
    }
    Token token;
    token.kind = TokenKind::citation;
    token.span = {at_, close + 1};
    token.parts = read_citation(std::string_view(source_.text()).substr(at_ + 1, close - at_ - 1),
                                at_ + 1, diagnostics_);
    keep(std::move(token));
  }

  void computed() {
    const std::size_t close = find_before_blank_line("}}", at_ + 2);
    if (close == std::string::npos || close - at_ > longest_token) {
      diagnostics_.error("SY-5", {at_, at_ + 2}, "This computed text does not end.",
                         "Close it with }}.");
      at_ += 2;
      return;
    }
    Token token;
    token.span = {at_, close + 2};
    token.kind = TokenKind::computed;
    token.text =
        std::string(trim_ascii(std::string_view(masked_).substr(at_ + 2, close - at_ - 2)));
    for (char& c : token.text) {
      if (c == '\n') c = ' ';
    }
    if (token.text.starts_with("uncited")) {
      token.kind = TokenKind::uncited;
      token.text = std::string(trim_ascii(std::string_view(token.text).substr(7)));
      if (token.text.size() < 3 || token.text.front() != '"' || token.text.back() != '"') {
        diagnostics_.error("SY-5", token.span, "The reason for not citing is missing.",
                           "Write {{uncited \"the reason\"}}.");
      } else {
        token.text = token.text.substr(1, token.text.size() - 2);
      }
    }
    keep(std::move(token));
  }

  // @W-03, @W-MS03: capitals, a dash, capitals and digits. An e-mail address is none.
  void mention() {
    const std::size_t begin = at_;
    ++at_;
    if (begin > 0 && is_word(masked_[begin - 1])) return;
    std::size_t end = begin + 1;
    while (end < masked_.size() && masked_[end] >= 'A' && masked_[end] <= 'Z') ++end;
    if (end == begin + 1 || end >= masked_.size() || masked_[end] != '-') return;
    const std::size_t dash = end++;
    while (end < masked_.size() && is_upper_or_digit(masked_[end])) ++end;
    if (end == dash + 1) return;
    Token token;
    token.kind = TokenKind::mention;
    token.span = {begin, end};
    token.text = masked_.substr(begin + 1, end - begin - 1);
    keep(std::move(token));
  }

  void keep(Token token) {
    at_ = token.span.end;
    if (token.span.end - token.span.begin < 4) return;  // "[@]": no room for the mark, and reported
    if (tokens_.size() >= most_tokens) {
      diagnostics_.error("SY-6", token.span, "This report has more than 65,533 citations.",
                         "Divide it into parts.");
      return;
    }
    std::string mark;
    append_utf8(mark, first_token_mark + static_cast<char32_t>(tokens_.size()));
    mark.resize(token.span.end - token.span.begin, 'x');
    masked_.replace(token.span.begin, mark.size(), mark);
    tokens_.push_back(std::move(token));
  }

  const SourceText& source_;
  std::string& masked_;
  Diagnostics& diagnostics_;
  std::vector<Token> tokens_;
  std::size_t at_ = 0;
};

}  // namespace

std::vector<Token> read_tokens(const SourceText& source, std::string& masked,
                               Diagnostics& diagnostics) {
  return Scanner(source, masked, diagnostics).run();
}

}  // namespace kotobune::report
