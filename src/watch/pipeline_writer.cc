// The writer's side of the pipeline: loads in the order in which they came, one fdatasync for many.
#include <algorithm>

#include "query/document.h"
#include "store/limits.h"
#include "watch/pipeline.h"

namespace vigie::watch {

// Everything at the front of the order that workers are done with; nothing when the house has closed.
void Pipeline::take_analysed() {
  std::unique_lock lock(mutex_);
  taken_.clear();
  while (taken_.empty()) {
    some_analysed_.wait(lock, [&] { return order_.empty() ? closed_ : order_.front().analysed; });
    if (order_.empty()) return;
    while (!order_.empty() && order_.front().analysed && taken_.size() < kCommitLoadsMax) {
      if (order_.front().work) taken_.push_back(std::move(order_.front().work));  // None: it was given back.
      order_.pop_front();
    }
    room_.notify_all();
  }
}

void Pipeline::run_writer() {
  for (take_analysed(); !taken_.empty(); take_analysed()) {
    for (const auto& work : taken_) {
      if (!work->is_told()) keep(*work);
    }
    sync();
    conclude();
  }
}

void Pipeline::keep(Work& work) {
  note_edits(work);
  std::vector<post::Fate> fates;
  const auto forgotten = append(work, fates);
  if (!forgotten) return work.tell_failed(forgotten.error());
  work.conclude(fates, *forgotten);
  const StageClock clock(writer_times_, Stage::kSignals);
  tell_live(work, fates);
}

// In slices as large as the store takes at once; what a load brings has no such limit. How many posts were
// forgotten with their authors.
Result<std::uint64_t> Pipeline::append(const Work& work, std::vector<post::Fate>& fates) {
  const StageClock clock(writer_times_, Stage::kAppend);
  std::uint64_t forgotten = 0;
  std::vector<post::Fate> of_slice;
  for (auto rest = work.analysed(); !rest.empty();) {
    const auto slice = rest.first(std::min(rest.size(), store::kAppendItemsMax));
    const auto kept = insist(work.is_patient(), [&]() -> Result<void> {
      const auto appended = parts_.store.append(slice, of_slice);
      if (!appended) return appended.error();
      forgotten += *appended;
      return {};
    });
    if (!kept) return kept.error();
    fates.insert(fates.end(), of_slice.begin(), of_slice.end());
    rest = rest.subspan(slice.size());
  }
  return forgotten;
}

void Pipeline::sync() {
  const StageClock clock(writer_times_, Stage::kSync);
  std::size_t kept = 0;
  bool patient = false;
  for (const auto& work : taken_) {
    if (work->is_told()) continue;
    ++kept;
    patient = patient || work->is_patient();
  }
  if (kept == 0) return;  // A disk that has nothing to do says nothing of itself.
  const auto synced = insist(patient, [&]() -> Result<void> {
    const auto count = parts_.store.sync();
    return count ? Result<void>{} : Result<void>(count.error());
  });
  if (synced) return;
  for (const auto& work : taken_) {
    if (!work->is_told()) work->tell_failed(synced.error());
  }
}

// Which watches begin to match by an edit: asked before the older version is hidden.
void Pipeline::note_edits(const Work& work) {
  begun_.clear();
  const auto analysed = work.analysed();
  for (std::size_t i = 0; i < analysed.size(); ++i) {
    const auto& post = analysed[i].item->post;
    if ((!post.edited_at && !analysed[i].item->correction) || work.matches(i).empty()) continue;
    const auto before = parts_.store.get(post.source, post.id);
    if (before && *before) begun_[i] = begun(**before, work.matches(i), work.list());
  }
}

std::vector<WatchId> Pipeline::begun(const store::Hit& before, std::span<const WatchId> watches,
                                     const WatchList& list) {
  text::Words words;
  query::read_words(before.post, words);
  const query::Document document{&before.post, &words, before.reading};
  std::vector<WatchId> out;
  for (const WatchId id : watches) {
    const Watch* watch = list.find(id);
    if (watch != nullptr && !watch->program.matches(document)) out.push_back(id);
  }
  return out;
}

void Pipeline::tell_live(const Work& work, std::span<const post::Fate> fates) {
  const auto analysed = work.analysed();
  for (std::size_t i = 0; i < analysed.size(); ++i) {
    const auto& post = analysed[i].item->post;
    const query::Document document{&post, analysed[i].words, analysed[i].reading};
    if (tenant_ != nullptr) tenant_->heard(*analysed[i].item, analysed[i].reading, work.matches(i), fates[i]);
    if (fates[i] == post::Fate::kAccepted) {
      if (tenant_ != nullptr) tenant_->said(document, work.matches(i));
      parts_.live.say(document, work.matches(i), work.list());
    }
    const bool is_newer = fates[i] == post::Fate::kEdited || fates[i] == post::Fate::kCorrected;
    if (is_newer) parts_.live.edit(document, work.matches(i), begun_[i], work.list());
    if (fates[i] != post::Fate::kDeleted) continue;
    if (analysed[i].item->act == post::Act::kDelete) parts_.live.unsay(post.source, post.id);
    if (analysed[i].item->act == post::Act::kForgetAuthor) parts_.live.forget(post.source, post.author.id);
  }
}

// A disk that is full now may have room later: a patient load waits for it, until the house closes. Any
// other failure no waiting can cure.
Result<void> Pipeline::insist(bool patient, const std::function<Result<void>()>& attempt) {
  auto done = attempt();
  if (done) {
    if (disk_refused_) note_disk(false);
    return done;
  }
  if (done.error().code != ErrorCode::kUnavailable) return done;
  if (!disk_refused_) parts_.log.error("the disk refuses; intake waits", {{"reason", done.error().message}});
  note_disk(true);
  if (!patient) return disk_refuses();
  do {
    give_back();
    if (!wait_for_disk()) return done;
    done = attempt();
  } while (!done);
  note_disk(false);
  return done;
}

void Pipeline::note_disk(bool refuses) {
  if (!refuses) parts_.log.info("the disk takes posts again");
  disk_refused_ = refuses;
  const std::lock_guard lock(mutex_);
  insisting_ = false;
  refuses_until_ =
      refuses ? std::chrono::steady_clock::now() + kDiskRefusalHolds : std::chrono::steady_clock::time_point{};
}

// False: the house closes.
bool Pipeline::wait_for_disk() {
  std::unique_lock lock(mutex_);
  insisting_ = true;
  room_.notify_all();  // Who hands over what is not patient waits no longer.
  return !closing_.wait_for(lock, kDiskRetryWait, [&] { return closed_; });
}

// Tells those who do not wait for a disk that nothing of theirs was kept: of this commit, and behind it.
void Pipeline::give_back() {
  std::vector<std::unique_ptr<Work>> back;
  {
    const std::lock_guard lock(mutex_);
    for (auto& ticket : order_) {
      if (ticket.analysed && ticket.work && !ticket.work->is_patient()) back.push_back(std::move(ticket.work));
    }
  }
  for (const auto& work : back) work->tell_failed(disk_refuses());
  for (const auto& work : taken_) {
    if (!work->is_patient() && !work->is_told()) work->tell_failed(disk_refuses());
  }
  reuse(back);
}

void Pipeline::conclude() {
  {
    const std::lock_guard lock(mutex_);  // First: who is told finds it counted.
    for (std::size_t i = 0; i < writer_times_.size(); ++i) counts_.times[i] += writer_times_[i];
    writer_times_ = {};
    for (const auto& work : taken_) {
      if (!work->is_told()) count(*work);
    }
  }
  for (const auto& work : taken_) {
    if (!work->is_told()) work->tell_kept();
  }
  reuse(taken_);
}

void Pipeline::reuse(std::vector<std::unique_ptr<Work>>& works) {
  for (const auto& work : works) work->begin({}, {});  // Lets go of what the source lent.
  const std::lock_guard lock(mutex_);
  for (auto& work : works) idle_.push_back(std::move(work));
  works.clear();
}

void Pipeline::count(const Work& work) {
  const auto& outcome = work.outcome();
  counts_.posts += outcome.fates.size();
  counts_.accepted += outcome.accepted;
  counts_.duplicates += outcome.duplicates;
  counts_.edited += outcome.edited;
  counts_.deleted += outcome.deleted;
  counts_.rejected += outcome.rejects.size();
  counts_.matches += work.match_count();
  counts_.bugs += work.bug_count();
  for (std::size_t i = 0; i < counts_.times.size(); ++i) counts_.times[i] += work.times()[i];
}

}  // namespace vigie::watch
