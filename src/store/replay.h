// Makes a segment again from the bytes of its log. Threads: pure. Errors: none; what cannot be read is
// left out and told by scan_log().
#pragma once

#include <memory>

#include "store/live_segment.h"
#include "store/log_scan.h"

namespace vigie::store {

// `room`: how many more documents the segment shall be able to take.
std::shared_ptr<LiveSegment> replay(std::uint32_t number, std::string_view file, const LogScan& scan,
                                    std::shared_ptr<const File> log, std::uint32_t room);

}  // namespace vigie::store
