#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>

#include "cli/commands.h"
#include "cli/progress.h"
#include "language/corpus.h"
#include "language/eval.h"
#include "language/train.h"
#include "learning/scores.h"
#include "mood/corpus.h"
#include "mood/eval.h"
#include "mood/folds.h"
#include "mood/toward_corpus.h"
#include "mood/toward_eval.h"
#include "mood/train.h"

namespace vigie::cli {
namespace {

struct DataFile {
  std::string path;  // Relative to the folder.
  std::string bytes;
};

Result<std::vector<DataFile>> read_folder(const std::string& path) {
  namespace fs = std::filesystem;
  std::error_code problem;
  std::vector<DataFile> files;
  fs::recursive_directory_iterator at(path, fs::directory_options::follow_directory_symlink, problem);
  for (; !problem && at != fs::recursive_directory_iterator(); at.increment(problem)) {
    std::error_code ignored;  // A link to nothing is no file.
    if (at->is_regular_file(ignored)) files.push_back({at->path().lexically_relative(path).generic_string(), {}});
  }
  if (problem) return unavailable(path + ": " + problem.message());
  if (files.empty()) return invalid(path + ": no files");
  std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
  for (auto& file : files) {
    std::ifstream in(path + "/" + file.path, std::ios::binary);
    if (!in) return unavailable(path + "/" + file.path + ": cannot be read");
    file.bytes.assign(std::istreambuf_iterator<char>(in), {});
  }
  return files;
}

// But those in the folder `except`.
std::vector<learning::NamedFile> named(const std::vector<DataFile>& files, std::string_view except = "/") {
  std::vector<learning::NamedFile> out;
  out.reserve(files.size());
  for (const auto& file : files) {
    if (!file.path.starts_with(except)) out.push_back({file.path, file.bytes});
  }
  return out;
}

Result<void> write_model(const std::string& path, std::string_view bytes) {
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  out.close();
  return out ? Result<void>{} : Result<void>(unavailable(path + ": cannot be written"));
}

void tell_made(const TrainCommand& command, const Tools& tools, std::size_t bytes, std::size_t texts) {
  tools.print(command.out + ": " + grouped(bytes) + " bytes from " + grouped(texts) + " texts\n");
}

void tell_held_out(const std::string& file, const learning::Scores& scores, const Tools& tools) {
  char line[256];
  std::snprintf(line, sizeof line, "held out of %s: n %llu  accuracy %.4f  macro recall %.4f  macro F1 %.4f\n",
                file.c_str(), static_cast<unsigned long long>(scores.n), scores.accuracy, scores.macro_recall,
                scores.macro_f1);
  tools.print(line);
}

// Figures of the held-out files over all folds, by the name of the figure and the file.
struct FoldFigures {
  std::map<std::string, std::vector<double>> macro_f1;
  std::map<std::string, std::vector<double>> macro_recall;
};

void tell_fold_mean(const std::string& file, const char* figure, std::span<const double> values, const Tools& tools) {
  const mood::FoldMean mean = mood::mean_of_folds(values);
  char line[256];
  std::snprintf(line, sizeof line, "%-28s %-12s %.4f \xC2\xB1 %.4f\n", file.c_str(), figure, mean.mean, mean.half);
  tools.print(line);
}

// The macro-F1 of each set that was dealt, then the mean of those in each fold; of the others the macro recall too.
void tell_folds(const FoldFigures& figures, const std::set<std::string>& dealt, const Tools& tools) {
  std::vector<double> means;
  for (const auto& [file, values] : figures.macro_f1) {
    tell_fold_mean(file, "macro F1", values, tools);
    if (dealt.count(file) == 0) {
      tell_fold_mean(file, "macro recall", figures.macro_recall.at(file), tools);
      continue;
    }
    means.resize(values.size());
    for (std::size_t fold = 0; fold < values.size(); ++fold)
      means[fold] += values[fold] / static_cast<double>(dealt.size());
  }
  tell_fold_mean("mean of " + std::to_string(dealt.size()) + " sets", "macro F1", means, tools);
}

int run_mood_folds(const TrainCommand& command, std::span<const learning::NamedFile> files,
                   const mood::LanguageOf& language_of, const Tools& tools) {
  const auto folds = mood::deal_folds(files, command.folds, command.seed);
  if (!folds) return tools.fail(folds.error().message);
  Progress progress(tools, "folds");
  FoldFigures figures;
  std::set<std::string> dealt;
  std::uint64_t done = 0;
  for (const mood::Fold& fold : *folds) {
    const auto corpus = mood::read_corpus(fold.files, language_of);
    if (!corpus) return tools.fail(corpus.error().message);
    learning::TrainOptions options;
    options.seed = command.seed;
    const auto bytes = mood::train(corpus->train, options);
    if (!bytes) return tools.fail(bytes.error().message);
    const auto model = mood::Model::from_bytes(*bytes);
    if (!model) return tools.fail(model.error().message);
    for (const auto& [file, rows] : corpus->held_out) {
      const auto scores = mood::evaluate(*model, rows, language_of);
      if (!scores) return tools.fail(file + ": " + scores.error().message);
      figures.macro_f1[file].push_back(scores->macro_f1);
      figures.macro_recall[file].push_back(scores->macro_recall);
      if (fold.dealt.count(file) > 0) dealt.insert(file);
    }
    ++done;
    progress.show(done, static_cast<double>(done) / static_cast<double>(folds->size()));
  }
  tell_folds(figures, dealt, tools);
  return kDone;
}

}  // namespace

int run_train_language(const TrainCommand& command, const Tools& tools) {
  const auto files = read_folder(command.data);
  if (!files) return tools.fail(files.error().message);
  const auto corpus = language::read_corpus(named(*files));
  if (!corpus) return tools.fail(corpus.error().message);
  learning::TrainOptions options;
  options.seed = command.seed;
  Progress progress(tools, "per mille");
  options.on_progress = [&](double share) { progress.show(static_cast<std::uint64_t>(share * 1000), share); };
  const auto bytes = language::train(corpus->train, options);
  if (!bytes) return tools.fail(bytes.error().message);
  if (auto ok = write_model(command.out, *bytes); !ok) return tools.fail(ok.error().message);
  const auto model = language::Model::from_bytes(*bytes);
  if (!model) return tools.fail(model.error().message);
  tell_made(command, tools, bytes->size(), corpus->train.size());
  for (const auto& [file, rows] : corpus->held_out) tell_held_out(file, language::evaluate(*model, rows), tools);
  return kDone;
}

int run_train_toward(const TrainCommand& command, const Tools& tools) {
  const auto files = read_folder(command.data);
  if (!files) return tools.fail(files.error().message);
  const auto models = tools.load_models();
  if (!models) return tools.fail(models.error().message);
  const mood::LanguageOf language_of = [&](const text::Words& words) { return models->language.read(words).language; };
  const auto corpus = mood::read_corpus(named(*files), language_of);
  if (!corpus) return tools.fail(corpus.error().message);
  const auto topics = mood::read_toward_corpus(named(*files), language_of, command.seed);
  if (!topics) return tools.fail(topics.error().message);
  learning::TrainOptions options;
  options.seed = command.seed;
  Progress progress(tools, "per mille");
  options.on_progress = [&](double share) { progress.show(static_cast<std::uint64_t>(share * 1000), share); };
  // A mood model that has seen no post with a topic: the shipped one learnt many of them, and would be trusted too
  // much. It has seen those of written/mood-*, each by itself, of which two are joined.
  const auto unseen = mood::train(corpus->train, options);
  if (!unseen) return tools.fail(unseen.error().message);
  const auto mood = mood::Model::from_bytes(*unseen);
  if (!mood) return tools.fail(mood.error().message);
  const auto bytes = mood::train_toward(*mood, {topics->train, topics->every_day}, options);
  if (!bytes) return tools.fail(bytes.error().message);
  if (auto ok = write_model(command.out, *bytes); !ok) return tools.fail(ok.error().message);
  const auto toward = mood::Toward::from_bytes(*bytes);
  if (!toward) return tools.fail(toward.error().message);
  tell_made(command, tools, bytes->size(), topics->train.size());
  std::vector<mood::TopicRow> rows;
  for (const auto& one : topics->held_out) rows.push_back({post::name_of(one.label), one.topic, one.text});
  const auto scores = mood::evaluate(*mood, *toward, rows, language_of);
  if (!scores) return tools.fail(scores.error().message);
  tell_held_out("the topics, the whole post's mood", scores->post, tools);
  tell_held_out("the topics, the mood toward them", scores->toward, tools);
  return kDone;
}

int run_train_mood(const TrainCommand& command, const Tools& tools) {
  if (command.corrections) return run_train_layer(command, tools);
  const auto files = read_folder(command.data);
  if (!files) return tools.fail(files.error().message);
  const auto models = tools.load_models();
  if (!models) return tools.fail(models.error().message);
  const mood::LanguageOf language_of = [&](const text::Words& words) { return models->language.read(words).language; };
  if (command.folds > 0) return run_mood_folds(command, named(*files, "toward/"), language_of, tools);
  const auto corpus = mood::read_corpus(named(*files, "toward/"), language_of);
  if (!corpus) return tools.fail(corpus.error().message);
  learning::TrainOptions options;
  options.seed = command.seed;
  Progress progress(tools, "per mille");
  options.on_progress = [&](double share) { progress.show(static_cast<std::uint64_t>(share * 1000), share); };
  const auto bytes = mood::train(corpus->train, options);
  if (!bytes) return tools.fail(bytes.error().message);
  if (auto ok = write_model(command.out, *bytes); !ok) return tools.fail(ok.error().message);
  const auto model = mood::Model::from_bytes(*bytes);
  if (!model) return tools.fail(model.error().message);
  tell_made(command, tools, bytes->size(), corpus->train.size());
  for (const auto& [file, rows] : corpus->held_out) {
    const auto scores = mood::evaluate(*model, rows, language_of);
    if (!scores) return tools.fail(file + ": " + scores.error().message);
    tell_held_out(file, *scores, tools);
  }
  return kDone;
}

}  // namespace vigie::cli
