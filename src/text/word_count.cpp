#include "text/word_count.h"

#include "base/text.h"
#include "text/characters.h"

namespace kotobune::text {

std::size_t count_words(std::string_view text) {
  std::size_t count = 0;
  bool inside = false;
  for (std::size_t at = 0; at < text.size();) {
    const auto point = code_point_at(text, at);
    at += point.size_bytes;
    if (point.value > 0x20 && point.value < 0x7F) {  // most of what is counted
      if (!inside) ++count;
      inside = true;
      continue;
    }
    const auto& known = character(point.value);
    if (known.count == 0) continue;  // zero width
    if (is_space(point.value) || point.value < 0x20) {
      inside = false;
    } else if (known.script == script_han && known.kind == Kind::letter) {
      ++count;
      inside = false;
    } else {
      if (!inside) ++count;
      inside = true;
    }
  }
  return count;
}

}  // namespace kotobune::text
