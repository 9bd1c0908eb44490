#include "store/append_plan.h"

#include <algorithm>
#include <iterator>

#include "post/codec.h"

namespace vigie::store {
namespace {

using post::Fate;

constexpr std::size_t kToldMax = 1U << 16;

// What makes two versions of a post the same: all but when we saw it, when it was edited, and counts.
std::string content_of(post::Post post) {
  post.seen_at = {};
  post.edited_at.reset();
  post.likes = post.reposts = post.replies = 0;
  std::string bytes;
  post::encode({post::Act::kSay, post}, {}, bytes);
  return bytes;
}

bool is_same_version(const post::Post& left, const post::Post& right) {
  return left.seen_at == right.seen_at && left.edited_at == right.edited_at && content_of(left) == content_of(right);
}

bool is_same(const post::Reading& left, const post::Reading& right) {
  return left.language == right.language && left.language_p == right.language_p &&
         std::equal(std::begin(left.mood_p), std::end(left.mood_p), std::begin(right.mood_p)) &&
         left.is_mood_corrected == right.is_mood_corrected && left.is_language_corrected == right.is_language_corrected;
}

std::uint64_t key_of_item(const post::Item& item) {
  return item.act == post::Act::kForgetAuthor ? 0 : key_of(item.post.source, item.post.id);
}

}  // namespace

Segment* segment_in(const Snapshot& segments, std::uint32_t number) {
  const auto found = std::lower_bound(segments.begin(), segments.end(), number,
                                      [](const auto& segment, std::uint32_t n) { return segment->number() < n; });
  return found != segments.end() && (*found)->number() == number ? found->get() : nullptr;
}

void AppendPlan::clear() {
  item_keys_.clear();
  changes_.clear();
  told_before_.clear();
  rows_.clear();
  hidings_.clear();
  gone_.clear();
  posts_forgotten_ = 0;
}

void AppendPlan::plan(World& world, std::span<const Analysed> items, std::vector<Fate>& fates) {
  clear();
  world_ = &world;
  blocks_.begin(world.live.block_count(), world.block_items_max);
  world.keys.reserve(items.size());
  for (const auto& analysed : items) {
    item_keys_.push_back(key_of_item(*analysed.item));
    world.keys.prefetch(item_keys_.back());
  }
  fates.clear();
  for (std::size_t i = 0; i < items.size(); ++i) {
    switch (items[i].item->act) {
      case post::Act::kSay:
        fates.push_back(items[i].item->correction ? correct(items[i], item_keys_[i]) : say(items[i], item_keys_[i]));
        break;
      case post::Act::kDelete:
        fates.push_back(remove(item_keys_[i]));
        break;
      case post::Act::kForgetAuthor:
        fates.push_back(forget(*items[i].item));
        break;
    }
  }
  blocks_.end();
}

void AppendPlan::undo() {
  for (auto at = changes_.rbegin(); at != changes_.rend(); ++at) *at->first = at->second;
  changes_.clear();
  for (auto at = told_before_.rbegin(); at != told_before_.rend(); ++at) {
    if (at->second) {
      told_[at->first] = *at->second;
    } else {
      told_.erase(at->first);
    }
  }
  told_before_.clear();
}

Fate AppendPlan::say(const Analysed& analysed, std::uint64_t key) {
  const post::Item& item = *analysed.item;
  KeyTable::Entry& entry = world_->keys.at(key);
  if (entry.is_gone()) return Fate::kDuplicate;
  const bool known = entry.is_post();
  if (known && !is_edit(item.post, entry)) return Fate::kDuplicate;
  if (!known) untell(key);  // Of a post that is no longer kept.
  replace(entry, analysed);
  return known ? Fate::kEdited : Fate::kAccepted;
}

// The same post once more, read otherwise.
Fate AppendPlan::correct(const Analysed& analysed, std::uint64_t key) {
  if (!world_->keys.find(key).is_post()) return Fate::kRejected;
  KeyTable::Entry& entry = world_->keys.at(key);
  bool is_of_this_version = false;
  bool is_read_so = false;
  const auto ok = with_kept(entry, [&](const post::Post& old, const post::Reading& reading) {
    is_of_this_version = is_same_version(old, analysed.item->post);
    is_read_so = is_same(reading, kept(analysed.reading));
  });
  if (!ok || !is_of_this_version) return Fate::kRejected;
  if (is_read_so) return Fate::kDuplicate;
  replace(entry, analysed);
  return Fate::kCorrected;
}

// By a newer version, or the first one.
void AppendPlan::replace(KeyTable::Entry& entry, const Analysed& analysed) {
  if (entry.is_post()) hide(entry);
  const post::Reading reading = kept(analysed.reading);
  const Place place = put(*analysed.item, reading);
  change(entry, world_->live.number(), place);
  rows_.push_back({&analysed.item->post, analysed.words, reading, entry.key, place});
}

Fate AppendPlan::remove(std::uint64_t key) {
  KeyTable::Entry& entry = world_->keys.at(key);
  if (entry.is_gone()) return Fate::kDuplicate;
  if (entry.is_post()) hide(entry);
  take_away(entry);
  return Fate::kDeleted;
}

// Of a deletion the log keeps the hash of the key alone: what a person took back names nobody.
void AppendPlan::take_away(KeyTable::Entry& entry) {
  blocks_.put_refused(entry.key);
  gone_.push_back(entry.key);
  change(entry, KeyTable::kGone, 0);
}

Fate AppendPlan::forget(const post::Item& item) {
  const Forgotten forgotten = forgotten_by(item.post, 0);
  std::uint64_t posts = forget_pending(forgotten);
  for (const auto& segment : world_->segments) posts += forget_in(*segment, forgotten);
  if (posts == 0) return Fate::kDuplicate;
  posts_forgotten_ += posts;
  return Fate::kDeleted;
}

std::uint64_t AppendPlan::forget_in(const Segment& segment, const Forgotten& forgotten) {
  Bits docs(segment.doc_count());
  for (const auto doc : segment.docs_of_author(forgotten.author)) {
    if (segment.columns().created[doc] <= forgotten.until) docs.add(doc);
  }
  segment.hidden.take_from(docs);
  if (docs.empty()) return 0;
  std::uint64_t posts = 0;
  for (const auto key : segment.keys().of(docs)) {
    KeyTable::Entry& entry = world_->keys.at(key);
    if (!entry.is_post() || entry.segment != segment.number()) continue;
    ++posts;
    hide(entry);
    take_away(entry);
  }
  return posts;
}

std::uint64_t AppendPlan::forget_pending(const Forgotten& forgotten) {
  std::uint64_t posts = 0;
  for (const auto& row : rows_) {
    if (author_of(row.post->source, row.post->author.id) != forgotten.author) continue;
    if (micros_of(row.post->created_at) > forgotten.until) continue;
    KeyTable::Entry& entry = world_->keys.at(row.key);
    if (!entry.is_post() || entry.place != row.place) continue;
    ++posts;
    hide(entry);
    take_away(entry);
  }
  return posts;
}

const Row* AppendPlan::pending(const KeyTable::Entry& entry) const {
  if (entry.segment != world_->live.number()) return nullptr;
  const auto found = std::lower_bound(rows_.begin(), rows_.end(), entry.place,
                                      [](const Row& row, Place place) { return row.place < place; });
  return found != rows_.end() && found->place == entry.place ? &*found : nullptr;
}

Result<void> AppendPlan::with_kept(const KeyTable::Entry& entry,
                                   const std::function<void(const post::Post&, const post::Reading&)>& look) {
  if (const Row* row = pending(entry)) {
    look(*row->post, row->reading);
    return {};
  }
  const Segment* segment = segment_in(world_->segments, entry.segment);
  if (segment == nullptr) return unavailable("store: the segment of a post is not there");
  PostReader reader(world_->cache);
  const auto old = reader.read(*segment, entry.place);
  if (!old) return old.error();
  look(old->item.post, old->reading);
  return {};
}

bool AppendPlan::is_edit(const post::Post& fresh, const KeyTable::Entry& entry) {
  if (!fresh.edited_at) return false;
  bool is_newer = false;
  const auto ok = with_kept(entry, [&](const post::Post& old, const post::Reading&) {
    if (old.edited_at && *fresh.edited_at <= *old.edited_at) return;
    if (const auto told = told_.find(entry.key); told != told_.end() && *fresh.edited_at <= told->second) return;
    is_newer = content_of(fresh) != content_of(old);
    if (!is_newer) tell(entry.key, *fresh.edited_at);
  });
  if (ok) return is_newer;
  return ok.error().code == ErrorCode::kCorrupt;  // What is damaged is better replaced; what is busy is not.
}

void AppendPlan::tell(std::uint64_t key, Time edited_at) {
  if (told_.size() >= kToldMax) {
    told_.clear();
    told_before_.clear();
  }
  const auto known = told_.find(key);
  told_before_.emplace_back(key, known == told_.end() ? std::nullopt : std::optional(known->second));
  told_[key] = edited_at;
}

void AppendPlan::untell(std::uint64_t key) {
  const auto known = told_.find(key);
  if (known == told_.end()) return;
  told_before_.emplace_back(key, known->second);
  told_.erase(known);
}

void AppendPlan::change(KeyTable::Entry& entry, std::uint32_t segment, Place place) {
  changes_.emplace_back(&entry, entry);
  entry.segment = segment;
  entry.place = place;
}

Place AppendPlan::put(const post::Item& item, const post::Reading& reading) {
  item_bytes_.clear();
  post::encode(item, reading, item_bytes_);
  return blocks_.put_item(item_bytes_);
}

}  // namespace vigie::store
