#include "alert/courier.h"

#include <algorithm>
#include <limits>
#include <thread>

#include "base/utf8.h"
#include "net/public_address.h"
#include "net/url.h"

namespace vigie::alert {
namespace {

constexpr std::chrono::milliseconds kLookEvery{1'000};
constexpr std::size_t kErrorBytesMax = 400;
constexpr std::string_view kSealed = "a rehearsal: nothing of it leaves the house";
constexpr std::string_view kNoMail = "no mail server: alerts.smtp is not configured";
constexpr std::string_view kNoWebhooks = "no webhooks here";
constexpr std::string_view kNobodyAsks = "no rule names this address any more, or the alert is forgotten";

std::string shortened(std::string text) {
  text.resize(whole_points(text, kErrorBytesMax));
  return text;
}

std::string key_of(Channel channel, const std::string& address) {
  return std::string(name_of(channel)) + " " + address;
}

// What breaks on the way is a failed try, of this one alone.
Result<void> said_by(const Carry& way, const Parcel& parcel, const std::atomic<bool>& stop) {
  try {
    return way(parcel, stop);
  } catch (const std::exception& bug) {
    return unavailable("a mistake of Vigie: " + std::string(bug.what()));
  } catch (...) {
    return unavailable("a mistake of Vigie");
  }
}

}  // namespace

Courier::Courier(World world) : world_(std::move(world)) {}

Result<std::unique_ptr<Courier>> Courier::open(const std::string& path, World world) {
  auto outbox = Outbox::open(path);
  if (!outbox) return outbox.error();
  std::unique_ptr<Courier> out(new Courier(std::move(world)));
  out->outbox_.with([&](auto& own) { own = std::move(*outbox); });
  return out;
}

Courier::~Courier() { stop(); }

Result<void> Courier::post(const Notice& notice, std::span<const Address> to) {
  std::vector<Outbox::Entry> entries;
  for (const auto& address : to) {
    if (address.channel != Channel::kBrowser) entries.push_back({address, "", "", ""});
  }
  return queue(notice, entries);
}

Result<void> Courier::queue(const Notice& notice, std::span<const Outbox::Entry> entries) {
  if (entries.empty()) return {};
  std::vector<Outbox::Entry> judged(entries.begin(), entries.end());
  for (auto& entry : judged) {
    const bool is_letter = entry.to.channel == Channel::kEmail;
    if (const auto ok = check_address(entry.to); !ok) entry.refused = ok.error().message;
    if (!way_of(entry.to.channel)) entry.refused = is_letter ? kNoMail : kNoWebhooks;
    if (world_.is_sealed) entry.refused = kSealed;
    if (!entry.refused.empty() && !world_.is_sealed) {
      world_.log.warn("alert: not delivered", {{"alert", notice.alert}, {"reason", entry.refused}});
    }
  }
  auto kept = outbox_.with([&](auto& outbox) { return outbox->add(notice, judged, world_.clock.now()); });
  if (!kept) return kept;
  world_.changed();
  wake();
  return {};
}

Result<void> Courier::check(const Address& address) const {
  if (auto ok = check_address(address); !ok) return ok;
  if (address.channel != Channel::kWebhook || world_.may_be_private || world_.is_sealed) return {};
  const auto url = net::parse_url(address.address);
  const auto why = url ? net::why_not_public(url->host) : std::nullopt;
  if (!why) return {};
  return invalid("address: " + url->host + " is " + std::string(*why) +
                 ", which is not reached unless alerts.webhook_private is set");
}

Result<void> Courier::try_out(const Address& to) {
  const auto second = std::chrono::floor<std::chrono::seconds>(world_.clock.now()).time_since_epoch().count();
  const Notice trial{kTrial, static_cast<int>(second % std::numeric_limits<int>::max()), 0, false};
  const Message said{"Un essai de Vigie",
                     "A trial of Vigie",
                     "Ceci est un essai : les alertes de Vigie arrivent ici.\n",
                     "This is a trial: alerts of Vigie arrive here.\n",
                     R"({"id":null,"trial":true})",
                     to.secret};
  if (to.channel == Channel::kBrowser) return {};
  const Outbox::Entry entry{to, subject_of(said), body_of(said, to.channel), ""};
  return queue(trial, {&entry, 1});
}

std::string Courier::subject_of(const Message& message) const {
  return world_.french ? message.subject_fr : message.subject_en;
}

std::string Courier::body_of(const Message& message, Channel channel) const {
  if (channel == Channel::kWebhook) return message.json;
  return world_.french ? message.text_fr : message.text_en;
}

Result<void> Courier::cancel(std::int64_t id, const std::string& why) {
  auto cancelled = outbox_.with([&](auto& outbox) { return outbox->cancel(id, why); });
  if (!cancelled) return cancelled;
  world_.changed();
  wake();  // The next of that address may go.
  return {};
}

Result<void> Courier::look_again(std::int64_t rule) {
  auto hastened = outbox_.with([&](auto& outbox) { return outbox->hasten(rule, world_.clock.now()); });
  if (hastened) wake();
  return hastened;
}

Result<std::vector<Delivery>> Courier::list(std::size_t limit, std::optional<std::int64_t> before) const {
  return outbox_.with([&](auto& outbox) { return outbox->list(limit, before); });
}

Result<Courier::Counts> Courier::counts() const {
  const auto waiting = outbox_.with([](auto& outbox) { return outbox->waiting(); });
  if (!waiting) return waiting.error();
  return Counts{*waiting, sent_, failed_, given_up_};
}

void Courier::wake() {
  {
    const std::lock_guard lock(mutex_);
    woken_ = true;
  }
  signal_.notify_all();
}

void Courier::run() {
  std::vector<std::thread> carriers;
  if (world_.letter) carriers.emplace_back([this] { carry(letters_, world_.letter); });
  for (std::size_t i = 0; world_.webhook && i < kWebhooksAtOnce; ++i) {
    carriers.emplace_back([this] { carry(webhooks_, world_.webhook); });
  }
  while (!stop_) {
    look();
    std::unique_lock lock(mutex_);
    signal_.wait_for(lock, kLookEvery, [&] { return woken_ || stop_; });
    woken_ = false;
  }
  letters_.parcels.close();
  webhooks_.parcels.close();
  for (auto& carrier : carriers) carrier.join();
  settle();
}

// Whatever breaks here, the next round comes.
void Courier::look() {
  std::string problem;
  try {
    settle();
    while (dispatch() && !stop_) {
    }
  } catch (const std::exception& bug) {
    problem = bug.what();
  }
  if (!problem.empty() && problem != problem_) world_.log.error("alert: deliveries stand", {{"reason", problem}});
  problem_ = std::move(problem);  // The same one is told once.
}

void Courier::stop() {
  stop_ = true;
  wake();
}

// A carrier's thread.
void Courier::carry(Lane& lane, const Carry& way) {
  while (auto parcel = lane.parcels.pop()) {
    auto became = stop_ ? Result<void>(unavailable("stopped")) : said_by(way, *parcel, stop_);
    {
      const std::lock_guard lock(mutex_);
      told_.push_back({std::move(*parcel), std::move(became)});
    }
    wake();
  }
}

// What the disk refuses to note is noted in a later round; meanwhile its address hears nothing twice.
void Courier::settle() {
  {
    const std::lock_guard lock(mutex_);
    std::move(told_.begin(), told_.end(), std::back_inserter(unsettled_));
    told_.clear();
  }
  std::erase_if(unsettled_, [this](const Told& told) { return settle(told); });
}

bool Courier::settle(const Told& told) {
  const auto& parcel = told.parcel;
  const bool is_cut_short = !told.became && stop_;  // No fault of theirs: it is tried at the next start.
  if (!is_cut_short) {
    const Time now = world_.clock.now();
    const bool may_retry = !told.became && told.became.error().code == ErrorCode::kUnavailable;
    const auto next = may_retry ? next_try(parcel.attempts + 1, parcel.at, now) : std::nullopt;
    const auto noted = outbox_.with([&](auto& outbox) {
      return told.became ? outbox->sent(parcel.id)
                         : outbox->failed(parcel.id, shortened(told.became.error().message), next);
    });
    if (!noted) {
      world_.log.error("alert: deliveries are not noted", {{"reason", noted.error().message}});
      return false;
    }
    if (!told.became) {
      world_.log.warn(next ? "alert: a delivery has failed" : "alert: a delivery is given up",
                      {{"delivery", parcel.id}, {"reason", told.became.error().message}});
    }
    ++(told.became ? sent_ : next ? failed_ : given_up_);
    world_.changed();
  }
  auto& lane = lane_of(parcel.to.channel);
  --lane.busy;
  if (parcel.attempts > 0) --lane.seconds;
  on_their_way_.erase(key_of(parcel.to.channel, parcel.to.address));
  return true;
}

bool Courier::dispatch() {
  const auto due = outbox_.with([&](auto& outbox) { return outbox->due(world_.clock.now()); });
  if (!due) {
    world_.log.error("alert: deliveries are not read", {{"reason", due.error().message}});
    return false;
  }
  bool gave_up = false;
  for (const auto& one : *due) gave_up = hand_over(one) || gave_up;
  return gave_up;
}

bool Courier::give_up(const Due& due, std::string_view why) {
  const auto noted = outbox_.with([&](auto& outbox) { return outbox->cancel(due.id, std::string(why)); });
  if (!noted) world_.log.error("alert: deliveries are not noted", {{"reason", noted.error().message}});
  if (noted) ++given_up_;
  if (noted) world_.changed();
  return static_cast<bool>(noted);
}

// False: nobody asks for it.
Result<bool> Courier::write(Parcel& parcel) const {
  if (parcel.alert == kTrial) return true;
  auto said = world_.write(parcel);
  if (!said) return said.error();
  if (!*said) return false;
  parcel.subject = subject_of(**said);
  parcel.body = body_of(**said, parcel.to.channel);
  if (parcel.to.channel == Channel::kWebhook) parcel.to.secret = (*said)->secret;
  return true;
}

bool Courier::hand_over(const Due& due) {
  auto& lane = lane_of(due.channel);
  const bool is_letter = due.channel == Channel::kEmail;
  const std::size_t room = is_letter ? 1 : kWebhooksAtOnce;
  const auto key = key_of(due.channel, due.address);
  if (!way_of(due.channel))
    return give_up(due, is_letter ? kNoMail : kNoWebhooks);  // There was one when it was queued.
  if (lane.busy == room || on_their_way_.contains(key)) return false;
  if (!is_letter && due.attempts > 0 && lane.seconds == kSecondTriesAtOnce) return false;
  auto parcel = outbox_.with([&](auto& outbox) { return outbox->parcel(due.id); });
  if (!parcel) {
    world_.log.error("alert: deliveries are not read", {{"reason", parcel.error().message}});
    return false;
  }
  if (!*parcel) return false;
  const auto written = write(**parcel);
  if (!written) {
    world_.log.error("alert: a delivery is not written", {{"reason", written.error().message}});
    return false;
  }
  if (!*written) return give_up(due, kNobodyAsks);
  if (!lane.parcels.try_push(**parcel)) return false;
  ++lane.busy;
  if (due.attempts > 0) ++lane.seconds;
  on_their_way_.insert(key);
  return false;
}

}  // namespace vigie::alert
