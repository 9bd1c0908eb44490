#include <algorithm>
#include <nlohmann/json.hpp>
#include <vector>

#include "base/ascii.h"
#include "cli/commands.h"
#include "cli/tab_rows.h"
#include "language/eval.h"
#include "learning/scores.h"
#include "mood/eval.h"

namespace vigie::cli {
namespace {

using nlohmann::ordered_json;

Result<TabRows> read_labelled(const std::string& path) {
  auto rows = TabRows::read(path, "label");
  if (rows && rows->all().empty()) return invalid(path + ": no rows");
  return rows;
}

std::vector<learning::Row> labelled_of(const TabRows& rows) {
  std::vector<learning::Row> out;
  out.reserve(rows.all().size());
  for (const TabRow& row : rows.all()) out.push_back({row.key, row.rest});
  return out;
}

// Of a language that is not ours too: to be read as `unknown` is then right.
bool looks_like_language(std::string_view label) {
  const bool fits = label.size() == 2 || label.size() == 3;
  return label == "unknown" || (fits && std::all_of(label.begin(), label.end(), is_small));
}

Result<void> check_languages(const TabRows& rows) {
  for (const TabRow& row : rows.all()) {
    if (looks_like_language(row.key)) continue;
    return invalid(rows.where(row) + "the label '" + std::string(row.key) + "' is no code of a language, such as fr");
  }
  return {};
}

void print_scores(const learning::Scores& scores, double seconds, const EvalCommand& command, const Tools& tools) {
  const double rate = seconds > 0 ? static_cast<double>(scores.n) / seconds : 0;
  ordered_json classes = ordered_json::object();
  for (const auto& [label, one] : scores.classes) {
    classes[label] = {{"precision", one.precision}, {"recall", one.recall}, {"f1", one.f1}, {"support", one.support}};
  }
  const ordered_json out = {{"n", scores.n},
                            {"accuracy", scores.accuracy},
                            {"macro_recall", scores.macro_recall},
                            {"macro_f1", scores.macro_f1},
                            {"texts_per_s", rate},
                            {"classes", classes}};
  if (command.json) {
    tools.print(out.dump() + "\n");
    return;
  }
  char line[256];
  std::snprintf(line, sizeof line, "n %llu  accuracy %.4f  macro recall %.4f  macro F1 %.4f  %.0f texts/s\n",
                static_cast<unsigned long long>(scores.n), scores.accuracy, scores.macro_recall, scores.macro_f1, rate);
  tools.print(line);
  for (const auto& [label, one] : scores.classes) {
    std::snprintf(line, sizeof line, "  %-10s precision %.3f  recall %.3f  F1 %.3f  n %llu\n", label.c_str(),
                  one.precision, one.recall, one.f1, static_cast<unsigned long long>(one.support));
    tools.print(line);
  }
}

double seconds_since(std::chrono::steady_clock::time_point begin) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

template <typename Reason>
void print_reasons(std::string_view label, std::string_view read, std::string_view text,
                   const std::vector<Reason>& reasons, const Tools& tools) {
  ordered_json out = {{"label", label}, {"read", read}, {"text", text}, {"reasons", ordered_json::array()}};
  for (const auto& reason : reasons) out["reasons"].push_back({{"word", reason.word}, {"weight", reason.weight}});
  tools.print(out.dump(-1, ' ', false, ordered_json::error_handler_t::replace) + "\n");
}

}  // namespace

int run_eval_language(const EvalCommand& command, const Tools& tools) {
  const auto labelled = read_labelled(command.file);
  if (!labelled) return tools.fail(labelled.error().message);
  if (auto ok = check_languages(*labelled); !ok) return tools.fail(ok.error().message);
  const auto models = tools.load_models();
  if (!models) return tools.fail(models.error().message);
  const auto rows = labelled_of(*labelled);
  if (command.explain) {
    text::Words words;
    for (const auto& row : rows) {
      words.clear();
      words.add(text::Field::kText, row.text);
      print_reasons(row.label, post::code_of(models->language.read(words).language), row.text,
                    models->language.explain(words), tools);
    }
  }
  const auto begin = std::chrono::steady_clock::now();
  const auto scores = language::evaluate(models->language, rows);
  print_scores(scores, seconds_since(begin), command, tools);
  return kDone;
}

int run_eval_mood(const EvalCommand& command, const Tools& tools) {
  const auto labelled = read_labelled(command.file);
  if (!labelled) return tools.fail(labelled.error().message);
  const auto models = tools.load_models();
  if (!models) return tools.fail(models.error().message);
  const auto rows = labelled_of(*labelled);
  const mood::LanguageOf language_of = [&](const text::Words& words) { return models->language.read(words).language; };
  if (command.explain) {
    text::Words words;
    for (const auto& row : rows) {
      words.clear();
      words.add(text::Field::kText, row.text);
      const auto language = language_of(words);
      const auto read = mood::mood_of(models->mood.read(words, language));
      print_reasons(row.label, post::name_of(read), row.text, models->mood.explain(words, language), tools);
    }
  }
  const auto begin = std::chrono::steady_clock::now();
  const auto scores = mood::evaluate(models->mood, rows, language_of);
  if (!scores) return tools.fail(command.file + ": " + scores.error().message);
  print_scores(*scores, seconds_since(begin), command, tools);
  return kDone;
}

}  // namespace vigie::cli
