#include "api/office.h"

#include "base/check.h"
#include "desk/place_voice.h"

namespace vigie::api {
namespace {

// The house, as the desk sees it.
class DeskSurroundings final : public desk::Surroundings {
 public:
  explicit DeskSurroundings(watch::House& house) : house_(house) {}

  const store::Store& store() const override { return house_.store(); }
  const Clock& clock() const override { return house_.clock(); }
  std::vector<query::Query> watched() const override {
    std::vector<query::Query> out;
    for (const auto& watch : house_.watches().list()->watches) out.push_back(watch->query);
    return out;
  }
  std::vector<query::Query> newly_watched() override {
    const auto list = house_.watches().list();
    std::vector<query::Query> out;
    if (seen_ && seen_ != list) {
      for (const auto& watch : list->watches) {
        const auto* before = seen_->find(watch->id);
        if (before == nullptr || before->said.query != watch->said.query) out.push_back(watch->query);
      }
    }
    seen_ = list;
    return out;
  }
  void changed() override { house_.live().changed("desk"); }

 private:
  std::shared_ptr<const watch::WatchList> seen_;
  watch::House& house_;
};

}  // namespace

Result<std::unique_ptr<Office>> Office::open(watch::House& house, Log& log, OfficeOptions options) {
  std::unique_ptr<Office> out(new Office(house, log));
  if (auto ok = out->open_notices(); !ok) return ok.error();
  if (auto ok = out->open_desk(std::move(options)); !ok) return ok.error();
  return out;
}

Result<void> Office::open_notices() {
  auto& house = house_;
  const auto find_watch = [&house](watch::WatchId id) -> std::optional<measure::Watched> {
    const auto watch = house.watches().list()->get(id);
    if (!watch) return std::nullopt;
    return measure::Watched{watch->said.name, watch->said.query};
  };
  auto notices = measure::Notices::open(house.folder() + "/vigie.db", {house.store(), house.clock(), log_, find_watch,
                                                                       [&house] { house.live().changed("notices"); }});
  if (!notices) return notices.error();
  notices_ = std::move(*notices);
  return {};
}

Result<void> Office::open_desk(OfficeOptions options) {
  const bool sealed = house_.is_rehearsal();
  check(!sealed || options.voices.empty(), "api: a rehearsal is sealed: nothing of it goes out");
  auto voices = std::move(options.voices);
  voices.push_back(std::make_unique<desk::PlaceVoice>(house_.pipeline(), house_.store(),
                                                      desk::PlaceVoiceOptions{options.public_url, sealed}));
  auto desk = desk::Desk::open({house_.folder(), std::make_unique<DeskSurroundings>(house_), std::move(voices), log_,
                                static_cast<std::uint64_t>(micros_of(house_.clock().now()))});
  if (!desk) return desk.error();
  desk_ = std::move(*desk);
  return {};
}

Office::~Office() { stop(); }

void Office::start() {
  threads_.emplace_back([this] { notices_->run(); });
  if (const auto ok = desk_->start(); !ok) log_.error("desk: does not work", {{"reason", ok.error().message}});
}

void Office::stop() {
  if (desk_) desk_->stop();
  if (notices_) notices_->stop();
  for (auto& thread : threads_) thread.join();
  threads_.clear();
}

void Office::heard(const post::Item& item, const post::Reading& reading, std::span<const watch::WatchId> watches,
                   post::Fate fate) {
  if (fate == post::Fate::kAccepted || fate == post::Fate::kEdited) notices_->heard(watches);
  if (fate == post::Fate::kDuplicate || fate == post::Fate::kRejected) return;
  desk_->hear(item, reading, !watches.empty());
}

bool Office::is_ours(const post::Post& post) const {
  const bool by_staff = post.author.id.starts_with("staff:");
  return desk_->is_us(post) || (by_staff && (post.source.starts_with("place:") || house_.is_rehearsal()));
}

}  // namespace vigie::api
