// What left the house because of alerts, and a message on trial.
#include <limits>
#include <nlohmann/json.hpp>

#include "alert/courier.h"
#include "api/api.h"
#include "api/json_body.h"
#include "api/limits.h"
#include "api/reply.h"
#include "api/routes.h"
#include "base/time_text.h"

namespace vigie::api {
namespace {

using nlohmann::json;

json delivery_json(const Call& call, const alert::Delivery& delivery) {
  const bool is_manager = call.caller.may(people::Role::kManager);
  return {{"id", std::to_string(delivery.id)},
          {"alert", delivery.alert == alert::kTrial ? json(nullptr) : json(std::to_string(delivery.alert))},
          {"update", delivery.alert == alert::kTrial ? 0 : delivery.update},
          {"channel", alert::name_of(delivery.channel)},
          {"address", is_manager ? delivery.address : ""},  // A webhook's is often all that guards it.
          {"state", alert::name_of(delivery.state)},
          {"attempts", delivery.attempts},
          {"next_at", time_or_null(delivery.next_at)},
          {"error", is_manager && !delivery.error.empty() ? json(delivery.error) : json(nullptr)},
          {"at", format_time(delivery.at)}};
}

Answered list(const Call& call) {
  const auto limit = limit_of(call, kDeliveriesPerPage, kDeliveriesPerPageMax);
  if (!limit) return limit.error();
  std::optional<std::int64_t> before;
  if (const auto cursor = call.request.query.get("cursor"); !cursor.empty()) {
    const auto number = whole_number(cursor, std::numeric_limits<std::int64_t>::max());
    if (!number) return invalid("cursor: not one of ours");
    before = static_cast<std::int64_t>(*number);
  }
  const auto list = call.office->courier().list(*limit + 1, before);
  if (!list) return list.error();
  json out = {{"deliveries", json::array()}, {"next_cursor", nullptr}};
  for (const auto& delivery : *list) {
    if (out["deliveries"].size() == *limit) {
      out["next_cursor"] = out["deliveries"].back()["id"];
      break;
    }
    out["deliveries"].push_back(delivery_json(call, delivery));
  }
  return json_reply(out);
}

Answered try_out(const Call& call) {
  const auto body = json_body(call.request);
  if (!body) return body.error();
  std::string channel;
  alert::Address to;
  JsonReader in(*body);
  in.text("channel", channel, Needed::kYes);
  in.text("address", to.address, Needed::kYes);
  in.text("secret", to.secret);
  if (auto ok = in.done(); !ok) return ok.error();
  const auto known = alert::channel_of(channel);
  if (!known || *known == alert::Channel::kBrowser) return invalid("channel: must be email or webhook");
  to.channel = *known;
  if (auto ok = alert::check_address(to); !ok) return ok.error();
  if (auto ok = call.office->courier().try_out(to); !ok) return ok.error();
  return done_reply();
}

Answered cancel(const Call& call) {
  const auto id = whole_number(call.argument("delivery"), std::numeric_limits<std::int64_t>::max()).value_or(0);
  const auto& who = call.caller.display_name.empty() ? call.caller.name : call.caller.display_name;
  const auto why = who.empty() ? "cancelled" : "cancelled by " + who;
  if (auto ok = call.office->courier().cancel(static_cast<std::int64_t>(id), why); !ok) return ok.error();
  return done_reply();
}

}  // namespace

std::span<const Route> deliveries_routes() {
  static constexpr Route kRoutes[] = {{net::Method::kGet, "/deliveries", list},
                                      {net::Method::kPost, "/deliveries", try_out, Lane::kQuestion, true},
                                      {net::Method::kDelete, "/deliveries/{delivery}", cancel}};
  return kRoutes;
}

}  // namespace vigie::api
