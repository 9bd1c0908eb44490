#include "api/intake.h"

#include <future>
#include <nlohmann/json.hpp>

#include "api/reply.h"
#include "post/validate.h"
#include "protocol/json_lines.h"

namespace vigie::api {
namespace {

using nlohmann::json;

constexpr std::size_t kItemsPerLoad = 512;

struct Fated {
  std::string id;
  std::string fate;
  std::string reason;
};

// What the body said, in its order: items that may be kept, and records that may not.
struct Taken {
  std::vector<source::Load> loads;
  std::vector<Fated> results;                    // One per record; fates of kept items are filled in later.
  std::vector<std::vector<std::size_t>> places;  // For each load, where its items stand in `results`.
};

class Sorter {
 public:
  explicit Sorter(Time now) : now_(now) {}

  void take(const post::Item& item) {
    const auto ok = post::validate(item, now_);
    if (!ok) {
      refuse(std::string(item.post.id), ok.error().message);
      return;
    }
    if (taken_.loads.empty() || taken_.loads.back().batch.size() >= kItemsPerLoad) {
      taken_.loads.emplace_back().patient = false;
      taken_.places.emplace_back();
    }
    taken_.loads.back().batch.add(item);
    taken_.places.back().push_back(taken_.results.size());
    taken_.results.push_back({std::string(item.post.id), {}, {}});
  }
  void refuse(std::string id, std::string reason) {
    taken_.results.push_back({std::move(id), std::string(post::name_of(post::Fate::kRejected)), std::move(reason)});
  }
  Taken& taken() { return taken_; }

 private:
  Time now_;
  Taken taken_;
};

void sort_lines(std::string_view body, Sorter& sorter) {
  protocol::JsonLines parser;
  post::Batch one;
  while (!body.empty()) {
    const std::size_t end = body.find('\n');
    const auto line = body.substr(0, end);
    body.remove_prefix(end == std::string_view::npos ? body.size() : end + 1);
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    one.clear();
    const auto ok = parser.read(line, one);
    if (ok) {
      sorter.take(one.items()[0]);
    } else {
      sorter.refuse({}, ok.error().message);
    }
  }
}

Result<void> sort_array(std::string_view body, Sorter& sorter) {
  protocol::JsonLines parser;
  post::Batch items;
  std::size_t taken = 0;
  const auto take_new = [&] {
    for (; taken < items.size(); ++taken) sorter.take(items.items()[taken]);
  };
  const auto count = parser.read_array(body, items, [&](const protocol::Refused& refused) {
    take_new();
    sorter.refuse({}, refused.reason);
  });
  take_new();
  return count ? Result<void>{} : Result<void>(count.error());
}

// Hands every load over, and waits until all are durable.
Result<void> keep(watch::House& house, Taken& taken) {
  std::vector<std::future<Result<source::Outcome>>> outcomes;
  for (auto& load : taken.loads) {
    auto heard = std::make_shared<std::promise<Result<source::Outcome>>>();
    outcomes.push_back(heard->get_future());
    const bool open =
        house.pipeline().submit(std::move(load), [heard](const auto& outcome) { heard->set_value(outcome); });
    if (!open) return unavailable("the house is closing; send these posts again later");
  }
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    const auto outcome = outcomes[i].get();
    if (!outcome) return outcome.error();
    for (std::size_t k = 0; k < outcome->fates.size(); ++k) {
      taken.results[taken.places[i][k]].fate = post::name_of(outcome->fates[k]);
    }
  }
  return {};
}

net::Reply tell(const Taken& taken) {
  json counts = {{"accepted", 0}, {"duplicates", 0}, {"edited", 0}, {"deleted", 0}, {"rejected", 0}};
  json results = json::array();
  for (const auto& result : taken.results) {
    auto& count = counts[result.fate == "duplicate" ? "duplicates" : result.fate];
    count = count.get<std::uint64_t>() + 1;
    results.push_back({{"id", result.id}, {"fate", result.fate}});
    if (!result.reason.empty()) results.back()["reason"] = result.reason;
  }
  counts["results"] = std::move(results);
  return json_reply(counts);
}

}  // namespace

Answered take_in(const Call& call) {
  Sorter sorter(call.house->clock().now());
  const std::string_view body = call.request.body;
  const auto first = body.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return invalid("body: empty; send an array of posts, or one post a line");
  if (body[first] == '[') {
    if (auto ok = sort_array(body, sorter); !ok) return ok.error();
  } else {
    sort_lines(body, sorter);
  }
  if (auto ok = keep(*call.house, sorter.taken()); !ok) return ok.error();
  return tell(sorter.taken());
}

}  // namespace vigie::api
