#include "alert/courier.h"

#include <gtest/gtest.h>

#include <unistd.h>

#include <condition_variable>
#include <filesystem>
#include <map>
#include <thread>

namespace vigie::alert {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

Address hook(const std::string& name) { return {Channel::kWebhook, "https://hooks.example/" + name, "secret"}; }
const Address kAda{Channel::kEmail, "ada@example.org", ""};

Notice message(std::int64_t alert, int update = 0) { return {alert, update, 4, false}; }

// The outside: remembers what it was told, and answers by the address.
class Outside {
 public:
  Result<void> carry(const Parcel& parcel, const std::atomic<bool>& stop) {
    std::unique_lock lock(mutex_);
    ++calls_[parcel.to.address];
    told_.push_back(parcel);
    signal_.notify_all();
    while (slow_.contains(parcel.to.address) && !stop) signal_.wait_for(lock, std::chrono::milliseconds(20));
    if (stop) return unavailable("stopped");
    if (broken_.contains(parcel.to.address)) throw std::runtime_error("a bug");
    const auto answer = answers_.find(parcel.to.address);
    return answer == answers_.end() ? Result<void>{} : Result<void>(answer->second);
  }
  void answer(const Address& to, ErrorCode code) {
    const std::lock_guard lock(mutex_);
    answers_.insert_or_assign(to.address, Error{code, "no"});
  }
  void mend(const Address& to) {
    const std::lock_guard lock(mutex_);
    answers_.erase(to.address);
    slow_.erase(to.address);
    broken_.erase(to.address);
    signal_.notify_all();
  }
  void let_go(const Address& to) {
    const std::lock_guard lock(mutex_);
    slow_.erase(to.address);
    signal_.notify_all();
  }
  void be_broken(const Address& to) {
    const std::lock_guard lock(mutex_);
    broken_.insert(to.address);
  }
  void be_slow(const Address& to) {
    const std::lock_guard lock(mutex_);
    slow_.insert(to.address);
  }
  int calls(const Address& to) {
    const std::lock_guard lock(mutex_);
    return calls_[to.address];
  }
  std::vector<Parcel> told() {
    const std::lock_guard lock(mutex_);
    return told_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable signal_;
  std::map<std::string, int> calls_;
  std::map<std::string, Error> answers_;
  std::set<std::string> slow_, broken_;
  std::vector<Parcel> told_;
};

bool comes_true(const std::function<bool()>& condition) {
  for (int i = 0; i < 3'000 && !condition(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
  return condition();
}

class CourierTest : public ::testing::Test {
 protected:
  void SetUp() override {
    static int number = 0;
    path_ = std::filesystem::path(::testing::TempDir()) /
            ("vigie_courier_" + std::to_string(::getpid()) + "_" + std::to_string(number++) + ".db");
    open();
  }
  void TearDown() override {
    close();
    for (const auto* end : {"", "-wal", "-shm"}) std::filesystem::remove(path_.string() + end);
  }
  void open() {
    const auto way = [this](const Parcel& parcel, const std::atomic<bool>& stop) {
      return outside_.carry(parcel, stop);
    };
    const auto write = [this](const Parcel& parcel) -> Result<std::optional<Message>> {
      if (is_broken_) ++broke_;
      if (is_broken_) throw std::runtime_error("a bug of ours");
      if (is_unasked_ || parcel.rule != 4) return std::optional<Message>();
      return std::optional(Message{"Sujet", "Subject", "Texte", "Text", R"({"id":"1"})", "secret"});
    };
    auto opened = Courier::open(path_, {clock_, log_, [this] { ++changes_; }, has_mail_ ? Carry(way) : Carry(), way,
                                        write, french_, may_be_private_, sealed_});
    ASSERT_TRUE(opened) << opened.error().message;
    courier_ = std::move(*opened);
  }
  void start() {
    thread_ = std::thread([this] { courier_->run(); });
  }
  void close() {
    if (courier_) courier_->stop();
    if (thread_.joinable()) thread_.join();
    courier_.reset();
  }
  void post(const Notice& what, std::vector<Address> to) {
    const auto posted = courier_->post(what, to);
    ASSERT_TRUE(posted) << posted.error().message;
  }
  std::vector<Delivery> list() { return *courier_->list(1'000, {}); }
  bool becomes(std::size_t index_from_newest, DeliveryState state) {
    return comes_true([&] { return list().at(index_from_newest).state == state; });
  }

  std::filesystem::path path_;
  ManualClock clock_{Time(hours(24 * 365 * 56))};
  SilentLog log_;
  Outside outside_;
  std::atomic<int> changes_ = 0;
  bool has_mail_ = true;
  bool french_ = true;
  bool may_be_private_ = false;
  bool sealed_ = false;
  std::atomic<bool> is_unasked_ = false;
  std::atomic<bool> is_broken_ = false;
  std::atomic<int> broke_ = 0;
  std::unique_ptr<Courier> courier_;
  std::thread thread_;
};

TEST_F(CourierTest, TellsEachAddressOnceInItsOwnForm) {
  start();
  post(message(1), {hook("a"), kAda, {Channel::kBrowser, "", ""}});
  post(message(1), {hook("a"), kAda});
  ASSERT_TRUE(becomes(0, DeliveryState::kSent));
  ASSERT_TRUE(becomes(1, DeliveryState::kSent));
  EXPECT_EQ(list().size(), 2u) << "the browser is told by its page";
  EXPECT_EQ(outside_.told().size(), 2u);
  for (const auto& parcel : outside_.told()) {
    const bool is_letter = parcel.to.channel == Channel::kEmail;
    EXPECT_EQ(parcel.subject, "Sujet");
    EXPECT_EQ(parcel.body, is_letter ? "Texte" : R"({"id":"1"})");
    EXPECT_EQ(parcel.to, is_letter ? kAda : hook("a"));
  }
  EXPECT_GE(changes_, 3);
}

TEST_F(CourierTest, TriesAgainWhenItsTimeHasComeUnderTheSameId) {
  outside_.answer(hook("a"), ErrorCode::kUnavailable);
  start();
  post(message(1), {hook("a")});
  ASSERT_TRUE(becomes(0, DeliveryState::kFailed));
  EXPECT_EQ(list()[0].error, "no");
  EXPECT_EQ(list()[0].next_at, clock_.now() + seconds(5));
  outside_.mend(hook("a"));
  clock_.advance(seconds(5));
  ASSERT_TRUE(becomes(0, DeliveryState::kSent));
  EXPECT_EQ(list()[0].attempts, 2);
  EXPECT_EQ(list()[0].error, "");
  EXPECT_EQ(outside_.told()[0].id, outside_.told()[1].id);
}

TEST_F(CourierTest, CountsWhatBreaksOnTheWayAsAFailedTryOfThatAddressAlone) {
  outside_.be_broken(hook("a"));
  start();
  post(message(1), {hook("a"), hook("b")});
  ASSERT_TRUE(becomes(0, DeliveryState::kSent));
  ASSERT_TRUE(becomes(1, DeliveryState::kFailed));
  EXPECT_NE(list()[1].error.find("a bug"), std::string::npos) << list()[1].error;
  outside_.mend(hook("a"));
  clock_.advance(seconds(5));
  EXPECT_TRUE(becomes(1, DeliveryState::kSent));
}

TEST_F(CourierTest, GivesUpAfterADayOrAFinalWord) {
  outside_.answer(hook("a"), ErrorCode::kUnavailable);
  outside_.answer(hook("b"), ErrorCode::kRefused);
  start();
  post(message(1), {hook("a"), hook("b")});
  ASSERT_TRUE(becomes(0, DeliveryState::kGivenUp));
  ASSERT_TRUE(becomes(1, DeliveryState::kFailed));
  EXPECT_EQ(courier_->counts()->waiting, 1U);
  clock_.advance(hours(24));
  ASSERT_TRUE(becomes(1, DeliveryState::kGivenUp));
  EXPECT_EQ(courier_->counts()->waiting, 0U);
  EXPECT_TRUE(comes_true([&] { return courier_->counts()->failed == 1 && courier_->counts()->given_up == 2; }));
  EXPECT_EQ(outside_.calls(hook("a")), 2);
  EXPECT_EQ(outside_.calls(hook("b")), 1);
}

TEST_F(CourierTest, LetsNobodyWaitForAnAddressThatIsSlow) {
  start();
  for (std::size_t i = 0; i + 1 < kWebhooksAtOnce; ++i) {
    const auto slow = hook("slow" + std::to_string(i));
    outside_.be_slow(slow);
    for (int alert = 1; alert <= 3; ++alert) post(message(alert), {slow});
  }
  ASSERT_TRUE(comes_true([&] { return outside_.told().size() == kWebhooksAtOnce - 1; }));
  post(message(9), {kAda, hook("a")});
  EXPECT_TRUE(becomes(0, DeliveryState::kSent));
  EXPECT_TRUE(becomes(1, DeliveryState::kSent));
  for (std::size_t i = 0; i + 1 < kWebhooksAtOnce; ++i) EXPECT_EQ(outside_.calls(hook("slow" + std::to_string(i))), 1);
}

TEST_F(CourierTest, LeavesRoomForTheFirstTriesOfOthersHoweverManyFailSlowly) {
  start();
  std::vector<Address> bad;
  for (int i = 0; i < 20; ++i) bad.push_back(hook("bad" + std::to_string(i)));
  for (const auto& one : bad) outside_.answer(one, ErrorCode::kUnavailable);
  post(message(1), bad);
  ASSERT_TRUE(comes_true([&] {
    const auto all = list();
    return std::all_of(all.begin(), all.end(), [](auto& one) { return one.state == DeliveryState::kFailed; });
  }));
  for (const auto& one : bad) outside_.be_slow(one);
  clock_.advance(seconds(5));
  ASSERT_TRUE(comes_true([&] { return outside_.told().size() == bad.size() + kSecondTriesAtOnce; }));
  post(message(2), {hook("a")});
  EXPECT_TRUE(becomes(0, DeliveryState::kSent));
  EXPECT_EQ(outside_.told().size(), bad.size() + kSecondTriesAtOnce + 1);
}

TEST_F(CourierTest, SendsAfterARestartWhatWaitedAndNothingTwice) {
  post(message(1), {hook("a"), kAda});
  close();
  open();
  post(message(1), {hook("a"), kAda});
  start();
  ASSERT_TRUE(becomes(0, DeliveryState::kSent));
  ASSERT_TRUE(becomes(1, DeliveryState::kSent));
  close();
  open();
  post(message(1), {hook("a"), kAda});
  start();
  post(message(2), {hook("a")});
  ASSERT_TRUE(becomes(0, DeliveryState::kSent));
  EXPECT_EQ(outside_.told().size(), 3u);
}

TEST_F(CourierTest, TriesAgainAtTheNextStartWhatAStopHasCut) {
  outside_.be_slow(hook("a"));
  start();
  post(message(1), {hook("a")});
  ASSERT_TRUE(comes_true([&] { return outside_.calls(hook("a")) == 1; }));
  close();
  outside_.mend(hook("a"));
  open();
  EXPECT_EQ(list()[0].state, DeliveryState::kQueued) << "a stop is no fault of theirs";
  start();
  EXPECT_TRUE(becomes(0, DeliveryState::kSent));
}

TEST_F(CourierTest, TellsThatNoMailServerIsConfigured) {
  post(message(1), {kAda});
  close();
  has_mail_ = false;
  open();
  start();
  post(message(2), {kAda});
  ASSERT_TRUE(becomes(0, DeliveryState::kGivenUp));
  ASSERT_TRUE(becomes(1, DeliveryState::kGivenUp)) << "nor does one wait for ever that was queued before";
  EXPECT_NE(list()[0].error.find("alerts.smtp"), std::string::npos);
}

TEST_F(CourierTest, LetsNothingOfARehearsalOut) {
  close();
  sealed_ = true;
  open();
  start();
  post(message(1), {kAda, hook("a")});
  EXPECT_EQ(list()[0].state, DeliveryState::kGivenUp);
  EXPECT_EQ(list()[1].state, DeliveryState::kGivenUp);
  close();
  EXPECT_TRUE(outside_.told().empty());
}

TEST_F(CourierTest, WritesInTheLanguageOfTheHouse) {
  close();
  french_ = false;
  open();
  start();
  post(message(1), {kAda});
  ASSERT_TRUE(becomes(0, DeliveryState::kSent));
  EXPECT_EQ(outside_.told()[0].body, "Text");
}

TEST_F(CourierTest, GivesUpWhatNobodyAsksForAnyMoreAtOnce) {
  outside_.answer(hook("a"), ErrorCode::kUnavailable);
  start();
  post(message(1), {hook("a")});
  post(message(1, 1), {hook("a")});
  ASSERT_TRUE(becomes(1, DeliveryState::kFailed));
  is_unasked_ = true;
  ASSERT_TRUE(courier_->look_again(4));
  EXPECT_TRUE(becomes(1, DeliveryState::kGivenUp));
  EXPECT_TRUE(becomes(0, DeliveryState::kGivenUp));
  EXPECT_EQ(outside_.calls(hook("a")), 1);
}

TEST_F(CourierTest, WhatWaitsIsCancelledAndWhatIsOverIsNot) {
  outside_.answer(hook("a"), ErrorCode::kUnavailable);
  start();
  post(message(1), {hook("a")});
  ASSERT_TRUE(becomes(0, DeliveryState::kFailed));
  ASSERT_TRUE(courier_->cancel(1, "cancelled by Ada"));
  EXPECT_EQ(list()[0].state, DeliveryState::kGivenUp);
  EXPECT_EQ(list()[0].error, "cancelled by Ada");
  EXPECT_EQ(courier_->cancel(1, "").error().code, ErrorCode::kConflict);
  EXPECT_EQ(courier_->cancel(2, "").error().code, ErrorCode::kNotFound);
  clock_.advance(hours(1));
  post(message(2), {hook("b")});
  ASSERT_TRUE(becomes(0, DeliveryState::kSent));
  EXPECT_EQ(outside_.calls(hook("a")), 1);
}

TEST_F(CourierTest, WhatIsCancelledOnItsWayStaysSoWhereItFails) {
  outside_.be_slow(hook("a"));
  outside_.answer(hook("a"), ErrorCode::kUnavailable);
  start();
  post(message(1), {hook("a")});
  ASSERT_TRUE(comes_true([&] { return outside_.calls(hook("a")) == 1; }));
  ASSERT_TRUE(courier_->cancel(1, "cancelled by Ada"));
  outside_.let_go(hook("a"));
  post(message(2), {hook("a")});
  ASSERT_TRUE(becomes(0, DeliveryState::kFailed));
  EXPECT_EQ(list()[1].error, "cancelled by Ada");
  EXPECT_FALSE(list()[1].next_at);
}

TEST_F(CourierTest, SaysBeforehandWhatTheGuardWouldRefuse) {
  const auto local = [](const std::string& host) { return Address{Channel::kWebhook, "http://" + host + "/", ""}; };
  for (const auto* host : {"localhost:8080", "127.0.0.1", "10.0.0.1", "[::1]", "169.254.169.254"}) {
    const auto ok = courier_->check(local(host));
    ASSERT_FALSE(ok) << host;
    EXPECT_NE(ok.error().message.find("alerts.webhook_private"), std::string::npos);
  }
  EXPECT_TRUE(courier_->check(hook("a")));
  EXPECT_TRUE(courier_->check(kAda));
  close();
  may_be_private_ = true;
  open();
  EXPECT_TRUE(courier_->check(local("10.0.0.1")));
}

TEST_F(CourierTest, AMistakeOfItsOwnStopsNoOtherRound) {
  is_broken_ = true;
  start();
  post(message(1), {hook("a")});
  ASSERT_TRUE(comes_true([&] { return broke_ > 0; }));
  is_broken_ = false;
  EXPECT_TRUE(becomes(0, DeliveryState::kSent));
}

}  // namespace
}  // namespace vigie::alert
