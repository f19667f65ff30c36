// Sealing what people really hand over: names in every script, empty files, links, devices, files
// that change or go while they are read. What one file does wrong is its own; the rest is sealed.
#include <doctest/doctest.h>

#include "base/encode.h"
#include "crypt/digest.h"
#include "evidence/errors.h"
#include "evidence/test_case.h"
#include "vault/errors.h"

using namespace kotobune;
using namespace kotobune::evidence;
using namespace kotobune::evidence::test;

namespace {

// A case, and a folder /in seen through a disk that plays tricks.
struct Bench {
  FakeWorld fake;
  TrickDisk tricks{fake.disk};
  World world{fake.clock, fake.random, tricks};
  std::unique_ptr<vault::Case> opened;

  Bench() {
    found(fake.world);
    opened = open(world);
  }
  void put(const std::string& name, const std::string& content) {
    test::put(fake.disk, "/in/" + name, content);
  }
  SealReport seal(const SealOptions& options = {}) {
    auto report = seal_all(*opened, "/in", options);
    REQUIRE_MESSAGE(report.ok(), (report.ok() ? "" : report.error().sentence()));
    return std::move(report).value();
  }
  // The one file that was refused, with this code; the other was sealed.
  void only_refuses(const std::string& name, const Code& code) {
    const auto report = seal();
    CHECK(report.files.size() == 2);
    CHECK(report.count(SealOutcome::sealed) == 1);
    const auto* file = file_of(report, "/in/" + name);
    REQUIRE(file != nullptr);
    CHECK(file->outcome == SealOutcome::refused);
    REQUIRE(file->reason.has_value());
    CHECK_MESSAGE(file->reason->is(code), file->reason->sentence());
    CHECK(Known(*opened).rows.size() == 1);
    REQUIRE(opened->publish().ok());
    check_sound(*opened);
  }
};

std::string sha256_of(const std::string& content) {
  return hex(ByteView(crypt::sha256(as_bytes(content))));
}

}  // namespace

TEST_CASE("names in every script are kept as they are, bytes that are no text as bytes") {
  Bench bench;
  const std::vector<std::string> names = {
      "ကျောင်း ဓာတ်ပုံ.txt", "โรงเรียน.txt", "شهادة.txt", "証言.txt", "📷🔥.txt",
      std::string(251, 'n') + ".txt", "e\xCC\x81.txt", " leading and trailing ", "-rf", "a\nb.txt"};
  for (const auto& name : names) bench.put(name, "content of " + name);
  bench.put("\xFF\xFEnot-utf8\x80.txt", "bytes");
  const auto report = bench.seal();
  CHECK(report.count(SealOutcome::sealed) == names.size() + 1);
  Known known(*bench.opened);
  for (const auto& name : names) {
    CAPTURE(name);
    bool kept = false;
    for (const auto& row : known.rows) {
      if (row.exhibit.path != "/in/" + name) continue;
      kept = content_of(*bench.opened, row.id) == "content of " + name;
      CHECK(row.sha256 == sha256_of("content of " + name));
    }
    CHECK(kept);
  }
  const auto encoded = base64_unpadded(as_bytes(std::string("\xFF\xFEnot-utf8\x80.txt")));
  CHECK(known.lines.find("\"name_b64\":\"" + encoded + "\"") != std::string::npos);
  CHECK(known.lines.find("\"path_b64\"") != std::string::npos);
}

TEST_CASE("an empty file is refused and named") {
  Bench bench;
  bench.put("a.txt", "good");
  bench.put("empty", "");
  bench.only_refuses("empty", errors::empty_file);
}

TEST_CASE("a file that is gone when it is opened is refused and named") {
  Bench bench;
  bench.put("a.txt", "good");
  bench.put("gone.txt", "was here");
  bench.tricks.before_open["/in/gone.txt"] = [&] {
    REQUIRE(bench.fake.disk.remove("/in/gone.txt").ok());
  };
  bench.only_refuses("gone.txt", errors::file_missing);
}

TEST_CASE("a file that grows while it is read is refused and named") {
  Bench bench;
  bench.put("a.txt", "good");
  bench.put("grows.txt", "first line\n");
  bench.tricks.after_first_read["/in/grows.txt"] = [&] {
    bench.put("grows.txt", "first line\nsecond line\n");
  };
  bench.only_refuses("grows.txt", errors::changed_while_sealed);
}

