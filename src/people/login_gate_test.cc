#include "people/login_gate.h"

#include <gtest/gtest.h>

#include "base/time_text.h"

namespace vigie::people {
namespace {

const Time kNow = *parse_time("2026-11-27T17:00:00Z");

std::string address(int number) { return "192.0." + std::to_string(number / 250) + "." + std::to_string(number % 250); }

TEST(LoginGate, LetsANameTrySoOftenThenAtItsPace) {
  LoginGate gate;
  for (unsigned i = 0; i < LoginGate::kOfName.at_once; ++i) EXPECT_EQ(gate.enter("ada", address(i), kNow), Micros(0));
  const auto wait = gate.enter("ada", address(99), kNow);
  EXPECT_GT(wait, LoginGate::kOfName.regain - std::chrono::seconds(1));
  EXPECT_LE(wait, LoginGate::kOfName.regain + std::chrono::seconds(1));
  EXPECT_EQ(gate.enter("ben", address(99), kNow), Micros(0));
  EXPECT_EQ(gate.enter("ada", address(99), kNow + wait), Micros(0));
  EXPECT_GT(gate.enter("ada", address(99), kNow + wait), Micros(0));
}

TEST(LoginGate, LetsAnAddressTrySoOftenWhateverTheNames) {
  LoginGate gate;
  for (unsigned i = 0; i < LoginGate::kOfAddress.at_once; ++i) {
    EXPECT_EQ(gate.enter("name" + std::to_string(i), "192.0.2.1", kNow), Micros(0));
  }
  EXPECT_GT(gate.enter("another", "192.0.2.1", kNow), Micros(0));
  EXPECT_EQ(gate.enter("another", "192.0.2.2", kNow), Micros(0));
}

TEST(LoginGate, WhoIsTurnedAwayIsNotCountedAgain) {
  LoginGate gate;
  for (unsigned i = 0; i < LoginGate::kOfName.at_once; ++i) (void)gate.enter("ada", "192.0.2.1", kNow);
  const auto wait = gate.enter("ada", "192.0.2.1", kNow);
  for (int i = 0; i < 100; ++i) EXPECT_EQ(gate.enter("ada", "192.0.2.1", kNow), wait);
}

TEST(LoginGate, ATryThatSucceedsIsGivenBack) {
  LoginGate gate;
  for (int i = 0; i < 100; ++i) {
    EXPECT_EQ(gate.enter("ada", "192.0.2.1", kNow), Micros(0));
    gate.succeeded("ada", "192.0.2.1", kNow);
  }
  EXPECT_EQ(gate.remembered(), 0U);
}

TEST(LoginGate, StrangersWhoGuessAtANameDoNotKeepItOutOfItsHome) {
  LoginGate gate;
  EXPECT_EQ(gate.enter("ada", "192.0.2.1", kNow), Micros(0));
  gate.succeeded("ada", "192.0.2.1", kNow);
  for (unsigned i = 0; i < LoginGate::kOfName.at_once; ++i) {
    EXPECT_EQ(gate.enter("ada", "203.0.113." + std::to_string(i), kNow), Micros(0));
  }
  EXPECT_GT(gate.enter("ada", "203.0.113.99", kNow), Micros(0));
  EXPECT_GT(gate.enter("ada", "192.0.2.2", kNow), Micros(0));
  EXPECT_EQ(gate.enter("ada", "192.0.2.1", kNow), Micros(0));
  EXPECT_GT(gate.enter("ada", "203.0.113.99", kNow), Micros(0));  // What is counted at home is not counted elsewhere.
  for (unsigned i = 1; i < LoginGate::kOfName.at_once; ++i) (void)gate.enter("ada", "192.0.2.1", kNow);
  EXPECT_GT(gate.enter("ada", "192.0.2.1", kNow), Micros(0));
}

TEST(LoginGate, AClockThatStepsBackForgivesNothing) {
  LoginGate gate;
  for (unsigned i = 0; i < LoginGate::kOfName.at_once; ++i) (void)gate.enter("ada", "192.0.2.1", kNow);
  const Time before = kNow - std::chrono::hours(5);
  const auto wait = gate.enter("ada", "192.0.2.1", before);
  EXPECT_GT(wait, Micros(0));
  EXPECT_EQ(gate.enter("ada", "192.0.2.1", before + wait), Micros(0));  // Nor does it keep anybody out for longer.
}

TEST(LoginGate, OneHouseholdOfIpv6IsOneAddress) {
  EXPECT_EQ(household_of("2001:db8:1:2:3:4:5:6"), household_of("2001:db8:1:2:ffff::1"));
  EXPECT_NE(household_of("2001:db8:1:2::1"), household_of("2001:db8:1:3::1"));
  EXPECT_EQ(household_of("::ffff:192.0.2.1"), "192.0.2.1");
  EXPECT_EQ(household_of("192.0.2.1"), "192.0.2.1");
}

TEST(LoginGate, RemembersNoMoreThanItsLimitAndForgetsTheOldestFirst) {
  LoginGate gate;
  Time now = kNow;
  for (unsigned i = 0; i < LoginGate::kOfName.at_once; ++i) (void)gate.enter("ada", address(i), now);
  for (int i = 0; i < 5'000; ++i) {
    now += Micros(10);
    (void)gate.enter("name" + std::to_string(i), "10.0." + std::to_string(i / 250) + "." + std::to_string(i % 250),
                     now);
  }
  EXPECT_GT(gate.enter("ada", address(200), now), Micros(0));
  for (std::size_t i = 0; i < 3 * LoginGate::kEntriesMax; ++i) {
    now += Micros(10);
    (void)gate.enter("more" + std::to_string(i), std::to_string(i), now);
    EXPECT_LE(gate.remembered(), 2 * LoginGate::kEntriesMax);
  }
}

}  // namespace
}  // namespace vigie::people
