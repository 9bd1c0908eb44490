// Channels without TLS, for the sources of net alone. Threads: see channel.h. Errors: see channel.h.
#pragma once

#include <memory>

#include "net/asio.h"
#include "net/channel.h"

namespace vigie::net {

std::unique_ptr<Channel> plain_channel(Socket socket);
std::string peer_of(const Socket& socket);
Transfer transfer_of(ErrorText error, std::size_t bytes);

}  // namespace vigie::net
