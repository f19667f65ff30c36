// Every limit on what comes from outside, named once. A limit is part of a refusal's sentence.
#pragma once

#include <cstddef>
#include <cstdint>

namespace kotobune::limits {

inline constexpr std::size_t record_bytes = 1u << 20;         // one line of a segment
inline constexpr std::size_t json_depth = 16;
inline constexpr std::int64_t json_integer = std::int64_t{1} << 53;
inline constexpr std::size_t segment_bytes = 4u << 20;        // of lines, before compression
inline constexpr std::uint64_t blob_part_bytes = 64u << 20;   // FAT32, resume, memory
inline constexpr std::size_t pack_member_bytes = 64u << 10;   // below: packed; from here on: a blob
inline constexpr std::size_t pack_bytes = 8u << 20;
inline constexpr std::size_t object_minimum_bytes = 4096;     // padding floor
inline constexpr std::size_t text_derivative_bytes = 64u << 20;
inline constexpr std::size_t report_source_bytes = 8u << 20;
inline constexpr std::size_t age_header_bytes = 64u << 10;    // about 660 recipients
inline constexpr std::size_t path_bytes = 4096;
inline constexpr std::size_t passphrase_bytes = 1024;

}  // namespace kotobune::limits
