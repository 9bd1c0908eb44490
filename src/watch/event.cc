#include "watch/event.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "net/sse.h"
#include "protocol/post_json.h"
#include "watch/hit_json.h"

namespace vigie::watch {
namespace {

std::string two_members(std::string_view first, std::string_view first_value, std::string_view second,
                        std::string_view second_value) {
  std::string out = "{\"" + std::string(first) + "\":";
  protocol::write_json_string(first_value, out);
  out.append(",\"").append(second).append("\":");
  protocol::write_json_string(second_value, out);
  return out + "}";
}

// {"3": 0.12}, and those of whose lists it is kept out.
void write_about(std::span<const AboutUs> about, std::string& out) {
  std::string hidden;
  out += ",\"about_us\":{";
  for (const AboutUs& one : about) {
    std::array<char, 24> p;
    std::snprintf(p.data(), p.size(), "%.3f", one.p);
    out += (out.ends_with('{') ? "\"" : ",\"") + std::to_string(one.watch) + "\":" + p.data();
    if (one.is_hidden) hidden += (hidden.empty() ? "\"" : ",\"") + std::to_string(one.watch) + "\"";
  }
  out += "},\"hidden\":[" + hidden + "]";
}

}  // namespace

Event make_event(std::uint64_t id, std::string_view name, std::string_view data) {
  auto text = std::make_shared<const std::string>(net::event_text(name, data, std::to_string(id)));
  const auto in_text = std::string_view(*text).substr(text->size() - data.size() - 2, data.size());
  return {id, name, std::move(text), in_text};
}

Event post_event(std::uint64_t id, const query::Document& document, std::span<const WatchId> watches,
                 std::span<const AboutUs> about, const query::Program* marked) {
  std::string out = "{\"watches\":[";
  for (const WatchId watch : watches.first(std::min(watches.size(), kWatchesToldMax))) {
    out += (out.ends_with('[') ? "\"" : ",\"") + std::to_string(watch) + "\"";
  }
  out += "]";
  if (!about.empty()) write_about(about, out);
  out += ",\"post\":";
  write_document(document, marked, out);
  return make_event(id, "post", out + "}");
}

Event gone_event(std::uint64_t id, std::string_view source, std::string_view post_id) {
  return make_event(id, "gone", two_members("source", source, "id", post_id));
}

Event author_gone_event(std::uint64_t id, std::string_view source, std::string_view author_id) {
  return make_event(id, "gone", two_members("source", source, "author", author_id));
}

Event changed_event(std::uint64_t id, std::string_view what) {
  return make_event(id, "changed", "{\"what\":\"" + std::string(what) + "\"}");
}

Event skipped_event(std::uint64_t id, std::uint64_t posts) {
  return make_event(id, "skipped", "{\"posts\":" + std::to_string(posts) + "}");
}

Event lost_event(std::uint64_t id) { return make_event(id, "skipped", R"({"posts":0,"anew":true})"); }

}  // namespace vigie::watch
