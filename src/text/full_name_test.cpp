// Whole names against each other, in several scripts. All are invented.
#include "text/full_name.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace kotobune;
using namespace kotobune::text;

namespace {

using Names = std::vector<std::string>;

Answer same(const Names& a, const Names& b) {
  const auto told = same_full_name(a, b);
  REQUIRE(told.ok());
  CHECK(same_full_name(b, a).value() == *told);
  return *told;
}
bool share_a_key(const Names& a, const Names& b) {
  const auto x = full_name_keys(a), y = full_name_keys(b);
  REQUIRE(x.ok());
  REQUIRE(y.ok());
  CHECK(std::is_sorted(x->begin(), x->end()));
  return std::any_of(x->begin(), x->end(), [&](const auto& key) {
    return std::find(y->begin(), y->end(), key) != y->end();
  });
}

}  // namespace

TEST_CASE("the same letters are the same name, whatever the spaces, case and accents") {
  CHECK(same({"Nwe Ni Hlaing"}, {"NWE NI-HLAING"}) == Answer::yes);
  CHECK(same({"José María"}, {"Jose Maria"}) == Answer::yes);
  CHECK(same({"နွယ်နီလှိုင်"}, {"နွယ်နီ လှိုင်"}) == Answer::yes);
  CHECK(same({"Nwe Ni", "နွယ်နီ"}, {"ヌエ・ニ", "နွယ်နီ"}) == Answer::yes);
}

TEST_CASE("what may be one name is unknown, never yes") {
  CHECK(same({"ကျော်မိုးထွန်း"}, {"Kyaw Moe Tun"}) == Answer::unknown);
  CHECK(same({"Kyaw Moe Htun"}, {"Kyaw Moe Tun"}) == Answer::unknown);
  CHECK(same({"John Smithson"}, {"J. Smithson"}) == Answer::unknown);
  CHECK(same({"Daw Nwe Ni Hlaing"}, {"Nwe Ni Hlaing"}) == Answer::unknown);
  CHECK(same({"Delgado Maria"}, {"Maria Delgado"}) == Answer::unknown);
  CHECK(same({"ヌエ・ニ"}, {"นเวนี"}) == Answer::unknown);  // no script in common
  CHECK(same({"---"}, {"Nwe Ni"}) == Answer::unknown);
  CHECK(same({}, {"Nwe Ni"}) == Answer::unknown);
}

TEST_CASE("other names in one script are other names") {
  CHECK(same({"Nwe Ni Hlaing"}, {"Mya Sandar Win"}) == Answer::no);
  CHECK(same({"နွယ်နီလှိုင်"}, {"မြစန္ဒာဝင်း"}) == Answer::no);
  CHECK(same({"An"}, {"Anna"}) == Answer::no);
}

TEST_CASE("keys bring the spellings of one name together and keep others apart") {
  CHECK(share_a_key({"ကျော်မိုးထွန်း"}, {"Kyaw Moe Tun"}));
  CHECK(share_a_key({"Kyaw Moe Htun"}, {"KYAW MOE TUN"}));
  CHECK(share_a_key({"Nu"}, {"nu"}));
  CHECK_FALSE(share_a_key({"Nwe Ni Hlaing"}, {"Mya Sandar Win"}));
  CHECK(full_name_keys({"...", ""})->empty());
}

TEST_CASE("the script of a name is that of its letters") {
  CHECK(script_of_name("Daw Mya") == "Latn");
  CHECK(script_of_name("ဒေါ်မြ") == "Mymr");
  CHECK(script_of_name("นเวนี") == "Thai");
  CHECK(script_of_name("123") == "Zyyy");
}
