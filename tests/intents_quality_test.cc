// How well the intents of posts are read that were written for it by others than those who wrote the rules, with the
// shipped models. The floors stand in models/floors.json: of each intent its precision and recall, in percent.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "intent/eval.h"
#include "language/model.h"
#include "mood/model.h"

namespace vigie {
namespace {

std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

class IntentsQuality : public ::testing::Test {
 protected:
  void hold(const std::string& file) {
    const auto bytes = read_file(source_ / "models/written" / file);
    const auto posts = intent::read_labelled_posts(bytes);
    ASSERT_TRUE(posts) << posts.error().message;
    const auto scores = intent::evaluate(intent::IntentsReader(), *posts, [&](const text::Words& words) {
      post::Reading reading;
      reading.language = languages_.read(words).language;
      const auto mood = moods_.read(words, reading.language);
      for (std::size_t i = 0; i < mood.size(); ++i) reading.mood_p[i] = mood[i];
      return reading;
    });
    const auto floors = nlohmann::json::parse(read_file(source_ / "models/floors.json")).at("intents").at(file);
    for (std::size_t i = 0; i < intent::kKinds; ++i) {
      const auto name = std::string(intent::name_of(static_cast<intent::Kind>(i)));
      const auto& score = scores.by_kind.at(i);
      std::cout << file << ' ' << name << " precision " << score.precision() << " recall " << score.recall() << " n "
                << score.meant << '\n';
      EXPECT_GE(score.precision() * 100, floors.at(name).at(0).get<double>()) << name;
      EXPECT_GE(score.recall() * 100, floors.at(name).at(1).get<double>()) << name;
    }
    std::cout << file << " whole " << scores.whole << " of " << scores.posts << ", names " << scores.named_right
              << " of " << scores.named << '\n';
  }

  std::filesystem::path source_ = std::getenv("VIGIE_SOURCE_DIR");
  mood::Model moods_ = mood::Model::from_bytes(read_file(source_ / "models/mood.vmm")).value();
  language::Model languages_ = language::Model::from_bytes(read_file(source_ / "models/language.vml")).value();
};

TEST_F(IntentsQuality, OfFrenchHoldsItsFloors) { hold("intents-fr.tsv"); }
TEST_F(IntentsQuality, OfEnglishHoldsItsFloors) { hold("intents-en.tsv"); }

}  // namespace
}  // namespace vigie
