#include "watch/work.h"

#include "post/validate.h"
#include "query/document.h"
#include "source/decoders.h"

namespace vigie::watch {

void Work::begin(source::Load load, source::Done done) {
  load_ = std::move(load);
  decoded_.clear();
  done_ = std::move(done);
  outcome_ = {};
  list_.reset();
  kept_.clear();
  analysed_.clear();
  matches_.clear();
  match_ends_.clear();
  times_ = {};
}

void Work::analyse(const Models& models, std::shared_ptr<const WatchList> list, Time now) {
  list_ = std::move(list);
  parse(now);
  read_words();
  read_moods(models);
  match();
}

void Work::parse(Time now) {
  const StageClock clock(times_, Stage::kParse);
  if (load_.decoder) outcome_.cursor = load_.decoder->decode(load_.raw, load_.first, now, decoded_, outcome_.rejects);
  const auto items = batch().items();
  for (std::uint32_t i = 0; i < items.size(); ++i) {
    items[i].post.seen_at = now;
    // What a decoder made is valid already.
    const auto ok = load_.decoder ? Result<void>{} : post::validate(items[i], now);
    if (ok) {
      kept_.push_back(i);
    } else {
      const source::Place place{load_.first.record + i, load_.first.line};
      outcome_.rejects.push_back(source::reject_of(place, ok.error().message, items[i].post.id));
    }
  }
}

void Work::read_words() {
  const StageClock clock(times_, Stage::kWords);
  if (words_.size() < kept_.size()) words_.resize(kept_.size());
  const auto items = batch().items();
  for (std::size_t i = 0; i < kept_.size(); ++i) {
    const auto& item = items[kept_[i]];
    if (item.act == post::Act::kSay) query::read_words(item.post, words_[i]);
    analysed_.push_back({&item, &words_[i], {}});
  }
}

void Work::read_moods(const Models& models) {
  {
    const StageClock clock(times_, Stage::kLanguage);
    for (auto& one : analysed_) {
      if (one.item->act == post::Act::kSay) models.read_language(one.item->post, *one.words, one.reading);
    }
  }
  const StageClock clock(times_, Stage::kMood);
  for (auto& one : analysed_) {
    if (one.item->act != post::Act::kSay) continue;
    models.read_mood(*one.words, one.reading);
    one.reading = store::kept(one.reading);  // Watches must see what a search will find.
  }
}

void Work::match() {
  const StageClock clock(times_, Stage::kMatch);
  for (const auto& one : analysed_) {
    if (one.item->act == post::Act::kSay) {
      list_->set.match({&one.item->post, one.words, one.reading}, scratch_, matches_);
    }
    match_ends_.push_back(static_cast<std::uint32_t>(matches_.size()));
  }
}

std::span<const WatchId> Work::matches(std::size_t analysed_index) const {
  const std::size_t from = analysed_index == 0 ? 0 : match_ends_[analysed_index - 1];
  return std::span(matches_).subspan(from, match_ends_[analysed_index] - from);
}

void Work::conclude(std::span<const post::Fate> fates) {
  outcome_.fates.assign(batch().size(), post::Fate::kRejected);
  for (std::size_t i = 0; i < fates.size(); ++i) {
    outcome_.fates[kept_[i]] = fates[i];
    outcome_.accepted += fates[i] == post::Fate::kAccepted ? 1 : 0;
    outcome_.duplicates += fates[i] == post::Fate::kDuplicate ? 1 : 0;
    outcome_.edited += fates[i] == post::Fate::kEdited ? 1 : 0;
    outcome_.deleted += fates[i] == post::Fate::kDeleted ? 1 : 0;
  }
}

}  // namespace vigie::watch
