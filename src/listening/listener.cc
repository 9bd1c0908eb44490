#include "listening/listener.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>

namespace vigie::listening {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr seconds kFarewell{1};  // For what the house still has of us, when we end.

struct Span {
  Time from, until;
};

// A load in the house, and what is true once it is durable.
struct Handed {
  bool is_done = false;
  std::string memory;
  std::vector<Span> spans = {};
};

}  // namespace

struct Listener::Shared {
  std::mutex lock;
  std::condition_variable changed;
  std::deque<std::shared_ptr<Handed>> handed;  // In the order of the reader.
  std::string durable;                         // Memory.
  std::string failed;                          // Why the house gave a load back; nothing after it counts.
  source::Status status;

  void note(const Span& span) {
    auto& from = status.read_from;
    auto& until = status.read_until;
    if (!from || !until || span.from > *until) from = span.from;
    until = until ? std::max(*until, span.until) : span.until;
  }
  // The lock is held.
  void advance() {
    while (!handed.empty() && handed.front()->is_done && failed.empty()) {
      durable = std::move(handed.front()->memory);
      for (const auto& span : handed.front()->spans) note(span);
      handed.pop_front();
    }
    changed.notify_all();
  }
  bool is_settled() const {
    return std::all_of(handed.begin(), handed.end(), [](const auto& one) { return one->is_done; });
  }
};

Listener::Listener(const World& world, const Listed& source, std::unique_ptr<source::Reader> reader, std::uint64_t seed)
    : world_(world),
      name_(source.name),
      reader_(std::move(reader)),
      door_(world_.door(stop_)),
      shared_(std::make_shared<Shared>()),
      memory_(source.memory),
      kept_(source.memory),
      chance_(seed) {
  shared_->durable = source.memory;
  shared_->status.name = source.name;
  shared_->status.kind = source.kind;
  thread_ = std::thread([this] { run(); });
}

Listener::~Listener() {
  stop();
  thread_.join();
}

void Listener::stop() {
  stop_ = true;
  const std::lock_guard hold(shared_->lock);
  shared_->changed.notify_all();
}

source::Status Listener::status() const {
  const std::lock_guard hold(shared_->lock);
  return shared_->status;
}

bool Listener::hand_over(source::Load load, std::string memory) {
  if (stop_) return false;
  auto handed = std::make_shared<Handed>();
  handed->memory = std::move(memory);
  const bool is_empty = load.batch.empty() && load.raw.empty();
  handed->is_done = is_empty;
  {
    const std::lock_guard hold(shared_->lock);
    shared_->handed.push_back(handed);
    if (is_empty) shared_->advance();
  }
  keep_memory();
  if (is_empty) return true;
  const auto done = [shared = shared_, handed, &clock = world_.clock](const Result<source::Outcome>& outcome) {
    const std::lock_guard hold(shared->lock);
    handed->is_done = true;
    if (!outcome && shared->failed.empty()) shared->failed = outcome.error().message;
    if (outcome) {
      shared->status.posts += outcome->accepted;
      shared->status.rejected += outcome->rejects.size();
      if (outcome->accepted > 0) shared->status.last_post_at = clock.now();
    }
    shared->advance();
  };
  if (world_.intake.submit(std::move(load), done)) return true;
  const std::lock_guard hold(shared_->lock);
  handed->is_done = true;
  shared_->failed = "the house is closing";
  return false;
}

Result<void> Listener::settle() {
  std::string failed;
  {
    std::unique_lock hold(shared_->lock);
    const auto is_settled = [&] { return shared_->is_settled(); };
    while (!stop_ && !is_settled()) shared_->changed.wait_for(hold, seconds(1));
    if (stop_) shared_->changed.wait_for(hold, kFarewell, is_settled);
    if (!is_settled()) return unavailable("closing");
    failed = std::exchange(shared_->failed, {});
    shared_->handed.clear();
  }
  keep_memory();
  memory_ = kept_;
  if (failed.empty()) return {};
  return unavailable("the house could not keep what was read: " + failed);
}

void Listener::keep_memory() {
  std::string durable;
  {
    const std::lock_guard hold(shared_->lock);
    durable = shared_->durable;
  }
  if (durable == kept_) return;
  kept_ = std::move(durable);
  if (const auto ok = world_.book.keep(name_, kept_); !ok) {
    world_.log.warn("source: memory not kept", {{"source", name_}, {"reason", ok.error().message}});
  }
}

// What was handed over before is part of it.
void Listener::read(Time from, Time until) {
  const std::lock_guard hold(shared_->lock);
  if (!shared_->failed.empty()) return;
  if (shared_->handed.empty()) {
    shared_->note({from, until});
  } else {
    shared_->handed.back()->spans.push_back({from, until});
  }
}

void Listener::say(source::State state, std::string detail) {
  const std::lock_guard hold(shared_->lock);
  shared_->status.state = state;
  shared_->status.detail = std::move(detail);
  shared_->status.wait_until.reset();
}

Result<source::Next> Listener::visit_once() {
  try {
    if (auto ok = settle(); !ok) return ok.error();
    auto next = reader_->visit(*this);
    if (auto ok = settle(); !ok) return ok.error();
    return next;
  } catch (const std::exception& bug) {
    return unavailable("a mistake of Vigie: " + std::string(bug.what()));
  }
}

void Listener::run() {
  Micros retry = kRetryWaitMin;
  while (!stop_) {
    const auto next = visit_once();
    if (stop_) break;
    Micros wait = next ? std::max<Micros>(next->wait, milliseconds(100)) : retry;
    wait += Micros(static_cast<std::int64_t>(chance_.below(static_cast<std::uint64_t>(wait.count() / 10 + 1))));
    retry = next ? kRetryWaitMin : std::min(2 * retry, kRetryWaitMax);
    if (!next) {
      world_.log.warn("source: waiting", {{"source", name_}, {"reason", next.error().message}});
      say(source::State::kWaiting, next.error().message);
    }
    rest(wait);
  }
  (void)settle();
  keep_memory();  // What is durable by now is known to the next start.
}

void Listener::rest(Micros wait) {
  const auto until = std::chrono::steady_clock::now() + wait;
  std::unique_lock hold(shared_->lock);
  shared_->status.wait_until = world_.clock.now() + wait;
  shared_->changed.wait_until(hold, until, [&] { return stop_.load(); });
}

}  // namespace vigie::listening
