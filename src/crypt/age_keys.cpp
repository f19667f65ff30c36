// The two halves of an age key and their spelling.
#include <algorithm>

#include "crypt/age.h"
#include "crypt/age_primitives.h"
#include "crypt/bech32.h"
#include "crypt/errors.h"

namespace kotobune::crypt {
namespace {

constexpr std::string_view recipient_prefix = "age";
constexpr std::string_view identity_prefix = "AGE-SECRET-KEY-";

// The prefix is compared with its case: each key has one spelling, as age itself demands.
Result<Secret> parse_key(std::string_view text, std::string_view prefix, const Code& code) {
  auto decoded = bech32_decode(text);
  if (!decoded) return Error(code, {{"why", "a character is wrong or missing"}});
  if (decoded->prefix != prefix) return Error(code, {{"why", "it is a key of another kind"}});
  if (decoded->data.size() != 32) return Error(code, {{"why", "it has the wrong length"}});
  return std::move(decoded->data);
}

}  // namespace

Result<Recipient> Recipient::parse(std::string_view bech32) {
  TRY_LET(data, parse_key(bech32, recipient_prefix, errors::recipient_malformed));
  Point point{};
  std::copy(data.view().begin(), data.view().end(), point.begin());
  // Any scalar tells: a point of small order makes the shared secret zero with all of them.
  constexpr Point scalar{1};
  if (!x25519(scalar, x25519_public(scalar), point)) {
    return Error(errors::recipient_malformed, {{"why", "it is a point that protects nothing"}});
  }
  return Recipient(point);
}

std::string Recipient::str() const {
  return to_string(bech32_encode(recipient_prefix, point_).view());
}

Identity Identity::generate(Random& random) {
  Secret scalar(32);
  random.fill(scalar.span());
  return from_scalar(scalar.view());
}

Identity Identity::from_scalar(ByteView scalar) {
  ensure(scalar.size() == 32, "an age identity is 32 bytes");
  Identity identity;
  identity.scalar_ = Secret(scalar);
  identity.recipient_ = Recipient(x25519_public(scalar));
  return identity;
}

Result<Identity> Identity::parse(std::string_view bech32) {
  TRY_LET(data, parse_key(bech32, identity_prefix, errors::identity_malformed));
  return from_scalar(data.view());
}

Identity Identity::clone() const {
  Identity copy;
  copy.scalar_ = scalar_.clone();
  copy.recipient_ = recipient_;
  return copy;
}

Secret Identity::str() const { return bech32_encode(identity_prefix, scalar_.view()); }

}  // namespace kotobune::crypt
