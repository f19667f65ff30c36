#include "text/names.h"

#include <algorithm>
#include <array>
#include <tuple>

#include "base/text.h"
#include "text/characters.h"
#include "text/sound.h"
#include "text/tokenize.h"

namespace kotobune::text {

namespace {

constexpr std::size_t sounded_letters = 5;
constexpr std::size_t sounded_sure_letters = 8;  // from here on without a capital, too
constexpr std::size_t skeleton_letters = 4;
constexpr std::size_t short_word_letters = 4;

// What a name or a text is made of: a word, or a cluster of a script without spaces.
struct Atom {
  std::string written;
  std::size_t start = 0;
  std::size_t end = 0;
  std::uint8_t script = script_common;
  bool clustered = false;
  bool capital = false;
  std::string sound;  // "" where the script has no table
};

std::vector<Atom> atoms_of(std::string_view text) {
  std::vector<Atom> out;
  tokenize(text, TokenizeMode::document, [&](const Token& token) {
    Atom atom;
    atom.written = token.text;
    atom.start = token.start_byte;
    atom.end = token.end_byte;
    const auto first = code_point_at(token.text, 0).value;
    const auto& known = character(first);
    atom.script = known.script;
    atom.clustered = known.clustered;
    atom.capital = code_point_at(text, token.start_byte).value != first;
    // A bigram is followed by its first cluster, which stands in its place.
    if (token.colocated) out.pop_back();
    out.push_back(std::move(atom));
  });
  return out;
}

Result<std::string> sound_of(const Atom& atom) {
  if (atom.script == script_latin) return sound_of_latin(atom.written);
  if (atom.script == script_myanmar) return sound_of_burmese(atom.written);
  if (atom.clustered || atom.script == script_common || atom.script == script_arabic ||
      atom.script == script_hebrew) {
    return std::string();
  }
  TRY_LET(latin, latin_of(atom.written));
  return sound_of_latin(latin);
}

// Fills in the sounds; a text repeats its words, so each is sounded once.
Status sound_out(std::vector<Atom>& atoms) {
  std::unordered_map<std::string, std::string> known;
  for (auto& atom : atoms) {
    auto at = known.find(atom.written);
    if (at == known.end()) {
      TRY_LET(sound, sound_of(atom));
      at = known.emplace(atom.written, std::move(sound)).first;
    }
    atom.sound = at->second;
  }
  return {};
}

void append_sound(std::string& key, std::string_view sound) {
  for (const char c : sound) {
    if (key.empty() || key.back() != c) key += c;
  }
}

bool is_honorific(const Atom& atom) {
  static const std::array<std::string_view, 24> known = {
      "u", "daw", "ko", "ma", "maung", "saw", "naw", "sai", "nang", "mr", "mrs", "ms", "dr", "prof",
      "sir", "ဦး", "ဒေါ်", "ကို", "မ", "မောင်", "စော", "နော်", "စိုင်း", "နန်း"};
  return std::find(known.begin(), known.end(), atom.written) != known.end();
}

std::string_view without_thai_title(std::string_view name) {
  for (const std::string_view title : {"นางสาว", "นาย", "นาง"}) {
    if (name.starts_with(title) && name.size() > title.size() + 6) return name.substr(title.size());
  }
  return name;
}

std::size_t vowels_in(std::string_view sound) {
  return static_cast<std::size_t>(std::count_if(sound.begin(), sound.end(), [](char c) {
    return std::string_view("aeiouOI").find(c) != std::string_view::npos;
  }));
}

// The ways one name is put into words: as given, without honorific, without initials, with given
// names as initials, and with the last word first.
std::vector<std::vector<Atom>> variants_of(std::vector<Atom> atoms) {
  std::vector<std::vector<Atom>> out = {atoms};
  if (atoms.size() >= 3 && is_honorific(atoms.front())) {
    atoms.erase(atoms.begin());
    out.push_back(atoms);
  }
  const bool words =
      std::none_of(atoms.begin(), atoms.end(), [](const Atom& a) { return a.clustered; });
  if (!words || atoms.size() < 2) return out;
  const auto is_initial = [](const Atom& a) { return a.written.size() == 1; };
  std::vector<Atom> full;
  std::copy_if(atoms.begin(), atoms.end(), std::back_inserter(full),
               [&](const Atom& a) { return !is_initial(a); });
  if (full.size() >= 2 && full.size() < atoms.size()) out.push_back(full);
  const auto& last = atoms.back();
  if (last.written.size() > short_word_letters) {
    std::vector<Atom> initials;
    for (std::size_t i = 0; i + 1 < atoms.size(); ++i) {
      Atom initial = atoms[i];
      initial.written = initial.written.substr(0, code_point_at(initial.written, 0).size_bytes);
      initial.sound.clear();
      initials.push_back(initial);
    }
    out.push_back({initials.front(), last});
    initials.push_back(last);
    out.push_back(initials);
  }
  auto reversed = full.size() >= 2 ? full : atoms;
  std::rotate(reversed.begin(), reversed.end() - 1, reversed.end());
  out.push_back(reversed);
  return out;
}

// May `gap` stand between two words of one name? Spaces, hyphens, one line break; a full stop only
// behind an initial or inside an address (aung.san@...); never the end of a sentence.
bool joins(std::string_view gap, const Atom& before) {
  std::size_t count = 0;
  bool stop = false;
  for (std::size_t at = 0; at < gap.size();) {
    const auto point = code_point_at(gap, at);
    at += point.size_bytes;
    const auto c = point.value;
    if (character(c).count == 0) continue;
    if (++count > 4) return false;
    if (c == '!' || c == '?' || c == ';' || c == ':' || c == 0x3002 || c == 0x104A || c == 0x104B) {
      return false;
    }
    if (stop && is_space(c) && before.written.size() > 1) return false;
    stop = stop || c == '.';
  }
  return !(stop && gap.back() == '.' && before.written.size() > 1 && gap.size() > 1);
}

}  // namespace

void NameMatcher::Trie::add(std::string_view key, std::size_t name) {
  std::uint32_t node = 1;
  for (const char c : key) {
    auto& next = edges_[std::uint64_t{node} << 8 | static_cast<unsigned char>(c)];
    if (next == 0) next = ++nodes_;
    node = next;
  }
  auto& names = ends_[node];
  if (names.empty() || names.back() != name) names.push_back(name);
}

std::uint32_t NameMatcher::Trie::walk(std::uint32_t node, std::string_view bytes) const {
  for (const char c : bytes) {
    const auto next = edges_.find(std::uint64_t{node} << 8 | static_cast<unsigned char>(c));
    if (next == edges_.end()) return 0;
    node = next->second;
  }
  return node;
}

const std::vector<std::size_t>* NameMatcher::Trie::names_at(std::uint32_t node) const {
  const auto found = ends_.find(node);
  return found == ends_.end() ? nullptr : &found->second;
}

struct NameMatcher::Scan {
  std::string_view text;
  std::vector<Atom> atoms;
  std::vector<NameHit> hits;

