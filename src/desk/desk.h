// The desk of a house: every conversation that wants an answer, who has it, and the replies on their way.
// `doc/decisions/desk.md` says why it is so.
// Threads: open(), start(), stop() by the owner; hear() by the house's writer, which it never blocks; all else by any.
// start() makes a thread that reads what comes in and one for each voice. Owns: its tables (DATA/vigie.db), its voices.
// Errors: kNotFound, also for what an expert may not see; kConflict with the name of whoever was first; kInvalid for a
// text that the network would refuse.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/guarded.h"
#include "base/log.h"
#include "base/random.h"
#include "desk/book.h"
#include "desk/check.h"
#include "desk/reception.h"
#include "desk/sender.h"
#include "desk/surroundings.h"

namespace vigie::desk {

// One conversation with all that a page shows of it.
struct Whole {
  Conversation conversation;
  std::vector<PostKey> thread;  // In order of time; what is gone from the store is left out by whoever shows it.
  std::vector<Reply> replies;
  std::optional<Draft> draft;
  std::string cannot_reply_why;  // Empty: one can. "no_voice", "gone"
};

struct ReplyOrder {
  ConversationId conversation = 0;
  std::string text;
  std::string client_key;
};

class Desk {
 public:
  struct Parts {
    std::string folder;  // DATA
    std::unique_ptr<Surroundings> surroundings;
    Voices voices;  // In a rehearsal only such as stay in the sealed house.
    Log& log;
    std::uint64_t seed = 0;  // Of the keys of replies.
    Pace pace{};
    std::size_t heard_max = kHeardMax;
  };
  static Result<std::unique_ptr<Desk>> open(Parts parts);
  ~Desk();

  Result<void> start();
  void stop();
  void hear(const post::Item& item, const post::Reading& reading, bool watched) {
    reception_->hear(item, reading, watched);
  }

  Result<Page> list(const Filter& filter);
  Result<Whole> read(ConversationId id, const Answerer& by);
  Result<Conversation> take(ConversationId id, const Answerer& by);
  Result<Conversation> release(ConversationId id, const Answerer& by);
  Result<Conversation> reopen(ConversationId id, const Answerer& by);
  Result<Conversation> let_stand(ConversationId id, const Answerer& by, const std::string& reason);
  Result<Conversation> hand(ConversationId id, const Answerer& by, const Person& to, const std::string& topic);
  // Who is no longer with us has nothing on their hands: it is open again to all.
  Result<void> let_go(const std::string& person);
  Result<std::optional<Draft>> keep_draft(ConversationId id, const Answerer& by, const std::string& text);

  // Durable on return.
  Result<Reply> reply(const ReplyOrder& order, const Answerer& by);
  Result<Reply> retry(ConversationId id, ReplyId reply, const Answerer& by);  // Passed on, as a new one would be.
  Result<Reply> approve(ConversationId id, ReplyId reply);                    // A manager, for an expert.
  Result<void> drop(ConversationId id, ReplyId reply);

  // A text as it would go to `source`, and how much room there is.
  struct Advice {
    Checked checked;
    source::Room room;
  };
  Advice check(const std::string& text, std::string_view source, const Answerer& by) const;

  // How many conversations each filter gives this person.
  Result<std::map<std::string, std::uint64_t>> count(const Answerer& by);
  Result<Counts> counts();
  // What went out in [from, to), by time; the first kRepliesSaidMax.
  Result<std::vector<Reply>> said_between(Time from, Time to);
  bool is_us(const post::Post& post) const;  // Said by one of us, or by our account.
  Time now() const { return parts_.surroundings->clock().now(); }

 private:
  explicit Desk(Parts parts) : parts_(std::move(parts)), random_(Random(parts_.seed)) {}
  source::Voice* voice_for(std::string_view source) const;
  // All that `work` reads is of one moment.
  template <typename Work>
  auto look(Work&& work) {
    return looking_.with([&](auto& book) { return book->of_one_moment([&] { return work(*book); }); });
  }
  Result<Conversation> visible(ConversationId id, const Answerer& by);
  Result<Reply> reply_of(ConversationId id, ReplyId reply);
  Result<Conversation> changed(Result<Conversation> conversation);
  void wake();
  std::string new_key();
  static std::string outgoing_text(const std::string& text, const source::Voice* voice, const Answerer& by);

  Parts parts_;
  Guarded<Random> random_;
  Guarded<std::unique_ptr<Book>> book_;
  Guarded<std::unique_ptr<Book>> looking_;  // A connection of its own: who looks waits for no writer's commit.
  Check check_;
  std::unique_ptr<Reception> reception_;
  std::vector<std::unique_ptr<Sender>> senders_;
};

}  // namespace vigie::desk
