#include "survey/intents.h"

#include <gtest/gtest.h>

#include "query/document.h"
#include "store/test_house.h"

namespace vigie::survey {
namespace {

using intent::Kind;
using std::chrono::hours;

class IntentsTest : public ::testing::Test {
 protected:
  IntentsTest() { EXPECT_TRUE(house.open()); }
  void say(std::string_view id, std::string_view text, int hour, std::string_view language = "fr",
           post::Kind kind = post::Kind::kPost) {
    post::Post post;
    post.id = id;
    post.source = "file:test";
    post.text = text;
    post.kind = kind;
    post.created_at = store::kNoon + hours(hour);
    post.author = {"author", "author", ""};
    post::Reading reading;
    reading.language = *post::language_of(language);
    reading.mood_p[1] = 1;
    house.add({post::Act::kSay, post}, reading);
  }
  Intents read(std::optional<std::uint8_t> category = std::nullopt) {
    return read_intents(with(), query, day, hours(6), category).value();
  }
  std::vector<std::string> showing(const IntentWish& wish) {
    std::vector<std::string> out;
    const auto all = posts_showing(with(), query, day, wish).value();
    for (const auto& one : all) out.push_back(one.id);
    return out;
  }
  std::uint8_t category(std::string_view name) const {
    const auto& all = categories->attributes();
    const auto found = std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.name == name; });
    return static_cast<std::uint8_t>(found - all.begin());
  }
  static std::uint64_t of(const IntentCounts& counts, Kind kind) { return counts.at(static_cast<std::size_t>(kind)); }
  using Ids = std::vector<std::string>;

  store::House house;
  intent::IntentsReader reader;
  std::shared_ptr<const image::Categories> categories = image::Categories::make(image::built_in_categories()).value();
  IntentsWith with() const { return {*house.store, reader, *categories}; }
  query::Query query = query::parse("telmio").value();
  const store::Span day{store::kNoon, store::kNoon + hours(24)};
};

TEST_F(IntentsTest, AreCountedByTimeOfThoseThatCouldShowThem) {
  say("1", "J'ai acheté un telmio", 1);
  say("2", "J'ai acheté un telmio, merci à eux", 7);
  say("3", "telmio au coin de la rue", 8);
  say("4", "telmio: bin gekauft worden", 8, "de");
  say("5", "J'ai acheté un telmio", 9, "fr", post::Kind::kRepost);
  say("6", "J'ai acheté un vélo", 9);
  const auto told = read();
  EXPECT_EQ(told.drawn.found, 5U);
  EXPECT_EQ(told.drawn.read, 5U);
  EXPECT_EQ(told.asked, 3U);
  EXPECT_EQ(of(told.counts, Kind::kBuys), 2U);
  EXPECT_EQ(of(told.counts, Kind::kThanks), 1U);
  ASSERT_EQ(told.buckets.size(), 4U);
  EXPECT_EQ(told.buckets[0].asked, 1U);
  EXPECT_EQ(told.buckets[1].asked, 2U);
  EXPECT_EQ(of(told.buckets[1].counts, Kind::kBuys), 1U);
  EXPECT_EQ(told.buckets[3].asked, 0U);
}

TEST_F(IntentsTest, SwitchesAreCountedByWhomToWhomHoweverWritten) {
  say("1", "J'ai quitté Telmio pour Orvane", 1);
  say("2", "j'ai quitté telmio pour @Orvane hier", 2);
  say("3", "J'ai quitté Telmio pour Orvane", 3);
  say("4", "I left Orvane for Telmio", 4, "en");
  const auto told = read();
  ASSERT_EQ(told.switches.size(), 2U);
  EXPECT_EQ(told.switch_pairs, 2U);
  EXPECT_EQ(told.switches[0].from, "Telmio");
  EXPECT_EQ(told.switches[0].to, "Orvane");
  EXPECT_EQ(told.switches[0].posts, 3U);
  EXPECT_EQ(showing({Kind::kSwitches, "TELMIO", "orvane"}), (Ids{"3", "2", "1"}));
  EXPECT_EQ(showing({Kind::kSwitches, "Orvane", ""}), Ids{"4"});
}

TEST_F(IntentsTest, AreCountedByCategoryOfProducts) {
  say("1", "J'ai acheté un téléphone chez telmio", 1);
  say("2", "telmio : j'ai acheté un téléphone et des chaussures", 7);
  say("3", "telmio, le téléphone au coin de la rue", 8);
  say("4", "J'ai acheté un telmio", 9);
  say("5", "telmio: Telefon gekauft", 9, "de");
  const auto told = read();
  const auto& phone = told.categories.at(category("phone"));
  const auto& shoes = told.categories.at(category("shoes"));
  EXPECT_EQ(phone.asked, 3U);
  EXPECT_EQ(of(phone.counts, Kind::kBuys), 2U);
  EXPECT_EQ(shoes.asked, 1U);
  EXPECT_EQ(told.of_none.asked, 1U);
  EXPECT_EQ(of(told.of_none.counts, Kind::kBuys), 1U);
  EXPECT_EQ(told.asked, 4U);
}

TEST_F(IntentsTest, OfOneCategoryCountAndOpenItsPostsAlone) {
  say("1", "J'ai acheté un téléphone chez telmio", 1);
  say("2", "telmio : j'ai acheté un téléphone et des chaussures", 7);
  say("3", "J'ai acheté un telmio", 9);
  const auto told = read(category("phone"));
  EXPECT_EQ(told.asked, 2U);
  EXPECT_EQ(told.buckets[0].asked, 1U);
  EXPECT_EQ(told.buckets[1].asked, 1U);
  EXPECT_EQ(of(told.counts, Kind::kBuys), 2U);
  EXPECT_EQ(told.categories.at(category("shoes")).asked, 1U) << "the table is of all posts";
  EXPECT_EQ(showing({Kind::kBuys, "", "", category("phone")}), (Ids{"2", "1"}));
  EXPECT_EQ(showing({Kind::kBuys, "", "", category("shoes")}), Ids{"2"});
  EXPECT_EQ(showing({Kind::kBuys, "", "", category("game")}), Ids{});
}

TEST_F(IntentsTest, EachFigureOpensIntoItsPostsWithItsWordsMarked) {
  say("1", "Éh, telmio : j'ai acheté le gris", 1);
  say("2", "telmio merci à eux", 2);
  EXPECT_EQ(showing({Kind::kBuys, "", ""}).size(), of(read().counts, Kind::kBuys));
  const auto behind = posts_showing(with(), query, day, {Kind::kBuys, "", ""}).value();
  ASSERT_EQ(behind.size(), 1U);
  EXPECT_EQ(behind[0].id, "1");
  ASSERT_EQ(behind[0].marks.size(), 1U);
  EXPECT_EQ(behind[0].marks[0], (std::pair<std::uint32_t, std::uint32_t>{13, 24})) << "code points, not bytes";
}

}  // namespace
}  // namespace vigie::survey
