// Replicas meet in any order: random histories of two logs, put in as they come, give the same
// tables and the same answers (DESIGN: merging is a set union; a clock never decides).
#include <doctest/doctest.h>

#include <algorithm>
#include <random>

#include "index/index.h"
#include "index/test_index.h"

using namespace kotobune;
using namespace kotobune::index;
using namespace kotobune::index::testing;

namespace {

// What a team may do to a record in a day, in two places at once: state, correct (also what the
// other place corrects at the same time), retract, join, erase, agree, withdraw, note.
class History {
 public:
  explicit History(unsigned seed) : dice_(seed) {}

  std::vector<Input> make(int records) {
    for (int i = 0; i < records; ++i) one(i);
    return f.inputs;
  }

  Fixture f;

 private:
  unsigned roll(std::size_t sides) { return static_cast<unsigned>(dice_() % sides); }
  static std::string letters(int number) {
    std::string out;
    for (int i = 0; i < 3; ++i, number /= 26) out += static_cast<char>('a' + number % 26);
    return out;
  }
  std::string some_id() { return id(roll(8) == 0 ? "nobody" : said_[roll(said_.size())]); }
  std::string entity() { return "ent" + letters(static_cast<int>(roll(5))); }
  static std::string quoted(const std::string& text) { return "\"" + text + "\""; }

  void one(int number) {
    const auto name = "rec" + letters(number);
    const auto& log = roll(2) == 0 ? log_a : log_b;
    switch (said_.empty() ? 0 : roll(12)) {
      case 6:
        f.put(id(name), "retract", R"({"of":)" + quoted(some_id() + "/0") + R"(,"why":"slip"})", {},
              "main", log);
        return;
      case 7:
        f.put(id(name), "same", R"({"e":[)" + quoted(id(entity())) + "," + quoted(id(entity())) +
              "]}", {}, "main", log);
        return;
      case 8: {
        const auto target = some_id();
        f.put(id(name), "erase", R"({"ids":[)" + quoted(target) + R"(],"objects":[],"sup":[)" +
              quoted(some_id()) + "]}", {}, "case", log);
        return;
      }
      case 9: {
        std::vector<std::string> sup;
        if (!consents_.empty() && roll(2) == 0) sup.push_back(consents_[roll(consents_.size())]);
        const char* state = roll(2) == 0 ? "yes" : "withdrawn";
        f.put(id(name), "consent", R"({"src":)" + quoted(id(entity())) +
              R"(,"items":"all","purposes":{"P3":{"state":)" + quoted(state) + "}}}", sup, "main",
              log);
        consents_.push_back(id(name));
        return;
      }
      case 10:
        f.put(id(name), "note", R"({"about":[)" + quoted(some_id()) + R"(],"text":"a note"})", {},
              "main", log);
        return;
      case 11:
        f.put(id(name), "review", R"({"of":[)" + quoted(some_id() + "/0") +
              R"(],"state":"rejected","why":"x"})", {}, "main", log);
        return;
      default: say(name, log);
    }
  }

  void say(const std::string& name, const std::string& log) {
    static const char* properties[] = {"title", "date", "place"};
    std::vector<std::string> sup;
    // Also what was corrected already, by either place: then both corrections stand.
    if (!said_.empty() && roll(3) == 0) sup.push_back(some_id() + (roll(4) == 0 ? "" : "/0"));
    const char* compartment = roll(6) == 0 ? "identities" : "main";
    f.put(id(name), "assert", R"({"e":)" + quoted(id(entity())) + R"(,"type":"event","inf":"","a":)"
          R"([{"p":)" + quoted(properties[roll(3)]) + R"(,"val":{"text":)" +
          quoted("v" + letters(static_cast<int>(roll(9)))) + R"(},"bases":[]}]})", sup, compartment,
          log);
    said_.push_back(name);
  }

  std::mt19937 dice_;
  std::vector<std::string> said_, consents_;
};

}  // namespace

TEST_CASE("random histories of two logs merge to the same case in every order") {
  std::uint64_t before = 0;
  for (unsigned seed = 1; seed <= 40; ++seed) {
    CAPTURE(seed);
    History history(seed);
    const auto inputs = history.make(60);
    history.f.settle();
    const auto mark = history.f.index->content_mark();
    REQUIRE(mark.ok());
    CHECK(*mark != before);  // another history is another case
    before = *mark;
    std::mt19937 dice(seed);
    for (int round = 0; round < 4; ++round) {
      auto shuffled = inputs;
      std::shuffle(shuffled.begin(), shuffled.end(), dice);
      auto other = history.f.make("other" + std::to_string(round));
      // In batches of any size, as a stick and a line bring them; some of it twice.
      for (std::size_t at = 0; at < shuffled.size();) {
        const auto size = std::min<std::size_t>(1 + dice() % 20, shuffled.size() - at);
        const std::span<const Input> all(shuffled);
        REQUIRE(other->apply(all.subspan(at, size)).ok());
        if (dice() % 4 == 0) REQUIRE(other->apply(all.subspan(at / 2, size)).ok());
        at += size;
      }
      REQUIRE(other->set_logs({{log_a, "MS", "MS"}}).ok());
      CHECK(*other->content_mark() == *mark);
    }
  }
}
