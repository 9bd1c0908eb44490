// The shipped model on sets that it was not trained on, against the floors kept in models/floors.json.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "base/shared_data.h"
#include "mood/corpus.h"

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

}  // namespace
}  // namespace vigie::mood
