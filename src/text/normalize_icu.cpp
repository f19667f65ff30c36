#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>

#include <algorithm>

#include "base/ensure.h"
#include "base/text.h"
#include "text/normalize.h"
#include "text/units.h"

namespace kotobune::text {

std::string nfc(std::string_view text) {
  if (std::all_of(text.begin(), text.end(),
                  [](char c) { return static_cast<signed char>(c) >= 0; })) {
    return std::string(text);
  }
  UErrorCode status = U_ZERO_ERROR;
  const auto* normalizer = icu::Normalizer2::getNFCInstance(status);
  ensure(U_SUCCESS(status), "ICU holds its own normalization tables");
  const std::string shown = Text::shown(text).str();
  std::string out;
  icu::StringByteSink<std::string> sink(&out, static_cast<std::int32_t>(shown.size()));
  normalizer->normalizeUTF8(0, shown, sink, nullptr, status);
  ensure(U_SUCCESS(status), "valid UTF-8 can be normalized");
  return out;
}

std::string fold(std::string_view text) {
  Units units;
  for (std::size_t at = 0; at < text.size();) {
    const auto point = code_point_at(text, at);
    const auto start = at;
    at += point.size_bytes;
    for (const auto c : expansion(point.value)) {
      const auto& known = character(c);
      Unit unit{c, point.value, start, at, known.kind, known.script, known.combining_class,
                known.clustered};
      if (unit.kind == Kind::mark && !units.empty()) {
        const auto& last = units.back();
        const bool wa = last.raw == 0x1040 && unit.script == script_myanmar;
        if (!wa && (folds_marks(last.script) || last.kind == Kind::digit)) continue;
        if (unit.script == script_inherited) unit.script = last.script;
      }
      units.push_back(unit);
    }
  }
  order_marks(units, 0);
  mend_spelling(units, 0);
  std::string out;
  append_units(out, units, 0, units.size());
  return out;
}

}  // namespace kotobune::text
