// For tests alone: a few sentences of our own in four languages, said often enough to be learnt.
#pragma once

#include <vector>

#include "language/train.h"

namespace vigie::language {

inline std::vector<Example> small_corpus() {
  static constexpr std::pair<std::string_view, std::string_view> kSentences[] = {
      {"fr", "le chat dort sur la chaise de la cuisine"},
      {"fr", "nous avons mangé du pain et des pommes hier soir"},
      {"en", "the cat sleeps on the chair in the kitchen"},
      {"en", "we have eaten bread and apples last evening"},
      {"de", "die katze schläft auf dem stuhl in der küche"},
      {"de", "wir haben gestern abend brot und äpfel gegessen"},
      {"ru", "кошка спит на стуле в кухне"},
      {"uk", "кішка спить на стільці в кухні"},
      {"ru", "вчера вечером мы ели хлеб и яблоки"},
      {"uk", "вчора ввечері ми їли хліб і яблука"},
  };
  std::vector<Example> out;
  for (int round = 0; round < 30; ++round) {
    for (const auto& [code, text] : kSentences) out.push_back({*post::language_of(code), text});
  }
  return out;
}

}  // namespace vigie::language
