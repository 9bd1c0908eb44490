#include "rehearsal/play.h"

#include <algorithm>
#include <array>
#include <map>

#include "base/time_text.h"
#include "rehearsal/answers.h"
#include "rehearsal/arrivals.h"
#include "rehearsal/limits.h"
#include "rehearsal/mixed.h"
#include "rehearsal/recent.h"
#include "rehearsal/regrets.h"
#include "rehearsal/rhythm.h"
#include "rehearsal/script.h"
#include "rehearsal/staff.h"
#include "rehearsal/writer.h"

namespace vigie::rehearsal {
namespace {

constexpr std::string_view kPage = "page";  // The id of the page's own text, in our place.

// 13 letters and digits that tell nothing but that they differ: SplitMix64 is a bijection.
std::array<char, 13> id_of(std::uint64_t seed, std::uint64_t number) {
  static constexpr std::string_view kDigits = "abcdefghjkmnpqrstvwxyz0123456789";
  std::uint64_t value = Random(mixed(seed, 1, 2) + number * 0x9E3779B97F4A7C15ULL).next();
  std::array<char, 13> out{};
  for (auto& digit : out) {
    digit = kDigits[value % 32];
    value /= 32;
  }
  return out;
}

}  // namespace

// Where items and their truths go.
struct Takers {
  post::Batch& batch;
  std::vector<Truth>* truths;

  const post::Item& take(const post::Item& item, const Truth& truth) {
    if (truths != nullptr) truths->push_back(truth);
    return batch.add(item);
  }
};

class Play::Stage {
 public:
  Stage(const Scenario& scenario, const PlayOptions& options)
      : scenario_(scenario),
        script_(scenario_.script()),
        seed_(options.seed),
        base_(options.base),
        scale_(std::min(std::clamp(options.scale, 0.0, kScaleMax) * script_.scale, kScaleMax)),
        reacts_(options.reacts || options.policy != Policy::kNone),
        public_(script_, scale_),
        arrivals_(script_, public_, scale_, mixed(seed_, 3, 0)),
        regrets_(script_),
        words_(mixed(seed_, 4, 0)),
        people_(script_, scale_, mixed(seed_, 5, 0)),
        writer_(script_),
        staff_(script_, options.policy, mixed(seed_, 6, 0)),
        answers_(script_, people_, mixed(seed_, 7, 0)),
        source_("drill:" + script_.name),
        place_url_(options.place_url),
        recent_(script_.flows.size()) {}

  bool ended() const { return !next() && !arrivals_.undrawn(); }

  // Minutes are drawn as the clock reaches them, and never before: until then somebody may act.
  std::size_t until(Time now, Takers takers, std::size_t items_max) {
    const std::size_t before = takers.batch.size();
    const Micros to = now - base_;
    while (takers.batch.size() - before < items_max) {
      const auto next = this->next();
      const auto undrawn = arrivals_.undrawn();
      if (undrawn && *undrawn <= to && (!next || *undrawn <= next->at)) {
        draw(*undrawn);
      } else if (next && next->at <= to) {
        go_on(next->what, takers);
      } else {
        break;
      }
    }
    told_until_ = std::max(told_until_, to);
    return takers.batch.size() - before;
  }

  bool act(Act act, Time at) {
    if (acts_.size() + coming_.size() >= kActsMax) return false;
    act.at = std::min(std::max(at - base_, told_until_), script_.duration);
    coming_.emplace(act.at, std::move(act));
    return true;
  }
  std::span<const Act> acts() const { return acts_; }

  const Said& said() const { return said_; }
  double expected_posts() const { return rehearsal::expected_posts(script_) * scale_; }
  std::size_t author_count() const { return people_.size(); }

 private:
  // Who of which flow does what.
  struct Cue {
    Micros at;
    std::uint16_t flow;
    std::uint16_t crowd;
    const Move* move;
    Tongue tongue;
    Role role = Role::kNone;
    const RecentPost* stirred_by = nullptr;  // The public's own, until it hears the next.
  };
  enum class What : std::uint8_t { kAct, kDeed, kArrival, kRegret };
  struct Next {
    Micros at;
    What what;
  };

  // What comes first; at the same time, in the order of What.
  std::optional<Next> next() const {
    std::optional<Next> first;
    const auto consider = [&](std::optional<Micros> at, What what) {
      if (at && (!first || *at < first->at)) first = Next{*at, what};
    };
    consider(coming_.empty() ? std::nullopt : std::optional(coming_.begin()->first), What::kAct);
    consider(staff_.next(), What::kDeed);
    const auto* arrival = arrivals_.next();
    consider(arrival == nullptr ? std::nullopt : std::optional(arrival->at), What::kArrival);
    consider(regrets_.next(), What::kRegret);
    return first;
  }

