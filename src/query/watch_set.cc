#include "query/watch_set.h"

#include "query/compiled_set.h"

namespace vigie::query {

struct WatchSet::State {
  CompiledSet base;
};

WatchSet WatchSet::compile(std::span<const Watch> watches, const Frequency& frequency) {
  return WatchSet(std::make_shared<State>(State{CompiledSet(watches, frequency)}));
}

void WatchSet::begin(const Document& document, Pending& pending) const {
  pending.terms.build(*document.words);
  std::span<const std::uint64_t> fields;
  if (state_->base.asks_fields()) {
    pending.fields.read(document);
    fields = pending.fields.all();
    for (const auto term : fields) pending.terms.mark(term);
  }
  state_->base.choose_drawers(pending.terms, fields, pending.finding);
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
  begin(document, pending);
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
    if (is_at(i)) begin(documents[i], pending(i));
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
