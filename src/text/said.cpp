#include "text/said.h"

#include <algorithm>

#include "text/errors.h"

namespace kotobune::text {

namespace {

Error not_understood(const char* why) {
  return Error(errors::date_not_understood, {{"why", why}});
}

class Sorter {
 public:
  explicit Sorter(const DateHints& hints) : hints_(hints) {}

  Result<Said> sort(const std::vector<DateWord>& words) {
    for (std::size_t i = 0; i < words.size(); ++i) {
      const auto next = i + 1 < words.size() ? words[i + 1].kind : WordKind::number;
      const bool after_era = i > 0 && words[i - 1].kind == WordKind::era;
      if (!take(words[i], next, after_era)) return not_understood("it says one thing twice");
    }
    return finish();
  }

 private:
  bool take(const DateWord& word, WordKind next, bool after_era) {
    switch (word.kind) {
      case WordKind::number:
        if (next == WordKind::year_mark) return take_year(word);
        if (next == WordKind::month_mark && !said_.named_month) return once(month_, word);
        if (next == WordKind::day_mark) return once(day_, word);
        if (after_era && !year_) return take_year(word);
        loose_.push_back(word);
        return true;
      case WordKind::gregorian_month:
      case WordKind::islamic_month:
      case WordKind::burmese_month:
        if (said_.named_month) return false;
        said_.named_month = word.kind;
        return once(month_, word);
      case WordKind::which_month: return set(said_.which, 0, word.value);
      case WordKind::phase: return set(said_.phase, -1, word.value);
      case WordKind::weekday: return set(said_.weekday, -1, word.value);
      case WordKind::era:
        initial_ = initial_ || word.digits > 0;
        return take_era(word.value);
      case WordKind::year_mark:
      case WordKind::month_mark:
      case WordKind::day_mark: return true;
      case WordKind::about: said_.about = true; return true;
      case WordKind::doubtful: said_.doubtful = true; return true;
      case WordKind::before: said_.before = true; return !said_.after;
      case WordKind::after: said_.after = true; return !said_.before;
    }
    return false;
  }

  bool take_year(const DateWord& word) {
    year_leads_ = loose_.empty();
    return once(year_, word);
  }

  bool take_era(int value) {
    const auto first_japanese = static_cast<int>(DateEra::meiji);
    if (value >= first_japanese) said_.japanese = static_cast<JapaneseEra>(value - first_japanese);
    const auto era = static_cast<DateEra>(std::min(value, first_japanese));
    const bool again = said_.era.has_value();
    said_.era = era;
    return !again;
  }

  static bool once(std::optional<DateWord>& slot, const DateWord& word) {
    const bool free = !slot;
    slot = word;
    return free;
  }
  static bool set(int& slot, int free, int value) {
    const bool was_free = slot == free;
    slot = value;
    return was_free;
  }
  static bool is_year(const DateWord& word) { return word.digits >= 3; }

  // The numbers that no word explains. A year is told by its length and stands at either end.
  Status place_loose() {
    if (!year_ && !loose_.empty()) {
      if (is_year(loose_.front())) {
        year_ = loose_.front();
        year_leads_ = true;
        loose_.erase(loose_.begin());
      } else if (is_year(loose_.back())) {
        year_ = loose_.back();
        loose_.pop_back();
      }
    }
    const std::size_t places = (month_ ? 0u : 1u) + (day_ ? 0u : 1u);
    if (loose_.size() > places || std::any_of(loose_.begin(), loose_.end(), is_year)) {
      return not_understood("it holds more numbers than a date has");
    }
    if (loose_.size() == 2) {
      if (loose_[0].value == 0 || loose_[1].value == 0) return Error(errors::date_impossible);
      set_orders(loose_[0].value, loose_[1].value);
    } else if (loose_.size() == 1) {
      (month_ ? day_ : month_) = loose_[0];
    }
    return {};
  }

  // "3/4/2013": only a year in front, or a hint, tells the month from the day.
  void set_orders(int a, int b) {
    const bool month_may_lead = year_leads_ || hints_.order != DayOrder::day_first;
    const bool day_may_lead = !year_leads_ && hints_.order != DayOrder::month_first;
    if (month_may_lead) said_.orders.push_back({a, b});
    if (day_may_lead && (a != b || !month_may_lead)) said_.orders.push_back({b, a});
  }

  Result<Said> finish() {
    TRY(place_loose());
    if (!year_) return not_understood("it names no year of three or four digits");
    const bool japanese = said_.era == DateEra::meiji;
    if (!japanese && !is_year(*year_)) return not_understood("its year has two digits");
    said_.year = year_->value;
    if (day_ && !month_) return not_understood("it names a day and no month");
    // "S3" alone is a level of protection, a room or a size as well as Showa 3.
    if (initial_ && said_.orders.empty() && !day_) return not_understood("one letter is no era");
    if (said_.orders.empty()) {
      said_.orders = {{month_ ? month_->value : 0, day_ ? day_->value : 0}};
      const bool zero = (month_ && month_->value == 0) || (day_ && day_->value == 0);
      if (zero) return Error(errors::date_impossible);
    }
    return said_;
  }

  const DateHints& hints_;
  Said said_;
  std::optional<DateWord> year_, month_, day_;
  std::vector<DateWord> loose_;
  bool year_leads_ = false;
  bool initial_ = false;
};

}  // namespace

Result<Said> sort_words(const std::vector<DateWord>& words, const DateHints& hints) {
  return Sorter(hints).sort(words);
}

}  // namespace kotobune::text
