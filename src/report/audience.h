// Audience: for whom a report is built, and which purpose of consent that is.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "disclosure/scope.h"

namespace kotobune::report {

// public P3, press P4, un P5, treaty-body and upr P8, complaint P9, disappearances P10,
// court P11, partner P12, training P13.
std::optional<disclosure::Purpose> purpose_of(std::string_view audience);
std::vector<std::string> audience_names();

}  // namespace kotobune::report
