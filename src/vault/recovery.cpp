#include "vault/recovery.h"

#include "base/text.h"
#include "crypt/digest.h"
#include "vault/errors.h"

namespace kotobune::vault {

namespace {

constexpr std::string_view prefix = "AGE-SECRET-KEY-1";
constexpr std::size_t group_size = 6;

}  // namespace

RootKey RootKey::from_identity(crypt::Identity identity) {
  const auto seed = crypt::hkdf_sha256(identity.scalar(), {}, "sealed-case/v1/root-sign", 32);
  return RootKey{std::move(identity), crypt::SigningKey::from_seed(seed.view())};
}

RootKey RootKey::generate(Random& random) {
  return from_identity(crypt::Identity::generate(random));
}

Result<RootKey> RootKey::parse(std::string_view typed) {
  std::string letters;
  for (const char c : ascii_lower(typed)) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) letters.push_back(c);
  }
  constexpr std::string_view bare = "agesecretkey1";
  if (letters.substr(0, bare.size()) == bare) letters.erase(0, bare.size());
  auto identity = crypt::Identity::parse(std::string(prefix) + [&] {
    std::string upper;
    for (const char c : letters) upper.push_back(c >= 'a' ? static_cast<char>(c - 'a' + 'A') : c);
    return upper;
  }());
  wipe(letters.data(), letters.size());
  if (!identity.ok())
    return Error(errors::recovery_code_wrong, {{"why", "its checksum does not fit"}});
  return from_identity(std::move(identity).value());
}

RecoverySheet make_sheet(const RootKey& root, std::string case_id, std::string title, Instant now,
                         Random& random) {
  RecoverySheet sheet{std::move(case_id), std::move(title), now.iso_date(), {}, 0};
  const auto code = root.identity.str();
  auto rest = as_chars(code.view()).substr(prefix.size());
  while (!rest.empty()) {
    sheet.groups.emplace_back(rest.substr(0, group_size));
    rest.remove_prefix(std::min(group_size, rest.size()));
  }
  std::uint8_t dice = 0;
  random.fill(ByteSpan(&dice, 1));
  sheet.asked_group = dice % (sheet.groups.size() - 1);  // never the short last one
  return sheet;
}

std::string RecoverySheet::code() const { return std::string(prefix) + join(groups, ""); }

std::string RecoverySheet::text() const {
  std::string out;
  out += "RECOVERY SHEET\n\n";
  out += "Case:     " + case_id + "\n";
  out += "Made on:  " + made_on + "\n\n";
  out += "Whoever holds this sheet and a copy of the case can read all of it.\n";
  out += "Keep it on paper, away from the computer. There is no other copy.\n\n";
  out += "    " + std::string(prefix) + "\n";
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const auto number = std::to_string(i + 1);
    out += "    " + std::string(number.size() < 2 ? " " : "") + number + "  " + groups[i] + "\n";
  }
  out += "\nTo open the case on another computer: kotobune case recover\n";
  out += "Without this program: write the groups behind AGE-SECRET-KEY-1 on one line in a file\n";
  out += "and give it to `age -d -i FILE`, as docs/format.md section 9 describes.\n";
  return out;
}

}  // namespace kotobune::vault
