#include "query/watch_set.h"

#include <algorithm>

#include "query/code.h"
#include "query/drawers.h"
#include "query/match.h"
#include "query/rarity.h"

namespace vigie::query {

struct WatchSet::State {
  Code code;
  std::vector<Entry> entries;  // By place in the set.
  std::vector<std::uint32_t> ids;
  Drawers by_term;
  Drawers by_prefix;
  std::uint32_t prefix_sizes = 0;
  std::vector<std::uint32_t> always;

  template <typename Take>
  void each_candidate(const PostTerms& terms, Take take) const;
  template <typename Take>
  void each_by_prefix(std::string_view folded, text::Kind kind, Take take) const;
};

namespace {

// Emoji begin no word; they are filed as plain words.
bool has_beginning(text::Kind kind) { return kind != text::Kind::kEmoji; }

}  // namespace

template <typename Take>
void WatchSet::State::each_by_prefix(std::string_view folded, text::Kind kind, Take take) const {
  const auto first = prefix_bytes(folded);
  for (std::size_t bytes = 1; bytes <= std::min(folded.size(), kPrefixBytesMax); ++bytes) {
    if ((prefix_sizes >> bytes & 1) == 0) continue;
    for (const auto& posting : by_prefix.find(prefix_key(kind, first, bytes))) take(posting);
  }
}

template <typename Take>
void WatchSet::State::each_candidate(const PostTerms& terms, Take take) const {
  const auto& words = terms.words();
  const auto all = words.all();
  for (std::uint32_t place = 0; place < all.size(); ++place) {
    const auto& word = all[place];
    if (terms.first(word.term) != place) continue;  // Seen before in this post.
    for (const auto& posting : by_term.find(word.term)) take(posting);
    if (!by_prefix.empty() && has_beginning(word.kind)) each_by_prefix(words.folded(word), word.kind, take);
  }
}

WatchSet WatchSet::compile(std::span<const Watch> watches, const Frequency& frequency) {
  const Rarity rarity(watches, frequency);
  auto state = std::make_shared<State>();
  Filings filings;
  state->entries.reserve(watches.size());
  state->ids.reserve(watches.size());
  for (std::uint32_t place = 0; place < watches.size(); ++place) {
    const auto& watch = watches[place];
    state->ids.push_back(watch.id);
    state->entries.push_back(query::compile(watch.query.root(), state->code));
    file(watch.query.root(), place, rarity, filings);
  }
  state->code.shrink();
  state->by_term = Drawers(std::move(filings.by_term));
  state->by_prefix = Drawers(std::move(filings.by_prefix));
  state->prefix_sizes = filings.prefix_sizes;
  state->always = std::move(filings.always);
  state->always.shrink_to_fit();
  return WatchSet(std::move(state));
}

void WatchSet::match(const Document& document, Scratch& scratch, std::vector<std::uint32_t>& ids) const {
  const State& set = *state_;
  scratch.terms.build(*document.words);
  auto& found = scratch.found;
  found.clear();
  const auto verify = [&](std::uint32_t place) {
    if (run(set.code, set.entries[place], document, scratch)) found.push_back(place);
  };
  set.each_candidate(scratch.terms, [&](const Posting& posting) {
    if (posting.second == 0 || scratch.terms.maybe_has(posting.second)) verify(posting.watch);
  });
  for (const auto place : set.always) verify(place);
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  for (const auto place : found) ids.push_back(set.ids[place]);
}

std::size_t WatchSet::size() const { return state_->ids.size(); }

std::size_t WatchSet::bytes() const {
  const State& set = *state_;
  return sizeof set + set.code.bytes() + set.by_term.bytes() + set.by_prefix.bytes() +
         set.entries.capacity() * sizeof(Entry) + set.ids.capacity() * sizeof(std::uint32_t) +
         set.always.capacity() * sizeof(std::uint32_t);
}

}  // namespace vigie::query
