// serve: the workbench for the browser, on this computer only.
#include <cstdio>
#include <cstdlib>
#include <thread>

#include "base/text.h"
#include "cli/errors.h"
#include "cli/handlers.h"
#include "web/workbench.h"

namespace kotobune::cli {

Result<Answer> serve(const Context& context) {
  const auto& a = context.arguments;
  const auto port = parse_int(a.value("port", "8750"));
  if (!port || *port < 0 || *port > 65535) {
    return Error(errors::bad_value, {{"value", a.value("port")}, {"option", "--port"},
                                     {"allowed", "A port is a number from 0 to 65535."}});
  }
  web::WorkbenchOptions options;
  options.port = static_cast<std::uint16_t>(*port);
  options.packs_folder = packs_folder();
  options.practice_case = a.value("sample");
  options.practice_passphrase_file = a.value("sample-passphrase");
  options.home_folder = a.value("home", ".");
  options.case_path = a.case_path;
  if (const char* log_n = std::getenv("KOTOBUNE_TEST_LOG_N")) {
    options.log_n =
        static_cast<int>(parse_int(log_n).value_or(0));  // weak on purpose, for tests only
  }
  TRY_LET(workbench, web::Workbench::open(context.world, options));
  std::printf(
      "The workbench is open at\n\n  %s\n\nOnly this computer can reach it. End it with Ctrl-C.\n",
      workbench->address().c_str());
  std::fflush(stdout);
  workbench->run_until_stopped();
  return Answer{};
}

}  // namespace kotobune::cli
