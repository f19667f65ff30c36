// multipart/form-data (RFC 7578) as browsers send it, read piece by piece.
//
// A folder upload (`webkitdirectory`) sends each file's relative path as its file name; a file may
// be gigabytes long, so its bytes go to the receiver as they arrive and are never collected here.
// What is refused: a missing or odd boundary, headers over 4 KB a part, more parts than the limit,
// a part without a name, fields over 1 MiB, an end without the closing boundary. File names are
// given as sent (UTF-8, or E1410); whether a path is fit to be sealed is not decided here, but
// split_upload_path tells a relative path from one that climbs.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "web/http.h"

namespace kotobune::web {

struct PartHead {
  std::string name;       // of the form field
  std::string file_name;  // with relative path; "" for an ordinary field or an empty file input
  bool is_file = false;
  std::string content_type;
};

// Receives the parts in order. An error returned here ends the reading and is passed on.
class PartReceiver {
 public:
  virtual ~PartReceiver() = default;
  virtual Status field(const PartHead& head, std::string value) = 0;
  virtual Status file_begin(const PartHead& head) = 0;
  virtual Status file_bytes(ByteView bytes) = 0;
  virtual Status file_end() = 0;
};

struct MultipartLimits {
  std::size_t parts = 20'000;  // a folder of field photographs; more is sent in several goes
  std::size_t field_bytes = 1u << 20;
  std::size_t head_bytes = 4096;
};

// Incremental: feed() takes any cutting of the stream, one byte at a time too.
class MultipartParser {
 public:
  // Error multipart_malformed where `content_type` is not multipart/form-data with a boundary.
  static Result<MultipartParser> create(std::string_view content_type, PartReceiver& receiver,
                                        MultipartLimits limits = {});
  Status feed(ByteView bytes);
  Status finish();  // the stream is over; error unless the closing boundary was seen

 private:
  enum class State { preamble, after_boundary, head, body, done };
  MultipartParser(std::string boundary, PartReceiver& receiver, MultipartLimits limits);
  Result<bool> step();  // false: needs more bytes
  Result<bool> step_body();
  Status begin_part(std::string_view raw_head);
  Status give(std::string_view bytes);
  Status end_part();

  PartReceiver* receiver_;  // borrowed, outlives the parser
  MultipartLimits limits_;
  std::string delimiter_;  // "\r\n--boundary"
  std::string pending_;    // not yet understood; at most a head or a delimiter and one feed long
  State state_ = State::preamble;
  std::size_t parts_ = 0;
  PartHead part_;
  std::string value_;
};

// Reads a whole body through a parser.
Status read_multipart(Request& request, PartReceiver& receiver, MultipartLimits limits = {});

// "folder/photo.jpg" -> parts; nullopt where a part is empty, "." or "..", or the path is absolute,
// holds a backslash or a control character: such a name could climb out of a folder on export.
std::optional<std::vector<std::string>> split_upload_path(std::string_view file_name);

}  // namespace kotobune::web