  void draw(Micros minute) {
    if (reacts_ && minute >= script_.opening) public_.wake();
    public_.turn(minute);
    arrivals_.draw();
  }

  void go_on(What what, Takers& takers) {
    if (what == What::kAct) return take(std::move(coming_.extract(coming_.begin()).mapped()));
    if (what == What::kDeed) return do_it(staff_.take(), takers);
    if (what == What::kRegret) return change(takers);
    const Cue cue = cue_of(*arrivals_.next());
    arrivals_.take();
    say(cue, takers);
  }

  // Something was done: the public, and whoever it was handed to, hear of it.
  void take(Act act) {
    const Conversation about = public_.about(act);
    public_.take(act);
    if (act.kind == ActKind::kHanded) staff_.ask_expert(about, act.expert, act.at);
    if (act.kind == ActKind::kRemoved) forget(about);
    acts_.push_back(std::move(act));
  }

  void forget(const Conversation& gone) {
    regrets_.forget(gone.post.id);
    if (gone.flow != kNoFlow) recent_[gone.flow].forget(gone.post.id);
  }

  // Nothing, if the post is gone in the meantime.
  void do_it(const Deed& deed, Takers& takers) {
    const auto* known = public_.find(deed.about.post.id);
    if (known != nullptr && known->gone) return;
    Act act;
    act.at = deed.at;
    act.kind = deed.kind;
    act.post = deed.about.post.id;
    act.source = source_of(deed.about.post.in_our_place);
    act.root = deed.about.post.root;
    act.lang = code_of(deed.about.post.tongue);
    act.by = deed.by;
    act.played = true;
    Truth truth{deed.at, post::kUnknownLanguage, post::Mood::kNeutral, Intent::kAnswer, kNoIncident, kNoFlow, false};
    if (deed.kind == ActKind::kAnswered && !answer_as(deed, truth, act, takers)) return;
    if (deed.kind == ActKind::kRemoved) {
      post::Item gone{post::Act::kDelete, {}};
      gone.post.id = act.post;
      gone.post.source = act.source;
      takers.take(gone, truth);
      ++said_.removals;
    }
    take(std::move(act));
  }

  // False: the scenario has no words for it.
  bool answer_as(const Deed& deed, Truth& truth, Act& act, Takers& takers) {
    const auto id = id_of(mixed(seed_, 8, 0), said_.answers);
    act.reply.assign(id.data(), id.size());
    post::Post post;
    post.id = act.reply;
    post.source = act.source;
    post.kind = post::Kind::kReply;
    post.created_at = base_ + deed.at;
    post.parent = act.post;
    post.root = act.root;
    answers_.write(deed, post);
    if (post.text.empty()) return false;
    ++said_.answers;
    url_ = url_of("https://drill.example/@" + std::string(post.author.handle.substr(0, post.author.handle.find('@'))),
                  act.reply, deed.about.post.in_our_place);
    post.url = url_;
    act.tone = tone_of(post.text);
    truth.language = *post::language_of(post.lang);
    takers.take({post::Act::kSay, post}, truth);
    return true;
  }

  const std::string& source_of(bool in_our_place) const { return in_our_place ? script_.place_source : source_; }

  std::string url_of(const std::string& author, std::string_view id, bool in_our_place) const {
    if (in_our_place) return place_url_ + script_.place->slug + "/" + std::string(id);
    return author + "/" + std::string(id);
  }

  Cue cue_of(const Arrival& arrival) {
    if (arrival.is_moment) {
      const Moment& moment = script_.moments[arrival.place];
      return {arrival.at, moment.flow, moment.crowd, &moment.move, moment.tongue};
    }
    const Flow& flow = script_.flows[arrival.place];
    if (is_stirred(flow.role)) {
      const auto* by = public_.stirred_by(flow.role, words_);
      const Tongue tongue = by != nullptr ? by->tongue : tongue_of(flow);
      return {arrival.at, arrival.place, flow.crowd, &choose(flow), tongue, flow.role, by};
    }
    const Tongue tongue = tongue_of(flow);
    return {arrival.at, arrival.place, flow.crowd, &choose(flow), tongue};
  }

  Tongue tongue_of(const Flow& flow) {
    return words_.chance(script_.crowds[flow.crowd].french) ? Tongue::kFrench : Tongue::kEnglish;
  }

  const Move& choose(const Flow& flow) {
    double sum = 0;
    for (const auto& move : flow.moves) sum += move.share;
    double at = words_.real() * sum;
    for (const auto& move : flow.moves) {
      if (at < move.share) return move;
      at -= move.share;
    }
    return flow.moves.front();
  }

