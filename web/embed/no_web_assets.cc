// Built without the web UI: the API alone.
#include "web_assets.h"

namespace vigie::web {

std::span<const Asset> assets() { return {}; }

}  // namespace vigie::web
