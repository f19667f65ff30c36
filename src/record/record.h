// A record: one line of strict JSON, the atom of a case (docs/format.md section 4).
//
//   {"b":{...},"crit":false,"id":"<26>","k":"exhibit","s":"<22>","sup":[...],"t":"<16 hex>"}
//
// Invariants:
//   R1  a record is hashed as stored; nobody writes a stored line again;
//   R2  id is 128 random bits, s is 128 random bits of salt, so that a commitment gives
//       nothing away;
//   R3  every body has v (its version), at {ms, off, src} (the wall clock as read) and by (a
//       person);
//   R4  t orders records for display only: 48 bits of milliseconds, 16 bits of counter.
// The commitment of a record is what a log keeps of it:
//   C = SHA-256("sealed-case/v1/record\n" || case || "\n" || logid || "\n" || line)
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/json.h"
#include "base/world.h"
#include "crypt/digest.h"

namespace kotobune::record {

// Compartments every case has from its first day. Others are named by comp.new records.
inline constexpr const char* case_compartment = "case";
inline constexpr const char* main_compartment = "main";
inline constexpr const char* identities_compartment = "identities";

struct Record {
  RecordId id;
  std::string kind;
  Json body;
  std::vector<std::string> supersedes;  // "<record id>" or "<record id>/<n>"
  std::uint64_t t = 0;
  bool critical = false;

  std::int64_t wall_ms() const { return body["at"]["ms"].int_or(0); }
  const std::string& by() const { return body["by"].str(); }
};

Result<Record> parse_record(std::string_view line);
bool is_known_kind(std::string_view kind);
// Control, commit and erasure records live in the compartment `case`.
bool is_control_kind(std::string_view kind);
// Kinds an `erase` may name (docs/format.md section 4.4): not what was agreed to, decided or
// disclosed.
bool is_erasable_kind(std::string_view kind);

crypt::Digest commitment(const CaseId& case_id, const LogId& log, std::string_view line);

// Makes records for one device log: fresh ids and salts, a t that rises.
class Writer {
 public:
  Writer(World& world, std::string person, std::uint64_t last_t)
      : world_(world), person_(std::move(person)), last_t_(last_t) {}

  struct Line {
    RecordId id;
    std::string text;
  };
  // Adds v, at and by to the body where they are absent. Error: record_too_large.
  // `id`: given where other records of the same batch must name this one; empty: a new one.
  Result<Line> write(std::string_view kind, Json body, std::vector<std::string> supersedes = {},
                     RecordId id = {});
  RecordId new_id();
  std::uint64_t last_t() const { return last_t_; }
  const std::string& person() const { return person_; }

 private:
  World& world_;
  std::string person_;
  std::uint64_t last_t_;
};

}  // namespace kotobune::record
