#include "source/handles.h"

namespace vigie::source {

void Handles::keep(Known& known, std::string account, std::string handle) const {
  if (known.young.size() >= most_ / 2) {
    known.old = std::move(known.young);
    known.young.clear();
  }
  known.young.insert_or_assign(std::move(account), std::move(handle));
}

void Handles::learn(std::string_view account, std::string_view handle) {
  known_.with([&](Known& known) { keep(known, std::string(account), std::string(handle)); });
}

std::string Handles::find(std::string_view account) {
  const std::string key(account);
  return known_.with([&](Known& known) -> std::string {
    if (const auto young = known.young.find(key); young != known.young.end()) return young->second;
    const auto old = known.old.find(key);
    if (old == known.old.end()) return {};
    std::string handle = std::move(old->second);
    known.old.erase(old);
    keep(known, key, handle);
    return handle;
  });
}

}  // namespace vigie::source
