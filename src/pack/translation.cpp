// i18n/<language>.po: the gettext format (GNU gettext manual, "The Format of PO Files"), as far as
// a pack needs it: comments, flags, msgctxt, msgid, msgstr, texts over several lines. No plurals.
//
//   #, fuzzy                     a machine translated it: shown, and marked "needs native review"
//   msgctxt "type/act/victim"    which text, see docs/packs.md
//   msgid "Victim"               the English it was made from; if that changed, it is a notice
//   msgstr "被害者"               empty: not translated yet
#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "base/text.h"
#include "pack/errors.h"
#include "pack/read.h"

namespace kotobune::pack {
namespace {

struct Entry {
  std::uint32_t line = 0;
  bool fuzzy = false;
  std::optional<std::string> context, source, translated;
};

// The text in quotes; nothing where it is not one.
std::optional<std::string> unquoted(std::string_view text) {
  if (text.size() < 2 || text.front() != '"' || text.back() != '"') return std::nullopt;
  text = text.substr(1, text.size() - 2);
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"') return std::nullopt;
    if (text[i] != '\\') {
      out += text[i];
      continue;
    }
    if (++i == text.size()) return std::nullopt;
    switch (text[i]) {
      case 'n': out += '\n'; break;
      case 't': out += '\t'; break;
      case '"': out += '"'; break;
      case '\\': out += '\\'; break;
      default: return std::nullopt;
    }
  }
  return out;
}

class PoReader {
 public:
  PoReader(const File& file, Faults& faults) : file_(file), faults_(faults) {}

  std::vector<Entry> read() {
    std::uint32_t number = 0;
    for (std::string_view line : split(file_.text, '\n')) {
      ++number;
      if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
      if (!read_line(trim_ascii(line), number)) return {};
    }
    end_entry();
    return std::move(entries_);
  }

 private:
  bool wrong(std::uint32_t line, const char* why) {
    faults_.add(
        complaint(errors::pack_translation_wrong, file_.path, line, {{"why", why}}));
    return false;
  }

  bool read_line(std::string_view line, std::uint32_t number) {
    if (line.empty() || line.front() == '#') {
      if (now_.translated) end_entry();
      if (line.starts_with("#,") && line.find("fuzzy") != std::string_view::npos) {
        now_.fuzzy = true;
      }
      return true;
    }
    if (line.front() == '"') {
      const auto more = unquoted(line);
      if (!more || at_ == nullptr) return wrong(number, "a text in quotes is cut off");
      **at_ += *more;
      return true;
    }
    return read_keyword(line, number);
  }

  bool read_keyword(std::string_view line, std::uint32_t number) {
    const std::size_t space = std::min(line.find(' '), line.size());
    const std::string_view keyword = line.substr(0, space);
    const auto text = unquoted(trim_ascii(line.substr(space)));
    if (keyword != "msgstr" && now_.translated) end_entry();
    std::optional<std::string>* field = keyword == "msgctxt" ? &now_.context
                                        : keyword == "msgid" ? &now_.source
                                        : keyword == "msgstr" ? &now_.translated
                                                              : nullptr;
    if (field == nullptr) return wrong(number, "only msgctxt, msgid and msgstr stand in it");
    if (!text) return wrong(number, "a text in quotes is cut off");
    if (*field) return wrong(number, "the same word stands twice in one entry");
    if (field == &now_.translated && !now_.source) return wrong(number, "msgstr without msgid");
    if (now_.line == 0) now_.line = number;
    *field = *text;
    at_ = field;
    return true;
  }

  void end_entry() {
    if (now_.translated) entries_.push_back(std::move(now_));
    now_ = Entry{};
    at_ = nullptr;
  }

  const File& file_;
  Faults& faults_;
  Entry now_;
  std::optional<std::string>* at_ = nullptr;
  std::vector<Entry> entries_;
};

std::string language_of(const std::string& path) {
  return path.substr(5, path.size() - 5 - 3);  // "i18n/" and ".po"
}

}  // namespace

