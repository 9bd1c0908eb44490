// What authors do to what they have said: they correct it, or take it back.
// Threads: owned by one thread. Errors: none. Units: times count from the scenario's start.
#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "base/random.h"
#include "post/batch.h"
#include "rehearsal/script.h"
#include "rehearsal/truth.h"

namespace vigie::rehearsal {

// A corrected post (edited_at set), or a deletion.
struct Change {
  post::Item item;
  Truth truth;  // Of the post, at the time of the change.
};

class Regrets {
 public:
  // `script` outlives it.
  explicit Regrets(const Script& script) : script_(script) {}

  // Most posts stay as they are.
  void consider(const post::Item& said, const Truth& truth, Random& random);
  std::optional<Micros> next() const;
  // The next: there must be one. Its strings live here until the next call. `base`: the scenario's start.
  Change take(Time base, Random& random);
  // The post is gone: nothing more happens to it.
  void forget(std::string_view id);

 private:
  struct Regret {
    Micros at;
    std::uint64_t order;  // Of what regrets the same time.
    std::shared_ptr<post::Batch> kept;
    Truth truth;
    bool deletes;
  };
  struct Sooner {
    bool operator()(const Regret& a, const Regret& b) const { return a.at != b.at ? a.at < b.at : a.order < b.order; }
  };
  void correct(post::Post& post, const Truth& truth, Random& random);

  const Script& script_;
  std::set<Regret, Sooner> waiting_;
  std::uint64_t order_ = 0;
  std::shared_ptr<post::Batch> taken_;
  std::string text_;
};

}  // namespace vigie::rehearsal
