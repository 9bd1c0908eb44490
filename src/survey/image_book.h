// The lists by which this house reads: the attributes of an image, the categories of products. Each is the one built
// in, until somebody here changes it; kept in the house's database. What reads with it is made anew at each change.
// Threads: any; a lock of its own. Errors: what the database says; a list that is wrong is refused whole.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/guarded.h"
#include "base/result.h"
#include "image/categories.h"
#include "image/reader.h"
#include "storage/database.h"

namespace vigie::survey {

struct Changed {
  Time at{};
  std::string by;  // A name, as the pages show it.
};

template <typename Reader>
class ListBook {
 public:
  // Its own connection.
  static Result<std::unique_ptr<ListBook>> open(const std::string& path);

  std::shared_ptr<const Reader> reader() const;
  std::optional<Changed> changed() const;  // None: they are those built in.

  Result<void> replace(std::vector<image::Attribute> attributes, const Changed& changed);
  Result<void> reset();  // To those built in.

 private:
  struct State {
    std::unique_ptr<storage::Database> database;
    std::shared_ptr<const Reader> reader;
    std::optional<Changed> changed;
  };
  Guarded<State> state_;
};

using ImageBook = ListBook<image::Reader>;
using CategoryBook = ListBook<image::Categories>;

}  // namespace vigie::survey
