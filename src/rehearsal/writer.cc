#include "rehearsal/writer.h"

#include <utility>

#include "base/hash.h"
#include "rehearsal/rhythm.h"
#include "rehearsal/typing.h"

namespace vigie::rehearsal {
namespace {

constexpr double kNamesWhomItAnswers = 0.3;
constexpr double kSpeaksToTheTopic = 0.85;
constexpr int kMoreSentencesMax = 2;

std::size_t place(Tongue tongue) { return static_cast<std::size_t>(tongue); }

// Ends what was said before more follows; a hashtag, a mention or an emoji ends by itself.
void close_sentence(std::string& text) {
  const auto word = std::string_view(text).substr(text.find_last_of(' ') + 1);
  if (word.empty() || word[0] == '#' || word[0] == '@') return;
  const auto last = static_cast<unsigned char>(text.back());
  if (std::string_view(".!?").find(text.back()) == std::string_view::npos && last < 0x80) text += '.';
  if (last >= 0x80 && text.size() > 1 && static_cast<unsigned char>(text[text.size() - 2]) == 0xC3) text += '.';
}

}  // namespace

void Writer::say(const SayRule& rule, const Occasion& occasion, Random& random, std::string& out) {
  const auto tongue = place(occasion.tongue);
  if (!rule[tongue]) return;
  const auto now = week_moment(script_, occasion.at);
  const Speaker speaker{occasion.person->feminine,
                        occasion.person->polite,
                        occasion.answered != nullptr ? std::string_view(occasion.answered->handle) : std::string_view(),
                        now.minute_of_day,
                        now.weekday,
                        &choices_,
                        occasion.parent != nullptr ? &occasion.parent->spoke_of : nullptr};
  script_.grammars[tongue].say(*rule[tongue], speaker, random, out);
}

// A reply has words for what the other spoke of, where the scenario gives some; now and then it has not.
const SayRule& Writer::main_rule(const Occasion& occasion, Random& random) const {
  const Move& move = *occasion.move;
  if (occasion.parent == nullptr || occasion.parent->topic >= move.says_on.size()) return move.says;
  const SayRule& rule = move.says_on[occasion.parent->topic];
  if (!rule[place(occasion.tongue)]) return move.says;
  const bool is_stirred = move.answers.empty();  // Who reacts to an answer has read it.
  return is_stirred || random.chance(kSpeaksToTheTopic) ? rule : move.says;
}

// The main sentence, then as many more as this person is given to.
void Writer::compose(const Occasion& occasion, Random& random) {
  const Move& move = *occasion.move;
  const Habits& habits = occasion.person->habits;
  sentence_.clear();
  choices_.clear();
  if (occasion.answered != nullptr && move.kind == post::Kind::kReply && random.chance(kNamesWhomItAnswers)) {
    sentence_.append("@").append(occasion.answered->handle).append(" ");
  }
  say(main_rule(occasion, random), occasion, random, sentence_);
  for (int i = 0; i < kMoreSentencesMax && move.more[place(occasion.tongue)] && random.chance(habits.chatty); ++i) {
    more_.clear();
    say(move.more, occasion, random, more_);
    if (sentence_.find(more_) != std::string::npos) continue;  // Nobody says the same thing twice.
    close_sentence(sentence_);
    sentence_.append(" ").append(more_);
  }
  text_.clear();
  type(sentence_, habits, occasion.tongue, script_.customs[place(occasion.tongue)].shorthand, random, text_);
  add_tail(occasion, random);
}

// People who say the very words of another are rare: who would, says it otherwise.
void Writer::compose_anew(const Occasion& occasion, Random& random) {
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    compose(occasion, random);
    const auto hash = hash64(text_);
    auto& place_of_text = said_[hash % kSaidRemembered];
    if (std::exchange(place_of_text, hash) != hash) return;
  }
}

// A favourite emoji, then hashtags.
void Writer::add_tail(const Occasion& occasion, Random& random) {
  const auto tongue = place(occasion.tongue);
  const Habits& habits = occasion.person->habits;
  const auto& emoji = script_.customs[tongue].emoji[static_cast<std::size_t>(occasion.move->mood)];
  if (emoji && random.chance(habits.emoji)) {
    text_ += ' ';
    script_.grammars[tongue].say_nth(*emoji, habits.favourite + random.below(3), {}, random, text_);
  }
  if (occasion.move->tags[tongue] && text_.find('#') == std::string::npos && random.chance(habits.hashtags)) {
    text_ += ' ';
    say(occasion.move->tags, occasion, random, text_);
  }
}

void Writer::find_links() {
  links_.clear();
  const std::string_view text = text_;
  for (auto at = text.find("https://"); at != std::string_view::npos; at = text.find("https://", at + 8)) {
    auto link = text.substr(at, text.find(' ', at) - at);
    while (!link.empty() && std::string_view(".,!?)").find(link.back()) != std::string_view::npos)
      link.remove_suffix(1);
    links_.push_back(link);
  }
}

void Writer::write(const Occasion& occasion, Random& random, post::Post& post) {
  const Move& move = *occasion.move;
  if (move.kind == post::Kind::kRepost) return;
  if (move.copied) {
    auto& copy = copies_[{&move, occasion.tongue}];
    if (copy.empty()) {
      compose(occasion, random);
      copy = text_;
    }
    text_ = copy;
  } else {
    compose_anew(occasion, random);
  }
  find_links();
  title_.clear();
  sentence_.clear();
  say(move.title, occasion, random, sentence_);
  type(sentence_, occasion.person->habits, occasion.tongue, {}, random, title_);
  alt_.clear();
  say(move.alt, occasion, random, alt_);
  picture_ = {"image", alt_};
  post.text = text_;
  post.title = title_;
  post.links = links_;
  if (!alt_.empty()) post.media = {&picture_, 1};
}

}  // namespace vigie::rehearsal
