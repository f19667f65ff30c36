#include "report/audience.h"

#include <array>

namespace kotobune::report {
namespace {

using disclosure::Purpose;

struct Entry {
  std::string_view name;
  Purpose purpose;
};
constexpr std::array<Entry, 10> entries{{{"public", Purpose::public_report},
                                        {"press", Purpose::press},
                                        {"un", Purpose::un_procedures},
                                        {"treaty-body", Purpose::treaty_body},
                                        {"upr", Purpose::treaty_body},
                                        {"disappearances", Purpose::disappearances},
                                        {"complaint", Purpose::complaint},
                                        {"court", Purpose::court},
                                        {"partner", Purpose::partner},
                                        {"training", Purpose::training}}};

}  // namespace

std::optional<Purpose> purpose_of(std::string_view audience) {
  for (const Entry& entry : entries) {
    if (entry.name == audience) return entry.purpose;
  }
  return std::nullopt;
}

std::vector<std::string> audience_names() {
  std::vector<std::string> out;
  for (const Entry& entry : entries) out.emplace_back(entry.name);
  return out;
}

}  // namespace kotobune::report
