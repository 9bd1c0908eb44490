#include "api/api_for_tests.h"

namespace vigie::api {
namespace {

using net::Method;
using nlohmann::json;

// A watch on a name that is a fruit too.
class RelevanceRouteTest : public ApiTest {
 protected:
  void SetUp() override {
    ApiTest::SetUp();
    told(Method::kPost, "/watches", R"({"name": "Orange", "query": "orange"})", 201);
    for (int i = 0; i < 40; ++i) {
      const auto n = std::to_string(i);
      keep({post("us" + n, "orange network is down again in district " + n),
            post("fruit" + n, "squeezed an orange into my cake, recipe " + n)});
    }
  }
  json answer(const std::string& id, bool about, int status = 200) {
    return told(Method::kPost, "/watches/1/relevance", json{{"source", "file:t"}, {"id", id}, {"about", about}}.dump(),
                status);
  }
  void teach(int each) {
    for (int i = 0; i < each; ++i) {
      answer("us" + std::to_string(i), true);
      answer("fruit" + std::to_string(i), false);
    }
  }
  const std::string posts_ = "/watches/1/posts?limit=100";
};

TEST_F(RelevanceRouteTest, NothingIsHiddenBeforeTwentyAnswers) {
  teach(9);
  const auto state = get("/watches/1/relevance");
  EXPECT_FALSE(state["ready"]);
  EXPECT_EQ(state["about"], 9);
  EXPECT_EQ(state["needed"], 20);
  EXPECT_TRUE(state["threshold"].is_null());
  const auto page = get(posts_);
  EXPECT_EQ(page["posts"].size(), 80U);
  EXPECT_FALSE(page.contains("hidden"));
}

TEST_F(RelevanceRouteTest, AnswersOfOneKindTeachNothing) {
  for (int i = 0; i < 25; ++i) answer("us" + std::to_string(i), true);
  EXPECT_FALSE(get("/watches/1/relevance")["ready"]);
}

TEST_F(RelevanceRouteTest, WhatIsNotAboutUsIsHiddenAndCountedAndShownOnDemand) {
  teach(12);
  const auto state = get("/watches/1/relevance");
  EXPECT_TRUE(state["ready"]);
  EXPECT_EQ(state["expected"]["about"], 12);
  EXPECT_EQ(state["expected"]["about_hidden"], 0);
  const auto page = get(posts_);
  EXPECT_EQ(page["posts"].size(), 40U);
  EXPECT_EQ(page["hidden"], 40);
  for (const auto& post : page["posts"]) {
    EXPECT_NE(post["text"].get<std::string>().find("network"), std::string::npos);
    EXPECT_GE(post["vigie"]["about_us"].get<double>(), state["threshold"].get<double>());
  }
  const auto all = get(posts_ + "&hidden=show");
  EXPECT_EQ(all["posts"].size(), 80U);
  EXPECT_EQ(all["hidden"], 40);
  get(posts_ + "&hidden=perhaps", 422);
}

TEST_F(RelevanceRouteTest, PagesGoOnWhereTheyEnd) {
  teach(12);
  std::size_t shown = 0, hidden = 0;
  std::string cursor;
  for (int pages = 0; pages < 20; ++pages) {
    const auto page = get("/watches/1/posts?limit=7" + (cursor.empty() ? "" : "&cursor=" + cursor));
    shown += page["posts"].size();
    hidden += page["hidden"].get<std::size_t>();
    if (page["next_cursor"].is_null()) break;
    cursor = page["next_cursor"].get<std::string>();
  }
  EXPECT_EQ(shown, 40U);
  EXPECT_EQ(hidden, 40U);
}

TEST_F(RelevanceRouteTest, FiguresAlwaysCountAll) {
  teach(12);
  EXPECT_EQ(get("/watches/1/series?from=2026-11-22&to=2026-11-23")["posts"], 80);
  EXPECT_EQ(get("/watches/1/tops")["posts"], 80);
}

TEST_F(RelevanceRouteTest, AThresholdIsChosenByHandAndGivenBack) {
  teach(12);
  const auto by_hand = told(Method::kPut, "/watches/1/relevance", R"({"threshold": 0})");
  EXPECT_EQ(by_hand["threshold"], 0);
  EXPECT_TRUE(by_hand["is_chosen"]);
  EXPECT_EQ(get(posts_)["posts"].size(), 80U);
  EXPECT_FALSE(told(Method::kPut, "/watches/1/relevance", R"({"threshold": null})")["is_chosen"]);
  EXPECT_EQ(get(posts_)["posts"].size(), 40U);
  for (const char* wrong : {R"({"threshold": 1.1})", R"({"threshold": -0.1})", R"({"threshold": "x"})", "{}"}) {
    told(Method::kPut, "/watches/1/relevance", wrong, 422);
  }
}

TEST_F(RelevanceRouteTest, AnAnswerIsTakenBackOrChangedAndCountsOnce) {
  answer("us1", true);
  EXPECT_EQ(answer("us1", false)["other"], 1);
  const auto state = get("/watches/1/relevance");
  ASSERT_EQ(state["answers"].size(), 1U);
  EXPECT_EQ(state["answers"][0]["about"], false);
  EXPECT_EQ(state["answers"][0]["by"]["id"], "operator");
  told(Method::kPost, "/watches/1/relevance", R"({"source": "file:t", "id": "us1", "about": null})");
  EXPECT_TRUE(get("/watches/1/relevance")["answers"].empty());
}

TEST_F(RelevanceRouteTest, WrongQuestionsAreRefused) {
  answer("nothing", true, 404);
  told(Method::kPost, "/watches/9/relevance", R"({"source": "file:t", "id": "us1", "about": true})", 404);
  told(Method::kPost, "/watches/1/relevance", R"({"source": "file:t", "id": "us1"})", 422);
  told(Method::kPost, "/watches/1/relevance", R"({"source": "file:t", "id": "us1", "about": "yes"})", 422);
  get("/watches/9/relevance", 404);
}

TEST_F(RelevanceRouteTest, AnErasedPostLeavesNoAnswer) {
  answer("us1", true);
  answer("us2", true);
  ASSERT_EQ(ask(Method::kDelete, "/api/v1/posts/file%3At/us1").status, 204);
  ASSERT_TRUE(office_->relevances().sweep());
  const auto state = get("/watches/1/relevance");
  ASSERT_EQ(state["answers"].size(), 1U);
  EXPECT_EQ(state["about"], 1);
}

TEST_F(RelevanceRouteTest, AnswersGoWithTheirWatch) {
  teach(12);
  ASSERT_EQ(ask(Method::kDelete, "/api/v1/watches/1").status, 204);
  EXPECT_TRUE(office_->relevances().answers(1).value().empty());
  EXPECT_EQ(office_->relevances().judge(1), nullptr);
}

}  // namespace
}  // namespace vigie::api
