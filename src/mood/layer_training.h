// Makes a layer from posts that people have read: the same logistic regression as the model's, begun at the model and
// drawn back to it, so that few posts move little. The same posts in the same order, model and seed give the same
// bytes. Threads: owned by one thread. Errors: none. Cost: seconds for kLessonsMax posts.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "mood/layer.h"
#include "mood/model.h"
#include "text/words.h"

namespace vigie::mood {

constexpr std::size_t kLessonsMin = 100;  // Fewer make no layer.
constexpr std::size_t kLessonsMax = 20'000;

class LayerTraining {
 public:
  explicit LayerTraining(const Model& model) : model_(model) {}

  // A post and the mood that it is in, as a person says. False: there are no words in it, and nothing to learn.
  bool add(const text::Words& words, post::LanguageId language, post::Mood right);
  std::size_t size() const { return lessons_.size(); }

  std::string learn(std::uint64_t seed) const;  // The bytes of a layer.

  // How each post is read, in the order in which they were added: by the model alone, and with a layer that was
  // learnt from other posts (five folds; posts of the same words are in the same one).
  struct HeldOut {
    post::Mood right, model, layered;
  };
  std::vector<HeldOut> measure(std::uint64_t seed) const;

 private:
  struct Lesson {
    post::Mood right;
    std::vector<std::uint32_t> rows;  // Of the model.
  };
  std::string learn_from(const std::vector<const Lesson*>& lessons, std::uint64_t seed) const;
  post::Mood read(const Model& model, const Lesson& lesson) const;

  Model model_;
  std::vector<Lesson> lessons_;
};

}  // namespace vigie::mood
