// Parts of check(): one reader for each kind of file, and what needs the whole pack. Each puts down
// what is wrong and goes on.
#pragma once

#include <functional>

#include "pack/node.h"
#include "pack/pack.h"

namespace kotobune::pack {

void read_profile(const std::string& file, const Node& root, Pack& pack, Faults& faults);
void read_norm(const std::string& file, const Node& root, Pack& pack, Faults& faults);
void read_checks(const std::string& file, const Node& root, Pack& pack, Faults& faults);
void read_form(const std::string& file, const Node& root, Pack& pack, Faults& faults);
void read_pages(const std::string& file, const Node& root, Pack& pack, Faults& faults);
void read_view(const File& file, Pack& pack, Faults& faults);
void read_prose(const File& file, Pack& pack, Faults& faults);
// i18n/<language>.po over what was read. What it translates and the pack no longer has is a notice.
void read_translation(const File& file, Pack& pack, Faults& faults, std::vector<Notice>& notices);
void note_missing_translations(const Pack& pack, std::vector<Notice>& notices);

enum class Part { label, help };
// Every text of the pack a person reads, with the context it has in a .po: "type/act/victim",
// "vocab/act-type/killing", with " help" behind it for help and notes.
using VisitLabels = std::function<void(const std::string& context, Part part, Labels& labels)>;
void for_each_label(Pack& pack, const VisitLabels& visit);

// The invariants P1 to P3 of pack/pack.h. `files` only to name the line of what is wrong.
void validate(const Pack& pack, const Pack* base, const Files& files, Faults& faults);
// The same for checks, forms, pages, templates (validate_parts.cpp).
void validate_parts(const Pack& pack, const Pack* base, Faults& faults);

// Finds in the pack, else in the one it extends.
const Type* find_type(const Pack& pack, const Pack* base, std::string_view id);
const Property* find_property(const Pack& pack, const Pack* base, std::string_view type,
                              std::string_view property);
const Vocabulary* find_vocabulary(const Pack& pack, const Pack* base, std::string_view id);

}  // namespace kotobune::pack
