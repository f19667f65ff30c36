// A segment: the records of one commit in one compartment (docs/format.md section 5.1).
//
//   age( zstd( header line \n record line \n ... ) || zstd skippable frame as padding )
//   header: {"loc":{"<record id>":[{"len":n,"o":"<object>","off":n}...]},"log":"<logid>",
//            "r":[[from,to]...],"seg":1}         to is exclusive; records follow in index order
//
// `loc` says where the bytes of an exhibit or derivative lie. It is unauthenticated on purpose: the
// content is checked by the record's own sha256, so an owner may repack objects at any time.
// The padding sits behind the compressed data as a skippable frame (RFC 8878 3.1.2), so
// `age -d x | zstd -d` prints the lines.
#pragma once

#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/ids.h"
#include "base/json.h"

namespace kotobune::vault {

// Where a stretch of plaintext lies: bytes [offset, offset+length) of the object's plaintext.
struct Place {
  ObjectId object;
  std::uint64_t offset = 0;
  std::uint64_t length = 0;
};
Json to_json(const std::vector<Place>& places);
std::vector<Place> places_from_json(const Json& json);

struct SegmentLine {
  std::int64_t index = 0;
  std::string line;
  std::vector<Place> places;
  RecordId id;
};

// The padded plaintext of a segment. Lines must be in rising index order.
Bytes encode_segment(const LogId& log, const std::vector<SegmentLine>& lines);

struct SegmentView {
  LogId log;
  std::vector<SegmentLine> lines;
};
// Error: object_unreadable with "why" (the caller adds "object").
Result<SegmentView> decode_segment(ByteView plaintext);

}  // namespace kotobune::vault
