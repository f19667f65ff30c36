// How far two or more readers who coded the same things independently agree, beyond what chance
// would give: Krippendorff's alpha.
//
// Source: K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (University of
// Pennsylvania, 2011), by coincidences; its worked examples are the tests. 1 is agreement
// throughout, 0 what chance gives, below 0 worse than chance. Marks may be missing: a unit that
// only one reader coded says nothing about agreement and is left out.
//
// The interval is the middle 95 % of alphas over units drawn again with replacement, from a fixed
// seed, so that two runs print the same. Both ends are an estimate like alpha itself.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace kotobune::record {

// nominal: codes that are the same or not. ordinal: codes with an order and no distance. interval:
// numbers whose differences mean something.
enum class Scale : std::uint8_t { nominal, ordinal, interval };
const char* word(Scale scale);

// The marks one unit was given, one a reader who coded it, in any order. A nominal code is any
// number that stands for it; an ordinal one its place in the order.
using Marks = std::vector<double>;

// Fewer units than this in common say too little for a number: the interval would span half of the
// scale. A convention of this house, told beside each refusal.
inline constexpr std::size_t least_units = 10;
inline constexpr std::size_t bootstrap_draws = 2000;
inline constexpr std::uint64_t bootstrap_seed = 20110125;

struct Agreement {
  double alpha = 0;
  double low = 0, high = 0;   // 95 %
  std::size_t units = 0;      // coded by two readers or more
  std::size_t marks = 0;      // in those
};

enum class NoAgreement : std::uint8_t {
  too_few_units,  // below least_units
  no_variation,   // every mark is the same: chance would agree as well
  not_stable      // so little variation that many draws have none
};

struct Measured {
  std::optional<Agreement> agreement;  // absent: `why` says so
  NoAgreement why = NoAgreement::too_few_units;
  std::size_t units = 0;     // coded by two readers or more
  std::size_t left_out = 0;  // coded by one
};

// The bare coefficient over however few units; nothing where there is no variation.
std::optional<double> krippendorff_alpha(const std::vector<Marks>& units, Scale scale);
// The coefficient with its interval, or the reason why none is printed.
Measured measure_agreement(const std::vector<Marks>& units, Scale scale);

}  // namespace kotobune::record
