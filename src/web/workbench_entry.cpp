// The ways into a case: the practice mission, founding, unlocking, the recovery sheet.
#include "base/errors.h"
#include "base/text.h"
#include "vault/keystore.h"
#include "web/errors.h"
#include "web/workbench_impl.h"

namespace kotobune::web {

namespace {

constexpr std::size_t listed_cases = 30;

// The groups as they stand on the sheet, typed or pasted with their numbers: "7  QQPZRY". A group
// has four letters at least, so a bare number of one or two digits is its number.
std::string code_of_sheet(std::string_view typed) {
  std::string code;
  std::string word;
  const auto take = [&] {
    const bool numbered = word.size() <= 2 && parse_int(word).has_value();
    if (!numbered) code += word;
    wipe(word.data(), word.size());
    word.clear();
  };
  for (const char c : typed) {
    if (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
      take();
    } else if (c != '.' && c != '-') {
      word.push_back(c);
    }
  }
  take();
  return code;
}

std::string sentences(const Error& error) { return error.sentence() + " " + error.advice(); }

}  // namespace

void Workbench::Impl::add_entry_routes() {
  get("/enter", &Impl::enter, Door::open);
  post("/language", &Impl::language, Door::open);
  get("/", &Impl::first, Door::open);
  post("/practice", &Impl::practice, Door::open);
  post("/lock", &Impl::lock, Door::open);
  get("/new", &Impl::new_form, Door::open);
  post("/new", &Impl::new_case, Door::open);
  get("/recovery", &Impl::recovery_form, Door::in_case);
  post("/recovery", &Impl::recovery, Door::in_case);
  get("/open", &Impl::open_form, Door::open);
  get("/unlock", &Impl::unlock_form, Door::open);
  post("/unlock", &Impl::unlock_post, Door::open);
  post("/recover", &Impl::recover, Door::open);
  get("/case", &Impl::home, Door::in_case);
  post("/case/verify", &Impl::verify_all, Door::in_case);
  post("/case/copy", &Impl::copy_case, Door::in_case);
  get("/verify", &Impl::verify_form, Door::open);
  post("/verify", &Impl::verify_file, Door::raw);
  post("/verify/bag", &Impl::verify_bag, Door::open);
}

vault::CreateOptions Workbench::Impl::create_options() const {
  vault::CreateOptions out;
  out.log_n = options.log_n;
  return out;
}

// What lies in the folder for cases; no list of opened cases is kept anywhere outside a case.
std::vector<CaseLink> Workbench::Impl::cases_here() {
  std::vector<CaseLink> out;
  const auto add = [&](const std::string& path) {
    if (path.empty() || out.size() >= listed_cases) return;
    if (world.disk.exists(join_path(path, "case.json"))) {
      out.push_back({Text::shown(file_name_of(path)).str(), Text::shown(path).str(), ""});
    }
  };
  add(options.case_path);
  const auto entries = world.disk.list(options.home_folder);
  if (!entries.ok()) return out;
  for (const auto& entry : *entries) {
    const auto path = join_path(options.home_folder, entry.name);
    if (entry.kind == FileKind::directory && path != options.case_path) add(path);
  }
  return out;
}

Result<Response> Workbench::Impl::first(Visit& visit) {
  if (is_open_to(visit))
    return Response::redirect(desk->vault().sheet_confirmed() ? "/case" : "/recovery");
  FirstView view;
  view.cases = cases_here();
  view.practice = !options.practice_case.empty();
  const auto shown = frame(visit, Frame::Tab::none);
  return show(shown, first_page(shown, view));
}

// Where the case lies on the desk already, the passphrase is tried on its keystore alone: a wrong
// one must not close it for those who work with it.
Result<std::unique_ptr<desk::Desk>> Workbench::Impl::unlock(const std::string& path,
                                                            ByteView passphrase) {
  if (desk && path == folder) {
    TRY_LET(keystore, vault::load_keystore(world, desk->vault().layout().keystore(), passphrase));
    return std::unique_ptr<desk::Desk>();
  }
  if (work.running()) return Error(errors::work_running);
  return desk::Desk::open(world, path, passphrase, options.packs_folder);
}

Result<Response> Workbench::Impl::practice(Visit& visit) {
  if (options.practice_case.empty()) return Error(errors::page_missing);
  TRY_LET(bytes, world.disk.read_all(options.practice_passphrase_file, 4096));
  TRY_LET(opened, unlock(options.practice_case, as_bytes(trim_ascii(as_chars(bytes)))));
  return take_case(visit, std::move(opened), options.practice_case, "/case");
}

Result<Response> Workbench::Impl::lock(Visit& visit) {
  sessions.lock(visit.session);
  close_if_locked();
  return Response::redirect("/");
}

Result<Response> Workbench::Impl::new_form(Visit& visit) {
  NewCaseView view;
  view.folder = join_path(options.home_folder, "case");
  for (int n = 2; world.disk.exists(view.folder); ++n)
    view.folder = join_path(options.home_folder, "case-" + std::to_string(n));
  view.prefix = "EX";
  const auto shown = frame(visit, Frame::Tab::none);
  return show(shown, new_case_page(shown, view));
}

Result<Response> Workbench::Impl::new_case(Visit& visit) {
  if (work.running()) return Error(errors::work_running);
  NewCaseView view;
  view.title = trim_ascii(visit.form.get("title"));
  view.folder = trim_ascii(visit.form.get("folder"));
  view.prefix = trim_ascii(visit.form.get("prefix"));
  view.person = trim_ascii(visit.form.get("person"));
  const Secret passphrase(as_bytes(visit.form.get("passphrase")));
  const auto language = visit.session.language;
  const auto again = [&]() -> Response {
    const auto shown = frame(visit, Frame::Tab::none);
    return show(shown, new_case_page(shown, view), 400);
  };
  if (view.title.empty()) view.error_title = say(language, Word::error_title);
  if (view.folder.empty()) view.error_folder = say(language, Word::error_folder);
  if (visit.form.get("passphrase") != visit.form.get("passphrase-again"))
    view.error_passphrase = say(language, Word::error_passphrases);
  if (!view.error_title.empty() || !view.error_folder.empty() || !view.error_passphrase.empty())
    return again();
  auto create = create_options();
  create.title = view.title;
  create.person_name = view.person;
  create.prefix = view.prefix.empty() ? "EX" : view.prefix;
  auto founded = vault::Case::create(world, view.folder, create, passphrase.view());
  if (!founded.ok()) {
    (founded.error().parameter("path").empty() ? view.error_passphrase : view.error_folder) =
        sentences(founded.error());
    return again();
  }
  auto made = std::move(founded->sheet);
  TRY_LET(opened, desk::Desk::around(world, std::move(founded->opened), options.packs_folder));
  TRY_LET(response, take_case(visit, std::move(opened), view.folder, "/recovery"));
  sheet = std::move(made);
  return response;
}

Result<Response> Workbench::Impl::recovery_form(Visit& visit) {
  TRY_LET(open, open_desk(visit));
  if (open->vault().sheet_confirmed()) return Response::redirect("/case");
  RecoveryView view;
  view.title = open->vault().constitution().title;
  view.asked_group = static_cast<int>(open->vault().asked_group()) + 1;
  if (sheet) {
    view.case_id = sheet->case_id;
    view.made_on = sheet->made_on;
    view.groups = sheet->groups;
  }
  const auto shown = frame(visit, Frame::Tab::none);
  return show(shown, recovery_page(shown, view));
}

Result<Response> Workbench::Impl::recovery(Visit& visit) {
  TRY_LET(open, open_desk(visit));
  const auto confirmed = open->vault().confirm_sheet(visit.form.get("group"));
  if (!confirmed.ok()) {
    say_next(visit, Message::Tone::bad, confirmed.error().sentence(), confirmed.error().advice());
    return Response::redirect("/recovery");
  }
  sheet.reset();
  const auto language = visit.session.language;
  say_next(visit, Message::Tone::good, std::string(say(language, Word::sheet_confirmed)),
           std::string(say(language, Word::sheet_confirmed_more)));
  return Response::redirect("/case");
}

Result<Response> Workbench::Impl::open_form(Visit& visit) {
  OpenView view;
  view.folder = visit.request.query.get("folder");
  view.cases = cases_here();
  const auto shown = frame(visit, Frame::Tab::none);
  return show(shown, open_page(shown, view));
}

Result<Response> Workbench::Impl::unlock_form(Visit& visit) {
  UnlockView view;
  view.folder = trim_ascii(visit.request.query.get("folder"));
  view.was_idle = visit.request.query.has("idle");
  if (view.folder.empty()) view.folder = visit.session.folder;
  if (view.folder.empty()) return Response::redirect("/open");
  view.case_name = Text::shown(file_name_of(view.folder)).str();
  if (!world.disk.exists(join_path(view.folder, "case.json"))) {
    OpenView again;
    again.folder = view.folder;
    again.cases = cases_here();
    again.error = say(visit.session.language, Word::error_no_case);
    const auto shown = frame(visit, Frame::Tab::none);
    return show(shown, open_page(shown, again), 404);
  }
  const auto shown = frame(visit, Frame::Tab::none);
  return show(shown, unlock_page(shown, view));
}

Result<Response> Workbench::Impl::unlock_post(Visit& visit) {
  UnlockView view;
  view.folder = trim_ascii(visit.form.get("folder"));
  view.case_name = Text::shown(file_name_of(view.folder)).str();
  auto opened = unlock(view.folder, as_bytes(visit.form.get("passphrase")));
  if (!opened.ok()) {
    view.error = sentences(opened.error());
    const auto shown = frame(visit, Frame::Tab::none);
    return show(shown, unlock_page(shown, view), 403);
  }
  return take_case(visit, std::move(opened).value(), view.folder, "/");
}

// Makes this computer a device of the case. The code opens everything, so it is wiped as soon as it
// was read.
Result<Response> Workbench::Impl::recover(Visit& visit) {
  if (work.running()) return Error(errors::work_running);
  OpenView view;
  view.recover_folder = trim_ascii(visit.form.get("recover-folder"));
  view.recover_person = trim_ascii(visit.form.get("person"));
  view.cases = cases_here();
  const auto again = [&](std::string error) -> Response {
    view.recover_error = std::move(error);
    const auto shown = frame(visit, Frame::Tab::none);
    return show(shown, open_page(shown, view), 400);
  };
  const auto language = visit.session.language;
  if (visit.form.get("passphrase") != visit.form.get("passphrase-again"))
    return again(std::string(say(language, Word::error_passphrases)));
  if (!world.disk.exists(join_path(view.recover_folder, "case.json")))
    return again(std::string(say(language, Word::error_no_case)));
  auto create = create_options();
  create.person_name = view.recover_person;
  auto code = code_of_sheet(visit.form.get("code"));
  auto recovered = vault::Case::recover(world, view.recover_folder, code, create,
                                        as_bytes(visit.form.get("passphrase")));
  wipe(code.data(), code.size());
  if (!recovered.ok()) return again(sentences(recovered.error()));
  TRY_LET(opened, desk::Desk::around(world, std::move(recovered).value(), options.packs_folder));
  const auto prefix = opened->vault().prefix();
  TRY_LET(response, take_case(visit, std::move(opened), view.recover_folder, "/"));
  say_next(visit, Message::Tone::good, std::string(say(language, Word::recovered)),
           fill(say(language, Word::recovered_more), {{"prefix", prefix}}));
  return response;
}

}  // namespace kotobune::web
