// The zip around a Word file. libzip writes to memory; every entry gets the first moment DOS time
// knows, so that two builds of one document have the same bytes.
#include <zip.h>

#include <memory>

#include "report/docx_parts.h"
#include "report/errors.h"

namespace kotobune::report {
namespace {

constexpr zip_uint64_t largest_unpacked = 256u << 20;
constexpr zip_uint16_t first_dos_date = (1 << 5) | 1;  // 1980-01-01

struct Discard {
  void operator()(zip_t* archive) const { zip_discard(archive); }
};
using Archive = std::unique_ptr<zip_t, Discard>;

struct FreeSource {
  void operator()(zip_source_t* source) const { zip_source_free(source); }
};
using Source = std::unique_ptr<zip_source_t, FreeSource>;

Error failed(const char* why) { return Error(errors::zip_failed, {{"why", why}}); }
Error unreadable(const char* why) { return Error(errors::docx_unreadable, {{"why", why}}); }

Result<Bytes> read_back(zip_source_t* source) {
  if (zip_source_open(source) != 0) return failed("the finished file cannot be opened");
  Bytes out;
  std::uint8_t buffer[65536];
  while (true) {
    const zip_int64_t got = zip_source_read(source, buffer, sizeof buffer);
    if (got < 0) {
      zip_source_close(source);
      return failed("the finished file cannot be read");
    }
    if (got == 0) break;
    out.insert(out.end(), buffer, buffer + got);
  }
  zip_source_close(source);
  return out;
}

}  // namespace

Result<Bytes> write_zip(const ZipEntries& entries) {
  zip_error_t error;
  zip_error_init(&error);
  const Source target(zip_source_buffer_create(nullptr, 0, 0, &error));
  if (target == nullptr) return failed("no memory");
  zip_source_keep(target.get());  // zip_close drops one reference, we read through the other
  Archive archive(zip_open_from_source(target.get(), ZIP_CREATE | ZIP_TRUNCATE, &error));
  if (archive == nullptr) {
    zip_source_free(target.get());
    return failed(zip_error_strerror(&error));
  }
  for (const auto& [name, content] : entries) {
    zip_source_t* data = zip_source_buffer(archive.get(), content.data(), content.size(), 0);
    if (data == nullptr) return failed("no memory");
    const zip_int64_t index = zip_file_add(archive.get(), name.c_str(), data, ZIP_FL_ENC_UTF_8);
    if (index < 0) {
      zip_source_free(data);
      return failed(zip_strerror(archive.get()));
    }
    const auto at = static_cast<zip_uint64_t>(index);
    if (zip_file_set_dostime(archive.get(), at, 0, first_dos_date, 0) != 0 ||
        zip_set_file_compression(archive.get(), at, ZIP_CM_DEFLATE, 6) != 0) {
      return failed(zip_strerror(archive.get()));
    }
  }
  if (zip_close(archive.get()) != 0) return failed(zip_strerror(archive.get()));
  archive.release();  // zip_close has freed it
  return read_back(target.get());
}

Result<ZipEntries> read_zip(ByteView bytes) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  if (source == nullptr) return unreadable("no memory");
  const Archive archive(zip_open_from_source(source, ZIP_RDONLY, &error));
  if (archive == nullptr) {
    zip_source_free(source);
    return unreadable("it is no zip file");
  }
  ZipEntries out;
  zip_uint64_t total = 0;
  const zip_int64_t count = zip_get_num_entries(archive.get(), 0);
  for (zip_int64_t i = 0; i < count; ++i) {
    zip_stat_t stat;
    const auto at = static_cast<zip_uint64_t>(i);
    if (zip_stat_index(archive.get(), at, 0, &stat) != 0) return unreadable("an entry is broken");
    total += stat.size;
    if (total > largest_unpacked) return unreadable("it unpacks to more than 256 MB");
    zip_file_t* file = zip_fopen_index(archive.get(), at, 0);
    if (file == nullptr) return unreadable("an entry cannot be opened");
    std::string content(stat.size, '\0');
    const zip_int64_t got = zip_fread(file, content.data(), content.size());
    zip_fclose(file);
    if (got != static_cast<zip_int64_t>(content.size())) return unreadable("an entry is cut short");
    out.emplace_back(stat.name, std::move(content));
  }
  return out;
}

}  // namespace kotobune::report
