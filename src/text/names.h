// Finds protected names in a text, in whatever script and spelling they stand there: the eye of the
// leak scan and the key of the name search.
//
// A name is found
//   written   folded, with or without spaces and hyphens, with given and family name exchanged,
//             without honorifics and initials, or with the given names as initials ("J. Smith");
//   sounded   by its sounding key: အောင်ဆန်း finds "Aung San" and "Aung Sann", and the
//             reverse; Thai, Lao, Arabic and Hebrew names of two words and four consonants on by
//             their consonants, in Latin text only.
// Whole words and whole clusters only: "An" is not found in "Anna".
//
// It does not find: kanji by their reading (give the reading as a name of its own), nicknames,
// family names alone (give them too, where they are rare), letters broken by OCR. To keep common
// words from drowning people: a sounding key needs five letters and two syllables; a Latin name of
// one word and up to four letters must stand with a capital; a name of one cluster (လှ, 林) must
// stand alone or behind an honorific.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "text/highlight.h"

namespace kotobune::text {

// One key for one name in any script, words joined ("aungsan" -> Onsan); "" where it has no sound.
Result<std::string> name_key(std::string_view name);

enum class NameMatch : std::uint8_t { written, sounded };

struct NameHit {
  std::size_t name = 0;  // index into the names given
  ByteRange range;       // of the text
  NameMatch match = NameMatch::written;
};

class NameMatcher {
 public:
  // Names without a letter are refused nowhere and found nowhere. Error: icu_failed.
  static Result<NameMatcher> make(const std::vector<std::string>& names);

  // In order of place; a hit inside a longer hit of the same name is left out. About 2 MB/s on a
  // busy machine (3375 names, load 10): a long report takes a second.
  // Error: icu_failed (the caller must then treat the text as not scanned).
  Result<std::vector<NameHit>> find(std::string_view text) const;

 private:
  // A trie over the bytes of keys; walked from each word, it ends after two or three bytes nearly
  // always, so thousands of names cost no more than one.
  class Trie {
   public:
    void add(std::string_view key, std::size_t name);
    // The node after `bytes`, 0 where there is none. Root is 1.
    std::uint32_t walk(std::uint32_t node, std::string_view bytes) const;
    const std::vector<std::size_t>* names_at(std::uint32_t node) const;
    bool empty() const { return ends_.empty(); }

   private:
    std::unordered_map<std::uint64_t, std::uint32_t> edges_;  // node << 8 | byte -> node
    std::unordered_map<std::uint32_t, std::vector<std::size_t>> ends_;
    std::uint32_t nodes_ = 1;
  };
  struct Scan;

  Status add(std::string_view name, std::size_t index);
  void search(const Trie& trie, Scan& scan) const;

  Trie written_, sounded_, skeleton_;
};

}  // namespace kotobune::text
