// The words of a dated wording, in the languages that calendar.h names. Internal to text/.
//
// A wording is folded first (fold() of normalize.h: digits to ASCII, case, accents, the Burmese
// zero that stands for wa), then cut by the longest word that is known. What is not known is a
// refusal: a word left out could be "not".
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "text/calendar.h"

namespace kotobune::text {

enum class WordKind : std::uint8_t {
  number,           // value; digits
  gregorian_month,  // value 1-12
  islamic_month,    // value 1-12
  burmese_month,    // value 1-12 from Tagu
  which_month,      // value 1 First (Waso), 2 Second, 3 Late
  phase,            // value 0 waxing, 1 full moon, 2 waning, 3 new moon
  era,              // value: DateEra
  year_mark, month_mark, day_mark,
  weekday,          // value 0 Sunday .. 6 Saturday
  about, doubtful, before, after,
};

// The Japanese eras follow in the order of JapaneseEra.
enum class DateEra : std::uint8_t { common, buddhist, islamic, burmese, meiji };

struct DateWord {
  WordKind kind = WordKind::number;
  int value = 0;
  int digits = 0;  // of a number, as written; 1 for an era of one letter ("H25")
};

struct DateWords {
  std::vector<DateWord> words;
  bool burmese_letters = false;
  bool thai_letters = false;
  bool arabic_letters = false;
};

// Error: date_not_understood.
Result<DateWords> date_words(std::string_view wording);

}  // namespace kotobune::text
