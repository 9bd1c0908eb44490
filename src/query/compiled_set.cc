#include "query/compiled_set.h"

#include <algorithm>
#include <bit>

#include "base/check.h"
#include "query/prefix_key.h"
#include "query/rarity.h"

namespace vigie::query {
namespace {

constexpr std::size_t kStartsMax = 1U << 16U;  // As many as start_of() tells apart.
constexpr std::size_t kStartsPerPrefix = 16;
constexpr std::uint32_t kShortSizes = (1U << kStartBytes) - 1;
constexpr std::size_t kFewDrawers = 16;  // Of so few, one that stands there twice costs less than to look for it.

// A long post says the same pair, or the same beginning of words, many thousand times.
[[gnu::noinline]] void keep_each_once(Filled<Drawers::Drawer>& opened) {
  const auto drawers = opened.all();
  const auto is_before = [](const Drawers::Drawer& a, const Drawers::Drawer& b) { return a.postings < b.postings; };
  const auto is_same = [](const Drawers::Drawer& a, const Drawers::Drawer& b) { return a.postings == b.postings; };
  std::sort(drawers.begin(), drawers.end(), is_before);
  const auto end = std::unique(drawers.begin(), drawers.end(), is_same);
  opened.fill_to(static_cast<std::size_t>(end - drawers.begin()));
}

// Who is sure of a watch goes before who is not.
void put_in_order(Filled<Met>& candidates) {
  const auto all = candidates.all();
  if (all.size() < 2) return;
  std::sort(all.begin(), all.end());
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
  starts_[start.start & start_mask_] |= static_cast<std::uint8_t>(1U << (start.bytes - kStartBytes));
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
  for (const auto key : finding.keys.all()) by_term_.ask_for(key);
  finding.term_keys = count;
  if (prefix_sizes_ != 0) choose_prefixes(terms, finding);
}

// First which words are to be asked at all, then of which sizes: without a branch that is guessed wrong.
void CompiledSet::choose_prefixes(const PostTerms& terms, Finding& finding) const {
  static constexpr char kNoStart[kStartBytes] = {};
  const auto& words = terms.words();
  const auto all = words.all();
  MaybePrefixed* const prefixed = finding.prefixed.room_for(terms.distinct().size());
  std::size_t count = 0;
  for (const auto place : terms.distinct()) {
    const auto folded = words.folded(all[place]);
    const auto start = start_of(folded.size() >= kStartBytes ? folded.data() : kNoStart);
    const std::uint32_t sizes = (prefix_sizes_ & kShortSizes) | std::uint32_t{starts_[start & start_mask_]}
                                                                    << kStartBytes;
    prefixed[count] = {place, sizes};
    count += sizes != 0 ? 1 : 0;
  }
  finding.prefixed.fill_to(count);
  for (const auto& maybe : finding.prefixed.all()) add_prefix_keys(words, maybe, finding.keys);
  for (const auto key : finding.keys.all().subspan(finding.term_keys)) by_prefix_.ask_for(key);
}

void CompiledSet::add_prefix_keys(const text::Words& words, const MaybePrefixed& maybe,
                                  Filled<std::uint64_t>& out) const {
  const auto& word = words.all()[maybe.place];
  const auto folded = words.folded(word);
  const auto first = prefix_bytes(folded);
  std::size_t count = out.size();
  std::uint64_t* const keys = out.room_for(count + kPrefixBytesMax);
  for (std::uint32_t sizes = maybe.sizes; sizes != 0; sizes &= sizes - 1) {
    const auto bytes = static_cast<std::size_t>(std::countr_zero(sizes));
    if (bytes > folded.size()) break;
    keys[count] = prefix_key(word.kind, first, bytes);
    count += by_prefix_.maybe_has(keys[count]);
  }
  out.fill_to(count);
}

void CompiledSet::open_drawers(Finding& finding) const {
  const auto keys = finding.keys.all();
  Drawers::Drawer* const drawers = finding.drawers.room_for(keys.size());
  std::size_t count = 0;
  const auto open = [&](const Drawers& cabinet, std::uint64_t key) {
    drawers[count] = cabinet.find(key);
    count += drawers[count].count != 0 ? 1 : 0;
  };
  for (const auto key : keys.first(finding.term_keys)) open(by_term_, key);
  for (const auto key : keys.subspan(finding.term_keys)) open(by_prefix_, key);
  finding.drawers.fill_to(count);
  if (count > kFewDrawers) keep_each_once(finding.drawers);
}

void CompiledSet::collect_candidates(const PostTerms& terms, Finding& finding) const {
  std::size_t most = always_.size();
  for (const auto& drawer : finding.drawers.all()) most += drawer.count;
  Met* const candidates = finding.candidates.room_for(most);
  std::copy(always_.begin(), always_.end(), candidates);
  std::size_t count = always_.size();
  for (const auto& drawer : finding.drawers.all()) count += Drawers::collect(drawer, terms, candidates + count);
  finding.candidates.fill_to(count);
  for (const auto met : finding.candidates.all()) __builtin_prefetch(&watches_[watch_of(met)]);
  put_in_order(finding.candidates);
}

// The steps of a program lie one behind the other, the first at the end.
void CompiledSet::ask_for_steps(const Finding& finding) const {
  constexpr std::size_t kLine = 64 / sizeof(Step);
  for (const auto met : finding.candidates.all()) {
    const std::size_t first = place_of_first_step(watch_of(met));
    __builtin_prefetch(&code_.steps[first]);
    __builtin_prefetch(&code_.steps[first - std::min(first, kLine)]);
  }
}

void CompiledSet::ask_for_phrases(const Finding& finding) const {
  for (const auto met : finding.candidates.all()) {
    if (is_sure(met)) continue;
    const Step& step = first_step(watch_of(met));
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
         starts_.capacity() + always_.capacity() * sizeof(std::uint32_t);
}

}  // namespace vigie::query
