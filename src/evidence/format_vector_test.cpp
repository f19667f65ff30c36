// The format as files: tests/vectors/format/<name>/ holds a small fictional case with the key of
// its paper root, and what stands in it. Every version must go on reading every one of them; the
// newest is also what this version writes, byte for byte.
//
//   case/           the replicated files    root.key        one line, AGE-SECRET-KEY-1...
//   expected.json   logs, records and exhibits, written by the generator below
//
// A change of what is written is a new folder, never a new content of an old one:
//   KOTOBUNE_ACCEPT=1 test_evidence -tc="*newest vector*"    writes the folder named `newest`
#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <set>
#include <fstream>
#include <iterator>

#include "base/encode.h"
#include "base/fake_world.h"
#include "base/text.h"
#include "crypt/digest.h"
#include "evidence/test_case.h"
#include "vault/log_files.h"
#include "vault/segment.h"

using namespace kotobune;
using namespace kotobune::evidence;
using namespace kotobune::evidence::test;

namespace {

namespace fs = std::filesystem;

constexpr const char* newest = "v1-first";

fs::path folder_of(const std::string& name) {
  return fs::path(KOTOBUNE_SOURCE_DIR) / "tests" / "vectors" / "format" / name;
}

std::string read_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

using Files = std::map<std::string, std::string>;  // by path below the case

void collect(Disk& disk, const std::string& root, const std::string& below, Files& out) {
  const auto folder = below.empty() ? root : root + "/" + below;
  const auto entries = disk.list(folder);
  REQUIRE(entries.ok());
  for (const auto& entry : *entries) {
    const auto path = below.empty() ? entry.name : below + "/" + entry.name;
    if (path == ".local") continue;
    if (entry.kind == FileKind::directory) {
      collect(disk, root, path, out);
    } else {
      out[path] = to_string(*disk.read_all(root + "/" + path, 64u << 20));
    }
  }
}

Files files_of(const fs::path& folder) {
  Files out;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) {
      out[fs::relative(entry.path(), folder).generic_string()] = read_file(entry.path());
    }
  }
  return out;
}

// The bytes of a segment depend on the zstd library: another one is another writer, not an error.
std::string writer_probe() {
  const auto lines = std::string(3000, 'z') + "the same words again, the same words again";
  const auto sealed = vault::encode_segment(LogId(std::string(32, 'b')), {{0, lines, {}, {}}});
  return hex(ByteView(crypt::sha256(sealed)));
}

Json note(const std::string& text) {
  Json body = Json::object();
  body.set("about", Json::array()).set("text", text);
  return body;
}

std::vector<vault::NewRecord> story(const std::string& source, const RecordId& exhibit) {
  const auto assertion = [](const char* property, Json value) {
    Json one = Json::object();
    one.set("p", property).set("val", std::move(value)).set("bases", Json::array());
    return one;
  };
  const auto about = [&](const std::string& entity, const char* type, Json one) {
    Json body = Json::object();
    body.set("e", entity).set("type", type).set("a", Json(Json::Array{std::move(one)}));
    return body;
  };
  Json code = Json::object();
  code.set("text", "W-01");
  Json name = Json::object();
  name.set("name", "ဒေါ်ခင်").set("lang", "my").set("script", "Mymr");
  Json from = Json::object();
  from.set("entity", source);
  Json use = Json::object();
  use.set("state", "yes").set("identity", "pseudonym");
  use.set("modality", Json(Json::Array{Json("text quote"), Json("paraphrase")}));
  Json purposes = Json::object();
  purposes.set("P3", std::move(use));
  Json consent = Json::object();
  consent.set("src", source).set("items", "all").set("purposes", std::move(purposes));
  consent.set("given", "2013-03-20").set("expires", "2028");
  std::vector<vault::NewRecord> out;
  out.push_back({"assert", "main", about(source, "source", assertion("code", code)), {}, {}});
  out.push_back({"assert", "identities", about(source, "source", assertion("name", name)), {}, {}});
  out.push_back({"assert", "main", about(exhibit.str(), "exhibit", assertion("source", from)),
                 {}, {}});
  out.push_back({"consent", "main", std::move(consent), {}, {}});
  return out;
}

