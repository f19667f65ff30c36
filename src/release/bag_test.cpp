#include "release/bag.h"

#include <doctest/doctest.h>

#include <map>

#include "base/encode.h"
#include "base/errors.h"
#include "base/fake_world.h"
#include "base/text.h"
#include "crypt/digest.h"
#include "release/errors.h"

using namespace kotobune;
using namespace kotobune::release;

namespace {

constexpr const char* log_name = "00112233445566778899aabbccddeeff";
const disclosure::Scope court{disclosure::Audience{"court"}, disclosure::Purpose::court, "heads"};
const BagFacts facts{"0123456789abcdef0123456789abcdef", Instant{1'700'000'000'000}};

std::string sha(std::string_view text) {
  return hex(ByteView(crypt::sha256(as_bytes(text))));
}

BagExhibit exhibit(const std::string& number, const std::string& content, const std::string& mime) {
  BagExhibit out;
  out.number = number;
  out.id = "aaaaaaaaaaaaaaaaaaaaaaaaaa";
  out.sha256 = sha(content);
  out.mime = mime;
  out.size_bytes = content.size();
  out.log = log_name;
  out.log_index = 3;
  out.commitment = sha("commitment of " + number);
  out.vkey = "sealed-case.invalid/x+00000000+AQ==";
  out.proof = "c2sp.org/tlog-proof@v1\nindex 3\n\nnote\n";
  // In two pieces, as the vault gives them.
  out.content = [content](const ByteSink& sink) -> Status {
    TRY(sink(as_bytes(std::string_view(content).substr(0, content.size() / 2))));
    return sink(as_bytes(std::string_view(content).substr(content.size() / 2)));
  };
  return out;
}

std::string nobody(std::string_view) { return ""; }

std::string finds_aye(std::string_view text) {
  return text.find("Aye") != std::string_view::npos ? "W-03" : "";
}

Result<PlannedBag> plan(std::vector<BagExhibit> exhibits, const NameScan& scan = nobody) {
  auto passed = disclosure::Gate(court).nothing_personal(std::move(exhibits));
  return plan_bag(std::move(passed), court, facts, scan);
}

std::string read(Disk& disk, const std::string& name) {
  auto bytes = disk.read_all("/bag/" + name, 1 << 20);
  REQUIRE(bytes.ok());
  return to_string(*bytes);
}

// All files below a folder by name, without the manifests' own knowledge of them.
void walk(Disk& disk, const std::string& folder, const std::string& prefix,
          std::map<std::string, std::string>& out) {
  auto entries = disk.list(folder);
  REQUIRE(entries.ok());
  for (const auto& entry : *entries) {
    if (entry.kind == FileKind::directory) {
      walk(disk, folder + "/" + entry.name, prefix + entry.name + "/", out);
    } else {
      out[prefix + entry.name] = sha(read(disk, prefix + entry.name));
    }
  }
}

std::map<std::string, std::string> manifest_of(const std::string& text) {
  std::map<std::string, std::string> out;
  for (const auto line : split(text, '\n')) {
    if (line.empty()) continue;
    REQUIRE(line.size() > 66);
    CHECK(line.substr(64, 2) == "  ");
    out[std::string(line.substr(66))] = std::string(line.substr(0, 64));
  }
  return out;
}

}  // namespace

