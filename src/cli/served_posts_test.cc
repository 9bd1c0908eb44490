#include "cli/served_posts.h"

#include <gtest/gtest.h>

#include "base/time_text.h"

namespace vigie::cli {
namespace {

// A member that is JSON and that no double can hold.
constexpr std::string_view kPost =
    R"({"id":"1","source":"file:t","time":"2026-01-05T01:17:00.250Z","weight":1e999,"author":{"id":"a","handle":"zoé"},)"
    R"("title":"Été","text":"un \"mot\" là","vigie":{"lang":"fr","lang_p":0.9,"mood":{"negative":0.4,"neutral":0.4,)"
    R"("positive":0.2},"spans":[[0,2],[9,11]]}})";

TEST(ServedPosts, AreReadOffAPageWholeAndInOrder) {
  const auto page = read_page(R"({"posts":[)" + std::string(kPost) + R"(,{"id":"2"}],"next_cursor":"abc"})");
  ASSERT_TRUE(page) << page.error().message;
  EXPECT_EQ(page->posts, (std::vector<std::string>{std::string(kPost), R"({"id":"2"})"}));
  EXPECT_EQ(page->next_cursor, "abc");
  EXPECT_EQ(read_page(R"({"posts":[],"next_cursor":null})")->next_cursor, "");
}

TEST(ServedPosts, ACutOrForeignAnswerIsRefused) {
  EXPECT_FALSE(read_page(""));
  EXPECT_FALSE(read_page("<html>"));
  EXPECT_FALSE(read_page(R"({"posts":[{"id":"1")"));
  EXPECT_FALSE(read_page(R"({"posts":[1]})"));
}

TEST(ServedPosts, GiveWhatALineShows) {
  const auto line = line_of(kPost);
  EXPECT_EQ(line.time, *parse_time("2026-01-05T01:17:00.250Z"));
  EXPECT_EQ(line.mood, post::Mood::kNeutral);  // A tie is no mood, as Reading::mood() has it.
  EXPECT_EQ(line.print(false), "2026-01-05T01:17:00Z  neutral   fr  file:t  @zoé: Été / un \"mot\" là");
  EXPECT_NE(line.print(true).find("\x1b[1;4mun\x1b[22;24m"), std::string::npos);
}

TEST(ServedPosts, AreFoundInAnEvent) {
  EXPECT_EQ(post_of_event(R"({"watches":["1"],"post":{"id":"1","n":1e999}})"), R"({"id":"1","n":1e999})");
  EXPECT_EQ(post_of_event(R"({"watches":[]})"), std::nullopt);
  EXPECT_EQ(post_of_event("not JSON"), std::nullopt);
}

TEST(PostLine, ShowsNothingOfOthersThatSteersTheTerminal) {
  PostLine line;
  line.language = line.source = line.author = line.title = line.text = "\x1b[2J\n";
  EXPECT_EQ(line.print(false).find('\x1b'), std::string::npos);
  EXPECT_EQ(line.print(false).find('\n'), std::string::npos);
}

}  // namespace
}  // namespace vigie::cli
