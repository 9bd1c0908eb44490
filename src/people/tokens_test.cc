#include "people/people_for_tests.h"

namespace vigie::people {
namespace {

using TokensTest = PeopleTest;

TEST_F(TokensTest, ATokenHasItsOwnRoleAndName) {
  const auto ada = add("ada").id;
  const auto made = people_->add_token({"nightly export", Role::kReader, {}}, ada).value();
  const auto caller = who(token_pass(made.secret)).value();
  EXPECT_EQ(caller.role, Role::kReader);
  EXPECT_EQ(caller.name, "nightly export");
  EXPECT_EQ(caller.account, "");
  EXPECT_FALSE(who(session_pass(made.secret)));
  reopen();
  EXPECT_TRUE(who(token_pass(made.secret)));
}

TEST_F(TokensTest, ATokenEndsWhenItsTimeHasCome) {
  add("ada");
  const auto made = people_->add_token({"export", Role::kReader, clock_.now() + std::chrono::hours(1)}, 0).value();
  EXPECT_EQ(people_->tokens().size(), 1U);
  clock_.advance(std::chrono::hours(1));
  EXPECT_FALSE(who(token_pass(made.secret)));
  EXPECT_TRUE(people_->tokens().empty());
  EXPECT_FALSE(people_->add_token({"late", Role::kReader, clock_.now()}, 0));
}

TEST_F(TokensTest, ATokenThatWasRemovedOpensNothing) {
  add("ada");
  const auto made = people_->add_token({"export", Role::kReader, {}}, 0).value();
  ASSERT_TRUE(people_->remove_token(made.token.id));
  EXPECT_FALSE(who(token_pass(made.secret)));
  EXPECT_EQ(people_->remove_token(made.token.id).error().code, ErrorCode::kNotFound);
}

TEST_F(TokensTest, ATokenEndsWithTheAccountThatMadeIt) {
  add("ada");
  const auto ben = add("ben").id;
  const auto made = people_->add_token({"export", Role::kReader, {}}, ben).value();
  ASSERT_TRUE(people_->end(ben));
  EXPECT_FALSE(who(token_pass(made.secret)));
}

TEST_F(TokensTest, WantsANameAndARole) {
  add("ada");
  EXPECT_FALSE(people_->add_token({" ", Role::kReader, {}}, 0));
  EXPECT_FALSE(people_->add_token({"two\nlines", Role::kReader, {}}, 0));
  EXPECT_FALSE(people_->add_token({"export", Role::kAnyone, {}}, 0));
}

}  // namespace
}  // namespace vigie::people
