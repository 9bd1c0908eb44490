#include "rehearsal/play.h"

#include <algorithm>
#include <array>
#include <queue>

#include "base/time_text.h"
#include "rehearsal/limits.h"
#include "rehearsal/recent.h"
#include "rehearsal/rhythm.h"
#include "rehearsal/script.h"
#include "rehearsal/writer.h"

namespace vigie::rehearsal {
namespace {

constexpr Micros kMinute = std::chrono::minutes(1);
constexpr std::int64_t kMinutesOfGust = 10;  // People come in gusts: each flow breathes at this pace.

// Something to be said at a known time.
struct Due {
  Micros at;
  std::uint16_t place;  // In flows, or in moments.
  bool is_moment;
};

// A post that its author will correct or take back.
struct Regret {
  Micros at;
  std::uint64_t order;
  std::shared_ptr<post::Batch> kept;
  Truth truth;
  bool deletes;
};

struct Later {
  bool operator()(const Regret& a, const Regret& b) const { return a.at != b.at ? a.at > b.at : a.order > b.order; }
};

std::uint64_t mixed(std::uint64_t a, std::uint64_t b, std::uint64_t c) {
  return Random(Random(Random(a).next() + b).next() + c).next();
}

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

class Play::Stage {
 public:
  Stage(const Scenario& scenario, const PlayOptions& options)
      : scenario_(scenario),
        script_(scenario_.script()),
        seed_(options.seed),
        base_(options.base),
        scale_(std::clamp(options.scale, 0.0, kScaleMax) * script_.scale),
        arrivals_(mixed(seed_, 3, 0)),
        words_(mixed(seed_, 4, 0)),
        born_(mixed(seed_, 5, 0)),
        people_(script_, scale_, born_),
        writer_(script_),
        source_("drill:" + script_.name),
        recent_(script_.flows.size()) {
    scale_ = std::min(scale_, kScaleMax);
    prepare();
  }

  std::optional<Time> next_time() const {
    if (due_index_ < due_.size() && (regrets_.empty() || due_[due_index_].at <= regrets_.top().at)) {
      return base_ + due_[due_index_].at;
    }
    return regrets_.empty() ? std::nullopt : std::optional(base_ + regrets_.top().at);
  }

  std::size_t until(Time now, post::Batch& out, std::vector<Truth>* truths, std::size_t items_max) {
    const std::size_t before = out.size();
    for (auto next = next_time(); next && *next <= now && out.size() - before < items_max; next = next_time()) {
      if (due_index_ < due_.size() && base_ + due_[due_index_].at == *next) {
        perform(due_[due_index_++], out, truths);
      } else {
        regret(out, truths);
      }
      prepare();
    }
    return out.size() - before;
  }

  const Said& said() const { return said_; }
  double expected_posts() const { return rehearsal::expected_posts(script_) * scale_; }
  std::size_t author_count() const { return people_.size(); }

 private:
  // Draws minutes until something is due, or a regret comes first, or the end.
  void prepare() {
    while (due_index_ == due_.size() && minute_ * kMinute < script_.duration &&
           (regrets_.empty() || regrets_.top().at >= minute_ * kMinute)) {
      due_.clear();
      due_index_ = 0;
      draw_minute(minute_ * kMinute);
      ++minute_;
    }
  }

  void draw_minute(Micros begin) {
    for (std::uint16_t i = 0; i < script_.flows.size(); ++i) {
      const double mean = rate(script_, script_.flows[i], begin) * scale_ / 60 * gust(i);
      for (auto count = poisson(mean, arrivals_); count > 0; --count) due_.push_back({within_minute(begin), i, false});
    }
    for (std::uint16_t i = 0; i < script_.moments.size(); ++i) {
      const Micros at = script_.moments[i].at;
      if (at >= begin && at < begin + kMinute) due_.push_back({within_minute(begin), i, true});
    }
    std::stable_sort(due_.begin(), due_.end(), [](const Due& a, const Due& b) { return a.at < b.at; });
  }

