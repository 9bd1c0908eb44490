#include "watch/models.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

namespace vigie::watch {
namespace {

std::string shipped(const std::string& file) {
  std::ifstream in(std::string(std::getenv("VIGIE_SOURCE_DIR")) + "/models/" + file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// What a start is refused with.
std::string problem_of(const std::string& language, const std::string& mood) {
  const auto models = Models::load(language, mood);
  return models ? "" : models.error().message;
}

TEST(Models, AreRefusedByNameWhereOneIsBroken) {
  const std::string language = shipped("language.vml");
  const std::string mood = shipped("mood.vmm");
  EXPECT_EQ(problem_of(language, mood), "");
  EXPECT_EQ(problem_of(language, mood.substr(0, mood.size() / 2)),
            "mood: the model file is broken: its checksum does not fit");
  EXPECT_EQ(problem_of(language.substr(0, 1'000), mood),
            "language: the model file is broken: its checksum does not fit");
  EXPECT_EQ(problem_of(language, "").substr(0, 5), "mood:");
  EXPECT_EQ(problem_of("", mood).substr(0, 9), "language:");
  EXPECT_EQ(problem_of(mood, language).substr(0, 9), "language:") << "One in the place of the other.";
}

}  // namespace
}  // namespace vigie::watch