TEST_CASE("a bag holds the originals under their numbers and lists every file once") {
  FakeDisk disk;
  auto with_record = exhibit("MS-0002", "letter", "application/pdf");
  with_record.record_line = R"({"b":{"name":"letter.pdf"},"k":"exhibit"})";
  auto bag = plan({with_record, exhibit("MS-0001", "one, two, three", "audio/wav")});
  REQUIRE(bag.ok());
  REQUIRE(write_bag(disk, "/bag", *bag).ok());

  std::map<std::string, std::string> files;
  walk(disk, "/bag", "", files);
  const auto payload = manifest_of(read(disk, "manifest-sha256.txt"));
  CHECK(payload == std::map<std::string, std::string>{{"data/MS-0001.wav", sha("one, two, three")},
                                                      {"data/MS-0002.pdf", sha("letter")}});
  // RFC 8493: the tag manifest lists all but the payload and itself.
  auto tags = manifest_of(read(disk, "tagmanifest-sha256.txt"));
  std::map<std::string, std::string> expected;
  for (const auto& [name, digest] : files) {
    if (name.rfind("data/", 0) != 0 && name != "tagmanifest-sha256.txt") expected[name] = digest;
  }
  CHECK(tags == expected);
  CHECK(expected.count("proofs/MS-0001.tlog-proof") == 1);
  CHECK(expected.count("records/MS-0002.json") == 1);
  CHECK(expected.count("records/MS-0001.json") == 0);
  CHECK(expected.count(std::string("keys/") + log_name + ".vkey") == 1);
  CHECK(expected.count("VERIFY.md") == 1);
  CHECK(expected.count("verify.html") == 1);
  CHECK(read(disk, "bagit.txt") == "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n");
  CHECK(read(disk, "bag-info.txt") == "Bagging-Date: 2023-11-14\nPayload-Oxum: 21.2\n");
  // The commitment is over the bytes of the file.
  CHECK(read(disk, "records/MS-0002.json") == *with_record.record_line);
}

TEST_CASE("the outputs of a bag name every file with the hash it has on the disk") {
  FakeDisk disk;
  auto bag =
      plan({exhibit("MS-0001", "one", "text/plain"), exhibit("MS-0002", "two", "text/plain")});
  REQUIRE(bag.ok());
  REQUIRE(write_bag(disk, "/bag", *bag).ok());
  std::map<std::string, std::string> files;
  walk(disk, "/bag", "", files);
  std::map<std::string, std::string> said;
  for (const auto& output : bag->outputs()) said[output.name] = output.sha256;
  CHECK(said == files);
}

TEST_CASE("one exhibit after the other does not change a bag: the order is that of the numbers") {
  auto one = plan({exhibit("MS-0001", "a", "text/plain"), exhibit("MS-0002", "b", "text/plain")});
  auto two = plan({exhibit("MS-0002", "b", "text/plain"), exhibit("MS-0001", "a", "text/plain")});
  REQUIRE(one.ok());
  REQUIRE(two.ok());
  REQUIRE(one->outputs().size() == two->outputs().size());
  for (std::size_t i = 0; i < one->outputs().size(); ++i) {
    CHECK(one->outputs()[i].sha256 == two->outputs()[i].sha256);
  }
}

TEST_CASE("a number that could leave its folder is refused") {
  for (const char* number : {"", "../MS-0001", "MS/0001", "MS 0001", "-rf", "MS-", "MS.0001",
                             "MS-0001\n", "\xe1\x80\x99-0001"}) {
    CAPTURE(number);
    auto bag = plan({exhibit(number, "a", "text/plain")});
    REQUIRE_FALSE(bag.ok());
    CHECK(bag.error().is(errors::bag_number_unsafe));
  }
  auto forged = exhibit("MS-0001", "a", "text/plain");
  forged.log = "../../../../etc/cron.d/aaaaaaaaa";
  CHECK(plan({forged}).error().is(errors::bag_number_unsafe));
}

TEST_CASE("two numbers that differ by capitals alone are refused") {
  auto bag = plan({exhibit("MS-0001", "a", "text/plain"), exhibit("ms-0001", "b", "text/plain")});
  REQUIRE_FALSE(bag.ok());
  CHECK(bag.error().is(errors::bag_number_twice));
}

TEST_CASE("an empty bag is not made") {
  CHECK(plan({}).error().is(errors::nothing_allowed));
}

