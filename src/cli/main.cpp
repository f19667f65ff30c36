// kotobune: one program. See cli/commands.cpp for what it can be asked.
#include <string>
#include <string_view>
#include <vector>

#include "cli/run.h"
#include "intake/table.h"

int main(int count, char** words) {
  // The sandboxed reader of tables is this program too; it touches neither case nor keys.
  if (count > 1 && std::string_view(words[1]) == kotobune::intake::table_reader_word)
    return kotobune::intake::serve_table_reader({words + 2, words + count});
  return kotobune::cli::run(kotobune::real_world(),
                            std::vector<std::string>(words + 1, words + count));
}
