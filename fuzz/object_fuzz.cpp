// The insides of objects: segments (zstd, header, lines), packs (ustar), and the recovery code as a
// tired person types it. First byte: which.
#include "law.h"
#include "vault/recovery.h"
#include "vault/segment.h"
#include "vault/tar.h"

using namespace kotobune;
using namespace kotobune::fuzz;

namespace {

void check_segment(ByteView bytes) {
  const auto view = vault::decode_segment(bytes);
  if (!view.ok()) return;
  for (std::size_t i = 1; i < view->lines.size(); ++i) {
    require(view->lines[i - 1].index < view->lines[i].index);
  }
}

// The lines of a header as zstd would give them: most of what can go wrong lies behind zstd.
void check_header(ByteView bytes) {
  vault::SegmentLine line{3, to_string(bytes), {{ObjectId(std::string(64, 'a')), 0, 5}}, {}};
  line.id = RecordId(std::string(26, 'a'));
  if (line.line.find('\n') != std::string::npos || line.line.empty()) return;
  const auto sealed = vault::encode_segment(LogId(std::string(32, 'b')), {line});
  const auto view = vault::decode_segment(sealed);
  require(view.ok() && view->lines.size() == 1 && view->lines[0].line == line.line);
}

void check_pack(ByteView bytes) {
  const auto members = vault::read_tar(bytes);
  if (!members) return;
  for (const auto& member : *members) {
    require(member.offset <= bytes.size() && member.size <= bytes.size() - member.offset);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto input = take(data, size);
  switch (input.choice % 4) {
    case 0: check_segment(input.bytes); break;
    case 1: check_header(input.bytes); break;
    case 2: check_pack(input.bytes); break;
    default: static_cast<void>(vault::RootKey::parse(input.text()).ok());
  }
  return 0;
}
