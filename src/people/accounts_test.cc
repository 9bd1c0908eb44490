#include <fstream>
#include <iterator>

#include "people/people_for_tests.h"

namespace vigie::people {
namespace {

using AccountsTest = PeopleTest;

TEST_F(AccountsTest, AHouseIsOpenUntilItHasItsFirstAccount) {
  EXPECT_TRUE(people_->is_open());
  add("ada");
  EXPECT_FALSE(people_->is_open());
  reopen();
  EXPECT_FALSE(people_->is_open());
}

TEST_F(AccountsTest, TheFirstAccountIsAManagersWithAPassword) {
  EXPECT_NE(problem(people_->add(draft("ada", Role::kReader), kPassword)), "");
  EXPECT_NE(problem(people_->add(draft("ada"), "")), "");
  EXPECT_TRUE(people_->is_open());
  EXPECT_TRUE(people_->add(draft("ada"), kPassword, First::kYes));
}

TEST_F(AccountsTest, OnlyOneIsTheFirst) {
  add("ada");
  const auto late = people_->add(draft("eve"), kPassword, First::kYes);
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().code, ErrorCode::kConflict);
}

TEST_F(AccountsTest, KeepsWhatWasSaidOfAnAccountAcrossARestart) {
  add("ada");
  auto expert = draft("naima", Role::kExpert);
  expert.display_name = "Naïma B.";
  expert.title = "engineer, Orvelle works";
  expert.topics = {"motor", "battery of the Lisière"};
  expert.mandate_until = clock_.now() + std::chrono::hours(48);
  const auto id = people_->add(expert, kPassword)->id;
  reopen();
  const auto kept = people_->account(id).value();
  EXPECT_EQ(kept.said.display_name, expert.display_name);
  EXPECT_EQ(kept.said.role, Role::kExpert);
  EXPECT_EQ(kept.said.title, expert.title);
  EXPECT_EQ(kept.said.topics, expert.topics);
  EXPECT_EQ(kept.said.mandate_until, expert.mandate_until);
  EXPECT_EQ(kept.created_at, clock_.now());
  EXPECT_EQ(kept.standing, Standing::kActive);
}

TEST_F(AccountsTest, RefusesANameThatFoldsLikeAnother) {
  add("zoe");
  for (const char* name : {"zoe", "Zoe", "ZOÉ"}) {
    const auto again = people_->add(draft(name), kPassword);
    ASSERT_FALSE(again) << name;
    EXPECT_EQ(again.error().code, ErrorCode::kConflict);
  }
}

TEST_F(AccountsTest, RefusesANameThatWouldBeTakenForAnother) {
  auto known = draft("lina");
  known.display_name = "Lina Moreau";
  ASSERT_TRUE(people_->add(known, kPassword));
  for (const char* name : {"l.i.n.a", "Iina", "1ina", "lіna", "lina.moreau"}) {
    EXPECT_NE(problem(people_->add(draft(name), kPassword)).find("taken for lina"), std::string::npos) << name;
  }
  auto imitator = draft("somebody");
  imitator.display_name = "Lina Μoreau";  // A Greek capital mu.
  EXPECT_NE(problem(people_->add(imitator, kPassword)).find("display_name"), std::string::npos);
  EXPECT_TRUE(people_->add(draft("pauline"), kPassword));
  EXPECT_TRUE(people_->imitated("LINA"));
  EXPECT_FALSE(people_->imitated("Linda"));
}

TEST_F(AccountsTest, TheLastManagerIsNeitherEndedNorMadeLess) {
  const auto ada = add("ada").id;
  const auto ben = add("ben", Role::kReader).id;
  EXPECT_EQ(people_->end(ada).error().code, ErrorCode::kConflict);
  EXPECT_EQ(people_->change(ada, draft("ada", Role::kExpert)).error().code, ErrorCode::kConflict);
  ASSERT_TRUE(people_->add(draft("cleo"), ""));  // Only invited: cannot log in yet, so does not count.
  EXPECT_FALSE(people_->end(ada));
  ASSERT_TRUE(people_->change(ben, draft("ben", Role::kManager)));
  EXPECT_TRUE(people_->end(ada));
  EXPECT_FALSE(people_->end(ben));
}

TEST_F(AccountsTest, AnAccountThatHasEndedOpensNothingAndKeepsItsName) {
  add("ada");
  const auto ben = add("ben", Role::kReader).id;
  const auto pass = pass_of("ben");
  ASSERT_TRUE(who(pass));
  ASSERT_TRUE(people_->end(ben));
  EXPECT_FALSE(who(pass));
  EXPECT_EQ(log_in("ben").secret, "");
  EXPECT_FALSE(people_->add(draft("ben"), kPassword));
  EXPECT_EQ(people_->account(ben)->standing, Standing::kEnded);
  EXPECT_EQ(people_->set_password(ben, kPassword).error().code, ErrorCode::kConflict);
  reopen();
  EXPECT_EQ(people_->account(ben)->standing, Standing::kEnded);
}

TEST_F(AccountsTest, ARoleThatChangesEndsTheSessionsAndTokensOfTheOldOne) {
  add("ada");
  const auto ben = add("ben").id;
  const auto pass = pass_of("ben");
  const auto token = token_pass(people_->add_token({"script", Role::kManager, {}}, ben)->secret);
  auto renamed = draft("ben");
  renamed.title = "of the night";
  ASSERT_TRUE(people_->change(ben, renamed));
  EXPECT_TRUE(who(pass));
  ASSERT_TRUE(people_->change(ben, draft("ben", Role::kReader)));
  EXPECT_FALSE(who(pass));
  EXPECT_FALSE(who(token));
  reopen();
  EXPECT_FALSE(who(pass));
  EXPECT_FALSE(who(token));
}

TEST_F(AccountsTest, TellsTheMemberThatIsWrong) {
  add("ada");
  auto wrong = draft("b");
  EXPECT_EQ(problem(people_->add(wrong, kPassword)).substr(0, 5), "name:");
  wrong = draft("ben");
  wrong.title = "two\nlines";
  EXPECT_EQ(problem(people_->add(wrong, kPassword)).substr(0, 6), "title:");
  wrong = draft("ben");
  wrong.topics.assign(kTopicsMax + 1, "motor");
  EXPECT_EQ(problem(people_->add(wrong, kPassword)).substr(0, 7), "topics:");
  EXPECT_EQ(problem(people_->add(draft("ben"), "short")).substr(0, 9), "password:");
}

TEST_F(AccountsTest, NoSecretStandsInTheTables) {
  add("ada");
  const auto secret = log_in("ada").secret;
  const auto token = people_->add_token({"script", Role::kReader, {}}, 0)->secret;
  const auto invitation = people_->invite(people_->add(draft("ben"), "")->id)->secret;
  people_.reset();
  std::string all;
  for (const auto& file : std::filesystem::directory_iterator(folder_)) {
    std::ifstream in(file.path(), std::ios::binary);
    all.append(std::istreambuf_iterator<char>(in), {});
  }
  EXPECT_NE(all.find("ada"), std::string::npos);
  for (const auto& one : {secret, token, invitation, std::string(kPassword)}) {
    EXPECT_EQ(all.find(one), std::string::npos);
  }
}

}  // namespace
}  // namespace vigie::people
