#include "people/people_for_tests.h"

namespace vigie::people {
namespace {

class InvitationsTest : public PeopleTest {
 protected:
  void SetUp() override {
    PeopleTest::SetUp();
    add("ada");
    naima_ = people_->add(draft("naima", Role::kExpert), "")->id;
  }
  AccountId naima_ = 0;
};

TEST_F(InvitationsTest, WhoIsInvitedChoosesAPasswordAndIsActive) {
  EXPECT_EQ(people_->account(naima_)->standing, Standing::kInvited);
  const auto invitation = people_->invite(naima_).value();
  EXPECT_EQ(invitation.until, clock_.now() + kInvitationAgeMax);
  EXPECT_EQ(people_->invitation(invitation.secret)->account.said.name, "naima");
  EXPECT_EQ(people_->accept(invitation.secret, kPassword)->standing, Standing::kActive);
  EXPECT_NE(log_in("naima").secret, "");
  reopen();
  EXPECT_NE(log_in("naima").secret, "");
}

TEST_F(InvitationsTest, AnInvitationIsGoodOnce) {
  const auto invitation = people_->invite(naima_).value();
  ASSERT_TRUE(people_->accept(invitation.secret, kPassword));
  EXPECT_FALSE(people_->invitation(invitation.secret));
  EXPECT_EQ(people_->accept(invitation.secret, "another lantern").error().code, ErrorCode::kNotFound);
  reopen();
  EXPECT_FALSE(people_->accept(invitation.secret, "another lantern"));
}

TEST_F(InvitationsTest, AWeakPasswordDoesNotUseItUp) {
  const auto invitation = people_->invite(naima_).value();
  EXPECT_EQ(people_->accept(invitation.secret, "naima").error().code, ErrorCode::kInvalid);
  EXPECT_TRUE(people_->accept(invitation.secret, kPassword));
}

TEST_F(InvitationsTest, AnInvitationEndsAfterAWeek) {
  const auto invitation = people_->invite(naima_).value();
  clock_.advance(kInvitationAgeMax);
  EXPECT_FALSE(people_->invitation(invitation.secret));
  EXPECT_FALSE(people_->accept(invitation.secret, kPassword));
}

TEST_F(InvitationsTest, ANewInvitationEndsTheOneBefore) {
  const auto first = people_->invite(naima_).value();
  const auto second = people_->invite(naima_).value();
  EXPECT_FALSE(people_->invitation(first.secret));
  EXPECT_TRUE(people_->accept(second.secret, kPassword));
}

TEST_F(InvitationsTest, WhoForgotAPasswordKeepsTheOldOneUntilTheyChooseAnother) {
  ASSERT_TRUE(people_->set_password(naima_, kPassword));
  const auto pass = pass_of("naima");
  const auto invitation = people_->invite(naima_).value();
  EXPECT_TRUE(who(pass));
  ASSERT_TRUE(people_->accept(invitation.secret, "another lantern"));
  EXPECT_FALSE(who(pass));
}

TEST_F(InvitationsTest, AnAccountThatHasEndedComesBackByInvitation) {
  ASSERT_TRUE(people_->set_password(naima_, kPassword));
  ASSERT_TRUE(people_->end(naima_));
  const auto invitation = people_->invite(naima_).value();
  EXPECT_EQ(people_->account(naima_)->standing, Standing::kInvited);
  EXPECT_EQ(log_in("naima").secret, "");
  ASSERT_TRUE(people_->accept(invitation.secret, "another lantern"));
  EXPECT_NE(log_in("naima", "another lantern").secret, "");
}

TEST_F(InvitationsTest, AnInvitationEndsWithItsAccount) {
  const auto invitation = people_->invite(naima_).value();
  ASSERT_TRUE(people_->end(naima_));
  EXPECT_FALSE(people_->accept(invitation.secret, kPassword));
}

}  // namespace
}  // namespace vigie::people
