// verify.html: a page that checks a bag in any browser, offline. Its source, written from
// docs/format.md alone, is web/verify/verify.ts.
#pragma once

#include <string_view>

namespace kotobune::release {

std::string_view verify_page();

}  // namespace kotobune::release
