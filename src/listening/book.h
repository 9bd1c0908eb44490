// The sources that people added, in the house's database. A secret goes in and comes out for its reader alone.
// Threads: from any. Errors: those of storage; kConflict for a name that is taken, kNotFound for one that is not there.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/guarded.h"
#include "listening/seal.h"
#include "source/kinds.h"
#include "storage/database.h"

namespace vigie::listening {

struct Listed {
  std::string name;  // `mastodon:piaille.fr#cafe`
  std::string kind;
  std::string title;
  source::Options options;
  bool has_secret = false;
  bool is_paused = false;
  std::string memory;  // Of its reader, as of the last durable load.
  std::string added_by;
  Time added_at{};
};

class Book {
 public:
  static Result<std::unique_ptr<Book>> open(const std::string& path, Seal seal);

  Result<void> add(const Listed& source, std::string_view secret);
  Result<void> remove(const std::string& name);
  Result<void> set_paused(const std::string& name, bool is_paused);
  // Of a source that is gone: nothing. A power cut may forget the newest, and what it tells of is read again.
  Result<void> keep(const std::string& name, const std::string& memory);
  Result<std::vector<Listed>> list() const;  // By name.
  Result<Listed> find(const std::string& name) const;
  Result<std::string> secret_of(const std::string& name) const;  // "" where there is none.

 private:
  explicit Book(Seal seal) : seal_(std::move(seal)) {}
  Seal seal_;
  Guarded<std::unique_ptr<storage::Database>> database_;
};

}  // namespace vigie::listening
