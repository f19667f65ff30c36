// Sealed pages over a File of World; see sealed_file.h.
#include "db/sealed_file.h"

#include <algorithm>

#include "db/errors.h"

namespace kotobune::db {
namespace {

constexpr std::ptrdiff_t salts_at = 16;  // in the WAL's header

bool is_page_offset(std::uint64_t offset) { return offset % page_bytes == 0; }
bool is_frame_offset(std::uint64_t offset) {
  return offset >= wal_header_bytes && (offset - wal_header_bytes) % frame_bytes == 0;
}

}  // namespace

SealedFile::SealedFile(std::shared_ptr<Store> store, std::unique_ptr<File> file, std::string path,
                       FileRole role, bool is_new)
    : store_(std::move(store)),
      file_(std::move(file)),
      path_(std::move(path)),
      role_(role),
      is_new_(is_new),
      cipher_(store_->key()) {}

Error SealedFile::odd(const char* why) const {
  return Error(errors::database_damaged, {{"path", path_}, {"why", why}});
}

// A page that does not open: is it the key, or the page? A page written under our key carries our
// check; where neither this page nor any of the first sixteen does, the key is another one.
Error SealedFile::not_opened(ByteView sealed_page, std::uint64_t offset) {
  bool ours = key_check_in(sealed_page) == cipher_.key_check();
  std::array<std::uint8_t, page_bytes> page{};
  constexpr std::uint64_t pages_to_ask = 16;
  const std::uint64_t first = role_ == FileRole::main ? 0 : wal_header_bytes + frame_header_bytes;
  const std::uint64_t step = role_ == FileRole::main ? page_bytes : frame_bytes;
  for (std::uint64_t i = 0; i < pages_to_ask && !ours; ++i) {
    const auto read = file_->read_at(first + i * step, page);
    if (!read.ok() || *read != page.size()) break;
    ours = key_check_in(page) == cipher_.key_check();
  }
  if (!ours) return Error(errors::database_wrong_key, {{"path", path_}});
  return odd(("the page at byte " + std::to_string(offset) + " does not open").c_str());
}

Result<ReadOutcome> SealedFile::read(std::uint64_t offset, ByteSpan out) {
  return role_ == FileRole::main ? read_main(offset, out) : read_wal(offset, out);
}

Result<ReadOutcome> SealedFile::read_main(std::uint64_t offset, ByteSpan out) {
  if (!is_page_offset(offset) || out.size() != page_bytes) return read_header_part(offset, out);
  TRY_LET(count, file_->read_at(offset, out));
  if (count == 0 && offset == 0) {
    std::fill(out.begin(), out.end(), std::uint8_t{0});
    return ReadOutcome::past_end;  // a database that is being made
  }
  // SQLite reads only what it wrote; a page that is gone was cut off.
  if (count != out.size()) return odd("it was cut off");
  std::copy(out.begin(), out.end(), sealed_.begin());
  if (!cipher_.open({offset, {}}, out)) return not_opened(sealed_, offset);
  return ReadOutcome::whole;
}

// SQLite looks at parts of page 1 (100 bytes for the page size, 16 for the change counter) before
// it has looked at the WAL. After a power cut in the middle of a checkpoint page 1 may be torn
// while the WAL holds it whole. So a page 1 that does not open is answered with the two facts that
// are the same in every database of ours; what is in the page SQLite reads as a whole, later, and
// that read is refused if it comes from here and not from the WAL.
Result<ReadOutcome> SealedFile::read_header_part(std::uint64_t offset, ByteSpan out) {
  if (offset + out.size() > page_bytes) return odd("a read across pages");
  std::array<std::uint8_t, page_bytes> page{};
  TRY_LET(count, file_->read_at(0, page));
  std::fill(out.begin(), out.end(), std::uint8_t{0});
  if (count == 0) return ReadOutcome::past_end;
  if (count < page.size() || !cipher_.open({0, {}}, page)) {
    page = {};
    page[16] = page_bytes >> 8;  // page size, big-endian
    page[20] = reserved_bytes;
  }
  std::copy_n(page.begin() + static_cast<std::ptrdiff_t>(offset), out.size(), out.begin());
  return ReadOutcome::whole;
}

Result<ReadOutcome> SealedFile::read_wal(std::uint64_t offset, ByteSpan out) {
  // Alone, headers are read as they are.
  const bool is_page = out.size() == page_bytes && offset >= frame_header_bytes &&
                       is_frame_offset(offset - frame_header_bytes);
  const bool is_frame = is_frame_offset(offset) && out.size() == frame_bytes;
  if (!is_page && !is_frame) {
    TRY_LET(count, file_->read_at(offset, out));
    std::fill(out.begin() + static_cast<std::ptrdiff_t>(count), out.end(), std::uint8_t{0});
    return count == out.size() ? ReadOutcome::whole : ReadOutcome::past_end;
  }
  const std::uint64_t frame_at = is_page ? offset - frame_header_bytes : offset;
  std::array<std::uint8_t, frame_bytes> frame{};
  TRY_LET(count, file_->read_at(frame_at, frame));
  const ByteSpan page = ByteSpan(frame).subspan(frame_header_bytes);
  TRY_LET(bound, bound_to(ByteView(frame).first(frame_header_bytes)));
  std::copy(page.begin(), page.end(), sealed_.begin());
  const bool opened =
      count == frame.size() && cipher_.open({frame_at + frame_header_bytes, bound}, page);
  if (is_frame) {
    // Recovery reads whole frames, the torn end of a crash among them. The zeros of a page that
    // does not open fail SQLite's checksum, and recovery ends there as it should.
    std::copy(frame.begin(), frame.end(), out.begin());
    return count == frame.size() ? ReadOutcome::whole : ReadOutcome::past_end;
  }
  if (!opened) return not_opened(sealed_, offset);
  std::copy(page.begin(), page.end(), out.begin());
  return ReadOutcome::whole;
}

Status SealedFile::write_page(const PagePlace& place, ByteView plain) {
  std::array<std::uint8_t, crypt::Aead::nonce_bytes> nonce{};
  store_->random(nonce);
  if (!cipher_.seal(place, plain, nonce, sealed_)) return odd("a page uses its reserved bytes");
  return file_->write_at(place.offset, sealed_);
}

// Pages that SQLite skips (free ones, never written) must not stay holes: zeros would not open.
Status SealedFile::fill_gap(std::uint64_t up_to) {
  TRY_LET(have, size());
  const std::array<std::uint8_t, page_bytes> empty{};
  for (std::uint64_t at = have / page_bytes * page_bytes; at < up_to; at += page_bytes) {
    TRY(write_page({at, {}}, empty));
  }
  return {};
}

Status SealedFile::write(std::uint64_t offset, ByteView bytes) {
  if (role_ == FileRole::main) {
    if (!is_page_offset(offset) || bytes.size() != page_bytes) return odd("a write across pages");
    TRY(fill_gap(offset));
    return write_page({offset, {}}, bytes);
  }
  if (offset == 0 && bytes.size() == wal_header_bytes) return write_wal_header(bytes);
  if (is_frame_offset(offset) && bytes.size() == frame_header_bytes) {
    std::copy(bytes.begin(), bytes.end(), last_header_.begin());
    last_header_at_ = offset;
    return file_->write_at(offset, bytes);
  }
  const std::uint64_t frame_at = offset - frame_header_bytes;
  if (offset < frame_header_bytes || !is_frame_offset(frame_at) || bytes.size() != page_bytes) {
    return odd("a write across frames");
  }
  if (last_header_at_ != frame_at) {  // a page rewritten within its transaction, header as it was
    TRY_LET(count, file_->read_at(frame_at, last_header_));
    if (count != last_header_.size()) return odd("a frame without a header");
    last_header_at_ = frame_at;
  }
  TRY_LET(bound, bound_to(last_header_));
  return write_page({offset, bound}, bytes);
}

Status SealedFile::truncate(std::uint64_t size_bytes) {
  if (role_ == FileRole::wal) store_->set_wal_salts(std::nullopt);
  return file_->truncate(size_bytes);
}

Status SealedFile::write_wal_header(ByteView bytes) {
  store_->set_wal_salts(std::nullopt);  // a write that fails leaves no telling what is there
  TRY(file_->write_at(0, bytes));
  Store::WalSalts salts{};
  std::copy_n(bytes.begin() + salts_at, salts.size(), salts.begin());
  store_->set_wal_salts(salts);
  return {};
}

// The salts are asked of the store, not of the file: another connection may have started the WAL
// again, which the store knows, and no other process can. (One read less for every page.)
Result<std::array<std::uint8_t, frame_bound_bytes>> SealedFile::bound_to(ByteView frame_header) {
  std::array<std::uint8_t, frame_bound_bytes> bound{};
  std::copy_n(frame_header.begin(), 8, bound.begin());
  auto salts = store_->wal_salts();
  if (!salts) {
    salts.emplace();
    TRY_LET(count, file_->read_at(salts_at, *salts));
    if (count != salts->size()) return odd("the WAL has lost its header");
    store_->set_wal_salts(salts);
  }
  std::copy(salts->begin(), salts->end(), bound.begin() + 8);
  return bound;
}

Status SealedFile::sync() {
  TRY(file_->sync());
  if (is_new_) {
    TRY(store_->world().disk.sync_directory(parent_path(path_)));
    is_new_ = false;
  }
  return {};
}

Result<std::uint64_t> SealedFile::size() {
  TRY_LET(info, file_->info());
  return info.size_bytes;
}

}  // namespace kotobune::db
