#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include <array>
#include <atomic>
#include <memory>
#include <mutex>
#include <vector>

#include "base/ensure.h"
#include "text/characters.h"

namespace kotobune::text {

// The numbers in characters.h are ICU's: checked here, where ICU's header may be seen.
static_assert(int{script_arabic} == int{USCRIPT_ARABIC} && int{script_han} == int{USCRIPT_HAN});
static_assert(int{script_cyrillic} == int{USCRIPT_CYRILLIC} && int{script_lao} == int{USCRIPT_LAO});
static_assert(int{script_greek} == int{USCRIPT_GREEK} && int{script_thai} == int{USCRIPT_THAI});
static_assert(int{script_hangul} == int{USCRIPT_HANGUL} && int{script_khmer} == int{USCRIPT_KHMER});
static_assert(int{script_hebrew} == int{USCRIPT_HEBREW} && int{script_latin} == int{USCRIPT_LATIN});
static_assert(int{script_myanmar} == int{USCRIPT_MYANMAR} && USCRIPT_CODE_LIMIT < 256);
static_assert(int{script_common} == int{USCRIPT_COMMON});
static_assert(int{script_inherited} == int{USCRIPT_INHERITED});

namespace {

constexpr char32_t last_code_point = 0x10FFFF;

struct Page {
  std::array<Character, 256> characters;
  std::vector<char32_t> pool;  // expansions, for count > 1
};

// Letters that Unicode does not decompose but a searcher types plain, and the letters that
// Arabic, Persian and Urdu keyboards exchange (facts: a Persian word typed on an Arabic keyboard
// was found 0 times by every stock engine).
char32_t exchanged(char32_t c) {
  switch (c) {
    case 0x00F8: return 'o';
    case 0x0142: return 'l';
    case 0x0111: return 'd';
    case 0x0127: return 'h';
    case 0x0131: return 'i';
    case 0x06CC: case 0x0649: case 0x06D2: case 0x06D0: return 0x064A;  // yeh forms
    case 0x06A9: case 0x06AA: return 0x0643;                            // kaf forms
    case 0x0629: case 0x06C1: case 0x06C3: case 0x06D5: case 0x06BE: return 0x0647;  // heh forms
    case 0x0671: return 0x0627;                                         // alef wasla
    default: return c;
  }
}

std::uint8_t script_number(char32_t c) {
  UErrorCode status = U_ZERO_ERROR;
  switch (uscript_getScript(static_cast<UChar32>(c), &status)) {
    case USCRIPT_HAN: case USCRIPT_HIRAGANA: case USCRIPT_KATAKANA: case USCRIPT_BOPOMOFO:
    case USCRIPT_YI: case USCRIPT_KATAKANA_OR_HIRAGANA:
      return script_han;
    case USCRIPT_COMMON:
    case USCRIPT_INHERITED:
      // The length mark and the voiced sound marks belong to kana in all but their property.
      if (c == 0x30FC || c == 0x3099 || c == 0x309A) return script_han;
      if (u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_GRAPHEME_EXTEND))
        return script_inherited;
      return script_common;
    default: {
      const auto script = uscript_getScript(static_cast<UChar32>(c), &status);
      if (U_FAILURE(status) || script <= 0) return script_common;
      return static_cast<std::uint8_t>(script);
    }
  }
}

Kind kind_of(char32_t c) {
  // Burmese genitive, locative and the like are punctuation to Unicode, words to readers.
  if (c >= 0x104C && c <= 0x104F) return Kind::letter;
  if (c == 0x3005 || c == 0x3007) return Kind::letter;
  const auto mask = U_MASK(u_charType(static_cast<UChar32>(c)));
  if ((mask & U_GC_L_MASK) != 0) return Kind::letter;
  if ((mask & U_GC_M_MASK) != 0) return Kind::mark;
  if ((mask & U_GC_ND_MASK) != 0) return Kind::digit;
  if ((mask & (U_GC_NL_MASK | U_GC_NO_MASK)) != 0) return Kind::letter;
  return u_isUWhiteSpace(static_cast<UChar32>(c)) ? Kind::space : Kind::other;
}

void describe(Character& out, char32_t c) {
  out.kind = kind_of(c);
  out.script = script_number(c);
  out.combining_class = u_getCombiningClass(static_cast<UChar32>(c));
  out.clustered = out.script == script_han ||
                  u_getIntPropertyValue(static_cast<UChar32>(c), UCHAR_LINE_BREAK) ==
                      U_LB_COMPLEX_CONTEXT ||
                  ((out.script == script_myanmar || out.script == script_thai ||
                    out.script == script_lao || out.script == script_khmer) &&
                   (out.kind == Kind::letter || out.kind == Kind::mark));
}

// NFKC_Casefold of one code point, then fully decomposed (so composed and decomposed spellings
// meet without a pass over the text), but for Hangul syllables, which stay whole.
std::vector<char32_t> folded(char32_t c) {
  if (c >= 0xAC00 && c <= 0xD7A3) return {c};
  if (c == 0x0640) return {};  // tatweel only stretches a word
  UErrorCode status = U_ZERO_ERROR;
  const auto* casefold = icu::Normalizer2::getNFKCCasefoldInstance(status);
  const auto* decompose = icu::Normalizer2::getNFKDInstance(status);
  ensure(U_SUCCESS(status), "ICU holds its own normalization tables");
  icu::UnicodeString text(static_cast<UChar32>(c));
  text = decompose->normalize(casefold->normalize(text, status), status);
  ensure(U_SUCCESS(status), "one code point can be normalized");
  std::vector<char32_t> out;
  for (std::int32_t at = 0; at < text.length(); at = text.moveIndex32(at, 1)) {
    auto folded_one = static_cast<char32_t>(text.char32At(at));
    if (folded_one == 0x00E6) { out.insert(out.end(), {'a', 'e'}); continue; }
    if (folded_one == 0x0153) { out.insert(out.end(), {'o', 'e'}); continue; }
    if (u_charType(static_cast<UChar32>(folded_one)) == U_DECIMAL_DIGIT_NUMBER) {
      folded_one = '0' + static_cast<char32_t>(u_charDigitValue(static_cast<UChar32>(folded_one)));
    }
    out.push_back(exchanged(folded_one));
  }
  return out;
}

std::unique_ptr<Page> make_page(char32_t first) {
  auto page = std::make_unique<Page>();
  for (char32_t i = 0; i < 256; ++i) {
    auto& entry = page->characters[i];
    const char32_t c = first + i;
    if (c >= 0xD800 && c <= 0xDFFF) {
      entry.folded = 0xFFFD;
      continue;
    }
    const auto becomes = folded(c);
    entry.count = static_cast<std::uint8_t>(becomes.size());
    if (becomes.empty()) continue;
    entry.folded = becomes.front();
    describe(entry, becomes.front());
    if (becomes.size() > 1) {
      entry.folded = static_cast<char32_t>(page->pool.size());
      page->pool.insert(page->pool.end(), becomes.begin(), becomes.end());
    }
  }
  return page;
}

// The one shared table of the room: filled page by page on first use, never changed afterwards,
// a pure function of ICU's data. Global because it is a cache of constants, not state.
class Table {
 public:
  const Page& page(char32_t c) {
    auto& slot = slots_[c >> 8];
    if (const Page* page = slot.load(std::memory_order_acquire)) return *page;
    const std::lock_guard lock(mutex_);
    if (const Page* page = slot.load(std::memory_order_acquire)) return *page;
    pages_.push_back(make_page(c & ~char32_t{0xFF}));
    slot.store(pages_.back().get(), std::memory_order_release);
    return *pages_.back();
  }

