#include <nlohmann/json.hpp>
#include <vector>

#include "cli/commands.h"
#include "cli/read_whole.h"
#include "language/eval.h"
#include "learning/scores.h"
#include "mood/eval.h"

namespace vigie::cli {
namespace {

using nlohmann::ordered_json;

// A file of `label<TAB>text` lines; the rows borrow its bytes, which stay where they are.
struct Labelled {
  std::vector<char> bytes;  // A moved string might carry its few bytes elsewhere.
  std::vector<std::pair<std::string_view, std::string_view>> rows;
};

Result<Labelled> read_labelled(const std::string& path) {
  auto bytes = read_whole(path);
  if (!bytes) return bytes.error();
  Labelled out{{bytes->begin(), bytes->end()}, {}};
  std::string_view rest(out.bytes.data(), out.bytes.size());
  if (rest.starts_with("\xEF\xBB\xBF")) rest.remove_prefix(3);
  for (std::size_t number = 1; !rest.empty(); ++number) {
    const std::size_t end = rest.find('\n');
    auto line = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty()) continue;
    const std::size_t tab = line.find('\t');
    if (tab == std::string_view::npos) return invalid(path + ":" + std::to_string(number) + ": no tab after the label");
    out.rows.emplace_back(line.substr(0, tab), line.substr(tab + 1));
  }
  if (out.rows.empty()) return invalid(path + ": no rows");
  return out;
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
  const auto models = tools.load_models();
  if (!models) return tools.fail(models.error().message);
  std::vector<learning::Row> rows;
  for (const auto& [label, text] : labelled->rows) rows.push_back({label, text});
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
  std::vector<learning::Row> rows;
  for (const auto& [label, text] : labelled->rows) rows.push_back({label, text});
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
