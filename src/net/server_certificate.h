// The certificate and key of a server, read again when their files are renewed: new connections show the new ones,
// those that are open keep theirs. Files that do not fit each other, as between the two steps of a renewal, change
// nothing. Threads: owned by the loop thread. Errors: what is wrong with the files, by name.
#pragma once

#include <memory>
#include <string>

#include "base/result.h"
#include "net/http_server.h"
#include "net/tls_channel.h"

namespace vigie::net {

class ServerCertificate {
 public:
  static Result<ServerCertificate> open(TlsFiles files);

  const std::shared_ptr<TlsContext>& context() const { return context_; }

  // Reads files that are others than those read last. True: they are in use now. An error is told once a change.
  Result<bool> look();

 private:
  explicit ServerCertificate(TlsFiles files) : files_(std::move(files)) {}

  TlsFiles files_;
  std::string read_;  // The bytes of both, as looked at last.
  std::shared_ptr<TlsContext> context_;
};

}  // namespace vigie::net