TEST_CASE("a record whose path names a source stops the bag, escaped or not") {
  auto plain = exhibit("MS-0001", "a", "text/plain");
  plain.record_line = R"({"b":{"path":"/found/Aye/a.txt"},"k":"exhibit"})";
  auto bag = plan({plain}, finds_aye);
  REQUIRE_FALSE(bag.ok());
  CHECK(bag.error().is(errors::scan_hit));
  CHECK(bag.error().parameter("code") == "W-03");
  auto escaped = exhibit("MS-0001", "a", "text/plain");
  escaped.record_line = R"({"b":{"path":"/found/\u0041ye/a.txt"},"k":"exhibit"})";
  CHECK(plan({escaped}, finds_aye).error().is(errors::scan_hit));
  auto broken = exhibit("MS-0001", "a", "text/plain");
  broken.record_line = "{\"b\":";
  CHECK(plan({broken}, finds_aye).error().is(errors::json_malformed));
}

TEST_CASE("an exhibit whose bytes are not those of its record takes the bag back") {
  FakeDisk disk;
  auto longer = exhibit("MS-0002", "two", "text/plain");
  longer.content = exhibit("x", "two and more", "text/plain").content;
  auto other = exhibit("MS-0002", "two", "text/plain");
  other.content = exhibit("x", "owt", "text/plain").content;
  for (const auto& bad : {longer, other}) {
    auto bag = plan({exhibit("MS-0001", "one", "text/plain"), bad});
    REQUIRE(bag.ok());
    const auto written = write_bag(disk, "/bag", *bag);
    REQUIRE_FALSE(written.ok());
    CHECK(written.error().is(errors::bag_content_differs));
    CHECK_FALSE(disk.exists("/bag"));
  }
}

TEST_CASE("a bag is not mixed with what lies in the folder already") {
  FakeDisk disk;
  REQUIRE(disk.make_directory("/bag").ok());
  REQUIRE(disk.write_new("/bag/notes.txt", as_bytes("mine")).ok());
  auto bag = plan({exhibit("MS-0001", "one", "text/plain")});
  REQUIRE(bag.ok());
  CHECK(write_bag(disk, "/bag", *bag).error().is(errors::folder_not_empty));
  CHECK(read(disk, "notes.txt") == "mine");
}

TEST_CASE("a disk that fails at any write leaves no bag behind that looks whole") {
  auto bag = plan({exhibit("MS-0001", "one", "text/plain")});
  REQUIRE(bag.ok());
  bool finished = false;
  for (std::uint64_t n = 1; n < 200 && !finished; ++n) {
    FakeDisk disk;
    disk.fail_at(n);
    finished = write_bag(disk, "/bag", *bag).ok();
    if (finished || !disk.exists("/bag/bagit.txt")) continue;
    // The last step may fail when all is written, and a full disk may not let us take it back.
    std::map<std::string, std::string> files;
    walk(disk, "/bag", "", files);
    for (const auto& output : bag->outputs()) CHECK(files[output.name] == output.sha256);
  }
  CHECK(finished);
}

TEST_CASE("an exhibit that the gate refused does not get into a bag") {
  // A plain list does not compile; a list with a refused use is not passed.
  const disclosure::Gate gate(court);
  disclosure::Facts nobody_asked;
  nobody_asked.origin = disclosure::Origin::unrecorded;
  auto passed = gate.pass(std::vector<BagExhibit>{exhibit("MS-0001", "one", "text/plain")},
                          {gate.ask(nobody_asked)});
  CHECK_FALSE(passed.ok());
}

TEST_CASE("the ending of a file comes from what was sealed, not from its name") {
  CHECK(extension_of("application/pdf") == "pdf");
  CHECK(extension_of("image/jpeg") == "jpg");
  CHECK(extension_of("application/octet-stream") == "bin");
  CHECK(extension_of("text/../../etc") == "bin");
}

TEST_CASE("the guide says what a bag does not prove and when a record is missing") {
  for (const bool records : {true, false}) {
    const auto guide = verify_guide(records);
    CHECK(guide.find("does not prove that what a file says is true") != std::string::npos);
    CHECK(guide.find("sha256sum -c manifest-sha256.txt") != std::string::npos);
    CHECK(guide.find("our statement") != std::string::npos);
  }
  CHECK(verify_guide(false).find("compute the commitment yourself") == std::string::npos);
}
