// mood_beside DATA LANGUAGE_MODEL OUT FOLDS SEED: deals DATA into folds (src/mood/folds.h) and, of each, writes the
// same rows as fastText reads them (OUT/K.train, OUT/K.FILE.test, `/` of FILE as `_`), learns a model of ours and tells
// {"fold", "file", "engine": "vigie", "n", "macro_f1", "macro_recall", "texts_per_s"}, one JSON object a line. Time is
// that of the processor. fastText has no weights of rows: one that counts three times is said three times.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "language/reader.h"
#include "mood/corpus.h"
#include "mood/eval.h"
#include "mood/folds.h"
#include "mood/train.h"
#include "mood/unescape.h"

namespace {

using namespace vigie;
namespace fs = std::filesystem;

std::string read_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// Words folded as we fold them, what stands between them (emoticons, marks) as typed, spaces between all.
class Tokens {
 public:
  const std::string& of(std::string_view text) {
    line_.clear();
    words_.clear();
    words_.add(text::Field::kText, text);
    std::uint32_t end = 0;
    for (const text::Word& word : words_.all()) {
      if (word.from < end) continue;  // Within a hashtag or mention.
      add(text.substr(end, word.from - end));
      add(word.kind == text::Kind::kWord ? words_.folded(word) : words_.typed(word));
      end = word.to;
    }
    add(text.substr(end));
    std::replace(line_.begin(), line_.end(), '\n', ' ');
    return line_;
  }

 private:
  void add(std::string_view piece) { line_.append(" ").append(piece); }
  text::Words words_;
  std::string line_;
};

void write_train(const fs::path& path, const mood::Corpus& corpus) {
  std::ofstream out(path, std::ios::binary);
  Tokens tokens;
  for (const mood::Example& example : corpus.train) {
    const auto times = std::max(1L, std::lround(example.weight));
    for (long time = 0; time < times; ++time)
      out << "__label__" << post::name_of(example.label) << tokens.of(example.text) << '\n';
  }
}

void write_test(const fs::path& path, const std::vector<learning::Row>& rows) {
  std::ofstream out(path, std::ios::binary);
  Tokens tokens;
  for (const learning::Row& row : rows) out << "__label__" << row.label << tokens.of(mood::unescaped(row.text)) << '\n';
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 6) return std::fputs("mood_beside DATA LANGUAGE_MODEL OUT FOLDS SEED\n", stderr), 2;
  const auto fail = [](const Error& error) { return std::fprintf(stderr, "%s\n", error.message.c_str()), 1; };
  const fs::path data = argv[1];
  const fs::path out = argv[3];
  std::map<std::string, std::string> bytes;
  for (const auto& entry : fs::recursive_directory_iterator(data, fs::directory_options::follow_directory_symlink)) {
    if (entry.is_regular_file())
      bytes[entry.path().lexically_relative(data).generic_string()] = read_file(entry.path());
  }
  std::vector<learning::NamedFile> files;
  for (const auto& [path, content] : bytes) files.push_back({path, content});
  const auto languages = language::Model::from_bytes(read_file(argv[2]));
  if (!languages) return fail(languages.error());
  const auto reader = std::make_unique<language::Reader>(*languages);
  const mood::LanguageOf language_of = [&](const text::Words& words) { return reader->read(words).language; };
  learning::TrainOptions options;
  options.seed = std::strtoull(argv[5], nullptr, 10);
  const auto folds = mood::deal_folds(files, std::strtoul(argv[4], nullptr, 10), options.seed);
  if (!folds) return fail(folds.error());
  for (std::size_t at = 0; at < folds->size(); ++at) {
    const auto corpus = mood::read_corpus((*folds)[at].files, language_of);
    if (!corpus) return fail(corpus.error());
    write_train(out / (std::to_string(at) + ".train"), *corpus);
    const auto model_bytes = mood::train(corpus->train, options);
    if (!model_bytes) return fail(model_bytes.error());
    const auto model = mood::Model::from_bytes(*model_bytes);
    if (!model) return fail(model.error());
    for (const auto& [file, rows] : corpus->held_out) {
      std::string name = file;
      std::replace(name.begin(), name.end(), '/', '_');
      write_test(out / (std::to_string(at) + "." + name + ".test"), rows);
      const auto begin = std::clock();
      const auto scores = mood::evaluate(*model, rows, language_of);
      const double seconds = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
      if (!scores) return fail(scores.error());
      std::printf(
          "{\"fold\": %zu, \"file\": \"%s\", \"engine\": \"vigie\", \"n\": %zu, \"macro_f1\": %.4f, "
          "\"macro_recall\": %.4f, \"texts_per_s\": %.0f}\n",
          at, file.c_str(), rows.size(), scores->macro_f1, scores->macro_recall,
          static_cast<double>(rows.size()) / seconds);
    }
  }
  return 0;
}
