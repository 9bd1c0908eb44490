#include "api/office.h"

#include "api/desk_surroundings.h"
#include "api/drill_voice.h"
#include "api/judged_house.h"
#include "api/judging.h"
#include "api/played_place.h"
#include "base/check.h"
#include "desk/place_voice.h"
#include "query/scratch.h"
#include "trend/trends.h"

namespace vigie::api {
namespace {

// A rehearsal's clock may run ten thousand times as fast as posts travel.
constexpr Micros kPlayedLateAfter = std::chrono::hours(24);

}  // namespace

Office::Office(watch::House& house, Log& log, const OfficeOptions& options)
    : house_(house),
      log_(log),
      drill_(options.drill),
      french_(options.french),
      household_(house, options.staff_names) {}

Result<std::unique_ptr<Office>> Office::open(watch::House& house, Log& log, OfficeOptions options) {
  std::unique_ptr<Office> out(new Office(house, log, options));
  if (auto ok = out->open_place(options.public_url); !ok) return ok.error();
  if (auto ok = out->open_courier(options); !ok) return ok.error();
  if (auto ok = out->open_alerts(options); !ok) return ok.error();
  if (auto ok = out->open_desk(std::move(options)); !ok) return ok.error();
  if (auto ok = out->open_corrections(); !ok) return ok.error();
  if (auto ok = out->open_judgements(); !ok) return ok.error();
  out->open_trends();
  if (auto ok = out->open_lists(); !ok) return ok.error();
  return out;
}

Office::~Office() { stop(); }

Result<void> Office::open_place(const std::string& public_url) {
  const bool sealed = house_.is_rehearsal();
  auto place = community::Place::open({household_, house_.pipeline(), house_.store(), house_.clock(), door_,
                                       house_.folder(), sealed ? "/rehearsal" : "", public_url, sealed});
  if (!place) return place.error();
  place_ = std::move(*place);
  return {};
}

Result<void> Office::open_desk(OfficeOptions options) {
  const bool sealed = house_.is_rehearsal();
  check(!sealed || options.voices.empty(), "api: a rehearsal is sealed: nothing of it goes out");
  auto voices = std::move(options.voices);
  if (drill_ != nullptr) {
    voices.push_back(std::make_unique<DrillVoice>(*drill_));
  } else {
    voices.push_back(std::make_unique<desk::PlaceVoice>(house_.pipeline(), house_.store(),
                                                        desk::PlaceVoiceOptions{options.public_url, sealed}));
  }
  auto desk = desk::Desk::open({house_.folder(), std::make_unique<DeskSurroundings>(house_), std::move(voices), log_,
                                static_cast<std::uint64_t>(micros_of(house_.clock().now()))});
  if (!desk) return desk.error();
  desk_ = std::move(*desk);
  return {};
}

Result<void> Office::open_judgements() {
  room_ = std::make_unique<JudgementRoom>(house_);
  auto relevances = judgement::Relevances::open(house_.folder() + "/vigie.db", *room_);
  if (!relevances) return relevances.error();
  relevances_ = std::move(*relevances);
  const auto seed = static_cast<std::uint64_t>(micros_of(door_.now()));
  auto sample = judgement::Sample::open(house_.folder() + "/vigie.db", *room_, seed);
  if (!sample) return sample.error();
  sample_ = std::move(*sample);
  live_relevance_ = std::make_unique<LiveRelevance>(*relevances_);
  sweeper_ = std::make_unique<judgement::Sweeper>([this] { return sweep_judgements(); }, log_);
  return {};
}

Result<void> Office::sweep_judgements() {
  if (auto ok = relevances_->sweep(); !ok) return ok;
  return sample_->sweep();
}

void Office::forget_watch(watch::WatchId id) {
  const auto ok = relevances_->forget_watch(id);
  if (ok) return;
  log_.warn("judgement: the answers of a watch that is gone stay for now", {{"reason", ok.error().message}});
  sweeper_->gone();
}

const watch::Relevance* Office::relevance() const { return live_relevance_.get(); }

Result<void> Office::open_courier(const OfficeOptions& options) {
  const bool sealed = house_.is_rehearsal();
  check(!sealed || (!options.letter && !options.webhook), "api: a rehearsal is sealed: nothing of it goes out");
  auto courier =
      alert::Courier::open(house_.folder() + "/vigie.db",
                           {door_, log_, [this] { house_.live().changed("alerts"); }, options.letter, options.webhook,
                            [this](const alert::Parcel& parcel) { return alerts_->message(parcel); },
                            options.french_letters, options.webhook_may_be_private, sealed});
  if (!courier) return courier.error();
  courier_ = std::move(*courier);
  return {};
}

Result<void> Office::open_alerts(const OfficeOptions& options) {
  const auto find_watch = [this](watch::WatchId id) -> std::optional<alert::Watched> {
    const auto watch = house_.watches().list()->get(id);
    if (!watch) return std::nullopt;
    return alert::Watched{watch->said.name, watch->said.query};
  };
  const auto changed = [this] { house_.live().changed("alerts"); };
  const auto post = [this](const alert::Notice& notice, std::span<const alert::Address> to) {
    return courier_->post(notice, to);
  };
  auto alerts = alert::Alerts::open(house_.folder() + "/vigie.db",
                                    {house_.store(), house_.clock(), log_, find_watch, changed, post, options.coverage,
                                     house_.is_rehearsal() ? "" : options.public_url, house_.keep_for()});
  if (!alerts) return alerts.error();
  alerts_ = std::move(*alerts);
  return {};
}

Result<void> Office::open_corrections() {
  judged_ = std::make_unique<JudgedHouse>(house_);
  auto corrections = judgement::Corrections::open(house_.folder() + "/vigie.db", *judged_, log_);
  if (!corrections) return corrections.error();
  corrections_ = std::move(*corrections);
  return {};
}

void Office::open_trends() {
  // Which watches a post of the past matches: asked by one thread.
  auto find_watches = [this, scratch = std::make_shared<query::Scratch>()](const query::Document& document,
                                                                           std::vector<watch::WatchId>& watches) {
    house_.watches().list()->set.match(document, *scratch, watches);
  };
  trend::Trends::World world{house_.store(), house_.clock(), log_, std::move(find_watches)};
  if (house_.is_rehearsal()) world.late_after = kPlayedLateAfter;
  trends_ = std::make_unique<trend::Trends>(std::move(world));
}

Result<void> Office::open_lists() {
  auto book = survey::ImageBook::open(house_.folder() + "/vigie.db");
  if (!book) return book.error();
  image_book_ = std::move(*book);
  auto categories = survey::CategoryBook::open(house_.folder() + "/vigie.db");
  if (!categories) return categories.error();
  category_book_ = std::move(*categories);
  return {};
}

void Office::start() {
  place_->start();
  if (drill_ != nullptr) open_played_page();
  threads_.emplace_back([this] { alerts_->run(); });
  threads_.emplace_back([this] { trends_->run(); });
  threads_.emplace_back([this] { courier_->run(); });
  threads_.emplace_back([this] { corrections_->run(); });
  threads_.emplace_back([this] { sweeper_->run(); });
  if (const auto ok = desk_->start(); !ok) log_.error("desk: does not work", {{"reason", ok.error().message}});
}

void Office::open_played_page() {
  const auto& story = drill_->scenario().place();
  if (!story) return;
  const auto ok = open_played_place(*place_, *story, french_);
  if (!ok) log_.error("rehearsal without its page", {{"reason", ok.error().message}});
}

void Office::stop() {
  if (desk_) desk_->stop();
  if (alerts_) alerts_->stop();
  if (trends_) trends_->stop();
  if (courier_) courier_->stop();
  if (corrections_) corrections_->stop();
  if (sweeper_) sweeper_->stop();
  for (auto& thread : threads_) thread.join();
  if (alerts_ && !threads_.empty()) alerts_->finish();
  threads_.clear();
}

void Office::heard(const post::Item& item, const post::Reading& reading, std::span<const watch::WatchId> watches,
                   post::Fate fate) {
  place_->heard(item, fate);
  alerts_->heard(item, reading, watches, fate);
  corrections_->heard(item, fate);
  if (fate == post::Fate::kDuplicate || fate == post::Fate::kRejected) return;
  if (item.act != post::Act::kSay) sweeper_->gone();
  desk_->hear(item, reading, !watches.empty());
}

void Office::said(const query::Document& document, std::span<const watch::WatchId> watches) {
  trends_->said(document, watches);
}

bool Office::is_ours(const post::Post& post) const {
  const bool by_staff = post.author.id.starts_with("staff:");
  return desk_->is_us(post) || (by_staff && (post.source.starts_with("place:") || house_.is_rehearsal()));
}

}  // namespace vigie::api
