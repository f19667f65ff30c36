#include "vault/segment.h"

#include <zstd.h>

#include <algorithm>
#include <map>

#include "base/limits.h"
#include "vault/errors.h"
#include "vault/padding.h"

namespace kotobune::vault {

namespace {

constexpr std::uint32_t skippable_magic = 0x184D2A50;
constexpr int compression_level = 3;
constexpr std::size_t most_plaintext = 64u << 20;  // a bomb of zeros ends here

void append_u32_le(Bytes& out, std::uint32_t value) {
  for (int shift = 0; shift < 32; shift += 8)
    out.push_back(static_cast<std::uint8_t>(value >> shift));
}

Error unreadable(std::string why) {
  return Error(errors::object_unreadable, {{"why", std::move(why)}});
}

// The [from, to) ranges that the indexes form.
Json ranges(const std::vector<SegmentLine>& lines) {
  Json out = Json::array();
  for (std::size_t i = 0; i < lines.size();) {
    std::size_t end = i + 1;
    while (end < lines.size() && lines[end].index == lines[end - 1].index + 1) ++end;
    out.push(Json(Json::Array{Json(lines[i].index), Json(lines[end - 1].index + 1)}));
    i = end;
  }
  return out;
}

Result<std::string> decompress(ByteView plaintext) {
  std::string out;
  // Our frames say their size. It is a claim: believed for the first allocation and no further, and
  // only within the limit. (Growing by doubling cost a rebuild a sixth of its time.)
  const auto claimed = ZSTD_getFrameContentSize(plaintext.data(), plaintext.size());
  if (claimed <= most_plaintext) out.reserve(claimed);
  auto* stream = ZSTD_createDStream();
  std::vector<char> buffer(ZSTD_DStreamOutSize());
  ZSTD_inBuffer in{plaintext.data(), plaintext.size(), 0};
  std::size_t more = 1;
  while (in.pos < in.size && more != 0) {  // stops at the end of the first frame: padding follows
    ZSTD_outBuffer produced{buffer.data(), buffer.size(), 0};
    more = ZSTD_decompressStream(stream, &produced, &in);
    if (ZSTD_isError(more) || out.size() + produced.pos > most_plaintext) break;
    out.append(buffer.data(), produced.pos);
  }
  const bool failed = ZSTD_isError(more) || more != 0;
  ZSTD_freeDStream(stream);
  if (failed) return unreadable("it is no complete zstd frame");
  return out;
}

}  // namespace

Json to_json(const std::vector<Place>& places) {
  Json out = Json::array();
  for (const auto& place : places) {
    Json one = Json::object();
    one.set("o", place.object.str()).set("off", place.offset).set("len", place.length);
    out.push(std::move(one));
  }
  return out;
}

std::vector<Place> places_from_json(const Json& json) {
  std::vector<Place> out;
  for (const auto& one : json.items()) {
    out.push_back({ObjectId(one["o"].str()), static_cast<std::uint64_t>(one["off"].int_or(0)),
                   static_cast<std::uint64_t>(one["len"].int_or(0))});
  }
  return out;
}

Bytes encode_segment(const LogId& log, const std::vector<SegmentLine>& lines) {
  Json loc = Json::object();
  for (const auto& line : lines) {
    if (!line.places.empty()) loc.members().emplace_back(line.id.str(), to_json(line.places));
  }
  Json header = Json::object();
  header.set("seg", 1).set("log", log.str()).set("r", ranges(lines)).set("loc", std::move(loc));
  std::string text = header.dump() + "\n";
  for (const auto& line : lines) text += line.line + "\n";

  Bytes out(ZSTD_compressBound(text.size()));
  const auto size =
      ZSTD_compress(out.data(), out.size(), text.data(), text.size(), compression_level);
  ensure(!ZSTD_isError(size), "zstd compresses into a buffer of its own bound");
  out.resize(size);
  const auto padded = padded_size(size + 8);
  append_u32_le(out, skippable_magic);
  append_u32_le(out, static_cast<std::uint32_t>(padded - size - 8));
  out.resize(padded, 0);
  return out;
}

namespace {

// Hands each record the places that the header tells for its id. Lines as we write them are not
// parsed for that: their id stands behind `crit`. Others are, if places are left.
void give_places(SegmentView& view, const Json& loc) {
  std::map<std::string, const Json*, std::less<>> places;
  for (const auto& member : loc.members()) places[member.first] = &member.second;
  const auto give = [&](SegmentLine& line, std::string_view id) {
    const auto found = places.find(id);
    if (found == places.end()) return;
    line.id = RecordId(std::string(id));
    line.places = places_from_json(*found->second);
    places.erase(found);
  };
  for (auto& line : view.lines) {
    const std::string_view text = line.line;
    const auto at = text.rfind("\"id\":\"");
    if (at == std::string_view::npos) continue;
    const auto front = text.substr(0, at);
    if (front.ends_with("\"crit\":false,") || front.ends_with("\"crit\":true,")) {
      give(line, text.substr(at + 6, 26));
    }
  }
  for (auto& line : view.lines) {
    if (places.empty()) return;
    if (!line.places.empty()) continue;
    const auto parsed = parse_json(line.line);
    if (parsed.ok()) give(line, (*parsed)["id"].str());
  }
}

}  // namespace

Result<SegmentView> decode_segment(ByteView plaintext) {
  TRY_LET(text, decompress(plaintext));
  SegmentView view;
  std::string_view rest = text;
  const auto next_line = [&]() {
    const auto end = rest.find('\n');
    const auto line = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    return line;
  };
  const auto header = parse_json(next_line());
  if (!header.ok() || (*header)["seg"].int_or(0) != 1)
    return unreadable("its first line is no segment header");
  view.log = LogId((*header)["log"].str());
  std::int64_t next = 0;
  for (const auto& range : (*header)["r"].items()) {
    if (range.items().size() != 2) return unreadable("a range of indexes is malformed");
    const auto from = range.items()[0].int_or(-1);
    const auto to = range.items()[1].int_or(-1);
    if (from < next || to <= from) return unreadable("its ranges of indexes do not rise");
    next = to;
    for (auto i = from; i < to; ++i) {
      if (rest.empty()) return unreadable("it holds fewer records than it announces");
      SegmentLine line;
      line.index = i;
      line.line = std::string(next_line());
      view.lines.push_back(std::move(line));
    }
  }
  if (!rest.empty()) return unreadable("it holds more records than it announces");
  give_places(view, (*header)["loc"]);
  return view;
}

}  // namespace kotobune::vault
