// The proof file; see proof.h for its lines.
#include "log/proof.h"

#include <algorithm>

#include "base/encode.h"
#include "base/text.h"
#include "log/errors.h"

namespace kotobune::log {
namespace {

constexpr std::string_view first_line = "c2sp.org/tlog-proof@v1";
constexpr std::string_view extra_word = "extra ";
constexpr std::string_view index_word = "index ";
constexpr std::size_t hash_limit = 63;
constexpr std::size_t proof_limit_bytes = 2u << 20;

Error bad(const char* why) { return Error(errors::proof_malformed, {{"why", why}}); }

// Takes the next line, without its line feed; nullopt where there is no whole one.
std::optional<std::string_view> take_line(std::string_view& rest) {
  const std::size_t end = rest.find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end + 1);
  return line;
}

}  // namespace

std::string Proof::str() const {
  std::string text = std::string(first_line) + "\n";
  if (extra) text += std::string(extra_word) + base64(*extra) + "\n";
  text += std::string(index_word) + std::to_string(index) + "\n";
  for (const Hash& hash : hashes) text += base64(hash) + "\n";
  return text + "\n" + checkpoint;
}

Result<Proof> Proof::parse(std::string_view text) {
  if (text.size() > proof_limit_bytes) return bad("it is larger than 2 MiB");
  std::string_view rest = text;
  auto line = take_line(rest);
  if (!line || *line != first_line) return bad("its first line is another");
  Proof proof;
  line = take_line(rest);
  if (line && line->starts_with(extra_word)) {
    proof.extra = parse_base64(line->substr(extra_word.size()));
    if (!proof.extra) return bad("its extra data is no base64");
    line = take_line(rest);
  }
  if (!line || !line->starts_with(index_word)) return bad("it has no index line");
  const std::string_view digits = line->substr(index_word.size());
  const auto index = parse_int(digits);
  if (!index || *index < 0 || std::to_string(*index) != digits) return bad("its index is wrong");
  proof.index = static_cast<std::uint64_t>(*index);
  for (line = take_line(rest); line && !line->empty(); line = take_line(rest)) {
    const auto bytes = parse_base64(*line);
    if (!bytes || bytes->size() != Hash{}.size()) return bad("a hash is not 32 bytes of base64");
    if (proof.hashes.size() == hash_limit) return bad("it has more than 63 hashes");
    std::copy(bytes->begin(), bytes->end(), proof.hashes.emplace_back().begin());
  }
  if (!line) return bad("no empty line before the checkpoint");
  proof.checkpoint = std::string(rest);
  return proof;
}

Result<Checkpoint> verify_proof(const Proof& proof, ByteView entry, const VerifierKey& log) {
  TRY_LET(checkpoint, open_checkpoint(proof.checkpoint, log));
  TRY(verify_inclusion(leaf_hash(entry), proof.index, checkpoint.size, proof.hashes,
                       checkpoint.root));
  return checkpoint;
}

}  // namespace kotobune::log
