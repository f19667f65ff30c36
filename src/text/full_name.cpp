#include "text/full_name.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "text/characters.h"
#include "text/names.h"
#include "text/normalize.h"
#include "text/script.h"

namespace kotobune::text {

namespace {

constexpr std::size_t sounded_letters = 5;  // as in names.cpp: a shorter sound is anybody's

// The letters and their marks, folded: what is left when nobody agrees on spaces and hyphens.
std::string letters_of(std::string_view name) {
  const auto folded = fold(name);
  std::string out;
  for (std::size_t at = 0; at < folded.size();) {
    const auto point = code_point_at(folded, at);
    const auto kind = character(point.value).kind;
    if (kind != Kind::space && kind != Kind::other) out += folded.substr(at, point.size_bytes);
    at += point.size_bytes;
  }
  return out;
}

std::set<std::string> letters_of(const std::vector<std::string>& spellings) {
  std::set<std::string> out;
  for (const auto& one : spellings) out.insert(letters_of(one));
  out.erase("");
  return out;
}

std::set<std::string> scripts_of(const std::vector<std::string>& spellings) {
  std::set<std::string> out;
  for (const auto& one : spellings) out.insert(script_of_name(one));
  out.erase("Zyyy");
  return out;
}

bool share_one(const std::set<std::string>& a, const std::set<std::string>& b) {
  return std::any_of(a.begin(), a.end(), [&](const auto& one) { return b.contains(one); });
}

Result<bool> finds(const std::vector<std::string>& names, const std::vector<std::string>& in) {
  TRY_LET(matcher, NameMatcher::make(names));
  for (const auto& text : in) {
    TRY_LET(hits, matcher.find(text));
    if (!hits.empty()) return true;
  }
  return false;
}

}  // namespace

Result<std::vector<std::string>> full_name_keys(const std::vector<std::string>& spellings) {
  std::set<std::string> keys;
  for (const auto& letters : letters_of(spellings)) keys.insert("=" + letters);
  for (const auto& one : spellings) {
    TRY_LET(sound, name_key(one));
    if (sound.size() >= sounded_letters) keys.insert("~" + sound);
  }
  return std::vector<std::string>(keys.begin(), keys.end());
}

Result<Answer> same_full_name(const std::vector<std::string>& a,
                              const std::vector<std::string>& b) {
  const auto x = letters_of(a), y = letters_of(b);
  if (share_one(x, y)) return Answer::yes;
  if (x.empty() || y.empty()) return Answer::unknown;
  TRY_LET(found, finds(a, b));
  if (found) return Answer::unknown;
  TRY_LET(found_back, finds(b, a));
  if (found_back) return Answer::unknown;
  return share_one(scripts_of(a), scripts_of(b)) ? Answer::no : Answer::unknown;
}

std::string script_of_name(std::string_view name) { return dominant_script(name).script; }

}  // namespace kotobune::text
