#include "text/date_words.h"

#include <algorithm>
#include <map>

#include "base/text.h"
#include "text/characters.h"
#include "text/errors.h"
#include "text/normalize.h"

namespace kotobune::text {

namespace {

struct Entry {
  WordKind kind;
  int value;
  bool before_digit_only = false;  // "H25": one letter, and a number right behind it
};
using Lexicon = std::map<std::string, Entry, std::less<>>;

// Spellings of one thing, by commas. A name written in two ways is in both.
struct Spellings {
  WordKind kind;
  int value;
  const char* words;
};

constexpr Spellings gregorian[] = {
    {WordKind::gregorian_month, 1, "january,jan,มกราคม,ม.ค.,ဇန်နဝါရီ,ဇန်နဝါရီလ"},
    {WordKind::gregorian_month, 2, "february,feb,กุมภาพันธ์,ก.พ.,ဖေဖော်ဝါရီ,ဖေဖေါ်ဝါရီ"},
    {WordKind::gregorian_month, 3, "march,mar,มีนาคม,มี.ค.,မတ်"},
    {WordKind::gregorian_month, 4, "april,apr,เมษายน,เม.ย.,ဧပြီ"},
    {WordKind::gregorian_month, 5, "may,พฤษภาคม,พ.ค.,မေ"},
    {WordKind::gregorian_month, 6, "june,jun,มิถุนายน,มิ.ย.,ဇွန်"},
    {WordKind::gregorian_month, 7, "july,jul,กรกฎาคม,ก.ค.,ဇူလိုင်"},
    {WordKind::gregorian_month, 8, "august,aug,สิงหาคม,ส.ค.,ဩဂုတ်,သြဂုတ်"},
    {WordKind::gregorian_month, 9, "september,sept,sep,กันยายน,ก.ย.,စက်တင်ဘာ"},
    {WordKind::gregorian_month, 10, "october,oct,ตุลาคม,ต.ค.,အောက်တိုဘာ"},
    {WordKind::gregorian_month, 11, "november,nov,พฤศจิกายน,พ.ย.,နိုဝင်ဘာ"},
    {WordKind::gregorian_month, 12, "december,dec,ธันวาคม,ธ.ค.,ဒီဇင်ဘာ"},
};

constexpr Spellings islamic[] = {
    {WordKind::islamic_month, 1, "muharram,محرم"},
    {WordKind::islamic_month, 2, "safar,صفر"},
    {WordKind::islamic_month, 3,
     "rabi al awwal,rabi al awal,rabi i,rabiul awal,ربيع الأول,ربيع الاول"},
    {WordKind::islamic_month, 4,
     "rabi al thani,rabi al akhir,rabi ii,rabiul akhir,ربيع الآخر,ربيع الثاني"},
    {WordKind::islamic_month, 5, "jumada al ula,jumada al awwal,jumada i,جمادى الأولى"},
    {WordKind::islamic_month, 6,
     "jumada al akhira,jumada al thani,jumada ii,جمادى الآخرة,جمادى الثانية"},
    {WordKind::islamic_month, 7, "rajab,رجب"},
    {WordKind::islamic_month, 8, "shaban,شعبان"},
    {WordKind::islamic_month, 9, "ramadan,ramadhan,ramazan,رمضان"},
    {WordKind::islamic_month, 10, "shawwal,شوال"},
    {WordKind::islamic_month, 11, "dhu al qadah,dhul qadah,dhu al qidah,ذو القعدة"},
    {WordKind::islamic_month, 12, "dhu al hijjah,dhul hijjah,dhu al hijja,ذو الحجة"},
};

constexpr Spellings burmese[] = {
    {WordKind::burmese_month, 1, "tagu,တန်ခူး"},
    {WordKind::burmese_month, 2, "kason,kasone,ကဆုန်"},
    {WordKind::burmese_month, 3, "nayon,နယုန်"},
    {WordKind::burmese_month, 4, "waso,wazo,ဝါဆို"},
    {WordKind::burmese_month, 5, "wagaung,ဝါခေါင်"},
    {WordKind::burmese_month, 6, "tawthalin,တော်သလင်း"},
    {WordKind::burmese_month, 7, "thadingyut,သီတင်းကျွတ်"},
    {WordKind::burmese_month, 8, "tazaungmon,tazaungmone,တန်ဆောင်မုန်း"},
    {WordKind::burmese_month, 9, "nadaw,natdaw,နတ်တော်"},
    {WordKind::burmese_month, 10, "pyatho,ပြာသို"},
    {WordKind::burmese_month, 11, "tabodwe,တပို့တွဲ"},
    {WordKind::burmese_month, 12, "tabaung,တပေါင်း"},
    {WordKind::which_month, 1, "first,ပထမ"},
    {WordKind::which_month, 2, "second,ဒုတိယ"},
    {WordKind::which_month, 3, "late,hnaung,နှောင်း"},
    {WordKind::phase, 0, "waxing,လဆန်း"},
    {WordKind::phase, 1, "full moon,လပြည့်,လပြည့်နေ့"},
    {WordKind::phase, 2, "waning,လပြည့်ကျော်,လဆုတ်"},
    {WordKind::phase, 3, "new moon,dark moon,လကွယ်,လကွယ်နေ့"},
};

constexpr int era_value(DateEra era, int offset = 0) { return static_cast<int>(era) + offset; }

constexpr Spellings eras[] = {
    {WordKind::era, era_value(DateEra::common),
     "ce,c.e.,ad,a.d.,ค.ศ.,คริสต์ศักราช,西暦,ခရစ်နှစ်"},
    {WordKind::era, era_value(DateEra::buddhist), "be,b.e.,พ.ศ.,พศ,พุทธศักราช"},
    {WordKind::era, era_value(DateEra::islamic), "ah,a.h.,hijri,هـ,هجري,هجرية"},
    {WordKind::era, era_value(DateEra::burmese),
     "me,m.e.,burmese era,myanmar era,သက္ကရာဇ်,မြန်မာသက္ကရာဇ်,မြန်မာနှစ်,ကောဇာသက္ကရာဇ်"},
    {WordKind::era, era_value(DateEra::meiji, 0), "明治,meiji"},
    {WordKind::era, era_value(DateEra::meiji, 1), "大正,taisho"},
    {WordKind::era, era_value(DateEra::meiji, 2), "昭和,showa"},
    {WordKind::era, era_value(DateEra::meiji, 3), "平成,heisei"},
    {WordKind::era, era_value(DateEra::meiji, 4), "令和,reiwa"},
};

constexpr Spellings others[] = {
    {WordKind::year_mark, 0, "年,ခု,ခုနှစ်,နှစ်,ပြည့်,ပြည့်နှစ်,ปี"},
    {WordKind::month_mark, 0, "月,လ,เดือน"},
    {WordKind::day_mark, 0, "日,ရက်,ရက်နေ့,วันที่"},
    {WordKind::weekday, 0, "sunday,sun,วันอาทิตย์,日曜日,日曜,(日),တနင်္ဂနွေ,တနင်္ဂနွေနေ့"},
    {WordKind::weekday, 1, "monday,mon,วันจันทร์,月曜日,月曜,(月),တနင်္လာ,တနင်္လာနေ့"},
    {WordKind::weekday, 2, "tuesday,tue,tues,วันอังคาร,火曜日,火曜,(火),အင်္ဂါ,အင်္ဂါနေ့"},
    {WordKind::weekday, 3, "wednesday,wed,วันพุธ,水曜日,水曜,(水),ဗုဒ္ဓဟူး,ဗုဒ္ဓဟူးနေ့"},
    {WordKind::weekday, 4,
     "thursday,thu,thurs,วันพฤหัสบดี,木曜日,木曜,(木),ကြာသပတေး,ကြာသပတေးနေ့"},
    {WordKind::weekday, 5, "friday,fri,วันศุกร์,金曜日,金曜,(金),သောကြာ,သောကြာနေ့"},
    {WordKind::weekday, 6, "saturday,sat,วันเสาร์,土曜日,土曜,(土),စနေ,စနေနေ့"},
    {WordKind::about, 0, "about,around,approximately,circa,c.,ca.,ประมาณ,ราว,頃,ごろ,ခန့်,လောက်"},
    {WordKind::doubtful, 0, "?,perhaps,probably,possibly"},
    {WordKind::before, 0, "before,ก่อน"},
    {WordKind::after, 0, "after,หลัง"},
};

// Words that say nothing about which day.
constexpr const char* passed_over =
    "of,the,on,in,day,month,year,st,nd,rd,th,နေ့,တွင်,မှာ,က,၏,ที่,เมื่อ";

void add(Lexicon& out, const char* words, const Entry& entry) {
  for (const auto one : split(words, ',')) out.emplace(fold(one), entry);
}

// The dots of "B.E." belong to it; the word without its last dot is as good ("พ.ศ 2556").
void add_dotted(Lexicon& out, const char* words, const Entry& entry) {
  add(out, words, entry);
  for (const auto one : split(words, ',')) {
    if (one.size() <= 2 || one.back() != '.') continue;
    out.emplace(fold(one.substr(0, one.size() - 1)), entry);
  }
}

const Lexicon& lexicon() {
  static const Lexicon known = [] {
    Lexicon out;
    const auto add_all = [&](const auto& list) {
      for (const auto& one : list) add_dotted(out, one.words, {one.kind, one.value});
    };
    add_all(gregorian), add_all(islamic), add_all(burmese), add_all(eras), add_all(others);
    constexpr const char* initials[] = {"m", "t", "s", "h", "r"};
    for (int i = 0; i < 5; ++i) {
      out.emplace(initials[i], Entry{WordKind::era, era_value(DateEra::meiji, i), true});
    }
    return out;
  }();
  return known;
}

const std::map<std::string, bool, std::less<>>& noise() {
  static const auto known = [] {
    std::map<std::string, bool, std::less<>> out;
    for (const auto one : split(passed_over, ',')) out.emplace(fold(one), true);
    return out;
  }();
  return known;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_latin(char c) { return c >= 'a' && c <= 'z'; }

Error not_understood(const char* why) {
  return Error(errors::date_not_understood, {{"why", why}});
}

// Apostrophes out ("Sha'ban"), hyphens between letters to spaces ("Dhu al-Hijjah").
std::string evened(std::string_view folded) {
  std::string out;
  for (std::size_t at = 0; at < folded.size();) {
    const auto point = code_point_at(folded, at);
    const auto size = point.size_bytes;
    const auto c = point.value;
    const bool apostrophe = c == '\'' || c == '`' || (c >= 0x2018 && c <= 0x201B) ||
                            (c >= 0x02B9 && c <= 0x02BF);
    const bool between_letters = c == '-' && !out.empty() && is_latin(out.back()) &&
                                 at + 1 < folded.size() && is_latin(folded[at + 1]);
    if (between_letters) {
      out += ' ';
    } else if (!apostrophe) {
      out += folded.substr(at, size);
    }
    at += size;
  }
  return out;
}

class Cutter {
 public:
  explicit Cutter(std::string_view wording) : text_(evened(fold(wording))) {}

  Result<DateWords> cut() {
    while (at_ < text_.size()) {
      if (is_digit(text_[at_])) {
        TRY(take_number());
      } else if (!take_word() && !take_separator()) {
        return not_understood("it holds a word that we do not know");
      }
    }
    return std::move(out_);
  }

 private:
  Status take_number() {
    DateWord number;
    while (at_ < text_.size()) {
      const char c = text_[at_];
      // ဝ (wa) is typed for the Burmese zero as often as the zero itself.
      const bool wa = !is_digit(c) && number.digits > 0 && is_wa_zero();
      if (!is_digit(c) && !wa) break;
      if (++number.digits > 4) return not_understood("a number has more than four digits");
      number.value = number.value * 10 + (wa ? 0 : c - '0');
      at_ += wa ? 3 : 1;
    }
    out_.words.push_back(number);
    return {};
  }

  bool is_wa_zero() const {
    if (code_point_at(text_, at_).value != 0x101D) return false;
    return at_ + 3 >= text_.size() || !is_mark(code_point_at(text_, at_ + 3).value);
  }

  // The longest known word that begins here and does not end inside a Latin word.
  bool take_word() {
    const Entry* entry = nullptr;
    std::size_t length = 0;
    const auto rest = std::string_view(text_).substr(at_);
    if (at_ > 0 && is_latin(text_[at_]) && is_latin(text_[at_ - 1])) return false;
    for (auto size = std::min<std::size_t>(rest.size(), 96); size > 0 && length == 0; --size) {
      const auto word = rest.substr(0, size);
      const bool inside = is_latin(word.back()) && size < rest.size() && is_latin(rest[size]);
      // A cut before a vowel sign would read half a syllable.
      const bool split = size < rest.size() && is_mark(code_point_at(rest, size).value);
      if (inside || split) continue;
      const bool digit_follows = size < rest.size() && is_digit(rest[size]);
      if (const auto found = lexicon().find(word);
          found != lexicon().end() && (!found->second.before_digit_only || digit_follows)) {
        entry = &found->second;
        length = size;
      } else if (noise().contains(word)) {
        length = size;
      }
    }
    if (length == 0) return false;
    note_script(code_point_at(rest, 0).value);
    at_ += length;
    if (entry != nullptr) {
      out_.words.push_back({entry->kind, entry->value, entry->before_digit_only ? 1 : 0});
    }
    // 元年 is year 1 of an era.
    if (entry != nullptr && entry->kind == WordKind::era &&
        std::string_view(text_).substr(at_).starts_with("元")) {
      at_ += 3;
      out_.words.push_back({WordKind::number, 1, 1});
    }
    return true;
  }

  bool take_separator() {
    const auto point = code_point_at(text_, at_);
    static constexpr std::u32string_view separators = U"-/.,()[]\u104A\u104B\u3001\u060C\u2013";
    if (!is_space(point.value) && separators.find(point.value) == std::u32string_view::npos) {
      return false;
    }
    at_ += point.size_bytes;
    return true;
  }

  void note_script(char32_t c) {
    const auto script = script_of(c);
    out_.burmese_letters = out_.burmese_letters || script == script_myanmar;
    out_.thai_letters = out_.thai_letters || script == script_thai;
    out_.arabic_letters = out_.arabic_letters || script == script_arabic;
  }

  std::string text_;
  std::size_t at_ = 0;
  DateWords out_;
};

}  // namespace

Result<DateWords> date_words(std::string_view wording) { return Cutter(wording).cut(); }

}  // namespace kotobune::text
