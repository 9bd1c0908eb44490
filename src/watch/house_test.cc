#include "watch/house.h"

#include "watch/world_for_tests.h"

namespace vigie::watch {
namespace {

TEST_F(HouseTest, KeepsAPostAcrossRestartsOnce) {
  open();
  EXPECT_EQ(keep({post("1", "la voiture rouge")}).accepted, 1U);
  open();
  EXPECT_EQ(found("voiture"), 1U);
  EXPECT_EQ(keep({post("1", "la voiture rouge")}).duplicates, 1U);
  EXPECT_EQ(found("voiture"), 1U);
}

TEST_F(HouseTest, TellsItsTenantWhatBecameOfEachItemAndWhichWatchesItMatches) {
  const auto heard = std::make_shared<Guarded<std::vector<std::string>>>();
  Listening tenant(heard);
  open(2, [&](House&) -> Tenant& { return tenant; });
  ASSERT_TRUE(house_->watches().add({"Rouge", "rouge", "", "", ""}));
  keep({post("1", "rouge"), post("2", "bleu"), post("1", "rouge")});
  ASSERT_TRUE(house_->erase_post("file:t", "1").value());
  EXPECT_EQ(heard->with([](auto& all) { return all; }),
            (std::vector<std::string>{"accepted 1 1", "accepted 2 0", "duplicate 1 1", "deleted 1 0"}));
  house_.reset();
}

TEST_F(HouseTest, ReadsAPostAsAPersonSaysAndTellsItAsANewerVersion) {
  const auto heard = std::make_shared<Guarded<std::vector<std::string>>>();
  Listening tenant(heard);
  open(2, [&](House&) -> Tenant& { return tenant; });
  ASSERT_TRUE(house_->watches().add({"Mieux", "voiture mood:positive", "", "", ""}));
  std::vector<std::string> told;
  Wanted wanted;
  wanted.watch = 1;
  house_->live().listen(std::move(wanted), [&](const Event& event) {
    if (event.name != "tick") told.push_back(std::string(event.name) + std::string(event.data));
    return true;
  });
  keep({post("1", "la voiture rouge est en panne")});
  const auto before = house_->store().get("file:t", "1").value();
  clock_.advance(std::chrono::hours(1));
  ASSERT_TRUE(house_->correct(before->post, {post::Mood::kPositive, std::nullopt}));
  ASSERT_EQ(told.size(), 1U);
  EXPECT_EQ(told[0].rfind(R"(post{"watches":["1"])", 0), 0U) << "the watch begins to match";
  EXPECT_NE(told[0].find(R"("corrected":["mood"])"), std::string::npos);
  EXPECT_EQ(found("voiture mood:positive is:corrected"), 1U);
  const auto now = house_->store().get("file:t", "1").value();
  EXPECT_EQ(now->post.seen_at, before->post.seen_at);
  EXPECT_EQ(now->reading.language, before->reading.language);
  ASSERT_TRUE(house_->correct(now->post, {std::nullopt, std::nullopt}));
  EXPECT_EQ(told.at(1).rfind("gone", 0), 0U) << "and ends to";
  EXPECT_EQ(found("is:corrected"), 0U);
  EXPECT_EQ(house_->read(before->post, std::nullopt).mood(), before->reading.mood());
  EXPECT_EQ(heard->with([](auto& all) { return all; }),
            (std::vector<std::string>{"accepted 1 0", "corrected 1 1", "corrected 1 0"}));
  house_.reset();
}

TEST_F(HouseTest, RefusesToCorrectAPostThatIsGoneOrWasEditedMeanwhile) {
  open();
  keep({post("1", "rouge")});
  const auto seen = house_->store().get("file:t", "1").value();
  keep({edited(post("1", "rouge vif"), 5)});
  EXPECT_EQ(house_->correct(seen->post, {post::Mood::kPositive, std::nullopt}).error().code, ErrorCode::kConflict);
  ASSERT_TRUE(house_->erase_post("file:t", "1").value());
  EXPECT_EQ(house_->correct(seen->post, {post::Mood::kPositive, std::nullopt}).error().code, ErrorCode::kNotFound);
}

TEST_F(HouseTest, ReadsAPostAnewThatItsAuthorEditsAfterACorrection) {
  open();
  keep({post("1", "rouge")});
  ASSERT_TRUE(
      house_->correct(house_->store().get("file:t", "1").value()->post, {std::nullopt, post::language_of("gu")}));
  EXPECT_EQ(found("rouge lang:gu"), 1U);
  EXPECT_EQ(keep({post("1", "rouge")}).duplicates, 1U) << "imported again";
  EXPECT_EQ(found("rouge lang:gu is:corrected"), 1U);
  EXPECT_EQ(keep({edited(post("1", "rouge vif"), 5)}).edited, 1U);
  EXPECT_EQ(found("lang:gu OR is:corrected"), 0U);
}

TEST_F(HouseTest, RefusesAFolderThatSomebodyServes) {
  open();
  HouseOptions options;
  options.folder = folder_;
  const auto second = House::open(options, world());
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, ErrorCode::kConflict);
}

TEST_F(HouseTest, DeletesAPostAndAllPostsOfAnAuthor) {
  open();
  keep({post("1", "rouge"), post("2", "bleu"), post("3", "vert")});
  EXPECT_TRUE(house_->erase_post("file:t", "1").value());
  EXPECT_FALSE(house_->erase_post("file:t", "1").value());
  EXPECT_EQ(found("rouge"), 0U);
  EXPECT_EQ(house_->forget_author("file:t", "zoe").value(), 2U);
  EXPECT_EQ(found("bleu OR vert"), 0U);
}

TEST_F(HouseTest, TheDeletionOfAPostThatIsNotThereChangesNothing) {
  open();
  EXPECT_FALSE(house_->erase_post("file:t", "1").value());
  EXPECT_EQ(keep({post("1", "rouge")}).accepted, 1U);
}

TEST_F(HouseTest, MarksAnEmptyFolderAsARehearsalAndRefusesOneWithRealPosts) {
  open();
  keep({post("1", "vrai")});
  house_.reset();
  HouseOptions options;
  options.folder = folder_;
  options.rehearsal = true;
  const auto refused = House::open(options, world());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kRefused);

  options.folder = folder_ / "rehearsal";
  {
    const auto marked = House::open(options, world());
    ASSERT_TRUE(marked) << marked.error().message;
    EXPECT_TRUE((*marked)->is_rehearsal());
  }
  options.rehearsal = false;
  EXPECT_TRUE(House::open(options, world()).value()->is_rehearsal());
}

}  // namespace
}  // namespace vigie::watch
