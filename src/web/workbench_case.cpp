// Opening, founding, recovering, home, verification.
#include "base/errors.h"
#include "base/text.h"
#include "web/errors.h"
#include "web/workbench_impl.h"

namespace kotobune::web {

void Workbench::Impl::add_case_routes() {
  get("/", &Impl::first);
  post("/practice", &Impl::practice);
  post("/lock", &Impl::lock);
  get("/new", &Impl::new_form);
  post("/new", &Impl::new_case);
  get("/recovery", &Impl::recovery_form);
  post("/recovery", &Impl::recovery);
  get("/open", &Impl::open_form);
  get("/unlock", &Impl::unlock_form);
  post("/unlock", &Impl::unlock_post);
  get("/case", &Impl::home);
  post("/case/verify", &Impl::verify_all);
}

Result<Response> Workbench::Impl::first(Visit& visit) {
  if (desk && !visit.session.locked)
    return Response::redirect(desk->vault().sheet_confirmed() ? "/case" : "/recovery");
  FirstView view;
  if (!options.case_path.empty())
    view.cases.push_back({file_name_of(options.case_path), options.case_path, ""});
  const auto shown = frame(visit, Frame::Tab::none);
  return show(shown, first_page(shown, view));
}

Result<std::unique_ptr<desk::Desk>> Workbench::Impl::unlock(const std::string& path,
                                                            ByteView passphrase) {
  desk.reset();  // one case at a time; its lock is let go first
  return desk::Desk::open(world, path, passphrase, options.packs_folder);
}

Result<Response> Workbench::Impl::practice(Visit& visit) {
  if (options.practice_case.empty()) return Error(errors::page_missing);
  TRY_LET(bytes, world.disk.read_all(options.practice_passphrase_file, 4096));
  TRY_LET(opened, unlock(options.practice_case, as_bytes(trim_ascii(as_chars(bytes)))));
  desk = std::move(opened);
  folder = options.practice_case;
  sessions.unlock(visit.session);
  return Response::redirect("/case");
}

Result<Response> Workbench::Impl::lock(Visit& visit) {
  sessions.lock(visit.session);
  if (sessions.all_locked()) desk.reset();  // the keys go with it
  return Response::redirect("/");
}

Result<Response> Workbench::Impl::new_form(Visit& visit) {
  NewCaseView view;
  view.folder = join_path(options.home_folder, "case");
  view.prefix = "EX";
  const auto shown = frame(visit, Frame::Tab::none);
  return show(shown, new_case_page(shown, view));
}

Result<Response> Workbench::Impl::new_case(Visit& visit) {
  NewCaseView view;
  view.title = visit.form.get("title");
  view.folder = visit.form.get("folder");
  view.prefix = visit.form.get("prefix");
  view.person = visit.form.get("person");
  const Secret passphrase(as_bytes(visit.form.get("passphrase")));
  const auto again = [&]() -> Response {
    const auto shown = frame(visit, Frame::Tab::none);
    return show(shown, new_case_page(shown, view), 400);
  };
  if (view.title.empty()) view.error_title = "Give the case a title.";
  if (view.folder.empty()) view.error_folder = "Say where the case shall lie.";
  if (visit.form.get("passphrase") != visit.form.get("passphrase-again")) {
    view.error_passphrase = "The two passphrases differ.";
  }
  if (!view.error_title.empty() || !view.error_folder.empty() || !view.error_passphrase.empty())
    return again();
  vault::CreateOptions create;
  create.title = view.title;
  create.person_name = view.person;
  create.prefix = view.prefix.empty() ? "EX" : view.prefix;
  desk.reset();
  auto founded = vault::Case::create(world, view.folder, create, passphrase.view());
  if (!founded.ok()) {
    const auto sentence = founded.error().sentence() + " " + founded.error().advice();
    (founded.error().parameter("path").empty() ? view.error_passphrase : view.error_folder) =
        sentence;
    return again();
  }
  sheet = founded->sheet;
  TRY_LET(opened, desk::Desk::around(world, std::move(founded->opened), options.packs_folder));
  desk = std::move(opened);
  folder = view.folder;
  sessions.unlock(visit.session);
  return Response::redirect("/recovery");
}

Result<Response> Workbench::Impl::recovery_form(Visit& visit) {
  TRY_LET(open, open_desk());
  if (!sheet) return Response::redirect("/case");
  RecoveryView view;
  view.title = sheet->title;
  view.case_id = sheet->case_id;
  view.made_on = sheet->made_on;
  view.groups = sheet->groups;
  view.asked_group = static_cast<int>(sheet->asked_group) + 1;
  const auto shown = frame(visit, Frame::Tab::none);
  return show(shown, recovery_page(shown, view));
}

Result<Response> Workbench::Impl::recovery(Visit& visit) {
  TRY_LET(open, open_desk());
  const auto confirmed = open->vault().confirm_sheet(visit.form.get("group"));
  if (!confirmed.ok()) {
    say_next(visit, Message::Tone::bad, confirmed.error().sentence(), confirmed.error().advice());
    return Response::redirect("/recovery");
  }
  sheet.reset();
  say_next(visit, Message::Tone::good, "The sheet is confirmed.", "Evidence can be sealed now.");
  return Response::redirect("/case");
}

Result<Response> Workbench::Impl::open_form(Visit& visit) {
  OpenView view;
  view.folder = visit.request.query.get("folder");
  const auto shown = frame(visit, Frame::Tab::none);
  return show(shown, open_page(shown, view));
}

Result<Response> Workbench::Impl::unlock_form(Visit& visit) {
  UnlockView view;
  view.folder = visit.request.query.get("folder");
  view.case_name = file_name_of(view.folder);
  const auto shown = frame(visit, Frame::Tab::none);
  return show(shown, unlock_page(shown, view));
}

Result<Response> Workbench::Impl::unlock_post(Visit& visit) {
  UnlockView view;
  view.folder = visit.form.get("folder");
  view.case_name = file_name_of(view.folder);
  auto opened = unlock(view.folder, as_bytes(visit.form.get("passphrase")));
  if (!opened.ok()) {
    view.error = opened.error().sentence() + " " + opened.error().advice();
    const auto shown = frame(visit, Frame::Tab::none);
    return show(shown, unlock_page(shown, view), 403);
  }
  desk = std::move(opened).value();
  folder = view.folder;
  sessions.unlock(visit.session);
  return Response::redirect("/case");
}

Result<Response> Workbench::Impl::home(Visit& visit) {
  TRY_LET(open, open_desk());
  TRY_LET(statistics, open->index().statistics());
  TRY_LET(sources, open->index().sources());
  HomeView view;
  view.originals = statistics.exhibits;
  for (const auto& source : sources) {
    TRY_LET(consents, open->index().consents(source.code));
    if (consents.empty()) {
      view.waiting.push_back({source.code + ": consent not recorded", "Nothing of hers can leave.",
                              "/sources/" + source.code});
    }
    for (const auto& consent : consents) {
      for (const auto& one : consent.purposes) {
        if (one.state != disclosure::ConsentState::withdrawn) continue;
        view.at_risk.push_back(
            {source.code + " withdrew: " + std::string(disclosure::use_words(one.purpose)), "",
             "/sources/" + source.code});
      }
      if (consent.minor && (!consent.guardian_agreed || !consent.assent_given)) {
        view.waiting.push_back(
            {source.code + ": a minor's own yes is missing", "", "/sources/" + source.code});
      }
    }
  }
  const auto verified = open->last_verification();
  if (!verified) {
    view.integrity = std::to_string(statistics.exhibits) +
                     " originals sealed, not re-read since this window was opened";
  } else {
    view.integrity_good = verified->sound();
    view.integrity = std::to_string(verified->exhibits) + " originals sealed, all re-read at " +
                     open->last_verified_at().iso().substr(11, 5) + " UTC";
    for (const auto& finding : verified->findings)
      view.damaged.push_back(finding.what + " - " + finding.detail);
  }
  const auto shown = frame(visit, Frame::Tab::home);
  return show(shown, home_page(shown, view));
}

Result<Response> Workbench::Impl::verify_all(Visit& visit) {
  TRY_LET(open, open_desk());
  TRY_LET(report, open->verify({}));
  say_next(visit, report.sound() ? Message::Tone::good : Message::Tone::bad,
           report.sound() ? "Everything is as it was sealed."
                          : std::to_string(report.findings.size()) + " findings.",
           "This shows that the bytes are unaltered, not that they are true.");
  return Response::redirect("/case");
}

}  // namespace kotobune::web
