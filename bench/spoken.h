// The posts of a bench as Vigie reads them: out of a file of JSON lines, in its order, as often as wanted.
// Threads: owned by one thread. Errors: throws std::runtime_error naming the file; records that are no posts are passed
// over.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "post/batch.h"
#include "watch/models.h"

namespace vigie::bench {

watch::Models shipped_models();  // From the source tree.

// Calls `each` with every load of posts.
void read_posts(const std::string& path, const std::function<void(post::Batch&)>& each);

// A file without an end: after the last load comes the first again.
class Replays {
 public:
  explicit Replays(std::string path);
  ~Replays();
  void next(post::Batch& batch);

  struct Reader;

 private:
  std::string path_;
  std::unique_ptr<Reader> reader_;
};

std::vector<std::string> read_lines(const std::string& path);

}  // namespace vigie::bench
