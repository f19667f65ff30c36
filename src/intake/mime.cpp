#include "intake/mime.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace kotobune::intake {

namespace {

struct Magic {
  std::size_t at;
  std::string_view bytes;
  const char* mime;
};

using namespace std::string_view_literals;

constexpr std::array<Magic, 17> magics = {{
    {0, "\xFF\xD8\xFF"sv, "image/jpeg"},
    {0, "\x89PNG\r\n\x1A\n"sv, "image/png"},
    {0, "GIF8"sv, "image/gif"},
    {0, "II*\0"sv, "image/tiff"},
    {0, "MM\0*"sv, "image/tiff"},
    {8, "WEBP"sv, "image/webp"},
    {8, "WAVE"sv, "audio/wav"},
    {8, "AVI "sv, "video/x-msvideo"},
    {0, "%PDF-"sv, "application/pdf"},
    {0, "ID3"sv, "audio/mpeg"},
    {0, "OggS"sv, "audio/ogg"},
    {0, "fLaC"sv, "audio/flac"},
    {0, "#!AMR"sv, "audio/amr"},
    {0, "\x1A\x45\xDF\xA3"sv, "video/webm"},
    {0, "{\\rtf"sv, "application/rtf"},
    {0, "\x1F\x8B"sv, "application/gzip"},
    {0, "\xD0\xCF\x11\xE0"sv, "application/x-ole-storage"},
}};

struct Extension {
  std::string_view extension;
  const char* mime;
};

constexpr std::array<Extension, 10> zips = {{
    {"docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
    {"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
    {"pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"},
    {"odt", "application/vnd.oasis.opendocument.text"},
    {"ods", "application/vnd.oasis.opendocument.spreadsheet"},
    {"odp", "application/vnd.oasis.opendocument.presentation"},
    {"epub", "application/epub+zip"},
    {"kmz", "application/vnd.google-earth.kmz"},
    {"wacz", "application/wacz"},
    {"zip", "application/zip"},
}};

constexpr std::array<Extension, 10> texts = {{
    {"csv", "text/csv"}, {"tsv", "text/tab-separated-values"}, {"md", "text/markdown"},
    {"markdown", "text/markdown"}, {"eml", "message/rfc822"}, {"html", "text/html"},
    {"htm", "text/html"}, {"json", "application/json"}, {"jsonl", "application/jsonl"},
    {"xml", "application/xml"},
}};

std::string extension_of(std::string_view name) {
  const auto dot = name.rfind('.');
  if (dot == std::string_view::npos || name.find_first_of("/\\", dot) != std::string_view::npos)
    return "";
  return ascii_lower(name.substr(dot + 1));
}

template <std::size_t n>
const char* by_extension(const std::array<Extension, n>& known, const std::string& extension) {
  const auto found = std::find_if(known.begin(), known.end(),
                                  [&](const Extension& e) { return e.extension == extension; });
  return found == known.end() ? nullptr : found->mime;
}

const char* iso_media(std::string_view brand, const std::string& extension) {
  if (brand == "M4A " || brand == "M4B " || extension == "m4a") return "audio/mp4";
  if (brand == "heic" || brand == "heix" || brand == "mif1") return "image/heic";
  if (brand == "avif") return "image/avif";
  if (brand == "qt  ") return "video/quicktime";
  return brand.starts_with("3g") ? "video/3gpp" : "video/mp4";
}

bool is_text(std::string_view start) {
  if (start.starts_with("\xFF\xFE") || start.starts_with("\xFE\xFF")) return true;
  if (start.empty()) return false;
  // The last sequence may be cut by the end of what we were given: leave up to 3 bytes.
  auto whole = start;
  for (int i = 0; i < 4 && !whole.empty(); ++i) {
    if (is_utf8(whole)) {
      return std::none_of(whole.begin(), whole.end(), [](char c) {
        return static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\r' && c != '\t' &&
               c != '\f';
      });
    }
    whole.remove_suffix(1);
  }
  return false;
}

}  // namespace

std::string sniff_mime(ByteView bytes, std::string_view file_name) {
  const auto start = as_chars(bytes.first(std::min<std::size_t>(bytes.size(), 4096)));
  const auto extension = extension_of(file_name);
  if (start.size() >= 12 && start.substr(4, 4) == "ftyp")
    return iso_media(start.substr(8, 4), extension);
  const bool riff = start.starts_with("RIFF");
  for (const auto& magic : magics) {
    if (magic.at == 8 && !riff) continue;
    if (start.size() >= magic.at && start.substr(magic.at).starts_with(magic.bytes))
      return magic.mime;
  }
  if (start.starts_with("PK\x03\x04") || start.starts_with("PK\x05\x06")) {
    const auto* mime = by_extension(zips, extension);
    return mime != nullptr ? mime : "application/zip";
  }
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(start[i]); };
  if (start.size() > 2 && byte(0) == 0xFF && (byte(1) & 0xE6) == 0xE2) return "audio/mpeg";
  if (!is_text(start)) return "application/octet-stream";
  if (const auto* mime = by_extension(texts, extension)) return mime;
  const auto trimmed = trim_ascii(start);
  if (starts_with_ignoring_case(trimmed, "<!doctype html") ||
      starts_with_ignoring_case(trimmed, "<html")) {
    return "text/html";
  }
  return "text/plain";
}

}  // namespace kotobune::intake
