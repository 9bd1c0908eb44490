#include "source/limits.h"

#include <array>

#include "source/bluesky_voice.h"
#include "source/handles.h"
#include "source/intake.h"
#include "source/jetstream_source.h"

namespace vigie::source {
namespace {

constexpr std::array kLimits = {
    Limit{"source.load_messages_max", kLoadMessagesMax, "messages", "of a live source travel together"},
    Limit{"source.load_bytes_max", kLoadBytesMax, "bytes", "of a live source travel together"},
    Limit{"source.handles_max", kHandlesMax, "accounts", "whose handle is remembered"},
    Limit{"source.reject_raw_bytes_max", kRejectRawBytesMax, "bytes", "kept of a record that was refused"},
    Limit{"source.bluesky_graphemes_max", kBlueskyGraphemesMax, "characters", "a longer reply on Bluesky is refused"},
    Limit{"source.bluesky_bytes_max", kBlueskyBytesMax, "bytes", "the same"},
    Limit{"source.say_wait", static_cast<std::uint64_t>(kSayWait.count()), "ms", "all requests of one try of a reply"},
};

}  // namespace

std::span<const Limit> limits() { return kLimits; }

}  // namespace vigie::source
