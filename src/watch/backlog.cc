#include "watch/backlog.h"

#include <algorithm>

namespace vigie::watch {
namespace {

// What two events are about, so that the later one stands for both.
std::string subject(const Told& told) {
  const char kind = told.what == Told::What::kAuthorGone ? 'a' : told.what == Told::What::kChanged ? 'c' : 'p';
  return kind + told.source + '\0' + told.key;
}

}  // namespace

Backlog::Backlog(std::uint64_t first_event)
    : of_watches_{kEventsKept, first_event - 1, {}},
      others_{kOtherPostsKept, first_event - 1, {}},
      news_{kEventsKept, first_event - 1, {}} {}

void Backlog::add(Told told, bool of_a_watch) {
  Shelf& shelf = told.what != Told::What::kPost ? news_ : of_a_watch ? of_watches_ : others_;
  shelf.add(std::move(told));
}

std::uint64_t Backlog::forgotten(bool others) const {
  return std::max({of_watches_.forgotten, news_.forgotten, others ? others_.forgotten : 0});
}

Backlog::Part Backlog::since(std::uint64_t after, bool others, std::size_t told_max) const {
  Part part{{}, after};
  const auto take = [&](const Shelf& shelf) {
    const auto from = shelf.after(after);
    const auto most = static_cast<std::ptrdiff_t>(told_max);
    part.told.insert(part.told.end(), from, from + std::min<std::ptrdiff_t>(most, shelf.told.end() - from));
  };
  take(of_watches_);
  take(news_);
  if (others) take(others_);
  std::sort(part.told.begin(), part.told.end(), [](const Told& a, const Told& b) { return a.id < b.id; });
  if (part.told.size() > told_max) part.told.resize(told_max);
  if (part.told.empty()) return part;
  part.upto = part.told.back().id;
  const auto latest = latest_news(after);
  std::erase_if(part.told, [&](const Told& told) {
    const auto found = latest.find(subject(told));
    return found != latest.end() && found->second > told.id;
  });
  return part;
}

Backlog::Latest Backlog::latest_news(std::uint64_t after) const {
  Latest latest;
  for (auto told = news_.after(after); told != news_.told.end(); ++told) latest[subject(*told)] = told->id;
  return latest;
}

void Backlog::Shelf::add(Told one) {
  told.push_back(std::move(one));
  if (told.size() <= told_max) return;
  forgotten = told.front().id;
  told.pop_front();
}

std::deque<Told>::const_iterator Backlog::Shelf::after(std::uint64_t id) const {
  return std::upper_bound(told.begin(), told.end(), id, [](std::uint64_t a, const Told& b) { return a < b.id; });
}

}  // namespace vigie::watch
