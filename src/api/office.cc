#include "api/office.h"

namespace vigie::api {

Result<std::unique_ptr<Office>> Office::open(watch::House& house, Log& log, OfficeOptions options) {
  const std::string public_url = options.public_url;
  std::unique_ptr<Office> out(new Office(house, std::move(options)));
  const auto find_watch = [&house](watch::WatchId id) -> std::optional<measure::Watched> {
    const auto watch = house.watches().list()->get(id);
    if (!watch) return std::nullopt;
    return measure::Watched{watch->said.name, watch->said.query};
  };
  auto notices = measure::Notices::open(house.folder() + "/vigie.db", {house.store(), house.clock(), log, find_watch,
                                                                       [&house] { house.live().changed("notices"); }});
  if (!notices) return notices.error();
  out->notices_ = std::move(*notices);
  const std::string root = house.is_rehearsal() ? "/rehearsal" : "";
  auto place = community::Place::open(
      {out->household_, house.pipeline(), house.store(), house.clock(), out->door_, house.folder(), root, public_url});
  if (!place) return place.error();
  out->place_ = std::move(*place);
  return out;
}

Office::~Office() { stop(); }

void Office::start() {
  place_->start();
  threads_.emplace_back([this] { notices_->run(); });
}

void Office::stop() {
  notices_->stop();
  for (auto& thread : threads_) thread.join();
  threads_.clear();
}

void Office::heard(const post::Item& item, const post::Reading&, std::span<const watch::WatchId> watches,
                   post::Fate fate) {
  place_->heard(item, fate);
  if (fate == post::Fate::kAccepted || fate == post::Fate::kEdited) notices_->heard(watches);
}

bool Office::is_ours(const post::Post& post) const {
  return post.author.id.starts_with("staff:") && (post.source.starts_with("place:") || house_.is_rehearsal());
}

}  // namespace vigie::api
