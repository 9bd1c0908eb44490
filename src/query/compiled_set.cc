#include "query/compiled_set.h"

#include <algorithm>
#include <bit>

#include "query/prefix_key.h"
#include "query/rarity.h"

namespace vigie::query {
namespace {

constexpr std::size_t kStarts = 1U << 16U;  // As many as start_of() tells apart.
constexpr std::uint32_t kShortSizes = (1U << kStartBytes) - 1;
constexpr std::size_t kFewDrawers = 16;  // Of so few, one that stands there twice costs less than to look for it.

// A long post says the same pair, or the same beginning of words, many thousand times.
[[gnu::noinline]] void keep_each_once(std::vector<Drawers::Drawer>& drawers) {
  const auto is_before = [](const Drawers::Drawer& a, const Drawers::Drawer& b) { return a.postings < b.postings; };
  const auto is_same = [](const Drawers::Drawer& a, const Drawers::Drawer& b) { return a.postings == b.postings; };
  std::sort(drawers.begin(), drawers.end(), is_before);
  drawers.erase(std::unique(drawers.begin(), drawers.end(), is_same), drawers.end());
}

}  // namespace

CompiledSet::CompiledSet(std::span<const Watch> watches, const Frequency& frequency) {
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
  if (!filings.starts.empty()) starts_.assign(kStarts / 64, 0);
  for (const auto start : filings.starts) starts_[start >> 6] |= std::uint64_t{1} << (start & 63);
  fields_ = filings.fields;
  asks_pairs_ = filings.asks_pairs;
  always_ = std::move(filings.always);
  always_.shrink_to_fit();
}

void CompiledSet::choose_drawers(const PostTerms& terms, std::span<const std::uint64_t> more, Finding& finding) const {
  const auto all = terms.words().all();
  auto& keys = finding.keys;
  keys.resize(terms.distinct().size() + more.size());
  std::size_t count = 0;
  const auto offer = [&](std::uint64_t term) {
    keys[count] = term;
    count += by_term_.maybe_has(term);
  };
  for (const auto place : terms.distinct()) offer(all[place].term);
  for (const auto term : more) offer(term);
  keys.resize(count);
  for (const auto key : keys) by_term_.ask_for(key);
  finding.term_keys = count;
  if (prefix_sizes_ != 0) choose_prefixes(terms, finding);
}

void CompiledSet::choose_prefixes(const PostTerms& terms, Finding& finding) const {
  const auto& words = terms.words();
  for (const auto place : terms.distinct()) {
    const auto& word = words.all()[place];
    const auto folded = words.folded(word);
    std::uint32_t sizes = prefix_sizes_;
    if (!may_start(folded)) sizes &= kShortSizes;
    if (sizes == 0) continue;
    const auto first = prefix_bytes(folded);
    for (; sizes != 0; sizes &= sizes - 1) {
      const auto bytes = static_cast<std::size_t>(std::countr_zero(sizes));
      if (bytes > folded.size()) break;
      const auto key = prefix_key(word.kind, first, bytes);
      if (by_prefix_.maybe_has(key) == 0) continue;
      by_prefix_.ask_for(key);
      finding.keys.push_back(key);
    }
  }
}

bool CompiledSet::may_start(std::string_view folded) const {
  if (folded.size() < kStartBytes || starts_.empty()) return false;
  const auto start = start_of(folded);
  return (starts_[start >> 6] >> (start & 63) & 1) != 0;
}

void CompiledSet::open_drawers(Finding& finding) const {
  finding.drawers.clear();
  for (std::size_t i = 0; i < finding.keys.size(); ++i) {
    const auto key = finding.keys[i];
    const auto drawer = i < finding.term_keys ? by_term_.find(key) : by_prefix_.find(key);
    if (drawer.count != 0) finding.drawers.push_back(drawer);
  }
  if (finding.drawers.size() > kFewDrawers) keep_each_once(finding.drawers);
}

void CompiledSet::collect_candidates(const PostTerms& terms, Finding& finding) const {
  auto& candidates = finding.candidates;
  std::size_t most = always_.size();
  for (const auto& drawer : finding.drawers) most += drawer.count;
  candidates.resize(most);
  std::copy(always_.begin(), always_.end(), candidates.begin());
  std::size_t count = always_.size();
  for (const auto& drawer : finding.drawers) count += Drawers::collect(drawer, terms, candidates.data() + count);
  candidates.resize(count);
  for (const auto place : candidates) __builtin_prefetch(&watches_[place]);
  std::sort(candidates.begin(), candidates.end());
  candidates.erase(std::unique(candidates.begin(), candidates.end()), candidates.end());
}

// The steps of a program lie one behind the other, the first at the end.
void CompiledSet::ask_for_steps(const Finding& finding) const {
  constexpr std::size_t kLine = 64 / sizeof(Step);
  for (const auto place : finding.candidates) {
    const std::size_t first = place_of_first_step(place);
    __builtin_prefetch(&code_.steps[first]);
    __builtin_prefetch(&code_.steps[first - std::min(first, kLine)]);
  }
}

void CompiledSet::ask_for_phrases(const Finding& finding) const {
  for (const auto place : finding.candidates) {
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
         starts_.capacity() * sizeof(std::uint64_t) + always_.capacity() * sizeof(std::uint32_t);
}

}  // namespace vigie::query
