#include "store/local_store.h"

#include <algorithm>
#include <utility>

#include "store/counts.h"
#include "store/limits.h"
#include "store/search.h"

namespace vigie::store {
namespace {

// What was found before a stop is not the whole answer.
template <typename Answer>
Result<Answer> answer_of(const Question& question, Answer answer) {
  if (question.is_over()) return unavailable("the program stops; ask again when it is back");
  return answer;
}

bool is_full(const LiveSegment& live, const Options& options) {
  return live.doc_count() >= options.segment_posts_max || live.log_bytes() >= options.segment_log_bytes_max ||
         live.block_count() >= kBlocksMax || live.source_count() > kSourcesMax;
}

}  // namespace

Result<std::unique_ptr<Store>> Store::open(const Options& options) {
  auto store = std::make_unique<LocalStore>(options);
  if (auto ok = store->recover(); !ok) return ok.error();
  return std::unique_ptr<Store>(std::move(store));
}

LocalStore::LocalStore(const Options& options)
    : options_(options), folder_(options.folder), cache_(options.cache_blocks_max, *options.log) {}

LocalStore::~LocalStore() {
  if (const auto ok = close(); !ok) options_.log->error("store: not closed well", {{"reason", ok.error().message}});
}

Result<void> LocalStore::close() {
  const std::lock_guard keeper(keeper_mutex_);
  const std::lock_guard writer(writer_mutex_);
  if (!writer_) return {};
  const auto synced = sync_locked();
  return synced ? Result<void>() : synced.error();
}

Result<void> LocalStore::may_change() const {
  if (!options_.read_only) return {};
  return Error{ErrorCode::kRefused, "store: opened to be read alone"};
}

Result<std::uint64_t> LocalStore::append(std::span<const Analysed> items, std::vector<post::Fate>& fates) {
  if (items.size() > kAppendItemsMax) return invalid("store: more than " + std::to_string(kAppendItemsMax) + " items");
  if (auto ok = may_change(); !ok) return ok.error();
  if (auto ok = make_room(); !ok) return ok.error();
  const std::lock_guard writer(writer_mutex_);
  if (auto ok = writer_->repair(); !ok) return ok.error();  // plan() reads older versions back.
  const Segments all = segments();
  AppendPlan::World world{keys_, *all, *live_, cache_, options_.block_items_max};
  {
    const std::unique_lock keys(keys_mutex_);
    plan_.plan(world, items, fates);
  }
  if (!plan_.blocks().empty()) {
    if (auto ok = writer_->append(plan_.blocks()); !ok) {
      const std::unique_lock keys(keys_mutex_);
      plan_.undo();
      fates.clear();
      return ok.error();
    }
    apply(plan_);
  }
  items_taken_ += items.size();
  return plan_.posts_forgotten();
}

void LocalStore::apply(const AppendPlan& plan) {
  const std::uint64_t start = writer_->bytes() - plan.blocks().size();
  std::uint32_t number = live_->block_count();
  for (const auto offset : plan.block_offsets()) live_->add_block(number++, start + offset);
  live_->set_log_bytes(writer_->bytes());
  for (const auto key : plan.gone()) live_->add_gone(key);
  live_->add(plan.rows());
  for (const auto& hiding : plan.hidings()) hide(hiding);
}

void LocalStore::hide(const Hiding& hiding) {
  const Segments all = segments();
  Segment* const segment = segment_in(*all, hiding.segment);
  if (segment == nullptr) return;
  const auto doc = segment->doc_of(hiding.key, hiding.place);
  if (doc && segment->hidden.add(*doc)) hidden_since_.try_emplace(hiding.segment, options_.clock->now());
}

// Ends the live segment if it is full. Without a keeper's thread sealing is done here.
Result<void> LocalStore::make_room() {
  {
    const std::lock_guard writer(writer_mutex_);
    if (!is_full(*live_, options_)) return {};
    if (auto ok = rotate_locked(); !ok) return ok;
    const Segments all = segments();
    const auto frozen = std::count_if(all->begin(), all->end(), [](const auto& s) { return !s->newest_first(); }) - 1;
    if (options_.seal_in_keep && frozen < kFrozenMax) return {};
  }
  const std::lock_guard keeper(keeper_mutex_);
  if (const auto ok = seal_frozen(); !ok) {  // The posts are safe in the log and found in memory.
    options_.log->warn("store: a segment waits to be sealed", {{"reason", ok.error().message}});
  }
  return {};
}

Result<void> LocalStore::rotate_locked() {
  if (const auto synced = sync_locked(); !synced) return synced.error();
  return begin_live(live_->number() + 1);
}

Result<void> LocalStore::begin_live(std::uint32_t number) {
  std::string header;
  put_log_header({number, 0}, header);
  auto writer = LogWriter::create(*options_.disk, folder_.log(number), header);
  if (!writer) return writer.error();
  fdatasyncs_.fetch_add(1, std::memory_order_relaxed);
  writer_ = std::move(*writer);
  live_ = std::make_shared<LiveSegment>(number, 0, options_.segment_posts_max + kAppendItemsMax, writer_->file());
  live_->set_log_bytes(header.size());
  Snapshot all = *segments();
  all.push_back(live_);
  publish(std::move(all));
  return {};
}

Result<std::uint64_t> LocalStore::sync() {
  if (auto ok = may_change(); !ok) return ok.error();
  const std::lock_guard writer(writer_mutex_);
  return sync_locked();
}

Result<std::uint64_t> LocalStore::sync_locked() {
  if (!logs_synced_) {
    if (auto ok = options_.disk->sync_folder(folder_.logs()); !ok) return ok.error();
    logs_synced_ = true;
  }
  const auto synced = writer_->sync();
  if (!synced) return synced.error();
  if (*synced) fdatasyncs_.fetch_add(1, std::memory_order_relaxed);
  return items_taken_;
}

Result<void> LocalStore::seal() {
  if (auto ok = may_change(); !ok) return ok;
  {
    const std::lock_guard writer(writer_mutex_);
    if (live_->block_count() > 0) {
      if (auto ok = rotate_locked(); !ok) return ok;
    }
  }
  const std::lock_guard keeper(keeper_mutex_);
  return seal_frozen();
}

Result<Page> LocalStore::search(const query::Query& query, const SearchOptions& options) const {
  if (options.limit == 0 || options.limit > kPageMax) {
    return invalid("limit: from 1 to " + std::to_string(kPageMax));
  }
  Wanted wanted{options.limit, options.span, std::nullopt};
  if (!options.cursor.empty()) {
    auto cursor = read_cursor(options.cursor);
    if (!cursor) return cursor.error();
    wanted.after = std::move(*cursor);
  }
  const Segments all = segments();
  Question question(query, cache_, options_.stop, options.span.known_at);
  return answer_of(question, store::search(*all, question, wanted));
}

Result<Histogram> LocalStore::histogram(const query::Query& query, const Span& span, Micros step) const {
  if (step <= Micros(0) || span.to < span.from) return invalid("step: above 0; to: not before from");
  constexpr auto kFarthest = std::chrono::hours(24) * 366 * 10'000;
  if (span.from < Time(-kFarthest) || span.to > Time(kFarthest) ||
      (span.to - span.from) / step > static_cast<std::int64_t>(kBucketsMax)) {
    return invalid("step: more than " + std::to_string(kBucketsMax) + " buckets");
  }
  const Segments all = segments();
  Question question(query, cache_, options_.stop, span.known_at);
  return answer_of(question, count(*all, question, span, step));
}

Result<Tops> LocalStore::tops(const query::Query& query, const Span& span, std::size_t limit) const {
  const Segments all = segments();
  Question question(query, cache_, options_.stop, span.known_at);
  return answer_of(question, top(*all, question, span, std::min(limit, kPageMax)));
}

Result<std::optional<Hit>> LocalStore::get(std::string_view source, std::string_view id) const {
  const std::uint64_t key = key_of(source, id);
  KeyTable::Entry entry;
  Segments all;
  {
    const std::shared_lock keys(keys_mutex_);  // For both: merging changes places and segments in one step.
    entry = keys_.find(key);
    all = segments();
  }
  const Segment* const segment = entry.is_post() ? segment_in(*all, entry.segment) : nullptr;
  const auto doc = segment == nullptr ? std::nullopt : segment->doc_of(key, entry.place);
  if (!doc || segment->hidden.has(*doc)) return std::optional<Hit>();
  PostReader reader(cache_);
  auto hit = reader.read_hit(*segment, entry.place);
  if (!hit) return hit.error();
  if (hit->post.source != source || hit->post.id != id) return std::optional<Hit>();  // Of the same hash.
  return std::optional<Hit>(std::move(*hit));
}

bool LocalStore::knows(std::string_view source, std::string_view id) const {
  const std::shared_lock keys(keys_mutex_);
  return keys_.find(key_of(source, id)).is_post();
}

Stats LocalStore::stats() const {
  Stats stats;
  const Segments all = segments();
  for (const auto& segment : *all) {
    const std::uint32_t docs = segment->doc_count();
    const std::uint32_t hidden = segment->hidden.count();
    stats.posts += docs - std::min(docs, hidden);
    stats.hidden += hidden;
    stats.log_bytes += segment->log_bytes();
    (segment->newest_first() ? stats.index_bytes : stats.live_bytes) += segment->index_bytes();
    if (docs == 0) continue;
    const auto times = segment->times();
    stats.first = std::min(stats.first.value_or(Time::max()), time_of_micros(times.low));
    stats.last = std::max(stats.last.value_or(Time::min()), time_of_micros(times.high));
  }
  stats.segments = all->size();
  stats.damaged_blocks = cache_.damaged_blocks();
  stats.fdatasyncs = fdatasyncs_.load(std::memory_order_relaxed);
  stats.merges = merges_.load(std::memory_order_relaxed);
  return stats;
}

}  // namespace vigie::store