// Everything but the clock and the dice comes from the general code.
std::string write_case(FakeWorld& fake) {
  vault::CreateOptions options;
  options.title = "Tarn Valley (fictional)";
  options.person_name = "A. Founder";
  options.prefix = "MS";
  options.fictional = true;
  options.log_n = 10;
  auto founded = vault::Case::create(fake.world, "/case", options, passphrase());
  REQUIRE(founded.ok());
  auto& opened = *founded->opened;
  REQUIRE(opened.confirm_sheet(founded->sheet.groups[founded->sheet.asked_group]).ok());
  put(fake.disk, "/in/statement.txt", "မနေ့ညက စစ်သားတွေ ရွာထဲ ဝင်လာတယ်။\n");
  put(fake.disk, "/in/again.txt", "မနေ့ညက စစ်သားတွေ ရွာထဲ ဝင်လာတယ်။\n");
  put(fake.disk, "/in/memo.txt", "村の学校は十一日間兵舎として使われた。\n");
  put(fake.disk, "/in/\xFFold name.txt", "a name that is no text\n");
  std::string recording;
  for (int i = 0; recording.size() < 70'000; ++i) recording += std::to_string(i * 7919) + ",";
  put(fake.disk, "/in/recording.csv", recording);
  SealOptions sealing;
  sealing.received_from = "a fictional colleague";
  sealing.sniff = [](ByteView, const std::string&) { return std::string("text/plain"); };
  REQUIRE(seal_all(opened, "/in", sealing)->count(SealOutcome::sealed) == 4);
  REQUIRE(opened.publish().ok());
  Known known(opened);
  const auto source = opened.new_id().str();
  const auto said = opened.append(story(source, known.rows.front().id));
  REQUIRE_MESSAGE(said.ok(), (said.ok() ? "" : said.error().sentence()));
  const auto withdrawn = (*said)[3].str();
  Json purposes = Json::object();
  Json use = Json::object();
  use.set("state", "withdrawn").set("identity", "none").set("modality", Json::array());
  purposes.set("P3", std::move(use));
  Json consent = Json::object();
  consent.set("src", source).set("items", "all");
  consent.set("purposes", std::move(purposes));
  REQUIRE(opened.append_one({"consent", "main", std::move(consent), {withdrawn}, {}}).ok());
  REQUIRE(opened.append_one({"note", "main", note("ask her brother again"), {}, {}}).ok());
  REQUIRE(opened.publish().ok());
  return founded->sheet.code();
}

// What stands in a case, a line for each log, record and exhibit.
std::string told(vault::Case& opened) {
  std::string out;
  const auto logs = vault::list_logs(opened.world(), opened.layout());
  REQUIRE(logs.ok());
  for (const auto& log : *logs) {
    if (log == opened.own_log()) continue;  // the reader's own, admitted to read at all
    auto files = vault::LogFiles::open(opened.world(), opened.layout(), log);
    const auto heads = files->heads();
    for (const auto& head : *heads) {
      Json one = Json::object();
      one.set("log", log.str()).set("size", head.size).set("root", hex(ByteView(head.root)));
      out += one.dump() + ",\n";
    }
  }
  vault::Cursor cursor;
  const auto read = opened.read(cursor, [&](const vault::StoredRecord& stored) -> Status {
    TRY_LET(record, record::parse_record(stored.line));
    Json one = Json::object();
    const auto commitment = record::commitment(opened.id(), stored.log, stored.line);
    one.set("log", stored.log.str()).set("index", stored.index).set("comp", stored.compartment);
    one.set("k", record.kind).set("id", record.id.str());
    one.set("commitment", hex(ByteView(commitment)));
    if (record.kind == "exhibit") {
      Bytes content;
      TRY(opened.read_content(stored.places, [&](ByteView bytes) -> Status {
        append(content, bytes);
        return {};
      }));
      one.set("content", hex(ByteView(crypt::sha256(content)))).set("no", record.body["no"]);
    }
    if (stored.log != opened.own_log()) out += one.dump() + ",\n";
    return {};
  });
  REQUIRE_MESSAGE(read.ok(), (read.ok() ? "" : read.error().sentence()));
  return out;
}

// Opens the replicated files elsewhere with the key on the sheet, as a stranger's computer would.
std::unique_ptr<vault::Case> open_elsewhere(FakeWorld& fake, const Files& files,
                                            const std::string& code) {
  for (const auto& [path, content] : files) put(fake.disk, "/copy/" + path, content);
  vault::CreateOptions options;
  options.person_name = "A Reader";
  options.prefix = "RD";
  options.log_n = 10;
  auto opened = vault::Case::recover(fake.world, "/copy", code, options, passphrase());
  REQUIRE_MESSAGE(opened.ok(), (opened.ok() ? "" : opened.error().sentence()));
  return std::move(opened).value();
}

// The root logs the reader in, which the vector did not hold: lines of that visit are left out.
std::string without_visit(const std::string& lines, const std::string& expected) {
  std::string out;
  for (const auto line : split(lines, '\n')) {
    if (!line.empty() && expected.find(line) != std::string::npos) out += std::string(line) + "\n";
  }
  return out;
}

void write(const Files& files, const std::string& code, const std::string& expected) {
  const auto folder = folder_of(newest);
  REQUIRE_MESSAGE(!fs::exists(folder), "a vector is never changed: name a new folder");
  const auto put_file = [&](const std::string& path, const std::string& content) {
    fs::create_directories((folder / path).parent_path());
    std::ofstream(folder / path, std::ios::binary) << content;
  };
  for (const auto& [path, content] : files) put_file("case/" + path, content);
  put_file("root.key", code + "\n");
  put_file("expected.json", expected);
}

}  // namespace

