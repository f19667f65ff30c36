// The strict reader of base/json.h: one pass over the bytes, recursive to the depth limit.
#include <algorithm>

#include "base/errors.h"
#include "base/json.h"
#include "base/limits.h"
#include "base/text.h"

namespace kotobune {

namespace {

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  Result<Json> read() {
    Json value;
    skip_space();
    if (!value_at(value, 1)) return fail();
    skip_space();
    if (at_ != text_.size()) {
      refuse("something follows the value");
      return fail();
    }
    return value;
  }

 private:
  Error fail() const {
    return Error(errors::json_malformed, {{"why", why_}, {"offset", std::to_string(at_)}});
  }
  bool refuse(const char* why) {
    if (why_.empty()) why_ = why;
    return false;
  }
  void skip_space() {
    while (at_ < text_.size() &&
           (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\n' || text_[at_] == '\r')) {
      ++at_;
    }
  }
  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  bool word(std::string_view expected) {
    if (text_.substr(at_, expected.size()) != expected) return refuse("an unknown word");
    at_ += expected.size();
    return true;
  }

  bool value_at(Json& out, std::size_t depth) {
    switch (peek()) {
      case '{': return object_at(out, depth);
      case '[': return array_at(out, depth);
      case '"': {
        std::string text;
        if (!string_at(text)) return false;
        out = Json(std::move(text));
        return true;
      }
      case 't': out = Json(true); return word("true");
      case 'f': out = Json(false); return word("false");
      case 'n': out = Json(nullptr); return word("null");
      default: return integer_at(out);
    }
  }

  bool object_at(Json& out, std::size_t depth) {
    if (depth > limits::json_depth) return refuse("nested deeper than 16 levels");
    Json::Object members;
    ++at_;
    skip_space();
    if (peek() == '}') {
      ++at_;
      out = Json(std::move(members));
      return true;
    }
    while (true) {
      skip_space();
      if (peek() != '"') return refuse("a key in quotes is expected here");
      std::string key;
      if (!string_at(key)) return false;
      skip_space();
      if (peek() != ':') return refuse("a colon is expected here");
      ++at_;
      skip_space();
      Json value;
      if (!value_at(value, depth + 1)) return false;
      members.emplace_back(std::move(key), std::move(value));
      skip_space();
      if (peek() == ',') {
        ++at_;
        continue;
      }
      if (peek() != '}') return refuse("a comma or a closing brace is expected here");
      ++at_;
      if (!keys_differ(members)) return refuse("the same key stands twice in one object");
      out = Json(std::move(members));
      return true;
    }
  }

  // Records have few keys: pairs first; a large object (a hostile one) is sorted instead.
  static bool keys_differ(const Json::Object& members) {
    if (members.size() <= 16) {
      for (std::size_t i = 1; i < members.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
          if (members[i].first == members[j].first) return false;
        }
      }
      return true;
    }
    std::vector<std::string_view> keys;
    for (const auto& member : members) keys.push_back(member.first);
    std::sort(keys.begin(), keys.end());
    return std::adjacent_find(keys.begin(), keys.end()) == keys.end();
  }

  bool array_at(Json& out, std::size_t depth) {
    if (depth > limits::json_depth) return refuse("nested deeper than 16 levels");
    Json::Array items;
    ++at_;
    skip_space();
    if (peek() == ']') {
      ++at_;
      out = Json(std::move(items));
      return true;
    }
    while (true) {
      skip_space();
      Json value;
      if (!value_at(value, depth + 1)) return false;
      items.push_back(std::move(value));
      skip_space();
      if (peek() == ',') {
        ++at_;
        continue;
      }
      if (peek() != ']') return refuse("a comma or a closing bracket is expected here");
      ++at_;
      out = Json(std::move(items));
      return true;
    }
  }

  bool integer_at(Json& out) {
    const auto start = at_;
    if (peek() == '-') ++at_;
    const auto first_digit = at_;
    while (peek() >= '0' && peek() <= '9') ++at_;
    const auto count = at_ - first_digit;
    if (count == 0) return refuse("a value is expected here");
    if (count > 1 && text_[first_digit] == '0') return refuse("a number starts with a zero");
    if (peek() == '.' || peek() == 'e' || peek() == 'E')
      return refuse("only whole numbers are allowed");
    const auto value = parse_int(text_.substr(start, at_ - start));
    if (!value || *value >= limits::json_integer || *value <= -limits::json_integer) {
      return refuse("a number is beyond 2^53");
    }
    if (*value == 0 && first_digit != start) return refuse("minus zero is not a whole number");
    out = Json(*value);
    return true;
  }

  bool string_at(std::string& out) {
    ++at_;
    while (true) {
      const auto start = at_;
      while (at_ < text_.size() && text_[at_] != '"' && text_[at_] != '\\' &&
             static_cast<unsigned char>(text_[at_]) >= 0x20) {
        ++at_;
      }
      out.append(text_.substr(start, at_ - start));
      if (at_ >= text_.size()) return refuse("a string has no end");
      if (text_[at_] == '"') {
        ++at_;
        return is_utf8(out) || refuse("a string is not UTF-8");
      }
      if (text_[at_] != '\\') return refuse("a control character stands in a string");
      if (!escape_at(out)) return false;
    }
  }

  bool escape_at(std::string& out) {
    ++at_;
    const char kind = peek();
    ++at_;
    switch (kind) {
      case '"': case '\\': case '/': out.push_back(kind); return true;
      case 'b': out.push_back('\b'); return true;
      case 'f': out.push_back('\f'); return true;
      case 'n': out.push_back('\n'); return true;
      case 'r': out.push_back('\r'); return true;
      case 't': out.push_back('\t'); return true;
      case 'u': break;
      default: return refuse("an unknown escape");
    }
    char32_t unit = 0;
    if (!four_hex(unit)) return false;
    if (unit >= 0xDC00 && unit <= 0xDFFF) return refuse("half of a surrogate pair");
    if (unit >= 0xD800 && unit <= 0xDBFF) {
      char32_t low = 0;
      if (text_.substr(at_, 2) != "\\u") return refuse("half of a surrogate pair");
      at_ += 2;
      if (!four_hex(low)) return false;
      if (low < 0xDC00 || low > 0xDFFF) return refuse("half of a surrogate pair");
      unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
    }
    append_utf8(out, unit);
    return true;
  }

  bool four_hex(char32_t& out) {
    if (at_ + 4 > text_.size()) return refuse("an escape has no end");
    for (int i = 0; i < 4; ++i, ++at_) {
      const char c = text_[at_];
      const int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10
                        : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
      if (digit < 0) return refuse("an escape is not four hex digits");
      out = (out << 4) | static_cast<char32_t>(digit);
    }
    return true;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::string why_;
};

}  // namespace

Result<Json> parse_json(std::string_view text) { return Reader(text).read(); }

}  // namespace kotobune
