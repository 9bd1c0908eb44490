// Channels with TLS 1.2 or 1.3, for the sources of net alone.
// Threads: see channel.h; contexts are owned by the loop thread. Errors: files that are no keys or certificates.
#pragma once

#include <memory>
#include <string>

#include "base/result.h"
#include "net/asio.h"
#include "net/channel.h"
#include "net/http_server.h"

namespace vigie::net {

class TlsContext;  // Keys, certificates and rules; outlives no channel: they share it.

Result<std::shared_ptr<TlsContext>> tls_server(const TlsFiles& files);
// Trusts the system's roots, or those of `ca_file` alone when it is not empty.
Result<std::shared_ptr<TlsContext>> tls_client(const std::string& ca_file);

std::unique_ptr<Channel> tls_server_channel(Socket socket, std::shared_ptr<TlsContext> context);
// open() fails unless the peer proves to be `host`.
std::unique_ptr<Channel> tls_client_channel(Socket socket, std::shared_ptr<TlsContext> context,
                                            const std::string& host);

}  // namespace vigie::net
