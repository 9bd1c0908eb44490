// Readings that a person has put right: in every state of a segment, through restarts, crashes, merging and erasure.
#include <gtest/gtest.h>

#include "base/random.h"
#include "store/log_scan.h"
#include "store/test_house.h"

namespace vigie::store {
namespace {

using post::Fate;
using post::Mood;
using Ids = std::vector<std::string>;

const post::Reading kNegative{17, 0.8F, {0.9F, 0.1F, 0}};  // As the models read it: fr.

post::Post post_of(std::string_view id, std::string_view text = "clio", std::optional<Time> edited_at = {}) {
  post::Post post;
  post.id = id;
  post.source = "file:test";
  post.text = text;
  post.created_at = kNoon;
  post.seen_at = kNoon + std::chrono::hours(5);
  post.edited_at = edited_at;
  post.author = {"author", "author", ""};
  return post;
}

post::Reading corrected(std::optional<Mood> mood, std::optional<post::LanguageId> language = {}) {
  post::Reading out = kNegative;
  if (mood) {
    out.is_mood_corrected = true;
    for (std::size_t i = 0; i < 3; ++i) out.mood_p[i] = i == static_cast<std::size_t>(*mood) ? 1.0F : 0.0F;
  }
  if (language) {
    out.is_language_corrected = true;
    out.language = *language;
    out.language_p = 1;
  }
  return out;
}

class Corrected : public House {
 public:
  Fate told(const post::Post& post) { return add({post::Act::kSay, post}, kNegative); }
  Fate correct(const post::Post& post, const post::Reading& reading) {
    post::Item item{post::Act::kSay, post};
    item.correction.emplace();
    return add(item, reading);
  }
  // What can be asked of one post in every way.
  std::string answers() const {
    std::string out;
    for (const std::string text :
         {"clio is:corrected", "clio -is:corrected", "clio mood:negative", "clio mood:positive", "clio lang:fr",
          "clio lang:en", "is:corrected", "is:corrected OR panne"}) {
      out += text + ":";
      for (const auto& id : find(text)) out += " " + id;
      const auto count = store->histogram(query::parse(text).value(), kDay, std::chrono::hours(24)).value().total;
      out += " " + std::to_string(count.posts) + "-" + std::to_string(count.negative) + "-" +
             std::to_string(count.positive) + "\n";
    }
    return out;
  }
  static constexpr Span kDay{time_of_micros(1'769'990'000'000'000), time_of_micros(1'770'076'400'000'000)};
};

TEST(Correction, IsFoundLiveSealedReopenedAndMadeAgainFromTheLog) {
  Corrected house;
  ASSERT_TRUE(house.open());
  for (const auto* id : {"1", "2", "3", "4"}) EXPECT_EQ(house.told(post_of(id)), Fate::kAccepted);
  EXPECT_EQ(house.correct(post_of("2"), corrected(Mood::kPositive)), Fate::kCorrected);
  EXPECT_EQ(house.correct(post_of("3"), corrected({}, post::language_of("en"))), Fate::kCorrected);
  const std::string wanted =
      "clio is:corrected: 2 3 2-1-1\nclio -is:corrected: 1 4 2-2-0\nclio mood:negative: 1 3 4 3-3-0\n"
      "clio mood:positive: 2 1-0-1\nclio lang:fr: 1 2 4 3-2-1\nclio lang:en: 3 1-1-0\nis:corrected: 2 3 2-1-1\n"
      "is:corrected OR panne: 2 3 2-1-1\n";
  EXPECT_EQ(house.answers(), wanted);
  ASSERT_TRUE(house.open());
  EXPECT_EQ(house.answers(), wanted) << "live again";
  ASSERT_TRUE(house.store->seal());
  EXPECT_EQ(house.answers(), wanted) << "sealed";
  ASSERT_TRUE(house.open());
  EXPECT_EQ(house.answers(), wanted) << "sealed, reopened";
  ASSERT_TRUE(house.disk.remove("data/index/00000001.idx"));
  ASSERT_TRUE(house.open());
  EXPECT_EQ(house.answers(), wanted) << "made again from the log";
  ASSERT_TRUE(house.store->erase_now());
  ASSERT_TRUE(house.open());
  EXPECT_EQ(house.answers(), wanted) << "erased";
  EXPECT_EQ(house.store->stats().hidden, 0U) << "of the older versions nothing stays";
  EXPECT_EQ(house.store->stats().posts, 4U);
}

TEST(Correction, OfASealedPostHidesItInItsSegment) {
  Corrected house;
  ASSERT_TRUE(house.open());
  for (const auto* id : {"1", "2", "3"}) house.told(post_of(id));
  ASSERT_TRUE(house.store->seal());
  EXPECT_EQ(house.correct(post_of("2"), corrected(Mood::kPositive)), Fate::kCorrected);
  const auto before = house.answers();
  EXPECT_EQ(house.find("is:corrected"), Ids{"2"});
  EXPECT_EQ(house.find("clio"), (Ids{"1", "2", "3"}));
  ASSERT_TRUE(house.store->seal());
  ASSERT_TRUE(house.open());
  EXPECT_EQ(house.answers(), before);
}

TEST(Correction, ToldTwiceChangesNothingAndIsUndoneByTheReadingOfTheModels) {
  Corrected house;
  ASSERT_TRUE(house.open());
  house.told(post_of("1"));
  EXPECT_EQ(house.correct(post_of("1"), kNegative), Fate::kDuplicate);
  EXPECT_EQ(house.correct(post_of("1"), corrected(Mood::kPositive)), Fate::kCorrected);
  EXPECT_EQ(house.correct(post_of("1"), corrected(Mood::kPositive)), Fate::kDuplicate);
  EXPECT_EQ(house.correct(post_of("1"), kNegative), Fate::kCorrected);
  EXPECT_EQ(house.find("is:corrected"), Ids{});
  EXPECT_EQ(house.find("mood:negative"), Ids{"1"});
  const auto hit = house.store->get("file:test", "1").value();
  ASSERT_TRUE(hit);
  EXPECT_FALSE(hit->reading.is_corrected());
  EXPECT_FLOAT_EQ(hit->reading.mood_p[0], kept(kNegative).mood_p[0]);
}

TEST(Correction, OfAnUnknownGoneOrOtherVersionIsRefused) {
  Corrected house;
  ASSERT_TRUE(house.open());
  const auto right = corrected(Mood::kPositive);
  EXPECT_EQ(house.correct(post_of("1"), right), Fate::kRejected);
  EXPECT_EQ(house.told(post_of("1")), Fate::kAccepted) << "what was refused left no mark";
  EXPECT_EQ(house.told(post_of("1", "clio neuve", kNoon + Micros(1))), Fate::kEdited);
  EXPECT_EQ(house.correct(post_of("1"), right), Fate::kRejected);
  EXPECT_EQ(house.correct(post_of("1", "clio vieille", kNoon + Micros(1)), right), Fate::kRejected);
  EXPECT_EQ(house.correct(post_of("1", "clio neuve", kNoon + Micros(1)), right), Fate::kCorrected);
  house.remove("1");
  EXPECT_EQ(house.correct(post_of("1", "clio neuve", kNoon + Micros(1)), right), Fate::kRejected);
  EXPECT_EQ(house.find("is:corrected"), Ids{});
}

TEST(Correction, StaysWhenThePostIsToldAgainAndIsVoidWhenItIsEdited) {
  Corrected house;
  ASSERT_TRUE(house.open());
  house.told(post_of("1"));
  house.correct(post_of("1"), corrected(Mood::kPositive));
  EXPECT_EQ(house.told(post_of("1")), Fate::kDuplicate);
  EXPECT_EQ(house.told(post_of("1", "clio", kNoon + Micros(5))), Fate::kDuplicate) << "the same content, told later";
  EXPECT_EQ(house.find("mood:positive is:corrected"), Ids{"1"});
  EXPECT_EQ(house.told(post_of("1", "clio en panne", kNoon + Micros(9))), Fate::kEdited);
  EXPECT_EQ(house.find("is:corrected"), Ids{});
  EXPECT_EQ(house.find("mood:negative"), Ids{"1"});
}

// In one batch: the post, what a person says of it, its edit, what they say of that.
TEST(Correction, FindsWhatCameJustBeforeIt) {
  Corrected house;
  ASSERT_TRUE(house.open());
  Items items;
  const auto first = post_of("1");
  const auto second = post_of("1", "clio verte", kNoon + Micros(1));
  const auto correct = [&](const post::Post& post, Mood mood) {
    post::Item item{post::Act::kSay, post};
    item.correction.emplace();
    items.add(item, corrected(mood));
  };
  items.add({post::Act::kSay, first}, kNegative);
  correct(first, Mood::kPositive);
  items.add({post::Act::kSay, second}, kNegative);
  correct(first, Mood::kNeutral);
  correct(second, Mood::kNeutral);
  EXPECT_EQ(house.append(items),
            (std::vector<Fate>{Fate::kAccepted, Fate::kCorrected, Fate::kEdited, Fate::kRejected, Fate::kCorrected}));
  for (int round = 0; round < 2; ++round) {
    EXPECT_EQ(house.find("verte is:corrected mood:neutral"), Ids{"1"});
    EXPECT_EQ(house.find("clio"), Ids{"1"});
    ASSERT_TRUE(house.open());
  }
}

TEST(Correction, ChangesNothingOfWhenThePostWasKnown) {
  Corrected house;
  ASSERT_TRUE(house.open());
  house.told(post_of("1"));
  house.correct(post_of("1"), corrected(Mood::kPositive));
  Span span;
  for (int round = 0; round < 2; ++round) {
    span.known_at = kNoon + std::chrono::hours(5) - Micros(1);
    EXPECT_EQ(house.find("is:corrected", 7, span), Ids{});
    span.known_at = kNoon + std::chrono::hours(5);
    EXPECT_EQ(house.find("is:corrected", 7, span), Ids{"1"});
    ASSERT_TRUE(house.store->seal());
  }
  const auto hit = house.store->get("file:test", "1").value();
  EXPECT_EQ(hit->post.seen_at, post_of("1").seen_at);
  EXPECT_FALSE(hit->post.edited_at);
}

TEST(Correction, LeavesWithThePostAndItsAuthor) {
  Corrected house;
  ASSERT_TRUE(house.open());
  for (const auto* id : {"1", "2"}) house.told(post_of(id));
  for (const auto* id : {"1", "2"}) house.correct(post_of(id), corrected(Mood::kPositive));
  EXPECT_EQ(house.remove("1"), Fate::kDeleted);
  EXPECT_EQ(house.find("is:corrected"), Ids{"2"});
  post::Item forgotten;
  forgotten.act = post::Act::kForgetAuthor;
  forgotten.post.source = "file:test";
  forgotten.post.author.id = "author";
  EXPECT_EQ(house.add(forgotten), Fate::kDeleted);
  for (int round = 0; round < 3; ++round) {
    EXPECT_EQ(house.find("is:corrected"), Ids{}) << round;
    if (round == 0) {
      ASSERT_TRUE(house.store->erase_now());
    }
    ASSERT_TRUE(house.open());
    EXPECT_EQ(house.told(post_of("1")), Fate::kDuplicate) << "it does not come back";
  }
}

TEST(Correction, SurvivesMergingOfSmallSegments) {
  Corrected house;
  house.options.segment_posts_max = 400;
  house.options.merge_segments_min = 4;
  ASSERT_TRUE(house.open());
  for (int i = 0; i < 6; ++i) {
    const auto id = std::to_string(i);
    house.told(post_of(id));
    if (i % 2 == 1) house.correct(post_of(std::to_string(i - 1)), corrected(Mood::kPositive));
    if (i == 4) house.correct(post_of("0"), kNegative);
    ASSERT_TRUE(house.store->seal());
  }
  const auto before = house.answers();
  EXPECT_EQ(house.find("is:corrected"), (Ids{"2", "4"}));
  ASSERT_TRUE(house.store->keep());
  EXPECT_LT(house.store->stats().segments, 4U);
  EXPECT_EQ(house.answers(), before);
  ASSERT_TRUE(house.open());
  EXPECT_EQ(house.answers(), before);
}

// The disk stops at each operation in turn: afterwards the post is read as before, or as corrected, and is there once;
// as corrected if that was on disk.
TEST(Correction, IsWholeOrNotThereAfterACrashAtEachMoment) {
  constexpr std::uint64_t kChances = 4;
  bool always_done = false;
  for (std::uint64_t at = 0; !always_done; ++at) {
    always_done = true;
    for (std::uint64_t chance = 0; chance < kChances; ++chance) {
      Corrected house;
      ASSERT_TRUE(house.open());
      for (const auto* id : {"1", "2", "3"}) house.told(post_of(id));
      ASSERT_TRUE(house.store->seal());
      ASSERT_TRUE(house.store->sync());
      house.disk.stop_after(at);
      post::Item item{post::Act::kSay, post_of("2")};
      item.correction.emplace();
      Items items;
      items.add(item, corrected(Mood::kPositive));
      std::vector<Fate> fates;
      const bool is_sure = house.store->append(items.analysed(), fates) && house.store->sync();
      const bool is_sealed = house.store->seal() && house.store->erase_now();
      always_done = always_done && is_sure && is_sealed;
      Random random(at * kChances + chance);
      house.disk.crash(random);
      ASSERT_TRUE(house.open()) << at;
      ASSERT_EQ(house.find("clio"), (Ids{"1", "2", "3"})) << "stopped at " << at << ", seed " << chance;
      const auto found = house.find("is:corrected mood:positive");
      ASSERT_TRUE(found == Ids{"2"} || (!is_sure && found == Ids{})) << "stopped at " << at << ", seed " << chance;
      ASSERT_EQ(house.find("mood:negative").size(), 3 - found.size());
      ASSERT_TRUE(verify("data", house.disk).value().damages.empty());
    }
    ASSERT_LT(at, 500U);
  }
}

// A log of before there were corrections holds no field of them, and an index of then is made again.
TEST(Correction, IsNotInLogsOfBefore) {
  Corrected house;
  ASSERT_TRUE(house.open());
  house.told(post_of("1"));
  ASSERT_TRUE(house.store->seal());
  const auto log = read_file(house.disk, "data/log/00000001.log").value();
  std::string plain;
  for (const auto& block : scan_log(log).blocks)
    plain += unpack_block(std::string_view(log).substr(block.offset)).value();
  house.correct(post_of("1"), corrected(Mood::kNegative, kNegative.language));
  const auto later = read_file(house.disk, "data/log/00000002.log");
  ASSERT_TRUE(later);
  std::string with;
  for (const auto& block : scan_log(*later).blocks)
    with += unpack_block(std::string_view(*later).substr(block.offset)).value();
  EXPECT_EQ(with.size(), plain.size() + 2) << "two bytes, of corrected posts alone";
}

}  // namespace
}  // namespace vigie::store
