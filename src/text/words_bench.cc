// ns per post of about 18 words, in several scripts, and on the shared tweets when VIGIE_SHARED is set.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

#include "text/words.h"

namespace vigie::text {
namespace {

void read_all(benchmark::State& state, const std::vector<std::string>& posts) {
  Words words;
  std::size_t post = 0;
  std::size_t count = 0;
  std::size_t bytes = 0;
  for (auto _ : state) {
    words.clear();
    words.add(Field::kText, posts[post]);
    count += words.all().size();
    bytes += posts[post].size();
    if (++post == posts.size()) post = 0;
  }
  state.counters["words/post"] = static_cast<double>(count) / static_cast<double>(state.iterations());
  state.counters["bytes/post"] = static_cast<double>(bytes) / static_cast<double>(state.iterations());
}

void French(benchmark::State& state) {
  read_all(
      state,
      {"Très déçu de l’appli depuis la mise à jour : impossible d’ouvrir mon compte, ça tourne dans le vide !",
       "Essai de la nouvelle Atlas ce matin, franchement agréable en ville et plutôt sobre #essai @garage_du_nord"});
}
void English(benchmark::State& state) {
  read_all(state,
           {"Just picked up the new Atlas and honestly the ride is so much quieter than the old one, love it #atlas",
            "Is anyone else locked out of the bank app today? Third time this week and support doesn't answer @bank"});
}
void Russian(benchmark::State& state) {
  read_all(
      state,
      {"Сегодня забрал новую машину из салона, едет очень тихо и мягко, но навигация всё ещё тормозит и зависает часто",
       "Приложение банка снова не работает, уже третий раз за неделю, поддержка ничего толком объяснить не может"});
}
void Japanese(benchmark::State& state) {
  read_all(state, {"新しい車を買いました。とても静かで乗り心地がいいです。",
                   "銀行のアプリがまた開けない。今週三回目だ、困る。"});
}
BENCHMARK(French);
BENCHMARK(English);
BENCHMARK(Russian);
BENCHMARK(Japanese);

// One text a line, made beforehand: VIGIE_TEXTS names the file.
void Tweets(benchmark::State& state) {
  const char* file = std::getenv("VIGIE_TEXTS");
  if (file == nullptr) return state.SkipWithError("VIGIE_TEXTS names no file of texts");
  std::vector<std::string> posts;
  std::ifstream in(file);
  for (std::string line; posts.size() < 100'000 && std::getline(in, line);) posts.push_back(line);
  read_all(state, posts);
}
BENCHMARK(Tweets);

}  // namespace
}  // namespace vigie::text
