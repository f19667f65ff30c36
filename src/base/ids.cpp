#include "base/ids.h"

#include "base/encode.h"

namespace kotobune {

bool is_record_id(std::string_view text) {
  return text.size() == 26 && parse_base32(text).has_value();
}

}  // namespace kotobune
