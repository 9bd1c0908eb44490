#include <limits>
#include <mutex>

#include "api/api.h"
#include "api/checks.h"
#include "api/relevance.h"
#include "api/routes.h"

namespace vigie::api {
namespace {

constexpr std::uint64_t kEventMax = std::numeric_limits<std::uint64_t>::max();

Result<watch::Wanted> wanted_of(const Call& call) {
  watch::Wanted wanted;
  wanted.after_event = whole_number(call.request.headers.get("Last-Event-ID"), kEventMax).value_or(0);
  const auto id = call.request.query.get("watch");
  if (!id.empty()) {
    const auto number = whole_number(id, std::numeric_limits<watch::WatchId>::max());
    if (!number || call.house->watches().list()->find(static_cast<watch::WatchId>(*number)) == nullptr) {
      return Error{ErrorCode::kNotFound, "there is no watch with that id"};
    }
    wanted.watch = static_cast<watch::WatchId>(*number);
    const auto shows = shows_hidden(call);
    if (!shows) return shows.error();
    wanted.shows_hidden = *shows;
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

  void hear_again() {
    const std::lock_guard lock(mutex);
    if (const auto alive = house.lock()) alive->live().room(listener);
  }
  void leave() {
    const std::lock_guard lock(mutex);
    closed = true;
    const auto alive = house.lock();
    if (alive && listener != 0) alive->live().leave(std::exchange(listener, 0));
  }
};

// `may_hear` is asked before each word: a session that ends takes its streams with it.
void open(const net::Responder& responder, const std::shared_ptr<watch::House>& house, watch::Wanted wanted,
          const std::function<bool()>& may_hear) {
  auto ear = std::make_shared<Ear>();
  ear->house = house;
  net::StreamOptions options;
  net::Reply headers;
  add_security_headers(headers);
  options.headers = headers.headers;
  options.on_closed = [ear] { ear->leave(); };
  options.on_room = [ear] { ear->hear_again(); };
  const net::Stream stream = responder.open_stream(std::move(options));
  stream.send(": the lookout listens\n\n");
  const auto id = house->live().listen(std::move(wanted), [stream, may_hear](const watch::Event& event) {
    if (!may_hear()) {
      stream.close();
      return false;
    }
    const bool is_taken = stream.send(event.text);
    if (event.name == "goodbye") stream.close();  // A page comes back by itself, to whatever house is there then.
    return is_taken;
  });
  const std::lock_guard lock(ear->mutex);
  ear->listener = id;
  house->live().room(id);  // It may have got full and empty before the ear knew its name.
  if (ear->closed) house->live().leave(std::exchange(ear->listener, 0));
}

Answered listen(const Call& call) {
  auto wanted = wanted_of(call);
  if (!wanted) return wanted.error();
  const auto& people = call.api.parts().people;
  const auto may_hear = [&people, pass = call.pass, by_socket = call.request.is_unix_socket] {
    return by_socket || may_still_read(pass, people);
  };
  return OpenStream([house = call.house, wanted = std::move(*wanted), may_hear](const net::Responder& responder) {
    open(responder, house, wanted, may_hear);
  });
}

}  // namespace

std::span<const Route> events_routes() {
  static constexpr Route kRoutes[] = {{net::Method::kGet, "/events", listen, Lane::kGlance}};
  return kRoutes;
}

}  // namespace vigie::api
