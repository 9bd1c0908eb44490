#include "api/api_for_tests.h"

namespace vigie::api {
namespace {

class ReadingPage : public ApiTest {
 protected:
  std::string page(const std::string& target, const std::string& accepted = {}) {
    auto asked = request(net::Method::kGet, target);
    if (!accepted.empty()) asked.headers.set("Accept-Language", accepted);
    const auto reply = ask(asked);
    EXPECT_EQ(reply.status, 200);
    return reply.body;
  }
};

TEST_F(ReadingPage, SpeaksFrenchAndEnglishAndLinksTheOther) {
  EXPECT_NE(page("/reading?lang=fr").find("<html lang=\"fr\">"), std::string::npos);
  const auto english = page("/reading", "en-GB,en;q=0.8");
  EXPECT_NE(english.find("What we read, and why"), std::string::npos);
  EXPECT_NE(english.find("/reading?lang=fr"), std::string::npos);
}

TEST_F(ReadingPage, NamesWhatIsReallyListenedTo) {
  EXPECT_NE(page("/reading?lang=en").find("no source is listened to"), std::string::npos);
  sources_.running.push_back({"mastodon:<b>", "mastodon", source::State::kLive, {}, 0, 0, {}, 0});
  sources_.running.push_back({"feed:paused", "feed", source::State::kPaused, {}, 0, 0, {}, 0});
  const auto told = page("/reading?lang=en");
  EXPECT_NE(told.find("<li>mastodon:&lt;b&gt;</li>"), std::string::npos) << told;
  EXPECT_EQ(told.find("feed:paused"), std::string::npos);
}

TEST_F(ReadingPage, KeepsTheKeysOfPrivateFeedsToItself) {
  sources_.running.push_back(
      {"feed:example.org/private.xml?key=s3cret", "feed", source::State::kLive, {}, 0, 0, {}, 0});
  const auto told = page("/reading?lang=en");
  EXPECT_NE(told.find("<li>feed:example.org/private.xml</li>"), std::string::npos) << told;
  EXPECT_EQ(told.find("s3cret"), std::string::npos);
}

TEST_F(ReadingPage, IsOpenToWhoeverHasNoAccountAndRunsNothing) {
  people::AccountDraft draft;
  draft.name = "ada";
  draft.role = people::Role::kManager;
  ASSERT_TRUE(people_->add(draft, "a lantern by the sea", people::First::kYes));
  EXPECT_EQ(ask(net::Method::kGet, "/api/v1/sources").status, 401);
  const auto reply = ask(net::Method::kGet, "/reading?lang=en");
  EXPECT_EQ(reply.status, 200);
  EXPECT_TRUE(reply.headers.get("Content-Security-Policy").starts_with("default-src 'none';"));
  EXPECT_EQ(reply.body.find("<script"), std::string::npos);
  EXPECT_EQ(ask(net::Method::kPost, "/reading").status, 405);
}

}  // namespace
}  // namespace vigie::api
