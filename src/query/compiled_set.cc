#include "query/compiled_set.h"

#include <algorithm>
#include <bit>

#include "base/check.h"
#include "query/prefix_key.h"
#include "query/rarity.h"

namespace vigie::query {
namespace {

constexpr std::size_t kStartsMax = 1U << 15U;  // As many as start_of() tells apart.
constexpr std::size_t kStartsPerPrefix = 8;
static_assert(kPrefixBytesMax - kStartBytes < 16, "a bit of starts_ for each size");
constexpr std::uint32_t kShortSizes = (1U << kStartBytes) - 1;
constexpr std::size_t kFewDrawers = 16;  // Of so few, one that stands there twice costs less than to look for it.

// A long post says the same pair, or the same beginning of words, many thousand times.
[[gnu::noinline]] void keep_each_once(Filled<Drawer>& opened) {
  const auto drawers = opened.all();
  const auto is_before = [](const Drawer& a, const Drawer& b) { return a.key < b.key; };
  const auto is_same = [](const Drawer& a, const Drawer& b) { return a.key == b.key && a.bundles == b.bundles; };
  std::sort(drawers.begin(), drawers.end(), is_before);
  const auto end = std::unique(drawers.begin(), drawers.end(), is_same);
  opened.fill_to(static_cast<std::size_t>(end - drawers.begin()));
}

// Who is sure of a watch goes before who is not.
void put_in_order(Filled<Met>& candidates) {
  constexpr std::size_t kFew = 24;
  const auto all = candidates.all();
  if (all.size() < 2) return;
  if (all.size() > kFew) {
    std::sort(all.begin(), all.end());
  } else {
    for (std::size_t i = 1; i < all.size(); ++i) {
      const auto met = all[i];
      std::size_t at = i;
      for (; at > 0 && all[at - 1] > met; --at) all[at] = all[at - 1];
      all[at] = met;
    }
  }
  std::size_t count = 1;
  for (std::size_t i = 1; i < all.size(); ++i) {
    const auto met = all[i];
    all[count] = met;
    count += watch_of(met) != watch_of(all[count - 1]) ? 1 : 0;
  }
  candidates.fill_to(count);
}

}  // namespace

CompiledSet::CompiledSet(std::span<const Watch> watches, const Frequency& frequency) {
  check(watches.size() < kWatchesMax, "query: more watches than places");
  const Rarity rarity(watches, frequency);
  Filings filings;
  watches_.reserve(watches.size());
  for (std::uint32_t place = 0; place < watches.size(); ++place) {
    const auto& watch = watches[place];
    watches_.push_back({compile(watch.query.root(), code_), watch.id});
    file(watch.query.root(), place, rarity, filings);
  }
  code_.shrink();
  by_term_ = Drawers(std::move(filings.by_term), filings.guards);
  by_prefix_ = Drawers(std::move(filings.by_prefix), filings.guards);
  prefix_sizes_ = filings.prefix_sizes;
  for (const auto& start : filings.starts) add_start(start, filings.starts.size());
  fields_ = filings.fields;
  asks_pairs_ = filings.asks_pairs;
  always_.reserve(filings.always.size());
  for (const auto place : filings.always) always_.push_back(met_at(place, false));
}

void CompiledSet::add_start(const Start& start, std::size_t count) {
  if (start_mask_ == 0) {
    starts_.assign(std::min(kStartsMax, std::bit_ceil(count * kStartsPerPrefix)), 0);
    start_mask_ = static_cast<std::uint32_t>(starts_.size() - 1);
  }
  starts_[start.start & start_mask_] |= static_cast<std::uint16_t>(1U << (start.bytes - kStartBytes));
}

void CompiledSet::choose_drawers(const PostTerms& terms, std::span<const std::uint64_t> more, Finding& finding) const {
  const auto distinct = terms.distinct_terms();
  std::uint64_t* const keys = finding.keys.room_for(distinct.size() + more.size());
  std::size_t count = 0;
  const auto offer = [&](std::uint64_t term) {
    keys[count] = term;
    count += by_term_.maybe_has(term);
  };
  for (const auto term : distinct) offer(term);
  for (const auto term : more) offer(term);
  finding.keys.fill_to(count);
  finding.term_keys = count;
  std::uint32_t* const places = finding.places.room_for(count);
  for (std::size_t i = 0; i < count; ++i) places[i] = by_term_.place_of(keys[i]);
  if (prefix_sizes_ != 0) choose_prefixes(terms, finding);
}

// First which words are to be asked at all, then of which sizes: without a branch that is guessed wrong.
void CompiledSet::choose_prefixes(const PostTerms& terms, Finding& finding) const {
  constexpr unsigned kBeyond = kPrefixBytesMax + 1;
  const auto& words = terms.words();
  const auto all = words.all();
  const std::uint32_t short_sizes = prefix_sizes_ & kShortSizes;
  MaybePrefixed* const prefixed = finding.prefixed.room_for(terms.distinct().size());
  std::size_t count = 0;
  for (const auto place : terms.distinct()) {
    const auto& word = all[place];
    const auto start = start_of(words.folded_at(word));
    const std::uint32_t up_to_its_own = (2U << std::min<unsigned>(word.folded_size, kBeyond)) - 1;
    const std::uint32_t sizes =
        (short_sizes | std::uint32_t{starts_[start & start_mask_]} << kStartBytes) & up_to_its_own;
    prefixed[count] = {place, sizes};
    count += sizes != 0 ? 1 : 0;
  }
  finding.prefixed.fill_to(count);
  add_prefix_keys(words, finding);
  const auto keys = finding.keys.all();
  std::uint32_t* const places = finding.places.room_for(keys.size());
  for (std::size_t i = finding.term_keys; i < keys.size(); ++i) places[i] = by_prefix_.place_of(keys[i]);
}

void CompiledSet::add_prefix_keys(const text::Words& words, Finding& finding) const {
  const auto prefixed = finding.prefixed.all();
  std::size_t count = finding.keys.size();
  std::uint64_t* const keys = finding.keys.room_for(count + prefixed.size() * kPrefixBytesMax);
  for (const auto& maybe : prefixed) {
    const auto& word = words.all()[maybe.place];
    const PrefixBytes bytes(words.folded_at(word));
    std::uint32_t sizes = maybe.sizes;
    do {
      keys[count] = prefix_key(word.kind, bytes, static_cast<std::size_t>(std::countr_zero(sizes)));
      count += by_prefix_.maybe_has(keys[count]);
      sizes &= sizes - 1;
    } while (sizes != 0);
  }
  finding.keys.fill_to(count);
}

void CompiledSet::open_drawers(Finding& finding) const {
  const auto keys = finding.keys.all();
  const std::uint32_t* const places = finding.places.room_for(keys.size());
  Drawer* const drawers = finding.drawers.room_for(keys.size());
  for (std::size_t i = 0; i < finding.term_keys; ++i) drawers[i] = by_term_.find(keys[i], places[i]);
  for (std::size_t i = finding.term_keys; i < keys.size(); ++i) drawers[i] = by_prefix_.find(keys[i], places[i]);
  finding.drawers.fill_to(keys.size());
  if (keys.size() > kFewDrawers) keep_each_once(finding.drawers);
}

void CompiledSet::collect_candidates(const PostTerms& terms, Finding& finding) const {
  if (finding.drawers.empty() && always_.empty()) {
    finding.candidates.clear();
    finding.unsure.clear();
    return;
  }
  std::copy(always_.begin(), always_.end(), finding.candidates.room_for(always_.size()));
  finding.candidates.fill_to(always_.size());
  guard_check_->collect(finding.drawers.all(), terms, finding.candidates);
  put_in_order(finding.candidates);
  const auto all = finding.candidates.all();
  std::uint32_t* const unsure = finding.unsure.room_for(all.size());
  std::size_t unsure_count = 0;
  for (const auto met : all) {
    __builtin_prefetch(&watches_[watch_of(met)]);
    unsure[unsure_count] = watch_of(met);
    unsure_count += is_sure(met) ? 0 : 1;
  }
  finding.unsure.fill_to(unsure_count);
}

// The steps of a program lie one behind the other, the first at the end.
void CompiledSet::ask_for_steps(const Finding& finding) const {
  constexpr std::size_t kLine = 64 / sizeof(Step);
  for (const auto place : finding.unsure.all()) {
    const std::size_t first = place_of_first_step(place);
    __builtin_prefetch(&code_.steps[first]);
    __builtin_prefetch(&code_.steps[first - std::min(first, kLine)]);
  }
}

void CompiledSet::ask_for_phrases(const Finding& finding) const {
  for (const auto place : finding.unsure.all()) {
    const Step& step = first_step(place);
    if (step.test == Test::kSequence) __builtin_prefetch(&code_.words[sequence_of(step).first]);
  }
}

bool CompiledSet::is_ascending() const { return std::ranges::is_sorted(watches_, {}, &Compiled::id); }

std::optional<std::uint32_t> CompiledSet::place_of(std::uint32_t id) const {
  const auto found = std::ranges::lower_bound(watches_, id, {}, &Compiled::id);
  if (found == watches_.end() || found->id != id) return std::nullopt;
  return static_cast<std::uint32_t>(found - watches_.begin());
}

std::size_t CompiledSet::bytes() const {
  return sizeof *this + code_.bytes() + by_term_.bytes() + by_prefix_.bytes() + watches_.capacity() * sizeof(Compiled) +
         starts_.capacity() * sizeof(std::uint16_t) + always_.capacity() * sizeof(std::uint32_t);
}

}  // namespace vigie::query
