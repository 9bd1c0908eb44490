#include "api/api_for_tests.h"

namespace vigie::api {
namespace {

class ClimateTest : public ApiTest {
 protected:
  static post::Post said(std::string_view id, std::string_view text) {
    auto out = post(id, text);
    out.created_at = *parse_time("2026-11-22T11:30:00Z");
    return out;
  }
};

constexpr const char* kBad = "This car is horrible, a terrible disaster, I hate it, worst purchase ever";
constexpr const char* kGood = "I love this beautiful morning, it is wonderful, thank you all so much";
constexpr const char* kDay = "from=2026-11-22T00:00:00Z&to=2026-11-22T12:00:00Z&step=hour";

TEST_F(ClimateTest, IsTheMoodOfALanguageAndAWatchBesideIt) {
  keep(
      {said("1", kBad), said("2", kGood), said("3", kGood), said("4", "Bonjour à tous, il fait beau ce matin à Lyon")});
  const auto watch = told(net::Method::kPost, "/watches", R"({"name": "Car", "query": "car"})", 201);
  const auto climate = get(std::string("/climate?lang=en&") + kDay);
  EXPECT_EQ(climate["climate"]["moods"]["n"], 3);
  EXPECT_EQ(climate["climate"]["moods"]["negative"], 1);
  EXPECT_EQ(climate["climate"]["buckets"].size(), 12U);
  EXPECT_TRUE(climate["watch"].is_null());
  const auto beside = get(std::string("/climate?") + kDay + "&watch=" + watch["id"].get<std::string>());
  EXPECT_EQ(beside["lang"], "en") << "that of most of its posts";
  EXPECT_EQ(beside["watch"]["moods"]["negative"], 1);
  EXPECT_EQ(beside["watch"]["difference"]["negative"]["value"], 1) << "of all but its own";
  EXPECT_GT(beside["watch"]["difference"]["negative"]["high"].get<double>(), 0.9);
  EXPECT_LT(beside["watch"]["difference"]["negative"]["low"].get<double>(), 0.9);
}

TEST_F(ClimateTest, RefusesWhatIsNoLanguageOrNoWatch) {
  get("/climate", 422);
  get("/climate?lang=xx", 422);
  get("/climate?lang=fr)%20OR%20(a", 422);
  get("/climate?lang=fr&watch=9", 404);
  get("/climate?lang=fr&from=0001-01-01&to=9999-01-01", 422);
  EXPECT_EQ(get("/climate?lang=fr")["climate"]["moods"]["n"], 0);
}

}  // namespace
}  // namespace vigie::api
