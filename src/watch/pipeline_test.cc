#include "watch/pipeline.h"

#include <fstream>
#include <sstream>
#include <thread>

#include "base/forgetful_disk.h"
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

TEST_F(PipelineTest, KeepsALoadOfAnySize) {
  open();
  constexpr int kMany = 9'000;  // More than the store takes at once.
  stream(1, kMany);
  EXPECT_EQ(house_->store().stats().posts, static_cast<std::uint64_t>(kMany));
}

// A codec with a bug.
class BrokenDecoder final : public source::Decoder {
 public:
  std::uint64_t decode(std::string_view, source::Place, Time, post::Batch&,
                       std::vector<source::Reject>&) const override {
    throw std::logic_error("off by one");
  }
};

TEST_F(PipelineTest, SetsAsideWhatMeetsABugAndGoesOn) {
  open();
  source::Load load;
  load.raw = "poison";
  load.decoder = std::make_shared<BrokenDecoder>();
  std::promise<Result<source::Outcome>> heard;
  ASSERT_TRUE(house_->pipeline().submit(std::move(load), [&](const auto& outcome) { heard.set_value(outcome); }));
  const auto outcome = heard.get_future().get().value();
  ASSERT_EQ(outcome.rejects.size(), 1U);
  EXPECT_EQ(outcome.rejects[0].raw, "poison");
  EXPECT_NE(outcome.rejects[0].reason.find("off by one"), std::string::npos);
  EXPECT_EQ(keep({post("1", "un")}).accepted, 1U);
  EXPECT_EQ(house_->pipeline().counts().bugs, 1U);
}

// A house on a disk in memory that can be full.
class FullDiskTest : public HouseTest {
 protected:
  void SetUp() override {
    HouseTest::SetUp();
    std::filesystem::create_directories(folder_);  // For the database, which lies on the real disk.
    HouseOptions options;
    options.folder = folder_;
    auto house = House::open(options, {full_disk_, clock_, log_, *models_});
    ASSERT_TRUE(house) << house.error().message;
    house_ = std::move(*house);
    house_->start();
  }

  std::future<Result<source::Outcome>> hand_over(std::string_view id, bool patient) {
    source::Load load;
    load.batch.add(post(id, "un mot"));
    load.patient = patient;
    auto heard = std::make_shared<std::promise<Result<source::Outcome>>>();
    EXPECT_TRUE(
        house_->pipeline().submit(std::move(load), [heard](const auto& outcome) { heard->set_value(outcome); }));
    return heard->get_future();
  }

  static bool told(const std::future<Result<source::Outcome>>& outcome, std::chrono::milliseconds wait) {
    return outcome.wait_for(wait) == std::future_status::ready;
  }

  ForgetfulDisk full_disk_;
};

TEST_F(FullDiskTest, APatientLoadWaitsAndAnotherIsGivenBack) {
  full_disk_.set_room(0);
  auto alone = hand_over("0", false);
  EXPECT_EQ(alone.get().error().code, ErrorCode::kUnavailable);
  EXPECT_TRUE(house_->pipeline().counts().waiting_for_disk);
  auto patient = hand_over("1", true);
  std::vector<std::future<Result<source::Outcome>>> others;
  for (int i = 0; i < 100; ++i) others.push_back(hand_over("2", false));  // More than the house has room for.
  for (auto& other : others) {
    ASSERT_TRUE(told(other, std::chrono::seconds(2)));
    EXPECT_EQ(other.get().error().code, ErrorCode::kUnavailable);
  }
  EXPECT_FALSE(told(patient, std::chrono::milliseconds(0)));
  EXPECT_EQ(found("mot"), 0U);
  full_disk_.set_room(std::nullopt);
  EXPECT_EQ(patient.get().value().accepted, 1U);
  EXPECT_EQ(hand_over("2", false).get().value().accepted, 1U);
  EXPECT_FALSE(house_->pipeline().counts().waiting_for_disk);
}

TEST_F(FullDiskTest, TheEndDoesNotWaitForADiskThatRefuses) {
  full_disk_.set_room(0);
  auto patient = hand_over("1", true);
  EXPECT_FALSE(told(patient, std::chrono::milliseconds(50)));
  const auto begin = std::chrono::steady_clock::now();
  house_->pipeline().close();
  EXPECT_FALSE(patient.get());
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::milliseconds(400));
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
