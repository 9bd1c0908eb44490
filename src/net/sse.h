// Server-sent events as text (WHATWG HTML §9.2): writing them, and reading them piece by piece.
// Threads: values. Errors: none; the reader skips what it does not know.
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace vigie::net {

struct Event {
  std::string name;  // "message" when not given.
  std::string data;
  std::string id;  // The last id that was sent, also when this event has none.
};

// One whole event. `name` and `id` must not hold a line break; lines of `data` are kept.
std::string event_text(std::string_view name, std::string_view data, std::string_view id = "");

// Feed it bytes as they come. An event larger than kEventBytesMax is dropped whole.
class EventReader {
 public:
  explicit EventReader(std::function<void(const Event&)> on_event) : on_event_(std::move(on_event)) {}
  void feed(std::string_view bytes);

 private:
  void take_line(std::string_view line);
  void dispatch();

  std::function<void(const Event&)> on_event_;
  std::string line_;
  Event event_;
  std::string last_id_;
  bool has_data_ = false;
  bool too_large_ = false;
  bool after_return_ = false;  // The last byte was a CR: a LF belongs to it.
};

}  // namespace vigie::net
