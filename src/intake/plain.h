// Readers that need no library. Internal to intake/.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"

namespace kotobune::intake {

struct Decoded {
  std::string text;     // UTF-8 without BOM
  std::string charset;  // "utf-8", "utf-8 bom", "utf-16le", "utf-16be"
};

// UTF-8 (with or without BOM) and UTF-16 with BOM. Nothing else is guessed: a wrong guess would be
// sealed as what the witness wrote.
std::optional<Decoded> decode_text(ByteView bytes);

// What a reader of the page sees: tags, comments, scripts and styles gone, blocks on lines of their
// own, the common character references resolved. Linear, no nesting kept.
std::string text_of_html(std::string_view html);

// Subject, From, To, Date and the text parts of an e-mail (plain before HTML; base64 and
// quoted-printable undone). nullopt where it has no header, or no part in UTF-8 or ASCII.
std::optional<std::string> text_of_email(std::string_view mail);

}  // namespace kotobune::intake
