// pack list | check | show | upgrade | import-thesaurus
#include <algorithm>

#include "base/text.h"
#include "cli/errors.h"
#include "cli/handlers.h"
#include "index/pack_views.h"
#include "pack/compare.h"
#include "pack/errors.h"
#include "pack/thesaurus.h"

namespace kotobune::cli {
namespace {

constexpr std::uint64_t dump_bytes = 64u << 20;

// The pack that these files extend: in the folder beside, else among the packs of the program.
Result<std::optional<pack::Pack>> base_of(const Context& context, const std::string& folder,
                                          const pack::Files& files) {
  const std::string name = pack::extended_by(files);
  if (name.empty() || name.find('/') != std::string::npos) return std::optional<pack::Pack>();
  for (const std::string& at : {join_path(parent_path(folder), name),
                                join_path(packs_folder(), name)}) {
    if (!context.world.disk.exists(at)) continue;
    TRY_LET(loaded, pack::load(context.world.disk, at));
    return std::optional<pack::Pack>(std::move(loaded));
  }
  return std::optional<pack::Pack>();
}

Json json_of_fault(const Error& fault) {
  Json one = json_of(fault);
  one.set("file", fault.parameter("file")).set("line", fault.parameter("line"));
  return one;
}

Json list_of(const std::vector<std::string>& names) {
  Json out = Json::array();
  for (const std::string& name : names) out.push(name);
  return out;
}

void tell(Answer& answer, const char* what, const char* key,
          const std::vector<std::string>& names) {
  answer.json.set(key, list_of(names));
  for (const std::string& name : names) answer.lines.push_back(std::string(what) + name);
}

}  // namespace

Result<Answer> pack_list(const Context& context) {
  Answer answer;
  Json list = Json::array();
  std::vector<std::vector<std::string>> rows;
  TRY_LET(entries, context.world.disk.list(packs_folder()));
  for (const DirectoryEntry& entry : entries) {
    const std::string folder = join_path(packs_folder(), entry.name);
    if (!context.world.disk.exists(join_path(folder, "pack.toml"))) continue;
    TRY_LET(files, pack::read_files(context.world.disk, folder));
    const std::string extends = pack::extended_by(files);
    rows.push_back({entry.name, pack::version_of(files),
                    extends.empty() ? "" : "adds to " + extends});
    Json one = Json::object();
    one.set("name", entry.name).set("version", pack::version_of(files)).set("extends", extends);
    list.push(std::move(one));
  }
  answer.lines = table(rows);
  answer.json.set("packs", std::move(list));
  return answer;
}

Result<Answer> pack_check(const Context& context) {
  const std::string& folder = context.arguments.positional.front();
  TRY_LET(files, pack::read_files(context.world.disk, folder));
  TRY_LET(base, base_of(context, folder, files));
  pack::Checked checked = pack::check(files, base ? &*base : nullptr);
  if (checked.faults.empty()) {
    pack::Pack all = base ? *base : pack::Pack();
    if (const auto merged = pack::merge(all, checked.pack); !merged.ok()) {
      checked.faults.push_back(merged.error());
    } else {
      TRY_LET(wrong, index::wrong_views(all, checked.pack.views));
      for (Error& one : wrong) checked.faults.push_back(std::move(one));
    }
  }
  Answer answer;
  Json faults = Json::array(), notices = Json::array();
  for (const Error& fault : checked.faults) {
    const bool placed = fault.sentence().find(fault.parameter("file")) != std::string::npos;
    answer.lines.push_back((placed ? "" : fault.parameter("file") + ": ") + fault.sentence());
    faults.push(json_of_fault(fault));
  }
  for (const pack::Notice& notice : checked.notices) {
    answer.lines.push_back(notice.file + ", line " + std::to_string(notice.line) + ": note: " +
                           notice.text + ".");
    Json one = Json::object();
    one.set("file", notice.file).set("line", static_cast<std::int64_t>(notice.line));
    notices.push(one.set("text", notice.text));
  }
  const std::size_t count = checked.faults.size();
  answer.lines.push_back(count == 0 ? "The pack can be used."
                                    : std::to_string(count) + " to mend; the pack cannot be used.");
  answer.exit_code = count == 0 ? 0 : 1;
  answer.json.set("ok", count == 0).set("faults", std::move(faults));
  answer.json.set("notices", std::move(notices));
  return answer;
}

namespace {

std::string kind_of(const pack::Property& property) {
  std::string out(pack::word_of(property.value));
  if (!property.vocabulary.empty()) out += " of " + property.vocabulary;
  if (!property.targets.empty()) out += ": " + join(property.targets, ", ");
  return out + (property.how_many == pack::HowMany::many ? ", many" : "") +
         (property.required ? ", required" : "") + (property.retired ? ", retired" : "");
}

std::string level_of(const pack::Pack& all, const std::string& type, const pack::Property& one) {
  return "S" + std::to_string(all.sensitivity_of(type, one.id)) +
         (one.compartment.empty() ? "" : " " + one.compartment);
}

void show_type(const pack::Pack& all, const pack::Type& type, const std::string& language,
               Answer& answer) {
  std::vector<std::vector<std::string>> rows{{type.id, type.label.in(language), "", ""}};
  for (const pack::Property& one : type.properties) {
    rows.push_back({"  " + one.id, one.label.in(language), kind_of(one),
                    level_of(all, type.id, one)});
  }
  for (std::string& line : table(rows)) answer.lines.push_back(std::move(line));
}

Json json_of(const pack::Pack& all, const pack::Type& type) {
  Json out = Json::array();
  for (const pack::Property& one : type.properties) {
    Json targets = Json::array(), counts = Json::array();
    for (const auto& target : one.targets) targets.push(target);
    for (const auto& unit : one.counts) counts.push(unit);
    Json json = Json::object();
    json.set("id", one.id).set("value", pack::word_of(one.value));
    json.set("level", "S" + std::to_string(all.sensitivity_of(type.id, one.id)));
    json.set("compartment", one.compartment).set("vocabulary", one.vocabulary);
    json.set("many", one.how_many == pack::HowMany::many).set("required", one.required);
    json.set("retired", one.retired).set("unit", one.unit);
    json.set("targets", std::move(targets)).set("counts", std::move(counts));
    out.push(std::move(json));
  }
  return out;
}

// The pack that is named: a folder of one's own, or one that comes with the program.
Result<std::string> folder_named(const Context& context) {
  const auto& words = context.arguments.positional;
  const std::string name = words.empty() ? "fact-finding" : words.front();
  for (const auto& folder : {name, join_path(packs_folder(), name)}) {
    if (context.world.disk.exists(join_path(folder, "pack.toml"))) return folder;
  }
  return Error(errors::pack_unknown, {{"name", name}});
}

}  // namespace

Result<Answer> pack_show(const Context& context) {
  TRY_LET(folder, folder_named(context));
  TRY_LET(loaded, pack::load(context.world.disk, folder));
  const std::string language = context.arguments.value("lang", "en");
  const std::string wanted = context.arguments.value("type");
  Answer answer;
  answer.lines = {loaded.label.in(language) + " " + loaded.version +
                  (loaded.extends.empty() ? "" : ", adds to " + loaded.extends)};
  Json types = Json::array();
  Json properties = Json::object();
  for (const pack::Type& type : loaded.types) {
    types.push(type.id);
    properties.set(type.id, json_of(loaded, type));
    if (wanted.empty() || wanted == type.id) show_type(loaded, type, language, answer);
  }
  Json vocabularies = Json::array();
  for (const pack::Vocabulary& one : loaded.vocabularies) {
    vocabularies.push(one.id);
    if (!wanted.empty()) continue;
    answer.lines.push_back("vocabulary " + one.id + ": " + one.label.in(language) + ", " +
                           std::to_string(one.terms.size()) + " terms");
  }
  for (const pack::Check& one : loaded.checks) {
    if (wanted.empty()) answer.lines.push_back("check " + one.id + ": " + one.label.in(language));
  }
  answer.json.set("name", loaded.name).set("version", loaded.version);
  answer.json.set("properties", std::move(properties));
  answer.json.set("types", std::move(types)).set("vocabularies", std::move(vocabularies));
  return answer;
}

Result<Answer> pack_upgrade(const Context& context) {
  TRY_LET(folder, folder_named(context));
  TRY_LET(desk, context.open());
  TRY_LET(files, pack::read_files(context.world.disk, folder));
  TRY_LET(next, pack::parse(files, pack::extended_by(files).empty() ? nullptr : &desk->pack()));
  TRY_LET(before, desk->pack_in_force(next.name));
  pack::Pack joined = desk->pack();
  if (!before) TRY(pack::merge(joined, next));
  TRY_LET(wrong, index::wrong_views(before && next.extends.empty() ? next : joined, next.views));
  if (!before || next.extends.empty()) {
    for (Error& one : wrong) return std::move(one);
  }
  const auto changes = pack::differences(before ? *before : pack::Pack(), next);
  const auto weaker =
      context.arguments.has("accept-lower") ? pack::Weaker::accept : pack::Weaker::refuse;
  if (context.arguments.has("dry-run")) {
    if (before) {
      TRY_LET(used, desk->uses());
      TRY(pack::may_replace(*before, next, used, weaker));
    }
  } else {
    TRY(desk->put_pack(files, weaker));
  }
  Answer answer;
  tell(answer, "new: ", "added", changes.added);
  tell(answer, "gone, and not used here: ", "gone", changes.gone);
  tell(answer, "of another kind: ", "changed", changes.changed);
  tell(answer, "PROTECTED LESS: ", "weaker", changes.weaker);
  const std::string from = before ? " " + before->version + " ->" : "";
  answer.lines.push_back(next.name + from + " " + next.version +
                         (context.arguments.has("dry-run") ? ": nothing was changed."
                                                           : " is in force. No statement was "
                                                             "touched."));
  answer.json.set("name", next.name).set("version", next.version);
  answer.json.set("from", before ? before->version : "");
  return answer;
}

Result<Answer> pack_import_thesaurus(const Context& context) {
  const auto& words = context.arguments.positional;
  Disk& disk = context.world.disk;
  TRY_LET(bytes, disk.read_all(words[0], dump_bytes));
  TRY_LET(thesaurus, pack::read_thesaurus(as_chars(bytes)));
  TRY(disk.make_directory(words[1]));
  for (const char* part : {"vocab", "i18n"}) TRY(disk.make_directory(join_path(words[1], part)));
  for (const pack::File& file : thesaurus.files) {
    TRY(disk.write_new(join_path(words[1], file.path), as_bytes(file.text)));
  }
  const auto& summary = thesaurus.summary;
  Answer answer;
  answer.lines = {std::to_string(summary.terms) + " terms in " + std::to_string(summary.lists) +
                      " lists; translations: " + join(summary.languages, ", "),
                  std::to_string(summary.orphans) +
                      " terms named a parent that is not in their list; they stand at the top.",
                  "The lists are (c) HURIDOCS: for your own use. Bring them into a case with: "
                  "kotobune -C CASE pack upgrade " + words[1]};
  answer.json.set("lists", static_cast<std::int64_t>(summary.lists));
  answer.json.set("terms", static_cast<std::int64_t>(summary.terms));
  answer.json.set("orphans", static_cast<std::int64_t>(summary.orphans));
  return answer;
}

}  // namespace kotobune::cli
