// What people here say is right where the house read a post wrongly: who, when, what was read, what is right. The
// reading itself is the store's, and its log is the truth of it; this is the journal beside it, in the house's
// database. A line is written before the post is read anew, and a start takes back the lines of which the log knows
// nothing, so no correction is without its line. Of posts that are gone nothing stays.
//
// Threads: open() and run() by the owner, run() on a thread of its own until stop(); heard() by the house's writer,
// which it never blocks; all else by any, corrections one after the other. Errors: what the database and the house say;
// kNotFound: no such post; kConflict: the post was edited meanwhile, or there are too many lines.
#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "base/clock.h"
#include "base/guarded.h"
#include "base/limit.h"
#include "base/log.h"
#include "base/result.h"
#include "judgement/surroundings.h"
#include "post/post.h"

namespace vigie::judgement {

constexpr std::size_t kCorrectionsMax = 1'000'000;  // Lines.
constexpr std::size_t kCorrectionsPerPageMax = 200;

struct Person {
  std::string id, name;  // As the desk knows them.
};

// Whether a line of the journal tells how the post is read now.
enum class Standing : std::uint8_t {
  kHolds,
  kUndone,    // The last word was: as the house reads it.
  kReplaced,  // By a later line.
  kVoid,      // Its author has edited the post, which was then read anew.
};
std::string_view name_of(Standing standing);  // "holds"

// One line of the journal. What is right is there only where it is not what was read.
struct Corrected {
  std::int64_t line = 0;  // Grows.
  std::string source, id;
  Person by;
  Time at{};
  std::optional<Time> edited_at;  // Of the version that was corrected.
  post::Mood mood_read{};         // What the house said.
  std::optional<post::Mood> mood_right;
  post::LanguageId language_read = post::kUnknownLanguage;
  std::optional<post::LanguageId> language_right;
  Standing standing = Standing::kHolds;
};

// What a person asks for. Of each: none: it stays as it is; none inside: as the house reads it.
struct Change {
  std::optional<std::optional<post::Mood>> mood;
  std::optional<std::optional<post::LanguageId>> language;
  std::optional<std::optional<Time>> edited_at;  // Of the version that they have seen, where they tell.
};

// A post as it is read now, as the house reads it, and the last line about it.
struct Judged {
  post::Reading reading;
  post::Reading ours;
  std::optional<Corrected> last;  // Of this version of the post.
};

class CorrectionBook;
struct PostKey {
  std::string source, id;
};

class Corrections {
 public:
  static Result<std::unique_ptr<Corrections>> open(const std::string& path, Surroundings& surroundings, Log& log);
  ~Corrections();

  // The same twice changes nothing and writes no line. What is right as the house reads it is no correction.
  Result<Judged> correct(std::string_view source, std::string_view id, const Change& change, const Person& by);
  Result<Judged> of(std::string_view source, std::string_view id) const;

  // Lines that hold and those that are void, newest first; of those before the line `before`, if it is not 0.
  Result<std::vector<Corrected>> list(std::int64_t before, std::size_t limit) const;
  // Each line that holds, in the order in which they were written.
  Result<void> each(const std::function<void(const Corrected&)>& take) const;

  void run();
  void stop();
  void heard(const post::Item& item, post::Fate fate);
  // What run() does by itself: nothing that was heard is left to do on return. For tests.
  void settle();

 private:
  struct Due {                                // What run() is to look after.
    std::unordered_set<std::uint64_t> known;  // Keys of posts with a line.
    std::vector<PostKey> posts;
    bool all = false;         // Whatever is gone.
    bool reload = false;      // Every post with a line: at a start, and where `posts` held no more.
    bool has_failed = false;  // Of what is due something was tried in vain.
  };

  Corrections(std::unique_ptr<CorrectionBook> book, Surroundings& surroundings, Log& log);
  Result<void> load();
  Result<Judged> judged(CorrectionBook& book, const store::Hit& hit) const;
  Result<void> write(CorrectionBook& book, const store::Hit& hit, const post::Correction& right, const Corrected& line);
  Result<void> each_page(const std::function<void(const PostKey&)>& take);
  Result<void> settle_post(CorrectionBook& book, const PostKey& key);
  Result<void> forget_gone();
  bool is_stopping();

  Surroundings& surroundings_;
  Log& log_;
  mutable Guarded<std::unique_ptr<CorrectionBook>> book_;
  std::mutex mutex_;  // Guards what follows; never held while the database works.
  std::condition_variable wake_;
  Due due_;
  bool stopping_ = false;
};

std::span<const Limit> limits();

}  // namespace vigie::judgement
