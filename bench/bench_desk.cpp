// bench_desk make CASE FOLDER PACKS   founds a case and seals FOLDER into it, with its texts
// bench_desk open CASE PACKS          opens it as the program does, with the practice pack
// bench_desk report CASE PACKS FILE   checks the report in FILE, then builds its internal draft
//
// The sources and their consent come with `make`: W-01 agreed to everything, and all is from her.
#include "desk/desk.h"
#include "desk/reports.h"
#include "test_case.h"

using namespace kotobune;
using namespace kotobune::bench;

namespace {

std::unique_ptr<desk::Desk> desk_of(const char* path, const char* packs) {
  return or_die(desk::Desk::open(real_world(), path, as_bytes(passphrase), packs), "open");
}

int make(const char* path, const char* folder, const char* packs) {
  auto& world = real_world();
  const auto desk = or_die(desk::Desk::around(world, make_case(world, path), packs), "desk");
  desk::NewSource source;
  source.code = "W-01";
  source.role = "a teacher";
  source.level = "S1";
  (void)or_die(desk->add_source(source), "source");
  Json answer = Json::object();
  std::size_t sealed = 0;
  timed(answer, "seal", [&] {
    const auto summary = or_die(desk->seal(folder, "W-01", "by hand", "en", {}), "seal");
    sealed = summary.report.count(evidence::SealOutcome::sealed);
  });
  desk::NewConsent consent;
  consent.source = "W-01";
  consent.method = "written";
  consent.given = "2025-03-20";
  disclosure::PurposeConsent all;
  all.purpose = disclosure::Purpose::public_report;
  all.state = disclosure::ConsentState::yes;
  all.identity = disclosure::Identity::named;
  all.modalities = {disclosure::Modality::text_quote, disclosure::Modality::paraphrase};
  consent.purposes["P3"] = all;
  or_die(desk->give_consent(consent), "consent");
  answer.set("sealed", static_cast<std::int64_t>(sealed));
  std::printf("%s\n", answer.dump().c_str());
  return 0;
}

int open(const char* path, const char* packs) {
  Json answer = Json::object();
  std::unique_ptr<desk::Desk> desk;
  timed(answer, "desk", [&] { desk = desk_of(path, packs); });
  timed(answer, "counts", [&] { (void)or_die(desk->index().statistics(), "statistics"); });
  answer.set("rss_kib", memory_kib("VmRSS"));
  std::printf("%s\n", answer.dump().c_str());
  return 0;
}

int measure_report(const char* path, const char* packs, const char* file) {
  const auto desk = desk_of(path, packs);
  const auto bytes = or_die(real_world().disk.read_all(file, 64u << 20), "report");
  const auto source = to_string(bytes);
  Json answer = Json::object();
  desk::Checked checked;
  timed(answer, "check", [&] {
    checked = or_die(desk::check_report(*desk, "report.md", source), "check");
  });
  desk::Draft draft;
  timed(answer, "build", [&] {
    draft = or_die(desk::build_draft(*desk, "report.md", source), "build");
  });
  answer.set("errors", static_cast<std::int64_t>(checked.errors));
  answer.set("warnings", static_cast<std::int64_t>(checked.warnings));
  answer.set("docx_bytes", static_cast<std::int64_t>(draft.docx.size()));
  answer.set("html_bytes", static_cast<std::int64_t>(draft.html.size()));
  std::printf("%s\n", answer.dump().c_str());
  return 0;
}

}  // namespace

int main(int count, char** words) {
  const std::string what = count > 1 ? words[1] : "";
  if (what == "make" && count == 5) return make(words[2], words[3], words[4]);
  if (what == "open" && count == 4) return open(words[2], words[3]);
  if (what == "report" && count == 5) return measure_report(words[2], words[3], words[4]);
  std::fprintf(stderr, "bench_desk make CASE FOLDER PACKS | open CASE PACKS | "
                       "report CASE PACKS FILE\n");
  return 2;
}
