#include "net/limits.h"

#include <array>

#include "net/http_server.h"
#include "net/websocket_client.h"

namespace vigie::net {
namespace {

constexpr std::uint64_t ms(Millis wait) { return static_cast<std::uint64_t>(wait.count()); }

constexpr ServerLimits kServer;

const std::array kLimits = {
    Limit{"net.header_bytes_max", kHeaderBytesMax, "bytes", "a request's header; beyond: 431"},
    Limit{"net.parameters_max", kParametersMax, "parameters", "of one request target; beyond: 400"},
    Limit{"net.connections_max", kServer.connections_max, "connections", "open at once; beyond: 503"},
    Limit{"net.body_bytes_max", kServer.body_bytes_max, "bytes", "of one request; beyond: 413"},
    Limit{"net.bodies_bytes_max", kServer.bodies_bytes_max, "bytes", "of all requests at work; beyond: 503"},
    Limit{"net.stream_bytes_max", kServer.stream_bytes_max, "bytes",
          "waiting for one slow reader of events; beyond: the reader catches up later"},
    Limit{"net.header_wait", ms(kServer.header_wait), "ms", "for a whole header; beyond: 408"},
    Limit{"net.transfer_wait", ms(kServer.transfer_wait), "ms",
          "for a body or a reply slower than net.transfer_bytes_per_s_min, or for one byte of events; beyond: dropped"},
    Limit{"net.transfer_bytes_per_s_min", kServer.transfer_bytes_per_s_min, "bytes/s", "the slowest transfer borne"},
    Limit{"net.idle_wait", ms(kServer.idle_wait), "ms", "between two requests; beyond: closed"},
    Limit{"net.stop_wait", ms(kServer.stop_wait), "ms", "for requests in flight at a stop; beyond: cut"},
    Limit{"net.event_bytes_max", kEventBytesMax, "bytes", "of one event that a client reads; beyond: dropped"},
    Limit{"net.websocket_message_bytes_max", std::uint64_t{4} << 20, "bytes", "beyond: the connection is closed"},
    Limit{"net.websocket_sends_waiting_max", kSendsWaitingMax, "messages", "beyond: the connection is closed"},
};

}  // namespace

std::span<const Limit> limits() { return kLimits; }

}  // namespace vigie::net
