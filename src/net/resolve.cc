#include "net/resolve.h"

#include <netdb.h>

#include <mutex>
#include <thread>

namespace vigie::net {
namespace {

Result<std::vector<SocketAddress>> look_up(const std::string& host, std::uint16_t port, int flags) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_NUMERICSERV | flags;
  addrinfo* found = nullptr;
  const int failure = getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &found);
  if (failure != 0) return unavailable("no address for " + host + ": " + gai_strerror(failure));
  std::vector<SocketAddress> addresses;
  for (const addrinfo* one = found; one != nullptr; one = one->ai_next) {
    const auto* bytes = reinterpret_cast<const unsigned char*>(one->ai_addr);
    addresses.emplace_back(bytes, bytes + one->ai_addrlen);
  }
  freeaddrinfo(found);
  return addresses;
}

}  // namespace

struct Resolve::Ask {
  std::mutex mutex;
  Loop* loop;  // None: nobody wants the answer any more.
  Done done;   // The loop thread's.
};

Resolve::Resolve(Loop& loop, const std::string& host, std::uint16_t port, Done done) : ask_(std::make_shared<Ask>()) {
  ask_->loop = &loop;
  ask_->done = std::move(done);
  const auto answer = [ask = ask_](const Result<std::vector<SocketAddress>>& found) {
    const std::lock_guard lock(ask->mutex);
    if (ask->loop == nullptr) return;
    ask->loop->post([ask, found] {
      if (const auto told = std::exchange(ask->done, nullptr)) told(found);
    });
  };
  if (const auto literal = look_up(host, port, AI_NUMERICHOST)) {
    answer(literal);
  } else {
    std::thread([answer, host, port] { answer(look_up(host, port, AI_ADDRCONFIG)); }).detach();
  }
}

Resolve::~Resolve() {
  const std::lock_guard lock(ask_->mutex);
  ask_->loop = nullptr;
  ask_->done = nullptr;
}

}  // namespace vigie::net
