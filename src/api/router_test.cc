#include "api/router.h"

#include <gtest/gtest.h>

#include "api/call.h"
#include "api/routes.h"
#include "net/url.h"

namespace vigie::api {
namespace {

using net::Method;

Answered nothing(const Call&) { return net::Reply{}; }

class RouterTest : public ::testing::Test {
 protected:
  static Router::Found find(Method method, std::string_view path) {
    static constexpr Route kShips[] = {{Method::kGet, "/ships", nothing},
                                       {Method::kPost, "/ships", nothing},
                                       {Method::kPut, "/ships/{ship}", nothing},
                                       {Method::kGet, "/ships/{ship}/log/{day}", nothing}};
    static constexpr Route kPorts[] = {{Method::kGet, "/ports", nothing}};
    static constexpr std::span<const Route> kNouns[] = {kShips, kPorts};
    static const Router router(kNouns);
    return router.find(method, net::parse_target(path).value().path);
  }
};

TEST_F(RouterTest, FindsARouteByItsMethodAndPath) {
  EXPECT_EQ(find(Method::kGet, "/ports").route->path, "/ports");
  EXPECT_EQ(find(Method::kPost, "/ships").route->method, Method::kPost);
}

TEST_F(RouterTest, GivesWhatTheNamesOfThePathStoodFor) {
  const auto found = find(Method::kGet, "/ships/la%2Fgalerne/log/3");
  ASSERT_NE(found.route, nullptr);
  EXPECT_EQ(found.arguments, (Arguments{{"ship", "la/galerne"}, {"day", "3"}}));
}

TEST_F(RouterTest, AnswersHeadByTheRouteOfGet) {
  EXPECT_EQ(find(Method::kHead, "/ships").route->method, Method::kGet);
  EXPECT_EQ(find(Method::kHead, "/ships/1").route, nullptr);
}

TEST_F(RouterTest, TellsTheMethodsOfAPathThatHasNotThatOne) {
  const auto found = find(Method::kDelete, "/ships");
  EXPECT_EQ(found.route, nullptr);
  EXPECT_EQ(found.allow, "GET, HEAD, POST, OPTIONS");
  EXPECT_EQ(find(Method::kGet, "/ships/1").allow, "PUT, OPTIONS");
}

TEST_F(RouterTest, FindsNothingAboveOrBelowAPath) {
  for (const char* path : {"/", "/ship", "/ships/1/log", "/ships/1/log/3/4", "/ports/1"}) {
    const auto found = find(Method::kGet, path);
    EXPECT_EQ(found.route, nullptr) << path;
    EXPECT_EQ(found.allow, "") << path;
  }
}

TEST(Lanes, ACrowdOnPublicPagesStandsBeforeNobodyWhoWorksHere) {
  for (const auto& route : place_pages_routes()) EXPECT_NE(route.lane, Lane::kQuestion) << route.path;
  for (const auto& route : desk_routes()) EXPECT_NE(route.lane, Lane::kVisit) << route.path;
}

}  // namespace
}  // namespace vigie::api
