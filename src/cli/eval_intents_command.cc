#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>

#include "cli/commands.h"
#include "cli/read_whole.h"
#include "intent/eval.h"

namespace vigie::cli {
namespace {

using nlohmann::ordered_json;

ordered_json names_of(const std::bitset<intent::kKinds>& kinds) {
  ordered_json out = ordered_json::array();
  for (std::size_t i = 0; i < intent::kKinds; ++i) {
    if (kinds[i]) out.push_back(intent::name_of(static_cast<intent::Kind>(i)));
  }
  return out;
}

void print_grounds(const intent::LabelledPost& post, const std::vector<intent::Shown>& shown, const Tools& tools) {
  ordered_json read = ordered_json::object();
  for (const auto& one : shown) {
    ordered_json grounds = ordered_json::array();
    for (const auto& ground : one.grounds) grounds.push_back({{"why", ground.why}, {"word", ground.word}});
    ordered_json told = {{"grounds", grounds}};
    if (one.kind == intent::Kind::kSwitches) {
      told["from"] = one.from;
      told["to"] = one.to;
    }
    read[std::string(intent::name_of(one.kind))] = told;
  }
  const ordered_json out = {{"intents", names_of(post.kinds)}, {"text", post.text}, {"read", read}};
  tools.print(out.dump(-1, ' ', false, ordered_json::error_handler_t::replace) + "\n");
}

void print_scores(const intent::IntentScores& scores, double seconds, const EvalCommand& command, const Tools& tools) {
  const double rate = seconds > 0 ? static_cast<double>(scores.posts) / seconds : 0;
  ordered_json intents = ordered_json::object();
  for (std::size_t i = 0; i < intent::kKinds; ++i) {
    const auto& one = scores.by_kind.at(i);
    intents[std::string(intent::name_of(static_cast<intent::Kind>(i)))] = {{"precision", one.precision()},
                                                                           {"recall", one.recall()},
                                                                           {"f1", one.f1()},
                                                                           {"read", one.read},
                                                                           {"support", one.meant}};
  }
  if (command.json) {
    const ordered_json out = {{"n", scores.posts},     {"whole", scores.whole},
                              {"names", scores.named}, {"names_right", scores.named_right},
                              {"texts_per_s", rate},   {"intents", intents}};
    tools.print(out.dump() + "\n");
    return;
  }
  char line[256];
  std::snprintf(line, sizeof line, "n %llu  all right %llu  names of switches right %llu of %llu  %.0f texts/s\n",
                static_cast<unsigned long long>(scores.posts), static_cast<unsigned long long>(scores.whole),
                static_cast<unsigned long long>(scores.named_right), static_cast<unsigned long long>(scores.named),
                rate);
  tools.print(line);
  for (std::size_t i = 0; i < intent::kKinds; ++i) {
    const auto& one = scores.by_kind.at(i);
    std::snprintf(line, sizeof line, "  %-10s precision %.3f  recall %.3f  F1 %.3f  n %llu\n",
                  std::string(intent::name_of(static_cast<intent::Kind>(i))).c_str(), one.precision(), one.recall(),
                  one.f1(), static_cast<unsigned long long>(one.meant));
    tools.print(line);
  }
}

}  // namespace

int run_eval_intents(const EvalCommand& command, const Tools& tools) {
  const auto bytes = read_whole(command.file);
  if (!bytes) return tools.fail(bytes.error().message);
  const auto posts = intent::read_labelled_posts(*bytes);
  if (!posts) return tools.fail(command.file + ": " + posts.error().message);
  if (posts->empty()) return tools.fail(command.file + ": no rows");
  const auto models = tools.load_models();
  if (!models) return tools.fail(models.error().message);
  const auto reading_of = [&](const text::Words& words) {
    post::Reading out;
    out.language = models->language.read(words).language;
    const auto mood = models->mood.read(words, out.language);
    std::copy(mood.begin(), mood.end(), out.mood_p);
    return out;
  };
  const intent::IntentsReader reader;
  if (command.explain) {
    intent::evaluate(reader, *posts, reading_of,
                     [&](const intent::LabelledPost& post, const std::vector<intent::Shown>& shown) {
                       print_grounds(post, shown, tools);
                     });
  }
  const auto begin = std::chrono::steady_clock::now();
  const auto scores = intent::evaluate(reader, *posts, reading_of);
  print_scores(scores, std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count(), command, tools);
  return kDone;
}

}  // namespace vigie::cli
