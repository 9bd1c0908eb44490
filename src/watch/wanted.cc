#include "watch/wanted.h"

#include <algorithm>

namespace vigie::watch {

bool Wanted::takes(const query::Document& document, std::span<const WatchId> watches) const {
  if (program) return program->matches(document);
  return watch ? std::find(watches.begin(), watches.end(), *watch) != watches.end() : !watches.empty();
}

bool Wanted::hides(std::span<const AboutUs> about) const {
  if (!watch || shows_hidden) return false;
  return std::any_of(about.begin(), about.end(),
                     [&](const AboutUs& one) { return one.is_hidden && one.watch == *watch; });
}

const query::Program* Wanted::marks(std::span<const WatchId> watches, const WatchList& list) const {
  if (program) return &*program;
  if (!watch && watches.empty()) return nullptr;
  const Watch* marking = list.find(watch ? *watch : watches.front());
  return marking != nullptr ? &marking->program : nullptr;
}

}  // namespace vigie::watch
