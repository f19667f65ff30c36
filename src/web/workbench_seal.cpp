// Adding exhibits: an upload from the browser, or a folder read in place; and the page that tells
// how far a long work is and what became of it.
#include "base/errors.h"
#include "base/text.h"
#include "desk/errors.h"
#include "web/errors.h"
#include "web/multipart.h"
#include "web/workbench_impl.h"

namespace kotobune::web {

namespace {

// "2 of 7" files: names as the person gave them, without the folders above the one she chose.
std::string shown_name(const std::string& path, const std::string& above) {
  auto name = path;
  if (!above.empty() && name.rfind(above + "/", 0) == 0) name.erase(0, above.size() + 1);
  return Text::shown(name).str();
}

SealedView sealed_view(const desk::SealSummary& summary, const std::string& above) {
  SealedView view;
  view.stopped = summary.report.stopped;
  std::map<std::string, std::string> unread;
  for (const auto& one : summary.unread) unread[one.number] = one.why;
  for (const auto& file : summary.report.files) {
    SealedView::Row row;
    row.number = file.number;
    row.name = shown_name(file.path, above);
    switch (file.outcome) {
      case evidence::SealOutcome::sealed: row.kind = SealedView::Kind::sealed; break;
      case evidence::SealOutcome::duplicate: row.kind = SealedView::Kind::received_again; break;
      case evidence::SealOutcome::already_sealed: row.kind = SealedView::Kind::sealed_before; break;
      case evidence::SealOutcome::refused: row.kind = SealedView::Kind::refused; break;
    }
    if (file.reason) row.reason = file.reason->sentence() + " " + file.reason->advice();
    if (row.kind == SealedView::Kind::sealed) row.unread = unread[file.number];
    view.rows.push_back(std::move(row));
  }
  return view;
}

Message failure(const Error& error) {
  return {Message::Tone::bad, error.sentence(), error.advice(), error.code().id};
}

// Takes the parts of an upload to the desk. Each piece has its own turn there, so that a slow
// browser holds up nobody; nothing is written in the clear.
class UploadReceiver : public PartReceiver {
 public:
  UploadReceiver(Workbench::Impl& bench, const SessionView& session, const Request& request)
      : bench_(bench), session_(session) {
    trusted_ = bench_.sessions.check_token(session_, request.headers.get(form_token_header)).ok();
    progress_.bytes_total = static_cast<std::uint64_t>(
        parse_int(request.headers.get("content-length")).value_or(0));
  }
  bool trusted() const { return trusted_; }
  bool begun() const { return upload_ != nullptr; }

  Status field(const PartHead& head, std::string value) override {
    if (head.name == form_token_name && !trusted_) {
      TRY(bench_.sessions.check_token(session_, value));
      trusted_ = true;
    }
    if (head.name == "source") source_ = trim_ascii(value);
    if (head.name == "from") from_ = trim_ascii(value);
    if (head.name == "lang") language_ = trim_ascii(value);
    return {};
  }

  // The token stands before the files in our form; whoever sends them first is not our form.
  Status file_begin(const PartHead& head) override {
    if (!trusted_) return Error(errors::csrf_refused);
    skipping_ = head.file_name.empty();  // an input in which nothing was chosen
    if (skipping_) return {};
    const Turn turn(bench_.desk_turns);
    if (!upload_) TRY(begin());
    progress_.current = Text::shown(file_name_of(head.file_name)).str();
    TRY(tell());
    if (!split_upload_path(head.file_name)) {
      skipping_ = true;
      refused_.push_back(Text::shown(head.file_name).str());
      return {};
    }
    return upload_->begin_file(head.file_name);
  }

  Status file_bytes(ByteView bytes) override {
    progress_.bytes_done += bytes.size();
    if (skipping_) return {};
    const Turn turn(bench_.desk_turns);
    TRY(tell());
    return upload_->write(bytes);
  }

  Status file_end() override {
    if (skipping_) return {};
    const Turn turn(bench_.desk_turns);
    ++progress_.files_done;
    return upload_->end_file();
  }

  // After the last byte, or after what broke it off: what arrived whole stays sealed.
  void finish(const Status& read) {
    const Turn turn(bench_.desk_turns);
    if (!read.ok()) upload_->abandon_file(read.error());
    const auto summary = upload_->finish();
    upload_.reset();
    std::optional<Message> outcome;
    if (!read.ok()) outcome = failure(read.error());
    if (!summary.ok()) {
      bench_.work.end(std::nullopt, failure(summary.error()));
      return;
    }
    auto view = sealed_view(*summary, "");
    view.stopped = view.stopped || !read.ok();
    const Error unsafe(errors::upload_name_refused);
    for (auto& name : refused_) {
      SealedView::Row row;
      row.name = std::move(name);
      row.kind = SealedView::Kind::refused;
      row.reason = unsafe.sentence() + " " + unsafe.advice();
      view.rows.push_back(std::move(row));
    }
    bench_.work.end(std::move(view), std::move(outcome));
  }

