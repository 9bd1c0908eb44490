// A conversation that may need an answer, and what became of it. One clock runs for each: from its first post to the
// first human answer.
// Threads: plain values. Errors: none.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "intent/intent.h"

namespace vigie::desk {

using ConversationId = std::int64_t;
using ReplyId = std::int64_t;

constexpr std::chrono::minutes kSameAuthorWithin{10};  // What one author says so soon after belongs together.
constexpr std::chrono::hours kOldestWanted{30 * 24};   // What is older when it reaches us is nobody's work any more.
constexpr std::size_t kReasonBytesMax = 2'000;         // Of letting stand.
constexpr std::size_t kTopicBytesMax = 200;
constexpr std::size_t kDraftBytesMax = 20'000;
constexpr std::size_t kReplyBytesMax = 20'000;
constexpr std::size_t kConversationsPerPage = 50;
constexpr std::size_t kConversationsPerPageMax = 200;
constexpr std::size_t kThreadPostsMax = 200;  // Shown of one conversation: the newest.

enum class State : std::uint8_t { kOpen, kTaken, kAnswered, kLetStand };
std::string_view name_of(State state);  // "open", "taken", "answered", "let_stand"

struct Person {
  std::string id;
  std::string name;
};

// Why a conversation stands where it does: what, with which words, and what it counts.
struct Why {
  std::string why;  // "ours", "mention", "question", "complaint", "attack", "thanks", "mark", "word", "mood", "rating",
                    // "reach"
  std::string word;  // As it was typed, or a figure; may be empty.
  int points = 0;
};

struct Conversation {
  ConversationId id = 0;
  std::string source;
  std::string post;  // The one that it is about: in the store by (source, post).
  intent::Wish kind{};
  std::vector<Why> reasons;
  int points = 0;  // Without those of waiting.
  State state = State::kOpen;
  bool ours = false;  // In our own place.
  std::optional<Person> owner, handed_to;
  std::string topic;
  std::string words;  // Folded, each between spaces: what a topic is looked for in.
  std::string let_stand_reason;
  std::string reopened_by;          // Why it is open again: the kind of what was said, or "hand".
  Time opened_at{};                 // Of its first post.
  Time wants_at{};                  // Since when it waits: opened_at, or the post that opened it again.
  std::optional<Time> answered_at;  // The first human answer, of whoever it was.
  std::uint64_t posts = 0, voices = 0;

  int rank(Time now) const;
};

struct Page {
  std::vector<Conversation> conversations;
  std::string next_cursor;
};

// Who works at the desk, as the API knows them.
struct Answerer {
  Person person;
  std::string badge;  // As the public reads it: "expert in motor, of Orvelle"; empty for the house's own voice.
  bool is_expert = false;
  std::vector<std::string> topics;
  std::optional<Time> until;  // Of the mandate; nothing: it has no end.

  bool is_about(const Conversation& conversation) const;  // One of the topics.
  bool may_see(const Conversation& conversation) const;   // Handed to them, theirs, or about one of their topics.
  // Whether what they say goes out at once.
  bool has_mandate(const Conversation& conversation, Time now) const;
};

// A topic as it is compared: folded, each word between spaces.
std::string folded_words(std::string_view text);

// Each post that the desk has looked at is one of shown, merged, rejected.
struct Counts {
  std::uint64_t received = 0, shown = 0, merged = 0, rejected = 0;
  std::map<std::string, std::uint64_t> rejected_because;  // "nothing", "repost", "ours", "old", "gone"
  std::map<std::string, std::uint64_t> states;            // Conversations by their state.
  std::map<std::string, std::uint64_t> replies;           // By their state.
  std::optional<Micros> median_first_answer;              // Of the last conversations that were answered,
  std::optional<Micros> median_expert_answer;             // and of questions that an expert answered.
};

}  // namespace vigie::desk
