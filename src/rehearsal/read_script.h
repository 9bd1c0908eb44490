// From TOML to a checked Script. Threads: pure function. Errors: as Scenario::parse().
#pragma once

#include <memory>
#include <string_view>

#include "base/result.h"
#include "rehearsal/script.h"

namespace vigie::rehearsal {

Result<std::shared_ptr<const Script>> read_script(std::string_view toml);

}  // namespace vigie::rehearsal
