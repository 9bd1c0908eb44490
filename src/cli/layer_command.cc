// `vigie train mood --corrections`: what people of a folder said of the moods of posts becomes its layer.
#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/disk.h"
#include "cli/commands.h"
#include "judgement/correction_book.h"
#include "judgement/sample_book.h"
#include "learning/scores.h"
#include "mood/layer.h"
#include "mood/layer_training.h"
#include "query/document.h"
#include "signal/share.h"
#include "store/store.h"
#include "watch/layered.h"

namespace vigie::cli {
namespace {

// Somebody said something of this post.
struct Told {
  Time at{};
  std::optional<post::Mood> drawn;  // As a label of a post drawn at random says; none: it was corrected.
};
using ToldPosts = std::map<std::pair<std::string, std::string>, Told>;  // By source and id.

// A correction is the last word on a post, then the latest label.
Result<ToldPosts> read_told(const std::string& database) {
  ToldPosts out;
  const auto sample = judgement::SampleBook::open(database);
  if (!sample) return sample.error();
  auto ok = (*sample)->each([&](const judgement::Label& label) {
    out[{label.source, label.id}] = {label.at, label.mood};
  });
  if (!ok) return ok.error();
  const auto corrections = judgement::CorrectionBook::open(database);
  if (!corrections) return corrections.error();
  ok = (*corrections)->each(name_of(judgement::Standing::kHolds), [&](const judgement::Corrected& line) {
    if (!line.mood_right) return;
    const auto [told, is_new] = out.try_emplace({line.source, line.id}, Told{line.at, std::nullopt});
    if (!is_new) told->second.at = line.at;
  });
  if (!ok) return ok.error();
  return out;
}

// What is learnt from, and which of it is of the random sample, by its place.
struct Lessons {
  mood::LayerTraining training;
  std::vector<bool> is_drawn;
};

// Posts that are gone, edited since, or without words teach nothing.
void add_lesson(const store::Hit& hit, const Told& told, text::Words& words, Lessons& lessons) {
  std::optional<post::Mood> right = told.drawn;
  if (right && hit.post.edited_at && *hit.post.edited_at > told.at) right.reset();
  if (hit.reading.is_mood_corrected) right = hit.reading.mood();  // The log is the truth of it.
  if (!right) return;
  query::read_words(hit.post, words);
  if (lessons.training.add(words, hit.reading.language, *right)) lessons.is_drawn.push_back(told.drawn.has_value());
}

Result<Lessons> read_lessons(const ToldPosts& told, const mood::Model& model, const std::string& data,
                             const Tools& tools) {
  store::Options options;
  options.folder = data;
  options.disk = &tools.disk;
  options.clock = &tools.clock;
  options.log = &tools.log;
  options.read_only = true;  // A server may write here meanwhile.
  const auto store = store::Store::open(options);
  if (!store) return store.error();
  std::vector<ToldPosts::const_iterator> latest;
  for (auto at = told.begin(); at != told.end(); ++at) latest.push_back(at);
  std::sort(latest.begin(), latest.end(), [](auto a, auto b) {
    return a->second.at != b->second.at ? a->second.at > b->second.at : a->first < b->first;
  });
  Lessons out{mood::LayerTraining(model), {}};
  text::Words words;
  for (const auto& at : latest) {
    if (out.training.size() == mood::kLessonsMax) break;
    const auto hit = (*store)->get(at->first.first, at->first.second);
    if (!hit) return hit.error();
    if (!*hit) continue;
    add_lesson(**hit, at->second, words, out);
  }
  return out;
}

void tell_scores(const char* name, const learning::Confusion& confusion, const Tools& tools) {
  const auto scores = confusion.scores();
  signal::Share share{0, scores.n};
  for (const post::Mood mood : {post::Mood::kNegative, post::Mood::kNeutral, post::Mood::kPositive}) {
    share.part += confusion.count(post::name_of(mood), post::name_of(mood));
  }
  char line[160];
  std::snprintf(line, sizeof line, "  %-22s accuracy %.3f [%.3f, %.3f]  macro recall %.3f\n", name, share.value(),
                share.interval().low, share.interval().high, scores.macro_recall);
  tools.print(line);
}

// Of posts that were drawn at random, or of those that somebody corrected: two lines, and whether the layer helps.
bool tell_held_out(const char* what, bool is_drawn, const Lessons& lessons,
                   const std::vector<mood::LayerTraining::HeldOut>& held_out, const Tools& tools) {
  learning::Confusion model;
  learning::Confusion layered;
  for (std::size_t at = 0; at < held_out.size(); ++at) {
    if (lessons.is_drawn[at] != is_drawn) continue;
    model.add(post::name_of(held_out[at].right), post::name_of(held_out[at].model));
    layered.add(post::name_of(held_out[at].right), post::name_of(held_out[at].layered));
  }
  const auto n = model.scores().n;
  tools.print(std::string(what) + ": n " + std::to_string(n) + "\n");
  if (n == 0) return true;
  tell_scores("shipped model alone", model, tools);
  tell_scores("with the layer", layered, tools);
  return layered.scores().accuracy >= model.scores().accuracy;
}

}  // namespace

int run_train_layer(const TrainCommand& command, const Tools& tools) {
  const std::string data = command.data.empty() ? "vigie-data" : command.data;
  const std::string database = data + "/vigie.db";
  if (const auto there = tools.disk.open_to_read(database); !there) {
    return tools.fail("train: no data folder at " + data + "; name one with --data");
  }
  const auto models = tools.load_models();
  if (!models) return tools.fail(models.error().message);
  const auto told = read_told(database);
  if (!told) return tools.fail("train: " + told.error().message);
  const auto lessons = read_lessons(*told, models->mood, data, tools);
  if (!lessons) return tools.fail("train: " + lessons.error().message);
  const std::size_t count = lessons->training.size();
  if (count < mood::kLessonsMin) {
    return tools.fail("train: " + std::to_string(count) +
                      " posts have a mood that somebody corrected or labelled; fewer than " +
                      std::to_string(mood::kLessonsMin) + " teach nothing, and nothing is written");
  }
  tools.print("held out, five folds, each read by a layer that has not seen it:\n");
  const auto held_out = lessons->training.measure(command.seed);
  const bool helps = tell_held_out("random sample", true, *lessons, held_out, tools);
  tell_held_out("corrected posts (all were misread: they tell nothing of the others)", false, *lessons, held_out,
                tools);
  const std::string bytes = lessons->training.learn(command.seed);
  const auto layer = mood::Layer::from_bytes(bytes);
  if (!layer) return tools.fail(layer.error().message);
  const std::string file = watch::layer_file_of(data);
  if (auto ok = replace_file(tools.disk, file, bytes); !ok) return tools.fail("train: " + ok.error().message);
  tools.print(file + ": " + std::string(layer->version()) + " over " + std::string(layer->model()) + ", " +
              std::to_string(bytes.size()) + " bytes from " + std::to_string(count) + " posts\n");
  tools.print("It reads what comes in after the next start of whoever serves " + data + ".\n");
  if (!helps) {
    tools.note(
        "train: on the random sample the layer reads worse than the shipped model alone: label more, or remove " +
        file);
  }
  return kDone;
}

}  // namespace vigie::cli
