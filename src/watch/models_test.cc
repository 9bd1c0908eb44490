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
std::string problem_of(const std::string& language, const std::string& mood, const std::string& toward) {
  const auto models = Models::load({language, mood, toward});
  return models ? "" : models.error().message;
}

TEST(Models, AreRefusedByNameWhereOneIsBroken) {
  const std::string language = shipped("language.vml");
  const std::string mood = shipped("mood.vmm");
  const std::string toward = shipped("toward.vtw");
  const auto half = [](const std::string& bytes) { return bytes.substr(0, bytes.size() / 2); };
  EXPECT_EQ(problem_of(language, mood, toward), "");
  EXPECT_EQ(problem_of(language, half(mood), toward), "mood: the model file is broken: its checksum does not fit");
  EXPECT_EQ(problem_of(half(language), mood, toward), "language: the model file is broken: its checksum does not fit");
  EXPECT_EQ(problem_of(language, mood, half(toward)).substr(0, 7), "toward:");
  EXPECT_EQ(problem_of(language, "", toward).substr(0, 5), "mood:");
  EXPECT_EQ(problem_of("", mood, toward).substr(0, 9), "language:");
  EXPECT_EQ(problem_of(mood, language, toward).substr(0, 9), "language:") << "One in the place of the other.";
}

}  // namespace
}  // namespace vigie::watch
