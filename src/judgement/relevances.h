// Which posts of a watch are about us: what people answered, and the model learnt from it anew at each answer. Lists
// and live streams of the watch hide a post under the threshold; no figure does. Models are kept in memory alone and
// are made from the answers at start.
//
// Threads: any; a Judge is immutable and stays good while answers come. answer() and set_threshold() learn for some
// milliseconds under a lock of their own. Errors: kNotFound: no such post or watch; kInvalid: no threshold of [0, 1];
// what the database says.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/guarded.h"
#include "base/hash.h"
#include "base/result.h"
#include "judgement/answer_book.h"
#include "judgement/room.h"
#include "query/document.h"
#include "relevance/threshold.h"

namespace vigie::judgement {

// Judges posts of one watch. Immutable.
struct Judge {
  relevance::Model model;
  double threshold = 0;
  std::unordered_map<std::uint64_t, bool> answered;  // By key_of(): what people said goes before what was learnt.

  static std::uint64_t key_of(std::string_view source, std::string_view id) { return hash64(id, hash64(source)); }
  // p(about us); 1 or 0 where a person has said so.
  double read(const query::Document& document) const;
  double read(const post::Post& post, const relevance::Features& features) const;  // `features` are the post's.
  bool hides(double p) const { return relevance::is_hidden(p, threshold); }
};

// What a watch has learnt.
struct Learnt {
  relevance::Kinds kinds;
  bool is_ready = false;                  // It hides; else it waits for answers.
  double best = 0;                        // The threshold that cost least on the answers.
  std::optional<double> chosen;           // By a person.
  std::vector<relevance::Unseen> unseen;  // For the figures of any threshold; oldest answer first.

  double threshold() const { return chosen.value_or(best); }
  relevance::Expected expected() const { return relevance::expected_at(threshold(), unseen); }
};

class Relevances {
 public:
  static Result<std::unique_ptr<Relevances>> open(const std::string& path, Room& room);

  // None: the answer is taken back.
  Result<Learnt> answer(WatchId watch, const std::string& source, const std::string& id, std::optional<bool> about_us,
                        const Colleague& by);
  // None: the one that costs least is taken, from now on.
  Result<Learnt> set_threshold(WatchId watch, std::optional<double> threshold);
  Learnt learnt(WatchId watch) const;
  Result<std::vector<Answer>> answers(WatchId watch);  // Newest first.

  std::shared_ptr<const Judge> judge(WatchId watch) const;  // Null: it hides nothing.
  bool has_judges() const {
    return judges_.with([](const Judges& judges) { return !judges->empty(); });
  }

  Result<void> forget_watch(WatchId watch);
  // Takes out the answers whose post, or whose watch, is gone.
  Result<void> sweep();

 private:
  struct Known {
    Answer said;
    relevance::Features features;
  };
  struct Watched {
    std::vector<Known> answers;  // Oldest first; posts that are there.
    Learnt learnt;
  };
  using Judges = std::shared_ptr<const std::map<WatchId, std::shared_ptr<const Judge>>>;

  Relevances(std::unique_ptr<AnswerBook> book, Room& room) : book_(std::move(book)), room_(room) {}
  // All under writing_.
  Result<void> load(WatchId watch);
  Result<std::optional<Known>> known(const Answer& answer) const;
  std::optional<relevance::Model> learn(Watched& watched) const;
  void publish(WatchId watch, std::shared_ptr<const Judge> judge);
  void learn_and_publish(WatchId watch);
  Result<void> forget_gone(std::set<WatchId>& touched);  // Told: whose models are to be learnt anew.

  std::unique_ptr<AnswerBook> book_;
  Room& room_;
  mutable std::mutex writing_;  // The book, and what was learnt.
  std::map<WatchId, Watched> watched_;
  Guarded<Judges> judges_{std::make_shared<const std::map<WatchId, std::shared_ptr<const Judge>>>()};
};

}  // namespace vigie::judgement
