#include <prometheus/family.h>
#include <prometheus/text_serializer.h>
#include <array>

#include "api/api.h"
#include "api/routes.h"
#include "trend/trends.h"

namespace vigie::api {
namespace {

using prometheus::ClientMetric;
using prometheus::MetricFamily;
using prometheus::MetricType;

MetricFamily family(const char* name, const char* help, MetricType type) {
  MetricFamily out;
  out.name = name;
  out.help = help;
  out.type = type;
  return out;
}

// One figure, read at the moment of asking.
MetricFamily figure(const char* name, const char* help, MetricType type, double value) {
  auto out = family(name, help, type);
  ClientMetric metric;
  metric.counter.value = value;
  metric.gauge.value = value;
  out.metric.push_back(metric);
  return out;
}

void add(MetricFamily& to, const char* label, std::string_view label_value, double value) {
  ClientMetric metric;
  metric.label.push_back({label, std::string(label_value)});
  metric.counter.value = value;
  metric.gauge.value = value;
  to.metric.push_back(metric);
}

MetricFamily items_family(const watch::PipelineCounts& counts) {
  auto out = family("vigie_items_total", "Items taken in, by their fate.", MetricType::Counter);
  add(out, "fate", "accepted", static_cast<double>(counts.accepted));
  add(out, "fate", "duplicate", static_cast<double>(counts.duplicates));
  add(out, "fate", "edited", static_cast<double>(counts.edited));
  add(out, "fate", "deleted", static_cast<double>(counts.deleted));
  add(out, "fate", "rejected", static_cast<double>(counts.rejected));
  return out;
}

MetricFamily stages_family(const watch::PipelineCounts& counts) {
  auto out = family("vigie_stage_seconds_total", "Time spent in each stage of the hot path, all threads.",
                    MetricType::Counter);
  for (std::size_t i = 0; i < counts.times.size(); ++i) {
    add(out, "stage", watch::kStageNames[i], std::chrono::duration<double>(counts.times[i]).count());
  }
  return out;
}

// One figure of each of `all`, under the label that names it.
template <typename All, typename Name, typename Value>
MetricFamily figures(MetricFamily out, const All& all, const char* label, Name name, Value value) {
  for (const auto& one : all) add(out, label, name(one), static_cast<double>(value(one)));
  return out;
}

void add_sources(const std::vector<source::Status>& sources, std::vector<MetricFamily>& to) {
  const auto add_figure = [&](const char* name, const char* help, MetricType type, auto value) {
    to.push_back(figures(
        family(name, help, type), sources, "source", [](const auto& one) { return one.name; }, value));
  };
  add_figure("vigie_source_live", "Whether a source hears (1) or not (0).", MetricType::Gauge,
             [](const auto& one) { return one.state == source::State::kLive; });
  add_figure("vigie_source_posts_total", "Posts that a source has brought.", MetricType::Counter,
             [](const auto& one) { return one.posts; });
  add_figure("vigie_source_rejected_total", "Records of a source that were refused.", MetricType::Counter,
             [](const auto& one) { return one.rejected; });
}

void add_doors(const std::vector<DoorCounts>& doors, std::vector<MetricFamily>& to) {
  const auto add_figure = [&](const char* name, const char* help, MetricType type, auto count) {
    to.push_back(figures(
        family(name, help, type), doors, "door", [](const auto& one) { return one.door; },
        [&](const auto& one) { return one.counts.*count; }));
  };
  using Counts = net::ServerCounts;
  add_figure("vigie_connections", "Connections that are open.", MetricType::Gauge, &Counts::open_connections);
  add_figure("vigie_connections_total", "Connections that were accepted.", MetricType::Counter, &Counts::connections);
  add_figure("vigie_streams", "Pages and terminals that listen live.", MetricType::Gauge, &Counts::open_streams);
  add_figure("vigie_requests_total", "Requests that were handed to the API.", MetricType::Counter, &Counts::requests);
  add_figure("vigie_requests_malformed_total", "Requests that were refused before anybody asked what they want.",
             MetricType::Counter, &Counts::refused);
  add_figure("vigie_slow_dropped_total", "Connections that were dropped because they took too long.",
             MetricType::Counter, &Counts::slow_dropped);
  add_figure("vigie_streams_dropped_total", "Live listeners that were dropped because they could not follow.",
             MetricType::Counter, &Counts::streams_dropped);
}

void add_lanes(const Api& api, std::vector<MetricFamily>& to) {
  constexpr std::array kLanes = {std::pair("glance", Lane::kGlance), std::pair("question", Lane::kQuestion),
                                 std::pair("visit", Lane::kVisit), std::pair("intake", Lane::kIntake),
                                 std::pair("password", Lane::kPassword)};
  const auto name = [](const auto& lane) { return lane.first; };
  to.push_back(figures(family("vigie_requests_waiting", "Requests that wait for a thread, by lane.", MetricType::Gauge),
                       kLanes, "lane", name, [&](const auto& lane) { return api.counts(lane.second).waiting; }));
  to.push_back(figures(
      family("vigie_requests_turned_away_total", "Requests answered 503 because too many waited.", MetricType::Counter),
      kLanes, "lane", name, [&](const auto& lane) { return api.counts(lane.second).turned_away; }));
}

void add_desk(desk::Desk& desk, std::vector<MetricFamily>& to) {
  const auto counts = desk.counts();
  if (!counts) return;
  to.push_back(figure("vigie_desk_received_total", "Posts that the desk has looked at: shown + merged + rejected.",
                      MetricType::Counter, static_cast<double>(counts->received)));
  auto fates = family("vigie_desk_posts", "Posts that the desk has looked at, by what they are.", MetricType::Gauge);
  add(fates, "fate", "shown", static_cast<double>(counts->shown));
  add(fates, "fate", "merged", static_cast<double>(counts->merged));
  add(fates, "fate", "rejected", static_cast<double>(counts->rejected));
  to.push_back(std::move(fates));
  const auto name = [](const auto& one) { return one.first; };
  const auto value = [](const auto& one) { return one.second; };
  const auto add_figures = [&](const char* metric, const char* help, const auto& all, const char* label) {
    to.push_back(figures(family(metric, help, MetricType::Gauge), all, label, name, value));
  };
  add_figures("vigie_desk_rejected", "Posts that want no answer of ours, by why.", counts->rejected_because, "reason");
  add_figures("vigie_desk_conversations", "Conversations, by their state.", counts->states, "state");
  add_figures("vigie_desk_replies", "Replies of ours, by their state.", counts->replies, "state");
}

void add_trends(const trend::Counts& counts, std::vector<MetricFamily>& to) {
  const auto gauge = [&](const char* name, const char* help, std::uint64_t value) {
    to.push_back(figure(name, help, MetricType::Gauge, static_cast<double>(value)));
  };
  const auto counter = [&](const char* name, const char* help, std::uint64_t value) {
    to.push_back(figure(name, help, MetricType::Counter, static_cast<double>(value)));
  };
  auto fates = family("vigie_trend_posts_total", "New posts, by whether they count for trends.", MetricType::Counter);
  add(fates, "fate", "heard", static_cast<double>(counts.heard));
  add(fates, "fate", "missed", static_cast<double>(counts.missed));
  add(fates, "fate", "late", static_cast<double>(counts.late));
  to.push_back(std::move(fates));
  gauge("vigie_trend_terms", "Terms of which a past is known.", counts.terms);
  gauge("vigie_trends", "Terms that rise.", counts.rising);
  gauge("vigie_trend_bytes", "Memory of the trends, less the texts of terms.", counts.bytes);
  counter("vigie_copies_total", "Posts whose text was said before.", counts.copies);
  counter("vigie_copy_groups_total", "Texts that many voices said within minutes.", counts.groups);
}

void add_alerts(Office& office, std::vector<MetricFamily>& to) {
  const auto counts = office.alerts().counts();
  const auto add_figure = [&](const char* name, const char* help, MetricType type, double value) {
    to.push_back(figure(name, help, type, value));
  };
  const auto number = [](auto count) { return static_cast<double>(count); };
  add_figure("vigie_alerts", "Alerts that are open.", MetricType::Gauge, number(counts.open));
  add_figure("vigie_alerts_total", "Alerts that began.", MetricType::Counter, number(counts.begun));
  add_figure("vigie_alert_watches", "Watches of which is known what is usual.", MetricType::Gauge,
             number(counts.watches));
  add_figure("vigie_alert_watches_waiting", "Watches whose past waits to be read.", MetricType::Gauge,
             number(counts.waiting));
  add_figure("vigie_alert_lost_total", "Matches and questions of rules that alerts had no room for.",
             MetricType::Counter, number(counts.lost));
  add_figure("vigie_alert_failures_total", "Times that alerts could not look.", MetricType::Counter,
             number(counts.failed));
  add_figure("vigie_alert_behind_seconds", "How long ago the first minute began that is not judged.", MetricType::Gauge,
             std::chrono::duration<double>(counts.behind).count());
  const auto deliveries = office.courier().counts();
  if (!deliveries) return;
  add_figure("vigie_deliveries_waiting", "Messages of alerts that wait to leave.", MetricType::Gauge,
             number(deliveries->waiting));
  auto tries = family("vigie_delivery_tries_total", "Tries to deliver a message of an alert, by what became of them.",
                      MetricType::Counter);
  add(tries, "outcome", "sent", number(deliveries->sent));
  add(tries, "outcome", "failed", number(deliveries->failed));
  add(tries, "outcome", "given_up", number(deliveries->given_up));
  to.push_back(std::move(tries));
}

Answered read(const Call& call) {
  const auto& api = call.api;
  const auto& house = *call.house;
  const auto counts = house.pipeline().counts();
  const auto stats = house.store().stats();
  const auto gauge = [](const char* name, const char* help, auto value) {
    return figure(name, help, MetricType::Gauge, static_cast<double>(value));
  };
  const auto counter = [](const char* name, const char* help, auto value) {
    return figure(name, help, MetricType::Counter, static_cast<double>(value));
  };
  std::vector<MetricFamily> families = {
      items_family(counts),
      stages_family(counts),
      counter("vigie_matches_total", "Pairs of a post and a watch that it matched.", counts.matches),
      counter("vigie_bugs_total", "Records that met a bug and were set aside.", counts.bugs),
      counter("vigie_submit_waits_total", "Times that a source was slowed because the house was full.",
              counts.submit_waits),
      counter("vigie_fdatasyncs_total", "Group commits of the log.", stats.fdatasyncs),
      counter("vigie_merges_total", "Times that small segments became one.", stats.merges),
      gauge("vigie_loads_waiting", "Loads on their way through the house.", counts.loads_waiting),
      gauge("vigie_waiting_for_disk", "1 while the disk refuses and intake waits.", counts.waiting_for_disk ? 1 : 0),
      gauge("vigie_posts", "Posts that a search can find.", stats.posts),
      gauge("vigie_hidden_posts", "Posts deleted or edited whose bytes are not yet erased.", stats.hidden),
      gauge("vigie_segments", "Segments of the store.", stats.segments),
      gauge("vigie_log_bytes", "Bytes of the log on disk.", stats.log_bytes),
      gauge("vigie_index_bytes", "Bytes of the sealed index on disk.", stats.index_bytes),
      gauge("vigie_live_bytes", "Memory of the live index.", stats.live_bytes),
      gauge("vigie_watches", "Saved watches.", house.watches().list()->watches.size()),
  };
  add_sources(api.parts().sources.list(), families);
  add_doors(api.parts().doors(), families);
  add_lanes(api, families);
  add_desk(call.office->desk(), families);
  add_alerts(*call.office, families);
  add_trends(call.office->trends().told()->counts, families);
  net::Reply reply;
  reply.headers.set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
  reply.body = prometheus::TextSerializer().Serialize(families);
  return reply;
}

}  // namespace

std::span<const Route> metrics_routes() {
  static constexpr Route kRoutes[] = {{net::Method::kGet, "/metrics", read, Lane::kGlance}};
  return kRoutes;
}

}  // namespace vigie::api
