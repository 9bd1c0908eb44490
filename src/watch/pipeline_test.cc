#include "watch/pipeline.h"

#include <fstream>
#include <sstream>
#include <thread>

#include "source/decoders.h"
#include "watch/world_for_tests.h"

namespace vigie::watch {
namespace {

class PipelineTest : public HouseTest {
 protected:
  static std::string line(int id, std::string_view text) {
    return R"({"id":")" + std::to_string(id) + R"(","source":"file:t","time":"2026-11-22T11:00:00Z","text":")" +
           std::string(text) + "\"}\n";
  }

  // Hands over `loads` loads of raw lines from this thread and waits for all.
  void stream(int loads, int lines_per_load) {
    std::atomic<int> heard = 0;
    for (int i = 0; i < loads; ++i) {
      source::Load load;
      for (int k = 0; k < lines_per_load; ++k) load.raw += line(i * lines_per_load + k, "mot" + std::to_string(k % 7));
      load.decoder = source::json_lines_decoder();
      ASSERT_TRUE(house_->pipeline().submit(std::move(load), [&](const Result<source::Outcome>& outcome) {
        EXPECT_TRUE(outcome);
        ++heard;
      }));
    }
    while (heard < loads) std::this_thread::yield();
  }

  std::string log_bytes() const {
    std::ostringstream out;
    std::vector<std::filesystem::path> files;
    for (const auto& file : std::filesystem::directory_iterator(folder_ / "log")) files.push_back(file);
    std::sort(files.begin(), files.end());
    for (const auto& file : files) out << std::ifstream(file, std::ios::binary).rdbuf();
    return out.str();
  }
};

TEST_F(PipelineTest, TheSameInputGivesTheSameLogWithOneTwoOrFourWorkers) {
  std::string first;
  for (const unsigned workers : {1U, 2U, 4U}) {
    std::filesystem::remove_all(folder_);
    open(workers);
    stream(40, 50);
    house_.reset();
    const auto bytes = log_bytes();
    ASSERT_FALSE(bytes.empty());
    if (first.empty()) first = bytes;
    EXPECT_EQ(bytes, first) << workers << " workers";
  }
}

TEST_F(PipelineTest, TellsTheFateOfEachItemInOrder) {
  open();
  post::Post early = post("2", "trop tôt");
  early.created_at = *parse_time("1980-01-01T00:00:00Z");
  const auto outcome = keep({post("1", "un"), early, post("1", "un"), post("3", "trois")});
  using post::Fate;
  EXPECT_EQ(outcome.fates, (std::vector<Fate>{Fate::kAccepted, Fate::kRejected, Fate::kDuplicate, Fate::kAccepted}));
  ASSERT_EQ(outcome.rejects.size(), 1U);
  EXPECT_EQ(outcome.rejects[0].place.record, 2U);
}

TEST_F(PipelineTest, AWatchHoldsForTheNextLoad) {
  open();
  keep({post("1", "la Vauquelin rouge")});
  const auto watch = house_->watches().add({"Vauquelin", "vauquelin", "", "", ""}).value();
  keep({post("2", "encore une Vauquelin"), post("3", "autre chose")});
  EXPECT_EQ(house_->pipeline().counts().matches, 1U);
  ASSERT_TRUE(house_->watches().remove(watch->id));
  keep({post("4", "toujours Vauquelin")});
  EXPECT_EQ(house_->pipeline().counts().matches, 1U);
}

TEST_F(PipelineTest, WhatWasHandedOverBeforeTheCloseIsKept) {
  open();
  for (int i = 0; i < 20; ++i) {
    source::Load load;
    load.raw = line(i, "dernier");
    load.decoder = source::json_lines_decoder();
    ASSERT_TRUE(house_->pipeline().submit(std::move(load), [](const Result<source::Outcome>&) {}));
  }
  ASSERT_TRUE(house_->stop());
  EXPECT_FALSE(house_->pipeline().submit({}, [](const Result<source::Outcome>&) {}));
  open();
  EXPECT_EQ(found("dernier"), 20U);
}

TEST_F(PipelineTest, CountsWhatGoesThrough) {
  open();
  keep({post("1", "un"), post("2", "deux"), post("1", "un")});
  const auto counts = house_->pipeline().counts();
  EXPECT_EQ(counts.posts, 3U);
  EXPECT_EQ(counts.accepted, 2U);
  EXPECT_EQ(counts.duplicates, 1U);
  EXPECT_FALSE(counts.waiting_for_disk);
}

}  // namespace
}  // namespace vigie::watch
