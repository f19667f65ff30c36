#include "record/agreement.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace kotobune::record {

namespace {

// How often each pair of codes came together in one unit, and how often each code at all.
class Coincidences {
 public:
  explicit Coincidences(const std::vector<Marks>& units) {
    std::map<double, std::size_t> place;
    for (const auto& marks : units) {
      if (marks.size() < 2) continue;
      for (const auto mark : marks) place.emplace(mark, 0);
    }
    for (auto& [code, at] : place) {
      at = codes_.size();
      codes_.push_back(code);
    }
    together_.assign(codes_.size() * codes_.size(), 0);
    often_.assign(codes_.size(), 0);
    for (const auto& marks : units) {
      if (marks.size() >= 2) add(marks, place);
    }
  }

  // 1 - observed / expected disagreement.
  std::optional<double> alpha(Scale scale) const {
    const std::size_t n = codes_.size();
    double observed = 0, expected = 0;
    for (std::size_t c = 0; c < n; ++c) {
      for (std::size_t k = c + 1; k < n; ++k) {
        const double apart = distance(c, k, scale);
        observed += together_[c * n + k] * apart;
        expected += often_[c] * often_[k] * apart;
      }
    }
    if (expected <= 0) return std::nullopt;
    return 1 - (total_ - 1) * observed / expected;
  }

 private:
  void add(const Marks& marks, const std::map<double, std::size_t>& place) {
    const double weight = 1.0 / static_cast<double>(marks.size() - 1);
    for (std::size_t i = 0; i < marks.size(); ++i) {
      const std::size_t c = place.at(marks[i]);
      often_[c] += 1;
      total_ += 1;
      for (std::size_t j = 0; j < marks.size(); ++j) {
        if (i != j) together_[c * codes_.size() + place.at(marks[j])] += weight;
      }
    }
  }

  // The squared difference of two codes, c before k in their order.
  double distance(std::size_t c, std::size_t k, Scale scale) const {
    if (scale == Scale::nominal) return 1;
    if (scale == Scale::interval) return (codes_[k] - codes_[c]) * (codes_[k] - codes_[c]);
    double between = -(often_[c] + often_[k]) / 2;
    for (std::size_t g = c; g <= k; ++g) between += often_[g];
    return between * between;
  }

  std::vector<double> codes_;     // sorted
  std::vector<double> together_;  // square, by place of the code
  std::vector<double> often_;
  double total_ = 0;
};

// SplitMix64 (Steele, Lea and Flood, 2014): a fixed sequence on every machine.
class Draws {
 public:
  explicit Draws(std::uint64_t seed) : state_(seed) {}
  // Below `limit`, every number as likely: what would tip the scale is drawn again.
  std::size_t below(std::size_t limit) {
    const auto range = static_cast<std::uint64_t>(limit);
    const std::uint64_t whole = UINT64_MAX - UINT64_MAX % range;
    std::uint64_t drawn = next();
    while (drawn >= whole) drawn = next();
    return static_cast<std::size_t>(drawn % range);
  }

 private:
  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
  }
  std::uint64_t state_;
};

std::vector<double> drawn_alphas(const std::vector<Marks>& units, Scale scale) {
  Draws draws(bootstrap_seed);
  std::vector<double> out;
  std::vector<Marks> sample(units.size());
  for (std::size_t i = 0; i < bootstrap_draws; ++i) {
    for (auto& marks : sample) marks = units[draws.below(units.size())];
    if (const auto alpha = krippendorff_alpha(sample, scale)) out.push_back(*alpha);
  }
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace

const char* word(Scale scale) {
  switch (scale) {
    case Scale::nominal: return "nominal";
    case Scale::ordinal: return "ordinal";
    case Scale::interval: return "interval";
  }
  return "nominal";
}

std::optional<double> krippendorff_alpha(const std::vector<Marks>& units, Scale scale) {
  return Coincidences(units).alpha(scale);
}

Measured measure_agreement(const std::vector<Marks>& units, Scale scale) {
  Measured out;
  std::vector<Marks> common;
  std::size_t marks = 0;
  for (const auto& one : units) {
    if (one.size() < 2) {
      out.left_out += one.size();
      continue;
    }
    marks += one.size();
    common.push_back(one);
  }
  out.units = common.size();
  if (common.size() < least_units) return out;
  const auto alpha = krippendorff_alpha(common, scale);
  out.why = NoAgreement::no_variation;
  if (!alpha) return out;
  const auto alphas = drawn_alphas(common, scale);
  out.why = NoAgreement::not_stable;
  if (alphas.size() < bootstrap_draws - bootstrap_draws / 20) return out;
  const std::size_t tail = alphas.size() / 40;  // 2.5 %
  out.agreement = Agreement{*alpha, alphas[tail], alphas[alphas.size() - 1 - tail], common.size(),
                            marks};
  return out;
}

}  // namespace kotobune::record
