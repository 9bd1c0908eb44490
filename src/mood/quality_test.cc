// The shipped model on sets that it was not trained on, against the floors kept in models/floors.json.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "base/shared_data.h"
#include "mood/corpus.h"
#include "mood/toward_corpus.h"
#include "mood/toward_eval.h"

namespace vigie::mood {
namespace {

std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// "umsab/fr.dev.tsv" is of French; the language part, a neighbour, is not asked here.
post::LanguageId language_of_path(std::string_view path) {
  return *post::language_of(path.substr(path.rfind('/') + 1, 2));
}

TEST(Quality, OfTheShippedModelHoldsItsFloors) {
  VIGIE_NEEDS_SHARED_DATA();
  const std::filesystem::path source = std::getenv("VIGIE_SOURCE_DIR");
  const auto floors = nlohmann::json::parse(read_file(source / "models/floors.json")).at("mood");
  const auto model = Model::from_bytes(read_file(source / "models/mood.vmm"));
  ASSERT_TRUE(model) << model.error().message;
  for (const auto& item : floors.items()) {
    const std::string path = item.key();
    const std::string bytes = read_file(shared_data() + "/mood/" + path);
    const post::LanguageId own = language_of_path(path);
    const auto language = [own](const text::Words&) { return own; };
    const std::vector<learning::NamedFile> files = {{path, bytes}};
    const auto corpus = read_corpus(files, language);
    ASSERT_TRUE(corpus) << corpus.error().message;
    const auto scores = evaluate(*model, corpus->held_out.at(path), language);
    ASSERT_TRUE(scores);
    EXPECT_GE(scores->n, 300U) << path;
    EXPECT_GE(scores->macro_f1, item.value().get<double>()) << path;
  }
}

// Stars of 1 and 2 against 4 and 5, as a share of right readings.
TEST(Quality, OfReviewsHoldsItsFloor) {
  VIGIE_NEEDS_SHARED_DATA();
  const std::filesystem::path source = std::getenv("VIGIE_SOURCE_DIR");
  const auto floors = nlohmann::json::parse(read_file(source / "models/floors.json")).at("reviews");
  const auto model = Model::from_bytes(read_file(source / "models/mood.vmm"));
  ASSERT_TRUE(model) << model.error().message;
  for (const auto& item : floors.items()) {
    const std::string bytes = read_file(shared_data() + "/" + item.key());
    std::vector<learning::Row> rows;
    std::string_view left = bytes;
    for (std::string_view line; learning::take_line(left, line);) {
      const char stars = line.front();
      if (stars < '1' || stars > '5' || stars == '3') continue;  // The head, and those between.
      rows.push_back({stars < '3' ? "negative" : "positive", line.substr(line.rfind('\t') + 1)});
    }
    const auto scores = evaluate(*model, rows, [](const text::Words&) { return *post::language_of("fr"); });
    ASSERT_TRUE(scores);
    EXPECT_GE(scores->n, 10'000U);
    EXPECT_GE(scores->accuracy, item.value().get<double>()) << item.key();
  }
}

// A mood model that has learnt none of the posts with topics; the shipped one knows most of them by another label.
Result<Model> unseeing(std::string_view posts, std::string_view topics) {
  const std::vector<learning::NamedFile> files = {{"semeval/en.train.tsv", posts}, {"toward/en.train.tsv", topics}};
  const auto corpus = read_corpus(files, [](const text::Words&) { return *post::language_of("en"); });
  if (!corpus) return corpus.error();
  const auto bytes = train(corpus->train, {});
  return bytes ? Model::from_bytes(*bytes) : Result<Model>(bytes.error());
}

// Toward topics that were held out: a floor of macro recall, and three points over the mood of the whole post.
TEST(Quality, OfMoodTowardHeldOutTopicsIsAboveThatOfThePost) {
  VIGIE_NEEDS_SHARED_DATA();
  const std::filesystem::path source = std::getenv("VIGIE_SOURCE_DIR");
  const auto floors = nlohmann::json::parse(read_file(source / "models/floors.json")).at("toward");
  const auto toward = Toward::from_bytes(read_file(source / "models/toward.vtw"));
  ASSERT_TRUE(toward) << toward.error().message;
  const std::string topics = read_file(shared_data() + "/mood/toward/en.train.tsv");
  const auto mood = unseeing(read_file(shared_data() + "/mood/semeval/en.train.tsv"), topics);
  ASSERT_TRUE(mood) << mood.error().message;
  std::vector<TopicRow> rows;
  std::string_view left = topics;
  for (std::string_view line; learning::take_line(left, line);) {
    const std::size_t first = line.find('\t');
    const std::size_t second = line.find('\t', first + 1);
    const std::string_view topic = line.substr(first + 1, second - first - 1);
    if (is_topic_held_out(topic)) rows.push_back({line.substr(0, first), topic, line.substr(second + 1)});
  }
  const auto scores = evaluate(*mood, *toward, rows, [](const text::Words&) { return *post::language_of("en"); });
  ASSERT_TRUE(scores) << scores.error().message;
  EXPECT_GE(scores->toward.n, 3'000U);
  EXPECT_GE(scores->toward.macro_recall, floors.at("toward/en.train.tsv").get<double>());
  EXPECT_GE(scores->toward.macro_recall, scores->post.macro_recall + 0.03);
}

// Posts of our own that name two brands, `text<TAB>brand<TAB>mood`, by the shipped models.
TEST(Quality, OfMoodTowardTwoBrandsHoldsItsFloors) {
  const std::filesystem::path source = std::getenv("VIGIE_SOURCE_DIR");
  const auto floors = nlohmann::json::parse(read_file(source / "models/floors.json")).at("toward");
  const auto mood = Model::from_bytes(read_file(source / "models/mood.vmm"));
  const auto toward = Toward::from_bytes(read_file(source / "models/toward.vtw"));
  ASSERT_TRUE(mood && toward);
  for (const std::string language : {"fr", "en"}) {
    const std::string path = "written/toward-" + language + ".tsv";
    const std::string bytes = read_file(source / "models" / path);
    std::vector<TopicRow> rows;
    std::string_view left = bytes;
    for (std::string_view line; learning::take_line(left, line);) {
      const std::size_t first = line.find('\t');
      const std::size_t second = line.find('\t', first + 1);
      rows.push_back({line.substr(second + 1), line.substr(first + 1, second - first - 1), line.substr(0, first)});
    }
    const auto id = *post::language_of(language);
    const auto scores = evaluate(*mood, *toward, rows, [id](const text::Words&) { return id; });
    ASSERT_TRUE(scores) << scores.error().message;
    EXPECT_GE(scores->toward.n, 400U) << path;
    EXPECT_GE(scores->toward.macro_recall, floors.at(path).get<double>()) << path;
  }
}

}  // namespace
}  // namespace vigie::mood
