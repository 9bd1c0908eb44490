#include "api/api_for_tests.h"

namespace vigie::api {
namespace {

class MeasureTest : public ApiTest {
 protected:
  // In our own place, so many minutes before noon.
  static post::Post said(std::string_view id, std::string_view text, int minutes_before, std::string_view author,
                         std::string_view parent = {}) {
    auto out = post(id, text);
    out.source = "place:pub";
    out.kind = parent.empty() ? post::Kind::kEntry : post::Kind::kReply;
    out.author.id = author;
    out.author.handle = author;
    out.parent = parent;
    out.created_at = *parse_time("2026-11-22T12:00:00Z") - std::chrono::minutes(minutes_before);
    return out;
  }
  static std::vector<std::string> ids(const nlohmann::json& page) {
    std::vector<std::string> out;
    for (const auto& one : page["posts"]) out.push_back(one["id"]);
    return out;
  }
  using Ids = std::vector<std::string>;
};

constexpr const char* kBad = "This car is horrible, a terrible disaster, I hate it, worst purchase ever";

TEST_F(MeasureTest, TellsTurnPresenceAndDefenceAndEachOpensIntoItsPosts) {
  keep({said("1", kBad, 50, "m:ada"), said("2", kBad, 40, "m:ben"),
        said("3", "I love this car, it is wonderful", 30, "m:cy"),
        said("a1", "We looked into it: the workshop calls you at 10 tomorrow", 20, "staff:7", "1"),
        said("d2", "Mine is wonderful, it runs perfectly", 10, "m:dot", "2")});
  const auto told = get("/measure?q=source:place:pub%20-is:reply");
  EXPECT_EQ(told["turn"]["part"], 2);
  EXPECT_EQ(told["turn"]["whole"], 3);
  EXPECT_TRUE(told["turn"]["usual"].is_null());
  EXPECT_EQ(told["presence"]["part"], 1);
  EXPECT_EQ(told["presence"]["median_ms"], 30 * 60'000);
  EXPECT_EQ(told["defence"]["part"], 1);
  const std::string of = "/measure/posts?q=source:place:pub%20-is:reply&figure=";
  EXPECT_EQ(ids(get(of + "critical")), (Ids{"2", "1"}));
  EXPECT_EQ(ids(get(of + "acknowledged")), Ids{"1"});
  EXPECT_EQ(ids(get(of + "defended")), Ids{"2"});
  EXPECT_EQ(ids(get(of + "unanswered")), Ids{});
}

TEST_F(MeasureTest, TheStepsOfASeriesAddUp) {
  keep({said("1", kBad, 130, "m:ada"), said("2", kBad, 20, "m:ben"), said("3", kBad, 10, "m:ben")});
  const auto told = get("/measure?q=source:place&from=2026-11-22T09:00:00Z&to=2026-11-22T12:00:00Z&step=hour");
  ASSERT_EQ(told["series"].size(), 3U);
  EXPECT_EQ(told["series"][0]["critical"], 1);
  EXPECT_EQ(told["series"][2]["critical"], 2);
}

TEST_F(MeasureTest, AListGoesOnWhereItsPageEnded) {
  keep({said("1", kBad, 30, "m:ada"), said("2", kBad, 20, "m:ben"), said("3", kBad, 10, "m:cy")});
  const std::string of = "/measure/posts?q=source:place&figure=critical&limit=2";
  const auto first = get(of);
  EXPECT_EQ(ids(first), (Ids{"3", "2"}));
  const std::string cursor = first["next_cursor"];
  keep({said("0", kBad, 1, "m:dot")});
  ASSERT_TRUE(house_->erase_post("place:pub", "2").value());
  const auto rest = get(of + "&cursor=" + cursor);
  EXPECT_EQ(ids(rest), Ids{"1"});
  EXPECT_TRUE(rest["next_cursor"].is_null());
}

TEST_F(MeasureTest, AsksByAWatchOrAQueryAndRefusesTheRest) {
  get("/measure?watch=7", 404);
  get("/measure?q=%22open", 422);
  get("/measure/posts?q=a&figure=nothing", 422);
  const auto watch = told(net::Method::kPost, "/watches", R"({"name": "Pub", "query": "source:place:pub"})", 201);
  keep({said("1", kBad, 30, "m:ada")});
  EXPECT_EQ(get("/measure?watch=" + watch["id"].get<std::string>())["turn"]["whole"], 1);
}

}  // namespace
}  // namespace vigie::api
