#include "source/mastodon_reader.h"

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>
#include <set>

#include "net/sse.h"
#include "net/url.h"
#include "source/mastodon_answers.h"

namespace vigie::source {
namespace {

using std::chrono::seconds;

constexpr Micros kOverlap = std::chrono::minutes(5);  // How late a post of another server may come.
constexpr Micros kSeamOverlap = seconds(30);          // Likewise, between the last page and the open stream.
constexpr Micros kPollEvery = seconds(60);
constexpr Micros kStreamAgainAfter = std::chrono::hours(1);
constexpr Micros kSteady = seconds(60);  // A stream that held so long is no failure when it ends.
constexpr Micros kMemoryEvery = seconds(10);
constexpr Micros kLookAgainEvery = std::chrono::hours(1);
constexpr std::size_t kLookAgainMax = 200;  // Posts: ten questions.
constexpr std::size_t kAskedAtOnce = 20;
constexpr std::size_t kGoneMax = 1'000;
constexpr std::size_t kRefusalBytesMax = 64 * 1024;

}  // namespace

struct MastodonReader::Page {
  std::size_t statuses = 0;
  std::string newest;
  std::string previous;  // As the server says where to go on.
  std::optional<Time> oldest_at;
  std::set<std::string> ids;
};

MastodonReader::MastodonReader(MastodonTimeline timeline, std::string token)
    : timeline_(std::move(timeline)),
      token_(std::move(token)),
      codec_({timeline_.source.substr(sizeof("mastodon:") - 1)}) {}

void MastodonReader::remember(const std::string& memory) {
  memory_ = memory;
  last_.clear();
  until_ = 0;
  const auto json = nlohmann::json::parse(memory, nullptr, false);
  if (!json.is_object()) return;
  if (const auto at = json.find("last"); at != json.end() && at->is_string()) last_ = *at;
  if (const auto at = json.find("until"); at != json.end() && at->is_number_integer()) until_ = *at;
  if (const auto at = json.find("known"); at != json.end() && known_.empty()) known_.read_json(*at);
}

// An older one is as right, and only makes more to be read again: it is not written anew with every post.
std::string MastodonReader::memory(Time now, bool must_be_fresh) {
  if (!must_be_fresh && now >= memory_at_ && now - memory_at_ < kMemoryEvery) return memory_;
  memory_at_ = now;
  memory_ = nlohmann::json{{"last", last_}, {"until", until_}, {"known", known_.to_json()}}.dump();
  return memory_;
}

Result<net::Answer> MastodonReader::get(Door& door, const std::string& path) {
  Ask ask;
  ask.url = timeline_.base + path;
  ask.headers.add("Accept", "application/json");
  if (!token_.empty()) ask.headers.add("Authorization", "Bearer " + token_);
  auto answer = door.ask(ask);
  if (!answer || answer->status == 200) return answer;
  return mastodon_trouble(timeline_.source.substr(sizeof("mastodon:") - 1), answer->status, !token_.empty());
}

Result<void> MastodonReader::take(std::string_view json, Load& load, Page* page) {
  std::vector<protocol::MastodonSeen> seen;
  std::size_t at = load.batch.size();
  if (auto ok = codec_.read_all(json, load.batch, seen); !ok) return ok;
  for (const auto& one : seen) {
    if (one.added) known_.note(one.id, one.uri, one.author);
  }
  for (const auto& one : seen) {
    if (page != nullptr) page->ids.insert(one.id);
    if (page != nullptr && is_newer_id(one.id, page->newest)) page->newest = one.id;
    if (is_newer_id(one.id, last_)) last_ = one.id;
    if (one.added) {
      post::Post& post = load.batch.items()[at++].post;
      const std::string* parent = post.kind == post::Kind::kReply ? known_.uri_of(one.parent_id) : nullptr;
      if (parent != nullptr) post.parent = load.batch.arena().copy(*parent);
      if (page != nullptr && (!page->oldest_at || post.created_at < *page->oldest_at))
        page->oldest_at = post.created_at;
      if (std::find(gone_.begin(), gone_.end(), one.id) != gone_.end()) remove(one.uri, load);
    } else if (one.is_author_refusing && known_.knows_author(one.author)) {
      post::Item forget;
      forget.act = post::Act::kForgetAuthor;
      forget.post.source = timeline_.source;
      forget.post.author.id = one.author;
      load.batch.add(forget);
      known_.forget_author(one.author);
    }
  }
  if (page != nullptr) page->statuses = seen.size();
  return {};
}

void MastodonReader::remove(const std::string& uri, Load& load) const {
  post::Item gone;
  gone.act = post::Act::kDelete;
  gone.post.source = timeline_.source;
  gone.post.id = uri;
  load.batch.add(gone);
}

void MastodonReader::take_event(std::string_view name, std::string_view data, Load& load) {
  if (name == "update" || name == "status.update") {
    if (const auto ok = take(data, load, nullptr); !ok) return;  // What is no Status is told by nobody else either.
  } else if (name == "delete" && data.size() <= 64) {
    const std::string id(data);
    if (const std::string* uri = known_.uri_of(id)) {
      remove(*uri, load);
      known_.forget(id);
    } else {
      gone_.push_back(id);
      if (gone_.size() > kGoneMax) gone_.pop_front();
    }
  }
}

Result<MastodonReader::Page> MastodonReader::page(Door& door, const std::string& query, Load& load) {
  const auto answer = get(door, timeline_.page + query);
  if (!answer) return answer.error();
  Page out;
  if (const auto ok = take(answer->body, load, &out); !ok) {
    return unavailable(timeline_.source.substr(9) +
                       " answers with something that is no timeline: " + ok.error().message);
  }
  out.previous = mastodon_page_before(answer->headers.get("Link"));
  return out;
}

Result<void> MastodonReader::begin(Visit& visit) {
  const Time asked = visit.clock().now();
  Load load;
  const auto newest = page(visit.door(), "limit=40", load);
  if (!newest) return newest.error();
  until_ = micros_of(asked);
  if (!visit.hand_over(std::move(load), memory(asked, true))) return unavailable("closing");
  visit.read(std::min(newest->oldest_at.value_or(asked), asked), asked);
  return {};
}

Result<void> MastodonReader::catch_up(Visit& visit, Micros overlap) {
  if (until_ == 0) return begin(visit);
  std::string from = last_.empty() ? "0" : id_before(last_, overlap);
  while (!visit.stop()) {
    const Time asked = visit.clock().now();
    Load load;
    const auto next = page(visit.door(), "limit=40&min_id=" + net::percent_encode(from), load);
    if (!next) return next.error();
    const std::string& to = is_newer_id(next->previous, next->newest) ? next->previous : next->newest;
    // A page that leads nowhere is the end, whatever it holds.
    const bool is_end = next->statuses == 0 || !is_newer_id(to, from);
    const std::int64_t since = until_;
    if (is_end) until_ = std::max(until_, micros_of(asked));
    if (!visit.hand_over(std::move(load), memory(asked, true))) return unavailable("closing");
    if (is_end) {
      if (asked > time_of_micros(since)) visit.read(time_of_micros(since), asked);
      return {};
    }
    from = to;
  }
  return {};
}

// What was deleted or edited while nothing was heard is told by nobody: the newest of before are asked for once more. A
// post is gone when it is missing among others and alone: some servers do not know the question.
bool MastodonReader::look_again(Visit& visit, const std::vector<std::string>& ids) {
  const Time now = visit.clock().now();
  if (now >= looked_at_ && now - looked_at_ < kLookAgainEvery) return true;
  looked_at_ = now;
  for (std::size_t at = 0; at < ids.size() && !visit.stop(); at += kAskedAtOnce) {
    const std::size_t end = std::min(at + kAskedAtOnce, ids.size());
    std::string query;
    for (std::size_t i = at; i < end; ++i)
      query += (i == at ? "?id%5B%5D=" : "&id%5B%5D=") + net::percent_encode(ids[i]);
    const auto answer = get(visit.door(), "/api/v1/statuses" + query);
    Load load;
    Page found;
    if (!answer || !take(answer->body, load, &found)) return true;
    for (std::size_t i = at; i < end; ++i) {
      const std::string* uri = known_.uri_of(ids[i]);
      if (uri == nullptr || found.ids.count(ids[i]) > 0) continue;
      const auto alone = get(visit.door(), "/api/v1/statuses/" + net::percent_encode(ids[i]));
      if (alone || alone.error().code != ErrorCode::kNotFound) return true;
      remove(*uri, load);
      known_.forget(ids[i]);
    }
    if (!visit.hand_over(std::move(load), memory(now, true))) return false;
  }
  return true;
}

// The streams may live on another host; a token goes over TLS alone where the server itself has TLS.
void MastodonReader::find_streaming(Door& door) {
  if (!streaming_.empty()) return;
  streaming_ = timeline_.base;
  const auto answer = get(door, "/api/v2/instance");
  if (!answer) return;
  const auto json = nlohmann::json::parse(answer->body, nullptr, false);
  const nlohmann::json::json_pointer place("/configuration/urls/streaming");
  if (!json.is_object() || !json.contains(place) || !json[place].is_string()) return;
  const auto url = net::parse_url(json[place].get<std::string>());
  if (!url || url->host.empty()) return;
  const bool needs_tls = timeline_.base.starts_with("https:");
  if (!url->is_tls() && needs_tls) return;
  std::string authority = url->host.find(':') == std::string::npos ? url->host : "[" + url->host + "]";
  if (url->port != (url->is_tls() ? 443 : 80)) authority += ":" + std::to_string(url->port);
  streaming_ = (url->is_tls() ? "https://" : "http://") + authority;
}

Result<Next> MastodonReader::visit(Visit& visit) {
  if (const auto ok = visit.settle(); !ok) return ok.error();
  remember(visit.memory());  // What was handed over and not kept is asked for again.
  const auto before = known_.newest(kLookAgainMax);
  if (auto ok = catch_up(visit, kOverlap); !ok) return ok.error();
  if (!look_again(visit, before)) return unavailable("closing");
  const bool may_stream = !timeline_.stream.empty() && visit.clock().now() >= stream_refused_until_;
  if (may_stream && !visit.stop()) return listen(visit);
  visit.say(State::kLive,
            timeline_.stream.empty() ? "read once a minute" : "the server does not stream to us: read once a minute");
  return Next{kPollEvery};
}

Result<Next> MastodonReader::listen(Visit& visit) {
  find_streaming(visit.door());
  Load load;
  net::EventReader events([&](const net::Event& event) { take_event(event.name, event.data, load); });
  bool is_open = false;
  bool is_refused = false;
  std::size_t refusal_bytes = 0;
  Time opened_at{};
  Time told_at{};
  Result<void> seam;
  Ask ask;
  ask.url = streaming_ + timeline_.stream;
  ask.headers.add("Accept", "text/event-stream");
  if (!token_.empty()) ask.headers.add("Authorization", "Bearer " + token_);
  ask.total_wait = net::Millis(0);
  ask.on_bytes = [&](std::string_view bytes) {
    if (visit.stop()) return false;
    is_refused = is_refused || (!is_open && (bytes.starts_with('{') || bytes.starts_with('<')));
    if (is_refused) return (refusal_bytes += bytes.size()) <= kRefusalBytesMax;
    if (!is_open) {
      is_open = true;
      opened_at = told_at = visit.clock().now();
      visit.say(State::kLive, {});
      // What was said between the last page and now is in neither.
      if (seam = catch_up(visit, kSeamOverlap); !seam) return false;
    }
    events.feed(bytes);
    const Time now = visit.clock().now();
    const bool is_due = now - told_at >= kMemoryEvery;
    if (load.batch.empty() && !is_due) return true;
    const Time since = time_of_micros(until_);
    if (is_due) until_ = std::max(until_, micros_of(now));
    if (!visit.hand_over(std::exchange(load, Load{}), memory(now, false))) return false;
    if (!is_due) return true;
    told_at = now;
    if (since < now) visit.read(since, now);
    return true;
  };
  const auto answer = visit.door().ask(ask);
  if (!seam) return seam.error();
  if (is_open) visit.hand_over(Load{}, memory(visit.clock().now(), true));
  return end_of_stream(visit, answer, is_open, opened_at);
}

Result<Next> MastodonReader::end_of_stream(Visit& visit, const Result<net::Answer>& answer, bool was_open,
                                           Time opened_at) {
  if (visit.stop()) return Next{};
  const Time now = visit.clock().now();
  if (answer && means_no_stream(answer->status)) {
    stream_refused_until_ = now + kStreamAgainAfter;
    visit.say(State::kLive,
              "the server does not stream to us (HTTP " + std::to_string(answer->status) + "): read once a minute");
    return Next{kPollEvery};
  }
  streaming_.clear();  // It may have moved.
  const std::string host = timeline_.source.substr(sizeof("mastodon:") - 1);
  if (answer && answer->status != 200) return mastodon_trouble(host, answer->status, !token_.empty());
  const std::string why = host + " ended the stream" + (answer ? "" : ": " + answer.error().message);
  if (!was_open || now - opened_at < kSteady) return unavailable(why);
  visit.say(State::kWaiting, why);
  return Next{seconds(1)};
}

Result<void> MastodonReader::sample(Door& door, Time, std::size_t count, post::Batch& out) {
  const auto answer = get(door, timeline_.page + "limit=" + std::to_string(std::clamp<std::size_t>(count, 1, 40)));
  if (!answer) return answer.error();
  std::vector<protocol::MastodonSeen> seen;
  if (auto ok = codec_.read_all(answer->body, out, seen); !ok) return ok;
  if (out.size() > count) out.shrink(count);
  return {};
}

}  // namespace vigie::source
