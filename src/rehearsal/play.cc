#include "rehearsal/play.h"

#include <algorithm>
#include <array>

#include "base/time_text.h"
#include "rehearsal/arrivals.h"
#include "rehearsal/limits.h"
#include "rehearsal/mixed.h"
#include "rehearsal/recent.h"
#include "rehearsal/regrets.h"
#include "rehearsal/rhythm.h"
#include "rehearsal/script.h"
#include "rehearsal/writer.h"

namespace vigie::rehearsal {
namespace {

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
        arrivals_(script_, scale_, mixed(seed_, 3, 0)),
        regrets_(script_),
        words_(mixed(seed_, 4, 0)),
        people_(script_, scale_, mixed(seed_, 5, 0)),
        writer_(script_),
        source_("drill:" + script_.name),
        recent_(script_.flows.size()) {
    prepare();
  }

  std::optional<Time> next_time() const {
    const auto regret = regrets_.next();
    if (arrival_ != nullptr && (!regret || arrival_->at <= *regret)) return base_ + arrival_->at;
    return regret ? std::optional(base_ + *regret) : std::nullopt;
  }

  std::size_t until(Time now, Takers takers, std::size_t items_max) {
    const std::size_t before = takers.batch.size();
    for (auto next = next_time(); next && *next <= now && takers.batch.size() - before < items_max;
         next = next_time()) {
      if (arrival_ != nullptr && base_ + arrival_->at == *next) {
        const Cue cue = cue_of(*arrival_);
        arrivals_.take();
        say(cue, takers);
      } else {
        change(takers);
      }
      prepare();
    }
    return takers.batch.size() - before;
  }

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
  };

  void prepare() { arrival_ = arrivals_.next(regrets_.next()); }

  Cue cue_of(const Arrival& arrival) {
    if (arrival.is_moment) {
      const Moment& moment = script_.moments[arrival.place];
      return {arrival.at, moment.flow, moment.crowd, &moment.move, moment.tongue};
    }
    const Flow& flow = script_.flows[arrival.place];
    const double french = script_.crowds[flow.crowd].french;
    const Tongue tongue = words_.chance(french) ? Tongue::kFrench : Tongue::kEnglish;
    return {arrival.at, arrival.place, flow.crowd, &choose(flow), tongue};
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
    const auto person = find_person(cue, occasion);
    if (!person) return;
    const auto id = id_of(seed_, number_++);
    const post::Post post = compose(occasion, {id.data(), id.size()});
    if (says_nothing(post)) return;
    const Truth truth = truth_of(occasion, cue.flow);
    const post::Item& item = takers.take({post::Act::kSay, post}, truth);
    ++said_.posts;
    remember(item.post, occasion, *person, cue.flow);
    regrets_.consider(item, truth, words_);
  }

  bool find_parent(Occasion& occasion) {
    const auto& among = occasion.move->answers;
    occasion.parent = recent_[among[words_.below(among.size())]].pick(occasion.tongue, words_);
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
    post.id = id;
    post.source = source_;
    post.kind = move.kind;
    post.created_at = base_ + occasion.at;
    post.author = {person.id, person.handle, person.name};
    writer_.write(occasion, words_, post);
    if (!person.claims_no_language && move.kind != post::Kind::kRepost) post.lang = code_of(occasion.tongue);
    url_.assign(person.id).append("/").append(id);
    post.url = url_;
    answer(occasion, post);
    rate_stars(occasion, post);
    return post;
  }

  void answer(const Occasion& occasion, post::Post& post) {
    if (occasion.parent == nullptr) return;
    if (post.kind == post::Kind::kQuote) {
      quoted_.assign(occasion.answered->id).append("/").append(occasion.parent->id);
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
    const auto& grammar = script_.grammars[static_cast<std::size_t>(occasion.tongue)];
    const auto topic = occasion.parent != nullptr ? occasion.parent->topic : occasion.move->topic;
    recent_[flow].add({std::string(said.id), std::string(said.root.empty() ? said.id : said.root), person,
                       occasion.tongue, topic,
                       writer_.choices().only([&](RuleId rule) { return grammar.is_recalled(rule); })});
  }

  void change(Takers& takers) {
    const Change change = regrets_.take(base_, words_);
    if (change.item.act == post::Act::kDelete) recent_[change.truth.flow].forget(change.item.post.id);
    ++(change.item.act == post::Act::kDelete ? said_.deletions : said_.corrections);
    takers.take(change.item, change.truth);
  }

  const Scenario scenario_;
  const Script& script_;
  const std::uint64_t seed_;
  const Time base_;
  const double scale_;
  Arrivals arrivals_;                 // When.
  const Arrival* arrival_ = nullptr;  // The next.
  Regrets regrets_;
  Random words_;  // Who and what.
  People people_;
  Writer writer_;
  std::string source_;
  std::vector<RecentPosts> recent_;  // By flow.
  std::uint64_t number_ = 0;
  Said said_;
  std::string url_;
  std::string quoted_;
  std::string_view quoted_link_;
  std::string date_;
};

Play::Play(const Scenario& scenario, const PlayOptions& options) : stage_(std::make_unique<Stage>(scenario, options)) {}
Play::~Play() = default;
Play::Play(Play&&) noexcept = default;
Play& Play::operator=(Play&&) noexcept = default;

std::optional<Time> Play::next_time() const { return stage_->next_time(); }

std::size_t Play::until(Time now, post::Batch& out, std::vector<Truth>* truths, std::size_t items_max) {
  return stage_->until(now, {out, truths}, items_max);
}

const Said& Play::said() const { return stage_->said(); }
double Play::expected_posts() const { return stage_->expected_posts(); }
std::size_t Play::author_count() const { return stage_->author_count(); }

}  // namespace vigie::rehearsal
