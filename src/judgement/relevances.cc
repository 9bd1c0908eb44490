#include "judgement/relevances.h"

#include <algorithm>

#include "text/words.h"

namespace vigie::judgement {
namespace {

Error no_watch() { return {ErrorCode::kNotFound, "there is no watch with that id"}; }
Error no_post() { return {ErrorCode::kNotFound, "there is no such post"}; }

}  // namespace

double Judge::read(const query::Document& document) const {
  return read(*document.post, relevance::features_of(*document.post, *document.words, document.reading.language));
}

double Judge::read(const post::Post& post, const relevance::Features& features) const {
  const auto said = answered.find(key_of(post.source, post.id));
  if (said != answered.end()) return said->second ? 1 : 0;
  return model.read(features);
}

Result<std::unique_ptr<Relevances>> Relevances::open(const std::string& path, Room& room) {
  auto book = AnswerBook::open(path);
  if (!book) return book.error();
  std::unique_ptr<Relevances> out(new Relevances(std::move(*book), room));
  if (auto ok = out->sweep(); !ok) return ok.error();
  const std::lock_guard lock(out->writing_);
  const auto watches = out->book_->watches();
  if (!watches) return watches.error();
  for (const WatchId watch : *watches) {
    if (auto ok = out->load(watch); !ok) return ok.error();
    out->learn_and_publish(watch);
  }
  return out;
}

// A post that cannot be read now teaches nothing until the next start.
Result<std::optional<Relevances::Known>> Relevances::known(const Answer& answer) const {
  const auto hit = room_.store().get(answer.source, answer.id);
  if (!hit) return hit.error();
  if (!*hit) return std::optional<Known>();
  text::Words words;
  query::read_words((*hit)->post, words);
  return std::optional(Known{answer, relevance::features_of((*hit)->post, words, (*hit)->reading.language)});
}

Result<void> Relevances::load(WatchId watch) {
  auto answers = book_->answers(watch);
  if (!answers) return answers.error();
  const auto chosen = book_->threshold(watch);
  if (!chosen) return chosen.error();
  Watched& watched = watched_[watch];
  watched = {};
  watched.learnt.chosen = *chosen;
  const std::size_t skipped = answers->size() - std::min(answers->size(), relevance::kAnswersMax);
  for (const Answer& answer : std::span(*answers).subspan(skipped)) {
    auto one = known(answer);
    if (one && *one) watched.answers.push_back(std::move(**one));
  }
  return {};
}

std::optional<relevance::Model> Relevances::learn(Watched& watched) const {
  if (watched.answers.size() > relevance::kAnswersMax) {
    const auto more = static_cast<std::ptrdiff_t>(watched.answers.size() - relevance::kAnswersMax);
    watched.answers.erase(watched.answers.begin(), watched.answers.begin() + more);
  }
  std::vector<relevance::Answer> answers;
  for (const Known& one : watched.answers) answers.push_back({one.features, one.said.about_us});
  Learnt& learnt = watched.learnt;
  learnt.kinds = relevance::kinds_of(answers);
  learnt.is_ready = relevance::can_learn(learnt.kinds);
  learnt.unseen.clear();
  learnt.best = 0;
  if (!learnt.is_ready) return std::nullopt;
  learnt.unseen = relevance::unseen(answers);
  learnt.best = relevance::choose_threshold(learnt.unseen);
  return relevance::learn(answers);
}

void Relevances::publish(WatchId watch, std::shared_ptr<const Judge> judge) {
  judges_.with([&](Judges& judges) {
    auto next = *judges;
    if (judge) {
      next[watch] = std::move(judge);
    } else {
      next.erase(watch);
    }
    judges = std::make_shared<const std::map<WatchId, std::shared_ptr<const Judge>>>(std::move(next));
  });
}

void Relevances::learn_and_publish(WatchId watch) {
  Watched& watched = watched_[watch];
  auto model = learn(watched);
  if (!model) return publish(watch, nullptr);
  std::unordered_map<std::uint64_t, bool> answered;
  for (const Known& one : watched.answers) answered[Judge::key_of(one.said.source, one.said.id)] = one.said.about_us;
  if (const auto all = book_->answers(watch)) {  // Also those too old to be learnt from.
    for (const Answer& one : *all) answered[Judge::key_of(one.source, one.id)] = one.about_us;
  }
  publish(watch,
          std::make_shared<const Judge>(Judge{std::move(*model), watched.learnt.threshold(), std::move(answered)}));
}

Result<Learnt> Relevances::answer(WatchId watch, const std::string& source, const std::string& id,
                                  std::optional<bool> about_us, const Colleague& by) {
  const std::lock_guard lock(writing_);
  if (!room_.has_watch(watch)) return no_watch();
  const Answer said{source, id, about_us.value_or(false), by, room_.clock().now()};
  auto one = known(said);
  if (!one) return one.error();
  if (!*one) return no_post();
  auto ok = about_us ? book_->keep(watch, said) : book_->take_back(watch, source, id);
  if (!ok) return ok.error();
  auto& answers = watched_[watch].answers;
  std::erase_if(answers, [&](const Known& old) { return old.said.source == source && old.said.id == id; });
  if (about_us) answers.push_back(std::move(**one));
  learn_and_publish(watch);
  room_.changed();
  return watched_[watch].learnt;
}

Result<Learnt> Relevances::set_threshold(WatchId watch, std::optional<double> threshold) {
  if (threshold && !(*threshold >= 0 && *threshold <= 1)) return invalid("threshold: must be in [0, 1]");
  const std::lock_guard lock(writing_);
  if (!room_.has_watch(watch)) return no_watch();
  if (auto ok = book_->keep_threshold(watch, threshold); !ok) return ok.error();
  Learnt& learnt = watched_[watch].learnt;
  learnt.chosen = threshold;
  if (const auto now = judge(watch)) {  // What was learnt stays.
    Judge next = *now;
    next.threshold = learnt.threshold();
    publish(watch, std::make_shared<const Judge>(std::move(next)));
  }
  room_.changed();
  return learnt;
}

Learnt Relevances::learnt(WatchId watch) const {
  const std::lock_guard lock(writing_);
  const auto found = watched_.find(watch);
  return found == watched_.end() ? Learnt{} : found->second.learnt;
}

Result<std::vector<Answer>> Relevances::answers(WatchId watch) {
  const std::lock_guard lock(writing_);
  auto out = book_->answers(watch);
  if (out) std::reverse(out->begin(), out->end());
  return out;
}

std::shared_ptr<const Judge> Relevances::judge(WatchId watch) const {
  return judges_.with([&](const Judges& judges) {
    const auto found = judges->find(watch);
    return found == judges->end() ? nullptr : found->second;
  });
}

Result<void> Relevances::forget_watch(WatchId watch) {
  const std::lock_guard lock(writing_);
  if (auto ok = book_->forget_watch(watch); !ok) return ok;
  watched_.erase(watch);
  publish(watch, nullptr);
  return {};
}

Result<void> Relevances::sweep() {
  const std::lock_guard lock(writing_);
  std::set<WatchId> touched;
  auto ok = forget_gone(touched);
  for (const WatchId watch : touched) learn_and_publish(watch);  // Whatever failed after: what is gone is not read by.
  return ok;
}

Result<void> Relevances::forget_gone(std::set<WatchId>& touched) {
  const auto watches = book_->watches();
  if (!watches) return watches.error();
  for (const WatchId watch : *watches) {
    if (!room_.has_watch(watch)) {
      if (auto ok = book_->forget_watch(watch); !ok) return ok;
      watched_.erase(watch);
      touched.erase(watch);
      publish(watch, nullptr);
      continue;
    }
    const auto answers = book_->answers(watch);
    if (!answers) return answers.error();
    for (const Answer& answer : *answers) {
      if (room_.store().knows(answer.source, answer.id)) continue;
      if (auto ok = book_->forget_post(answer.source, answer.id); !ok) return ok;
      for (auto& [id, watched] : watched_) {  // It may have been answered in others too.
        const auto is_gone = [&](const Known& one) {
          return one.said.source == answer.source && one.said.id == answer.id;
        };
        if (std::erase_if(watched.answers, is_gone) > 0) touched.insert(id);
      }
    }
  }
  return {};
}

}  // namespace vigie::judgement