TEST_CASE("a file that shrinks while it is read is refused and named") {
  Bench bench;
  bench.put("a.txt", "good");
  bench.put("shrinks.bin", std::string(3u << 20, 's'));
  bench.tricks.after_first_read["/in/shrinks.bin"] = [&] {
    bench.put("shrinks.bin", std::string(2u << 20, 's'));
  };
  bench.only_refuses("shrinks.bin", errors::changed_while_sealed);
}

TEST_CASE("a file rewritten under the same size while it is read is refused and named") {
  Bench bench;
  bench.put("a.txt", "good");
  bench.put("edited.txt", "old words");
  bench.tricks.after_first_read["/in/edited.txt"] = [&] { bench.put("edited.txt", "new words"); };
  bench.only_refuses("edited.txt", errors::changed_while_sealed);
}

TEST_CASE("a file with a bad sector is refused and named; what was read of it leaves no trace") {
  Bench bench;
  bench.put("a.txt", "good");
  bench.put("bad.bin", std::string(3u << 20, 'b'));
  bench.tricks.refuses_second_read.emplace(
      "/in/bad.bin", Error(errors::disk_failed, {{"path", "/in/bad.bin"}, {"why", "EIO"}}));
  bench.only_refuses("bad.bin", errors::disk_failed);
  const auto staged = bench.fake.disk.list("/case/.local/staging");
  REQUIRE(staged.ok());
  CHECK(staged->empty());
}

TEST_CASE("a file and a folder of somebody else are refused and named") {
  Bench bench;
  bench.put("a.txt", "good");
  bench.put("closed.txt", "not ours");
  bench.put("folder/inside.txt", "not ours either");
  const Error closed(errors::not_permitted, {{"path", "/in/closed.txt"}});
  bench.tricks.refuses_open.emplace("/in/closed.txt", closed);
  bench.tricks.refuses_list.emplace("/in/folder", closed);
  const auto report = bench.seal();
  CHECK(report.count(SealOutcome::sealed) == 1);
  for (const char* path : {"/in/closed.txt", "/in/folder"}) {
    const auto* file = file_of(report, path);
    REQUIRE(file != nullptr);
    CHECK(file->reason->is(errors::not_permitted));
  }
}

TEST_CASE("links and devices are refused and named while the other 38 of 40 are sealed") {
  Bench bench;
  for (int i = 10; i < 50; ++i) bench.put("f" + std::to_string(i), "file " + std::to_string(i));
  bench.tricks.kinds["/in/f17"] = FileKind::symlink;
  bench.tricks.kinds["/in/f42"] = FileKind::other;
  const auto report = bench.seal();
  CHECK(report.count(SealOutcome::sealed) == 38);
  CHECK(report.count(SealOutcome::refused) == 2);
  CHECK(file_of(report, "/in/f17")->reason->is(errors::symbolic_link));
  CHECK(file_of(report, "/in/f42")->reason->is(errors::special_file));
}

TEST_CASE("a folder that holds the case is sealed without it") {
  Bench bench;
  test::put(bench.fake.disk, "/note.txt", "beside the case");
  const auto report = seal_all(*bench.opened, "/");
  REQUIRE(report.ok());
  CHECK(report->count(SealOutcome::sealed) == 1);
  CHECK(report->count(SealOutcome::refused) == 1);
  CHECK(file_of(*report, "/case")->reason->is(errors::case_inside));
  // Nor is anything sealed from inside it, by whatever spelling.
  for (const char* path : {"/case", "/case/objects", "/case/./logs", "/case/.local/../objects",
                           "/case/case.json"}) {
    CAPTURE(std::string(path));
    const auto inside = seal_all(*bench.opened, path);
    REQUIRE(inside.ok());
    CHECK(inside->count(SealOutcome::sealed) == 0);
    REQUIRE(inside->files.front().reason.has_value());
    CHECK(inside->files.front().reason->is(errors::case_inside));
  }
}

TEST_CASE("a path where nothing is and an empty folder are told apart") {
  Bench bench;
  CHECK(seal_all(*bench.opened, "/nowhere").error().is(errors::file_missing));
  REQUIRE(bench.fake.disk.make_directory("/empty").ok());
  CHECK(seal_all(*bench.opened, "/empty").error().is(errors::nothing_to_seal));
}

