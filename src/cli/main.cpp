// kotobune: one program. See cli/commands.cpp for what it can be asked.
#include <string>
#include <vector>

#include "cli/run.h"

int main(int count, char** words) {
  return kotobune::cli::run(kotobune::real_world(),
                            std::vector<std::string>(words + 1, words + count));
}
