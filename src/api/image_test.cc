#include "api/api_for_tests.h"
#include "survey/draw.h"

namespace vigie::api {
namespace {

class ImageTest : public ApiTest {
 protected:
  static post::Post said(std::string_view id, std::string_view text, int minutes_before) {
    auto out = post(id, text);
    out.created_at = *parse_time("2026-11-22T12:00:00Z") - std::chrono::minutes(minutes_before);
    return out;
  }
  std::string watch(const std::string& name, const std::string& query) {
    const auto made =
        told(net::Method::kPost, "/watches", R"({"name": ")" + name + R"(", "query": ")" + query + "\"}", 201);
    return made["id"].get<std::string>();
  }
  static nlohmann::json of(const nlohmann::json& watch, const std::string& attribute) {
    for (const auto& one : watch["attributes"]) {
      if (one["name"] == attribute) return one;
    }
    return nullptr;
  }
};

constexpr const char* kDay = "from=2026-11-22T00:00:00Z&to=2026-11-22T12:00:00Z&step=hour";

TEST_F(ImageTest, TellsEachAttributeAndEachOpensIntoItsPosts) {
  keep({said("1", "The Orvelle is far too expensive", 90), said("2", "Orvelle: gorgeous design, but too expensive", 20),
        said("3", "I saw an Orvelle", 10)});
  const auto id = watch("Orvelle", "orvelle");
  const auto all = get("/watches/" + id + "/image?" + kDay);
  const auto& one = all["watches"][0];
  EXPECT_EQ(one["found"], 3);
  EXPECT_EQ(one["read"], 3);
  EXPECT_EQ(one["speaking"], 2);
  const auto price = of(one, "price");
  EXPECT_EQ(price["n"], 2);
  EXPECT_EQ(price["negative"], 2);
  EXPECT_EQ(price["enough"], false);
  EXPECT_EQ(price["negative_share"]["high"], 1);
  EXPECT_EQ(of(one, "look")["positive"], 1);
  EXPECT_EQ(one["buckets"].size(), 12U);
  EXPECT_EQ(one["buckets"][11]["attributes"]["look"]["positive"], 1);
  EXPECT_FALSE(one["buckets"][11]["attributes"].contains("safety"));
  const std::string posts = "/watches/" + id + "/image/posts?attribute=price&mood=negative&limit=1&" + kDay;
  const auto first = get(posts);
  ASSERT_EQ(first["posts"].size(), 1U);
  EXPECT_EQ(first["posts"][0]["id"], "2");
  EXPECT_EQ(first["said"][0]["mood"], "negative");
  EXPECT_EQ(first["said"][0]["clauses"].size(), 1U);
  const auto rest = get(posts + "&cursor=" + first["next_cursor"].get<std::string>());
  EXPECT_EQ(rest["posts"][0]["id"], "1");
  EXPECT_TRUE(rest["next_cursor"].is_null());
}

TEST_F(ImageTest, PutsWatchesBesideEachOther) {
  keep({said("1", "The Orvelle is far too expensive", 90), said("2", "Brunel is cheap", 20)});
  const auto ours = watch("Orvelle", "orvelle");
  const auto theirs = watch("Brunel", "brunel");
  const auto all = get("/watches/" + ours + "/image?beside=" + theirs + "," + ours + "&" + kDay);
  ASSERT_EQ(all["watches"].size(), 2U);
  EXPECT_EQ(of(all["watches"][1], "price")["positive"], 1);
  const auto toward = get("/watches/" + ours + "/toward?beside=" + theirs + "&" + kDay);
  ASSERT_EQ(toward["watches"].size(), 2U);
  EXPECT_EQ(toward["watches"][0]["toward"]["n"], 1);
  EXPECT_EQ(toward["watches"][0]["toward"]["negative"], 1);
  EXPECT_EQ(toward["watches"][0]["buckets"].size(), 12U);
}

TEST_F(ImageTest, SuggestsWordsThatItsListsMayLack) {
  const auto id = watch("Orvelle", "orvelle");
  for (int i = 0; i < 30; ++i) {
    keep({said("a" + std::to_string(i), "The Orvelle is far too expensive, a zork", 90),
          said("b" + std::to_string(i), "The Orvelle stands in the street", 90)});
  }
  const auto told = get("/watches/" + id + "/image/suggestions?attribute=price&lang=en&" + kDay);
  EXPECT_EQ(told["read"], 60);
  EXPECT_EQ(told["within"], 30);
  EXPECT_EQ(told["enough"], true);
  EXPECT_NE(told["words"].dump().find("\"zork\""), std::string::npos) << told.dump();
  EXPECT_EQ(told["words"].dump().find("expensive"), std::string::npos);
}

TEST_F(ImageTest, RefusesWhatItCannotRead) {
  const auto id = watch("Orvelle", "orvelle");
  get("/watches/999/image", 404);
  get("/watches/999/toward", 404);
  get("/watches/999/image/posts?attribute=price", 404);
  get("/watches/" + id + "/image?beside=x", 422);
  get("/watches/" + id + "/image?beside=999", 422);
  std::string many = "beside=";
  for (std::size_t i = 0; i <= kBesideMax; ++i) many += watch("w" + std::to_string(i), "a") + ",";
  get("/watches/" + id + "/image?" + many, 422);
  get("/watches/" + id + "/image?from=0001-01-01&to=9999-12-31", 422);
  get("/watches/" + id + "/image?from=2026-11-22&to=2026-11-21", 422);
  get("/watches/" + id + "/image/posts?attribute=nothing", 422);
  get("/watches/" + id + "/image/posts?attribute=price&mood=glad", 422);
  get("/watches/" + id + "/image/posts?attribute=price&from=2010-01-01&to=2030-01-01");  // A list has no steps.
  EXPECT_TRUE(get("/watches/" + id + "/image/posts?attribute=price&cursor=x")["posts"].empty());
}

TEST_F(ImageTest, ItsAttributesAreEditedAndReadWithAtOnce) {
  keep({said("1", "Orvelle smells of burnt toast", 10)});
  const auto id = watch("Orvelle", "orvelle");
  EXPECT_EQ(get("/image/attributes")["attributes"].size(), 7U);
  EXPECT_TRUE(get("/image/attributes")["changed_at"].is_null());
  constexpr const char* kOwn = R"({"attributes": [{"name": "smell", "fr": {"title": "Odeur", "phrases": ["odeur*"]},
      "en": {"title": "Smell", "phrases": ["smells | -"]}}]})";
  const auto changed = told(net::Method::kPut, "/image/attributes", kOwn);
  EXPECT_EQ(changed["attributes"][0]["en"]["phrases"][0], "smells | -");
  EXPECT_FALSE(changed["changed_at"].is_null());
  const auto all = get("/watches/" + id + "/image?" + kDay);
  EXPECT_EQ(all["attributes"].size(), 1U);
  EXPECT_EQ(of(all["watches"][0], "smell")["negative"], 1);
  ask(net::Method::kDelete, "/api/v1/image/attributes");
  EXPECT_EQ(get("/image/attributes")["attributes"].size(), 7U);
}

TEST_F(ImageTest, AListThatIsWrongIsRefusedAndChangesNothing) {
  for (const auto* body :
       {"{}", "[]", R"({"attributes": []})", R"({"attributes": [{"name": "a"}]})", R"({"attributes": 7})",
        R"({"attributes": [{"name": "a b", "fr": {"title": "a"}, "en": {"title": "a"}}]})",
        R"({"attributes": [{"name": "a", "fr": {"title": "a", "phrases": ["b*"]}, "en": {"title": "a"}}]})",
        R"({"attributes": [{"name": "a", "fr": {"title": "a", "other": 1}, "en": {"title": "a"}}]})"}) {
    const auto reply = ask(net::Method::kPut, "/api/v1/image/attributes", body);
    EXPECT_GE(reply.status, 400) << body;
    EXPECT_LT(reply.status, 500) << body;
  }
  EXPECT_EQ(get("/image/attributes")["attributes"].size(), 7U);
}

}  // namespace
}  // namespace vigie::api
