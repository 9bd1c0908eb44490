#include <charconv>
#include <limits>
#include <mutex>

#include "api/api.h"
#include "api/reply.h"
#include "net/sse.h"

namespace vigie::api {
namespace {

std::uint64_t last_event_of(const net::Request& request) {
  const auto text = request.headers.get("Last-Event-ID");
  std::uint64_t id = 0;
  std::from_chars(text.data(), text.data() + text.size(), id);
  return id;
}

Result<watch::Wanted> wanted_of(const Call& call) {
  watch::Wanted wanted;
  wanted.after_event = last_event_of(call.request);
  const auto id = call.request.query.get("watch");
  if (!id.empty()) {
    watch::WatchId number = 0;
    const auto [end, error] = std::from_chars(id.data(), id.data() + id.size(), number);
    if (error != std::errc() || end != id.data() + id.size() || call.house->watches().list()->find(number) == nullptr) {
      return Error{ErrorCode::kNotFound, "there is no watch with that id"};
    }
    wanted.watch = number;
  } else if (call.request.query.find("q")) {
    const auto query = query::parse(call.request.query.get("q"), query::Use::kWatch);
    if (!query) return query.error();
    wanted.program = query::Program(*query);
  }
  // Only who sits at the machine may ask for everything.
  if (call.request.is_unix_socket) wanted.posts_per_s_max = std::numeric_limits<std::uint64_t>::max();
  return wanted;
}

// The listener is born after its stream, and the stream may end at any moment.
struct Ear {
  std::weak_ptr<watch::House> house;
  std::mutex mutex;
  watch::Live::ListenerId listener = 0;
  bool closed = false;

  void leave() {
    const std::lock_guard lock(mutex);
    closed = true;
    const auto alive = house.lock();
    if (alive && listener != 0) alive->live().leave(std::exchange(listener, 0));
  }
};

}  // namespace

Result<void> open_events(const Call& call, const net::Responder& responder) {
  auto wanted = wanted_of(call);
  if (!wanted) return wanted.error();
  auto ear = std::make_shared<Ear>();
  ear->house = call.house;
  net::StreamOptions options;
  net::Reply headers;
  add_security_headers(headers);
  options.headers = headers.headers;
  options.on_closed = [ear] { ear->leave(); };
  const net::Stream stream = responder.open_stream(std::move(options));
  stream.send(": the lookout listens\n\n");
  const auto id = call.house->live().listen(std::move(*wanted), [stream](const watch::Event& event) {
    stream.send(net::event_text(event.name, *event.data, std::to_string(event.id)));
    if (event.name == "goodbye") stream.close();  // A page comes back by itself, to whatever house is there then.
  });
  const std::lock_guard lock(ear->mutex);
  ear->listener = id;
  if (ear->closed) call.house->live().leave(std::exchange(ear->listener, 0));
  return {};
}

}  // namespace vigie::api
