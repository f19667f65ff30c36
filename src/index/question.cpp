#include "index/question.h"

#include "index/errors.h"

namespace kotobune::index {
namespace {

struct Words {
  std::vector<std::string> items;
  std::size_t at = 0;

  bool more() const { return at < items.size(); }
  std::string take() { return more() ? items[at++] : std::string(); }
  bool take_if(std::string_view word) {
    if (!more() || items[at] != word) return false;
    ++at;
    return true;
  }
};

Error malformed(const std::string& word, const char* why) {
  return Error(errors::question_malformed, {{"word", word}, {"why", why}});
}

// Cuts at spaces; a comma and "=" are words of their own, quotation marks hold words together.
Result<Words> cut(std::string_view typed) {
  Words out;
  std::string word;
  const auto end_word = [&] {
    if (!word.empty()) out.items.push_back(std::move(word));
    word.clear();
  };
  for (std::size_t i = 0; i < typed.size(); ++i) {
    const char c = typed[i];
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
      end_word();
    } else if (c == ',' || c == '=') {
      end_word();
      out.items.emplace_back(1, c);
    } else if (c == '"') {
      end_word();
      const auto close = typed.find('"', i + 1);
      if (close == std::string_view::npos) {
        return malformed(std::string(typed.substr(i)), "a quotation mark is not closed");
      }
      out.items.emplace_back(typed.substr(i + 1, close - i - 1));
      i = close;
    } else {
      word.push_back(c);
    }
  }
  end_word();
  return out;
}

Status read_condition(Words& words, Question& question) {
  Condition condition;
  const std::string name = words.take();
  const auto dot = name.find('.');
  condition.type = dot == std::string::npos ? "" : name.substr(0, dot);
  condition.property = dot == std::string::npos ? name : name.substr(dot + 1);
  if (condition.property.empty()) return malformed(name, "a condition names a property");
  const std::string test = words.take();
  if (test == "under") {
    condition.test = Test::under;
  } else if (test == "=" || test == "is") {
    condition.test = Test::equals;
  } else if (test == "in") {
    condition.test = Test::in;
  } else {
    return malformed(test.empty() ? name : test, "a condition says under, =, is or in");
  }
  if (!words.more()) return malformed(test, "a value is missing");
  condition.value = words.take();
  question.conditions.push_back(std::move(condition));
  return {};
}

}  // namespace

std::string singular(std::string_view plural) {
  if (plural.size() > 3 && plural.ends_with("ies")) {
    return std::string(plural.substr(0, plural.size() - 3)) + "y";
  }
  if (plural == "people") return "person";
  return std::string(plural.ends_with("s") ? plural.substr(0, plural.size() - 1) : plural);
}

Result<Question> parse_question(std::string_view typed) {
  TRY_LET(words, cut(typed));
  Question question;
  const std::string verb = words.take();
  if (verb == "count") {
    question.verb = Verb::count;
  } else if (verb == "table") {
    question.verb = Verb::table;
  } else if (verb == "list") {
    question.verb = Verb::list;
  } else {
    return malformed(verb, "a question begins with count, table or list");
  }
  question.what = words.take();
  if (question.what.empty()) return malformed(verb, "say what");
  if (question.verb == Verb::table) {
    if (!words.take_if("by")) return malformed(question.what, "a table says by what");
    do {
      if (!words.more()) return malformed("by", "a property is missing");
      question.by.push_back(words.take());
    } while (words.take_if(","));
  }
  if (words.take_if("where")) {
    do {
      TRY(read_condition(words, question));
    } while (words.take_if("and"));
  }
  if (words.more()) return malformed(words.take(), "nothing was expected here");
  return question;
}

}  // namespace kotobune::index
