#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>
#include <unicode/unistr.h>

#include <array>
#include <memory>

#include "base/text.h"
#include "text/charset.h"

namespace kotobune::text {

namespace {

struct Known {
  const char* name;  // ours
  const char* icu;
};
constexpr std::array<Known, 11> known_charsets = {{{"utf-8", "UTF-8"},
                                                   {"utf-16", "UTF-16"},
                                                   {"windows-874", "windows-874-2000"},
                                                   {"shift_jis", "ibm-943_P15A-2003"},
                                                   {"euc-jp", "euc-jp-2007"},
                                                   {"windows-1252", "ibm-5348_P100-1997"},
                                                   {"windows-1251", "ibm-5347_P100-1998"},
                                                   {"windows-1256", "ibm-9448_X100-2005"},
                                                   {"gb18030", "gb18030"},
                                                   {"big5", "windows-950-2000"},
                                                   {"euc-kr", "windows-949-2000"}}};

struct Close {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};

// ICU's own way tells some lost bytes as U+001A.
void mark_lost(const void*, UConverterToUnicodeArgs* args, const char*, int32_t,
               UConverterCallbackReason reason, UErrorCode* status) {
  if (reason > UCNV_IRREGULAR) return;
  *status = U_ZERO_ERROR;
  const UChar lost = 0xFFFD;
  ucnv_cbToUWriteUChars(args, &lost, 1, 0, status);
}

}  // namespace

const std::vector<std::string>& charset_names() {
  static const auto names = [] {
    std::vector<std::string> out;
    for (const auto& one : known_charsets) out.emplace_back(one.name);
    return out;
  }();
  return names;
}

std::optional<std::string> decode_charset(ByteView bytes, std::string_view charset) {
  const char* wanted = nullptr;
  for (const auto& one : known_charsets)
    if (one.name == charset) wanted = one.icu;
  if (wanted == nullptr) return std::nullopt;
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, Close> converter(ucnv_open(wanted, &status));
  if (U_FAILURE(status)) return std::nullopt;
  ucnv_setToUCallBack(converter.get(), mark_lost, nullptr, nullptr, nullptr, &status);
  std::string out;
  out.reserve(bytes.size());
  const auto chars = as_chars(bytes);
  const char* from = chars.data();
  const char* const end = from + chars.size();
  std::array<UChar, 4096> buffer{};
  std::u16string high;  // half of a pair that the end of the buffer cut off
  do {
    status = U_ZERO_ERROR;
    UChar* to = buffer.data();
    ucnv_toUnicode(converter.get(), &to, buffer.data() + buffer.size(), &from, end, nullptr, 1,
                   &status);
    icu::UnicodeString piece(high.data(), static_cast<std::int32_t>(high.size()));
    piece.append(buffer.data(), static_cast<std::int32_t>(to - buffer.data()));
    high.clear();
    const auto last = piece.length() - 1;
    if (status == U_BUFFER_OVERFLOW_ERROR && last >= 0 && U16_IS_LEAD(piece.charAt(last))) {
      high.push_back(piece.charAt(last));
      piece.truncate(last);
    }
    piece.toUTF8String(out);
  } while (status == U_BUFFER_OVERFLOW_ERROR);
  if (U_FAILURE(status)) append_utf8(out, 0xFFFD);
  if (out.starts_with("\xEF\xBB\xBF")) out.erase(0, 3);
  return out;
}

bool is_garbled(std::string_view utf8) {
  for (std::size_t at = 0; at + 1 < utf8.size(); ++at) {
    if (utf8[at] == '\xC2' && static_cast<unsigned char>(utf8[at + 1]) < 0xA0) return true;
    if (utf8.substr(at, 3) == "\xEF\xBF\xBD") return true;
  }
  return false;
}

std::vector<std::string> possible_charsets(ByteView bytes) {
  std::vector<std::string> out;
  for (const auto& one : known_charsets) {
    const std::string_view name = one.name;
    // A mark or nothing tells UTF-16; Western and Cyrillic take any byte, so they say little.
    if (name == "utf-16" || name == "windows-1251" || name == "windows-1256") continue;
    const auto text = decode_charset(bytes, name);
    if (text && !is_garbled(*text)) out.emplace_back(name);
  }
  return out;
}

}  // namespace kotobune::text
