#include "alert/timeline_json.h"

#include <array>
#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>

#include "base/time_text.h"

namespace vigie::alert {
namespace {

using nlohmann::json;

double rounded(double value, double to) { return std::round(value * to) / to; }
double tenths(double value) { return rounded(value, 10); }

json point_json(const TimelinePoint& point) {
  return {{"at", format_time(point.from)},   {"posts", point.posts},
          {"voices", point.voices},          {"usual", tenths(point.usual)},
          {"written", point.critical.whole}, {"critical", point.critical.part}};
}

json column_json(const ShareColumn& column) {
  const auto edge = [&](double signal::Interval::*of) {
    return column.band ? json(rounded((*column.band).*of, 10'000)) : json(nullptr);
  };
  return {{"at", format_time(column.from)},
          {"written", column.critical.whole},
          {"critical", column.critical.part},
          {"low", edge(&signal::Interval::low)},
          {"high", edge(&signal::Interval::high)}};
}

json moment_json(const Moment& moment) {
  json out = {{"event", name_of(moment.event)},
              {"at", format_time(moment.at)},
              {"post", nullptr},
              {"voices", nullptr},
              {"before", nullptr},
              {"after", nullptr},
              {"pace", nullptr}};
  if (moment.post) out["post"] = {{"source", moment.post->source}, {"id", moment.post->id}};
  if (moment.event == Event::kTipping) {
    out["voices"] = moment.voices;
    out["before"] = tenths(moment.before);
    out["after"] = tenths(moment.after);
  }
  if (moment.event == Event::kPeak) out["pace"] = tenths(moment.pace);
  return out;
}

std::string decimal(double value) {
  std::array<char, 64> out{};
  const auto end = std::to_chars(out.data(), out.data() + out.size(), value, std::chars_format::fixed).ptr;
  return {out.data(), end};
}

}  // namespace

json json_of(const Timeline& timeline) {
  using Seconds = std::chrono::duration<double>;
  json out = {{"from", format_time(timeline.span.from)},
              {"to", format_time(timeline.span.to)},
              {"step_s", Seconds(timeline.step).count()},
              {"window_s", Seconds(timeline.window).count()},
              {"half_life_s", timeline.half_life ? json(Seconds(*timeline.half_life).count()) : json(nullptr)},
              {"posts_read", timeline.posts_read},
              {"posts_of", timeline.posts_of},
              {"points", json::array()},
              {"share_step_s", Seconds(timeline.share_step).count()},
              {"shares", json::array()},
              {"moments", json::array()}};
  for (const auto& point : timeline.points) out["points"].push_back(point_json(point));
  for (const auto& column : timeline.shares) out["shares"].push_back(column_json(column));
  for (const auto& moment : timeline.moments) out["moments"].push_back(moment_json(moment));
  return out;
}

std::string csv_of(const Timeline& timeline) {
  std::string out = "at,posts,voices,usual,written,critical,share\r\n";
  for (const auto& point : timeline.points) {
    out += format_time(point.from) + "," + std::to_string(point.posts) + "," + std::to_string(point.voices) + "," +
           decimal(tenths(point.usual)) + "," + std::to_string(point.critical.whole) + "," +
           std::to_string(point.critical.part) + ",";
    if (point.critical.whole > 0) out += decimal(rounded(point.critical.value(), 10'000));
    out += "\r\n";
  }
  return out;
}

}  // namespace vigie::alert
