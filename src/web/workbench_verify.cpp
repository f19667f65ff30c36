// "Verify a file someone gave you": a file is hashed as it arrives and not kept; a bag is checked
// where it lies. Neither needs a case. With one open, a file is also looked for among its exhibits.
#include "base/text.h"
#include "desk/proof_check.h"
#include "web/errors.h"
#include "web/multipart.h"
#include "web/workbench_impl.h"

namespace kotobune::web {

namespace {

class DigestReceiver : public PartReceiver {
 public:
  DigestReceiver(Sessions& sessions, const SessionView& session)
      : sessions_(sessions), session_(session) {}
  Status field(const PartHead& head, std::string value) override {
    if (head.name == form_token_name) {
      TRY(sessions_.check_token(session_, value));
      trusted_ = true;
    }
    if (head.name == "expected") expected = ascii_lower(trim_ascii(value));
    return {};
  }
  Status file_begin(const PartHead& head) override {
    if (!trusted_) return Error(errors::csrf_refused);
    if (head.file_name.empty()) return {};
    name = Text::shown(file_name_of(head.file_name)).str();
    return {};
  }
  Status file_bytes(ByteView bytes) override {
    digest.update(bytes);
    return {};
  }
  Status file_end() override { return {}; }
  bool trusted() const { return trusted_; }

  std::string name, expected;
  desk::FileDigest digest;

 private:
  Sessions& sessions_;
  const SessionView& session_;
  bool trusted_ = false;
};

// What the file is called elsewhere: "sha256:..." or the digest with the name behind it.
std::string bare_digest(std::string text) {
  if (text.rfind("sha256:", 0) == 0) text.erase(0, 7);
  return text.substr(0, text.find_first_of(" \t"));
}

}  // namespace

Result<Response> Workbench::Impl::verify_form(Visit& visit) {
  const auto shown = frame(visit, Frame::Tab::verify);
  return show(shown, verify_page(shown, VerifyView{}));
}

Result<Response> Workbench::Impl::verify_file(Visit& visit) {
  DigestReceiver receiver(sessions, visit.session);
  TRY(read_multipart(visit.request, receiver));
  if (!receiver.trusted()) return Error(errors::csrf_refused);
  if (receiver.name.empty()) return Error(errors::nothing_chosen);
  VerifyView view;
  view.asked = true;
  view.file_name = receiver.name;
  view.size = size_words(static_cast<std::int64_t>(receiver.digest.size_bytes()));
  view.sha256 = receiver.digest.sha256();
  view.expected = bare_digest(receiver.expected);
  if (!view.expected.empty()) {
    view.verdict = view.expected == view.sha256 ? VerifyView::Verdict::genuine
                                                : VerifyView::Verdict::altered;
  }
  const Turn turn(desk_turns);
  view.case_open = is_open_to(visit);
  if (view.case_open) {
    TRY_LET(found, desk::find_by_sha256(*desk, view.sha256));
    if (found) {
      view.verdict = VerifyView::Verdict::genuine;
      view.number = found->number;
      view.sealed_at = minute_words(Instant{found->sealed_ms});
      view.log_index = std::to_string(found->log_index);
      view.checkpoint = found->checkpoint;
      view.proof = found->proof;
    }
  }
  const auto shown = frame(visit, Frame::Tab::verify);
  return show(shown, verify_page(shown, view));
}

Result<Response> Workbench::Impl::verify_bag(Visit& visit) {
  const std::string path(trim_ascii(visit.form.get("bag")));
  TRY_LET(report, desk::check_bag(world, path));
  VerifyView view;
  view.bag = VerifyView::Bag{};
  view.bag->folder = Text::shown(path).str();
  view.bag->files = static_cast<std::int64_t>(report.files);
  view.bag->exhibits = static_cast<std::int64_t>(report.exhibits);
  view.bag->with_record = static_cast<std::int64_t>(report.with_record);
  view.bag->bagged_on = Text::shown(report.bagged_on).str();
  view.bag->logs = report.logs;
  for (const auto& finding : report.findings)
    view.bag->findings.push_back({finding.file, finding.detail, ""});
  const auto shown = frame(visit, Frame::Tab::verify);
  return show(shown, verify_page(shown, view));
}

}  // namespace kotobune::web
