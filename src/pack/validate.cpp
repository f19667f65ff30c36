// What can only be checked when the whole pack is known: names that are used but not defined, names
// defined twice, labels that are missing, terms that lie under themselves.
#include "pack/validate.h"

#include <algorithm>
#include <set>

#include "pack/errors.h"

namespace kotobune::pack {
namespace {

class Validator {
 public:
  Validator(const Pack& pack, const Files& files) : pack_(pack), files_(files) {}

  Status run() {
    TRY(labelled("pack.toml", pack_.name, pack_.label));
    std::set<std::string> names;
    for (const Vocabulary& vocabulary : pack_.vocabularies) {
      TRY(once(names, file_of(vocabulary), vocabulary.id));
      TRY(check(vocabulary));
    }
    names.clear();
    for (const Type& type : pack_.types) TRY(once(names, types_file, type.id));
    for (const Type& type : pack_.types) TRY(check(type));
    names.clear();
    for (const Profile& profile : pack_.profiles) {
      const std::string file = "profiles/" + profile.id + ".toml";
      TRY(once(names, file, profile.id));
      TRY(labelled(file, profile.id, profile.label));
    }
    return {};
  }

 private:
  static constexpr const char* types_file = "types.toml";

  static std::string file_of(const Vocabulary& vocabulary) {
    return "vocab/" + vocabulary.id + ".toml";
  }

  // The first line that has the name in quotes; 1 where the file is not called after its id.
  std::uint32_t line_of(const std::string& file, const std::string& name) const {
    for (const File& one : files_) {
      if (one.path != file) continue;
      const std::size_t at = one.text.find("\"" + name + "\"");
      if (at == std::string::npos) return 1;
      const auto end = one.text.begin() + static_cast<std::ptrdiff_t>(at);
      return static_cast<std::uint32_t>(std::count(one.text.begin(), end, '\n')) + 1;
    }
    return 1;
  }

  Error about(const Code& code, const std::string& file, const std::string& name) const {
    return complaint(code, file, line_of(file, name), {{"name", name}});
  }

  Status once(std::set<std::string>& names, const std::string& file, const std::string& id) const {
    if (!names.insert(id).second) return about(errors::pack_name_twice, file, id);
    return {};
  }

  Status labelled(const std::string& file, const std::string& id, const Labels& label) const {
    for (const std::string& language : pack_.languages) {
      if (label.has(language)) continue;
      return complaint(errors::pack_key_missing, file, line_of(file, id),
                       {{"key", "label." + language + " of " + id}});
    }
    return {};
  }

  Status check(const Vocabulary& vocabulary) const {
    const std::string file = file_of(vocabulary);
    TRY(labelled(file, vocabulary.id, vocabulary.label));
    std::set<std::string> names;
    for (const Term& term : vocabulary.terms) {
      TRY(once(names, file, term.id));
      for (const std::string& alias : term.aliases) TRY(once(names, file, alias));
      TRY(labelled(file, term.id, term.label));
      if (!term.parent.empty() && vocabulary.find(term.parent) == nullptr) {
        return about(errors::pack_name_unknown, file, term.parent);
      }
      TRY(check_circle(vocabulary, file, term));
    }
    return {};
  }

  // P3: after as many steps as there are terms we would have met one twice.
  Status check_circle(const Vocabulary& vocabulary, const std::string& file,
                      const Term& term) const {
    std::size_t steps = 0;
    for (const Term* at = &term; at != nullptr; at = vocabulary.find(at->parent)) {
      if (++steps > vocabulary.terms.size()) return about(errors::pack_circle, file, term.id);
    }
    return {};
  }

  Status check(const Type& type) const {
    TRY(labelled(types_file, type.id, type.label));
    std::set<std::string> names;
    for (const Property& property : type.properties) {
      TRY(once(names, types_file, property.id));
      TRY(labelled(types_file, property.id, property.label));
      if (!property.vocabulary.empty() && pack_.find_vocabulary(property.vocabulary) == nullptr) {
        return about(errors::pack_name_unknown, types_file, property.vocabulary);
      }
      for (const std::string& target : property.targets) {
        if (pack_.find_type(target) == nullptr) {
          return about(errors::pack_name_unknown, types_file, target);
        }
      }
    }
    return {};
  }

  const Pack& pack_;
  const Files& files_;
};

}  // namespace

Status validate(const Pack& pack, const Files& files) { return Validator(pack, files).run(); }

}  // namespace kotobune::pack
