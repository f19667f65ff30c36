// How the program names itself in what it writes: commits and disclosures.
#pragma once

namespace kotobune {

inline constexpr const char* program_words = "kotobune 0.1";

}  // namespace kotobune
