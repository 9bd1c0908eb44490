#include <thread>

#include "people/people_for_tests.h"

namespace vigie::people {
namespace {

using SessionsTest = PeopleTest;
using std::chrono::hours;
using std::chrono::minutes;

TEST_F(SessionsTest, WhoLogsInIsKnownByTheirSecretUntilTheyLogOut) {
  add("ada");
  const auto login = log_in("ADA");
  const auto pass = session_pass(login.secret);
  const auto caller = who(pass).value();
  EXPECT_EQ(caller.role, Role::kManager);
  EXPECT_EQ(caller.account, text_of(login.account.id));
  EXPECT_EQ(caller.name, "ada");
  ASSERT_TRUE(people_->log_out(pass));
  EXPECT_FALSE(who(pass));
}

TEST_F(SessionsTest, AWrongPasswordAndAnUnknownNameAreRefusedAlike) {
  add("ada");
  for (const auto& login : {log_in("ada", "not the password"), log_in("eve"), log_in("ada", "")}) {
    EXPECT_EQ(login.secret, "");
    EXPECT_EQ(login.wait, Micros(0));
  }
}

TEST_F(SessionsTest, NobodyIsKnownByAForgedSecret) {
  add("ada");
  log_in("ada");
  EXPECT_FALSE(who(session_pass("")));
  EXPECT_FALSE(who(session_pass("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")));
  EXPECT_FALSE(who(token_pass(log_in("ada").secret)));
  EXPECT_FALSE(who({}));
}

TEST_F(SessionsTest, ASessionThatNobodyUsesEnds) {
  add("ada");
  const auto pass = pass_of("ada");
  clock_.advance(kSessionIdleMax - minutes(1));
  EXPECT_TRUE(who(pass));
  clock_.advance(kSessionIdleMax - minutes(1));
  EXPECT_TRUE(people_->who(pass, Use::kLook));
  clock_.advance(minutes(1));
  EXPECT_FALSE(who(pass));
}

TEST_F(SessionsTest, EverySessionEnds) {
  add("ada");
  const auto pass = pass_of("ada");
  for (auto age = hours(0); age < kSessionAgeMax; age += hours(6)) {
    EXPECT_TRUE(who(pass)) << age.count();
    clock_.advance(hours(6));
  }
  EXPECT_FALSE(who(pass));
}

TEST_F(SessionsTest, ASessionOutlivesARestartWithItsLastUse) {
  add("ada");
  const auto pass = pass_of("ada");
  clock_.advance(hours(8));
  EXPECT_TRUE(who(pass));
  reopen();
  clock_.advance(hours(8));
  EXPECT_TRUE(who(pass));
}

TEST_F(SessionsTest, TheLastUseIsKeptNowAndThenWhileTheHouseRuns) {
  add("ada");
  const auto pass = pass_of("ada");
  clock_.advance(hours(8));
  EXPECT_TRUE(who(pass));
  ASSERT_TRUE(people_->remember_use());
  const auto beside = People::open(folder_ / "vigie.db", clock_, kLeastCost).value();  // As after a crash.
  clock_.advance(hours(8));
  EXPECT_TRUE(beside->who(pass, Use::kLook));
}

TEST_F(SessionsTest, ANewPasswordEndsTheSessionsOfTheOldOne) {
  const auto ada = add("ada").id;
  const auto pass = pass_of("ada");
  ASSERT_TRUE(people_->set_password(ada, "another lantern inland"));
  EXPECT_FALSE(who(pass));
  EXPECT_EQ(log_in("ada").secret, "");
  EXPECT_NE(log_in("ada", "another lantern inland").secret, "");
  reopen();
  EXPECT_FALSE(who(pass));
}

TEST_F(SessionsTest, OneSessionTooManyEndsTheOneThatWasUsedTheLongestAgo) {
  add("ada");
  std::vector<Pass> passes;
  for (std::size_t i = 0; i < kSessionsPerAccountMax; ++i) {
    passes.push_back(pass_of("ada"));
    clock_.advance(minutes(1));
  }
  EXPECT_TRUE(who(passes[0]));
  const auto newest = pass_of("ada");
  EXPECT_TRUE(who(newest));
  EXPECT_TRUE(who(passes[0]));
  EXPECT_FALSE(who(passes[1]));
}

TEST_F(SessionsTest, AMandateThatHasEndedLeavesAnExpertWithoutTopics) {
  add("ada");
  auto expert = draft("naima", Role::kExpert);
  expert.topics = {"motor"};
  expert.mandate_until = clock_.now() + hours(1);
  ASSERT_TRUE(people_->add(expert, kPassword));
  const auto pass = pass_of("naima");
  EXPECT_EQ(who(pass)->topics, expert.topics);
  clock_.advance(hours(1));
  EXPECT_EQ(who(pass)->role, Role::kExpert);
  EXPECT_TRUE(who(pass)->topics.empty());
  EXPECT_EQ(who(pass)->mandate_until, expert.mandate_until);
}

TEST_F(SessionsTest, TooManyTriesMustWaitAlsoWithTheRightPassword) {
  add("ada");
  for (unsigned i = 0; i < LoginGate::kOfName.at_once; ++i) EXPECT_EQ(log_in("Ada", "a wrong guess").wait, Micros(0));
  const auto refused = log_in("ada");
  EXPECT_EQ(refused.secret, "");
  EXPECT_GT(refused.wait, Micros(0));
  clock_.advance(refused.wait);
  EXPECT_NE(log_in("ada").secret, "");
}

TEST_F(SessionsTest, WhoLogsInRightlyIsNeverMadeToWait) {
  add("ada");
  for (unsigned i = 0; i < 3 * LoginGate::kOfName.at_once; ++i) EXPECT_NE(log_in("ada").secret, "");
}

TEST_F(SessionsTest, APasswordIsHashedAnewWhenTheCostHasChanged) {
  add("ada");
  people_.reset();
  people_ = People::open(folder_ / "vigie.db", clock_, {2, 16'384}).value();
  EXPECT_NE(log_in("ada").secret, "");
  EXPECT_NE(log_in("ada").secret, "");
  people_.reset();
  auto database = storage::Database::open(folder_ / "vigie.db").value();
  std::string hash;
  ASSERT_TRUE(database->query("SELECT password_hash FROM account", {}, [&](const auto& row) { hash = row.text(0); }));
  EXPECT_NE(hash.find("m=16,t=2"), std::string::npos) << hash;
}

TEST_F(SessionsTest, ManyMayLogInAndEndAtOnce) {
  add("ada");
  const auto ben = add("ben", Role::kReader).id;
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 5; ++i) {
        const auto pass = session_pass(people_->log_in("ben", kPassword, "192.0.2.1").value().secret);
        (void)people_->who(pass, Use::kRequest);
        (void)people_->log_out(pass);
      }
    });
  }
  threads.emplace_back([&] { (void)people_->set_password(ben, kPassword); });
  for (auto& thread : threads) thread.join();
  EXPECT_NE(log_in("ben").secret, "");
}

}  // namespace
}  // namespace vigie::people
