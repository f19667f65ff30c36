// File names in the cells of a table, joined to the exhibits that were sealed from those files.
// Internal to desk/import*.cpp.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "desk/desk.h"

namespace kotobune::desk {

// "photos/1.jpg; scans\\2.pdf" -> the two, with '/' between folders. Names are parted by ';', '|'
// or a line end; a blank cell names none.
std::vector<std::string> named_files(std::string_view cell);

class SealedFiles {
 public:
  Status learn(Desk& desk);
  // Ids of the exhibits whose file was called so. Where several were, and `name` says the folder
  // too, those under that folder only.
  std::vector<std::string> find(const std::string& name) const;

 private:
  struct Sealed {
    std::string path, id;
  };
  std::multimap<std::string, Sealed> by_name_;
};

}  // namespace kotobune::desk