 private:
  Status begin() {
    if (!bench_.desk) return Error(errors::session_locked);
    TRY(bench_.work.begin(WorkKind::upload));
    auto upload = bench_.desk->begin_upload(source_, from_, language_);
    if (!upload.ok()) {
      bench_.work.end(std::nullopt, failure(upload.error()));
      return upload.error();
    }
    upload_ = std::move(upload).value();
    return {};
  }
  Status tell() {
    if (!bench_.work.report(progress_)) return Error(errors::work_stopped);
    return {};
  }

  Workbench::Impl& bench_;
  const SessionView& session_;
  std::unique_ptr<desk::Upload> upload_;
  WorkProgress progress_;
  bool trusted_ = false;
  bool skipping_ = false;
  std::string source_, from_, language_;
  std::vector<std::string> refused_;
};

// The text of the progress page's numbers; the sizes of an upload hold the form's own bytes too.
std::string of_words(std::uint64_t done, std::uint64_t total) {
  return total == 0 ? std::to_string(done) : std::to_string(done) + " / " + std::to_string(total);
}

}  // namespace

WorkView view_of(const WorkState& state) {
  WorkView view;
  view.kind = state.kind;
  view.running = state.running;
  view.stopping = state.stopping;
  view.progress = state.progress;
  view.files = of_words(state.progress.files_done, state.progress.files_total);
  view.bytes = size_words(static_cast<std::int64_t>(state.progress.bytes_done));
  if (state.progress.bytes_total > 0)
    view.bytes += " / " + size_words(static_cast<std::int64_t>(state.progress.bytes_total));
  view.sealed = state.sealed;
  view.outcome = state.outcome;
  return view;
}

Result<Response> Workbench::Impl::add_form(Visit& visit) {
  TRY_LET(open, open_desk(visit));
  UploadView view;
  const auto state = work.state();
  if (state.running) view.work = view_of(state);
  TRY_LET(sources, open->index().sources());
  view.sources.push_back({"", std::string(say(visit.session.language, Word::source_later)), false});
  for (const auto& source : sources)
    view.sources.push_back({source.code, source.code + " - " + source.role, false});
  const auto shown = frame(visit, Frame::Tab::exhibits);
  return show(shown, upload_page(shown, view));
}

Result<Response> Workbench::Impl::add_upload(Visit& visit) {
  if (visit.session.locked) return Error(errors::session_locked);
  UploadReceiver receiver(*this, visit.session, visit.request);
  const auto read = read_multipart(visit.request, receiver);
  if (!receiver.begun()) {
    TRY(read);
    if (!receiver.trusted()) return Error(errors::csrf_refused);
    return Error(errors::nothing_chosen);
  }
  receiver.finish(read);
  return Response::redirect("/work");
}

// The page is answered at once; the folder is sealed in the background.
Result<Response> Workbench::Impl::add_folder(Visit& visit) {
  TRY_LET(open, open_desk(visit));
  const std::string path(trim_ascii(visit.form.get("path")));
  const std::string source(trim_ascii(visit.form.get("source")));
  const std::string from(trim_ascii(visit.form.get("from")));
  const std::string lang(trim_ascii(visit.form.get("lang")));
  if (!world.disk.exists(path)) return Error(errors::file_missing, {{"path", path}});
  TRY(work.begin(WorkKind::folder));
  work.start([this, open, path, source, from, lang] {
    Turn turn(desk_turns);
    const auto summary =
        open->seal(path, source, from, lang, [&](const evidence::SealProgress& progress) {
          turn.unlock();
          const bool go_on =
              work.report({progress.files_done, progress.files_total, progress.bytes_done,
                           progress.bytes_total, progress.current});
          turn.lock();
          return go_on;
        });
    if (!summary.ok()) {
      work.end(std::nullopt, failure(summary.error()));
    } else {
      work.end(sealed_view(*summary, path), std::nullopt);
    }
  });
  return Response::redirect("/work");
}

Result<Response> Workbench::Impl::work_page(Visit& visit) {
  auto view = view_of(work.state());
  if (view.sealed) {
    view.sealed->page = static_cast<int>(
        std::max<std::int64_t>(1, parse_int(visit.request.query.get("page")).value_or(1)));
  }
  const auto tab = view.kind == WorkKind::upload || view.kind == WorkKind::folder
                       ? Frame::Tab::exhibits
                       : Frame::Tab::home;
  const auto shown = frame(visit, tab);
  return show(shown, ::kotobune::web::work_page(shown, view));
}

// For the island that keeps the bar of the page moving.
Result<Response> Workbench::Impl::work_json(Visit&) {
  const auto view = view_of(work.state());
  Json out = Json::object();
  out.set("running", view.running).set("files", view.files).set("bytes", view.bytes);
  out.set("done", view.progress.bytes_done).set("total", view.progress.bytes_total);
  out.set("current", view.progress.current);
  Response response;
  response.with_header("content-type", "application/json");
  response.body() = out.dump();
  return response;
}

Result<Response> Workbench::Impl::stop_work(Visit&) {
  work.ask_stop();
  return Response::redirect("/work");
}

}  // namespace kotobune::web
