// For tests alone: a house of posts, and the shipped models of moods.
// Threads: owned by one test.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "mood/model.h"
#include "mood/toward.h"
#include "store/test_house.h"

namespace vigie::survey {

inline std::string shipped(const char* name) {
  std::ifstream file(std::filesystem::path(std::getenv("VIGIE_SOURCE_DIR")) / "models" / name, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

inline const mood::Model& shipped_model() {
  static const auto kModel = mood::Model::from_bytes(shipped("mood.vmm")).value();
  return kModel;
}

inline const mood::Toward& shipped_toward() {
  static const auto kToward = mood::Toward::from_bytes(shipped("toward.vtw")).value();
  return kToward;
}

class SurveyTest : public ::testing::Test {
 protected:
  SurveyTest() { EXPECT_TRUE(house.open()); }
  // Read by the model, as the pipeline does.
  void say(std::string_view id, std::string_view text, Time at = store::kNoon, std::string_view language = "fr") {
    post::Post post;
    post.id = id;
    post.source = "file:test";
    post.text = text;
    post.created_at = at;
    post.author = {"author", "author", ""};
    text::Words words;
    query::read_words(post, words);
    post::Reading reading;
    reading.language = *post::language_of(language);
    const auto mood = shipped_model().read(words, reading.language);
    std::copy(mood.begin(), mood.end(), reading.mood_p);
    house.add({post::Act::kSay, post}, reading);
  }
  store::House house;
};

}  // namespace vigie::survey
