#include "pack/thesaurus.h"

#include <algorithm>
#include <cstdio>
#include <map>
#include <set>

#include "base/errors.h"
#include "base/text.h"
#include "pack/errors.h"
#include "pack/sql_rows.h"

namespace kotobune::pack {
namespace {

constexpr std::size_t most_rows = 200'000;

struct Entry {
  std::string number, code, english, parent;
  std::int64_t list = 0, order = 0;
  bool hidden = false;
};

// A column by its name, else by its place in the table's own order.
std::string value_of(const SqlRow& row, std::string_view column, std::size_t place) {
  if (row.columns.empty()) return place < row.values.size() ? row.values[place] : "";
  const auto found = std::find(row.columns.begin(), row.columns.end(), column);
  return found == row.columns.end() ? "" : row.values[found - row.columns.begin()];
}

bool is_number(std::string_view text) {
  return !text.empty() && text.size() <= 14 &&
         text.find_first_not_of("0123456789") == std::string_view::npos;
}

// One basic string for TOML and for .po: both escape the same way. Control characters have no
// place in a label.
std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? ' ' : c;
  }
  return out + '"';
}

class Reader {
 public:
  Status take(const SqlRow& row) {
    if (++rows_ > most_rows) {
      return Error(errors::pack_too_large, {{"limit", std::to_string(most_rows) + " rows"}});
    }
    if (row.table == "mt_vocab") return take_term(row);
    if (row.table == "mt_index") {
      const auto list = parse_int(value_of(row, "no", 0));
      if (!list) return wrong(row, "the number of a list is no number");
      titles_[*list] = value_of(row, "term", 1);
      return {};
    }
    const std::string language = value_of(row, "locale", 1);
    const bool tag = language.size() >= 2 && language.size() <= 12 &&
                     std::all_of(language.begin(), language.end(), [](char c) {
                       return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
                     });
    if (!tag) return wrong(row, "the locale is no language tag");
    const std::string text = value_of(row, "msgstr", 2);
    if (language != "en" && !text.empty()) {
      translations_[language][value_of(row, "msgid", 0)] = text;
    }
    return {};
  }

  Thesaurus finish() {
    std::map<std::int64_t, std::vector<const Entry*>> lists;
    for (const auto& [number, entry] : entries_) lists[entry.list].push_back(&entry);
    Thesaurus out;
    out.summary.lists = lists.size();
    out.summary.terms = entries_.size();
    for (const auto& [language, texts] : translations_) out.summary.languages.push_back(language);
    out.files.push_back({"pack.toml", head(out.summary.languages)});
    for (auto& [list, terms] : lists) {
      std::stable_sort(terms.begin(), terms.end(), [](const Entry* left, const Entry* right) {
        return left->order < right->order;
      });
      out.files.push_back(vocabulary(list, terms, out.summary));
    }
    for (const auto& [language, texts] : translations_) {
      out.files.push_back(translation(language, texts));
    }
    std::sort(out.files.begin(), out.files.end(),
              [](const File& left, const File& right) { return left.path < right.path; });
    return out;
  }

  bool empty() const { return entries_.empty(); }

 private:
  Error wrong(const SqlRow& row, const char* why) const {
    return Error(errors::thesaurus_malformed, {{"line", std::to_string(row.line)}, {"why", why}});
  }

  Status take_term(const SqlRow& row) {
    Entry one;
    one.number = value_of(row, "vocab_number", 0);
    one.code = value_of(row, "huri_code", 1);
    one.english = value_of(row, "english", 2);
    one.parent = value_of(row, "parent_vocab_number", 8);
    one.hidden = value_of(row, "visible", 6) == "n";
    const auto list = parse_int(value_of(row, "list_code", 5));
    const auto order = parse_int(value_of(row, "term_order", 7));
    if (!is_number(one.number)) return wrong(row, "vocab_number is not of digits only");
    if (!one.code.empty() && !is_number(one.code)) {
      return wrong(row, "huri_code is not of digits only");
    }
    if (!list || *list < 1 || *list > 999) return wrong(row, "list_code is not from 1 to 999");
    if (trim_ascii(one.english).empty()) return wrong(row, "the English word is missing");
    one.list = *list;
    one.order = order.value_or(0);
    if (!entries_.emplace(one.number, one).second) {
      return wrong(row, "this vocab_number was there before");
    }
    return {};
  }

