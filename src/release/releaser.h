// The friend that makes Released values: after the scan, never before. Internal to release/.
#pragma once

#include "release/errors.h"
#include "release/release.h"
#include "report/material.h"

namespace kotobune::release {

class Releaser {
 public:
  explicit Releaser(const report::Material& material) : material_(material) {}

  // `readable`: the text a person or a program could read out of the bytes.
  Result<Released> pass(std::string name, std::string role, Bytes bytes,
                        std::string_view readable) const {
    if (!material_.scan_complete()) return Error(errors::scan_incomplete);
    for (const auto text : {readable, std::string_view(name)}) {
      const auto hits = material_.scan_names(text);
      if (!hits.empty())
        return Error(errors::scan_hit, {{"code", hits.front().code}, {"file", name}});
    }
    return Released(std::move(name), std::move(role), std::move(bytes));
  }

  // A copy of everything for a member who may see all of it: names are meant to be in it, so the
  // scan counts them, for the record and for the person, and stops nothing.
  Result<Released> pass_whole(std::string name, std::string role, Bytes bytes,
                              std::string_view readable, std::size_t& hits) const {
    if (!material_.scan_complete()) return Error(errors::scan_incomplete);
    hits += material_.scan_names(readable).size();
    return Released(std::move(name), std::move(role), std::move(bytes));
  }

 private:
  const report::Material& material_;
};

}  // namespace kotobune::release