TEST_CASE("the same bytes under another name are received again, not sealed twice") {
  Bench bench;
  const std::string big(200'000, 'd');
  bench.put("a.txt", "same");
  bench.put("b.txt", "same");
  bench.put("c.bin", big);
  bench.put("d.bin", big);
  const auto report = bench.seal();
  CHECK(report.count(SealOutcome::sealed) == 2);
  CHECK(report.count(SealOutcome::duplicate) == 2);
  const auto* again = file_of(report, "/in/d.bin");
  CHECK(again->number == file_of(report, "/in/c.bin")->number);
  Known known(*bench.opened);
  CHECK(known.custody.find("received-again") != std::string::npos);
  CHECK(known.custody.find("/in/d.bin") != std::string::npos);
  REQUIRE(bench.opened->publish().ok());
  check_sound(*bench.opened);
}

TEST_CASE("sealing again seals nothing twice and sees a file that changed since") {
  Bench bench;
  bench.put("a.txt", "one");
  bench.put("b.bin", std::string(100'000, 'b'));
  CHECK(bench.seal().count(SealOutcome::sealed) == 2);
  CHECK(bench.seal().count(SealOutcome::already_sealed) == 2);
  bench.put("a.txt", "one, corrected");
  const auto third = bench.seal();
  CHECK(third.count(SealOutcome::sealed) == 1);
  CHECK(file_of(third, "/in/a.txt")->number == "MS-0003");
}

TEST_CASE("a large original lies in parts, is read back whole and is labelled") {
  Bench bench;
  std::string content;
  for (int i = 0; content.size() < 1'000'000; ++i) content += std::to_string(i) + ",";
  bench.put("recording.wav", content);
  bench.put("exact.bin", content.substr(0, 3 * 131'072));
  SealOptions options;
  options.part_bytes = 131'072;
  options.large_bytes = 900'000;
  CHECK(bench.seal(options).count(SealOutcome::sealed) == 2);
  Known known(*bench.opened);
  REQUIRE(known.rows.size() == 2);
  const auto exact = bench.opened->places_of(known.rows[0].id);
  CHECK(exact->size() == 3);  // no empty part behind the last full one
  const auto places = bench.opened->places_of(known.rows[1].id);
  REQUIRE(places.ok());
  CHECK(places->size() == content.size() / 131'072 + 1);
  for (std::size_t i = 0; i + 1 < places->size(); ++i) CHECK((*places)[i].length == 131'072);
  CHECK(content_of(*bench.opened, known.rows[1].id) == content);
  const auto second = known.lines.substr(known.lines.find('\n') + 1);
  CHECK(second.find("\"label\":\"large\"") != std::string::npos);
  CHECK(known.lines.substr(0, known.lines.find('\n')).find("label") == std::string::npos);
}

TEST_CASE("a sealing that is stopped keeps what it sealed and is taken up again") {
  Bench bench;
  for (int i = 0; i < 9; ++i) bench.put("f" + std::to_string(i), "file " + std::to_string(i));
  SealOptions options;
  options.progress = [](const SealProgress& progress) { return progress.files_done < 4; };
  const auto report = bench.seal(options);
  CHECK(report.stopped);
  CHECK(report.count(SealOutcome::sealed) == 4);
  const auto rest = bench.seal();
  CHECK(rest.count(SealOutcome::already_sealed) == 4);
  CHECK(rest.count(SealOutcome::sealed) == 5);
}

TEST_CASE("a wrong passphrase, a missing folder and a read-only one are refused with a reason") {
  FakeWorld fake;
  found(fake.world);
  TrickDisk tricks(fake.disk);
  World world{fake.clock, fake.random, tricks};
  CHECK(vault::Case::open(world, "/case", as_bytes("another passphrase"))
            .error()
            .is(errors::wrong_passphrase));
  CHECK(vault::Case::open(world, "/missing", passphrase()).error().is(errors::not_a_case));
  tricks.read_only = "/";
  CHECK(vault::Case::open(world, "/case", passphrase()).error().is(errors::not_permitted));
  vault::CreateOptions options;
  options.log_n = 10;
  CHECK(vault::Case::create(world, "/new", options, passphrase())
            .error()
            .is(errors::not_permitted));
  tricks.read_only = "/case/.local/staging";
  auto opened = open(world);
  test::put(fake.disk, "/in/a.txt", "words");
  const auto refused = seal_all(*opened, "/in");
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.error().is(errors::not_permitted));
  tricks.read_only = "";
  CHECK(seal_all(*opened, "/in")->count(SealOutcome::sealed) == 1);
}
