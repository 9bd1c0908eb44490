#include "source/intake.h"

#include <algorithm>

namespace vigie::source {

std::uint64_t lines_in(std::string_view text) {
  return static_cast<std::uint64_t>(std::count(text.begin(), text.end(), '\n'));
}

Reject reject_of(Place place, std::string reason, std::string_view raw, std::uint64_t whole_bytes) {
  const auto kept = raw.substr(0, kRejectRawBytesMax);
  const std::uint64_t whole = whole_bytes == 0 ? raw.size() : whole_bytes;
  return {place, std::move(reason), std::string(kept), whole > kept.size() ? whole : 0};
}

void Outcome::add(post::Fate fate) {
  fates.push_back(fate);
  accepted += fate == post::Fate::kAccepted ? 1 : 0;
  duplicates += fate == post::Fate::kDuplicate ? 1 : 0;
  edited += fate == post::Fate::kEdited ? 1 : 0;
  deleted += fate == post::Fate::kDeleted ? 1 : 0;
}

}  // namespace vigie::source
