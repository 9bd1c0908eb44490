// Sources from the adding to the next process, with a door and a house of our own.
#include "listening/listening.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <thread>

#include "base/forgetful_disk.h"
#include "base/time_text.h"

namespace vigie::listening {
namespace {

using source::State;

bool comes_true(const std::function<bool()>& condition) {
  for (int i = 0; i < 3'000; ++i) {
    if (condition()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return false;
}

struct World {
  std::mutex lock;
  std::string body = "<rss><channel><item><guid>one</guid><title>a word</title></item></channel></rss>";
  std::string asked_with;  // The last If-None-Match.
  int asked = 0;
  int status = 200;
};

class FakeDoor final : public source::Door {
 public:
  explicit FakeDoor(World& world) : world_(world) {}
  Result<net::Answer> ask(const source::Ask& ask) override {
    const std::lock_guard hold(world_.lock);
    ++world_.asked;
    world_.asked_with = std::string(ask.headers.get("If-None-Match"));
    if (world_.status != 200) return net::Answer{world_.status, {}, {}};
    if (world_.asked_with == "\"a\"") return net::Answer{304, {}, {}};
    return net::Answer{200, {{"ETag", "\"a\""}}, world_.body};
  }

 private:
  World& world_;
};

// Keeps loads when it is told to, and may give them back.
class House final : public source::Intake {
 public:
  bool submit(source::Load load, source::Done done) override {
    const std::lock_guard hold(lock_);
    posts += load.batch.size();
    if (is_slow) {
      waiting_.push_back(std::move(done));
      return true;
    }
    if (is_broken) {
      done(unavailable("no space left on device"));
      return true;
    }
    source::Outcome outcome;
    outcome.accepted = load.batch.size();
    done(outcome);
    return true;
  }
  bool try_submit(source::Load&, source::Done&) override { return false; }
  void keep_all() {
    const std::lock_guard hold(lock_);
    is_slow = false;
    for (const auto& done : waiting_) done(source::Outcome{});
    waiting_.clear();
  }
  std::atomic<bool> is_slow = false, is_broken = false;
  std::atomic<std::size_t> posts = 0;

 private:
  std::mutex lock_;
  std::vector<source::Done> waiting_;
};

class ListeningTest : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = ::testing::TempDir() + "vigie_listening_" + std::to_string(::getpid());
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
    ASSERT_TRUE(disk_.make_folder("sources"));
    open();
  }
  void TearDown() override {
    house_.keep_all();
    listening_.reset();
    std::filesystem::remove_all(folder_);
  }
  void open() {
    listening_.reset();
    const Listening::World world{house_, clock_, disk_, log_,
                                 [this](const std::atomic<bool>&) { return std::make_unique<FakeDoor>(world_); }};
    auto opened = Listening::open(folder_ + "/vigie.db", "sources", world);
    ASSERT_TRUE(opened) << opened.error().message;
    listening_ = std::move(*opened);
    listening_->start();
  }
  Result<std::string> add() {
    return listening_->add({"feed", "Blog", {{"url", "https://example.org/feed"}}, ""}, "zoe");
  }
  source::Status status() { return listening_->list().at(0); }
  int asked() {
    const std::lock_guard hold(world_.lock);
    return world_.asked;
  }

  std::string folder_;
  ForgetfulDisk disk_;
  SilentLog log_;
  SystemClock clock_;
  World world_;
  House house_;
  std::unique_ptr<Listening> listening_;
};

TEST_F(ListeningTest, ReadsWhatAPersonAddedAndGoesOnInTheNextProcess) {
  const auto name = add();
  ASSERT_TRUE(name) << name.error().message;
  EXPECT_EQ(*name, "feed:example.org/feed");
  EXPECT_EQ(add().error().code, ErrorCode::kConflict);
  ASSERT_TRUE(comes_true([&] { return status().state == State::kLive && status().wait_until; }));
  EXPECT_EQ(status().posts, 1U);
  EXPECT_EQ(status().title, "Blog");
  EXPECT_TRUE(status().read_until);
  open();
  ASSERT_TRUE(comes_true([&] { return asked() == 2 && status().state == State::kLive; }));
  EXPECT_EQ(world_.asked_with, "\"a\"");
  EXPECT_EQ(house_.posts, 1U);
}

TEST_F(ListeningTest, RemembersNothingThatIsNotDurable) {
  house_.is_slow = true;
  ASSERT_TRUE(add());
  ASSERT_TRUE(comes_true([&] { return house_.posts == 1; }));
  EXPECT_FALSE(status().read_until);
  open();  // As after a crash: the house never said that it kept the load.
  ASSERT_TRUE(comes_true([&] { return house_.posts == 2; }));
  EXPECT_EQ(world_.asked_with, "");
}

TEST_F(ListeningTest, ReadsAgainWhatTheHouseGaveBack) {
  house_.is_broken = true;
  ASSERT_TRUE(add());
  ASSERT_TRUE(comes_true([&] { return status().state == State::kWaiting; }));
  EXPECT_NE(status().detail.find("no space left"), std::string::npos);
  house_.is_broken = false;
  ASSERT_TRUE(comes_true([&] { return status().state == State::kLive && status().posts == 1; }));
}

TEST_F(ListeningTest, SaysWhyItWaitsAndComesAgain) {
  world_.status = 500;
  ASSERT_TRUE(add());
  ASSERT_TRUE(comes_true([&] { return status().state == State::kWaiting && status().wait_until; }));
  EXPECT_NE(status().detail.find("HTTP 500"), std::string::npos);
  {
    const std::lock_guard hold(world_.lock);
    world_.status = 200;
  }
  ASSERT_TRUE(comes_true([&] { return status().state == State::kLive; }));
}

TEST_F(ListeningTest, PausesResumesAndRemoves) {
  ASSERT_TRUE(add());
  ASSERT_TRUE(comes_true([&] { return status().posts == 1 && status().wait_until; }));
  ASSERT_TRUE(listening_->pause("feed:example.org/feed"));
  EXPECT_EQ(status().state, State::kPaused);
  const int before = asked();
  open();
  EXPECT_EQ(status().state, State::kPaused);
  EXPECT_EQ(asked(), before);
  ASSERT_TRUE(listening_->resume("feed:example.org/feed"));
  ASSERT_TRUE(comes_true([&] { return asked() > before && status().state == State::kLive; }));
  ASSERT_TRUE(listening_->remove("feed:example.org/feed"));
  EXPECT_TRUE(listening_->list().empty());
  EXPECT_EQ(listening_->remove("feed:example.org/feed").error().code, ErrorCode::kNotFound);
  EXPECT_EQ(listening_->pause("feed:example.org/feed").error().code, ErrorCode::kNotFound);
  open();
  EXPECT_TRUE(listening_->list().empty());
}

TEST_F(ListeningTest, TriesWithoutKeepingAndRefusesWhatIsWrong) {
  post::Batch out;
  ASSERT_TRUE(listening_->try_out({"feed", "", {{"url", "https://example.org/feed"}}, ""}, 20, out));
  EXPECT_EQ(out.size(), 1U);
  EXPECT_EQ(house_.posts, 0U);
  EXPECT_TRUE(listening_->list().empty());
  EXPECT_EQ(listening_->add({"facebook", "", {}, ""}, "").error().code, ErrorCode::kInvalid);
  EXPECT_EQ(listening_->add({"feed", "", {}, ""}, "").error().code, ErrorCode::kInvalid);
  EXPECT_EQ(listening_->add({"feed", "", {{"url", "https://a.example/"}}, "s"}, "").error().code, ErrorCode::kInvalid);
}

}  // namespace
}  // namespace vigie::listening
