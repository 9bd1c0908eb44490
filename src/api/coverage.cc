#include "api/coverage.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <set>

#include "api/limits.h"
#include "base/time_text.h"
#include "query/document.h"

namespace vigie::api {
namespace {

using alert::Hearing;
using nlohmann::json;
using query::Node;
using query::Op;

constexpr double kShareSteps = 10'000;
constexpr Micros kCloseMin = std::chrono::seconds(1);

// What a query can say of a post of a source, whatever the post is.
struct Possible {
  bool yes = true;
  bool no = true;
};

Possible possible(const Node& node, std::string_view source) {
  if (node.op == Op::kField && node.field.name == query::FieldName::kSource) {
    post::Post post;
    post.source = source;
    const bool is = query::holds(node.field, {&post, nullptr, {}});  // Of the source alone.
    return {is, !is};
  }
  if (node.op != Op::kAnd && node.op != Op::kOr && node.op != Op::kNot) return {};
  const bool is_or = node.op == Op::kOr;
  Possible out{!is_or, is_or};
  for (const auto& child : node.children) {
    const auto of_child = possible(child, source);
    if (node.op == Op::kNot) return {of_child.no, of_child.yes};
    out.yes = is_or ? out.yes || of_child.yes : out.yes && of_child.yes;
    out.no = is_or ? out.no && of_child.no : out.no || of_child.no;
  }
  return out;
}

json reason_json(Hearing hearing) {
  switch (hearing) {
    case Hearing::kDown:
      return {{"fr", "Vigie était à l’arrêt."}, {"en", "Vigie did not run."}};
    case Hearing::kBehind:
      return {{"fr", "Ce qui a été manqué est en cours de lecture."}, {"en", "What was missed is being read."}};
    case Hearing::kLost:
    case Hearing::kHeard:
      break;
  }
  return {{"fr", "La source ne répondait pas."}, {"en", "The source did not answer."}};
}

}  // namespace

// Rounded down: what is not whole is never told as whole.
json share_json(const std::optional<double>& share) {
  if (!share) return nullptr;
  return std::floor(*share * kShareSteps) / kShareSteps;
}

json gaps_json(std::vector<alert::Gap> gaps) {
  std::set<std::string> sources;
  for (const auto& gap : gaps) sources.insert(gap.source);
  const auto least = std::max(kGapsMax, sources.size());  // Gaps of several sources never become one.
  for (Micros close = kCloseMin; gaps.size() > least; close *= 2) {
    std::vector<alert::Gap> fewer;
    for (auto& gap : gaps) {
      if (!fewer.empty() && fewer.back().source == gap.source && gap.from - fewer.back().to <= close) {
        fewer.back().to = std::max(fewer.back().to, gap.to);
      } else {
        fewer.push_back(std::move(gap));
      }
    }
    // Of several sources, each of which comes and goes, the others stand between.
    if (fewer.size() == gaps.size()) {
      std::stable_sort(fewer.begin(), fewer.end(), [](const auto& a, const auto& b) { return a.source < b.source; });
    }
    gaps = std::move(fewer);
  }
  std::stable_sort(gaps.begin(), gaps.end(), [](const auto& a, const auto& b) { return a.from < b.from; });
  if (gaps.size() > kGapsMax) gaps.erase(gaps.begin() + kGapsMax, gaps.end());
  json out = json::array();
  for (const auto& gap : gaps) {
    out.push_back({{"from", format_time(gap.from)},
                   {"to", format_time(gap.to)},
                   {"source", gap.source},
                   {"reason", reason_json(gap.hearing)}});
  }
  return out;
}

std::vector<alert::SourceCoverage> heard_of(const Call& call, const query::Query& query, const store::Span& span) {
  auto heard = call.office->alerts().ledger().of(span.from, std::min(span.to, span.known_at));
  std::erase_if(heard, [&](const auto& source) { return !possible(query.root(), source.name).yes; });
  return heard;
}

void add_coverage(const Call& call, const query::Query& query, const store::Span& span, Micros step, json& series,
                  std::string_view steps) {
  const bool is_of_then = span.known_at != Time::max();
  const auto heard = heard_of(call, query, span);
  auto& buckets = series[std::string(steps)];
  const auto shares = alert::shares_of(heard, span.from, step, buckets.size());
  for (std::size_t i = 0; i < buckets.size(); ++i) {
    buckets[i]["coverage"] = is_of_then ? json(nullptr) : share_json(shares[i]);
  }
  const auto whole = alert::shares_of(heard, span.from, span.to - span.from, 1)[0];
  series["coverage"] = is_of_then ? json(nullptr) : share_json(whole);
  series["gaps"] = gaps_json(alert::gaps_of(heard));
}

}  // namespace vigie::api
