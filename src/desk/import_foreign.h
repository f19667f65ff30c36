// Our mappings for what other systems export, onto the practice pack fact-finding. They are
// ordinary mappings (desk/import_map.h): `kotobune import map SYSTEM` prints one, to be changed.
#pragma once

#include <string_view>

namespace kotobune::desk {

// "martus": XML; "openevsys": SQL dump; "uwazi": CSV, or the zip around it. nullptr: not known.
const char* foreign_mapping(std::string_view system);

}  // namespace kotobune::desk
