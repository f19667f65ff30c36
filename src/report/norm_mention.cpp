#include "report/norm_mention.h"

#include <algorithm>

#include "base/text.h"

namespace kotobune::report {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_word(char c) { return is_digit(c) || is_letter(c); }

bool stands_alone(std::string_view text, std::size_t begin, std::size_t end) {
  if (is_word(text[begin]) && begin > 0 && (is_word(text[begin - 1]) || text[begin - 1] == '-')) {
    return false;
  }
  if (!is_word(text[end - 1]) || end >= text.size()) return true;
  // "ICCPR-OP1" is no ICCPR, "ICCPR-based" is.
  const bool longer = text[end] == '-' && end + 1 < text.size() && text[end + 1] >= 'A' &&
                      text[end + 1] <= 'Z';
  return !is_word(text[end]) && !longer;
}

void find_name(std::string_view text, const std::string& lower, std::string_view name,
               bool as_typed, const pack::Norm& norm, std::vector<NormMention>& out) {
  if (name.empty()) return;
  const std::string wanted = as_typed ? std::string(name) : ascii_lower(name);
  const std::string_view in = as_typed ? text : std::string_view(lower);
  for (auto at = in.find(wanted); at != std::string_view::npos; at = in.find(wanted, at + 1)) {
    const auto end = at + wanted.size();
    if (stands_alone(text, at, end)) out.push_back({at, end, &norm, {}});
  }
}

// Reads "9", "9 (2)", "14 (3) (g)", "281-4"; `at` moves behind it.
std::string read_article(std::string_view text, std::size_t& at) {
  std::size_t i = at;
  std::string out;
  while (i < text.size() && (is_digit(text[i]) || (text[i] == '-' && !out.empty() &&
                                                   i + 1 < text.size() && is_digit(text[i + 1])))) {
    out += text[i++];
  }
  if (out.empty() || out.size() > 6) return "";
  at = i;
  for (int depth = 0; depth < 2; ++depth) {
    std::size_t next = i;
    while (next < text.size() && text[next] == ' ') ++next;
    const bool round = next < text.size() && text[next] == '(';
    const bool point = next < text.size() && next == i && text[next] == '.';
    if (!round && !point) break;
    std::size_t inner = next + 1;
    std::string part;
    while (inner < text.size() && is_digit(text[inner])) part += text[inner++];
    const bool letter = part.empty() && inner < text.size() && text[inner] >= 'a' &&
                        text[inner] <= 'z';
    if (letter) part = text[inner++];
    if (part.empty() || (round && (inner >= text.size() || text[inner] != ')'))) break;
    if (letter && inner < text.size() && is_letter(text[inner])) break;
    out += letter ? part : "." + part;
    i = round ? inner + 1 : inner;
    // "14.3g": the letter right behind.
    if (!letter && !round && i < text.size() && text[i] >= 'a' && text[i] <= 'z' &&
        (i + 1 == text.size() || !is_word(text[i + 1]))) {
      out += text[i++];
    }
    at = i;
  }
  return out;
}

// A list: "9, 10 and 14 (3)".
std::vector<std::string> read_articles(std::string_view text, std::size_t at) {
  std::vector<std::string> out;
  while (at < text.size()) {
    while (at < text.size() && text[at] == ' ') ++at;
    auto article = read_article(text, at);
    if (article.empty()) break;
    out.push_back(std::move(article));
    while (at < text.size() && text[at] == ' ') ++at;
    if (text.substr(at, 1) == ",") {
      ++at;
    } else if (text.substr(at, 4) == "and ") {
      at += 4;
    } else {
      break;
    }
  }
  return out;
}

// "article 9 of the", right before a mention; "ICCPR 9" or "ICCPR, article 9" right behind it.
std::vector<std::string> articles_beside(std::string_view text, const NormMention& mention) {
  const auto before = ascii_lower(text.substr(0, mention.begin));
  constexpr std::size_t reach = 60;
  std::size_t word = std::string::npos;
  for (const std::string_view name : {"article", "art."}) {
    const auto at = before.rfind(name);
    if (at == std::string::npos || mention.begin - at > reach) continue;
    if (word == std::string::npos || at > word) word = at;
  }
  if (word != std::string::npos) {
    std::size_t at = word;
    while (at < text.size() && text[at] != ' ') ++at;
    auto found = read_articles(text, at);
    if (!found.empty()) return found;
  }
  std::size_t at = mention.end;
  for (const std::string_view skip : {",", " ", "articles ", "article ", "arts. ", "art. ",
                                      "\u7b2c"}) {
    if (text.substr(at, skip.size()) == skip) at += skip.size();
  }
  return read_articles(text, at);
}

}  // namespace

std::string article_of(std::string_view typed) {
  std::size_t at = 0;
  auto out = read_article(typed, at);
  return at == typed.size() ? out : std::string();
}

std::vector<NormMention> find_norms(std::string_view text, const std::vector<pack::Norm>& norms) {
  std::vector<NormMention> all;
  const auto lower = ascii_lower(text);
  for (const auto& norm : norms) {
    find_name(text, lower, norm.id, true, norm, all);
    find_name(text, lower, norm.label.in("en"), false, norm, all);
    for (const auto& name : norm.names) {
      const bool acronym = std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'A' && c <= 'Z') || is_digit(c) || c == '-';
      });
      find_name(text, lower, name, acronym, norm, all);
    }
  }
  std::sort(all.begin(), all.end(), [](const NormMention& a, const NormMention& b) {
    return a.begin != b.begin ? a.begin < b.begin : a.end > b.end;
  });
  std::vector<NormMention> out;
  for (auto& one : all) {
    if (!out.empty() && one.begin < out.back().end) continue;
    one.articles = articles_beside(text, one);
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace kotobune::report
