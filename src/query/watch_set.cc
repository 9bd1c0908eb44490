#include "query/watch_set.h"

#include <algorithm>

#include "base/check.h"
#include "query/layer.h"
#include "query/pair_term.h"

namespace vigie::query {
namespace {

// The youngest changes are compiled anew with each change, so they are kept few; the others lie together.
constexpr std::size_t kYoungMax = 32;

// The first of them; who reads those asks for the rest.
void ask_for_words(const text::Words& words) {
  const auto all = words.all();
  constexpr std::size_t kLine = 64;
  constexpr std::size_t kLinesMax = 12;
  constexpr std::size_t kFoldedLines = 2;
  const auto* bytes = reinterpret_cast<const char*>(all.data());
  const auto lines = std::min(kLinesMax, (all.size_bytes() + kLine - 1) / kLine);
  for (std::size_t line = 0; line < lines; ++line) __builtin_prefetch(bytes + line * kLine);
  if (all.empty()) return;
  for (std::size_t line = 0; line < kFoldedLines; ++line)
    __builtin_prefetch(words.folded_at(all.front()) + line * kLine);
}

// Changes compiled together.
struct Few {
  explicit Few(std::vector<Watch> few)
      : layer(std::make_shared<const CompiledSet>(few, nullptr)),
        watches(std::make_shared<const std::vector<Watch>>(std::move(few))) {}

  Layer layer;
  std::shared_ptr<const std::vector<Watch>> watches;  // By id.
};

// Those of `few` that are not struck out, with `put` in the place of those of the same ids; both by id.
std::vector<Watch> merged(const std::optional<Few>& few, std::span<const Watch> put) {
  std::vector<Watch> out;
  const std::span<const Watch> old = few ? std::span(*few->watches) : std::span<const Watch>{};
  std::uint32_t at = 0;
  const auto take_while = [&](auto is_before) {
    for (; at < old.size() && is_before(old[at].id); ++at) {
      if (!few->layer.has_struck(at)) out.push_back(old[at]);
    }
  };
  for (const auto& watch : put) {
    take_while([&](std::uint32_t id) { return id < watch.id; });
    if (at < old.size() && old[at].id == watch.id) ++at;
    out.push_back(watch);
  }
  take_while([](std::uint32_t) { return true; });
  return out;
}

bool is_ascending(std::span<const Watch> watches) { return std::ranges::is_sorted(watches, {}, &Watch::id); }

}  // namespace

struct WatchSet::State {
  explicit State(Layer great) : base(std::move(great)) {}

  // Calls `visit` for each of the small layers.
  template <typename Visit>
  void each_few(Visit visit) const {
    if (older) visit(older->layer);
    if (young) visit(young->layer);
  }
  void note_needs() {
    fields = base.set().fields();
    asks_pairs = base.set().asks_pairs();
    each_few([&](const Layer& layer) {
      fields |= layer.set().fields();
      asks_pairs = asks_pairs || layer.set().asks_pairs();
    });
  }

  Layer base;
  std::optional<Few> older;
  std::optional<Few> young;
  FieldNames fields = 0;  // What any layer asks of a post.
  bool asks_pairs = false;
};

WatchSet WatchSet::compile(std::span<const Watch> watches, const Frequency& frequency) {
  auto state = std::make_shared<State>(Layer(std::make_shared<const CompiledSet>(watches, frequency)));
  state->note_needs();
  return WatchSet(std::move(state));
}

WatchSet WatchSet::with(std::span<const Watch> put, std::span<const std::uint32_t> gone) const {
  check(is_ascending(put), "query: changes must come in the order of their ids");
  check(beside() > 0 || state_->base.set().is_ascending(),
        "query: a set that changes must stand in the order of its ids");
  auto state = std::make_shared<State>(*state_);
  const auto strike = [&](std::uint32_t id) {
    state->base.strike(id);
    if (state->older) state->older->layer.strike(id);
    if (state->young) state->young->layer.strike(id);
  };
  for (const auto id : gone) strike(id);
  for (const auto& watch : put) strike(watch.id);
  auto young = merged(state->young, put);
  state->young.reset();
  if (young.size() > kYoungMax) {
    state->older.emplace(merged(state->older, young));
  } else if (!young.empty()) {
    state->young.emplace(std::move(young));
  }
  state->note_needs();
  return WatchSet(std::move(state));
}

std::size_t WatchSet::beside() const {
  std::size_t out = state_->base.struck();
  state_->each_few([&](const Layer& layer) { out += layer.set().size(); });
  return out;
}

void WatchSet::begin(const Document& document, Scratch& scratch, Pending& pending) const {
  pending.terms.build(*document.words);
  pending.more.clear();
  if (state_->asks_pairs) add_pairs(*document.words, pending.more);
  if (state_->fields != 0) {
    scratch.fields.read(document, state_->fields);
    const auto fields = scratch.fields.all();
    for (const auto term : fields) pending.more.push(term);
  }
  for (const auto term : pending.more.all()) pending.terms.mark(term);
  state_->base.set().choose_drawers(pending.terms, pending.more.all(), pending.finding);
}

void WatchSet::end(const Document& document, const Pending& pending, Scratch& scratch,
                   std::vector<std::uint32_t>& ids) const {
  const auto size = ids.size();
  const auto verify = [&](const Layer& layer, const Finding& finding) {
    scratch.candidates += finding.candidates.size();
    layer.set().verify(document, pending.terms, finding, scratch, [&](std::uint32_t place) {
      if (!layer.has_struck(place)) ids.push_back(layer.set().id(place));
    });
  };
  verify(state_->base, pending.finding);
  state_->each_few([&](const Layer& layer) {  // Few enough to lie near: nothing is gained by steps.
    auto& finding = scratch.beside;
    layer.set().choose_drawers(pending.terms, pending.more.all(), finding);
    if (finding.keys.empty() && !layer.set().has_always()) return;
    layer.set().open_drawers(finding);
    layer.set().collect_candidates(pending.terms, finding);
    const auto before = ids.size();
    verify(layer, finding);
    if (before == size || before == ids.size() || ids[before - 1] < ids[before]) return;
    std::sort(ids.begin() + static_cast<std::ptrdiff_t>(size), ids.end());
  });
}

void WatchSet::match(const Document& document, Scratch& scratch, std::vector<std::uint32_t>& ids) const {
  const CompiledSet& base = state_->base.set();
  Pending& pending = scratch.pending.front();
  begin(document, scratch, pending);
  base.open_drawers(pending.finding);
  base.collect_candidates(pending.terms, pending.finding);
  base.ask_for_steps(pending.finding);
  end(document, pending, scratch, ids);
}

// Post `i` begins while the one before is a step ahead, and so on.
void WatchSet::match(std::span<const Document> documents, Scratch& scratch, std::vector<std::uint32_t>& ids,
                     std::vector<std::uint32_t>& ends) const {
  constexpr std::size_t kSteps = 6;
  static_assert(kSteps <= Scratch::kPendingMax);
  const CompiledSet& base = state_->base.set();
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

std::size_t WatchSet::size() const {
  std::size_t out = state_->base.size();
  state_->each_few([&](const Layer& layer) { out += layer.size(); });
  return out;
}

std::size_t WatchSet::bytes() const {
  std::size_t out = sizeof(State) + state_->base.bytes();
  state_->each_few([&](const Layer& layer) { out += layer.bytes(); });
  return out;
}

}  // namespace vigie::query
