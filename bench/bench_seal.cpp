// bench_seal CASE SOURCE: founds a case, seals everything in SOURCE, publishes.
//
// What a person's sealing does, but for drawing text out of the originals: every file is looked up
// in the index by path and by hash, hashed, encrypted, hashed again, synced, recorded, published.
#include "evidence/seal.h"
#include "index/index.h"
#include "intake/mime.h"
#include "test_case.h"

using namespace kotobune;
using namespace kotobune::bench;

namespace {

// The questions of the desk, put to an index of the case.
class Known : public evidence::KnownExhibits {
 public:
  Known(index::Index& index, index::Reader reader) : index_(index), reader_(std::move(reader)) {}
  Result<std::optional<evidence::KnownExhibit>> by_path(const std::string& path, std::uint64_t size,
                                                        std::int64_t modified_ns) override {
    return first(index_.exhibits_found_at(reader_, path, static_cast<std::int64_t>(size),
                                          modified_ns));
  }
  Result<std::optional<evidence::KnownExhibit>> by_sha256(const std::string& sha256) override {
    return first(index_.exhibits_with_sha256(reader_, sha256));
  }

 private:
  static Result<std::optional<evidence::KnownExhibit>> first(
      Result<std::vector<index::ExhibitRow>> rows) {
    if (!rows.ok()) return rows.error();
    if (rows->empty()) return std::optional<evidence::KnownExhibit>();
    const auto& row = rows->front();
    return std::optional<evidence::KnownExhibit>({ExhibitId(row.id), row.number, row.path});
  }
  index::Index& index_;
  index::Reader reader_;
};

}  // namespace

int main(int count, char** words) {
  if (count != 3) {
    std::fprintf(stderr, "bench_seal CASE SOURCE\n");
    return 2;
  }
  auto& world = real_world();
  const auto opened = make_case(world, words[1]);
  const auto key = opened->keystore().database_key("index-v1", 0);
  const auto index =
      or_die(index::Index::open(world, opened->layout().index(), key.view()), "index");
  index::Reader reader;
  reader.scope.reader = disclosure::Viewer{opened->keystore().person};
  reader.scope.purpose = disclosure::Purpose::analysis;
  reader.compartments = {"case", "main", "identities"};
  Known known(*index, reader);
  evidence::SealOptions options;
  options.sniff = [](ByteView head, const std::string& name) {
    return intake::sniff_mime(head, name);
  };
  Json answer = Json::object();
  evidence::SealReport report;
  timed(answer, "seal", [&] {
    report = or_die(evidence::seal(*opened, words[2], known, options), "seal");
  });
  timed(answer, "publish", [&] { or_die(opened->publish(), "publish"); });
  std::uint64_t bytes = 0;
  for (const auto& file : report.files) {
    if (file.outcome == evidence::SealOutcome::sealed) bytes += file.size_bytes;
  }
  answer.set("files", static_cast<std::int64_t>(report.files.size()));
  answer.set("sealed", static_cast<std::int64_t>(report.count(evidence::SealOutcome::sealed)));
  answer.set("bytes", bytes);
  std::printf("%s\n", answer.dump().c_str());
  return report.count(evidence::SealOutcome::sealed) == report.files.size() ? 0 : 1;
}
