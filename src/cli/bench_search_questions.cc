#include "cli/bench_search_questions.h"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <unordered_set>

#include "base/random.h"

namespace vigie::cli {
namespace {

constexpr std::size_t kWords = 3;

class Drawer {
 public:
  Drawer(const BenchPosts& posts, std::uint64_t seed) : posts_(posts), random_(seed) {
    for (std::size_t i = 0; i < posts.size(); ++i) by_language_[posts.at(i).reading.language].push_back(i);
  }

  // Empty: the posts drawn say too little.
  std::string draw(bool of_one_post) {
    const std::size_t first = random_.below(posts_.size());
    const auto language = posts_.at(first).reading.language;
    const auto& alike = by_language_[language];
    std::vector<std::string> words;
    for (int tries = 0; tries < 20 && words.size() < kWords; ++tries) {
      const std::size_t post = of_one_post ? first : alike[random_.below(alike.size())];
      auto word = word_of(*posts_.at(post).words);
      if (!word.empty() && std::find(words.begin(), words.end(), word) == words.end()) words.push_back(std::move(word));
    }
    if (words.size() < kWords) return "";
    std::string text;
    for (const auto& word : words) text.append(word).push_back(' ');
    return text.append("lang:").append(post::code_of(language));
  }

  Random& random() { return random_; }

 private:
  std::string word_of(const text::Words& words) {
    if (words.all().empty()) return "";
    const auto& word = words.all()[random_.below(words.all().size())];
    return word.kind == text::Kind::kWord ? std::string(words.folded(word)) : "";
  }

  const BenchPosts& posts_;
  Random random_;
  std::array<std::vector<std::size_t>, 256> by_language_;
};

}  // namespace

std::vector<BenchQuestion> draw_questions(const BenchPosts& posts, std::size_t count, std::uint64_t seed,
                                          const store::Span& whole, Micros length) {
  Drawer drawer(posts, seed);
  std::vector<BenchQuestion> questions;
  const auto room = static_cast<std::uint64_t>(std::max<std::int64_t>(1, (whole.to - whole.from - length).count()));
  while (questions.size() < count) {
    const bool of_one_post = questions.size() % 2 == 0;
    const auto query = query::parse(drawer.draw(of_one_post));
    if (!query) continue;
    store::Span span{whole.to - length, Time::max()};
    if (questions.size() % 4 >= 2) {
      span.from = whole.from + Micros(static_cast<std::int64_t>(drawer.random().below(room)));
      span.to = span.from + length;
    }
    questions.push_back({*query, span});
  }
  return questions;
}

std::string commonest_word(const BenchPosts& posts) {
  std::unordered_map<std::string, std::size_t> said;
  for (std::size_t i = 0; i < posts.size(); ++i) {
    const text::Words& words = *posts.at(i).words;
    std::unordered_set<std::string_view> of_post;
    for (const auto& word : words.all()) {
      if (word.kind == text::Kind::kWord && of_post.insert(words.folded(word)).second) {
        ++said[std::string(words.folded(word))];
      }
    }
  }
  const auto fewer = [](const auto& left, const auto& right) {
    return left.second != right.second ? left.second < right.second : left.first > right.first;
  };
  const auto most = std::max_element(said.begin(), said.end(), fewer);
  return most == said.end() ? "" : most->first;
}

}  // namespace vigie::cli
