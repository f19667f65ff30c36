// The official HURIDOCS micro-thesauri, as a user may hold them: the SQL dump of an OpenEvSys
// database. The lists belong to HURIDOCS and are not shipped; this makes a pack overlay of a user's
// own copy.
//
// Read are the INSERT statements of three tables (OpenEvSys schema/mysql-dbcreate.sql):
//   mt_vocab(vocab_number, huri_code, english, ..., list_code, visible, term_order,
//            parent_vocab_number, term_level)
//   mt_vocab_l10n(msgid, locale, msgstr)
//   mt_index(no, term)
// Everything else is passed over unread. Nothing is executed: the texts are data, and only
// literals, numbers and NULL are understood. What is not is refused with its line.
#pragma once

#include <string_view>

#include "base/result.h"
#include "pack/pack.h"

namespace kotobune::pack {

struct ThesaurusSummary {
  std::size_t lists = 0;
  std::size_t terms = 0;
  std::vector<std::string> languages;  // beside English
  std::size_t orphans = 0;             // terms whose parent is not in the dump: put at the top
};
struct Thesaurus {
  Files files;  // a pack that extends "fact-finding": pack.toml, vocab/mt-NN.toml, i18n/*.po
  ThesaurusSummary summary;
};
// Errors: thesaurus_malformed, pack_too_large (200,000 terms or translations), not_utf8.
Result<Thesaurus> read_thesaurus(std::string_view sql);

}  // namespace kotobune::pack
