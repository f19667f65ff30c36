// What the checks of a report ask of the case beside texts and consents: gaps in custody, failed
// verification, evidence to the contrary, how finely places may be told.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "desk/desk.h"
#include "report/material.h"

namespace kotobune::desk {

// "" where each who handed it over is who had it before.
Result<std::string> custody_gap(Desk& desk, const std::string& exhibit_id);
// Does a statement about the exhibit itself say so? (translation-certified = yes)
Result<bool> has_certified_translation(Desk& desk, const std::string& exhibit_id);
// Exhibit ids of which an analysis ended in "failed".
Result<std::vector<std::string>> failed_verifications(Desk& desk);
// By exhibit number: the other exhibits that contradict it in an open dispute.
using ContraryMap = std::map<std::string, std::vector<report::Contrary>, std::less<>>;
Result<ContraryMap> contrary_evidence(Desk& desk);
Result<std::vector<report::PlaceLimit>> place_limits(Desk& desk);

}  // namespace kotobune::desk
