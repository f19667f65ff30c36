// A value as one cell of our own exports, and back, without loss.
//
// What a person would type stands as such: words, a date, a number, a code. Whatever else a value
// holds (language, script, wording, radius, keys of a newer version) would be lost in that form;
// then the cell is "json:" and the value as the record keeps it. cell_of() tries the first and
// takes it only where value_of_cell() gives back the same bytes.
#pragma once

#include <string>
#include <string_view>

#include "base/json.h"
#include "base/result.h"
#include "pack/pack.h"

namespace kotobune::desk {

std::string cell_of(const Json& value);
// Error: cell_not_understood.
Result<Json> value_of_cell(pack::ValueType type, std::string_view cell);

}  // namespace kotobune::desk
