#include "desk/sender.h"

#include <algorithm>

namespace vigie::desk {
namespace {

constexpr std::chrono::milliseconds kBusyWait{150};
constexpr std::chrono::seconds kIdleWait{30};

}  // namespace

void Sender::start() {
  thread_ = std::thread([this] { run(); });
}

void Sender::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  signal_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void Sender::wake() {
  {
    const std::lock_guard lock(mutex_);
    woken_ = true;
  }
  signal_.notify_all();
}

void Sender::try_now(ReplyId id) {
  {
    const std::lock_guard lock(mutex_);
    hurried_.push_back(id);
    woken_ = true;
  }
  signal_.notify_all();
}

void Sender::run() {
  while (true) {
    greet();
    const bool busy = step();
    std::unique_lock lock(mutex_);
    signal_.wait_for(lock, busy ? std::chrono::milliseconds(kBusyWait) : std::chrono::milliseconds(kIdleWait),
                     [&] { return woken_ || stopping_; });
    woken_ = false;
    if (stopping_) return;
  }
}

void Sender::greet() {
  const auto now = std::chrono::steady_clock::now();
  if (is_greeted_ || now < greeting_.at) return;
  const auto greeted = parts_.voice.greet();
  is_greeted_ = bool(greeted);
  if (is_greeted_) return;
  put_off(greeting_, kRetryFirst, kRetryMax);
  parts_.log.warn("desk: a voice is not ready", {{"reason", greeted.error().message}});
}

bool Sender::step() {
  const auto hurried = [&] {
    const std::lock_guard lock(mutex_);
    return std::exchange(hurried_, {});
  }();
  for (const auto id : hurried) tries_.erase(id);
  if (!hurried.empty()) silence_ = {};
  const bool sending = send_due();
  const bool listening = listen();
  return sending || listening;
}

std::vector<Reply> Sender::of_voice(ReplyState state) {
  auto all = parts_.book.with([&](auto& book) { return book->replies_in(state); });
  if (!all) {
    told(all.error());
    return {};
  }
  std::erase_if(*all, [&](const Reply& one) { return one.is_final || !parts_.voice.speaks_to(one.outgoing.source); });
  return std::move(*all);
}

bool Sender::send_due() {
  bool busy = false;
  bool changed = false;
  for (const auto state : {ReplyState::kFailed, ReplyState::kQueued}) {
    for (const auto& reply : of_voice(state)) {
      {
        const std::lock_guard lock(mutex_);
        if (stopping_) return true;
      }
      busy = true;
      const auto now = std::chrono::steady_clock::now();
      if (now < tries_[reply.id].at) continue;
      if (reply.state == ReplyState::kFailed && !is_wanted(reply)) {
        constexpr auto kGivenAway = "it had failed when its conversation was given back";
        told(parts_.book.with([&](auto& book) { return book->failed(reply, kGivenAway, true); }));
      } else if (now < silence_.at) {  // Who waits behind a network that does not answer sees why, without a try.
        if (reply.state == ReplyState::kFailed && reply.error == silence_reason_) continue;
        told(parts_.book.with([&](auto& book) { return book->failed(reply, silence_reason_, false); }));
      } else {
        send(reply);
      }
      changed = true;
    }
  }
  if (changed) parts_.surroundings.changed();
  return busy;
}

// An answer that waits for a network may be somebody else's to give meanwhile.
bool Sender::is_wanted(const Reply& reply) {
  const auto wanted = parts_.book.with([&](auto& book) { return book->is_wanted(reply); });
  if (!wanted) told(wanted.error());
  return !wanted || *wanted;
}

bool Sender::send(const Reply& reply) {
  const auto said = parts_.voice.say(reply.outgoing);
  const Time now = parts_.surroundings.clock().now();
  if (said) {
    silence_ = {};
    tries_.erase(reply.id);
    told(parts_.book.with([&](auto& book) { return book->sent(reply, *said, now); }));
    return true;
  }
  const bool is_final = said.error().code != ErrorCode::kUnavailable;
  parts_.log.warn("desk: a reply has failed", {{"reply", reply.id}, {"reason", said.error().message}});
  if (!is_final) {
    put_off(tries_[reply.id], parts_.pace.retry_first, kRetryMax);
    put_off(silence_, parts_.pace.retry_first, kRetryMax);
    silence_.at = std::min(silence_.at, tries_[reply.id].at);
    silence_reason_ = said.error().message;
  }
  told(parts_.book.with([&](auto& book) { return book->failed(reply, said.error().message, is_final); }));
  return false;
}

// Our own ears: what the house keeps. True: somebody is not heard yet.
bool Sender::listen() {
  bool waits = false;
  bool changed = false;
  for (const auto& reply : of_voice(ReplyState::kSent)) {
    if (parts_.surroundings.store().knows(reply.outgoing.source, reply.said.id)) {
      questions_.erase(reply.id);
      const Time now = parts_.surroundings.clock().now();
      told(parts_.book.with([&](auto& book) { return book->confirmed(reply.id, now); }));
      changed = true;
      continue;
    }
    waits = true;
    auto& turn = questions_[reply.id];
    const auto now = std::chrono::steady_clock::now();
    if (turn.at == Steady{}) {
      turn = {now + parts_.pace.ask_first, parts_.pace.ask_first};
    } else if (now >= turn.at) {
      ask(reply);
      changed = true;
    }
  }
  if (changed) parts_.surroundings.changed();
  return waits;
}

void Sender::ask(const Reply& reply) {
  const auto stands = parts_.voice.stands(reply.said);
  put_off(questions_[reply.id], parts_.pace.ask_first, kAskMax);
  if (!stands || *stands) return;  // It is there, or nobody says: our ears may still hear it.
  questions_.erase(reply.id);
  constexpr auto kDenied = "the network took this reply and says now that it is not there";
  told(parts_.book.with([&](auto& book) { return book->failed(reply, kDenied, true); }));
}

void Sender::put_off(Turn& turn, std::chrono::milliseconds first, std::chrono::milliseconds most) {
  turn.wait = turn.wait.count() == 0 ? first : std::min(2 * turn.wait, most);
  turn.at = std::chrono::steady_clock::now() + turn.wait;
}

// What the disk refuses now is found undone in the next round.
void Sender::told(const Result<void>& kept) {
  if (!kept) parts_.log.error("desk: replies wait", {{"reason", kept.error().message}});
}

}  // namespace vigie::desk
