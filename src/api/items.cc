#include "api/items.h"

#include <future>
#include <nlohmann/json.hpp>

#include "api/reply.h"
#include "base/ascii.h"
#include "base/bytes.h"
#include "post/codec.h"
#include "protocol/json_syntax.h"

namespace vigie::api {
namespace {

using nlohmann::json;

constexpr std::string_view kItemsType = "application/vnd.vigie.items";

// What is kept aside goes into every answer as it is.
bool is_sound(std::string_view extra) {
  std::string compact;
  return extra.empty() || (extra.starts_with('{') && protocol::append_compact(extra, compact) && compact == extra);
}

// The strings are borrowed from `body`.
Result<void> decode_all(std::string_view body, post::Batch& out) {
  ByteReader in(body);
  while (!in.at_end()) {
    const auto bytes = in.string();
    if (!in.ok()) return invalid("body: an item is cut off");
    const auto decoded = post::decode(bytes, out.arena());
    if (!decoded || !is_sound(decoded->item.post.extra)) return invalid("body: holds what is no item");
    if (is_of_place(decoded->item.post.source)) {
      return invalid("body: what is said in our own place comes through its pages alone");
    }
    out.adopt(decoded->item);
  }
  return {};
}

net::Reply tell(const source::Outcome& outcome) {
  json results = json::array();
  for (const auto fate : outcome.fates) results.push_back({{"fate", post::name_of(fate)}});
  for (const auto& reject : outcome.rejects) results.at(reject.place.record - 1)["reason"] = reject.reason;
  return json_reply(json{{"forgotten", outcome.forgotten}, {"results", std::move(results)}});
}

}  // namespace

bool is_of_place(std::string_view source) {
  constexpr std::string_view kPlace = "place";
  const bool is_named = same_name(source.substr(0, kPlace.size()), kPlace);
  return is_named && (source.size() == kPlace.size() || source[kPlace.size()] == ':');
}

bool holds_items(const net::Request& request) { return request.headers.get("Content-Type") == kItemsType; }

Answered take_items(const Call& call) {
  if (!call.request.is_unix_socket) return problem_reply(415, "items are taken through the folder's socket alone");
  source::Load load;
  load.patient = false;
  if (auto ok = decode_all(call.request.body, load.batch); !ok) return ok.error();
  std::promise<Result<source::Outcome>> heard;
  auto outcome = heard.get_future();
  const bool open = call.house->pipeline().submit(std::move(load), [&](const auto& told) { heard.set_value(told); });
  if (!open) return unavailable("the house is closing");
  const auto told = outcome.get();
  return told ? tell(*told) : Answered(told.error());
}

}  // namespace vigie::api
