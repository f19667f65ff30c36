// Where everything lies in a case directory (docs/format.md section 2). All names are lower-case
// hex, digits, dots and dashes: safe on FAT32, exFAT, S3 and Windows.
#pragma once

#include <string>

#include "base/ids.h"

namespace kotobune::vault {

class Layout {
 public:
  explicit Layout(std::string root) : root_(std::move(root)) {}
  const std::string& root() const { return root_; }
  std::string case_file() const { return root_ + "/case.json"; }
  std::string logs() const { return root_ + "/logs"; }
  std::string log(const LogId& log) const { return logs() + "/" + log.str(); }
  std::string objects() const { return root_ + "/objects"; }
  std::string object_folder(const ObjectId& object) const {
    return objects() + "/" + object.str().substr(0, 2);
  }
  std::string object(const ObjectId& object) const {
    return object_folder(object) + "/" + object.str();
  }
  std::string gone() const { return root_ + "/gone"; }
  // Never replicated:
  std::string local() const { return root_ + "/.local"; }
  std::string keystore() const { return local() + "/keystore.age"; }
  std::string outbox() const { return local() + "/outbox.db"; }
  std::string root_outbox() const { return local() + "/root.db"; }
  std::string index() const { return local() + "/index.db"; }
  std::string staging() const { return local() + "/staging"; }
  std::string lock() const { return local() + "/lock"; }

  // "<size16>-<root16>": names a checkpoint and its manifest.
  static std::string checkpoint_name(std::uint64_t size, const std::string& root_hex);

 private:
  std::string root_;
};

}  // namespace kotobune::vault