  static std::string id_of(std::int64_t list) {
    char text[16];
    std::snprintf(text, sizeof text, "mt-%02d", static_cast<int>(list));
    return text;
  }

  static std::string head(const std::vector<std::string>& languages) {
    std::string tags;
    for (const std::string& one : languages) tags += (tags.empty() ? "" : ", ") + quoted(one);
    return "# Made from an OpenEvSys dump. The lists are (c) HURIDOCS: for your own use, with "
           "acknowledgement.\n[pack]\nname = \"huridocs-lists\"\nversion = \"1\"\n"
           "extends = \"fact-finding\"\nlanguages = [\"en\"]\npartial = [" + tags +
           "]\nlicence = \"HURIDOCS, limited copying with acknowledgement\"\n"
           "label = \"HURIDOCS micro-thesauri\"\n";
  }

  File vocabulary(std::int64_t list, const std::vector<const Entry*>& terms,
                  ThesaurusSummary& summary) const {
    const std::string id = id_of(list);
    const auto title = titles_.find(list);
    const std::string label = title != titles_.end() && !title->second.empty()
                                  ? title->second
                                  : "HURIDOCS list " + std::to_string(list);
    std::string out = "[vocabulary]\nid = \"" + id + "\"\nhuridocs = \"MT" +
                      std::to_string(list) + "\"\nsource = \"HURIDOCS micro-thesauri, from an "
                      "OpenEvSys dump\"\nlabel = " + quoted(label) + "\n";
    for (const Entry* term : terms) {
      out += "\n[[term]]\nid = \"" + term->number + "\"\n";
      if (!term->code.empty()) out += "huridocs_code = \"" + term->code + "\"\n";
      if (term->hidden) out += "retired = true\n";
      if (!term->parent.empty() && term->parent.find_first_not_of('0') != std::string::npos) {
        const auto parent = entries_.find(term->parent);
        if (parent != entries_.end() && parent->second.list == list) {
          out += "parent = \"" + term->parent + "\"\n";
        } else {
          ++summary.orphans;
        }
      }
      out += "label = " + quoted(term->english) + "\n";
    }
    return {"vocab/" + id + ".toml", std::move(out)};
  }

  // HURIDOCS translated these; they are not machine-made, so not fuzzy.
  File translation(const std::string& language,
                   const std::map<std::string, std::string>& texts) const {
    std::string out = "# The translations of the dump.\nmsgid \"\"\nmsgstr \"\"\n\"Language: " +
                      language + "\\n\"\n";
    for (const auto& [number, text] : texts) {
      const auto found = entries_.find(number);
      if (found == entries_.end()) continue;
      out += "\nmsgctxt \"vocab/" + id_of(found->second.list) + "/" + number + "\"\nmsgid " +
             quoted(found->second.english) + "\nmsgstr " + quoted(text) + "\n";
    }
    return {"i18n/" + language + ".po", std::move(out)};
  }

  std::size_t rows_ = 0;
  std::map<std::string, Entry> entries_;  // by vocab_number
  std::map<std::int64_t, std::string> titles_;
  std::map<std::string, std::map<std::string, std::string>> translations_;
};

}  // namespace

Result<Thesaurus> read_thesaurus(std::string_view sql) {
  if (!is_utf8(sql)) return Error(errors::not_utf8, {{"path", "the dump"}});
  Reader reader;
  TRY(read_sql_rows(
      sql,
      [](const std::string& table) {
        return table == "mt_vocab" || table == "mt_vocab_l10n" || table == "mt_index";
      },
      [&](const SqlRow& row) { return reader.take(row); }));
  if (reader.empty()) {
    return Error(errors::thesaurus_malformed, {{"line", "1"}, {"why", "no row of mt_vocab"}});
  }
  Thesaurus out = reader.finish();
  // A circle of parents or a word nobody could use is refused here, not when a case takes the pack.
  Pack base;
  for (const Error& fault : check(out.files, &base).faults) return fault;
  return out;
}

}  // namespace kotobune::pack