void for_each_label(Pack& pack, const VisitLabels& visit) {
  visit("pack", Part::label, pack.label);
  for (Type& type : pack.types) {
    const std::string context = "type/" + type.id;
    if (!type.extends) visit(context, Part::label, type.label);
    visit(context + " help", Part::help, type.help);
    for (Property& property : type.properties) {
      visit(context + "/" + property.id, Part::label, property.label);
      visit(context + "/" + property.id + " help", Part::help, property.help);
    }
  }
  for (Vocabulary& vocabulary : pack.vocabularies) {
    const std::string context = "vocab/" + vocabulary.id;
    visit(context, Part::label, vocabulary.label);
    for (Term& term : vocabulary.terms) {
      visit(context + "/" + term.id, Part::label, term.label);
      visit(context + "/" + term.id + " help", Part::help, term.note);
    }
  }
  for (Profile& one : pack.profiles) visit("profile/" + one.id, Part::label, one.label);
  for (View& one : pack.views) visit("view/" + one.id, Part::label, one.label);
  for (Check& one : pack.checks) {
    visit("check/" + one.id, Part::label, one.label);
    visit("check/" + one.id + " help", Part::help, one.help);
  }
  for (Form& form : pack.forms) {
    visit("form/" + form.id, Part::label, form.label);
    for (FormSection& one : form.sections) {
      visit("form/" + form.id + "/" + one.id, Part::label, one.label);
    }
  }
  for (Page& one : pack.pages) visit("page/" + one.id, Part::label, one.label);
}

void read_translation(const File& file, Pack& pack, Faults& faults, std::vector<Notice>& notices) {
  const std::string language = language_of(file.path);
  std::map<std::string, Labels*> texts;
  for_each_label(pack, [&](const std::string& context, Part, Labels& labels) {
    if (!labels.empty()) texts.emplace(context, &labels);
  });
  std::set<std::string> seen;
  for (Entry& entry : PoReader(file, faults).read()) {
    if (!entry.context) continue;  // the head of the file
    if (!seen.insert(*entry.context).second) {
      faults.add(complaint(errors::pack_name_twice, file.path, entry.line,
                           {{"name", *entry.context}}));
      continue;
    }
    const auto found = texts.find(*entry.context);
    if (found == texts.end()) {
      notices.push_back({file.path, entry.line, "\"" + *entry.context +
                                                    "\" is translated, but not in the pack"});
      continue;
    }
    if (entry.translated->empty()) continue;
    const bool stale = found->second->in("en") != entry.source.value_or("");
    if (stale) {
      notices.push_back({file.path, entry.line,
                         "the English of \"" + *entry.context + "\" has changed since"});
    }
    found->second->set(language, *entry.translated, !entry.fuzzy && !stale);
  }
}

void note_missing_translations(const Pack& pack, std::vector<Notice>& notices) {
  Pack copy = pack;  // for_each_label hands out what may be changed
  std::vector<std::string> languages = pack.languages;
  languages.insert(languages.end(), pack.partial.begin(), pack.partial.end());
  for (const std::string& language : languages) {
    int labels_there = 0, labels_all = 0, helps_there = 0, helps_all = 0, unreviewed = 0;
    for_each_label(copy, [&](const std::string&, Part part, Labels& labels) {
      if (labels.empty()) return;
      (part == Part::label ? labels_all : helps_all) += 1;
      if (!labels.has(language)) return;
      (part == Part::label ? labels_there : helps_there) += 1;
      if (labels.needs_review(language)) ++unreviewed;
    });
    if (labels_there == labels_all && helps_there == helps_all && unreviewed == 0) continue;
    const auto of = [](int there, int all) {
      return std::to_string(there) + " of " + std::to_string(all);
    };
    notices.push_back({"i18n/" + language + ".po", 1,
                       language + ": " + of(labels_there, labels_all) + " labels, " +
                           of(helps_there, helps_all) + " help texts; " +
                           std::to_string(unreviewed) + " need native review"});
  }
}

}  // namespace kotobune::pack
