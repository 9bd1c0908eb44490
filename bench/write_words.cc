// Writes what all engines are given: the words of posts, the trees of watches, questions.
// Usage: write_words POSTS WATCHES.tsv FOLDER QUESTIONS
#include <cstdio>
#include <exception>
#include <fstream>
#include <map>
#include <stdexcept>

#include "asked.h"
#include "base/random.h"
#include "said.h"
#include "spoken.h"
#include "store/store.h"

namespace vigie::bench {
namespace {

constexpr std::uint64_t kSeed = 2026;

// Keeps some posts of a stream whose length nobody knows, each as likely as any (Vitter, "Random sampling with a
// reservoir", 1985, algorithm R).
class Sample {
 public:
  explicit Sample(std::size_t size) : size_(size) {}
  void offer(const text::Words& words) {
    ++seen_;
    const std::size_t at = kept_.size() < size_ ? kept_.size() : random_.below(seen_);
    if (at >= size_) return;
    if (at == kept_.size()) kept_.emplace_back();
    kept_[at].clear();
    std::uint32_t next = 0;
    for (const auto& word : words.all()) {
      if (word.kind != text::Kind::kWord || word.folded_size < 2 || word.folded_size > kTokenBytesMax) continue;
      kept_[at].push_back({std::string(words.folded(word)), word.position == next});
      next = word.position + 1;
    }
  }
  struct Word {
    std::string folded;
    bool follows;  // The word before it in the list stands one place before.
  };
  const std::vector<std::vector<Word>>& kept() const { return kept_; }

 private:
  std::size_t size_;
  std::uint64_t seen_ = 0;
  Random random_{kSeed};
  std::vector<std::vector<Word>> kept_;
};

bool reads_as(const std::string& text, query::Op op, std::size_t words) {
  const auto query = query::parse(text);
  if (!query || query->root().op != op) return false;
  const auto& root = query->root();
  if (op == query::Op::kPhrase) return root.terms.size() == words;
  if (root.children.size() != words) return false;
  for (const auto& child : root.children) {
    if (child.op != query::Op::kWord) return false;
  }
  return true;
}

// Two or three words of one post, or two that follow each other in it.
std::string question_from(const std::vector<Sample::Word>& words, std::size_t number, Random& random) {
  if (words.size() < 4) return {};
  if (number % 4 == 3) {
    const auto at = 1 + random.below(words.size() - 1);
    const std::string text = words[at - 1].folded + " " + words[at].folded;
    return words[at].follows && reads_as("\"" + text + "\"", query::Op::kPhrase, 2) ? "phrase\t" + text : "";
  }
  const std::size_t count = 2 + number % 2;
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += (i == 0 ? "" : " ") + words[random.below(words.size())].folded;
  return reads_as(text, query::Op::kAnd, count) ? "all\t" + text : "";
}

void write_questions(const Sample& sample, std::size_t count, const std::string& path) {
  std::ofstream out(path);
  Random random(kSeed);
  std::size_t written = 0;
  for (std::size_t tries = 0; written < count && tries < count * 100 && !sample.kept().empty(); ++tries) {
    const auto question = question_from(sample.kept()[random.below(sample.kept().size())], written, random);
    if (question.empty()) continue;
    out << question << '\n';
    ++written;
  }
}

void write_posts(const std::string& posts, const std::string& folder, Sample& sample) {
  const auto models = shipped_models();
  watch::Readers readers(models);
  std::ofstream out(folder + "/posts.txt");
  text::Words words;
  read_posts(posts, [&](post::Batch& batch) {
    for (const auto& item : batch.items()) {
      query::read_words(item.post, words);
      query::Document document{&item.post, &words, {}};
      readers.read_language(item.post, words, document.reading);
      readers.read_mood(words, document.reading);
      document.reading = store::kept(document.reading);
      out << said_line(document) << '\n';
      sample.offer(words);
    }
  });
}

// What the peers can say of the watches, with the others counted by why they cannot.
void write_watches(const std::string& path, const std::string& folder) {
  std::ofstream trees(folder + "/watches.txt"), kept(folder + "/watches.tsv"), left(folder + "/left_out.txt");
  std::map<std::string, std::size_t> left_out;
  for (const auto& line : read_lines(path)) {
    const auto tab = line.find('\t');
    if (tab == line.npos) throw std::runtime_error(path + ": a line without a tab: " + line);
    const auto query = query::parse(line.substr(tab + 1), query::Use::kWatch);
    if (!query) throw std::runtime_error(path + ": " + query.error().message);
    const auto asked = asked_line(*query);
    if (const auto* refused = std::get_if<LeftOut>(&asked)) {
      ++left_out[refused->reason];
      continue;
    }
    trees << std::get<std::string>(asked) << '\n';
    kept << line << '\n';
  }
  for (const auto& [reason, count] : left_out) left << count << '\t' << reason << '\n';
}

}  // namespace
}  // namespace vigie::bench

int main(int argc, char** argv) {
  using namespace vigie::bench;
  if (argc != 5) {
    std::fprintf(stderr, "usage: write_words POSTS WATCHES.tsv FOLDER QUESTIONS\n");
    return 2;
  }
  try {
    const std::string folder = argv[3];
    Sample sample(10'000);
    write_posts(argv[1], folder, sample);
    write_questions(sample, std::stoul(argv[4]), folder + "/questions.txt");
    write_watches(argv[2], folder);
  } catch (const std::exception& problem) {
    std::fprintf(stderr, "write_words: %s\n", problem.what());
    return 1;
  }
  return 0;
}
