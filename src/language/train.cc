#include "language/train.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/hash.h"
#include "base/random.h"
#include "language/learner.h"
#include "language/letters.h"
#include "language/rows.h"
#include "text/words.h"

namespace vigie::language {
namespace {

constexpr float kPower = 0.25F;
constexpr std::uint32_t kLatinRows = 1U << 16U;
constexpr std::uint32_t kOtherRows = 1U << 15U;
constexpr std::size_t kSnippetsMax = 10;     // Of one text.
constexpr std::size_t kSnippetWordsMin = 3;  // A text of fewer words gives none.
constexpr double kWithoutAccents = 0.1;      // Share of texts that are also learnt without their marks.

struct Lanes {
  Script script;
  std::string_view codes;  // "unknown": all others of the script.
};
constexpr Lanes kLatin[] = {
    {Script::kLatin,
     "az ca cs da de en es et eu fi fr hr hu is it lt lv ms nl no pl pt ro sk sl sq sv tl tr vi "
     "yo unknown"}};
constexpr Lanes kOthers[] = {{Script::kCyrillic, "be bg ru sr uk unknown"},
                             {Script::kArabic, "ar fa ur unknown"},
                             {Script::kDevanagari, "hi mr unknown"},
                             {Script::kHan, "ja zh"}};

std::vector<std::string_view> split(std::string_view text) {
  std::vector<std::string_view> out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    if (end > 0) out.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

std::vector<Lane> lanes_of(std::span<const Lanes> groups) {
  std::vector<Lane> out;
  for (const Lanes& group : groups) {
    for (const std::string_view code : split(group.codes)) out.push_back({group.script, *post::language_of(code)});
  }
  return out;
}

struct Lesson {
  post::LanguageId label;
  std::string text;
};

// The text itself, words and pairs of words out of it, and a copy without marks. What is held out is
// never a lesson, a snippet neither.
void add_lessons(const Example& example, Random& random, std::vector<Lesson>& out) {
  const auto add = [&](std::string_view text) {
    if (!text.empty() && !is_held_out(text)) out.push_back({example.label, std::string(text)});
  };
  add(example.text);
  if (random.chance(kWithoutAccents)) add(text::fold(example.text));
  const auto words = split(example.text);
  if (words.size() < kSnippetWordsMin) return;
  const std::size_t draws = std::min(words.size() / 2, kSnippetsMax);
  for (std::size_t draw = 0; draw < draws; ++draw) {
    add(words[random.below(words.size())]);
    const std::size_t at = random.below(words.size() - 1);
    add(std::string(words[at]) + ' ' + std::string(words[at + 1]));
  }
}

class Trainer {
 public:
  Trainer() {
    learners_.emplace_back(TableShape{kLatinRows, 32, lanes_of(kLatin)}, kPower);
    learners_.emplace_back(TableShape{kOtherRows, 16, lanes_of(kOthers)}, kPower);
  }

  void learn(const Lesson& lesson, float rate) {
    words_.clear();
    words_.add(text::Field::kText, lesson.text);
    const Letters letters(alphabet_, words_);
    const Script script = letters.script();
    for (Learner& learner : learners_) {
      if (!learner.has(script)) continue;
      std::size_t count = 0;
      for (const Letters::Run& run : letters.runs()) {
        if (run.script != script) continue;
        count += rows_of(letters.points(run), learner.shape().row_count, rows_.data() + count);
      }
      if (count > 0) learner.step(std::span(rows_).first(count), {script, lesson.label}, rate);
    }
  }

  std::string to_bytes() const {
    std::vector<CodedTable> tables;
    tables.reserve(learners_.size());
    for (const Learner& learner : learners_) tables.push_back(learner.to_table());
    return language::to_bytes(tables);
  }

 private:
  Alphabet alphabet_;
  text::Words words_;
  std::vector<Learner> learners_;
  std::array<std::uint32_t, kRowsOfTextMax> rows_{};
};

}  // namespace

bool is_held_out(std::string_view text) { return hash64(text) % 5 == 0; }

Result<std::string> train(std::span<const Example> examples, const learning::TrainOptions& options) {
  if (auto ok = learning::check_training("language", examples.size(), options); !ok) return ok.error();
  Random random(options.seed);
  std::vector<Lesson> lessons;
  for (const Example& example : examples) add_lessons(example, random, lessons);
  Trainer trainer;
  learning::descend(static_cast<std::uint32_t>(lessons.size()), options, random,
                    [&](std::uint32_t at, float rate) { trainer.learn(lessons[at], rate); });
  return trainer.to_bytes();
}

}  // namespace vigie::language
