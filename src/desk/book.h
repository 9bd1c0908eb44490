// The desk's own tables: conversations, the posts that were looked at, replies, drafts, counts. All SQL of the desk is
// here and in book_*.cc; every call is one transaction, so that a kill at any moment leaves whole sentences.
// received = shown + merged + rejected at the end of each.
// Threads: owned by one at a time (Guarded). Errors: what the database says; kNotFound, kConflict as told.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "desk/conversation.h"
#include "desk/reply.h"
#include "intent/intent.h"
#include "post/post.h"
#include "storage/database.h"

namespace vigie::desk {

// One post as the desk has read it. Borrows.
struct Arrival {
  const post::Post& post;
  intent::Intent intent;
  std::vector<Why> reasons;
  int points = 0;
  std::string words;  // folded_words() of its text.
  bool ours = false;  // In our own place.
  bool is_us = false;
};

// A post that the desk knows.
struct PostKey {
  std::string source, id;
};

// Which conversations are wanted; of an expert those that they may see.
struct Filter {
  std::string state;  // "", "open", "mine", "taken", "handed", "answered", "let_stand"
  const Answerer* answerer = nullptr;
  std::size_t limit = kConversationsPerPage;
  std::string cursor;
};

struct NewReply {
  ConversationId conversation = 0;
  ReplyState state = ReplyState::kQueued;
  source::Outgoing outgoing;
  std::string text;
  std::string client_key;  // The same twice from one author is one reply; empty: each is its own.
  const Answerer* answerer = nullptr;
};

Error no_conversation();  // kNotFound.

class Book {
 public:
  static Result<std::unique_ptr<Book>> open(const std::string& path);

  // All of `work` in one transaction.
  Result<void> together(const std::function<Result<void>()>& work) { return database_->transaction(work); }
  // Likewise; a power cut may take it back, with note(): it is read again from there.
  Result<void> read_together(const std::function<Result<void>()>& work) {
    return database_->transaction(work, storage::Lasting::kWithOthers);
  }

  // What several calls of `look` read is of one moment.
  template <typename Look>
  auto of_one_moment(Look&& look) -> decltype(look()) {
    std::optional<decltype(look())> out;
    const auto read = database_->snapshot([&]() -> Result<void> {
      out = look();
      return {};
    });
    if (!read) return read.error();
    return std::move(*out);
  }

  // Inside together(). What is known already is not counted again; a newer version is read anew.
  // True: a conversation has changed.
  Result<bool> receive(const Arrival& arrival, Time now);
  Result<bool> forget_post(const std::string& source, const std::string& id);
  Result<bool> forget_author(const std::string& source, const std::string& author, std::optional<Time> until);
  Result<void> forget_rejected_before(Time seen_at);

  // How far the desk has read.
  Result<std::optional<Time>> noted();
  Result<void> note(Time seen_upto);
  // Every post of the table, and whether it belongs to a conversation.
  Result<void> each_post(const std::function<void(PostKey key, bool in_conversation)>& on_post);
  Result<bool> is_in_conversation(std::string_view source, std::string_view id);
  Result<std::vector<std::string>> sources();  // Of conversations.

  Result<Conversation> find(ConversationId id);
  Result<Page> list(const Filter& filter);
  Result<std::map<std::string, std::uint64_t>> count_filters(const Answerer& by);
  Result<std::vector<PostKey>> posts_of(ConversationId id);  // The newest kThreadPostsMax, in order of time.
  // The post to answer: the last that wanted something, or else the one that it is about.
  Result<PostKey> post_to_answer(const Conversation& conversation);

  // kConflict with somebody else's name: theirs; the caller reads find() for who.
  Result<Conversation> take(ConversationId id, const Person& by);
  Result<Conversation> release(ConversationId id, const Answerer& by);
  Result<Conversation> let_stand(ConversationId id, const Answerer& by, const std::string& reason, Time now);
  Result<Conversation> reopen(ConversationId id);
  Result<Conversation> hand(ConversationId id, const Answerer& by, const Person& to, const std::string& topic);
  Result<void> let_go(const std::string& person);  // Of all that they have taken or were handed.

  Result<std::optional<Draft>> draft(ConversationId id, const std::string& account);
  Result<void> keep_draft(ConversationId id, const std::string& account, const std::string& text, Time now);

  // Takes the conversation where nobody has it; the draft has become the reply. kConflict where another has it, or has
  // settled it.
  Result<Reply> add_reply(const NewReply& reply, Time now);
  // That went out in [from, to), by time; the first kRepliesSaidMax.
  Result<std::vector<Reply>> replies_said(Time from, Time to);
  Result<Reply> reply(ReplyId id);
  Result<std::vector<Reply>> replies_of(ConversationId id);
  Result<std::vector<Reply>> replies_in(ReplyState state);  // By id.
  Result<Reply> send_again(ReplyId id, ReplyState as);      // Failed: kConflict else.
  Result<bool> is_wanted(const Reply& reply);               // Nobody has given its conversation to another meanwhile.
  Result<Reply> approve(ReplyId id);                        // Passed on: kConflict else.
  Result<void> drop(ReplyId id);                            // Passed on, or failed for good: kConflict else.

  Result<void> sent(const Reply& reply, const source::Said& said, Time now);
  Result<void> confirmed(ReplyId id, Time now);
  Result<void> failed(const Reply& reply, const std::string& error, bool is_final);

  Result<Counts> counts();

 private:
  explicit Book(std::unique_ptr<storage::Database> database) : database_(std::move(database)) {}

  struct Known {
    std::optional<ConversationId> conversation;
    std::string fate, reason;
    Time version{};  // edited_at, or created_at.
  };
  Result<std::optional<Known>> known(const std::string& source, const std::string& id);
  Result<std::optional<ConversationId>> conversation_for(const Arrival& arrival);
  Result<bool> is_said(const post::Post& post);
  Result<bool> place(const Arrival& arrival, Time now);
  Result<bool> merge(ConversationId id, const Arrival& arrival, Time now);
  Result<bool> open_new(const Arrival& arrival);
  Result<bool> read_edit(const Known& known, const Arrival& arrival, Time now);
  Result<void> keep_post(const Arrival& arrival, std::optional<ConversationId> conversation, const char* fate,
                         const char* reason);
  Result<void> count(const std::string& name, std::int64_t more);
  Result<void> recount(ConversationId id);
  Result<void> ask_again(ConversationId id, const Arrival& arrival);
  Result<void> move_opening(ConversationId id);
  Result<void> take_away(ConversationId id);
  Result<std::optional<Conversation>> one(std::string_view where, std::span<const storage::Value> values);
  Result<Conversation> work_on(ConversationId id, const Answerer& by,
                               const std::function<Result<void>(const Conversation&)>& work);
  Result<std::vector<Reply>> replies(std::string_view where, std::span<const storage::Value> values);
  Result<std::optional<Micros>> median(std::string_view sql);

  std::unique_ptr<storage::Database> database_;
};

}  // namespace vigie::desk
