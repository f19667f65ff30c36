#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include <algorithm>

#include "base/ensure.h"
#include "base/text.h"
#include "text/quote.h"
#include "text/units.h"

namespace kotobune::text {

namespace {

bool is_invisible(char32_t c) {
  return c == 0xAD || c == 0x034F || c == 0x061C || c == 0x180E || c == 0xFEFF ||
         (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2060 && c <= 0x2064) || (c >= 0x2066 && c <= 0x206F);
}

Unit unit_of(char32_t c, std::size_t start, std::size_t end) {
  Unit unit;
  unit.value = unit.raw = c;
  unit.start = start;
  unit.end = end;
  if (c < 0x80) {
    unit.kind = is_space(c) ? Kind::space : Kind::letter;
    return unit;
  }
  unit.script = script_of(c);
  unit.kind = is_space(c) ? Kind::space : is_mark(c) ? Kind::mark : Kind::letter;
  // NFC has put other marks in order; class 0 keeps order_marks() from touching them again.
  unit.combining_class = 0;
  return unit;
}

// Steps 1 and 2. NFC works on stretches between characters before which nothing composes; all
// units of a stretch that changed carry the range of the whole stretch.
Units composed(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const auto* normalizer = icu::Normalizer2::getNFCInstance(status);
  ensure(U_SUCCESS(status), "ICU holds its own normalization tables");
  Units out;
  Units stretch;
  const auto close = [&] {
    if (stretch.size() == 1 && normalizer->isInert(static_cast<UChar32>(stretch[0].value))) {
      out.push_back(stretch[0]);
    } else if (!stretch.empty()) {
      icu::UnicodeString joined;
      for (const auto& unit : stretch) joined.append(static_cast<UChar32>(unit.value));
      const auto normal = normalizer->normalize(joined, status);
      ensure(U_SUCCESS(status), "code points can be normalized");
      const bool same = normal == joined;
      std::size_t index = 0;
      for (std::int32_t at = 0; at < normal.length(); at = normal.moveIndex32(at, 1), ++index) {
        const auto c = static_cast<char32_t>(normal.char32At(at));
        out.push_back(same ? unit_of(c, stretch[index].start, stretch[index].end)
                           : unit_of(c, stretch.front().start, stretch.back().end));
      }
    }
    stretch.clear();
  };
  for (std::size_t at = 0; at < text.size();) {
    const auto point = code_point_at(text, at);
    const auto start = at;
    at += point.size_bytes;
    if (is_invisible(point.value)) continue;
    // A byte that is not UTF-8 gets a value no text holds, and so matches nothing but itself.
    const bool bad = point.value == 0xFFFD && point.size_bytes == 1;
    if (point.value < 0x80 || bad ||
        normalizer->hasBoundaryBefore(static_cast<UChar32>(point.value))) {
      close();
    }
    if (bad) {
      out.push_back(unit_of(0x110000 + static_cast<unsigned char>(text[start]), start, at));
      continue;
    }
    stretch.push_back(unit_of(point.value, start, at));
  }
  close();
  return out;
}

Units normal_units(std::string_view text) {
  auto units = composed(text);
  order_marks(units, 0);
  Units out;
  for (auto& unit : units) {
    if (unit.kind == Kind::space) {
      if (!out.empty() && out.back().kind == Kind::space) {
        out.back().end = unit.end;
        continue;
      }
      unit.value = ' ';
    }
    out.push_back(unit);
  }
  return out;
}

void trim(Units& units) {
  while (!units.empty() && units.back().kind == Kind::space) units.pop_back();
  if (!units.empty() && units.front().kind == Kind::space) units.erase(units.begin());
}

}  // namespace

std::string normalized_quote(std::string_view text) {
  auto units = normal_units(text);
  trim(units);
  std::string out;
  for (const auto& unit : units) append_utf8(out, unit.value > 0x10FFFF ? 0xFFFD : unit.value);
  return out;
}

std::optional<ByteRange> find_quote(std::string_view haystack, std::string_view needle) {
  return Quotable(std::string(haystack)).find(needle);
}

Quotable::Quotable(std::string text) : text_(std::move(text)) {
  for (const auto& unit : normal_units(text_)) {
    values_.push_back(unit.value);
    start_.push_back(static_cast<std::uint32_t>(unit.start));
    end_.push_back(static_cast<std::uint32_t>(unit.end));
    mark_.push_back(unit.kind == Kind::mark);
  }
}

std::optional<ByteRange> Quotable::find(std::string_view needle) const {
  auto units = normal_units(needle);
  trim(units);
  std::u32string wanted;
  for (const auto& unit : units) {
    if (unit.value > 0x10FFFF) return std::nullopt;  // not UTF-8
    wanted.push_back(unit.value);
  }
  if (wanted.empty()) return std::nullopt;
  for (auto from = values_.find(wanted); from != std::u32string::npos;
       from = values_.find(wanted, from + 1)) {
    const auto to = from + wanted.size();
    if (to < values_.size() && mark_[to]) continue;
    if (from > 0 && mark_[from]) continue;
    ByteRange range{text_.size(), 0};
    for (auto at = from; at != to; ++at) {
      range.start = std::min<std::size_t>(range.start, start_[at]);
      range.end = std::max<std::size_t>(range.end, end_[at]);
    }
    return range;
  }
  return std::nullopt;
}

}  // namespace kotobune::text
