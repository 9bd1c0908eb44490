#include "api/office.h"

namespace vigie::api {

void Office::heard(const post::Item&, const post::Reading&, std::span<const watch::WatchId>, post::Fate) {}

}  // namespace vigie::api
