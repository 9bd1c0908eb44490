#include "net/sse.h"

#include "net/limits.h"

namespace vigie::net {

std::string event_text(std::string_view name, std::string_view data, std::string_view id) {
  std::string out;
  if (!id.empty()) out.append("id: ").append(id).append("\n");
  if (!name.empty()) out.append("event: ").append(name).append("\n");
  for (;;) {
    const std::size_t end = data.find('\n');
    out.append("data: ").append(data.substr(0, end)).append("\n");
    if (end == std::string_view::npos) break;
    data.remove_prefix(end + 1);
  }
  return out + "\n";
}

void EventReader::feed(std::string_view bytes) {
  for (const char c : bytes) {
    const bool belongs_to_return = after_return_ && c == '\n';
    after_return_ = c == '\r';
    if (belongs_to_return) continue;
    if (c == '\n' || c == '\r') {
      take_line(line_);
      line_.clear();
    } else if (line_.size() < kEventBytesMax) {
      line_ += c;
    } else {
      too_large_ = true;
    }
  }
}

void EventReader::take_line(std::string_view line) {
  if (line.empty()) return dispatch();
  const std::size_t colon = line.find(':');
  if (colon == 0) return;  // A comment, such as a heartbeat.
  const std::string_view field = line.substr(0, colon);
  std::string_view value = colon == std::string_view::npos ? "" : line.substr(colon + 1);
  if (value.starts_with(' ')) value.remove_prefix(1);
  if (field == "event") {
    event_.name = value;
  } else if (field == "id") {
    last_id_ = value;
  } else if (field == "data") {
    too_large_ = too_large_ || event_.data.size() + value.size() >= kEventBytesMax;
    if (too_large_) return;
    if (has_data_) event_.data += '\n';
    event_.data += value;
    has_data_ = true;
  }
}

void EventReader::dispatch() {
  if (has_data_ && !too_large_) {
    if (event_.name.empty()) event_.name = "message";
    event_.id = last_id_;
    on_event_(event_);
  }
  event_ = {};
  has_data_ = false;
  too_large_ = false;
}

}  // namespace vigie::net
