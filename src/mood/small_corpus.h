// For tests alone: some short posts of our own, said often enough to be learnt.
#pragma once

#include <utility>
#include <vector>

#include "mood/train.h"

namespace vigie::mood {

inline std::vector<Example> small_corpus() {
  using post::Mood;
  static constexpr std::pair<Mood, std::string_view> kPosts[] = {
      {Mood::kNegative, "what a terrible service, I am so disappointed"},
      {Mood::kNegative, "encore une panne, c'est vraiment nul"},
      {Mood::kNegative, "worst app ever :("},
      {Mood::kNeutral, "the shop opens at nine tomorrow"},
      {Mood::kNeutral, "le magasin ouvre demain à neuf heures"},
      {Mood::kNeutral, "new opening hours: https://example.org"},
      {Mood::kPositive, "I love this, thank you so much!!! 😍"},
      {Mood::kPositive, "c'est génial, merci beaucoup"},
      {Mood::kPositive, "great work, best app ever :)"},
  };
  std::vector<Example> out;
  for (int round = 0; round < 20; ++round) {
    for (const auto& [mood, text] : kPosts) out.push_back({mood, text});
  }
  return out;
}

}  // namespace vigie::mood
