#include "base/partial_date.h"

#include "base/text.h"

namespace kotobune {

namespace {

struct Part {
  bool open = false;  // "" or ".."
  bool approximate = false;
  bool day = false;
  std::int64_t first = 0;
  std::int64_t last = 0;
};

std::optional<Part> parse_part(std::string_view text) {
  Part part;
  if (text.empty() || text == "..") {
    part.open = true;
    return part;
  }
  if (text.back() == '~' || text.back() == '?' || text.back() == '%') {
    part.approximate = true;
    text.remove_suffix(1);
  }
  const auto pieces = split(text, '-');
  if (pieces.size() > 3 || pieces[0].size() != 4) return std::nullopt;
  CivilDate date{0, 1, 1};
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (i > 0 && pieces[i].size() != 2) return std::nullopt;
    const auto value = parse_int(pieces[i]);
    if (!value || *value < 1) return std::nullopt;
    (i == 0 ? date.year : i == 1 ? date.month : date.day) = static_cast<int>(*value);
  }
  if (!is_valid(date)) return std::nullopt;
  part.first = days_from_civil(date);
  part.day = pieces.size() == 3;
  if (pieces.size() == 1) part.last = days_from_civil({date.year + 1, 1, 1}) - 1;
  if (pieces.size() == 2) {
    const bool december = date.month == 12;
    part.last =
        days_from_civil({december ? date.year + 1 : date.year, december ? 1 : date.month + 1, 1}) -
        1;
  }
  if (part.day) part.last = part.first;
  return part;
}

}  // namespace

std::optional<PartialDate> PartialDate::parse(std::string_view edtf) {
  PartialDate out;
  out.edtf_ = std::string(edtf);
  const auto slash = edtf.find('/');
  const auto from = parse_part(edtf.substr(0, slash));
  if (!from) return std::nullopt;
  if (slash == std::string_view::npos) {
    if (from->open) return std::nullopt;
    out.approximate_ = from->approximate;
    out.exact_day_ = from->day && !from->approximate;
    out.earliest_ = from->first;
    out.latest_ = from->last;
    return out;
  }
  const auto to = parse_part(edtf.substr(slash + 1));
  if (!to || (from->open && to->open)) return std::nullopt;
  out.approximate_ = from->approximate || to->approximate;
  if (!from->open) out.earliest_ = from->first;
  if (!to->open) out.latest_ = to->last;
  if (out.earliest_ && out.latest_ && *out.earliest_ > *out.latest_) return std::nullopt;
  return out;
}

}  // namespace kotobune
