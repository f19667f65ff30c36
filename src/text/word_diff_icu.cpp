#include <unicode/brkiter.h>
#include <unicode/locid.h>
#include <unicode/utext.h>

#include <algorithm>
#include <memory>

#include "text/errors.h"
#include "text/word_diff.h"

namespace kotobune::text {

namespace {

Result<std::unique_ptr<icu::BreakIterator>> make_iterator(std::string_view language) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Locale locale = icu::Locale::forLanguageTag(
      icu::StringPiece(language.data(), static_cast<std::int32_t>(language.size())), status);
  if (U_FAILURE(status)) return Error(errors::icu_failed, {{"why", u_errorName(status)}});
  std::unique_ptr<icu::BreakIterator> out(icu::BreakIterator::createWordInstance(locale, status));
  if (U_FAILURE(status)) return Error(errors::icu_failed, {{"why", u_errorName(status)}});
  return out;
}

bool is_blank(std::string_view piece) {
  return piece.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

using Words = std::vector<std::string_view>;

// The way back through Myers' furthest points, as pieces in order.
class Shortest {
 public:
  Shortest(const Words& before, const Words& after) : a_(before), b_(after) {}

  // False where it would take more than diff_changes changes.
  bool find() {
    const auto n = static_cast<std::ptrdiff_t>(a_.size());
    const auto m = static_cast<std::ptrdiff_t>(b_.size());
    const auto most = std::min<std::ptrdiff_t>(n + m, static_cast<std::ptrdiff_t>(diff_changes));
    std::vector<std::ptrdiff_t> furthest(static_cast<std::size_t>(2 * most + 3), 0);
    const auto at = [&](std::ptrdiff_t k) -> std::ptrdiff_t& {
      return furthest[static_cast<std::size_t>(k + most + 1)];
    };
    for (std::ptrdiff_t d = 0; d <= most; ++d) {
      // Only the diagonals that step d can have changed are kept for the way back.
      steps_.emplace_back(furthest.begin() + most + 1 - d - 1 + (d == 0 ? 1 : 0),
                          furthest.begin() + most + 1 + d + 1 + (d == 0 ? 0 : 1));
      for (std::ptrdiff_t k = -d; k <= d; k += 2) {
        const bool down = k == -d || (k != d && at(k - 1) < at(k + 1));
        std::ptrdiff_t x = down ? at(k + 1) : at(k - 1) + 1;
        while (x < n && x - k < m && x - k >= 0 && a_[static_cast<std::size_t>(x)] ==
                                                       b_[static_cast<std::size_t>(x - k)]) {
          ++x;
        }
        at(k) = x;
        if (x >= n && x - k >= m) {
          walk_back(d);
          return true;
        }
      }
    }
    return false;
  }

  std::vector<DiffPiece> take() && { return std::move(pieces_); }

 private:
  // The furthest point on diagonal k before step d was done.
  std::ptrdiff_t before_step(std::ptrdiff_t d, std::ptrdiff_t k) const {
    const auto& row = steps_[static_cast<std::size_t>(d)];
    const std::ptrdiff_t first = d == 0 ? 0 : -d - 1;
    const auto index = k - first;
    if (index < 0 || index >= static_cast<std::ptrdiff_t>(row.size())) return 0;
    return row[static_cast<std::size_t>(index)];
  }

  void put(Change change, std::string_view text) {
    pieces_.push_back({change, std::string(text)});
  }

  void walk_back(std::ptrdiff_t d) {
    auto x = static_cast<std::ptrdiff_t>(a_.size());
    auto y = static_cast<std::ptrdiff_t>(b_.size());
    for (; d > 0; --d) {
      const auto k = x - y;
      const bool down =
          k == -d || (k != d && before_step(d, k - 1) < before_step(d, k + 1));
      const auto from_k = down ? k + 1 : k - 1;
      const auto from_x = before_step(d, from_k), from_y = from_x - from_k;
      while (x > from_x + (down ? 0 : 1) && y > from_y + (down ? 1 : 0)) {
        put(Change::same, a_[static_cast<std::size_t>(--x)]);
        --y;
      }
      if (down) put(Change::added, b_[static_cast<std::size_t>(--y)]);
      else put(Change::removed, a_[static_cast<std::size_t>(--x)]);
    }
    while (x > 0) put(Change::same, a_[static_cast<std::size_t>(--x)]);
    std::reverse(pieces_.begin(), pieces_.end());
  }

  const Words& a_;
  const Words& b_;
  std::vector<std::vector<std::ptrdiff_t>> steps_;
  std::vector<DiffPiece> pieces_;
};

// A space that stayed between two changes is read with them; then what was taken out stands before
// what came in.
std::vector<DiffPiece> readable(const std::vector<DiffPiece>& pieces) {
  std::vector<DiffPiece> out;
  std::string removed, added;
  const auto flush = [&] {
    if (!removed.empty()) out.push_back({Change::removed, std::move(removed)});
    if (!added.empty()) out.push_back({Change::added, std::move(added)});
    removed.clear();
    added.clear();
  };
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const auto& piece = pieces[i];
    if (piece.change == Change::removed) removed += piece.text;
    if (piece.change == Change::added) added += piece.text;
    if (piece.change != Change::same) continue;
    const bool between = !removed.empty() && !added.empty() && is_blank(piece.text) &&
                         i + 1 < pieces.size() && pieces[i + 1].change != Change::same;
    if (between) {
      removed += piece.text;
      added += piece.text;
      continue;
    }
    flush();
    if (!out.empty() && out.back().change == Change::same) out.back().text += piece.text;
    else out.push_back(piece);
  }
  flush();
  return out;
}

}  // namespace

Result<std::vector<std::string_view>> words(std::string_view text, std::string_view language) {
  TRY_LET(iterator, make_iterator(language));
  UErrorCode status = U_ZERO_ERROR;
  std::unique_ptr<UText, decltype(&utext_close)> opened(
      utext_openUTF8(nullptr, text.data(), static_cast<std::int64_t>(text.size()), &status),
      utext_close);
  if (U_SUCCESS(status)) iterator->setText(opened.get(), status);
  if (U_FAILURE(status)) return Error(errors::icu_failed, {{"why", u_errorName(status)}});
  Words out;
  std::int32_t from = iterator->first();
  for (std::int32_t to = iterator->next(); to != icu::BreakIterator::DONE; to = iterator->next()) {
    out.push_back(text.substr(static_cast<std::size_t>(from), static_cast<std::size_t>(to - from)));
    from = to;
  }
  return out;
}

Result<std::vector<DiffPiece>> word_diff(std::string_view before, std::string_view after,
                                         std::string_view language) {
  TRY_LET(a, words(before, language));
  TRY_LET(b, words(after, language));
  const bool short_enough = a.size() <= diff_words && b.size() <= diff_words;
  Shortest shortest(a, b);
  if (short_enough && shortest.find()) return readable(std::move(shortest).take());
  std::vector<DiffPiece> whole;
  if (!before.empty()) whole.push_back({Change::removed, std::string(before)});
  if (!after.empty()) whole.push_back({Change::added, std::string(after)});
  return whole;
}

}  // namespace kotobune::text
