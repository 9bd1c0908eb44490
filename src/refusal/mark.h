// What stands for somebody who refused: SipHash-2-4 of 128 bits (Aumasson, Bernstein 2012) over who they are, under a
// key of this folder alone. Without the key nobody can try names against a mark; with it, one name at a time.
// Threads: pure functions. Errors: as the disk says; kCorrupt for a key file that holds no key.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/disk.h"
#include "base/result.h"

namespace vigie::refusal {

using Key = std::array<unsigned char, 16>;

struct Mark {
  std::uint64_t low = 0, high = 0;
  bool operator==(const Mark&) const = default;
  bool is_none() const { return low == 0 && high == 0; }
};

Mark mark_of(std::string_view identity, const Key& key);

std::string to_hex(const Mark& mark);  // 32 digits.
std::optional<Mark> mark_of_hex(std::string_view hex);

std::string key_file(const std::string& folder);  // DATA/refusal.key
// Nothing: there is none yet.
Result<std::optional<Key>> read_key(Disk& disk, const std::string& folder);
Result<Key> make_key(Disk& disk, const std::string& folder);  // Durable on return.

}  // namespace vigie::refusal
