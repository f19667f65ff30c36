#include "base/json.h"

#include <algorithm>

#include "base/errors.h"
#include "base/limits.h"
#include "base/text.h"

namespace kotobune {

namespace {

const std::string no_string;
const Json::Array no_items;
const Json::Object no_members;
const Json no_value;

}  // namespace

const std::string& Json::str() const {
  return is_string() ? std::get<std::string>(value_) : no_string;
}
const Json::Array& Json::items() const { return is_array() ? std::get<Array>(value_) : no_items; }
const Json::Object& Json::members() const {
  return is_object() ? std::get<Object>(value_) : no_members;
}

Json::Array& Json::items() {
  ensure(is_array(), "items() of a JSON value that is no array");
  return std::get<Array>(value_);
}

Json::Object& Json::members() {
  ensure(is_object(), "members() of a JSON value that is no object");
  return std::get<Object>(value_);
}

const Json* Json::find(std::string_view key) const {
  for (const auto& member : members()) {
    if (member.first == key) return &member.second;
  }
  return nullptr;
}

const Json& Json::operator[](std::string_view key) const {
  const auto* found = find(key);
  return found ? *found : no_value;
}

Json& Json::set(std::string key, Json value) {
  for (auto& member : members()) {
    if (member.first != key) continue;
    member.second = std::move(value);
    return *this;
  }
  members().emplace_back(std::move(key), std::move(value));
  return *this;
}

Json& Json::push(Json value) {
  items().push_back(std::move(value));
  return *this;
}

void append_json_string(std::string& out, std::string_view text) {
  constexpr std::string_view digits = "0123456789abcdef";
  out.push_back('"');
  for (const char c : text) {
    switch (c) {
      case '"': out += "\\\""; break;
      case '\\': out += "\\\\"; break;
      case '\n': out += "\\n"; break;
      case '\r': out += "\\r"; break;
      case '\t': out += "\\t"; break;
      default:
        if (static_cast<unsigned char>(c) < 0x20) {
          out += "\\u00";
          out.push_back(digits[static_cast<unsigned char>(c) >> 4]);
          out.push_back(digits[c & 15]);
        } else {
          out.push_back(c);
        }
    }
  }
  out.push_back('"');
}

namespace {

// indent < 0: one line without spaces.
void write(const Json& json, std::string& out, int indent, int depth) {
  const auto line = [&](int level) {
    if (indent < 0) return;
    out.push_back('\n');
    out.append(static_cast<std::size_t>(indent * level), ' ');
  };
  if (json.is_null()) {
    out += "null";
  } else if (json.is_bool()) {
    out += json.bool_or(false) ? "true" : "false";
  } else if (json.is_int()) {
    out += std::to_string(json.int_or(0));
  } else if (json.is_string()) {
    append_json_string(out, json.str());
  } else if (json.is_array()) {
    out.push_back('[');
    bool first = true;
    for (const auto& item : json.items()) {
      if (!first) out.push_back(',');
      first = false;
      line(depth + 1);
      write(item, out, indent, depth + 1);
    }
    if (!first) line(depth);
    out.push_back(']');
  } else {
    std::vector<const Json::Member*> sorted;
    for (const auto& member : json.members()) sorted.push_back(&member);
    std::sort(sorted.begin(), sorted.end(), [](auto* a, auto* b) { return a->first < b->first; });
    out.push_back('{');
    bool first = true;
    for (const auto* member : sorted) {
      if (!first) out.push_back(',');
      first = false;
      line(depth + 1);
      append_json_string(out, member->first);
      out += indent < 0 ? ":" : ": ";
      write(member->second, out, indent, depth + 1);
    }
    if (!first) line(depth);
    out.push_back('}');
  }
}

}  // namespace

std::string Json::dump() const {
  std::string out;
  write(*this, out, -1, 0);
  return out;
}

std::string Json::dump_pretty() const {
  std::string out;
  write(*this, out, 2, 0);
  return out + "\n";
}

std::string Json::dump_for_html() const {
  std::string out;
  for (const char c : dump()) {
    if (c == '<') {
      out += "\\u003c";
    } else {
      out.push_back(c);
    }
  }
  return out;
}

}  // namespace kotobune
