#include "intake/plain.h"

#include <array>

#include "base/text.h"

namespace kotobune::intake {

namespace {

std::optional<std::string> from_utf16(ByteView bytes, bool little) {
  if (bytes.size() % 2 != 0) return std::nullopt;
  const auto unit = [&](std::size_t at) {
    const char32_t first = bytes[at], second = bytes[at + 1];
    return little ? second << 8 | first : first << 8 | second;
  };
  std::string out;
  for (std::size_t at = 0; at < bytes.size(); at += 2) {
    auto c = unit(at);
    if (c >= 0xDC00 && c <= 0xDFFF) return std::nullopt;
    if (c >= 0xD800 && c <= 0xDBFF) {
      if (at + 4 > bytes.size()) return std::nullopt;
      const auto low = unit(at + 2);
      if (low < 0xDC00 || low > 0xDFFF) return std::nullopt;
      c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
      at += 2;
    }
    append_utf8(out, c);
  }
  return out;
}

struct Reference {
  std::string_view name;
  char32_t value;
};
constexpr std::array<Reference, 12> references = {{
    {"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}, {"nbsp", 0xA0},
    {"ndash", 0x2013}, {"mdash", 0x2014}, {"lsquo", 0x2018}, {"rsquo", 0x2019},
    {"ldquo", 0x201C}, {"rdquo", 0x201D}}};

// The character of "&...;" at `at`, or 0; `size` is its length. What is unknown stays as written.
char32_t reference_at(std::string_view html, std::size_t at, std::size_t& size) {
  const auto end = html.substr(at, 12).find(';');
  if (end == std::string_view::npos || end < 2) return 0;
  size = end + 1;
  auto name = html.substr(at + 1, end - 1);
  for (const auto& known : references) {
    if (known.name == name) return known.value;
  }
  if (name[0] != '#') return 0;
  name.remove_prefix(1);
  const bool hex = !name.empty() && (name[0] | 0x20) == 'x';
  if (hex) name.remove_prefix(1);
  char32_t value = 0;
  for (const char c : name) {
    const auto lower = static_cast<char>(c | 0x20);
    const bool digit = c >= '0' && c <= '9';
    if (!digit && !(hex && lower >= 'a' && lower <= 'f')) return 0;
    value = value * (hex ? 16 : 10) + static_cast<char32_t>(digit ? c - '0' : lower - 'a' + 10);
    if (value > 0x10FFFF) return 0;
  }
  return value >= 0xD800 && value <= 0xDFFF ? 0 : value;
}

bool is_block(std::string_view tag) {
  static constexpr std::array<std::string_view, 22> blocks = {
      "p", "br", "div", "li", "ul", "ol", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6",
      "section", "article", "blockquote", "pre", "hr", "title", "header", "footer"};
  for (const auto block : blocks) {
    if (tag == block) return true;
  }
  return false;
}

std::string tag_name(std::string_view inside) {
  if (!inside.empty() && inside.front() == '/') inside.remove_prefix(1);
  return ascii_lower(inside.substr(0, inside.find_first_of(" \t\r\n/>")));
}

// One past the element whose text is not for readers: where its end tag stands, or the end.
std::size_t past_element(std::string_view html, std::size_t at, const std::string& tag) {
  while ((at = html.find("</", at)) != std::string_view::npos) {
    if (starts_with_ignoring_case(html.substr(at + 2), tag)) return at;
    at += 2;
  }
  return html.size();
}

void put_line(std::string& out) {
  while (!out.empty() && out.back() == ' ') out.pop_back();
  if (!out.empty() && out.back() != '\n') out += '\n';
}

}  // namespace

std::optional<Decoded> decode_text(ByteView bytes) {
  const auto chars = as_chars(bytes);
  if (chars.starts_with("\xFF\xFE") || chars.starts_with("\xFE\xFF")) {
    const bool little = chars[0] == '\xFF';
    auto text = from_utf16(bytes.subspan(2), little);
    if (!text) return std::nullopt;
    return Decoded{std::move(*text), little ? "utf-16le" : "utf-16be"};
  }
  if (!is_utf8(chars) || chars.find('\0') != std::string_view::npos) return std::nullopt;
  if (chars.starts_with("\xEF\xBB\xBF")) return Decoded{std::string(chars.substr(3)), "utf-8 bom"};
  return Decoded{std::string(chars), "utf-8"};
}

std::string text_of_html(std::string_view html) {
  std::string out;
  for (std::size_t at = 0; at < html.size();) {
    const char c = html[at];
    const char after = at + 1 < html.size() ? html[at + 1] : ' ';
    const bool tag_like = after == '/' || after == '!' || after == '?' ||
                          ((after | 0x20) >= 'a' && (after | 0x20) <= 'z');
    if (c == '<' && tag_like) {
      const bool comment = html.substr(at).starts_with("<!--");
      const auto end = comment ? html.find("-->", at + 4) : html.find('>', at);
      if (end == std::string_view::npos) break;  // a tag that never ends shows nothing
      const auto tag = comment ? std::string() : tag_name(html.substr(at + 1, end - at - 1));
      at = end + (comment ? 3 : 1);
      if (after != '/' && (tag == "script" || tag == "style" || tag == "template")) {
        at = past_element(html, at, tag);
      }
      if (is_block(tag)) put_line(out);
      if (tag == "td" || tag == "th") out += '\t';
      continue;
    }
    std::size_t size = 0;
    if (const auto value = c == '&' ? reference_at(html, at, size) : 0; value != 0) {
      append_utf8(out, value);
      at += size;
      continue;
    }
    const bool space = c == ' ' || c == '\n' || c == '\r' || c == '\t';
    if (!space) {
      out += c;
    } else if (!out.empty() && out.back() != ' ' && out.back() != '\n' && out.back() != '\t') {
      out += ' ';
    }
    ++at;
  }
  return out;
}

}  // namespace kotobune::intake
