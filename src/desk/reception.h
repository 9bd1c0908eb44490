// How posts reach the desk: the house's writer hands over what concerns it, a thread of the desk's own reads each and
// finds its place. What the queue had no room for, and what was on its way when the program ended, is read again from
// the store: each post counts once, whichever way it came.
// Threads: hear() by the house's writer, which it never blocks; start() and stop() by the owner. Errors: a database
// that refuses is told in the log, and what it refused is read again later.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

#include "base/guarded.h"
#include "base/log.h"
#include "base/queue.h"
#include "desk/book.h"
#include "desk/surroundings.h"
#include "intent/intent.h"
#include "post/batch.h"
#include "source/voice.h"
#include "text/words.h"

namespace vigie::desk {

constexpr std::size_t kHeardMax = 4'096;  // On their way to the desk; beyond it they are read again from the store.
constexpr std::size_t kReadTogetherMax = 256;     // In one transaction.
constexpr std::chrono::minutes kNotedMargin{10};  // By how much posts may come in another order than they were seen.
constexpr std::chrono::hours kThreadsReadAgainMax{1};  // Of what answers a conversation and no watch matches.
constexpr std::chrono::hours kWindow{6};               // So much is read again at a time, the oldest first.
constexpr std::chrono::minutes kSweepEvery{10};        // Looks whether the store has lost what the desk knows.

using Voices = std::vector<std::unique_ptr<source::Voice>>;

class Reception {
 public:
  // All outlive it.
  struct Parts {
    Guarded<std::unique_ptr<Book>>& book;
    Surroundings& surroundings;
    const Voices& voices;
    Log& log;
    std::size_t heard_max = kHeardMax;
  };
  explicit Reception(const Parts& parts);
  ~Reception() { stop(); }

  Result<void> start();
  void stop();

  // An item was kept; `watched`: a watch matches it.
  void hear(const post::Item& item, const post::Reading& reading, bool watched);
  bool is_us(const post::Post& post) const;  // By any.
  std::uint64_t overflows() const { return overflows_; }

 private:
  struct Heard {
    post::Batch item;  // One.
    post::Reading reading;
    bool if_answer = false;  // Concerns us only if what it answers turns out to be in a conversation.
  };
  // What there was no room for.
  struct Missed {
    bool any = false;
    Time oldest = Time::max();  // By when they were said,
    Time seen = Time::max();    // and when they reached us.
  };
  enum class Ties : std::uint8_t { kLookedAt, kInConversation, kWaiting };  // In the queue.

  std::optional<Ties> ties(std::string_view source, std::string_view id) const;
  bool concerns(const post::Item& item, bool watched) const;
  bool answers_what_waits(const post::Item& item) const;
  static Result<bool> answers_conversation(Book& book, const post::Post& post);
  void run();
  bool take_in();
  void read_missed(const Missed& missed);
  // Reads the store: what was said since `created`, and seen since `seen`.
  void read_again(Time created, Time seen);
  void read_newly_watched();
  bool read_window(std::span<const query::Query> queries, const store::Span& span, Time seen);
  bool read_all(std::span<const Heard> heard);
  Result<bool> read(Book& book, const post::Item& item, const post::Reading& reading);
  void sweep();
  Result<std::vector<PostKey>> look_over();
  void miss(const post::Item& item);
  void remember(const post::Post& post);
  std::string mentioned() const;

  Parts parts_;
  intent::Reader intents_;
  text::Words words_;          // Of the post that is read.
  bool threads_only_ = false;  // Only what belongs to a conversation is read again.
  Queue<std::unique_ptr<Heard>> queue_;
  Guarded<Missed> missed_;
  Guarded<std::unordered_map<std::uint64_t, Ties>> known_;  // By source and id.
  std::atomic<std::uint64_t> overflows_ = 0;
  std::atomic<bool> stopping_ = false;
  std::thread thread_;
};

}  // namespace vigie::desk
