#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <vector>

#include "base/ascii.h"
#include "cli/commands.h"
#include "cli/tab_rows.h"
#include "language/eval.h"
#include "language/reader.h"
#include "learning/scores.h"
#include "mood/eval.h"
#include "mood/toward_eval.h"

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

ordered_json json_of(const learning::Scores& scores, double seconds) {
  ordered_json out = {{"n", scores.n},
                      {"accuracy", scores.accuracy},
                      {"macro_recall", scores.macro_recall},
                      {"macro_f1", scores.macro_f1},
                      {"texts_per_s", seconds > 0 ? static_cast<double>(scores.n) / seconds : 0},
                      {"classes", ordered_json::object()}};
  for (const auto& [label, one] : scores.classes) {
    out["classes"][label] = {
        {"precision", one.precision}, {"recall", one.recall}, {"f1", one.f1}, {"support", one.support}};
  }
  return out;
}

void print_line(std::string_view name, const learning::Scores& scores, double seconds, const Tools& tools) {
  char line[256];
  std::snprintf(line, sizeof line, "%.*sn %llu  accuracy %.4f  macro recall %.4f  macro F1 %.4f",
                static_cast<int>(name.size()), name.data(), static_cast<unsigned long long>(scores.n), scores.accuracy,
                scores.macro_recall, scores.macro_f1);
  tools.print(line);
  std::snprintf(line, sizeof line, "  %.0f texts/s", seconds > 0 ? static_cast<double>(scores.n) / seconds : 0);
  tools.print(seconds > 0 ? std::string(line) + "\n" : "\n");
  for (const auto& [label, one] : scores.classes) {
    std::snprintf(line, sizeof line, "  %-10s precision %.3f  recall %.3f  F1 %.3f  n %llu\n", label.c_str(),
                  one.precision, one.recall, one.f1, static_cast<unsigned long long>(one.support));
    tools.print(line);
  }
}

void print_scores(const learning::Scores& scores, double seconds, const EvalCommand& command, const Tools& tools) {
  if (!command.json) return print_line("", scores, seconds, tools);
  tools.print(json_of(scores, seconds).dump() + "\n");
}

void print_scores(const mood::TowardScores& scores, double seconds, const EvalCommand& command, const Tools& tools) {
  if (command.json) {
    ordered_json out = json_of(scores.toward, seconds);
    out["not_named"] = scores.not_named;
    out["post"] = json_of(scores.post, 0);
    out["post"].erase("texts_per_s");
    tools.print(out.dump() + "\n");
    return;
  }
  print_line("", scores.toward, seconds, tools);
  print_line("the mood of the whole post: ", scores.post, 0, tools);
  if (scores.not_named > 0) {
    tools.print("the topic is not named in " + std::to_string(scores.not_named) + ", read as a whole\n");
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

// The rest of each row is `topic<TAB>text`.
Result<std::vector<mood::TopicRow>> topics_of(const TabRows& rows) {
  std::vector<mood::TopicRow> out;
  out.reserve(rows.all().size());
  for (const TabRow& row : rows.all()) {
    const std::size_t tab = row.rest.find('\t');
    if (tab == std::string_view::npos || tab == 0) return invalid(rows.where(row) + "not label<TAB>topic<TAB>text");
    out.push_back({row.key, row.rest.substr(0, tab), row.rest.substr(tab + 1)});
  }
  return out;
}

// What is read toward the topic, and the clauses that it is read from.
void explain_toward(const watch::Models& models, const mood::TopicRow& row, const Tools& tools) {
  text::Words words;
  words.add(text::Field::kText, row.text);
  const auto language = models.language.read(words).language;
  const auto read = models.toward.explain(models.mood, words, language, mood::places_of(words, row.topic));
  ordered_json out = {{"label", row.label},
                      {"read", post::name_of(mood::mood_of(read.p))},
                      {"topic", row.topic},
                      {"text", row.text},
                      {"clauses", ordered_json::array()}};
  for (const mood::Clause& one : read.clauses) out["clauses"].push_back(row.text.substr(one.from, one.to - one.from));
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
  const auto languages = std::make_unique<language::Reader>(models->language);
  const mood::LanguageOf language_of = [&](const text::Words& words) { return languages->read(words).language; };
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

int run_eval_toward(const EvalCommand& command, const Tools& tools) {
  const auto labelled = read_labelled(command.file);
  if (!labelled) return tools.fail(labelled.error().message);
  const auto rows = topics_of(*labelled);
  if (!rows) return tools.fail(rows.error().message);
  const auto models = tools.load_models();
  if (!models) return tools.fail(models.error().message);
  if (command.explain) {
    for (const mood::TopicRow& row : *rows) explain_toward(*models, row, tools);
  }
  const mood::LanguageOf language_of = [&](const text::Words& words) { return models->language.read(words).language; };
  const auto begin = std::chrono::steady_clock::now();
  const auto scores = mood::evaluate(models->mood, models->toward, *rows, language_of);
  if (!scores) return tools.fail(command.file + ": " + scores.error().message);
  print_scores(*scores, seconds_since(begin), command, tools);
  return kDone;
}

}  // namespace vigie::cli
