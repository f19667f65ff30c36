// A pack somebody else wrote: TOML files understood whole or refused, and their bundle as a case
// holds it. First byte: which of the files the rest is.
#include "law.h"
#include "pack/pack.h"

using namespace kotobune;
using namespace kotobune::fuzz;

namespace {

constexpr const char* head = R"([pack]
name = "small"
version = "1"
languages = ["en"]
licence = "CC0-1.0"
label = { en = "Small" }
)";
constexpr const char* types = R"([[type]]
id = "act"
sensitivity = "S1"
label = { en = "Act" }
)";

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto input = take(data, size);
  const std::string text(input.text());
  pack::Files files{{"pack.toml", head}, {"types.toml", types}};
  switch (input.choice % 5) {
    case 0: files[0].text = text; break;
    case 1: files[1].text = text; break;
    case 2: files.push_back({"vocab/some.toml", text}); break;
    case 3: files.insert(files.begin() + 1, {"profiles/some.toml", text}); break;
    default: {
      const auto unpacked = pack::unbundle(text);
      if (unpacked.ok()) require(pack::bundle(*unpacked) == text);
      return 0;
    }
  }
  static_cast<void>(pack::parse(files).ok());
  return 0;
}