  // Nothing, if nobody has said anything yet that could be answered, or nobody else is there to do it.
  void say(const Cue& cue, Takers& takers) {
    Occasion occasion{cue.at, cue.move, nullptr, nullptr, nullptr, cue.tongue};
    if (!cue.move->answers.empty() && !find_parent(occasion)) return;
    const bool replies = cue.move->kind == post::Kind::kReply && cue.move->answers.empty();
    if (replies && cue.stirred_by == nullptr) return;
    const auto person = cue.stirred_by != nullptr ? find_stirred(cue, occasion) : find_person(cue, occasion);
    if (!person) return;
    const auto id = id_of(seed_, number_++);
    const post::Post post = compose(occasion, {id.data(), id.size()});
    if (says_nothing(post)) return;
    const Truth truth = truth_of(occasion, cue.flow);
    const post::Item& item = takers.take({post::Act::kSay, post}, truth);
    ++said_.posts;
    be_heard(item.post, occasion, truth, *person);
    remember(item.post, occasion, *person, cue.flow);  // Last: it may forget what the occasion answers.
    regrets_.consider(item, truth, words_);
  }

  // By the public, which reacts to how it is answered, and by the brand's people.
  void be_heard(const post::Post& said, const Occasion& occasion, const Truth& truth, std::uint32_t person) {
    if (truth.intent == Intent::kChat || said.kind == post::Kind::kRepost) return;
    if (truth.intent == Intent::kDefend && occasion.parent != nullptr) public_.is_defended(occasion.parent->id);
    Conversation conversation;
    conversation.post = as_recent(said, occasion, person);
    conversation.at = truth.at;
    conversation.flow = truth.flow;
    conversation.intent = truth.intent;
    conversation.is_criticism = truth.mood == post::Mood::kNegative;
    conversation.copied = truth.copied;
    conversation.begins = occasion.parent == nullptr;
    staff_.hear(conversation);
    public_.hear(std::move(conversation));
  }

  // Who thanks is who was answered; others answer what stirred them.
  std::optional<std::uint32_t> find_stirred(const Cue& cue, Occasion& occasion) {
    const bool replies = cue.move->kind == post::Kind::kReply && cue.move->answers.empty();
    if (replies) occasion.parent = cue.stirred_by;
    const auto author = cue.stirred_by->person;
    if (replies && cue.role == Role::kDefenders && author != kNobody) occasion.answered = &people_.at(author);
    if (cue.role != Role::kThanks || author == kNobody) return find_person(cue, occasion);
    occasion.person = &people_.at(author);
    return author;
  }

  bool find_parent(Occasion& occasion) {
    const auto& among = occasion.move->answers;
    occasion.parent = recent_[among[words_.below(among.size())]].pick(occasion.tongue, words_,
                                                                      occasion.move->kind == post::Kind::kRepost);
    if (occasion.parent == nullptr) return false;
    occasion.answered = &people_.at(occasion.parent->person);
    return true;
  }

  // Nobody answers oneself.
  std::optional<std::uint32_t> find_person(const Cue& cue, Occasion& occasion) {
    constexpr int kTries = 3;
    for (int i = 0; i < kTries; ++i) {
      const auto person = people_.pick(script_, cue.crowd, cue.tongue, cue.at, cue.move->mood, words_);
      occasion.person = &people_.at(person);
      if (occasion.person != occasion.answered) return person;
    }
    return std::nullopt;
  }

  static bool says_nothing(const post::Post& post) {
    return post.text.empty() && post.kind != post::Kind::kRepost && !post.rating && post.media.empty();
  }

  Truth truth_of(const Occasion& occasion, std::uint16_t flow) const {
    const Move& move = *occasion.move;
    Truth truth{occasion.at, post::kUnknownLanguage, move.mood, move.intent, script_.flows[flow].incident, flow,
                move.copied};
    if (move.kind != post::Kind::kRepost) truth.language = *post::language_of(code_of(occasion.tongue));
    return truth;
  }

  // Its strings live in this stage until the next call.
  post::Post compose(const Occasion& occasion, std::string_view id) {
    const Move& move = *occasion.move;
    const Person& person = *occasion.person;
    post::Post post;
    const bool in_our_place = stands_in_our_place(occasion);
    post.id = id;
    post.source = source_of(in_our_place);
    post.kind = move.kind;
    post.created_at = base_ + occasion.at;
    post.author = {person.id, person.handle, person.name};
    writer_.write(occasion, words_, post);
    if (!person.claims_no_language && move.kind != post::Kind::kRepost) post.lang = code_of(occasion.tongue);
    url_ = url_of(person.id, id, in_our_place);
    post.url = url_;
    answer(occasion, post);
    rate_stars(occasion, post);
    return post;
  }

