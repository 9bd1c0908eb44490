// The shipped model on the held-out fifth, against the floors kept in models/floors.json.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "base/shared_data.h"
#include "language/corpus.h"
#include "language/eval.h"

namespace vigie::language {
namespace {

std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST(Quality, OfTheShippedModelHoldsItsFloors) {
  VIGIE_NEEDS_SHARED_DATA();
  const std::filesystem::path source = std::getenv("VIGIE_SOURCE_DIR");
  const auto floors = nlohmann::json::parse(read_file(source / "models/floors.json")).at("language");
  const auto model = Model::from_bytes(read_file(source / "models/language.vml"));
  ASSERT_TRUE(model) << model.error().message;
  for (const auto& [name, floor] : floors.items()) {
    const std::string path = "eld/" + name;
    const std::string bytes = read_file(shared_data() + "/language/" + path);
    const std::vector<learning::NamedFile> files = {{path, bytes}};
    const auto corpus = read_corpus(files);
    ASSERT_TRUE(corpus);
    const learning::Scores scores = evaluate(*model, corpus->held_out.at(path));
    EXPECT_GT(scores.n, 1'000U) << name;
    EXPECT_GE(scores.accuracy, floor.get<double>()) << name;
  }
}

}  // namespace
}  // namespace vigie::language
