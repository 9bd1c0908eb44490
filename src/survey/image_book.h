// The attributes by which this house reads an image: those built in, until somebody here changes them; kept in its
// database. The reader is made anew at each change.
// Threads: any; a lock of its own. Errors: what the database says; a list that is wrong is refused whole.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/guarded.h"
#include "base/result.h"
#include "image/reader.h"
#include "storage/database.h"

namespace vigie::survey {

struct Changed {
  Time at{};
  std::string by;  // A name, as the pages show it.
};

class ImageBook {
 public:
  // Its own connection.
  static Result<std::unique_ptr<ImageBook>> open(const std::string& path);

  std::shared_ptr<const image::Reader> reader() const;
  std::optional<Changed> changed() const;  // None: they are those built in.

  Result<void> replace(std::vector<image::Attribute> attributes, const Changed& changed);
  Result<void> reset();  // To those built in.

 private:
  struct State {
    std::unique_ptr<storage::Database> database;
    std::shared_ptr<const image::Reader> reader;
    std::optional<Changed> changed;
  };
  Guarded<State> state_;
};

}  // namespace vigie::survey
