#include "release/bag.h"

#include <algorithm>
#include <array>
#include <set>

#include "base/encode.h"
#include "base/json.h"
#include "base/text.h"
#include "crypt/digest.h"
#include "release/errors.h"
#include "release/verify_page.h"

namespace kotobune::release {

namespace {

constexpr const char* bagit_text = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";

struct Ending {
  std::string_view mime;
  std::string_view extension;
};

constexpr std::array endings = {
    Ending{"application/epub+zip", "epub"},
    Ending{"application/gzip", "gz"},
    Ending{"application/json", "json"},
    Ending{"application/jsonl", "jsonl"},
    Ending{"application/pdf", "pdf"},
    Ending{"application/rtf", "rtf"},
    Ending{"application/vnd.google-earth.kmz", "kmz"},
    Ending{"application/vnd.oasis.opendocument.presentation", "odp"},
    Ending{"application/vnd.oasis.opendocument.spreadsheet", "ods"},
    Ending{"application/vnd.oasis.opendocument.text", "odt"},
    Ending{"application/vnd.openxmlformats-officedocument.presentationml.presentation", "pptx"},
    Ending{"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"},
    Ending{"application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"},
    Ending{"application/wacz", "wacz"},
    Ending{"application/xml", "xml"},
    Ending{"application/zip", "zip"},
    Ending{"audio/amr", "amr"},
    Ending{"audio/flac", "flac"},
    Ending{"audio/mp4", "m4a"},
    Ending{"audio/mpeg", "mp3"},
    Ending{"audio/ogg", "ogg"},
    Ending{"audio/wav", "wav"},
    Ending{"image/avif", "avif"},
    Ending{"image/gif", "gif"},
    Ending{"image/heic", "heic"},
    Ending{"image/jpeg", "jpg"},
    Ending{"image/png", "png"},
    Ending{"image/tiff", "tif"},
    Ending{"image/webp", "webp"},
    Ending{"message/rfc822", "eml"},
    Ending{"text/csv", "csv"},
    Ending{"text/html", "html"},
    Ending{"text/markdown", "md"},
    Ending{"text/plain", "txt"},
    Ending{"text/tab-separated-values", "tsv"},
    Ending{"video/3gpp", "3gp"},
    Ending{"video/mp4", "mp4"},
    Ending{"video/quicktime", "mov"},
    Ending{"video/webm", "webm"},
    Ending{"video/x-msvideo", "avi"},
};

// Letters, digits and single dashes between them: safe on every file system, in a shell and in a
// manifest, where RFC 8493 would otherwise want percent signs.
bool is_safe_number(std::string_view number) {
  if (number.empty() || number.size() > 64) return false;
  if (number.front() == '-' || number.back() == '-') return false;
  return std::all_of(number.begin(), number.end(), [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

bool is_hex_name(std::string_view text, std::size_t size) {
  return text.size() == size && parse_hex(text).has_value();
}

std::string sha256_hex(std::string_view text) {
  return hex(ByteView(crypt::sha256(as_bytes(text))));
}

std::string data_name(const BagExhibit& exhibit) {
  return "data/" + exhibit.number + "." + std::string(extension_of(exhibit.mime));
}

void collect_strings(const Json& json, std::string& out) {
  if (json.is_string()) out += json.str() + "\n";
  for (const auto& item : json.items()) collect_strings(item, out);
  for (const auto& [key, value] : json.members()) collect_strings(value, out);
}

std::string statement(const std::vector<BagExhibit>& exhibits, const BagFacts& facts) {
  Json list = Json::array();
  for (const auto& exhibit : exhibits) {
    Json one = Json::object();
    one.set("number", exhibit.number).set("file", data_name(exhibit)).set("sha256", exhibit.sha256);
    one.set("size", exhibit.size_bytes).set("log", exhibit.log).set("index", exhibit.log_index);
    one.set("commitment", exhibit.commitment);
    one.set("record", exhibit.record_line ? Json("records/" + exhibit.number + ".json") : Json());
    list.push(std::move(one));
  }
  Json out = Json::object();
  out.set("case", facts.case_id).set("exhibits", std::move(list));
  out.set("format", "sealed-case-bag").set("v", 1);
  return out.dump_pretty() + "\n";
}

}  // namespace

std::string_view extension_of(std::string_view mime) {
  const auto found = std::find_if(endings.begin(), endings.end(),
                                  [&](const Ending& one) { return one.mime == mime; });
  return found == endings.end() ? std::string_view("bin") : found->extension;
}

Result<std::string> readable_text(std::string_view record_line) {
  TRY_LET(json, parse_json(record_line));
  std::string out;
  collect_strings(json, out);
  return out;
}

// Puts the parts together and is the only maker of a PlannedBag.
class BagPlanner {
 public:
  BagPlanner(std::vector<BagExhibit> exhibits, const BagFacts& facts, const NameScan& scan)
      : facts_(facts), scan_(scan) {
    bag_.exhibits_ = std::move(exhibits);
  }

  Result<PlannedBag> plan() {
    if (bag_.exhibits_.empty()) return Error(errors::nothing_allowed);
    TRY(check_exhibits());
    add_exhibits();
    add("tag", "", "statement.json", statement(bag_.exhibits_, facts_));
    const bool records =
        std::any_of(bag_.exhibits_.begin(), bag_.exhibits_.end(),
                    [](const BagExhibit& one) { return one.record_line.has_value(); });
    add("tag", "", "VERIFY.md", verify_guide(records));
    add("tag", "", "verify.html", std::string(verify_page()));
    add("tag", "", "bag-info.txt",
        "Bagging-Date: " + facts_.made_at.iso_date() + "\nPayload-Oxum: " +
            std::to_string(payload_bytes_) + "." + std::to_string(bag_.exhibits_.size()) + "\n");
    add("tag", "", "manifest-sha256.txt", manifest_);
    tag_manifest_ += sha256_hex(bagit_text) + "  bagit.txt\n";
    // It cannot list itself (RFC 8493, section 2.2.1).
    const auto tag_manifest = tag_manifest_;
    add("tag", "", "tagmanifest-sha256.txt", tag_manifest);
    add("tag", "", "bagit.txt", bagit_text);
    return std::move(bag_);
  }

 private:
  Status check_exhibits() {
    std::set<std::string> taken;
    for (const auto& one : bag_.exhibits_) {
      const bool hashes = is_hex_name(one.log, 32) && is_hex_name(one.sha256, 64);
      if (!is_safe_number(one.number) || !hashes) {
        return Error(errors::bag_number_unsafe, {{"number", Text::shown(one.number).str()}});
      }
      // MS-0001 and ms-0001 are one file on Windows and on most Macs.
      if (!taken.insert(ascii_lower(one.number)).second) {
        return Error(errors::bag_number_twice, {{"number", one.number}});
      }
      TRY(scan(one.number, data_name(one)));
      if (!one.record_line) continue;
      // As written and as read: an escape must not hide a name.
      TRY(scan(*one.record_line, "records/" + one.number + ".json"));
      TRY_LET(readable, readable_text(*one.record_line));
      TRY(scan(readable, "records/" + one.number + ".json"));
    }
    return {};
  }

  Status scan(std::string_view text, const std::string& file) {
    const auto code = scan_(text);
    if (!code.empty()) return Error(errors::scan_hit, {{"code", code}, {"file", file}});
    return {};
  }

  void add_exhibits() {
    std::sort(bag_.exhibits_.begin(), bag_.exhibits_.end(),
              [](const auto& a, const auto& b) { return a.number < b.number; });
    std::set<std::string> keys;
    for (const auto& one : bag_.exhibits_) {
      const auto name = data_name(one);
      bag_.outputs_.push_back({"exhibit", one.number, name, one.size_bytes, one.sha256});
      manifest_ += one.sha256 + "  " + name + "\n";
      payload_bytes_ += one.size_bytes;
      add("proof", one.number, "proofs/" + one.number + ".tlog-proof", one.proof);
      if (one.record_line) {
        // Without a line feed: the commitment is over the bytes of this file.
        add("record", one.number, "records/" + one.number + ".json", *one.record_line);
      }
      if (!keys.insert(one.log).second) continue;
      const bool ended = !one.vkey.empty() && one.vkey.back() == '\n';
      add("key", "", "keys/" + one.log + ".vkey", one.vkey + (ended ? "" : "\n"));
    }
  }

  void add(const char* role, const std::string& number, std::string name, std::string text) {
    const auto digest = sha256_hex(text);
    bag_.outputs_.push_back({role, number, name, text.size(), digest});
    if (name != "bagit.txt" && name != "tagmanifest-sha256.txt") {
      tag_manifest_ += digest + "  " + name + "\n";
    }
    bag_.tags_.push_back({std::move(name), std::move(text)});
  }

  const BagFacts& facts_;
  const NameScan& scan_;
  PlannedBag bag_;
  std::string manifest_;
  std::string tag_manifest_;
  std::uint64_t payload_bytes_ = 0;
};

Result<PlannedBag> plan_bag(disclosure::Disclosed<std::vector<BagExhibit>> exhibits,
                            const disclosure::Scope& scope, const BagFacts& facts,
                            const NameScan& scan) {
  return BagPlanner(std::move(exhibits).open(scope), facts, scan).plan();
}

}  // namespace kotobune::release
