#include "watch/work.h"

#include <algorithm>

#include "post/validate.h"
#include "query/document.h"
#include "source/decoders.h"

namespace vigie::watch {
namespace {

constexpr std::string_view kAuthorRefuses = "its author refuses to be read here";

std::string bug_of(const std::exception& bug) {
  return "met a bug of vigie and was set aside: " + std::string(bug.what());
}

}  // namespace

void Work::begin(source::Load load, source::Done done) {
  load_ = std::move(load);
  decoded_.clear();
  done_ = std::move(done);
  told_ = false;
  outcome_ = {};
  list_.reset();
  kept_.clear();
  analysed_.clear();
  matches_.clear();
  match_ends_.clear();
  times_ = {};
  bugs_ = 0;
}

void Work::analyse(Readers& readers, query::Scratch& scratch, Against against, Time now) {
  list_ = std::move(against.watches);
  parse(*against.refused, now);
  while (!read_all(readers, scratch)) continue;  // Without the one that was set aside.
}

void Work::parse(const refusal::Refused& refused, Time now) {
  const StageClock clock(times_, Stage::kParse);
  try {
    if (load_.decoder) {
      outcome_.cursor = load_.decoder->decode(load_.raw, load_.first, now, decoded_, outcome_.rejects);
    }
    take_batch(refused, now);
  } catch (const std::exception& bug) {  // Which record it was, the codec alone knows: the load goes whole.
    decoded_.clear();
    kept_.clear();
    ++bugs_;
    outcome_.rejects.push_back(source::reject_of(load_.first, bug_of(bug), load_.raw));
  }
}

void Work::take_batch(const refusal::Refused& refused, Time now) {
  const auto items = batch().items();
  for (std::uint32_t i = 0; i < items.size(); ++i) {
    if (items[i].act == post::Act::kSay && refused.holds(items[i].post)) {
      pass_over(i);
      continue;
    }
    if (!items[i].correction) items[i].post.seen_at = now;  // What is corrected was seen long ago.
    // What a decoder made is valid already.
    const auto ok = load_.decoder ? Result<void>{} : post::validate(items[i], now);
    if (ok) {
      kept_.push_back(i);
    } else {
      reject(i, ok.error().message);
    }
  }
}

void Work::reject(std::uint32_t place, const std::string& reason) {
  const source::Place record{load_.first.record + place, load_.first.line};
  outcome_.rejects.push_back(source::reject_of(record, reason, batch().items()[place].post.id));
}

// What they said is nowhere: its id names them too.
void Work::pass_over(std::uint32_t place) {
  const source::Place record{load_.first.record + place, load_.first.line};
  outcome_.rejects.push_back(source::reject_of(record, std::string(kAuthorRefuses), {}));
}

bool Work::read_all(Readers& readers, query::Scratch& scratch) {
  analysed_.clear();
  matches_.clear();
  match_ends_.clear();
  try {
    if (words_.size() < kept_.size()) words_.resize(kept_.size());
    for (std::size_t from = 0; from < kept_.size(); from += kBlockPosts) {
      const Block block{from, std::min(from + kBlockPosts, kept_.size())};
      read_words(block);
      read_moods(readers, block);
      match(scratch, block);
    }
    return true;
  } catch (const std::exception& bug) {
    ++bugs_;
    reject(kept_[at_], bug_of(bug));
    kept_.erase(kept_.begin() + static_cast<std::ptrdiff_t>(at_));
    return false;
  }
}

void Work::read_words(Block block) {
  const StageClock clock(times_, Stage::kWords);
  const auto items = batch().items();
  for (at_ = block.from; at_ < block.to; ++at_) {
    const auto& item = items[kept_[at_]];
    if (item.act == post::Act::kSay) query::read_words(item.post, words_[at_]);
    analysed_.push_back({&item, &words_[at_], {}});
  }
}

void Work::read_moods(Readers& readers, Block block) {
  {
    const StageClock clock(times_, Stage::kLanguage);
    for (at_ = block.from; at_ < block.to; ++at_) {
      auto& one = analysed_[at_];
      if (one.item->act != post::Act::kSay) continue;
      readers.read_language(one.item->post, *one.words, one.reading);
      const auto& correction = one.item->correction;
      if (correction && correction->language) Readers::take_language(*correction->language, one.reading);
    }
  }
  const StageClock clock(times_, Stage::kMood);
  for (at_ = block.from; at_ < block.to; ++at_) {
    auto& one = analysed_[at_];
    if (one.item->act != post::Act::kSay) continue;
    readers.read_mood(*one.words, one.reading);
    const auto& correction = one.item->correction;
    if (correction && correction->mood) Readers::take_mood(*correction->mood, one.reading);
    one.reading = store::kept(one.reading);  // Watches must see what a search will find.
  }
}

void Work::match(query::Scratch& scratch, Block block) {
  const StageClock clock(times_, Stage::kMatch);
  const std::size_t before = matches_.size();
  said_.clear();
  for (const auto& one : std::span(analysed_).subspan(block.from)) {
    if (one.item->act == post::Act::kSay) said_.push_back({&one.item->post, one.words, one.reading});
  }
  try {
    said_ends_.clear();
    list_->set.match(said_, scratch, matches_, said_ends_);
  } catch (const std::exception&) {
    match_each(scratch, block, before);
  }
  std::size_t said = 0;
  for (const auto& one : std::span(analysed_).subspan(block.from)) {
    if (one.item->act == post::Act::kSay) ++said;
    match_ends_.push_back(said == 0 ? static_cast<std::uint32_t>(before) : said_ends_[said - 1]);
  }
}

// One by one, so that who meets a bug is known.
void Work::match_each(query::Scratch& scratch, Block block, std::size_t matches_before) {
  matches_.resize(matches_before);
  said_ends_.clear();
  for (at_ = block.from; at_ < block.to; ++at_) {
    const auto& one = analysed_[at_];
    if (one.item->act != post::Act::kSay) continue;
    list_->set.match({&one.item->post, one.words, one.reading}, scratch, matches_);
    said_ends_.push_back(static_cast<std::uint32_t>(matches_.size()));
  }
}

std::span<const WatchId> Work::matches(std::size_t analysed_index) const {
  const std::size_t from = analysed_index == 0 ? 0 : match_ends_[analysed_index - 1];
  return std::span(matches_).subspan(from, match_ends_[analysed_index] - from);
}

void Work::tell(const Result<source::Outcome>& result) {
  told_ = true;
  if (done_) done_(result);
}

void Work::conclude(std::span<const post::Fate> fates, std::uint64_t forgotten) {
  outcome_.forgotten = forgotten;
  outcome_.fates.assign(batch().size(), post::Fate::kRejected);
  for (std::size_t i = 0; i < fates.size(); ++i) {
    outcome_.fates[kept_[i]] = fates[i];
    outcome_.accepted += fates[i] == post::Fate::kAccepted ? 1 : 0;
    outcome_.duplicates += fates[i] == post::Fate::kDuplicate ? 1 : 0;
    outcome_.edited += fates[i] == post::Fate::kEdited ? 1 : 0;
    outcome_.deleted += fates[i] == post::Fate::kDeleted ? 1 : 0;
  }
}

}  // namespace vigie::watch