  bool touches(std::size_t left, std::size_t right) const {
    return right < atoms.size() && atoms[left].clustered && atoms[right].clustered &&
           atoms[left].end == atoms[right].start;
  }
  // The rules for short names: see names.h.
  bool may_be_written(std::size_t first, std::size_t last) const {
    const auto& atom = atoms[first];
    if (first != last) return true;
    if (!atom.clustered) return atom.capital || atom.written.size() > short_word_letters ||
                                atom.script != script_latin;
    if (touches(last, last + 1)) return false;
    return first == 0 || !touches(first - 1, first) || is_honorific(atoms[first - 1]);
  }
  bool may_be_sounded(std::size_t first, std::size_t size) const {
    return atoms[first].script != script_latin || atoms[first].capital ||
           size >= sounded_sure_letters;
  }
};

Status NameMatcher::add(std::string_view given, std::size_t index) {
  const auto name = without_thai_title(given);
  auto atoms = atoms_of(name);
  if (atoms.empty()) return {};
  TRY(sound_out(atoms));
  for (const auto& variant : variants_of(atoms)) {
    std::string written, sound;
    bool all_sound = true;
    for (const auto& atom : variant) {
      written += atom.written;
      append_sound(sound, atom.sound);
      all_sound = all_sound && !atom.sound.empty();
    }
    written_.add(written, index);
    if (all_sound && sound.size() >= sounded_letters && vowels_in(sound) >= 2) {
      sounded_.add(sound, index);
    }
  }
  // Kana have no word of their own here; they are read as a whole.
  const auto script = atoms.front().script;
  if (script == script_han) {
    TRY_LET(latin, latin_of(name));
    std::string sound;
    for (const auto word : split(latin, ' ')) append_sound(sound, sound_of_latin(word));
    if (sound.size() >= sounded_letters) sounded_.add(sound, index);
  }
  const bool thai = script == script_thai || script == script_lao;
  if (!thai && script != script_arabic && script != script_hebrew) return {};
  std::string skeleton, word;
  std::size_t letters = 0;
  const auto close = [&]() -> Status {
    if (!thai) {
      TRY_LET(latin, latin_of(word));
      word = latin;
    }
    const auto part = thai ? skeleton_of_thai(word) : skeleton_of_latin(word);
    letters += part.size();
    skeleton += (skeleton.empty() ? "" : " ") + part;
    word.clear();
    return {};
  };
  for (std::size_t i = 0; i < atoms.size(); ++i) {
    if (i > 0 && atoms[i].start != atoms[i - 1].end) TRY(close());
    word += atoms[i].written;
  }
  TRY(close());
  const bool words = skeleton.find(' ') != std::string::npos;
  if (words && letters >= skeleton_letters) skeleton_.add(skeleton, index);
  return {};
}

Result<NameMatcher> NameMatcher::make(const std::vector<std::string>& names) {
  NameMatcher out;
  for (std::size_t i = 0; i < names.size(); ++i) TRY(out.add(names[i], i));
  return out;
}

void NameMatcher::search(const Trie& trie, Scan& scan) const {
  const auto& atoms = scan.atoms;
  for (std::size_t first = 0; first < atoms.size(); ++first) {
    std::uint32_t node = 1;
    std::string key;
    for (auto last = first; last < atoms.size(); ++last) {
      const auto& atom = atoms[last];
      if (last > first) {
        const auto& before = atoms[last - 1];
        const auto from = std::min(before.end, atom.start);
        if (!joins(scan.text.substr(from, atom.start - from), before)) break;
      }
      const auto size = key.size();
      if (&trie == &written_) {
        key += atom.written;
      } else if (&trie == &sounded_) {
        if (atom.sound.empty()) break;
        append_sound(key, atom.sound);
      } else {
        if (atom.script != script_latin || !atoms[first].capital) break;
        key += (last > first ? " " : "") + skeleton_of_latin(atom.written);
      }
      node = trie.walk(node, std::string_view(key).substr(size));
      if (node == 0) break;
      const auto* names = trie.names_at(node);
      if (names == nullptr) continue;
      const bool written = &trie == &written_;
      if (written ? !scan.may_be_written(first, last) : !scan.may_be_sounded(first, key.size())) {
        continue;
      }
      for (const auto name : *names) {
        scan.hits.push_back({name, {atoms[first].start, atom.end},
                             written ? NameMatch::written : NameMatch::sounded});
      }
    }
  }
}

Result<std::vector<NameHit>> NameMatcher::find(std::string_view text) const {
  Scan scan{text, atoms_of(text), {}};
  TRY(sound_out(scan.atoms));
  search(written_, scan);
  search(sounded_, scan);
  if (!skeleton_.empty()) search(skeleton_, scan);
  // Longer before shorter and written before sounded at one place, then drop what lies inside.
  std::sort(scan.hits.begin(), scan.hits.end(), [](const NameHit& a, const NameHit& b) {
    return std::make_tuple(a.range.start, -static_cast<std::ptrdiff_t>(a.range.end), a.name,
                           a.match) < std::make_tuple(b.range.start,
                                                      -static_cast<std::ptrdiff_t>(b.range.end),
                                                      b.name, b.match);
  });
  std::vector<NameHit> out;
  std::unordered_map<std::size_t, std::size_t> covered;  // name -> end of its last hit
  for (const auto& hit : scan.hits) {
    auto& end = covered[hit.name];
    if (hit.range.end <= end) continue;
    end = hit.range.end;
    out.push_back(hit);
  }
  return out;
}

Result<std::string> name_key(std::string_view name) {
  auto atoms = atoms_of(without_thai_title(name));
  TRY(sound_out(atoms));
  std::string out;
  for (const auto& atom : atoms) append_sound(out, atom.sound);
  if (!out.empty()) return out;
  TRY_LET(latin, latin_of(name));
  for (const auto word : split(latin, ' ')) append_sound(out, sound_of_latin(word));
  return out;
}

}  // namespace kotobune::text
