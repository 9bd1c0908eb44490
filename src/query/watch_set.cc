#include "query/watch_set.h"

#include <algorithm>
#include <bit>

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

  void collect_keys(Scratch& scratch) const;
  void collect_prefix_keys(std::string_view folded, text::Kind kind, std::vector<std::uint64_t>& keys) const;
  void collect_candidates(Scratch& scratch) const;
  void add_candidates(std::span<const Posting> postings, Scratch& scratch) const;
  void ask_ahead(const std::vector<std::uint32_t>& candidates) const;
};

// First all keys, then all drawers, then all programs: the waits for memory overlap.
void WatchSet::State::collect_candidates(Scratch& scratch) const {
  const auto& words = scratch.terms.words();
  const auto all = words.all();
  auto& keys = scratch.keys;
  keys.clear();
  const auto is_first = [&](std::uint32_t place) { return scratch.terms.first(all[place].term) == place; };
  for (std::uint32_t place = 0; place < all.size(); ++place) {
    if (by_term.maybe_has(all[place].term) && is_first(place)) keys.push_back(all[place].term);
  }
  const auto term_keys = keys.size();
  for (std::uint32_t place = 0; prefix_sizes != 0 && place < all.size(); ++place) {
    if (is_first(place)) collect_prefix_keys(words.folded(all[place]), all[place].kind, keys);
  }
  scratch.candidates.clear();
  for (std::size_t i = 0; i < keys.size(); ++i) {
    add_candidates(i < term_keys ? by_term.find(keys[i]) : by_prefix.find(keys[i]), scratch);
  }
}

void WatchSet::State::collect_prefix_keys(std::string_view folded, text::Kind kind,
                                          std::vector<std::uint64_t>& keys) const {
  const auto first = prefix_bytes(folded);
  for (std::uint32_t sizes = prefix_sizes; sizes != 0; sizes &= sizes - 1) {
    const auto bytes = static_cast<std::size_t>(std::countr_zero(sizes));
    if (bytes > folded.size()) return;
    const auto key = prefix_key(kind, first, bytes);
    if (by_prefix.maybe_has(key)) keys.push_back(key);
  }
}

void WatchSet::State::add_candidates(std::span<const Posting> postings, Scratch& scratch) const {
  for (const auto& posting : postings) {
    if (posting.second != 0 && !scratch.terms.maybe_has(posting.second)) continue;
    __builtin_prefetch(&entries[posting.watch]);
    scratch.candidates.push_back(posting.watch);
  }
}

// The steps of a program lie one behind the other, the first at the end.
void WatchSet::State::ask_ahead(const std::vector<std::uint32_t>& candidates) const {
  for (const auto place : candidates) {
    const Step* step = &code.steps[entries[place].base + entries[place].start];
    __builtin_prefetch(step);
    __builtin_prefetch(reinterpret_cast<const char*>(step) - 64);
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
  set.collect_candidates(scratch);
  set.ask_ahead(scratch.candidates);
  const auto verify = [&](std::uint32_t place) {
    if (run(set.code, set.entries[place], document, scratch)) found.push_back(place);
  };
  for (const auto place : scratch.candidates) verify(place);
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
