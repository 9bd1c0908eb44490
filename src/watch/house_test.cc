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