// What does not depend on the dice: the same mission written again throws other dice as soon as the
// files that never leave the computer are written a little differently.
std::multiset<std::string> shape_of(const std::string& lines) {
  std::multiset<std::string> out;
  for (const auto line : split(lines, '\n')) {
    const auto json = parse_json(line.substr(0, line.size() - (line.empty() ? 0 : 1)));
    if (!json.ok() || !json->find("k")) continue;
    out.insert((*json)["comp"].str() + " " + (*json)["k"].str() + " " +
               std::to_string((*json)["index"].int_or(-1)) + " " + (*json)["content"].str());
  }
  return out;
}

std::multiset<std::string> shape_of(const Files& files) {
  std::multiset<std::string> out;
  for (const auto& [path, content] : files) {
    const auto kind = path.substr(0, path.find('/'));
    out.insert(kind + " " + std::to_string(content.size()));
  }
  return out;
}

TEST_CASE("the newest vector is written as this version writes, but for the dice") {
  FakeWorld fake;
  const auto code = write_case(fake);
  Files files;
  collect(fake.disk, "/case", "", files);
  FakeWorld elsewhere;
  const auto reader = open_elsewhere(elsewhere, files, code);
  FakeWorld same;
  REQUIRE(write_case(same) == code);
  Files again;
  collect(same.disk, "/case", "", again);
  CHECK(again == files);
  if (std::getenv("KOTOBUNE_ACCEPT") != nullptr) {
    auto owner = open(fake.world);
    const auto lines = told(*reader);
    std::string kept;  // as the root's log was before the reader came
    for (const auto line : split(lines, '\n')) {
      const auto json = parse_json(line.substr(0, line.size() - (line.empty() ? 0 : 1)));
      if (!json.ok()) continue;
      auto log = vault::LogFiles::open(fake.world, owner->layout(), LogId((*json)["log"].str()));
      if (!log.ok()) continue;
      const auto size = static_cast<std::int64_t>(log->heads()->back().size);
      const auto* head = json->find("size");
      const auto at = head ? head->int_or(0) : (*json)["index"].int_or(0) + 1;
      if (at <= size) kept += std::string(line) + "\n";
    }
    write(files, code, "{\"writer\":\"" + writer_probe() + "\",\"all\":[\n" + kept + "null]}\n");
  }
  const auto folder = folder_of(newest);
  REQUIRE(fs::exists(folder));
  const auto expected = read_file(folder / "expected.json");
  if (expected.find(writer_probe()) == std::string::npos) {
    MESSAGE("skipped: another zstd than the vector was written with");
    return;
  }
  CHECK(shape_of(files_of(folder / "case")) == shape_of(files));
  const auto written = shape_of(told(*reader));
  for (const auto& line : shape_of(expected)) CHECK_MESSAGE(written.count(line) > 0, line);
}

TEST_CASE("every vector of the format is read, whatever version wrote it") {
  int read = 0;
  for (const auto& entry : fs::directory_iterator(folder_of(""))) {
    if (!entry.is_directory()) continue;
    CAPTURE(entry.path().filename().string());
    const auto expected = read_file(entry.path() / "expected.json");
    auto code = read_file(entry.path() / "root.key");
    code.pop_back();
    FakeWorld fake;
    auto opened = open_elsewhere(fake, files_of(entry.path() / "case"), code);
    const auto lines = without_visit(told(*opened), expected);
    const auto begin = expected.find("[\n") + 2;
    CHECK(lines == expected.substr(begin, expected.rfind("null") - begin));
    check_sound(*opened);
    ++read;
  }
  CHECK(read > 0);
}
