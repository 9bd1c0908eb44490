#include "watch/replay.h"

#include "query/document.h"

namespace vigie::watch {

void Replay::run() {
  while (const auto behind = live_.next_behind()) {
    live_.catch_up(behind->listener, events_for(*behind), behind->part.upto);
  }
}

std::vector<Event> Replay::events_for(const Live::Behind& behind) {
  std::vector<Event> events;
  if (behind.lost) events.push_back(*behind.lost);
  const auto list = watches_.list();
  for (const Told& told : behind.part.told) {
    if (auto event = event_of(told, behind.wanted, *list)) events.push_back(std::move(*event));
  }
  return events;
}

std::optional<Event> Replay::event_of(const Told& told, const Wanted& wanted, const WatchList& list) {
  switch (told.what) {
    case Told::What::kPost:
    case Told::What::kEdit:
      return post_of(told, wanted, list);
    case Told::What::kGone:
      return gone_event(told.id, told.source, told.key);
    case Told::What::kAuthorGone:
      return author_gone_event(told.id, told.source, told.key);
    case Told::What::kChanged:
      return changed_event(told.id, told.key);
  }
  return std::nullopt;
}

std::optional<Event> Replay::post_of(const Told& told, const Wanted& wanted, const WatchList& list) {
  const auto hit = store_.get(told.source, told.key);
  if (!hit || !*hit) return std::nullopt;
  text::Words words;
  query::read_words((*hit)->post, words);
  const query::Document document{&(*hit)->post, &words, (*hit)->reading};
  std::vector<WatchId> watches;
  list.set.match(document, scratch_, watches);
  const auto* relevance = live_.relevance();
  const auto about = relevance == nullptr ? std::vector<AboutUs>() : relevance->read(document, watches);
  if (wanted.takes(document, watches) && !wanted.hides(about)) {
    return post_event(told.id, document, watches, about, wanted.marks(watches, list));
  }
  if (told.what == Told::What::kEdit) return gone_event(told.id, told.source, told.key);
  return std::nullopt;
}

}  // namespace vigie::watch
