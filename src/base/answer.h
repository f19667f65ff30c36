// Answer: yes, no or unknown. What is asked of dates, places and names that people half remember.
// A number or a finding rests on yes only; unknown is told, never counted as one of the others.
// The operations are Kleene's strong logic: unknown where the missing knowledge could decide.
#pragma once

#include <cstdint>

namespace kotobune {

enum class Answer : std::uint8_t { no, yes, unknown };

constexpr Answer answer(bool yes) { return yes ? Answer::yes : Answer::no; }

constexpr Answer opposite(Answer a) {
  return a == Answer::unknown ? a : answer(a == Answer::no);
}

constexpr Answer both(Answer a, Answer b) {
  if (a == Answer::no || b == Answer::no) return Answer::no;
  return a == Answer::yes && b == Answer::yes ? Answer::yes : Answer::unknown;
}

constexpr Answer either(Answer a, Answer b) { return opposite(both(opposite(a), opposite(b))); }

}  // namespace kotobune
