#include "api/api_for_tests.h"

namespace vigie::api {
namespace {

// The clock stands at noon of Sunday, 22 November 2026; weeks begin on Monday, the 16th.
class IntentsTest : public ApiTest {
 protected:
  static post::Post said(std::string_view id, std::string_view text, int days_before = 0) {
    auto out = post(id, text);
    out.lang = "en";
    out.created_at = *parse_time("2026-11-22T09:00:00Z") - std::chrono::days(days_before);
    return out;
  }
  std::string watch(const std::string& query) {
    const auto told =
        this->told(net::Method::kPost, "/watches", R"({"name": "Telvo", "query": ")" + query + "\"}", 201);
    return "/watches/" + told["id"].get<std::string>();
  }
  static std::vector<std::string> ids(const nlohmann::json& page) {
    std::vector<std::string> out;
    for (const auto& one : page["posts"]) out.push_back(one["id"]);
    return out;
  }
  using Ids = std::vector<std::string>;
};

TEST_F(IntentsTest, AreToldByWeekWithTheirIntervals) {
  const auto path = watch("telvo");
  keep({said("1", "I just bought a new telvo phone and I love the camera"),
        said("2", "I just bought another telvo phone for my mother", 8),
        said("3", "The telvo shop on the corner opens at nine in the morning")});
  const auto told = get(path + "/intents");
  EXPECT_EQ(told["from"], "2026-09-28T00:00:00Z");
  EXPECT_EQ(told["to"], "2026-11-23T00:00:00Z");
  EXPECT_EQ(told["found"], 3);
  EXPECT_EQ(told["read"], 3);
  EXPECT_EQ(told["asked"], 3);
  EXPECT_EQ(told["intents"]["buys"]["part"], 2);
  EXPECT_NEAR(told["intents"]["buys"]["high"].get<double>(), 0.939, 1e-3);
  ASSERT_EQ(told["buckets"].size(), 8U);
  EXPECT_EQ(told["buckets"][7]["time"], "2026-11-16T00:00:00Z");
  EXPECT_EQ(told["buckets"][7]["intents"]["buys"]["part"], 1);
  EXPECT_EQ(told["buckets"][7]["asked"], 2);
  EXPECT_EQ(told["buckets"][6]["asked"], 1);
}

TEST_F(IntentsTest, EachOpensIntoItsPostsWithTheWordsThatSaySo) {
  const auto path = watch("telvo");
  keep({said("1", "I just bought a new telvo phone and I love the camera"),
        said("2", "The telvo shop on the corner opens at nine in the morning")});
  const auto page = get(path + "/intents/posts?intent=buys");
  EXPECT_EQ(ids(page), Ids{"1"});
  EXPECT_EQ(page["posts"][0]["vigie"]["spans"], nlohmann::json::parse("[[0, 13]]"));
  EXPECT_EQ(ids(get(path + "/intents/posts?intent=leaves")), Ids{});
}

TEST_F(IntentsTest, SwitchesOpenByWhomToWhom) {
  const auto path = watch("telvo");
  keep({said("1", "I left Telvo for Norvia last month and never looked back"),
        said("2", "We left Telvo for Kivo because of the price of the phone")});
  const auto told = get(path + "/intents");
  EXPECT_EQ(told["switch_pairs"], 2);
  ASSERT_EQ(told["switches"].size(), 2U);
  EXPECT_EQ(told["switches"][0]["from"], "Telvo");
  EXPECT_EQ(ids(get(path + "/intents/posts?intent=switches&switch_to=norvia")), Ids{"1"});
  EXPECT_EQ(ids(get(path + "/intents/posts?intent=switches&switch_from=telvo&switch_to=kivo")), Ids{"2"});
}

TEST_F(IntentsTest, AListGoesOnWhereItsPageEnded) {
  const auto path = watch("telvo");
  const auto* text = "I just bought a new telvo phone and I love the camera";
  keep({said("1", text, 1), said("2", text, 2), said("3", text, 3)});
  const std::string of = path + "/intents/posts?intent=buys&limit=2";
  const auto first = get(of);
  EXPECT_EQ(ids(first), (Ids{"1", "2"}));
  keep({said("0", text)});
  const auto rest = get(of + "&cursor=" + first["next_cursor"].get<std::string>());
  EXPECT_EQ(ids(rest), Ids{"3"});
  EXPECT_TRUE(rest["next_cursor"].is_null());
}

TEST_F(IntentsTest, AreToldByCategoryAndEachOpensIntoItsPosts) {
  const auto path = watch("telvo");
  keep({said("1", "I just bought a new telvo phone and I love the camera"),
        said("2", "I just bought telvo shoes for my mother", 8), said("3", "The telvo corner opens at nine")});
  const auto told = get(path + "/intents");
  ASSERT_EQ(told["categories"].size(), 2U) << told["categories"].dump();
  EXPECT_EQ(told["categories"][0]["name"], "phone");
  EXPECT_EQ(told["categories"][0]["fr"], "Téléphonie");
  EXPECT_EQ(told["categories"][0]["intents"]["buys"]["part"], 1);
  EXPECT_EQ(told["categories"][0]["intents"]["buys"]["whole"], 1);
  EXPECT_EQ(told["no_category"]["asked"], 1);
  const auto shoes = get(path + "/intents?category=shoes");
  EXPECT_EQ(shoes["asked"], 1);
  EXPECT_EQ(shoes["buckets"][6]["intents"]["buys"]["part"], 1);
  EXPECT_EQ(shoes["buckets"][7]["asked"], 0);
  EXPECT_EQ(ids(get(path + "/intents/posts?intent=buys&category=shoes")), Ids{"2"});
  EXPECT_EQ(get(path + "/intents?category=-")["asked"], 1);
  EXPECT_EQ(ids(get(path + "/intents/posts?intent=buys&category=-")), Ids{});
  get(path + "/intents?category=nothing", 422);
  get(path + "/intents/posts?intent=buys&category=nothing", 422);
}

TEST_F(IntentsTest, ReadWithTheCategoriesOfTheHouseAtOnce) {
  const auto path = watch("telvo");
  keep({said("1", "I just bought a telvo kayak")});
  const std::string own = R"({"categories": [{"name": "boat", "fr": {"title": "Bateaux", "phrases": ["bateau*"]},
      "en": {"title": "Boats", "phrases": ["kayak*"]}}]})";
  EXPECT_EQ(this->told(net::Method::kPut, "/intents/categories", own)["categories"].size(), 1U);
  EXPECT_EQ(get(path + "/intents")["categories"][0]["name"], "boat");
  this->told(net::Method::kPut, "/intents/categories", R"({"categories": []})", 422);
  this->told(net::Method::kPut, "/intents/categories", R"({"attributes": []})", 422);
  EXPECT_EQ(get("/intents/categories")["categories"][0]["en"]["title"], "Boats");
  EXPECT_EQ(ask(net::Method::kDelete, "/api/v1/intents/categories").status, 204);
  EXPECT_TRUE(get("/intents/categories")["changed_at"].is_null());
  EXPECT_EQ(get(path + "/intents")["categories"].size(), 0U);
}

TEST_F(IntentsTest, RefusesWhatItDoesNotKnow) {
  const auto path = watch("telvo");
  get("/watches/99/intents", 404);
  get("/watches/99/intents/posts?intent=buys", 404);
  get(path + "/intents/posts", 422);
  get(path + "/intents/posts?intent=votes", 422);
  get(path + "/intents?step=never", 422);
  get(path + "/intents?from=2000-01-01&to=2026-01-01&step=hour", 422);
  get(path + "/intents?from=soon", 422);
}

}  // namespace
}  // namespace vigie::api
