// What a person types behind `--set property=` -> the value an assertion keeps.
//
//   term:VOCABULARY/CODE   entity:ID   num:11   bool:yes   url:https://...   name:my-Mymr:ဒေါ်မြ
//   num:11 person          so many of something; a measure is written num:11:kg
//   date:2013-03-20        EDTF, or the words somebody used: date:8th waning of Tabaung 1374
//   anything else          text
//
// The words of a date are kept beside the days (docs/format.md section 4.3).
#pragma once

#include <string>

#include "base/json.h"

namespace kotobune::cli {

// Errors: value_malformed; those of text::read_date for the words of a date.
Result<Json> parse_set_value(const std::string& typed);

}  // namespace kotobune::cli
