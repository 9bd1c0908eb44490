#include "judgement/corrections.h"

#include <algorithm>

#include "judgement/correction_book.h"
#include "store/segment.h"

namespace vigie::judgement {
namespace {

constexpr std::chrono::minutes kLookEvery{1};  // For posts that are gone unheard, by their age.
constexpr std::size_t kDueMax = 10'000;        // Beyond, all are looked at.
constexpr std::size_t kKeysPerPage = 1'000;

Error no_post() { return {ErrorCode::kNotFound, "there is no such post"}; }

post::Correction correction_of(const post::Reading& reading) {
  post::Correction out;
  if (reading.is_mood_corrected) out.mood = reading.mood();
  if (reading.is_language_corrected) out.language = reading.language;
  return out;
}

bool is_same(const post::Correction& left, const post::Correction& right) {
  return left.mood == right.mood && left.language == right.language;
}

bool is_correction(const post::Correction& correction) { return correction.mood || correction.language; }

bool says(const Corrected& line, const post::Correction& right) {
  return line.mood_right == right.mood && line.language_right == right.language;
}

}  // namespace

Corrections::Corrections(std::unique_ptr<CorrectionBook> book, Surroundings& surroundings, Log& log)
    : surroundings_(surroundings), log_(log), book_(std::move(book)) {}

Corrections::~Corrections() { stop(); }

Result<std::unique_ptr<Corrections>> Corrections::open(const std::string& path, Surroundings& surroundings, Log& log) {
  auto book = CorrectionBook::open(path);
  if (!book) return book.error();
  std::unique_ptr<Corrections> out(new Corrections(std::move(*book), surroundings, log));
  if (auto ok = out->load(); !ok) return ok.error();
  return out;
}

// Keys alone; run() looks at each post: what a crash left between line and log is put right.
Result<void> Corrections::load() {
  due_.reload = true;
  return each_page([&](const PostKey& key) { due_.known.insert(store::key_of(key.source, key.id)); });
}

// Who corrects waits for a page of them, not for the table.
Result<void> Corrections::each_page(const std::function<void(const PostKey&)>& take) {
  PostKey after;
  while (!is_stopping()) {
    const auto page = book_.with([&](auto& book) { return book->posts_after(after, kKeysPerPage); });
    if (!page) return page.error();
    for (const auto& key : *page) take(key);
    if (page->size() < kKeysPerPage) break;
    after = page->back();
  }
  return {};
}

bool Corrections::is_stopping() {
  const std::lock_guard lock(mutex_);
  return stopping_;
}

Result<Judged> Corrections::judged(CorrectionBook& book, const store::Hit& hit) const {
  Judged out{hit.reading, surroundings_.read(hit.post, std::nullopt), std::nullopt};
  const auto lines = book.lines_of(hit.post.source, hit.post.id);
  if (!lines) return lines.error();
  if (!lines->empty() && lines->front().edited_at == hit.post.edited_at) out.last = lines->front();
  return out;
}

Result<Judged> Corrections::of(std::string_view source, std::string_view id) const {
  const auto hit = surroundings_.store().get(source, id);
  if (!hit) return hit.error();
  if (!*hit) return no_post();
  return book_.with([&](auto& book) { return judged(*book, **hit); });
}

Result<Judged> Corrections::correct(std::string_view source, std::string_view id, const Change& change,
                                    const Person& by) {
  return book_.with([&](auto& book) -> Result<Judged> {
    const auto hit = surroundings_.store().get(source, id);
    if (!hit) return hit.error();
    if (!*hit) return no_post();
    const post::Post& post = (*hit)->post;
    if (change.edited_at && *change.edited_at != post.edited_at) {
      return Error{ErrorCode::kConflict, "the post was edited since it was read: read it again"};
    }
    const auto ours = surroundings_.read(post, std::nullopt);
    const auto before = correction_of((*hit)->reading);
    post::Correction right = before;
    if (change.language) right.language = *change.language;
    if (right.language == ours.language) right.language.reset();
    if (change.mood) right.mood = *change.mood;
    if (right.mood == surroundings_.read(post, right.language).mood()) right.mood.reset();
    if (!is_same(right, before)) {
      const Corrected line{0,
                           std::string(source),
                           std::string(id),
                           by,
                           surroundings_.clock().now(),
                           post.edited_at,
                           ours.mood(),
                           right.mood,
                           ours.language,
                           right.language,
                           is_correction(right) ? Standing::kHolds : Standing::kUndone};
      if (const auto ok = write(*book, **hit, right, line); !ok) return ok.error();
    }
    const auto now = surroundings_.store().get(source, id);
    if (!now) return now.error();
    if (!*now) return no_post();
    return judged(*book, **now);
  });
}

// The line first: a crash then leaves one too many, which settle_post() takes back, and never one too few.
Result<void> Corrections::write(CorrectionBook& book, const store::Hit& hit, const post::Correction& right,
                                const Corrected& line) {
  const auto count = book.line_count();
  if (!count) return count.error();
  if (*count >= static_cast<std::int64_t>(kCorrectionsMax)) {
    return Error{ErrorCode::kConflict, "there are " + std::to_string(kCorrectionsMax) + " corrections already"};
  }
  if (const auto added = book.add(line); !added) return added.error();
  {
    const std::lock_guard lock(mutex_);
    due_.known.insert(store::key_of(line.source, line.id));
  }
  auto ok = surroundings_.correct(hit.post, right);
  if (ok) return {};
  if (const auto settled = settle_post(book, {line.source, line.id}); !settled) {
    log_.error("judgement: a line of a correction that was not made stays until the next start",
               {{"reason", settled.error().message}});
  }
  return ok;
}

// Brings the lines about a post to what the log says of it.
Result<void> Corrections::settle_post(CorrectionBook& book, const PostKey& key) {
  if (!surroundings_.store().knows(key.source, key.id)) return book.forget(key.source, key.id);
  const auto hit = surroundings_.store().get(key.source, key.id);
  if (!hit) return hit.error();
  if (!*hit) return book.forget(key.source, key.id);
  const auto lines = book.lines_of(key.source, key.id);
  if (!lines) return lines.error();
  const auto right = correction_of((*hit)->reading);
  const auto is_of_this_version = [&](const Corrected& line) { return line.edited_at == (*hit)->post.edited_at; };
  const auto true_one = std::find_if(lines->begin(), lines->end(), [&](const Corrected& line) {
    return is_of_this_version(line) && says(line, right);
  });
  const bool nothing_is_true = true_one == lines->end();
  std::vector<std::int64_t> untrue;
  std::vector<std::pair<std::int64_t, Standing>> others;
  const auto stand = [&](const Corrected& line, Standing standing) {
    if (line.standing != standing) others.emplace_back(line.line, standing);
  };
  for (auto line = lines->begin(); line != lines->end(); ++line) {
    if (!is_of_this_version(*line)) {
      if (line->standing == Standing::kHolds) stand(*line, Standing::kVoid);
    } else if (line < true_one && !(nothing_is_true && is_correction(right))) {
      untrue.push_back(line->line);  // It was never read so.
    } else if (line == true_one) {
      stand(*line, is_correction(right) ? Standing::kHolds : Standing::kUndone);
    }
  }
  if (untrue.empty() && others.empty()) return {};  // Nearly all, at a start: nothing is written.
  return book.together([&]() -> Result<void> {
    for (const auto line : untrue) {
      if (auto ok = book.drop(line); !ok) return ok;
    }
    for (const auto& [line, standing] : others) {
      if (auto ok = book.stand(line, standing); !ok) return ok;
    }
    return {};
  });
}

// What nobody was heard to delete: posts of forgotten authors, posts dropped by their age.
Result<void> Corrections::forget_gone() {
  std::vector<PostKey> gone;
  if (auto ok = each_page([&](const PostKey& key) {
        if (!surroundings_.store().knows(key.source, key.id)) gone.push_back(key);
      });
      !ok) {
    return ok;
  }
  for (const auto& key : gone) {
    if (is_stopping()) return {};  // The next start looks again.
    if (auto ok = book_.with([&](auto& book) { return book->forget(key.source, key.id); }); !ok) return ok;
  }
  return {};
}

Result<std::vector<Corrected>> Corrections::list(std::int64_t before, std::size_t limit) const {
  return book_.with([&](auto& book) { return book->list(before, std::min(limit, kCorrectionsPerPageMax)); });
}

Result<void> Corrections::each(const std::function<void(const Corrected&)>& take) const {
  return book_.with([&](auto& book) { return book->each(name_of(Standing::kHolds), take); });
}

void Corrections::heard(const post::Item& item, post::Fate fate) {
  if (fate != post::Fate::kDeleted && fate != post::Fate::kEdited) return;
  {
    const std::lock_guard lock(mutex_);
    if (due_.known.empty()) return;
    if (item.act == post::Act::kForgetAuthor) {
      due_.all = true;
    } else if (due_.known.contains(store::key_of(item.post.source, item.post.id))) {
      if (due_.posts.size() >= kDueMax) {
        due_.reload = true;
      } else {
        due_.posts.push_back({std::string(item.post.source), std::string(item.post.id)});
      }
    } else {
      return;
    }
  }
  wake_.notify_one();
}

void Corrections::settle() {
  std::vector<PostKey> posts;
  bool all = false, reload = false;
  {
    const std::lock_guard lock(mutex_);
    posts.swap(due_.posts);
    std::swap(all, due_.all);
    std::swap(reload, due_.reload);
  }
  Result<void> ok;
  std::vector<PostKey> failed;
  const auto settle_one = [&](const PostKey& key) {
    if (is_stopping()) return;  // The next start looks again.
    // One by one: who corrects waits for none but the one at hand.
    const auto settled = book_.with([&](auto& book) { return settle_post(*book, key); });
    if (settled) return;
    ok = settled;
    if (failed.size() < kDueMax) failed.push_back(key);
  };
  if (reload) {
    const auto read = each_page(settle_one);
    if (!read) ok = read;
    const std::lock_guard lock(mutex_);
    due_.reload = due_.reload || !read;
  } else {
    for (const auto& key : posts) settle_one(key);
    if (all) {
      const auto forgotten = forget_gone();
      if (!forgotten) ok = forgotten;
      const std::lock_guard lock(mutex_);
      due_.all = due_.all || !forgotten;
    }
  }
  if (ok) return;
  log_.warn("judgement: corrections are not settled for now", {{"reason", ok.error().message}});
  const std::lock_guard lock(mutex_);
  due_.has_failed = true;
  due_.posts.insert(due_.posts.end(), failed.begin(), failed.end());
}

void Corrections::run() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    due_.has_failed = false;
    lock.unlock();
    settle();
    lock.lock();
    // What failed is tried again at the next look, not at once.
    const auto is_due = [&] {
      return stopping_ || (!due_.has_failed && (due_.all || due_.reload || !due_.posts.empty()));
    };
    if (!wake_.wait_for(lock, kLookEvery, is_due)) due_.all = !due_.known.empty();
  }
}

void Corrections::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
}

}  // namespace vigie::judgement
