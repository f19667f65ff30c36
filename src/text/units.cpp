#include "text/units.h"

#include <algorithm>

#include "base/text.h"

namespace kotobune::text {

namespace {

constexpr char32_t virama = 0x1039;
constexpr char32_t asat = 0x103A;
constexpr char32_t dot_below = 0x1037;
constexpr char32_t coeng = 0x17D2;

bool is_medial(char32_t c) { return (c >= 0x103B && c <= 0x103E) || c == 0x1082 || c == 0x105E ||
                                    c == 0x105F || c == 0x1060; }

int myanmar_rank(char32_t c) {
  switch (c) {
    case 0x103B: return 1;
    case 0x103C: return 2;
    case 0x103D: case 0x1082: return 3;
    case 0x103E: return 4;
    case 0x1031: case 0x1084: return 6;
    case 0x102D: case 0x102E: case 0x1032: case 0x1033: case 0x1034: case 0x1035:
    case 0x1071: case 0x1072: case 0x1073: case 0x1074: case 0x1085: return 7;
    case 0x102F: case 0x1030: return 8;
    case 0x102B: case 0x102C: case 0x1062: case 0x1083: return 9;
    case 0x1036: return 10;
    case dot_below: return 11;
    case asat: return 12;
    case 0x1038: return 14;
    default: return is_medial(c) ? 5 : 13;
  }
}

int khmer_rank(char32_t c) {
  if (c == 0x17CC) return 1;
  if (c == 0x17C9 || c == 0x17CA) return 4;
  if (c >= 0x17B6 && c <= 0x17C5) return 5;
  return 6;
}

int thai_lao_rank(char32_t c) {
  const bool tone = (c >= 0x0E48 && c <= 0x0E4C) || (c >= 0x0EC8 && c <= 0x0ECC);
  return tone ? 2 : 1;
}

int rank_of(const Unit& unit) {
  switch (unit.script) {
    case script_myanmar: return myanmar_rank(unit.value);
    case script_khmer: return khmer_rank(unit.value);
    case script_thai: case script_lao: return thai_lao_rank(unit.value);
    default: return unit.combining_class;
  }
}

bool starts_syllable(const Unit& unit) { return unit.kind != Kind::mark; }

void sort_marks(Units& units, std::size_t from, std::size_t to) {
  if (to - from < 2) return;
  // In other scripts a mark of class 0 is a barrier, as in Unicode's canonical order.
  const auto script = units[from].script;
  const bool own_rule = script == script_myanmar || script == script_thai || script == script_lao;
  if (own_rule) {
    std::stable_sort(units.begin() + from, units.begin() + to,
                     [](const Unit& a, const Unit& b) { return rank_of(a) < rank_of(b); });
    return;
  }
  for (std::size_t at = from; at < to;) {
    auto stop = at;
    while (stop < to && units[stop].combining_class != 0) ++stop;
    std::stable_sort(units.begin() + at, units.begin() + stop, [](const Unit& a, const Unit& b) {
      return a.combining_class < b.combining_class;
    });
    at = std::max(stop, at + 1);
  }
}

// Marks of one Myanmar syllable, cut where order carries meaning: at a virama and at an asat that
// a medial follows.
void order_myanmar(Units& units, std::size_t from, std::size_t to) {
  std::size_t begin = from;
  for (std::size_t at = from; at < to; ++at) {
    const auto c = units[at].value;
    const bool asat_then_medial = c == asat && at + 1 < to && is_medial(units[at + 1].value);
    if (c != virama && !asat_then_medial) continue;
    sort_marks(units, begin, at);
    begin = at + 1;
  }
  sort_marks(units, begin, to);
}

// A Khmer stack moves as a pair (coeng, consonant), so rank whole pieces and rebuild. A coeng that
// stacks nothing stays: moved before the next letter, it would stack that at a second folding.
std::size_t order_khmer(Units& units, std::size_t from) {
  struct Piece { int rank; std::size_t at, size; };
  std::vector<Piece> pieces;
  std::size_t at = from;
  while (at < units.size() && units[at].script == script_khmer && units[at].kind == Kind::mark) {
    const bool stack = units[at].value == coeng && at + 1 < units.size() &&
                       units[at + 1].script == script_khmer && units[at + 1].kind == Kind::letter;
    if (units[at].value == coeng && !stack) break;
    if (stack) {
      pieces.push_back({units[at + 1].value == 0x179A ? 3 : 2, at, 2});
    } else {
      pieces.push_back({khmer_rank(units[at].value), at, 1});
    }
    at += pieces.back().size;
  }
  const auto by_rank = [](const Piece& a, const Piece& b) { return a.rank < b.rank; };
  if (pieces.empty()) return from + 1;  // a lone coeng
  if (std::is_sorted(pieces.begin(), pieces.end(), by_rank)) return at;
  std::stable_sort(pieces.begin(), pieces.end(), by_rank);
  Units ordered;
  for (const auto& piece : pieces) {
    ordered.insert(ordered.end(), units.begin() + piece.at, units.begin() + piece.at + piece.size);
  }
  std::copy(ordered.begin(), ordered.end(), units.begin() + from);
  return at;
}

bool is_myanmar(const Unit& unit) { return unit.script == script_myanmar; }

bool begins_myanmar_syllable(const Units& units, std::size_t at, std::size_t end) {
  const auto& unit = units[at];
  if (!starts_syllable(unit)) return false;
  if (units[at - 1].value == virama) return false;
  auto next = at + 1;
  if (next < end && units[next].value == dot_below) ++next;
  return next >= end || (units[next].value != asat && units[next].value != virama);
}

bool is_leading_vowel(char32_t c) {
  return (c >= 0x0E40 && c <= 0x0E44) || (c >= 0x0EC0 && c <= 0x0EC4);
}
bool is_following_vowel(char32_t c) {
  return c == 0x0E30 || c == 0x0E32 || c == 0x0E45 || c == 0x0EB0 || c == 0x0EB2;
}

// Hangul: L + V (+ T) compose by arithmetic (The Unicode Standard, section 3.12).
void compose_hangul(Units& units, std::size_t from) {
  std::size_t write = from;
  for (std::size_t read = from; read < units.size(); ++read) {
    Unit unit = units[read];
    if (write > from) {
      auto& last = units[write - 1];
      const auto l = last.value - 0x1100;
      const auto v = unit.value - 0x1161;
      const auto t = unit.value - 0x11A7;
      const auto s = last.value - 0xAC00;
      char32_t composed = 0;
      if (l < 19 && v < 21) composed = 0xAC00 + (l * 21 + v) * 28;
      if (s < 11172 && s % 28 == 0 && t > 0 && t < 28) composed = last.value + t;
      if (composed != 0) {
        last.value = composed;
        last.end = unit.end;
        continue;
      }
    }
    units[write++] = unit;
  }
  units.resize(write);
}

// The pairs that are typed where one letter is meant; 0 where there is none.
char32_t joined(char32_t first, char32_t second) {
  if (first == 0x17C1 && second == 0x17B8) return 0x17BE;
  if (first == 0x17C1 && second == 0x17B6) return 0x17C4;
  if (first == 0x0E40 && second == 0x0E40) return 0x0E41;
  if (first == 0x0EC0 && second == 0x0EC0) return 0x0EC1;
  return 0;
}

void mend_zero(Units& units, std::size_t at, std::size_t from) {
  const auto is_digit = [&](std::size_t i) { return units[i].kind == Kind::digit; };
  const bool before = at > from && is_myanmar(units[at - 1]);
  const bool after = at + 1 < units.size() && is_myanmar(units[at + 1]);
  const bool digits = (at > from && is_digit(at - 1)) ||
                      (at + 1 < units.size() && is_digit(at + 1));
  const bool carries_mark = after && units[at + 1].kind == Kind::mark;
  if (!carries_mark && (digits || (!before && !after))) return;
  units[at].value = 0x101D;
  units[at].kind = Kind::letter;
  units[at].script = script_myanmar;
  units[at].clustered = true;
}

}  // namespace

void order_marks(Units& units, std::size_t from) {
  for (std::size_t at = from; at < units.size();) {
    if (units[at].kind != Kind::mark) {
      ++at;
      continue;
    }
    if (units[at].script == script_khmer) {
      at = order_khmer(units, at);
      continue;
    }
    auto stop = at;
    while (stop < units.size() && units[stop].kind == Kind::mark &&
           units[stop].script == units[at].script) {
      ++stop;
    }
    if (units[at].script == script_myanmar) {
      order_myanmar(units, at, stop);
    } else {
      sort_marks(units, at, stop);
    }
    at = stop;
  }
}

void mend_spelling(Units& units, std::size_t from) {
  bool hangul = false;
  std::size_t write = from;
  for (std::size_t read = from; read < units.size(); ++read) {
    if (units[read].raw == 0x1040) mend_zero(units, read, from);
    const Unit unit = units[read];
    hangul = hangul || unit.script == script_hangul;
    if (write > from) {
      auto& last = units[write - 1];
      if (const auto one = joined(last.value, unit.value); one != 0) {
        last.value = one;
        last.end = std::max(last.end, unit.end);
        continue;
      }
      if (unit.value == asat && last.value == 0x1025) last.value = 0x1009;
      if (unit.value == 0x178A && last.value == coeng) {
        units[write++] = unit;
        units[write - 1].value = 0x178F;
        continue;
      }
    }
    units[write++] = unit;
  }
  units.resize(write);
  if (hangul) compose_hangul(units, from);
}

std::size_t cluster_end(const Units& units, std::size_t at, std::size_t end) {
  const auto script = units[at].script;
  auto next = at + 1;
  if (script == script_myanmar) {
    while (next < end && !begins_myanmar_syllable(units, next, end)) ++next;
    return next;
  }
  const bool thai = script == script_thai || script == script_lao;
  if (thai && is_leading_vowel(units[at].value) && next < end && starts_syllable(units[next])) {
    ++next;
  }
  while (next < end) {
    const bool stacked = script == script_khmer && units[next - 1].value == coeng;
    const bool follows = thai && is_following_vowel(units[next].value);
    if (starts_syllable(units[next]) && !stacked && !follows) break;
    ++next;
  }
  return next;
}

void append_units(std::string& out, const Units& units, std::size_t from, std::size_t to) {
  for (auto at = from; at < to; ++at) append_utf8(out, units[at].value);
}

}  // namespace kotobune::text
