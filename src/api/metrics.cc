#include <prometheus/family.h>
#include <prometheus/text_serializer.h>

#include "api/api.h"
#include "api/routes.h"

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

MetricFamily sources_family(const std::vector<source::Status>& sources) {
  auto out = family("vigie_source_live", "Whether a source hears (1) or not (0).", MetricType::Gauge);
  for (const auto& status : sources) add(out, "source", status.name, status.state == source::State::kLive ? 1 : 0);
  return out;
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
  const std::vector<MetricFamily> families = {
      items_family(counts),
      stages_family(counts),
      sources_family(api.parts().sources.list()),
      counter("vigie_matches_total", "Pairs of a post and a watch that it matched.", counts.matches),
      counter("vigie_submit_waits_total", "Times that a source was slowed because the house was full.",
              counts.submit_waits),
      counter("vigie_fdatasyncs_total", "Group commits of the log.", stats.fdatasyncs),
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
