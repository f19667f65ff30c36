// What can only be checked when the whole pack is known: names that are used but not defined, names
// defined twice, labels that are missing, terms that lie under themselves.
#include <algorithm>
#include <set>

#include "pack/errors.h"
#include "pack/read.h"

namespace kotobune::pack {
namespace {

class Validator {
 public:
  Validator(const Pack& pack, const Pack* base, const Files& files, Faults& faults)
      : pack_(pack), base_(base), files_(files), faults_(faults) {}

  void run() {
    labelled("pack.toml", 1, pack_.name, pack_.label);
    std::set<std::string> names;
    for (const Vocabulary& vocabulary : pack_.vocabularies) {
      once(names, vocabulary.file, vocabulary.line, vocabulary.id);
      check(vocabulary);
    }
    names.clear();
    for (const Type& type : pack_.types) once(names, type.file, type.line, type.id);
    for (const Type& type : pack_.types) check(type);
    names.clear();
    for (const Profile& profile : pack_.profiles) {
      once(names, profile.file, profile.line, profile.id);
      labelled(profile.file, profile.line, profile.id, profile.label);
      const bool known = profile.procedure.empty() || knows_norm(profile.procedure);
      if (!known) about(errors::pack_name_unknown, profile.file, profile.line, profile.procedure);
    }
    names.clear();
    for (const Norm& norm : pack_.norms) once(names, norm.file, norm.line, norm.id);
  }

 private:
  bool knows_norm(const std::string& id) const {
    return pack_.find_norm(id) != nullptr || (base_ != nullptr && base_->find_norm(id) != nullptr);
  }

  // The first line from `from` on that has the name in quotes; `from` where there is none.
  std::uint32_t line_of(const std::string& file, std::uint32_t from,
                        const std::string& name) const {
    for (const File& one : files_) {
      if (one.path != file) continue;
      std::size_t begin = 0;
      for (std::uint32_t line = 1; line < from && begin < one.text.size(); ++line) {
        begin = std::min(one.text.find('\n', begin), one.text.size() - 1) + 1;
      }
      const std::size_t at = one.text.find("\"" + name + "\"", begin);
      if (at == std::string::npos) return from;
      const auto start = one.text.begin();
      return static_cast<std::uint32_t>(
                 std::count(start, start + static_cast<std::ptrdiff_t>(at), '\n')) + 1;
    }
    return from;
  }

  void about(const Code& code, const std::string& file, std::uint32_t from,
             const std::string& name) {
    faults_.add(complaint(code, file, line_of(file, from, name), {{"name", name}}));
  }

  void once(std::set<std::string>& names, const std::string& file, std::uint32_t line,
            const std::string& id) {
    if (!names.insert(id).second) about(errors::pack_name_twice, file, line, id);
  }

  void labelled(const std::string& file, std::uint32_t line, const std::string& id,
                const Labels& label) {
    for (const std::string& language : pack_.languages) {
      if (label.has(language)) continue;
      faults_.add(complaint(errors::pack_key_missing, file, line_of(file, line, id),
                            {{"key", "label." + language + " of " + id}}));
    }
  }

  void check(const Vocabulary& vocabulary) {
    labelled(vocabulary.file, vocabulary.line, vocabulary.id, vocabulary.label);
    std::set<std::string> names;
    for (const Term& term : vocabulary.terms) {
      once(names, vocabulary.file, term.line, term.id);
      for (const std::string& alias : term.aliases) {
        once(names, vocabulary.file, term.line, alias);
      }
      labelled(vocabulary.file, term.line, term.id, term.label);
      if (!term.parent.empty() && vocabulary.find(term.parent) == nullptr) {
        about(errors::pack_name_unknown, vocabulary.file, term.line, term.parent);
      }
      check_circle(vocabulary, term);
    }
  }

  // P3: after as many steps as there are terms we would have met one twice.
  void check_circle(const Vocabulary& vocabulary, const Term& term) {
    std::size_t steps = 0;
    for (const Term* at = &term; at != nullptr; at = vocabulary.find(at->parent)) {
      if (++steps > vocabulary.terms.size()) {
        return about(errors::pack_circle, vocabulary.file, term.line, term.id);
      }
    }
  }

  void check(const Type& type) {
    if (type.extends) {
      if (base_ == nullptr || base_->find_type(type.id) == nullptr) {
        about(errors::pack_name_unknown, type.file, type.line, type.id);
      }
    } else {
      labelled(type.file, type.line, type.id, type.label);
    }
    std::set<std::string> names;
    for (const Property& property : type.properties) {
      once(names, type.file, property.line, property.id);
      labelled(type.file, property.line, property.id, property.label);
      check(type, property);
    }
  }

  void check(const Type& type, const Property& property) {
    if (!property.vocabulary.empty() &&
        find_vocabulary(pack_, base_, property.vocabulary) == nullptr) {
      about(errors::pack_name_unknown, type.file, property.line, property.vocabulary);
    }
    for (const std::string& target : property.targets) {
      if (find_type(pack_, base_, target) == nullptr) {
        about(errors::pack_name_unknown, type.file, property.line, target);
      }
    }
    if (property.deadline) {
      const Deadline& named = *property.deadline;
      for (const std::string& id : {named.closed_by, named.owner, named.remind}) {
        if (id.empty() || find_property(pack_, base_, type.id, id) != nullptr) continue;
        about(errors::pack_name_unknown, type.file, property.line, id);
      }
    }
    if (property.locks) check_locks(type, property);
    const Vocabulary* units = find_vocabulary(pack_, base_, "counting-unit");
    for (const std::string& unit : property.counts) {
      if (units == nullptr || units->find(unit) == nullptr) {
        about(errors::pack_name_unknown, type.file, property.line, unit);
      }
    }
  }

  // A lock that names a term without a rule would lock nothing, in silence.
  void check_locks(const Type& type, const Property& property) {
    const DefaultLock& lock = *property.locks;
    for (const std::string& id : {lock.items, lock.says}) {
      if (id.empty() || find_property(pack_, base_, type.id, id) != nullptr) continue;
      about(errors::pack_name_unknown, type.file, property.line, id);
    }
    const std::size_t slash = lock.term.find('/');
    const Vocabulary* words = find_vocabulary(pack_, base_, lock.term.substr(0, slash));
    const Term* term = words == nullptr || slash == std::string::npos
                           ? nullptr
                           : words->find(lock.term.substr(slash + 1));
    if (term == nullptr || term->lock.empty()) {
      about(errors::pack_name_unknown, type.file, property.line, lock.term);
    }
  }

  const Pack& pack_;
  const Pack* base_;
  const Files& files_;
  Faults& faults_;
};

}  // namespace

const Type* find_type(const Pack& pack, const Pack* base, std::string_view id) {
  const Type* own = pack.find_type(id);
  return own != nullptr || base == nullptr ? own : base->find_type(id);
}

const Property* find_property(const Pack& pack, const Pack* base, std::string_view type,
                              std::string_view property) {
  const Property* own = pack.find_property(type, property);
  return own != nullptr || base == nullptr ? own : base->find_property(type, property);
}

const Vocabulary* find_vocabulary(const Pack& pack, const Pack* base, std::string_view id) {
  const Vocabulary* own = pack.find_vocabulary(id);
  return own != nullptr || base == nullptr ? own : base->find_vocabulary(id);
}

void validate(const Pack& pack, const Pack* base, const Files& files, Faults& faults) {
  Validator(pack, base, files, faults).run();
  validate_parts(pack, base, faults);
}

}  // namespace kotobune::pack