  // Entries, and what is said under them. A quote stands where its author is at home.
  bool stands_in_our_place(const Occasion& occasion) const {
    if (!script_.place) return false;
    if (occasion.parent == nullptr) return occasion.move->kind == post::Kind::kEntry;
    return occasion.parent->in_our_place && occasion.move->kind != post::Kind::kQuote;
  }

  void answer(const Occasion& occasion, post::Post& post) {
    if (occasion.parent == nullptr) {
      if (post.source == source_) return;
      post.parent = post.root = kPage;  // The page itself began the thread.
      return;
    }
    if (post.kind == post::Kind::kQuote) {
      quoted_ = url_of(occasion.answered->id, occasion.parent->id, occasion.parent->in_our_place);
      quoted_link_ = quoted_;
      post.links = {&quoted_link_, 1};
      return;
    }
    post.parent = occasion.parent->id;
    if (post.kind != post::Kind::kRepost) post.root = occasion.parent->root;
  }

  void rate_stars(const Occasion& occasion, post::Post& post) {
    const Move& move = *occasion.move;
    post.brand = move.brand;
    post.product = move.product;
    if (move.stars_min == 0) return;
    const auto span = static_cast<std::uint64_t>(std::max(0, move.stars_max - move.stars_min) + 1);
    post.rating = static_cast<float>(move.stars_min + static_cast<int>(words_.below(span)));
    post.verified = words_.chance(0.6);
    date_ = format_time(post.created_at - std::chrono::hours(24 * (3 + words_.below(200)))).substr(0, 10);
    post.experienced_at = date_;
  }

  void remember(const post::Post& said, const Occasion& occasion, std::uint32_t person, std::uint16_t flow) {
    if (said.kind == post::Kind::kRepost || said.kind == post::Kind::kReview) return;
    recent_[flow].add(as_recent(said, occasion, person));
  }

  RecentPost as_recent(const post::Post& said, const Occasion& occasion, std::uint32_t person) const {
    const auto& grammar = script_.grammars[static_cast<std::size_t>(occasion.tongue)];
    const auto topic = occasion.parent != nullptr && occasion.parent->topic != kNoTopic ? occasion.parent->topic
                                                                                        : occasion.move->topic;
    return {std::string(said.id),
            std::string(said.root.empty() ? said.id : said.root),
            said.source != source_,
            person,
            occasion.tongue,
            topic,
            writer_.choices().only([&](RuleId rule) { return grammar.is_recalled(rule); })};
  }

  void change(Takers& takers) {
    const Change change = regrets_.take(base_, words_);
    if (change.item.act == post::Act::kDelete) {
      recent_[change.truth.flow].forget(change.item.post.id);
      public_.forget(change.item.post.id);
    }
    ++(change.item.act == post::Act::kDelete ? said_.deletions : said_.corrections);
    takers.take(change.item, change.truth);
  }

  const Scenario scenario_;
  const Script& script_;
  const std::uint64_t seed_;
  const Time base_;
  const double scale_;
  const bool reacts_;
  Public public_;
  Arrivals arrivals_;  // When.
  Regrets regrets_;
  Random words_;  // Who and what.
  People people_;
  Writer writer_;
  Staff staff_;
  AnswerWriter answers_;
  std::string source_;
  std::string place_url_;
  std::vector<RecentPosts> recent_;  // By flow.
  std::uint64_t number_ = 0;
  Said said_;
  std::multimap<Micros, Act> coming_;  // From outside.
  std::vector<Act> acts_;              // Done.
  Micros told_until_{};
  std::string url_;
  std::string quoted_;
  std::string_view quoted_link_;
  std::string date_;
};

Play::Play(const Scenario& scenario, const PlayOptions& options) : stage_(std::make_unique<Stage>(scenario, options)) {}
Play::~Play() = default;
Play::Play(Play&&) noexcept = default;
Play& Play::operator=(Play&&) noexcept = default;

bool Play::ended() const { return stage_->ended(); }
bool Play::act(Act act, Time at) { return stage_->act(std::move(act), at); }
std::span<const Act> Play::acts() const { return stage_->acts(); }

std::size_t Play::until(Time now, post::Batch& out, std::vector<Truth>* truths, std::size_t items_max) {
  return stage_->until(now, {out, truths}, items_max);
}

const Said& Play::said() const { return stage_->said(); }
double Play::expected_posts() const { return stage_->expected_posts(); }
std::size_t Play::author_count() const { return stage_->author_count(); }

}  // namespace vigie::rehearsal
