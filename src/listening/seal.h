// Secrets at rest: sealed with a key that lies beside the data, so that a copy of the database alone tells none.
// Threads: a value; from any. Errors: a key file that is none; bytes that were sealed with another key.
#pragma once

#include <string>
#include <string_view>

#include "base/disk.h"

namespace vigie::listening {

class Seal {
 public:
  static Result<Seal> open(Disk& disk, const std::string& key_file);  // Makes the key at first.

  std::string sealed(std::string_view secret) const;  // Base64 of nonce and secretbox.
  Result<std::string> opened(std::string_view sealed) const;

 private:
  explicit Seal(std::string key) : key_(std::move(key)) {}
  std::string key_;
};

}  // namespace vigie::listening
