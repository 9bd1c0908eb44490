// Sends the replies of one voice, and waits until our own ears hear them back. Queued in the book before anybody is
// told so, said under a key that no second try can double, noted afterwards: a kill between any two of these loses
// nothing. Threads: one of its own from start() to stop(); wake() by any. Errors: each becomes a word at the reply.
#pragma once

#include <atomic>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <thread>

#include "base/guarded.h"
#include "base/log.h"
#include "desk/book.h"
#include "desk/surroundings.h"
#include "source/voice.h"

namespace vigie::desk {

// Waits between tries of a network that does not answer.
constexpr std::chrono::seconds kRetryFirst{2};
constexpr std::chrono::seconds kRetryMax{60};
// Sent and not heard: the network is asked whether it is there, then again after twice as long.
constexpr std::chrono::seconds kAskFirst{8};
constexpr std::chrono::minutes kAskMax{30};

struct Pace {
  std::chrono::milliseconds retry_first = kRetryFirst;
  std::chrono::milliseconds ask_first = kAskFirst;
};

class Sender {
 public:
  // All outlive it.
  struct Parts {
    Guarded<std::unique_ptr<Book>>& book;
    source::Voice& voice;
    Surroundings& surroundings;
    Log& log;
    Pace pace{};
  };
  explicit Sender(const Parts& parts) : parts_(parts) {}
  ~Sender() { stop(); }

  void start();
  void stop();
  void wake();               // There is something to say.
  void try_now(ReplyId id);  // Without waiting for its turn.

  // One round, as the thread does them. True: something is still on its way.
  bool step();

 private:
  using Steady = std::chrono::steady_clock::time_point;
  // A reply that waits to be tried, or asked after, again.
  struct Turn {
    Steady at{};
    std::chrono::milliseconds wait{0};
  };

  void run();
  void greet();
  bool send_due();
  bool is_wanted(const Reply& reply);
  bool send(const Reply& reply);
  bool listen();
  void ask(const Reply& reply);
  std::vector<Reply> of_voice(ReplyState state);
  void put_off(Turn& turn, std::chrono::milliseconds first, std::chrono::milliseconds most);
  void told(const Result<void>& kept);

  Parts parts_;
  std::map<ReplyId, Turn> tries_, questions_;
  Turn silence_;  // Of a voice that did not answer: nobody is sent into it.
  std::string silence_reason_;
  Turn greeting_;
  bool is_greeted_ = false;
  std::mutex mutex_;
  std::condition_variable signal_;
  std::vector<ReplyId> hurried_;
  bool woken_ = false;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace vigie::desk