  Micros within_minute(Micros begin) { return begin + std::chrono::milliseconds(arrivals_.below(60'000)); }

  // Mean 1 over time.
  double gust(std::uint16_t flow) const {
    return 0.5 + Random(mixed(seed_, flow, static_cast<std::uint64_t>(minute_ / kMinutesOfGust))).real();
  }

  void perform(const Due& due, post::Batch& out, std::vector<Truth>* truths) {
    if (due.is_moment) {
      const Moment& moment = script_.moments[due.place];
      say(due.at, moment.flow, moment.crowd, moment.move, moment.tongue, out, truths);
      return;
    }
    const Flow& flow = script_.flows[due.place];
    const double french = script_.crowds[flow.crowd].french;
    const Tongue tongue = words_.chance(french) ? Tongue::kFrench : Tongue::kEnglish;
    say(due.at, due.place, flow.crowd, choose(flow), tongue, out, truths);
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

  void say(Micros at, std::uint16_t flow, std::uint16_t crowd, const Move& move, Tongue tongue, post::Batch& out,
           std::vector<Truth>* truths) {
    Occasion occasion{at, &move, nullptr, nullptr, nullptr, tongue};
    if (!move.answers.empty()) {
      const auto among = move.answers[words_.below(move.answers.size())];
      occasion.parent = recent_[among].pick(tongue, words_);
      if (occasion.parent == nullptr) return;  // Nobody has said anything yet that could be answered.
      occasion.answered = &people_.at(occasion.parent->person);
    }
    const auto person = people_.pick(script_, crowd, tongue, at, move.mood, words_);
    occasion.person = &people_.at(person);
    if (occasion.person == occasion.answered && move.kind == post::Kind::kRepost) return;
    const auto id = id_of(seed_, number_++);
    const post::Post post = compose(occasion, {id.data(), id.size()});
    if (says_nothing(post)) return;
    const Truth truth = truth_of(occasion, flow);
    const post::Item& item = out.add(post);
    ++said_.posts;
    if (truths != nullptr) truths->push_back(truth);
    remember(item.post, occasion, person, flow);
    maybe_regret(item, truth);
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
    recent_[flow].add(
        {std::string(said.id), std::string(said.root.empty() ? said.id : said.root), person, occasion.tongue});
  }

  void maybe_regret(const post::Item& item, const Truth& truth) {
    const double draw = words_.real();
    const bool deletes = draw < script_.deletions;
    if (draw >= script_.deletions + script_.edits) return;
    if (!deletes && (item.post.text.empty() || truth.copied)) return;
    const Micros at = truth.at + std::chrono::seconds(40 + words_.below(deletes ? 7'200 : 900));
    if (at > script_.duration) return;
    auto kept = std::make_shared<post::Batch>();
    kept->add(item);
    regrets_.push({at, number_, std::move(kept), truth, deletes});
  }

  void regret(post::Batch& out, std::vector<Truth>* truths) {
    const Regret regret = regrets_.top();
    regrets_.pop();
    post::Item item = regret.kept->items()[0];
    Truth truth = regret.truth;
    truth.at = regret.at;
    if (regret.deletes) {
      recent_[truth.flow].forget(item.post.id);
      post::Item gone{post::Act::kDelete, {}};
      gone.post.id = item.post.id;
      gone.post.source = item.post.source;
      out.add(gone);
      ++said_.deletions;
    } else {
      edited_.assign(item.post.text);
      amend(truth);
      item.post.text = edited_;
      item.post.edited_at = base_ + regret.at;
      out.add(item);
      ++said_.corrections;
    }
    if (truths != nullptr) truths->push_back(truth);
  }

  void amend(const Truth& truth) {
    const auto tongue = truth.language == *post::language_of("fr") ? Tongue::kFrench : Tongue::kEnglish;
    const auto& note = script_.customs[static_cast<std::size_t>(tongue)].edit_note;
    edited_ += ' ';
    if (note) {
      script_.grammars[static_cast<std::size_t>(tongue)].say(*note, {}, words_, edited_);
    } else {
      edited_ += "(edit)";
    }
  }

  const Scenario scenario_;
  const Script& script_;
  const std::uint64_t seed_;
  const Time base_;
  double scale_;
  Random arrivals_;  // When.
  Random words_;     // Who and what.
  Random born_;      // The people.
  People people_;
  Writer writer_;
  std::string source_;
  std::vector<RecentPosts> recent_;  // By flow.
  std::vector<Due> due_;             // Of the minute drawn last, in order of time.
  std::size_t due_index_ = 0;
  std::int64_t minute_ = 0;  // The next to be drawn.
  std::priority_queue<Regret, std::vector<Regret>, Later> regrets_;
  std::uint64_t number_ = 0;
  Said said_;
  std::string url_;
  std::string quoted_;
  std::string_view quoted_link_;
  std::string date_;
  std::string edited_;
};

Play::Play(const Scenario& scenario, const PlayOptions& options) : stage_(std::make_unique<Stage>(scenario, options)) {}
Play::~Play() = default;
Play::Play(Play&&) noexcept = default;
Play& Play::operator=(Play&&) noexcept = default;

std::optional<Time> Play::next_time() const { return stage_->next_time(); }

std::size_t Play::until(Time now, post::Batch& out, std::vector<Truth>* truths, std::size_t items_max) {
  return stage_->until(now, out, truths, items_max);
}

const Said& Play::said() const { return stage_->said(); }
double Play::expected_posts() const { return stage_->expected_posts(); }
std::size_t Play::author_count() const { return stage_->author_count(); }

}  // namespace vigie::rehearsal