 private:
  std::array<std::atomic<const Page*>, (last_code_point >> 8) + 1> slots_{};
  std::vector<std::unique_ptr<Page>> pages_;
  std::mutex mutex_;
};

Table& table() {
  static Table instance;
  return instance;
}

}  // namespace

const Character& character(char32_t c) {
  return table().page(c <= last_code_point ? c : 0xFFFD).characters[c & 0xFF];
}

std::span<const char32_t> expansion(char32_t c) {
  const auto& page = table().page(c);
  const auto& entry = page.characters[c & 0xFF];
  if (entry.count < 2) return {&entry.folded, entry.count};
  return {page.pool.data() + entry.folded, entry.count};
}

std::uint8_t script_of(char32_t c) { return script_number(c); }

std::string script_iso_code(std::uint8_t script) {
  return uscript_getShortName(static_cast<UScriptCode>(script));
}

bool is_right_to_left(std::uint8_t script) {
  return uscript_isRightToLeft(static_cast<UScriptCode>(script)) != 0;
}

bool is_space(char32_t c) { return u_isUWhiteSpace(static_cast<UChar32>(c)) != 0; }

bool is_mark(char32_t c) {
  return (U_MASK(u_charType(static_cast<UChar32>(c))) & U_GC_M_MASK) != 0;
}

}  // namespace kotobune::text
