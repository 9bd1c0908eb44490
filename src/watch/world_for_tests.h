// A house in a folder of its own for one test, with the real store on a real disk and models made
// on the spot. For tests alone. Threads: the test's.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <future>
#include <memory>
#include <string>

#include "base/posix_disk.h"
#include "base/time_text.h"
#include "language/train.h"
#include "mood/train.h"
#include "post/batch.h"
#include "watch/house.h"

namespace vigie::watch {

// Two languages and three moods are enough to go through every stage.
inline Models small_models() {
  const auto fr = post::language_of("fr").value();
  const auto en = post::language_of("en").value();
  const language::Example languages[] = {{fr, "la voiture est très belle et le moteur ronronne"},
                                         {fr, "je ne suis pas content du tout de la banque"},
                                         {en, "the car is very beautiful and the engine purrs"},
                                         {en, "i am not happy at all with the bank today"}};
  const mood::Example moods[] = {
      {post::Mood::kNegative, "awful bank", en}, {post::Mood::kNeutral, "the bank opens", en},
      {post::Mood::kPositive, "great car", en},  {post::Mood::kNegative, "une horreur", fr},
      {post::Mood::kPositive, "superbe", fr},    {post::Mood::kNeutral, "la gare", fr}};
  const auto language_bytes = language::train(languages, {});
  const auto mood_bytes = mood::train(moods, {});
  return Models::load(language_bytes.value(), mood_bytes.value()).value();
}

class HouseTest : public ::testing::Test {
 protected:
  void SetUp() override {
    static int number = 0;
    folder_ = std::filesystem::path(::testing::TempDir()) /
              ("vigie_house_" + std::to_string(::getpid()) + "_" + std::to_string(number++));
    std::filesystem::remove_all(folder_);
    static const Models models = small_models();
    models_ = &models;
  }
  void TearDown() override {
    house_.reset();
    std::filesystem::remove_all(folder_);
  }

  House::World world() { return {disk_, clock_, log_, *models_}; }

  void open(unsigned workers = 2) {
    house_.reset();
    HouseOptions options;
    options.folder = folder_;
    options.workers = workers;
    auto house = House::open(options, world());
    ASSERT_TRUE(house) << house.error().message;
    house_ = std::move(*house);
    house_->start();
  }

  static post::Post post(std::string_view id, std::string_view text) {
    post::Post out;
    out.id = id;
    out.source = "file:t";
    out.text = text;
    out.author.id = "zoe";
    out.author.handle = "zoe";
    out.created_at = *parse_time("2026-11-22T11:00:00Z");
    return out;
  }

  // Hands posts over and waits until they are durable.
  source::Outcome keep(std::initializer_list<post::Post> posts) {
    source::Load load;
    for (const auto& one : posts) load.batch.add(one);
    std::promise<Result<source::Outcome>> heard;
    EXPECT_TRUE(
        house_->pipeline().submit(std::move(load), [&](const Result<source::Outcome>& o) { heard.set_value(o); }));
    return heard.get_future().get().value();
  }

  std::uint64_t found(std::string_view text) {
    store::SearchOptions options;
    options.limit = store::kPageMax;
    return house_->store().search(query::parse(text).value(), options).value().hits.size();
  }

  std::filesystem::path folder_;
  PosixDisk disk_;
  ManualClock clock_{*parse_time("2026-11-22T12:00:00Z")};
  SilentLog log_;
  const Models* models_ = nullptr;
  std::unique_ptr<House> house_;
};

}  // namespace vigie::watch
