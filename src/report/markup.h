// Writing XML and HTML: escaping is done here and nowhere else.
#pragma once

#include <string>
#include <string_view>

namespace kotobune::report {

// For text and for attribute values between double quotes. Characters XML 1.0 forbids are left out.
std::string escape(std::string_view text);

}  // namespace kotobune::report
