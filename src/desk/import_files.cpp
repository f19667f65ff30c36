#include "desk/import_files.h"

#include <algorithm>

#include "base/text.h"

namespace kotobune::desk {

std::vector<std::string> named_files(std::string_view cell) {
  std::vector<std::string> out;
  while (!cell.empty()) {
    const auto end = std::min(cell.size(), cell.find_first_of(";|\r\n"));
    std::string name(trim_ascii(cell.substr(0, end)));
    std::replace(name.begin(), name.end(), '\\', '/');
    if (!name.empty()) out.push_back(std::move(name));
    cell.remove_prefix(std::min(cell.size(), end + 1));
  }
  return out;
}

Status SealedFiles::learn(Desk& desk) {
  const auto scope = desk.index().member_scope();
  TRY_LET(exhibits, desk.index().exhibits(scope));
  for (const auto& one : exhibits.open(scope)) {
    if (!one.name.empty()) by_name_.emplace(one.name, Sealed{one.path, one.id});
  }
  return {};
}

std::vector<std::string> SealedFiles::find(const std::string& name) const {
  const auto slash = name.rfind('/');
  const auto [first, last] =
      by_name_.equal_range(slash == std::string::npos ? name : name.substr(slash + 1));
  std::vector<std::string> all, in_folder;
  for (auto at = first; at != last; ++at) {
    all.push_back(at->second.id);
    if (("/" + at->second.path).ends_with("/" + name)) in_folder.push_back(at->second.id);
  }
  return all.size() > 1 && slash != std::string::npos ? in_folder : all;
}

}  // namespace kotobune::desk
