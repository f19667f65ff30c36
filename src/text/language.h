// Names of languages, for people.
#pragma once

#include <string>
#include <string_view>

namespace kotobune::text {

// "my" in "en" -> "Burmese". A tag (BCP 47) that ICU does not know comes back as it is; "" stays
// "".
std::string language_name(std::string_view tag, std::string_view in_language);

}  // namespace kotobune::text
