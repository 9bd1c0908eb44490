#include "desk/conversation.h"

#include <algorithm>
#include <array>

#include "desk/ranking.h"
#include "text/words.h"

namespace vigie::desk {
namespace {

constexpr std::array<std::string_view, 4> kStates = {"open", "taken", "answered", "let_stand"};

bool holds_all(const std::string& words, const std::string& topic) {
  std::size_t from = 0;
  while (from + 1 < topic.size()) {  // " motor oil ": each with its spaces.
    const auto end = topic.find(' ', from + 1);
    if (words.find(topic.substr(from, end - from + 1)) == std::string::npos) return false;
    from = end;
  }
  return topic.size() > 1;
}

}  // namespace

std::string_view name_of(State state) { return kStates.at(static_cast<std::size_t>(state)); }

int Conversation::rank(Time now) const { return points + points_of_waiting(now - wants_at); }

std::string folded_words(std::string_view text) {
  text::Words words;
  words.add(text::Field::kText, text);
  std::string out = " ";
  for (const auto& word : words.all()) {
    if (word.kind != text::Kind::kWord) continue;
    out += words.folded(word);
    out += ' ';
  }
  return out;
}

bool Answerer::is_about(const Conversation& conversation) const {
  const auto given = folded_words(conversation.topic);
  return std::any_of(topics.begin(), topics.end(), [&](const std::string& topic) {
    const auto folded = folded_words(topic);
    return folded.size() > 1 && (folded == given || holds_all(conversation.words, folded));
  });
}

bool Answerer::may_see(const Conversation& conversation) const {
  if (!is_expert) return true;
  const auto is_me = [&](const std::optional<Person>& one) { return one && one->id == person.id; };
  return is_me(conversation.owner) || is_me(conversation.handed_to) || is_about(conversation);
}

bool Answerer::has_mandate(const Conversation& conversation, Time now) const {
  if (!is_expert) return true;
  return (!until || now < *until) && is_about(conversation);
}

}  // namespace vigie::desk
