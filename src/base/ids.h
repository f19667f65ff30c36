// Ids are distinct types: an ExhibitId is not an EntityId, so the compiler catches the swap.
// The value of a record or entity id is 26 characters of lower-case base32 (128 random bits).
#pragma once

#include <compare>
#include <functional>
#include <string>
#include <string_view>

namespace kotobune {

template <typename Tag>
class Id {
 public:
  Id() = default;
  explicit Id(std::string value) : value_(std::move(value)) {}
  const std::string& str() const { return value_; }
  bool empty() const { return value_.empty(); }
  auto operator<=>(const Id&) const = default;

 private:
  std::string value_;
};

using RecordId = Id<struct RecordTag>;
using EntityId = Id<struct EntityTag>;     // what assertions are about; a source, an event, ...
using ExhibitId = Id<struct ExhibitTag>;   // the id of the exhibit's record
using ObjectId = Id<struct ObjectTag>;     // 64 hex digits: SHA-256 of an encrypted object
using LogId = Id<struct LogTag>;           // 32 hex digits, see docs/format.md section 3
using CaseId = Id<struct CaseTag>;         // 32 hex digits

// Is this a well-formed record or entity id?
bool is_record_id(std::string_view text);

}  // namespace kotobune

template <typename Tag>
struct std::hash<kotobune::Id<Tag>> {
  std::size_t operator()(const kotobune::Id<Tag>& id) const noexcept {
    return std::hash<std::string>()(id.str());
  }
};
