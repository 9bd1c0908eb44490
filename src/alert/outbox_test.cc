#include "alert/outbox.h"

#include <gtest/gtest.h>

#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "alert/outbox_tables.h"

namespace vigie::alert {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

const Address kHook{Channel::kWebhook, "https://hooks.example/a", "secret"};
const Address kOther{Channel::kWebhook, "https://hooks.example/b", "secret"};
const Address kAda{Channel::kEmail, "ada@example.org", ""};

Notice message(std::int64_t alert, int update = 0, std::int64_t rule = 0) { return {alert, update, rule, false}; }

class OutboxTest : public ::testing::Test {
 protected:
  void SetUp() override {
    auto opened = Outbox::open(":memory:");
    ASSERT_TRUE(opened) << opened.error().message;
    outbox_ = std::move(*opened);
  }
  void add(const Notice& what, const Address& to) {
    const Outbox::Entry entries[] = {{to, "Subject", "{}", ""}};
    const auto added = outbox_->add(what, entries, now_);
    ASSERT_TRUE(added) << added.error().message;
  }
  std::vector<std::int64_t> due() {
    std::vector<std::int64_t> out;
    const auto all = outbox_->due(now_);
    for (const auto& one : *all) out.push_back(one.id);
    return out;
  }

  Time now_ = Time(hours(24 * 365 * 56));
  std::unique_ptr<Outbox> outbox_;
};

TEST_F(OutboxTest, TriesAgainFromFiveSecondsToAnHourApartForADay) {
  EXPECT_EQ(*next_try(1, now_, now_) - now_, seconds(5));
  EXPECT_EQ(*next_try(2, now_, now_) - now_, seconds(10));
  EXPECT_EQ(*next_try(5, now_, now_) - now_, seconds(80));
  EXPECT_EQ(*next_try(11, now_, now_) - now_, hours(1));
  EXPECT_EQ(*next_try(1'000'000, now_, now_) - now_, hours(1));
  EXPECT_TRUE(next_try(40, now_ - hours(23), now_));
  EXPECT_FALSE(next_try(2, now_ - hours(24), now_));
}

TEST_F(OutboxTest, QueuesTheSameMessageToOneAddressOnce) {
  add(message(1), kHook);
  add(message(1), kHook);
  add(message(1), kOther);
  add(message(1), kAda);
  EXPECT_EQ(outbox_->list(10, {})->size(), 3u);
  ASSERT_TRUE(outbox_->sent(1));
  add(message(1), kHook);
  EXPECT_EQ(outbox_->list(10, {})->size(), 3u) << "and not when it was sent either";
}

TEST_F(OutboxTest, QueuesForOneAddressWhatEachSecretSigns) {
  auto second = kHook;
  second.secret = "of another rule";
  for (int i = 0; i < 2; ++i) {
    add(message(1), kHook);
    add(message(1), second);
  }
  ASSERT_EQ(outbox_->list(10, {})->size(), 2u);
  EXPECT_EQ(due(), std::vector<std::int64_t>{1}) << "one after the other";
  ASSERT_TRUE(outbox_->sent(1));
  add(message(1), kHook);
  EXPECT_EQ(due(), std::vector<std::int64_t>{2});
  add(message(kTrial), kHook);
  add(message(kTrial), second);
  EXPECT_EQ(outbox_->list(10, {})->size(), 3u) << "a second's trial of an address is one, whatever signs it";
}

TEST_F(OutboxTest, LetsALaterUpdateWaitForTheEarlierOfItsAlertAlone) {
  add(message(1, 0), kHook);
  add(message(1, 1), kHook);
  add(message(2, 0), kHook);
  EXPECT_EQ(due(), (std::vector<std::int64_t>{1, 3}));
  ASSERT_TRUE(outbox_->failed(1, "busy", now_ + minutes(5)));
  EXPECT_EQ(due(), (std::vector<std::int64_t>{3}));
  ASSERT_TRUE(outbox_->failed(1, "gone", std::nullopt));
  EXPECT_EQ(due(), (std::vector<std::int64_t>{2, 3}));
}

TEST_F(OutboxTest, PutsThoseFirstThatWereTriedLeast) {
  add(message(1), kHook);
  ASSERT_TRUE(outbox_->failed(1, "busy", now_ + seconds(5)));
  now_ += seconds(5);
  add(message(2), kOther);
  EXPECT_EQ(due(), (std::vector<std::int64_t>{2, 1}));
}

TEST_F(OutboxTest, DoesNotWaitForATimeThatAClockSetBackHasMadeFarAway) {
  add(message(1), kHook);
  ASSERT_TRUE(outbox_->failed(1, "busy", now_ + minutes(30)));
  EXPECT_TRUE(due().empty());
  now_ -= hours(24);
  EXPECT_EQ(due(), (std::vector<std::int64_t>{1}));
}

TEST_F(OutboxTest, ForgetsSecretsAndTextsOnceTheyAreNotNeeded) {
  add(message(kTrial, 1), kHook);
  add(message(kTrial, 2), kHook);
  EXPECT_EQ((*outbox_->parcel(1))->to, kHook);
  EXPECT_EQ((*outbox_->parcel(1))->body, "{}");
  ASSERT_TRUE(outbox_->sent(1));
  ASSERT_TRUE(outbox_->failed(2, "gone", std::nullopt));
  EXPECT_FALSE(*outbox_->parcel(1));
  EXPECT_FALSE(*outbox_->parcel(2));
  const auto list = *outbox_->list(10, {});
  EXPECT_EQ(list[0].state, DeliveryState::kGivenUp);
  EXPECT_EQ(list[0].error, "gone");
  EXPECT_EQ(list[1].state, DeliveryState::kSent);
  EXPECT_EQ(list[1].attempts, 1);
  EXPECT_FALSE(list[1].next_at);
}

TEST_F(OutboxTest, HoldsNothingOfWhatAnAlertSaysNorOfWhatSignsIt) {
  add(message(1, 0, 4), kHook);
  const auto parcel = (*outbox_->parcel(1)).value();
  EXPECT_EQ(parcel.rule, 4);
  EXPECT_EQ(parcel.subject + parcel.body + parcel.to.secret, "");
}

TEST(OutboxTables, TakeOutWhatAnOlderHouseHasQueuedOfAlerts) {
  const auto path =
      std::filesystem::path(::testing::TempDir()) / ("vigie_outbox_" + std::to_string(::getpid()) + ".db");
  {
    auto database = storage::Database::open(path).value();
    ASSERT_TRUE(database->migrate("delivery", std::span(kDeliveryMigrations).first(1)));
    const std::string rest = ", 'https://hooks.example/a', '', 'secret', 'Subject', 'ada', 0, 'queued', 0, 0, 0, '')";
    ASSERT_TRUE(database->run("INSERT INTO delivery VALUES (1, 1, 0, 'webhook'" + rest));
    ASSERT_TRUE(database->run("INSERT INTO delivery VALUES (2, 0, 0, 'webhook'" + rest));
  }
  const auto outbox = Outbox::open(path).value();
  const auto parcel = (*outbox->parcel(1)).value();
  EXPECT_EQ(parcel.subject + parcel.body + parcel.to.secret, "");
  EXPECT_EQ((*outbox->parcel(2))->body, "ada") << "a trial's";
  for (const auto* end : {"", "-wal", "-shm"}) std::filesystem::remove(path.string() + end);
}

TEST_F(OutboxTest, GivesUpWhatAnAddressWithTooManyWaitingWouldGet) {
  for (std::size_t i = 0; i <= kWaitingMax; ++i) add(message(static_cast<std::int64_t>(i)), kHook);
  add(message(0), kOther);
  const auto list = *outbox_->list(2, {});
  EXPECT_EQ(list[0].state, DeliveryState::kQueued) << "another address is not concerned";
  EXPECT_EQ(list[1].state, DeliveryState::kGivenUp);
  EXPECT_NE(list[1].error.find("100 others wait"), std::string::npos);
}

TEST_F(OutboxTest, KeepsTheNewestThatAreFinalAndAllThatWait) {
  add(message(0), kAda);
  for (std::size_t i = 1; i <= kDeliveriesKept + 5; ++i) {
    const Outbox::Entry entries[] = {{kHook, "", "", "no way"}};
    ASSERT_TRUE(outbox_->add(message(static_cast<std::int64_t>(i)), entries, now_));
  }
  const auto list = *outbox_->list(2 * kDeliveriesKept, {});
  EXPECT_EQ(list.size(), kDeliveriesKept + 1);
  EXPECT_EQ(list.back().id, 1);
  EXPECT_EQ(outbox_->list(10, list[2].id)->front().id, list[3].id) << "pages go on below an id";
}

TEST(Address, IsOfOneMailboxOrOneUrl) {
  EXPECT_TRUE(check_address(kHook));
  EXPECT_TRUE(check_address(kAda));
  EXPECT_TRUE(check_address({Channel::kBrowser, "", ""}));
  EXPECT_FALSE(check_address({Channel::kBrowser, "ada", ""}));
  EXPECT_FALSE(check_address({Channel::kEmail, "ada@example.org, eve@example.org", ""}));
  for (const auto* bad :
       {"", "hooks.example", "ftp://hooks.example/", "wss://hooks.example/", "https://u:p@hooks.example/",
        "https://hooks.example/a b", "https://hooks.example/\r\nX: y", "file:///etc/passwd"}) {
    EXPECT_FALSE(check_address({Channel::kWebhook, bad, ""})) << bad;
  }
  EXPECT_FALSE(check_address({Channel::kWebhook, "https://hooks.example/" + std::string(2'000, 'x'), ""}));
  for (const auto channel : {Channel::kBrowser, Channel::kEmail, Channel::kWebhook}) {
    EXPECT_EQ(channel_of(name_of(channel)), channel);
  }
  EXPECT_FALSE(channel_of("pigeon"));
}

}  // namespace
}  // namespace vigie::alert
