#include "api/intake.h"

#include <algorithm>
#include <array>
#include <future>

#include "api/items.h"
#include "api/limits.h"
#include "api/reply.h"
#include "base/ascii.h"
#include "post/validate.h"
#include "protocol/json_lines.h"
#include "protocol/post_json.h"

namespace vigie::api {
namespace {

constexpr std::size_t kItemsPerLoad = 512;

struct Fated {
  std::string id;
  post::Fate fate = post::Fate::kRejected;
  std::string reason;
};

// What the body said, in its order: items that may be kept, and records that may not.
struct Taken {
  std::vector<source::Load> loads;
  std::vector<Fated> results;                    // One per record; fates of kept items are filled in later.
  std::vector<std::vector<std::size_t>> places;  // For each load, where its items stand in `results`.
  bool has_objects = false;                      // Of all records one at least was a JSON object.
};

bool is_blank(std::string_view line) { return trimmed(line).empty(); }

class Sorter {
 public:
  explicit Sorter(Time now) : now_(now) {}

  // The count of records. Of more than kRecordsPerBodyMax nothing is read: kRecordsPerBodyMax + 1.
  Result<std::size_t> sort(std::string_view body) {
    const auto text = trimmed(body);
    return text.starts_with('[') ? sort_array(text) : sort_lines(body);
  }
  Taken& taken() { return taken_; }

 private:
  // Calls `each` for every line that is not blank, until it returns false.
  template <typename Each>
  static void each_line(std::string_view body, Each each) {
    while (!body.empty()) {
      const std::size_t end = std::min(body.find('\n'), body.size());
      const auto line = body.substr(0, end);
      body.remove_prefix(std::min(body.size(), end + 1));
      if (!is_blank(line) && !each(line)) return;
    }
  }

  Result<std::size_t> sort_lines(std::string_view body) {
    std::size_t count = 0;
    each_line(body, [&](std::string_view) { return ++count <= kRecordsPerBodyMax; });
    if (count > kRecordsPerBodyMax) return count;
    post::Batch one;
    each_line(body, [&](std::string_view line) {
      one.clear();
      if (const auto ok = parser_.read(line, one)) {
        take(one.items()[0]);
      } else {
        refuse(line, ok.error().message);
      }
      return true;
    });
    return count;
  }

  Result<std::size_t> sort_array(std::string_view body) {
    post::Batch items;
    std::size_t taken = 0;
    const auto take_new = [&] {
      for (; taken < items.size(); ++taken) take(items.items()[taken]);
    };
    auto count = parser_.read_array(body, kRecordsPerBodyMax, items, [&](const protocol::Refused& refused) {
      take_new();
      refuse(refused.bytes, refused.reason);
    });
    take_new();
    return count;
  }

  void take(const post::Item& item) {
    taken_.has_objects = true;
    if (is_of_place(item.post.source)) {
      const char* reason = "source: what is said in our own place comes through its pages alone";
      taken_.results.push_back({std::string(item.post.id), post::Fate::kRejected, reason});
      return;
    }
    if (const auto ok = post::validate(item, now_); !ok) {
      taken_.results.push_back({std::string(item.post.id), post::Fate::kRejected, ok.error().message});
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

  void refuse(std::string_view record, std::string reason) {
    taken_.has_objects = taken_.has_objects || trimmed(record).starts_with('{');
    taken_.results.push_back({std::string(parser_.refused_id()), post::Fate::kRejected, std::move(reason)});
  }

  Time now_;
  protocol::JsonLines parser_;
  Taken taken_;
};

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
      taken.results[taken.places[i][k]].fate = outcome->fates[k];
    }
    for (const auto& reject : outcome->rejects) {  // Records of a load are counted from 1.
      taken.results[taken.places[i].at(reject.place.record - 1)].reason = reject.reason;
    }
  }
  return {};
}

void write_fated(const Fated& result, std::string& out) {
  out += R"({"id":)";
  protocol::write_json_string(result.id, out);
  out += R"(,"fate":)";
  protocol::write_json_string(post::name_of(result.fate), out);
  if (!result.reason.empty()) {
    out += R"(,"reason":)";
    protocol::write_json_string(result.reason, out);
  }
  out += '}';
}

net::Reply tell(const Taken& taken) {
  constexpr std::array kCounts = {std::pair("accepted", post::Fate::kAccepted),
                                  std::pair("duplicates", post::Fate::kDuplicate),
                                  std::pair("edited", post::Fate::kEdited), std::pair("deleted", post::Fate::kDeleted),
                                  std::pair("rejected", post::Fate::kRejected)};
  std::string out = "{";
  for (const auto& [name, fate] : kCounts) {
    const auto has_it = [wanted = fate](const Fated& result) { return result.fate == wanted; };
    const auto count = std::count_if(taken.results.begin(), taken.results.end(), has_it);
    out += '"' + std::string(name) + "\":" + std::to_string(count) + ",";
  }
  out += R"("results":[)";
  for (const auto& result : taken.results) {
    if (&result != taken.results.data()) out += ',';
    write_fated(result, out);
  }
  return json_reply(out + "]}");
}

}  // namespace

Answered take_in(const Call& call) {
  std::string_view body = call.request.body;
  if (body.starts_with("\xEF\xBB\xBF")) body.remove_prefix(3);  // A file's byte order mark.
  if (is_blank(body)) return invalid("body: empty; send an array of posts, or one post a line");
  Sorter sorter(call.house->clock().now());
  const auto records = sorter.sort(body);
  if (!records) return records.error();
  if (*records > kRecordsPerBodyMax) {
    return problem_reply(
        413, "body: more than " + std::to_string(kRecordsPerBodyMax) + " records; send them in several requests");
  }
  auto& taken = sorter.taken();
  if (*records > 0 && !taken.has_objects) {
    return invalid("body: holds no JSON object; send an array of posts, or one post a line");
  }
  if (auto ok = keep(*call.house, taken); !ok) return ok.error();
  return tell(taken);
}

}  // namespace vigie::api
