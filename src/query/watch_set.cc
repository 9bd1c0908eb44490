#include "query/watch_set.h"

#include <algorithm>

#include "query/compiled_set.h"
#include "query/pair_term.h"

namespace vigie::query {

namespace {

// The first of them; who reads those asks for the rest.
void ask_for_words(const text::Words& words) {
  const auto all = words.all();
  constexpr std::size_t kLine = 64;
  constexpr std::size_t kLinesMax = 12;
  const auto* bytes = reinterpret_cast<const char*>(all.data());
  const auto lines = std::min(kLinesMax, (all.size_bytes() + kLine - 1) / kLine);
  for (std::size_t line = 0; line < lines; ++line) __builtin_prefetch(bytes + line * kLine);
  if (!all.empty()) __builtin_prefetch(words.folded(all.front()).data());
}

}  // namespace

struct WatchSet::State {
  CompiledSet base;
};

WatchSet WatchSet::compile(std::span<const Watch> watches, const Frequency& frequency) {
  return WatchSet(std::make_shared<State>(State{CompiledSet(watches, frequency)}));
}

void WatchSet::begin(const Document& document, Scratch& scratch, Pending& pending) const {
  const CompiledSet& base = state_->base;
  pending.terms.build(*document.words);
  pending.more.clear();
  if (base.asks_pairs()) add_pairs(*document.words, pending.more);
  if (base.fields() != 0) {
    scratch.fields.read(document, base.fields());
    const auto fields = scratch.fields.all();
    pending.more.insert(pending.more.end(), fields.begin(), fields.end());
  }
  for (const auto term : pending.more) pending.terms.mark(term);
  base.choose_drawers(pending.terms, pending.more, pending.finding);
}

void WatchSet::end(const Document& document, const Pending& pending, Scratch& scratch,
                   std::vector<std::uint32_t>& ids) const {
  const CompiledSet& base = state_->base;
  scratch.candidates += pending.finding.candidates.size();
  base.verify(document, pending.terms, pending.finding, scratch,
              [&](std::uint32_t place) { ids.push_back(base.id(place)); });
}

void WatchSet::match(const Document& document, Scratch& scratch, std::vector<std::uint32_t>& ids) const {
  Pending& pending = scratch.pending.front();
  begin(document, scratch, pending);
  state_->base.open_drawers(pending.finding);
  state_->base.collect_candidates(pending.terms, pending.finding);
  state_->base.ask_for_steps(pending.finding);
  end(document, pending, scratch, ids);
}

// Post `i` begins while the one before is a step ahead, and so on.
void WatchSet::match(std::span<const Document> documents, Scratch& scratch, std::vector<std::uint32_t>& ids,
                     std::vector<std::uint32_t>& ends) const {
  constexpr std::size_t kSteps = 6;
  static_assert(kSteps <= Scratch::kPendingMax);
  const CompiledSet& base = state_->base;
  const std::size_t count = documents.size();
  const auto pending = [&](std::size_t i) -> Pending& { return scratch.pending[i % Scratch::kPendingMax]; };
  // Whether some post is at the step by now; below 0 is far beyond the end.
  const auto is_at = [&](std::size_t i) { return i < count; };
  for (std::size_t i = 0; i + 1 < count + kSteps; ++i) {
    if (is_at(i + 4)) __builtin_prefetch(documents[i + 4].words);
    if (is_at(i + 2)) ask_for_words(*documents[i + 2].words);
    if (is_at(i)) begin(documents[i], scratch, pending(i));
    if (is_at(i - 1)) base.open_drawers(pending(i - 1).finding);
    if (is_at(i - 2)) base.collect_candidates(pending(i - 2).terms, pending(i - 2).finding);
    if (is_at(i - 3)) base.ask_for_steps(pending(i - 3).finding);
    if (is_at(i - 4)) base.ask_for_phrases(pending(i - 4).finding);
    if (!is_at(i - 5)) continue;
    end(documents[i - 5], pending(i - 5), scratch, ids);
    ends.push_back(static_cast<std::uint32_t>(ids.size()));
  }
}

std::size_t WatchSet::size() const { return state_->base.size(); }

std::size_t WatchSet::bytes() const { return sizeof(State) + state_->base.bytes(); }

}  // namespace vigie::query
