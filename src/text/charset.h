// Charsets: bytes of old office programs as UTF-8. Which charset it is must be said by a person,
// since a wrong guess would be recorded as what a witness wrote.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"

namespace kotobune::text {

// The names a person may say: "utf-8", "utf-16", "windows-874" (Thai), "shift_jis" (Japanese, as
// Windows writes it), "euc-jp", "windows-1252", "windows-1251", "windows-1256", "gb18030", "big5",
// "euc-kr".
const std::vector<std::string>& charset_names();

// UTF-8; where the bytes are no text of that charset stands U+FFFD, for is_garbled() to find.
// nullopt: no such charset. A byte order mark is left out.
std::optional<std::string> decode_charset(ByteView bytes, std::string_view charset);

// Is something in this UTF-8 text lost or of another charset: U+FFFD, or a C1 control, which no
// person writes and which wrongly read Windows text is full of?
bool is_garbled(std::string_view utf8);

// Charsets in which these bytes would be text without a fault, for a person to choose from.
std::vector<std::string> possible_charsets(ByteView bytes);

}  // namespace kotobune::text
